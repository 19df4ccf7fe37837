"""Writes OLE files and Outlook messages for the tests; the libraries only read them."""

from __future__ import annotations

import struct
from datetime import UTC, datetime

_SECTOR, _SMALL_SECTOR, _SMALL_BELOW = 512, 64, 4096
_END, _FREE, _FAT_SECTOR = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_NONE = 0xFFFFFFFF
_ENTRY_BYTES = 128

Tree = dict[str, "bytes | Tree"]


def ole(tree: Tree) -> bytes:  # noqa: C901  one file format, written front to back
    """A compound file: streams below 4 KiB in the small-sector stream, the others in sectors."""
    entries: list[tuple[str, int, bytes, int, int]] = []  # name, kind, data, child, right

    def put(name: str, kind: int, content: bytes | Tree) -> int:
        index = len(entries)
        entries.append((name, kind, content if isinstance(content, bytes) else b"", _NONE, _NONE))
        if isinstance(content, dict):
            before = _NONE
            # A chain to the right is a tree too, if a lopsided one; names must ascend.
            for key in sorted(content, key=lambda one: (len(one), one.upper()), reverse=True):
                inner = content[key]
                place = put(key, 2 if isinstance(inner, bytes) else 1, inner)
                entries[place] = (*entries[place][:4], before)
                before = place
            entries[index] = (*entries[index][:3], before, entries[index][4])
        return index

    put("Root Entry", 5, tree)
    sectors: list[bytes] = []
    chains: list[int] = []

    def store(data: bytes) -> int:
        if not data:
            return _END
        first = len(sectors)
        count = -(-len(data) // _SECTOR)
        for number in range(count):
            sectors.append(data[number * _SECTOR : (number + 1) * _SECTOR].ljust(_SECTOR, b"\0"))
            chains.append(first + number + 1 if number + 1 < count else _END)
        return first

    small = bytearray()
    small_chains: list[int] = []

    def store_small(data: bytes) -> int:
        first = len(small_chains)
        count = -(-len(data) // _SMALL_SECTOR)
        small_chains.extend(range(first + 1, first + count))
        small_chains.append(_END)
        small.extend(data.ljust(count * _SMALL_SECTOR, b"\0"))
        return first

    def place(data: bytes) -> int:
        if not data:
            return _END
        return store_small(data) if len(data) < _SMALL_BELOW else store(data)

    starts = [place(data) if kind == 2 else _END for _, kind, data, _, _ in entries]
    starts[0] = store(bytes(small))
    entries[0] = (*entries[0][:2], bytes(small), *entries[0][3:])
    small_fat = struct.pack(f"<{len(small_chains)}I", *small_chains)
    small_fat = small_fat.ljust(-(-len(small_fat) // _SECTOR) * _SECTOR, b"\xff")
    small_fat_start = store(small_fat)
    directory = b""
    for (name, kind, data, child, right), start in zip(entries, starts, strict=True):
        wide = name.encode("utf-16-le") + b"\0\0"
        directory += wide.ljust(64, b"\0") + struct.pack("<HBB", len(wide), kind, 1)
        directory += struct.pack("<III", _NONE, right, child) + bytes(16 + 4 + 16)
        directory += struct.pack("<IQ", start if kind != 1 else 0, len(data))
    while len(directory) % _SECTOR:
        empty = bytes(64) + struct.pack("<HBB", 0, 0, 0) + struct.pack("<III", _NONE, _NONE, _NONE)
        directory += empty.ljust(_ENTRY_BYTES, b"\0")
    directory_start = store(directory)
    fat_count = 1
    while fat_count * _SECTOR // 4 < len(sectors) + fat_count:
        fat_count += 1
    first_fat = len(sectors)
    fat = chains + [_FAT_SECTOR] * fat_count
    fat += [_FREE] * (fat_count * _SECTOR // 4 - len(fat))
    sectors.append(struct.pack(f"<{len(fat)}I", *fat))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack("<HHHHH6xIIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, fat_count,
                          directory_start, 0, _SMALL_BELOW, small_fat_start,
                          len(small_fat) // _SECTOR, _END, 0, first_fat)  # fmt: skip
    fats = [first_fat + number for number in range(1, fat_count)]
    header += struct.pack(f"<{len(fats)}I", *fats)
    header = header.ljust(_SECTOR, b"\xff")
    return header + b"".join(sectors)


def message(
    *,
    subject: str = "Loan",
    body: str = "",
    html: bytes = b"",
    rtf: bytes = b"",
    narrow: bool = False,
    attached: dict[str, bytes | Tree] | None = None,
    inner: bool = False,
) -> Tree:
    """The storages and streams of an Outlook message."""
    sent = int(
        (datetime(2026, 1, 2, 12, tzinfo=UTC) - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds()
    )
    fixed = struct.pack("<HHIQ", 0x0040, 0x0039, 6, sent * 10**7)
    fixed += struct.pack("<HHIIxxxx", 0x0003, 0x3FFD, 6, 1252)
    tree: Tree = {"__properties_version1.0": bytes(24 if inner else 32) + fixed}

    def text(number: int, value: str) -> None:
        if narrow:
            tree[f"__substg1.0_{number:04X}001E"] = value.encode("cp1252")
        else:
            tree[f"__substg1.0_{number:04X}001F"] = value.encode("utf-16-le")

    text(0x001A, "IPM.Note")
    text(0x0037, subject)
    text(0x0C1A, "Anna Müller")
    text(0x5D01, "anna@bank.example")
    text(0x0E04, "Credit desk")
    if body:
        text(0x1000, body)
    if html:
        tree["__substg1.0_10130102"] = html
    if rtf:
        tree["__substg1.0_10090102"] = rtf
    for number, (name, content) in enumerate((attached or {}).items()):
        part: Tree = {
            "__properties_version1.0": bytes(8),
            "__substg1.0_3707001F": name.encode("utf-16-le"),
        }
        key = "__substg1.0_37010102" if isinstance(content, bytes) else "__substg1.0_3701000D"
        part[key] = content
        tree[f"__attach_version1.0_#{number:08X}"] = part
    return tree
