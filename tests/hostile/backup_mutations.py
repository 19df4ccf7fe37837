"""Backups wrong in one or two places that the format knows of, some by one who has the keys."""

from __future__ import annotations

import base64
import io
import json
import struct
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from appliance.backup import archive
from appliance.crypto.container import HEADER_BYTES, seal_stream
from tests.hostile import damage, json_mutations
from tests.hostile.damage import Case

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

_START = struct.Struct(">8sHI")
_END = struct.Struct(">Q8s")
_PATHS = (
    "../outside",
    "/outside",
    "blobs/../../outside",
    "blobs//x",
    ".",
    "\0",
    "header.json",
    "lock",
    ".making",
    "vault.db",
    "vault.db/x",
    "cases",
    "a" * 300,
    "a/" * 140 + "a",
    "\u202e",
)


@dataclass
class Parts:
    """A good backup in its sections, and what its owner could seal others with."""

    opening: bytes
    segments: list[bytes]
    index: bytes
    index_clear: bytes
    backup_id: str
    key: bytes

    def joined(self) -> bytes:
        """The file; lengths and places fit unless a change was about them."""
        start = _START.pack(archive.MAGIC, archive.FORMAT, len(self.opening)) + self.opening
        body = start + b"".join(self.segments)
        return body + self.index + _END.pack(len(body), b"COFBKEND")

    def sealed_index(self, clear: bytes) -> bytes:
        """Another index under the right key, for the opening that is there."""
        out = io.BytesIO()
        bound = sha256(self.opening).digest()
        binding = b"cofferdam backup 1\x00" + f"{self.backup_id}\x00index\x00".encode() + bound
        seal_stream(
            io.BytesIO(clear), out, key=self.key, binding=binding, clear_bytes=len(clear), name="x"
        )
        return out.getvalue()


def make(parts: Parts, other: Parts, chance: random.Random) -> tuple[Case, bool]:
    """One hostile backup made from `parts`, and whether it takes the keys to make it.

    `other` is another backup of the same vault, under the same keys.
    """
    if chance.random() < 0.25:
        return damage.any_bytes(parts.joined(), chance), False
    if chance.random() < 0.1:
        how, clear = _index(json.loads(parts.index_clear), chance)
        parts.index = parts.sealed_index(clear)
        return Case(f"backup: index {how}, sealed with the key", parts.joined()), True
    changes = []
    for _ in range(chance.choice((1, 1, 2))):
        change = chance.choice(_CHANGES)
        change(parts, other, chance)
        changes.append(change.__name__.strip("_"))
    data = parts.joined()
    if chance.random() < 0.15:
        ending = chance.choice((_end, _start))
        data = ending(data, chance)
        changes.append(ending.__name__.strip("_"))
    return Case(f"backup: {', '.join(changes)}", data), False


def _opening(parts: Parts, _other: Parts, chance: random.Random) -> None:
    if _loaded(parts.opening) is None:  # the change before was of this kind, too
        parts.opening = damage.any_bytes(parts.opening or b"{}", chance).data
    else:
        parts.opening = json_mutations.make(parts.opening, chance, _sorted).data


def _header(parts: Parts, _other: Parts, chance: random.Random) -> None:
    """The vault's header inside it, changed by somebody who mends its checksum."""
    value = _loaded(parts.opening)
    if value is None:
        return
    try:
        header = base64.b64decode(str(value["header"]))
        changed = json_mutations.make(header, chance, with_checksum).data
    except (ValueError, KeyError, TypeError):
        return
    value["header"] = base64.b64encode(changed).decode()
    parts.opening = _sorted(value)


def _name(parts: Parts, other: Parts, chance: random.Random) -> None:
    value = _loaded(parts.opening)
    if value is None:
        return
    field, said = chance.choice(
        (
            ("backup_id", other.backup_id),
            ("backup_id", "f" * 32),
            ("base", other.backup_id),
            ("base", parts.backup_id),
            ("vault_id", "0" * 32),
            ("created_at", "2099-01-01"),
            ("format", 0),
        )
    )
    value[field] = said
    parts.opening = _sorted(value)


def _opening_of_the_other(parts: Parts, other: Parts, _chance: random.Random) -> None:
    parts.opening = other.opening


def _index_of_the_other(parts: Parts, other: Parts, _chance: random.Random) -> None:
    parts.index = other.index


def _segments(parts: Parts, other: Parts, chance: random.Random) -> None:
    """Exchanged, doubled, dropped, from another backup, or one in the index's place."""
    kind, place = chance.randrange(6), chance.randrange(max(1, len(parts.segments)))
    if not parts.segments:
        return
    if kind == 0:
        to = chance.randrange(len(parts.segments))
        parts.segments[place], parts.segments[to] = parts.segments[to], parts.segments[place]
    elif kind == 1:
        parts.segments.insert(place, parts.segments[place])
    elif kind == 2:
        del parts.segments[place]
    elif kind == 3 and other.segments:
        parts.segments[place] = chance.choice(other.segments)
    elif kind == 4:
        parts.segments[place] = parts.index
    else:
        parts.index = parts.segments[place]


def _sealed_bytes(parts: Parts, _other: Parts, chance: random.Random) -> None:
    """Bits of one sealed part, most of them in its beginning."""
    place = chance.randrange(len(parts.segments) + 1)
    part = parts.index if place == len(parts.segments) else parts.segments[place]
    if not part:
        return
    if chance.random() < 0.6:
        begin = damage.any_bytes(part[:HEADER_BYTES], chance).data
        part = begin + part[HEADER_BYTES:]
    else:
        part = damage.any_bytes(part, chance).data
    if place == len(parts.segments):
        parts.index = part
    else:
        parts.segments[place] = part


def _end(data: bytes, chance: random.Random) -> bytes:
    start = int.from_bytes(data[-_END.size : -8], "big")
    wrong = damage.number(chance, start) % 2**64
    magic = chance.choice((b"COFBKEND", b"COFBKEN\0", archive.MAGIC))
    return data[: -_END.size] + _END.pack(wrong, magic)


def _start(data: bytes, chance: random.Random) -> bytes:
    _, form, size = _START.unpack_from(data)
    if chance.random() < 0.5:
        form = damage.number(chance, form) % 2**16
    else:
        size = damage.number(chance, size) % 2**32
    return _START.pack(archive.MAGIC, form, size) + data[_START.size :]


def _index(value: dict[str, Any], chance: random.Random) -> tuple[str, bytes]:
    kind = chance.randrange(5)
    stored = chance.choice(value["files"])
    tag = chance.choice(sorted(value["pieces"]))
    if kind == 0:
        stored["path"] = chance.choice(_PATHS)
        return "path", _sorted(value)
    if kind == 1:
        place = chance.randrange(1, 4)
        value["pieces"][tag][place] = damage.number(chance, value["pieces"][tag][place])
        return "piece", _sorted(value)
    if kind == 2:
        more = json.loads(json.dumps(stored))
        more["path"] = chance.choice(_PATHS)
        value["files"].append(more)
        return "one file more", _sorted(value)
    if kind == 3 and stored["parts"]:
        del stored["parts"][chance.randrange(len(stored["parts"]))]
        return "a part less", _sorted(value)
    changed = json_mutations.make(_sorted(value), chance, _sorted)
    return changed.how, changed.data


def _loaded(raw: bytes) -> dict[str, Any] | None:
    try:
        value = json.loads(raw)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None


def _sorted(value: dict[str, Any]) -> bytes:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8", "surrogatepass")


def with_checksum(value: dict[str, Any]) -> bytes:
    """A vault's header in the one form that it has, with a checksum that fits."""
    value["checksum"] = ""
    value["checksum"] = base64.b64encode(sha256(_sorted(value) + b"\n").digest()).decode()
    return _sorted(value) + b"\n"


_CHANGES: tuple[Callable[[Parts, Parts, random.Random], None], ...] = (
    _opening,
    _header,
    _name,
    _opening_of_the_other,
    _index_of_the_other,
    _segments,
    _segments,
    _sealed_bytes,
    _sealed_bytes,
)
