"""GGUF files that are wrong in one or two places that the format knows of."""

from __future__ import annotations

import struct
from dataclasses import replace
from typing import TYPE_CHECKING

from appliance.engine.gguf.values import ValueType
from tests.hostile import damage
from tests.hostile.damage import Case
from tests.hostile.gguf_file import F32, GgufFile, Setting, Table, tiny

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

_NUMBERS = {ValueType.UINT32: 32, ValueType.INT32: 32}
_FOREIGN = (
    Setting("split.count", ValueType.UINT16, 4),
    Setting("adapter.type", ValueType.STRING, "lora"),
    Setting("clip.has_vision_encoder", ValueType.BOOL, 1),
    Setting("llama.expert_count", ValueType.UINT32, 8),
    Setting("llama.rope.scaling.type", ValueType.STRING, "yarn"),
    Setting("llama.rope.scaling.factor", ValueType.FLOAT32, 1e30),
    Setting("llama.attention.sliding_window", ValueType.UINT32, 1),
    Setting("general.alignment", ValueType.UINT32, 64),
    Setting("tokenizer.ggml.precompiled_charsmap", ValueType.ARRAY, [1, 2], ValueType.INT8),
    Setting("tokenizer.chat_template.tool", ValueType.STRING, "{% for i in x %}{% endfor %}"),
)


def make(chance: random.Random) -> Case:
    """One hostile file; two of three by structure, the others by bytes."""
    file = tiny()
    if chance.random() < 0.33:
        return (
            _head_bytes(chance)
            if chance.random() < 0.6
            else damage.any_bytes(file.encode(), chance)
        )
    changes = []
    for _ in range(chance.choice((1, 1, 1, 2))):
        change = chance.choice(_CHANGES)
        try:
            file = change(file, chance)
        except (struct.error, OverflowError, IndexError, TypeError):
            continue  # the second change met what the first had made
        changes.append(change.__name__.strip("_"))
    try:
        return Case(f"gguf: {', '.join(changes)}", file.encode())
    except (struct.error, OverflowError, TypeError, AssertionError):
        return damage.any_bytes(tiny().encode(), chance)


def _head_bytes(chance: random.Random) -> Case:
    """Damage before the weights, where every byte means something."""
    data = tiny().encode()
    end = data.index(b"output_norm.weight") + 60
    case = damage.any_bytes(data[:end], chance)
    return Case(f"head {case.how}", case.data + data[end:])


def _a_number(file: GgufFile, chance: random.Random) -> GgufFile:
    places = [s for s in file.settings if s.type in _NUMBERS]
    _, setting = damage.pick(chance, places)
    assert isinstance(setting.value, int)
    value = damage.number(chance, setting.value) % 2**32
    return file.with_setting(str(setting.key), value=value)


def _a_real(file: GgufFile, chance: random.Random) -> GgufFile:
    places = [s for s in file.settings if s.type == ValueType.FLOAT32]
    _, setting = damage.pick(chance, places)
    bits = chance.choice(
        (0x7F800000, 0x7FC00000, 0xFF7FFFFF, 0, 0x80000001, chance.getrandbits(32))
    )
    return file.with_setting(str(setting.key), raw=struct.pack("<I", bits))


def _a_text(file: GgufFile, chance: random.Random) -> GgufFile:
    places = [s for s in file.settings if s.type == ValueType.STRING]
    _, setting = damage.pick(chance, places)
    value: object = damage.text(chance)
    return file.with_setting(str(setting.key), value=value if value != setting.value else b"\xff")


def _a_type(file: GgufFile, chance: random.Random) -> GgufFile:
    _, setting = damage.pick(chance, file.settings)
    kind = chance.choice([*range(14), 255, 2**31])
    raw = setting.encode()[8 + len(setting.key) + 4 :]
    return file.with_setting(str(setting.key), type=kind, raw=raw)


def _a_list(file: GgufFile, chance: random.Random) -> GgufFile:
    places = [s for s in file.settings if s.type == ValueType.ARRAY]
    _, setting = damage.pick(chance, places)
    assert isinstance(setting.value, list)
    values: list[object] = list(setting.value)
    place = chance.randrange(len(values))
    kind = chance.randrange(6)
    if kind == 0:
        values = values[: chance.randrange(len(values))]
    elif kind == 1:
        values = values + values[:place]
    elif kind == 2:
        values[place] = values[place - 1]
    elif kind == 3:
        wild = damage.text(chance) if setting.item == ValueType.STRING else damage.number(chance)
        values[place] = wild if isinstance(wild, str) else wild % 2**31
    elif kind == 4:
        chance.shuffle(values)
    else:
        raw = struct.pack(
            "<IQ", chance.choice((setting.item, 9, 77)), damage.number(chance) % 2**64
        )
        return file.with_setting(str(setting.key), raw=raw)
    return file.with_setting(str(setting.key), value=values)


def _a_foreign_setting(file: GgufFile, chance: random.Random) -> GgufFile:
    return file.plus(chance.choice(_FOREIGN))


def _a_missing_setting(file: GgufFile, chance: random.Random) -> GgufFile:
    return file.without(str(chance.choice(file.settings).key))


def _a_doubled_setting(file: GgufFile, chance: random.Random) -> GgufFile:
    return file.plus(chance.choice(file.settings))


def _order(file: GgufFile, chance: random.Random) -> GgufFile:
    settings = list(file.settings)
    chance.shuffle(settings)
    return replace(file, settings=tuple(settings))


def _counts(file: GgufFile, chance: random.Random) -> GgufFile:
    name, near = chance.choice(
        (("setting_count", len(file.settings)), ("table_count", len(file.tables)))
    )
    return replace(file, **{name: damage.number(chance, near) % 2**64})  # type: ignore[arg-type]


def _dimensions(file: GgufFile, chance: random.Random) -> GgufFile:
    place, table = damage.pick(chance, file.tables)
    dimensions = list(table.dimensions)
    kind = chance.randrange(4)
    if kind == 0:
        at = chance.randrange(len(dimensions))
        dimensions[at] = damage.number(chance, dimensions[at])
    elif kind == 1:
        dimensions.reverse()
        dimensions += [1] * chance.randrange(5)
    elif kind == 2:
        dimensions = [2**16] * 4
    else:
        dimensions = dimensions[:-1] or [0]
    return file.with_table(place, dimensions=tuple(dimensions))


def _table_type(file: GgufFile, chance: random.Random) -> GgufFile:
    place, _ = damage.pick(chance, file.tables)
    return file.with_table(place, type=chance.choice([*range(42), 2**31, 2**32 - 1]))


def _offset(file: GgufFile, chance: random.Random) -> GgufFile:
    place, _ = damage.pick(chance, file.tables)
    offset = chance.choice((damage.number(chance), chance.randrange(0, 40_000, 32)))
    return file.with_table(place, offset=offset)


def _table_name(file: GgufFile, chance: random.Random) -> GgufFile:
    place, table = damage.pick(chance, file.tables)
    other = chance.choice(file.tables).name
    wild = ("v.blk.0.attn_q.weight", "blk.7.attn_q.weight", f"{table.name!s}.lora_a", "x" * 64)
    return file.with_table(place, name=chance.choice((other, damage.text(chance)[:80], *wild)))


def _tables(file: GgufFile, chance: random.Random) -> GgufFile:
    tables = list(file.tables)
    kind = chance.randrange(3)
    place = chance.randrange(len(tables))
    if kind == 0:
        del tables[place]
    elif kind == 1:
        tables.append(tables[place])
    else:
        chance.shuffle(tables)
    return replace(file, tables=tuple(tables))


def _weights(file: GgufFile, chance: random.Random) -> GgufFile:
    """Scales that are no numbers, or just other numbers."""
    place, table = damage.pick(chance, file.tables)
    size = 4 if table.type == F32 else 34
    block = size * chance.randrange(len(table.data) // size)
    bad = chance.choice((b"\0\x7e", b"\0\x7c", b"\0\xfc", chance.randbytes(2)))
    if size == 4:
        bad = chance.choice((struct.pack("<f", damage.real(chance)), chance.randbytes(4)))
    data = table.data[:block] + bad + table.data[block + len(bad) :]
    return file.with_table(place, data=data)


def _padding(file: GgufFile, chance: random.Random) -> GgufFile:
    if chance.random() < 0.5:
        return replace(file, alignment=chance.choice((1, 8, 16, 64, 4096)))
    return replace(file, tail=chance.choice((b"\0", bytes(31), bytes(32), b"x", bytes(100_000))))


def _version(file: GgufFile, chance: random.Random) -> GgufFile:
    if chance.random() < 0.5:
        return replace(file, version=damage.number(chance, 3) % 2**32)
    return replace(file, magic=chance.choice((b"GGML", b"FUGG", b"\0\0\0\0", b"GGUf")))


def _another_table(file: GgufFile, chance: random.Random) -> GgufFile:
    extra = Table("blk.0.extra.weight", (32,), F32, bytes(128))
    place = chance.randrange(len(file.tables))
    return replace(file, tables=(*file.tables[:place], extra, *file.tables[place:]))


_CHANGES: tuple[Callable[[GgufFile, random.Random], GgufFile], ...] = (
    _a_number,
    _a_number,
    _a_real,
    _a_text,
    _a_type,
    _a_list,
    _a_foreign_setting,
    _a_missing_setting,
    _a_doubled_setting,
    _order,
    _counts,
    _dimensions,
    _table_type,
    _offset,
    _table_name,
    _tables,
    _weights,
    _weights,
    _padding,
    _version,
    _another_table,
)
