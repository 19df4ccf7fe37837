"""A well-behaved child that does on request what a child must survive, or must not be able to."""

import ctypes
import fcntl
import os
import sys
import threading
import time

import msgspec

from appliance.confinement.childside import ChildSide, read_descriptor
from appliance.confinement.probes import probe

side = ChildSide.begin()
side.confine()


def descriptors() -> bytes:
    found = []
    for number in range(256):
        try:
            fcntl.fcntl(number, fcntl.F_GETFD)
        except OSError:
            continue
        found.append(number)
    return msgspec.msgpack.encode(found)


def allocate(size_bytes: int) -> bytes:
    try:
        return b"got it" if bytearray(size_bytes) else b""
    except MemoryError:
        return b"refused"


def thread() -> bytes:
    seen: list[bytes] = []
    worker = threading.Thread(target=lambda: seen.append(b"ran"))
    worker.start()
    worker.join()
    return seen[0]


while (body := side.receive()) is not None:
    word, _, rest = body.partition(b" ")
    if word == b"echo":
        side.send(rest)
    elif word == b"probe":
        side.send(msgspec.msgpack.encode(probe()))
    elif word == b"descriptors":
        side.send(descriptors())
    elif word == b"environment":
        side.send(msgspec.msgpack.encode(dict(os.environ)))
    elif word == b"allocate":
        side.send(allocate(int(rest)))
    elif word == b"thread":
        side.send(thread())
    elif word == b"read":
        side.send(read_descriptor(side.handed[int(rest)]))
    elif word == b"say":
        sys.stdout.write(rest.decode())
        sys.stdout.flush()
        sys.stderr.write("error line\n")
        side.send(b"said")
    elif word == b"waiting":
        side.send(b"yes" if side.waiting() else b"no")
    elif word == b"crash":
        ctypes.string_at(0)
    elif word == b"abort":
        os.abort()
    elif word == b"forbidden":
        ctypes.CDLL(None).syscall(165, 0, 0, 0, 0, 0)  # mount: in no list
    elif word == b"spin":
        while True:
            pass
    elif word == b"sleep":
        time.sleep(float(rest))
        side.send(b"awake")
    elif word == b"raw":
        os.write(side.sink.fileno(), bytes.fromhex(rest.decode()))
    elif word == b"leave":
        os._exit(0)
