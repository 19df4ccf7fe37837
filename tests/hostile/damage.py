"""Damage that fits any format: bits, cuts, copies and extreme numbers."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    import random
    from collections.abc import Callable, Sequence

T = TypeVar("T")
EXTREMES = (
    0,
    1,
    2,
    127,
    128,
    255,
    256,
    2**15,
    2**16,
    2**31 - 1,
    2**31,
    2**32 - 1,
    2**63,
    2**64 - 1,
)


class Case(NamedTuple):
    """One hostile file and how it was made."""

    how: str
    data: bytes


def flip(data: bytes, chance: random.Random) -> bytes:
    """One to eight bits."""
    damaged = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8))):
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def overwrite(data: bytes, chance: random.Random) -> bytes:
    """A number of 1, 2, 4 or 8 bytes becomes an extreme one, in either order of bytes."""
    size = chance.choice((1, 2, 4, 8))
    number = chance.choice(EXTREMES) % 2 ** (8 * size)
    place = chance.randrange(max(1, len(data) - size))
    order = chance.choice("<>")
    code = {1: "B", 2: "H", 4: "I", 8: "Q"}[size]
    return data[:place] + struct.pack(order + code, number) + data[place + size :]


def cut(data: bytes, chance: random.Random) -> bytes:
    """The end is missing."""
    return data[: chance.randrange(len(data))]


def without(data: bytes, chance: random.Random) -> bytes:
    """A stretch in the middle is missing."""
    begin = chance.randrange(len(data))
    return data[:begin] + data[begin + chance.choice((1, 2, 4, 16, 512)) :]


def doubled(data: bytes, chance: random.Random) -> bytes:
    """A stretch comes again, once or a hundred times."""
    begin = chance.randrange(len(data))
    part = data[begin : begin + chance.choice((1, 4, 32, 512))]
    return data[:begin] + part * chance.choice((2, 3, 100)) + data[begin:]


def moved(data: bytes, chance: random.Random) -> bytes:
    """A stretch stands in another place as well."""
    begin, target = chance.randrange(len(data)), chance.randrange(len(data))
    part = data[begin : begin + chance.choice((4, 16, 256))]
    return data[:target] + part + data[target + len(part) :]


def zeroed(data: bytes, chance: random.Random) -> bytes:
    """A block that a disk gave back empty."""
    size = chance.choice((16, 512, 4096))
    begin = chance.randrange(len(data))
    hole = bytes(min(size, len(data) - begin))
    return data[:begin] + hole + data[begin + len(hole) :]


def longer(data: bytes, chance: random.Random) -> bytes:
    """Something follows the end, or the whole comes twice."""
    return data + chance.choice((b"\0", b"x", bytes(4096), data))


BYTES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    flip,
    overwrite,
    cut,
    without,
    doubled,
    moved,
    zeroed,
    longer,
)


def any_bytes(data: bytes, chance: random.Random) -> Case:
    """One or two of the above."""
    first = chance.choice(BYTES)
    result, how = first(data, chance), first.__name__
    if result and chance.random() < 0.25:
        second = chance.choice(BYTES)
        result, how = second(result, chance), f"{how}, {second.__name__}"
    return Case(f"bytes: {how}", result)


def number(chance: random.Random, near: int = 0) -> int:
    """An extreme number, or one beside the right one."""
    return chance.choice(
        (*EXTREMES, -1, -(2**31), near + 1, max(near - 1, 0), near * 2, near * 1000)
    )


def real(chance: random.Random) -> float:
    """A number with a point that nobody would write."""
    return chance.choice((0.0, -0.0, -1.0, 1e-38, 3e38, 1e-320, float("inf"), float("nan")))


def text(chance: random.Random) -> str:
    """Texts that programs stumble over."""
    return chance.choice(
        (
            "",
            "\0",
            "a" * 70_000,
            "../../etc/passwd",
            "\u202e\u200b\U000e0041",
            "%n%s{0}{{x}}",
            "\x1b[31m\r\n",
            "=1+1",
            "𝔘" * 50,
            "<!--&amp;-->]]>",
        )
    )


def pick(chance: random.Random, items: Sequence[T]) -> tuple[int, T]:
    """A place and what is there."""
    place = chance.randrange(len(items))
    return place, items[place]
