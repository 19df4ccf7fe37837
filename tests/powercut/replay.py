"""Builds a folder as a power cut would have left it, from what the watched disk wrote down.

The model is that of POSIX, stricter than any usual file system. What was written to a file is sure
to be there only after a sync of that file, and may be there before: whole, not at all, or in any of
its 512-byte sectors, each as it was at some time since the last sync. A new name, a rename or a
removal is sure only after a sync of its folder
(a sync of the file says nothing of its name); before that, the changes of one folder survive up to
some point in their order. What came later may survive where something earlier did not.
"""

from __future__ import annotations

import os
import shutil
import struct
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Iterator

SECTOR_BYTES = 512
# Big and written once: a second name for it is enough, and hundreds of copies would take long.
_NEVER_CHANGED = ".sealed"
_HEAD = struct.Struct("<IIQQIIII")


class Kind(IntEnum):
    """As in `disk.c`."""

    CREATE = 1
    WRITE = 2
    TRUNCATE = 3
    RENAME = 4
    UNLINK = 5
    RMDIR = 6
    SYNC = 7
    MARK = 8
    BEYOND = 9


@dataclass(frozen=True)
class Change:
    """One line of the log; `number` is a file's inode, or what was acknowledged."""

    kind: Kind
    is_folder: bool
    number: int
    offset: int
    first: str
    second: str
    data: bytes


def read_log(path: Path) -> list[Change]:
    """All that was written down. Raises: AssertionError: something that cannot be followed."""
    raw, at, found = memoryview(path.read_bytes()), 0, []
    while at + _HEAD.size <= len(raw):
        kind, folder, number, offset, first, second, data, _ = _HEAD.unpack_from(raw, at)
        parts, at = [], at + _HEAD.size
        for size in (first, second, data):
            parts.append(bytes(raw[at : at + size]))
            at += size
        one, other = (os.fsdecode(part) for part in parts[:2])
        found.append(Change(Kind(kind), bool(folder), number, offset, one, other, parts[2]))
    assert at == len(raw), "the log is cut"
    beyond = {f"{one.first} {one.second}" for one in found if one.kind is Kind.BEYOND}
    assert not beyond, f"the recorder cannot follow: {beyond}"
    return found


@dataclass(eq=False)
class Node:
    """A file or a folder. `source` is where the content at the beginning of the log lies."""

    is_folder: bool
    source: Path | None = None
    pending: list[Change] = field(default_factory=list)
    synced: list[Change] = field(default_factory=list)
    entries: dict[str, Node] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Naming:
    """One change of names: entries that go and come, all at once."""

    folders: tuple[Node, ...]
    gone: tuple[tuple[Node, str], ...]
    come: tuple[tuple[Node, str, Node], ...]

    def apply(self, names: dict[Node, dict[str, Node]]) -> None:
        for folder, name in self.gone:
            names.setdefault(folder, {}).pop(name, None)
        for folder, name, node in self.come:
            names.setdefault(folder, {})[name] = node


@dataclass(frozen=True)
class Mode:
    """What happens to changes that were not synced: `data` to those of a file, `names` to names.

    `data` says of a file with so many changes how many of them a sector has seen, for each sector.
    """

    name: str
    data: Callable[[random.Random, int], Callable[[int], int]]
    keeps_name: Callable[[random.Random], bool]


def _kept(_: random.Random, count: int) -> Callable[[int], int]:
    return lambda _sector: count


def _dropped(_: random.Random, _count: int) -> Callable[[int], int]:
    return lambda _sector: 0


def _torn(chance: random.Random, count: int) -> Callable[[int], int]:
    """In the order of writing up to one write, of which only some sectors are there."""
    whole = chance.randint(0, count)
    known: dict[int, int] = {}

    def seen(sector: int) -> int:
        return known.setdefault(sector, whole + chance.randint(0, 1))

    return seen


def _some(chance: random.Random, count: int) -> Callable[[int], int]:
    """Every sector for itself."""
    known: dict[int, int] = {}

    def seen(sector: int) -> int:
        return known.setdefault(sector, chance.choice((0, count, chance.randint(0, count))))

    return seen


MODES = (
    Mode("dropped", _dropped, lambda _: False),
    Mode("kept", _kept, lambda _: True),
    Mode("torn", _torn, lambda chance: chance.random() < 0.8),
    Mode("some", _some, lambda chance: chance.random() < 0.5),
)


class Recording:
    """A folder as it was at the beginning, and all that happened to it since."""

    def __init__(self, folder: Path, before: Path, log: Path) -> None:
        """`before` is a copy of `folder` from the beginning of the log, with the same tree."""
        self.changes = read_log(log)
        self._folder, self._before = folder.resolve(), before
        self._numbers = {
            path.relative_to(self._folder).as_posix(): number
            for path, number in _inodes(log.with_suffix(".inodes"), self._folder)
        }

    @property
    def acknowledged_at(self) -> list[tuple[int, int]]:
        """Position in the log and number of each acknowledgement."""
        return [
            (at, change.number)
            for at, change in enumerate(self.changes)
            if change.kind is Kind.MARK
        ]

    def build(self, target: Path, cut: int, mode: Mode, chance: random.Random) -> int:
        """Make `target` as after a cut before change `cut`; returns the last acknowledgement."""
        last, names, top = self._at(cut, mode, chance)
        _write(top, target, names, mode, chance)
        return last

    def _at(
        self, cut: int, mode: Mode, chance: random.Random
    ) -> tuple[int, dict[Node, dict[str, Node]], Node]:
        top = Node(True)
        by_number: dict[int, Node] = {}
        self._load(top, self._before, "", by_number)
        live: dict[Node, dict[str, Node]] = {}
        _copy_names(top, live)
        sure = {folder: dict(entries) for folder, entries in live.items()}
        waiting: list[Naming] = []
        last = 0
        for change in self.changes[:cut]:
            match change.kind:
                case Kind.MARK:
                    last = change.number
                case Kind.WRITE | Kind.TRUNCATE:
                    by_number[change.number].pending.append(change)
                case Kind.SYNC if change.is_folder:
                    waiting = _settle(waiting, by_number[change.number], sure)
                case Kind.SYNC:
                    node = by_number[change.number]
                    node.synced += node.pending
                    node.pending = []
                case _:
                    naming = self._naming(change, live, top, by_number)
                    naming.apply(live)
                    waiting.append(naming)
        _survive(waiting, sure, mode, chance)
        return last, sure, top

    def _load(self, node: Node, path: Path, name: str, by_number: dict[int, Node]) -> None:
        number = self._numbers.get(name or ".")
        if number is not None:
            by_number[number] = node
        for child in sorted(path.iterdir()):
            below = Node(child.is_dir(), None if child.is_dir() else child)
            node.entries[child.name] = below
            inner = f"{name}/{child.name}" if name else child.name
            if below.is_folder:
                self._load(below, child, inner, by_number)
            elif inner in self._numbers:
                by_number[self._numbers[inner]] = below

    def _naming(
        self,
        change: Change,
        live: dict[Node, dict[str, Node]],
        top: Node,
        by_number: dict[int, Node],
    ) -> Naming:
        folder, name = self._place(change.first, live, top)
        if change.kind is Kind.CREATE:
            node = Node(change.is_folder)
            by_number[change.number] = node
            return Naming((folder,), (), ((folder, name, node),))
        if change.kind is Kind.RENAME:
            other, new = self._place(change.second, live, top)
            node = live[folder][name]
            return Naming((folder, other), ((folder, name),), ((other, new, node),))
        return Naming((folder,), ((folder, name),), ())

    def _place(self, path: str, live: dict[Node, dict[str, Node]], top: Node) -> tuple[Node, str]:
        *parents, name = Path(path).relative_to(self._folder).parts
        node = top
        for parent in parents:
            node = live[node][parent]
        return node, name


def keep_inodes(folder: Path, log: Path) -> None:
    """Write down which file is which, before anything is recorded."""
    lines = [f"{path.stat().st_ino} {path}" for path in (folder, *sorted(folder.rglob("*")))]
    log.with_suffix(".inodes").write_text("\n".join(lines), "utf-8")


def _inodes(path: Path, _folder: Path) -> Iterator[tuple[Path, int]]:
    for line in path.read_text("utf-8").splitlines():
        number, _, name = line.partition(" ")
        yield Path(name), int(number)


def _copy_names(node: Node, names: dict[Node, dict[str, Node]]) -> None:
    names[node] = dict(node.entries)
    for below in node.entries.values():
        if below.is_folder:
            _copy_names(below, names)


def _settle(waiting: list[Naming], folder: Node, sure: dict[Node, dict[str, Node]]) -> list[Naming]:
    """Make sure what waits in a synced folder, with all that came before it in the same folders."""
    touched, kept = {folder}, []
    for naming in reversed(waiting):
        if touched.isdisjoint(naming.folders):
            kept.append(naming)
        else:
            touched.update(naming.folders)
    kept.reverse()
    keep = set(map(id, kept))
    for naming in waiting:
        if id(naming) not in keep:
            naming.apply(sure)
    return kept


def _survive(
    waiting: list[Naming], sure: dict[Node, dict[str, Node]], mode: Mode, chance: random.Random
) -> None:
    """Apply a beginning of what waits in each folder."""
    stopped: set[Node] = set()
    for naming in waiting:
        if stopped.isdisjoint(naming.folders) and mode.keeps_name(chance):
            naming.apply(sure)
        else:
            stopped.update(naming.folders)


def _write(
    node: Node,
    target: Path,
    names: dict[Node, dict[str, Node]],
    mode: Mode,
    chance: random.Random,
) -> None:
    target.mkdir(mode=0o700)
    for name, below in names.get(node, {}).items():
        place = target / name
        if below.is_folder:
            _write(below, place, names, mode, chance)
            continue
        changed = bool(below.synced or below.pending)
        if below.source is not None and not changed and name.endswith(_NEVER_CHANGED):
            os.link(below.source, place)
            continue
        content = bytearray(below.source.read_bytes() if below.source else b"")
        for change in below.synced:
            _apply(content, change)
        seen = mode.data(chance, len(below.pending))
        for number, change in enumerate(below.pending):
            for part in _sectors(change):
                if number < seen(part.offset // SECTOR_BYTES):
                    _apply(content, part)
        place.write_bytes(content)
        place.chmod(0o600)


def _sectors(change: Change) -> Iterator[Change]:
    """A write in the parts that fall into one sector each; a change of size is one part."""
    at, data = change.offset, change.data
    if not data:
        yield change
    while data:
        room = SECTOR_BYTES - at % SECTOR_BYTES
        yield Change(change.kind, False, change.number, at, "", "", data[:room])
        at, data = at + room, data[room:]


def _apply(content: bytearray, change: Change) -> None:
    if change.kind is Kind.TRUNCATE:
        del content[change.offset :]
        content.extend(bytes(change.offset - len(content)))
    elif change.data:
        content.extend(bytes(max(0, change.offset - len(content))))
        content[change.offset : change.offset + len(change.data)] = change.data


def drop(folder: Path) -> None:
    """Remove what `build` made."""
    shutil.rmtree(folder)
