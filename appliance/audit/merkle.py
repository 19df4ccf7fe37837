"""The Merkle tree of RFC 6962 section 2.1 over leaf hashes: roots, inclusion and consistency.

Proofs are made as RFC 6962 sections 2.1.1 and 2.1.2 describe and checked as RFC 9162 sections
2.1.3.2 and 2.1.4.2 describe. Everything here is pure; a tree is a sequence of leaf hashes of 32
bytes each.
"""

from __future__ import annotations

import hashlib
import hmac
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

HASH_BYTES = 32
EMPTY_ROOT = hashlib.sha256(b"").digest()
# No more levels than a size of 63 bits has: a proof from outside that is longer is no proof.
PROOF_LIMIT = 64


def leaf_hash(data: bytes) -> bytes:
    """SHA-256 over 0x00 and the leaf's data."""
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """SHA-256 over 0x01 and the two hashes below."""
    return hashlib.sha256(b"\x01" + left + right).digest()


class Frontier:
    """The roots of the full subtrees of a growing tree, largest first: enough to go on from.

    Appending costs two hashes on average whatever the size, and what was appended is settled: a
    root taken later is always consistent with one taken before.
    """

    def __init__(self, size: int = 0, peaks: Sequence[bytes] = ()) -> None:
        """An empty tree, or the one that `encoded` described. Raises: ValueError."""
        if size < 0 or len(peaks) != size.bit_count() or any(len(p) != HASH_BYTES for p in peaks):
            raise ValueError("the frontier does not fit its size")
        self.size = size
        self._peaks = list(peaks)

    @classmethod
    def decoded(cls, size: int, data: bytes) -> Frontier:
        """The frontier that was `encoded`. Raises: ValueError."""
        if len(data) % HASH_BYTES:
            raise ValueError("the frontier was cut")
        peaks = [data[at : at + HASH_BYTES] for at in range(0, len(data), HASH_BYTES)]
        return cls(size, peaks)

    def encoded(self) -> bytes:
        """The peaks in a row, largest subtree first."""
        return b"".join(self._peaks)

    def extend(self, leaves: Iterable[bytes]) -> None:
        """Append leaf hashes."""
        for leaf in leaves:
            merged, size = leaf, self.size
            while size & 1:
                merged = node_hash(self._peaks.pop(), merged)
                size >>= 1
            self._peaks.append(merged)
            self.size += 1

    def root(self) -> bytes:
        """The root of the tree so far."""
        if not self._peaks:
            return EMPTY_ROOT
        result = self._peaks[-1]
        for peak in reversed(self._peaks[:-1]):
            result = node_hash(peak, result)
        return result


def root(leaves: Iterable[bytes]) -> bytes:
    """The root over all `leaves`."""
    frontier = Frontier()
    frontier.extend(leaves)
    return frontier.root()


def inclusion_proof(leaves: Sequence[bytes], index: int, size: int) -> tuple[bytes, ...]:
    """The hashes that lead from leaf `index` (from 0) to the root over the first `size`.

    Raises: ValueError: the leaf is not in that tree.
    """
    if not 0 <= index < size <= len(leaves):
        raise ValueError("no such leaf")
    return tuple(_path(leaves, index, 0, size))


def consistency_proof(leaves: Sequence[bytes], old: int, new: int) -> tuple[bytes, ...]:
    """The hashes that show that the tree over `new` leaves begins with the one over `old`.

    Raises: ValueError: there are no such trees.
    """
    if not 0 <= old <= new <= len(leaves):
        raise ValueError("no such trees")
    if old in (0, new):
        return ()
    return tuple(_subproof(leaves, old, 0, new, whole=True))


def includes(*, leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """True if `proof` leads from the leaf hash at `index` to the root of a tree of `size`."""
    if not 0 <= index < size or len(proof) > PROOF_LIMIT:
        return False
    low, high, found = index, size - 1, leaf
    for step in proof:
        if high == 0:
            return False
        if low & 1 or low == high:
            found = node_hash(step, found)
            while not low & 1 and low:
                low, high = low >> 1, high >> 1
        else:
            found = node_hash(found, step)
        low, high = low >> 1, high >> 1
    return high == 0 and hmac.compare_digest(found, root)


def consistent(
    *, old: int, old_root: bytes, new: int, new_root: bytes, proof: Sequence[bytes]
) -> bool:
    """True if `proof` shows that the tree of size `new` begins with the one of size `old`."""
    if not 0 <= old <= new or len(proof) > PROOF_LIMIT:
        return False
    if old == new:
        return not proof and hmac.compare_digest(old_root, new_root)
    if old == 0:
        return not proof and old_root == EMPTY_ROOT
    steps = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not steps:
        return False
    low, high = old - 1, new - 1
    while low & 1:
        low, high = low >> 1, high >> 1
    first = second = steps[0]
    for step in steps[1:]:
        if high == 0:
            return False
        if low & 1 or low == high:
            first, second = node_hash(step, first), node_hash(step, second)
            while not low & 1 and low:
                low, high = low >> 1, high >> 1
        else:
            second = node_hash(second, step)
        low, high = low >> 1, high >> 1
    return (
        high == 0 and hmac.compare_digest(first, old_root) and hmac.compare_digest(second, new_root)
    )


def _split(size: int) -> int:
    """The largest power of two below `size`."""
    return 1 << ((size - 1).bit_length() - 1)


def _path(leaves: Sequence[bytes], index: int, start: int, end: int) -> list[bytes]:
    if end - start == 1:
        return []
    middle = start + _split(end - start)
    if index < middle:
        return [*_path(leaves, index, start, middle), root(leaves[middle:end])]
    return [*_path(leaves, index, middle, end), root(leaves[start:middle])]


def _subproof(
    leaves: Sequence[bytes], old: int, start: int, end: int, *, whole: bool
) -> list[bytes]:
    if old == end:
        return [] if whole else [root(leaves[start:end])]
    middle = start + _split(end - start)
    if old <= middle:
        return [*_subproof(leaves, old, start, middle, whole=whole), root(leaves[middle:end])]
    return [*_subproof(leaves, old, middle, end, whole=False), root(leaves[start:middle])]
