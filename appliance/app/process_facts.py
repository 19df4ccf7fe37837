"""What a process has open and loaded: its sockets, and the files whose code it runs."""

from __future__ import annotations

import os
import re
import struct
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from appliance.files import sha256_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from appliance.confinement.surroundings import Library

# Tables of the kernel: name of the file, and whether a socket in it can reach another machine.
_TABLES = {
    **{
        f"{kind}{version}": True for kind in ("tcp", "udp", "udplite", "raw") for version in ("", 6)
    },
    **{"icmp": True, "icmp6": True, "packet": True, "netlink": False, "unix": False},
}

# Libraries that exist to talk to other machines, by the beginning of the file's name.
_NETWORK_LIBRARY = re.compile(
    r"^(_socket\.|_ssl\.|lib(curl|ssl|anl|resolv|nss_(dns|resolve|mdns)|nghttp|soup|ssh|ldap|gnutls"
    r"|krb5|gssapi|Qt6Network|Qt6WebSockets|Qt6WebEngine|zmq|uv|grpc|mosquitto|pq|mysqlclient)\b)"
)
_LONGEST_HEADER_BYTES = 1024 * 1024


@dataclass(frozen=True)
class Socket:
    """One open socket.

    Attributes:
        kind: the kernel's table, such as “tcp6” or “unix”; “other” if it is in none.
        reaches_out: True if sockets of this kind can reach another machine.
        address: addresses and ports in hexadecimal as the kernel shows them, or a name.
    """

    kind: str
    reaches_out: bool
    address: str


@dataclass(frozen=True)
class LoadedLibrary:
    """A file whose code a process has in memory.

    Attributes:
        path: where it is.
        sha256: of the file, empty if it is no longer the one that was loaded.
        build_id: what its maker's linker wrote into it, empty if nothing.
        for_networks: True if it exists to talk to other machines.
    """

    path: str
    sha256: str
    build_id: str
    for_networks: bool


def own_sockets() -> tuple[Socket, ...]:
    """Every socket that this process has open."""
    held = set()
    for entry in os.listdir("/proc/self/fd"):  # noqa: PTH208 - names are enough
        try:
            target = os.readlink(f"/proc/self/fd/{entry}")  # noqa: PTH115 - a name, no path
        except OSError:
            continue
        if target.startswith("socket:["):
            held.add(target[8:-1])
    found = {inode: socket for inode, socket in _rows("/proc/self/net") if inode in held}
    unknown = Socket("other", reaches_out=True, address="")
    return tuple(sorted((found.get(inode, unknown) for inode in held), key=_order))


def sockets_in_network_of(pid: int) -> tuple[Socket, ...]:
    """Every socket in the network namespace of a process: its own ones if it has one to itself.

    Raises: OSError: the process ended, or the system does not show it.
    """
    return tuple(sorted((socket for _, socket in _rows(f"/proc/{pid}/net")), key=_order))


def described(libraries: Iterable[Library]) -> tuple[LoadedLibrary, ...]:
    """The libraries with what is in their files now."""
    return tuple(_described(item.path, item.device, item.inode) for item in libraries)


def is_for_networks(path: str) -> bool:
    """True if a library of this name exists to talk to other machines."""
    return _NETWORK_LIBRARY.match(Path(path).name) is not None


def _order(socket: Socket) -> tuple[str, str]:
    return socket.kind, socket.address


def _rows(folder: str) -> Iterator[tuple[str, Socket]]:
    """Inode and socket of every line of every table."""
    for kind, reaches_out in _TABLES.items():
        path = Path(folder) / kind
        if not path.exists():
            continue
        for line in path.read_text("utf-8", "replace").splitlines()[1:]:
            words = line.split()
            inode, address = _fields(kind, words)
            if inode:
                yield inode, Socket(kind, reaches_out, address)


def _fields(kind: str, words: list[str]) -> tuple[str, str]:
    if kind == "unix":
        return words[6], words[7] if len(words) > 7 else ""
    if kind == "netlink" and words[2] == "0":  # the kernel's own end, in every namespace
        return "", ""
    if kind in ("packet", "netlink"):
        return words[-1], ""
    return words[9], f"{words[1]} {words[2]}"


@lru_cache(maxsize=1024)
def _described(path: str, device: int, inode: int) -> LoadedLibrary:
    same = False
    sha256 = build_id = ""
    try:
        now = Path(path).stat()
        same = (now.st_dev, now.st_ino) == (device, inode)
        if same:
            sha256 = sha256_file(Path(path))
            build_id = _build_id(Path(path))
    except OSError:
        sha256 = build_id = ""
    return LoadedLibrary(path, sha256, build_id, is_for_networks(path))


def _build_id(path: Path) -> str:
    """From the notes of a 64-bit ELF file (System V ABI, chapter 5); empty if there is none."""
    with path.open("rb") as file:
        head = file.read(64)
        if len(head) < 64 or head[:6] != b"\x7fELF\x02\x01":
            return ""
        (table,), (entry_bytes, count) = (
            struct.unpack_from("<Q", head, 32),
            struct.unpack_from("<HH", head, 54),
        )
        file.seek(table)
        entries = file.read(min(entry_bytes * count, _LONGEST_HEADER_BYTES))
        for number in range(min(count, len(entries) // max(entry_bytes, 56))):
            kind, _, place, _, _, size_bytes = struct.unpack_from(
                "<IIQQQQ", entries, number * entry_bytes
            )
            if kind == 4:  # PT_NOTE
                file.seek(place)
                found = _note(file.read(min(size_bytes, _LONGEST_HEADER_BYTES)))
                if found:
                    return found
    return ""


def _note(notes: bytes) -> str:
    """The note of kind 3 whose owner is GNU, in hexadecimal."""
    place = 0
    while place + 12 <= len(notes):
        name_bytes, value_bytes, kind = struct.unpack_from("<III", notes, place)
        name = place + 12
        value = name + -(-name_bytes // 4) * 4
        if kind == 3 and notes[name : name + name_bytes] == b"GNU\0":
            return notes[value : value + value_bytes].hex()
        place = value + -(-value_bytes // 4) * 4
    return ""
