"""Kept prefixes outside the child carry a digest, so that a damaged or exchanged one is not used.

A KV cache is numbers without redundancy: the engine itself would compute with damaged ones and
answer wrongly. The digest is no protection against a stranger; whoever stores a copy seals it.
"""

from __future__ import annotations

import hashlib

_DIGEST_BYTES = 32


def packed(key: str, tokens: int, data: bytes) -> bytes:
    """The bytes of a prefix with a digest of them, its name and its length before them."""
    return _digest(key, tokens, data) + data


def unpacked(key: str, tokens: int, copy: bytes) -> memoryview | None:
    """The bytes of a prefix; None if they are not what was packed under this name and length."""
    data = memoryview(copy)[_DIGEST_BYTES:]
    return data if data and copy[:_DIGEST_BYTES] == _digest(key, tokens, data) else None


def _digest(key: str, tokens: int, data: bytes | memoryview) -> bytes:
    name = key.encode()
    digest = hashlib.sha256(f"{len(name)} {tokens} ".encode() + name)
    digest.update(data)
    return digest.digest()
