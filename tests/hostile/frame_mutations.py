"""Streams of frames between console and child, wrong in length, number, type or value."""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING, Any

import msgspec

from tests.hostile import damage
from tests.hostile.damage import Case

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

_HEAD = struct.Struct(">I")


def split(stream: bytes) -> list[bytes]:
    """The bodies of a good stream."""
    bodies, place = [], 0
    while place < len(stream):
        (size,) = _HEAD.unpack_from(stream, place)
        bodies.append(stream[place + 4 : place + 4 + size])
        place += 4 + size
    return bodies


def joined(bodies: Sequence[bytes]) -> bytes:
    """A stream of bodies."""
    return b"".join(_HEAD.pack(len(body)) + body for body in bodies)


def make(good: Sequence[bytes], chance: random.Random) -> Case:
    """One hostile stream from one of several good ones."""
    bodies = split(chance.choice(good))
    kind = chance.randrange(9)
    place, body = damage.pick(chance, bodies)
    if kind == 0:
        return damage.any_bytes(joined(bodies), chance)
    if kind == 1:
        length = damage.number(chance, len(body)) % 2**32
        wrong = _HEAD.pack(length) + body
        return Case("frames: length", joined(bodies[:place]) + wrong + joined(bodies[place + 1 :]))
    if kind == 2:
        chance.shuffle(bodies)
        return Case("frames: order", joined(bodies))
    if kind == 3:
        again = [body] * chance.choice((1, 5, 2000))
        return Case("frames: again", joined([*bodies[:place], *again, *bodies[place:]]))
    if kind == 4:
        return Case("frames: end missing", joined(bodies)[: -chance.randint(1, 8)])
    if kind == 5:
        bodies[place] = damage.any_bytes(body, chance).data or b"x"
        return Case("frames: body", joined(bodies))
    if kind == 8:
        bodies[place] = b"\x82\xa1x" + b"\x91" * chance.choice((100, 50_000))
        return Case("frames: lists in lists", joined(bodies))
    bodies[place] = _changed(body, chance)
    return Case("frames: value", joined(bodies))


def _changed(body: bytes, chance: random.Random) -> bytes:
    """The message with one value changed; it stays a message."""
    try:
        value: Any = msgspec.msgpack.decode(body)
    except (msgspec.DecodeError, RecursionError):
        return body[::-1]
    holder, key = value, None
    while isinstance(holder, dict | list) and holder:
        inner = holder
        key = (
            chance.choice(list(inner)) if isinstance(inner, dict) else chance.randrange(len(inner))
        )
        if not isinstance(inner[key], dict | list) or not inner[key] or chance.random() < 0.3:
            break
        holder = inner[key]
    wild: tuple[object, ...] = (
        None,
        chance.choice((-1, 0, 2**31, 2**63, 2**64 - 1)),
        damage.real(chance),
        damage.text(chance)[:5000],
        b"\0" * chance.choice((0, 1, 5000)),
        [],
        {},
        True,
    )
    if isinstance(holder, dict) and key is not None and chance.random() < 0.2:
        if chance.random() < 0.5:
            del holder[key]
        else:
            holder["extra"] = 1
    elif isinstance(holder, dict | list) and key is not None:
        holder[key] = chance.choice(wild)
    return msgspec.msgpack.encode(value)
