"""Beginnings of prompts that are kept in the child's memory for later requests."""

from __future__ import annotations

import hashlib
import struct
from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.engine.prefixes import Step

_MAGIC = b"CFKV0001"
_HEAD = struct.Struct(">8s32s32sI")


class Kept(NamedTuple):
    """A kept beginning: what it is good for, its KV cache, and its length in tokens."""

    head: bytes
    state: bytes
    tokens: int

    @property
    def size_bytes(self) -> int:
        """What it costs to keep."""
        return len(self.head) + len(self.state)


class KeptPrefixes:
    """Byte runs by name; the least recently used leaves when there are too many bytes.

    Each run says for which engine and settings it is good and of which tokens it was made, so that
    it is never used for a prompt that begins otherwise, whatever its name says.
    """

    def __init__(self, *, most_bytes: int, engine: str) -> None:
        """Nothing is kept yet; `engine` names all that changes the numbers in a cache."""
        self._most_bytes = most_bytes
        self._engine = hashlib.sha256(engine.encode()).digest()
        self._kept: OrderedDict[str, Kept] = OrderedDict()

    @property
    def most_bytes(self) -> int:
        """How much is kept at most."""
        return self._most_bytes

    def names(self) -> tuple[tuple[str, int, int], ...]:
        """Name, tokens and bytes of each, most recently used first."""
        rows = reversed(self._kept.items())
        return tuple((key, kept.tokens, kept.size_bytes) for key, kept in rows)

    def find(self, key: str, path: Sequence[Step]) -> bytes | None:
        """The KV cache of exactly these steps, if it is kept under this name; it is used now."""
        return self._kept[key].state if self.touch(key, path) else None

    def touch(self, key: str, path: Sequence[Step]) -> bool:
        """True, and it counts as used now, if these steps are kept under this name."""
        kept = self._kept.get(key)
        if kept is None or kept.head != self._head(path):
            return False
        self._kept.move_to_end(key)
        return True

    def keep(self, key: str, path: Sequence[Step], state: bytes) -> None:
        """Keep the KV cache of these steps, if it is not larger than all that may be kept."""
        self._put(key, Kept(self._head(path), state, sum(map(len, path))))

    def take(self, key: str) -> Kept | None:
        """What is kept under this name."""
        return self._kept.get(key)

    def give(self, key: str, blob: bytes, tokens: int) -> bool:
        """Keep what was taken out before; False if it is not for this engine and these settings."""
        if len(blob) <= _HEAD.size or len(blob) > self._most_bytes:
            return False
        magic, engine, _, count = _HEAD.unpack_from(blob)
        if (magic, engine, count) != (_MAGIC, self._engine, tokens):
            return False
        self._put(key, Kept(blob[: _HEAD.size], blob[_HEAD.size :], tokens))
        return True

    def forget(self, key: str) -> None:
        """Forget one."""
        self._kept.pop(key, None)

    def clear(self) -> None:
        """Forget all."""
        self._kept.clear()

    def _put(self, key: str, kept: Kept) -> None:
        self._kept.pop(key, None)
        if kept.size_bytes > self._most_bytes:
            return
        self._kept[key] = kept
        while sum(other.size_bytes for other in self._kept.values()) > self._most_bytes:
            self._kept.popitem(last=False)

    def _head(self, path: Sequence[Step]) -> bytes:
        digest = hashlib.sha256()
        for step in path:
            digest.update(struct.pack(f">I{len(step)}i", len(step), *step))
        return _HEAD.pack(_MAGIC, self._engine, digest.digest(), sum(map(len, path)))
