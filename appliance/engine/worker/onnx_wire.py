"""The wire format of protocol buffers, as far as an ONNX model needs it. Pure.

A message is described by a `Shape`: its known fields, each with its wire type and whether it may
come again. Unknown fields are refused, and so is a second value of a single field: readers of
protocol buffers merge those, and the second could carry what the first does not show.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from appliance.engine.weights_faults import WeightsFault, WeightsRefused

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

VARINT, FIXED64, BYTES, FIXED32 = 0, 1, 2, 5
_VARINT_BYTES_MAX = 10
_SIGN, _RANGE = 1 << 63, 1 << 64


class Field(NamedTuple):
    """How a field is written; `packed` numbers may come one by one or all in one."""

    wire: int
    many: bool = False
    packed: bool = False


Shape = dict[int, Field]
# Number of a field to all its values, in order.
Message = dict[int, list[int | memoryview]]


def read(data: memoryview, shape: Mapping[int, Field], *, most: int) -> Message:
    """All fields of a message of at most `most` values. Raises: WeightsRefused."""
    message: Message = {}
    for count, (number, wire, value) in enumerate(_fields(data)):
        if count >= most:
            raise WeightsRefused(WeightsFault.TOO_MANY, "values in a message")
        known = shape.get(number)
        if known is None:
            raise WeightsRefused(WeightsFault.UNKNOWN, f"field {number}")
        if wire != known.wire and not (known.packed and wire == BYTES):
            raise WeightsRefused(WeightsFault.VALUE_TYPE, f"field {number}")
        values = message.setdefault(number, [])
        if values and not known.many:
            raise WeightsRefused(WeightsFault.TWICE, f"field {number}")
        values.append(value)
    return message


def messages(message: Message, number: int) -> list[memoryview]:
    """The values of a field of messages or bytes."""
    return [value for value in message.get(number, ()) if not isinstance(value, int)]


def one(message: Message, number: int) -> memoryview | None:
    """The value of a single field of messages or bytes, if it is there."""
    values = messages(message, number)
    return values[0] if values else None


def text(raw: memoryview | None, longest_bytes: int) -> str:
    """A name; "" if it is absent. Raises: WeightsRefused: too long, or not UTF-8."""
    if raw is None:
        return ""
    if len(raw) > longest_bytes:
        raise WeightsRefused(WeightsFault.TOO_LONG, f"{len(raw)} bytes")
    try:
        return str(raw, "utf-8")
    except UnicodeDecodeError as error:
        raise WeightsRefused(WeightsFault.TEXT) from error


def number(message: Message, field: int, default: int = 0) -> int:
    """The value of a single field of whole numbers, with its sign."""
    for value in message.get(field, ()):
        if isinstance(value, int):
            return signed(value)
    return default


def numbers(message: Message, field: int, *, most: int) -> list[int]:
    """All whole numbers of a field, written one by one or packed. Raises: WeightsRefused."""
    found: list[int] = []
    for value in message.get(field, ()):
        if isinstance(value, int):
            found.append(signed(value))
        else:
            place = 0
            while place < len(value):
                if len(found) >= most:
                    raise WeightsRefused(WeightsFault.TOO_MANY, "numbers")
                raw, place = _varint(value, place)
                found.append(signed(raw))
    if len(found) > most:
        raise WeightsRefused(WeightsFault.TOO_MANY, "numbers")
    return found


def count(message: Message, field: int, *, item_bytes: int) -> int:
    """How many numbers a field has; `item_bytes` of a packed one, 0 for varints.

    Raises: WeightsRefused.
    """
    found = 0
    for value in message.get(field, ()):
        if isinstance(value, int):
            found += 1
        elif item_bytes and len(value) % item_bytes:
            raise WeightsRefused(WeightsFault.CUT, "packed numbers")
        elif item_bytes:
            found += len(value) // item_bytes
        else:
            # A varint ends with the first byte below 128.
            found += sum(byte < 0x80 for byte in value)
            if value and value[-1] >= 0x80:
                raise WeightsRefused(WeightsFault.CUT, "packed numbers")
    return found


def signed(value: int) -> int:
    """A varint as the 64-bit number with a sign that it stands for."""
    value %= _RANGE
    return value - _RANGE if value & _SIGN else value


def _fields(data: memoryview) -> Iterator[tuple[int, int, int | memoryview]]:
    place = 0
    while place < len(data):
        key, place = _varint(data, place)
        number, wire = key >> 3, key & 7
        if number == 0:
            raise WeightsRefused(WeightsFault.OTHER_FORMAT, "field 0")
        if wire == VARINT:
            value, place = _varint(data, place)
            yield number, wire, value
            continue
        if wire == BYTES:
            size, place = _varint(data, place)
        elif wire in (FIXED64, FIXED32):
            size = 8 if wire == FIXED64 else 4
        else:
            raise WeightsRefused(WeightsFault.OTHER_FORMAT, f"wire type {wire}")
        if size > len(data) - place:
            raise WeightsRefused(WeightsFault.CUT)
        yield number, wire, data[place : place + size]
        place += size


def _varint(data: memoryview, place: int) -> tuple[int, int]:
    value = 0
    for position in range(_VARINT_BYTES_MAX):
        if place + position >= len(data):
            break
        byte = data[place + position]
        value |= (byte & 0x7F) << (7 * position)
        if byte < 0x80:
            return value, place + position + 1
    raise WeightsRefused(WeightsFault.CUT, "a number without an end")
