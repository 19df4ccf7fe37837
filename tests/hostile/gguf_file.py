"""Writes GGUF files field by field, right or wrong, and a tiny real model to begin from."""

from __future__ import annotations

import random
import struct
from dataclasses import dataclass, field, replace
from functools import cache

from appliance.engine.gguf.check import WEIGHT_TYPES
from appliance.engine.gguf.values import ValueType

_CODES = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "B", 10: "Q", 11: "q", 12: "d"}
F32, Q8_0 = 0, 8
EMBEDDING, BLOCKS, HEADS, KEY_HEADS, WIDE = 32, 2, 4, 2, 64


@dataclass(frozen=True)
class Setting:
    """One field; `item` for arrays. `raw` replaces the value's bytes, type and all."""

    key: str | bytes
    type: int
    value: object = 0
    item: int = 0
    raw: bytes | None = None

    def encode(self) -> bytes:
        head = _text(self.key) + struct.pack("<I", self.type)
        if self.raw is not None:
            return head + self.raw
        if self.type == ValueType.ARRAY:
            assert isinstance(self.value, list | tuple)
            head += struct.pack("<IQ", self.item, len(self.value))
            return head + b"".join(_one(self.item, value) for value in self.value)
        return head + _one(self.type, self.value)


@dataclass(frozen=True)
class Table:
    """One table of weights; `offset` and `size` only where they should lie."""

    name: str | bytes
    dimensions: tuple[int, ...]
    type: int
    data: bytes
    offset: int | None = None


@dataclass(frozen=True)
class GgufFile:
    """A whole file; the counts are those of the lists unless given."""

    settings: tuple[Setting, ...]
    tables: tuple[Table, ...]
    version: int = 3
    magic: bytes = b"GGUF"
    setting_count: int | None = None
    table_count: int | None = None
    alignment: int = 32
    tail: bytes = b""
    extra: dict[str, object] = field(default_factory=dict)

    def encode(self) -> bytes:
        tables = len(self.tables) if self.table_count is None else self.table_count
        settings = len(self.settings) if self.setting_count is None else self.setting_count
        out = bytearray(self.magic + struct.pack("<IQQ", self.version, tables, settings))
        for setting in self.settings:
            out += setting.encode()
        place = 0
        for table in self.tables:
            offset = place if table.offset is None else table.offset
            out += _text(table.name) + struct.pack("<I", len(table.dimensions))
            out += b"".join(struct.pack("<Q", size % 2**64) for size in table.dimensions)
            out += struct.pack("<IQ", table.type, offset % 2**64)
            place = self._padded(place + len(table.data))
        out += bytes(self._padded(len(out)) - len(out))
        for table in self.tables:
            out += table.data + bytes(self._padded(len(table.data)) - len(table.data))
        return bytes(out + self.tail)

    def _padded(self, place: int) -> int:
        return -(-place // self.alignment) * self.alignment

    def with_setting(self, key: str, **changes: object) -> GgufFile:
        """The file with one field changed."""
        changed = tuple(
            replace(one, **changes) if one.key == key else one  # type: ignore[arg-type]
            for one in self.settings
        )
        assert any(one.key == key for one in self.settings), key
        return replace(self, settings=changed)

    def without(self, *keys: str) -> GgufFile:
        """The file without some fields."""
        return replace(self, settings=tuple(s for s in self.settings if s.key not in keys))

    def plus(self, *settings: Setting) -> GgufFile:
        """The file with further fields."""
        return replace(self, settings=(*self.settings, *settings))

    def with_table(self, place: int, **changes: object) -> GgufFile:
        """The file with one table changed."""
        tables = list(self.tables)
        tables[place] = replace(tables[place], **changes)  # type: ignore[arg-type]
        return replace(self, tables=tuple(tables))


def _text(text: str | bytes) -> bytes:
    raw = text if isinstance(text, bytes) else text.encode()
    return struct.pack("<Q", len(raw)) + raw


def _one(kind: int, value: object) -> bytes:
    if kind == ValueType.STRING:
        assert isinstance(value, str | bytes)
        return _text(value)
    return struct.pack(f"<{_CODES[kind]}", value)


def byte_letters() -> list[str]:
    """The 256 letters that stand for bytes in vocabularies of the GPT-2 kind."""
    shown = [*range(33, 127), *range(161, 173), *range(174, 256)]
    letters, extra = [], 0
    for byte in range(256):
        if byte in shown:
            letters.append(chr(byte))
        else:
            letters.append(chr(256 + extra))
            extra += 1
    return letters


def tokens() -> tuple[list[str], list[int]]:
    """A vocabulary of bytes, two merges and the marks of ChatML, with the kinds of its tokens."""
    marks = ["<|endoftext|>", "<|im_start|>", "<|im_end|>"]
    words = [*byte_letters(), "th", "the"]
    return marks + words, [3] * len(marks) + [1] * len(words)


@cache
def tiny() -> GgufFile:
    """A model of two blocks with random weights that llama.cpp loads and computes with."""
    chance = random.Random(7)  # noqa: S311 - the same weights each time
    texts, kinds = tokens()
    u32, f32, yes, text = ValueType.UINT32, ValueType.FLOAT32, ValueType.BOOL, ValueType.STRING
    settings = (
        Setting("general.architecture", text, "llama"),
        Setting("general.type", text, "model"),
        Setting("general.name", text, "tiny"),
        Setting("general.file_type", u32, 7),
        Setting("llama.block_count", u32, BLOCKS),
        Setting("llama.context_length", u32, 512),
        Setting("llama.embedding_length", u32, EMBEDDING),
        Setting("llama.feed_forward_length", u32, WIDE),
        Setting("llama.attention.head_count", u32, HEADS),
        Setting("llama.attention.head_count_kv", u32, KEY_HEADS),
        Setting("llama.attention.layer_norm_rms_epsilon", f32, 1e-5),
        Setting("llama.rope.freq_base", f32, 10000.0),
        Setting("llama.rope.dimension_count", u32, EMBEDDING // HEADS),
        Setting("llama.vocab_size", u32, len(texts)),
        Setting("tokenizer.ggml.model", text, "gpt2"),
        Setting("tokenizer.ggml.pre", text, "smollm"),
        Setting("tokenizer.ggml.tokens", ValueType.ARRAY, texts, ValueType.STRING),
        Setting("tokenizer.ggml.token_type", ValueType.ARRAY, kinds, ValueType.INT32),
        Setting("tokenizer.ggml.merges", ValueType.ARRAY, ["t h", "th e"], ValueType.STRING),
        Setting("tokenizer.ggml.bos_token_id", u32, 1),
        Setting("tokenizer.ggml.eos_token_id", u32, 2),
        Setting("tokenizer.ggml.add_bos_token", yes, 0),
        Setting("tokenizer.chat_template", text, "{{ messages }}"),
        Setting("general.quantization_version", u32, 2),
    )
    per_key = EMBEDDING * KEY_HEADS // HEADS
    tables = [_table("token_embd", (EMBEDDING, len(texts)), Q8_0, chance)]
    for block in range(BLOCKS):
        tables += [
            _table(f"blk.{block}.{name}", dimensions, kind, chance)
            for name, dimensions, kind in (
                ("attn_norm", (EMBEDDING,), F32),
                ("attn_q", (EMBEDDING, EMBEDDING), Q8_0),
                ("attn_k", (EMBEDDING, per_key), Q8_0),
                ("attn_v", (EMBEDDING, per_key), Q8_0),
                ("attn_output", (EMBEDDING, EMBEDDING), Q8_0),
                ("ffn_norm", (EMBEDDING,), F32),
                ("ffn_gate", (EMBEDDING, WIDE), Q8_0),
                ("ffn_up", (EMBEDDING, WIDE), Q8_0),
                ("ffn_down", (WIDE, EMBEDDING), Q8_0),
            )
        ]
    tables.append(_table("output_norm", (EMBEDDING,), F32, chance))
    return GgufFile(settings, tuple(tables))


def _table(name: str, dimensions: tuple[int, ...], kind: int, chance: random.Random) -> Table:
    count = 1
    for size in dimensions:
        count *= size
    if kind == F32:
        data = struct.pack(f"<{count}f", *(chance.uniform(0.5, 1.5) for _ in range(count)))
    else:
        per_block, _ = WEIGHT_TYPES[kind]
        data = b"".join(
            struct.pack("<e", chance.uniform(0.001, 0.004)) + chance.randbytes(per_block)
            for _ in range(count // per_block)
        )
    return Table(f"{name}.weight", dimensions, kind, data)
