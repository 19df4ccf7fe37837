"""A console that gives up its connections, does what is asked, and prints one JSON object.

Usage: fenced.py USE ACT [ARGUMENT]   USE is `command`, `window` or `service`.
"""

import atexit
import ctypes
import errno
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress

from appliance.confinement import console
from appliance.errors import ApplianceError

use, act, *rest = sys.argv[1:]
FAMILIES = (1, 2, 10, 16, 17, 40)


def attempt(family: int, kind: int = socket.SOCK_DGRAM) -> str:
    """Name of the error, or “opened”."""
    try:
        socket.socket(family, kind).close()
    except OSError as error:
        return errno.errorcode.get(error.errno or 0, "other")
    return "opened"


def outcome() -> dict[str, object]:  # noqa: C901 - one act after the other
    fence = console.give_up(console.Use.WINDOW if use == "window" else console.Use.COMMAND)
    before = fence.refused()
    if act == "families":
        return {"got": {family: attempt(family) for family in FAMILIES}, "before": before}
    if act == "pair":
        here, there = socket.socketpair()
        here.send(b"x")
        return {"got": there.recv(1).decode()}
    if act == "threads":
        threads = [
            threading.Thread(target=lambda: [attempt(2) for _ in range(100)]) for _ in range(8)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    if act == "program":
        code = "import socket\ntry: socket.socket()\nexcept OSError as e: print(e.errno)"
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
        return {"got": done.stdout.decode().strip()}
    if act == "fork":
        pid = os.fork()
        if pid == 0:
            os._exit(0 if attempt(2) == "EACCES" else 1)
        return {"got": os.waitpid(pid, 0)[1]}
    if act == "holding the lock":  # PyDLL keeps Python's lock while the call waits
        return {"got": ctypes.PyDLL(None).socket(2, 2, 0)}
    if act == "at exit":
        atexit.register(lambda: attempt(2))
    if act == "uring":
        libc = ctypes.CDLL(None, use_errno=True)
        return {"got": libc.syscall(425, 1, 0), "error": errno.errorcode[ctypes.get_errno()]}
    if act == "nobody counts":
        assert fence.counting_pid
        os.kill(fence.counting_pid, 9)
        os.waitpid(fence.counting_pid, 0)
        return {"got": attempt(2), "again": vars(fence.self_test())}
    if act == "stopped":
        assert fence.counting_pid
        waiting = threading.Thread(target=attempt, args=(2,), daemon=True)
        os.kill(fence.counting_pid, signal.SIGSTOP)
        waiting.start()
        again = vars(fence.self_test()) if rest else {}
        refused = fence.refused()
        waiting.join(30)
        return {"got": attempt(2), "again": again, "before": refused, "left": waiting.is_alive()}
    if act == "nested":
        done = subprocess.run(
            [sys.executable, *sys.argv[:1], use, "families"], capture_output=True, check=True
        )
        return {"got": json.loads(done.stdout)}
    if act == "require":
        try:
            console.require(rest)
        except ApplianceError as error:
            return {"got": error.code, "why": error.message}
        return {"got": "passed"}
    if act == "orphan":  # tries again when this process is gone
        code = (
            "import os, sys, time, socket\n"
            "while os.getppid() == int(sys.argv[1]): time.sleep(0.01)\n"
            "try: socket.socket(); text = 'opened'\n"
            "except OSError as e: text = str(e.errno)\n"
            "open(sys.argv[2] + '~', 'w').write(text); os.rename(sys.argv[2] + '~', sys.argv[2])"
        )
        subprocess.Popen(  # not waited for: it is meant to be left alone
            [sys.executable, "-c", code, str(os.getpid()), rest[0]], start_new_session=True
        )
        sys.stdout.write(f"{fence.counting_pid}\n")
        sys.stdout.flush()
        time.sleep(600)
    if act == "inherited":
        open_still = True
        try:
            os.fstat(int(rest[0]))
        except OSError:
            open_still = False
        return {"got": open_still}
    return {}


def service() -> dict[str, object]:
    fence = console.give_up(console.Use.COMMAND, listen=True)
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        place = server.getsockname()
        results = {"udp": attempt(2), "raw": attempt(17, socket.SOCK_RAW)}
        with socket.socket() as client:
            try:
                client.connect(place)
                results["connect"] = "connected"
            except OSError as error:
                results["connect"] = errno.errorcode[error.errno or 0]
        with socket.socket() as client:
            try:
                client.sendto(b"x", 0x20000000, place)
                results["fast open"] = "sent"
            except OSError as error:
                results["fast open"] = errno.errorcode[error.errno or 0]
    return {"got": results, "layers": {x.name: x.enforced for x in fence.layers}}


found = service() if use == "service" else outcome()
fence = console.current()
assert fence is not None
found |= {
    "refused": fence.refused(),
    "by_family": fence.refused_by_family(),
    "layers": {layer.name: [layer.enforced, layer.reason] for layer in fence.layers},
    "pid": fence.counting_pid,
}
with suppress(BrokenPipeError):
    sys.stdout.write(json.dumps(found))
