"""From a passphrase to a key (Argon2id), and from one key to many (HKDF)."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

if TYPE_CHECKING:
    from cryptography.utils import Buffer

KEY_BYTES = 32
SALT_BYTES = 16

# A header is read before it can be authenticated, so what it may ask for is bounded: an attacker
# who writes 64 GiB into it must not get the machine to allocate it, and one who writes 1 KiB must
# not get a passphrase turned into something that is cheap to guess.
_MEMORY_KIB = (8 * 1024, 1024 * 1024)
_ITERATIONS = (1, 64)
_LANES = (1, 16)
# Memory times passes: 16 GiB of traffic is about 10 s on the 2-core machine this was written on.
_WORK_KIB = 16 * 1024 * 1024


class KdfRefused(Exception):
    """Parameters outside the bounds; raised before any memory is taken."""


@dataclass(frozen=True)
class KdfParams:
    """Cost of one Argon2id run: memory in KiB, passes over it, parallel lanes.

    Raises: KdfRefused: outside 8 MiB..1 GiB, 1..64 passes, 1..16 lanes, or 16 GiB of traffic.
    """

    memory_kib: int
    iterations: int
    lanes: int

    def __post_init__(self) -> None:
        for what, value, (low, high) in (
            ("memory", self.memory_kib, _MEMORY_KIB),
            ("iterations", self.iterations, _ITERATIONS),
            ("lanes", self.lanes, _LANES),
        ):
            if not low <= value <= high:
                raise KdfRefused(f"{what} {value} is not between {low} and {high}")
        if self.memory_kib * self.iterations > _WORK_KIB:
            raise KdfRefused("memory times iterations is above the limit")


# RFC 9106's second recommendation; what the program makes is never cheaper than this.
RECOMMENDED_MINIMUM = KdfParams(memory_kib=64 * 1024, iterations=3, lanes=4)
# Calibration raises memory up to here first, then the passes: memory is what guessers pay most for.
_CALIBRATED_MEMORY_KIB = 512 * 1024


def argon2id(passphrase: bytes, salt: bytes, params: KdfParams) -> bytes:
    """32 bytes from a passphrase; takes `params.memory_kib` of memory while it runs."""
    return Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=params.iterations,
        lanes=params.lanes,
        memory_cost=params.memory_kib,
    ).derive(passphrase)


def calibrate(target_s: float = 0.5) -> KdfParams:
    """Parameters that take about `target_s` seconds here, never below the recommended minimum.

    Takes about twice `target_s`. A busy machine gives cheaper parameters than an idle one, which
    is why there is a minimum. At most an eighth of the machine's memory is used.
    """
    ceiling_kib = min(_CALIBRATED_MEMORY_KIB, _physical_kib() // 8)
    params = RECOMMENDED_MINIMUM
    while True:
        took_s = _time_once_s(params)
        if took_s * 2 <= target_s and params.memory_kib * 2 <= ceiling_kib:
            params = replace(params, memory_kib=params.memory_kib * 2)
            continue
        if took_s <= 0:
            return params
        passes = int(params.iterations * target_s / took_s)
        highest = min(_ITERATIONS[1], _WORK_KIB // params.memory_kib)
        return replace(params, iterations=max(params.iterations, min(highest, passes)))


def hkdf(key: Buffer, info: bytes, *, salt: bytes | None = None, length: int = KEY_BYTES) -> bytes:
    """A sub-key for one purpose, HKDF-SHA256; `info` names the purpose and is never reused."""
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(key)


def _time_once_s(params: KdfParams) -> float:
    began_s = time.perf_counter()
    argon2id(b"calibration", bytes(SALT_BYTES), params)
    return time.perf_counter() - began_s


def _physical_kib() -> int:
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") // 1024
