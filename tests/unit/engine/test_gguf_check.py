from __future__ import annotations

import os
import random
import struct
from dataclasses import replace

import pytest

from appliance.children import sealed_memory
from appliance.engine.gguf.check import WEIGHT_TYPES, check
from appliance.engine.gguf.settings import ARCHITECTURES
from appliance.engine.gguf.values import DescriptorSource, ValueType
from appliance.engine.weights_faults import UNSAFE, WeightsFault, WeightsRefused
from appliance.settings import starter_folder
from tests.hostile.gguf_file import BLOCKS, EMBEDDING, GgufFile, Setting, tiny, tokens

SMOL = starter_folder() / "smollm2-135m-instruct" / "model.gguf"
U32, F32, TEXT, ARRAY = (
    ValueType.UINT32,
    ValueType.FLOAT32,
    ValueType.STRING,
    ValueType.ARRAY,
)
HUGE = 2**64 - 1


def refused(data: bytes | GgufFile) -> WeightsFault:
    with pytest.raises(WeightsRefused) as raised:
        check(data.encode() if isinstance(data, GgufFile) else data)
    return raised.value.fault


def test_the_model_that_we_ship_passes() -> None:
    descriptor = os.open(SMOL, os.O_RDONLY)
    try:
        facts = check(DescriptorSource(descriptor))
        assert os.lseek(descriptor, 0, os.SEEK_CUR) == 0
    finally:
        os.close(descriptor)
    assert facts.architecture == "llama"
    assert facts.sizes == (30, 8192, 576, 49_152)
    assert facts.has_program
    assert facts.tensors == 272


def test_the_tiny_model_passes_in_both_versions() -> None:
    assert check(tiny().encode()).tensors == len(tiny().tables)
    assert check(replace(tiny(), version=2).encode()).has_program
    assert not check(tiny().without("tokenizer.chat_template").encode()).has_program


def test_a_memory_file_reads_as_bytes_do() -> None:
    data = tiny().encode()

    def write(target: int) -> None:
        assert os.write(target, data) == len(data)

    descriptor = sealed_memory("weights", write)
    try:
        assert check(DescriptorSource(descriptor)) == check(data)
    finally:
        os.close(descriptor)


# Settings of the network and of the vocabulary -------------------------------------------------


def setting(key: str, **changes: object) -> GgufFile:
    return tiny().with_setting(key, **changes)


def added(key: str | bytes, kind: int, value: object, item: int = 0) -> GgufFile:
    return tiny().plus(Setting(key, kind, value, item))


_TEXTS, _KINDS = tokens()
_LLAMA, _GGML = "llama.", "tokenizer.ggml."
_SETTINGS: dict[str, tuple[GgufFile, WeightsFault]] = {
    "no architecture": (tiny().without("general.architecture"), WeightsFault.MISSING),
    "an unknown one": (
        setting("general.architecture", value="hostile"),
        WeightsFault.ARCHITECTURE,
    ),
    "a number for it": (
        setting("general.architecture", type=U32, value=1),
        WeightsFault.ARCHITECTURE,
    ),
    "settings of two": (added("qwen2.block_count", U32, 2), WeightsFault.DISAGREE),
    "no blocks": (setting(_LLAMA + "block_count", value=0), WeightsFault.RANGE),
    "a million blocks": (setting(_LLAMA + "block_count", value=10**6), WeightsFault.RANGE),
    "a block too many": (setting(_LLAMA + "block_count", value=3), WeightsFault.DISAGREE),
    "a block too few": (setting(_LLAMA + "block_count", value=1), WeightsFault.DISAGREE),
    "blocks of text": (
        setting(_LLAMA + "block_count", type=TEXT, value="2"),
        WeightsFault.VALUE_TYPE,
    ),
    "half a block": (
        setting(_LLAMA + "block_count", type=F32, value=2.0),
        WeightsFault.VALUE_TYPE,
    ),
    "no context": (setting(_LLAMA + "context_length", value=0), WeightsFault.RANGE),
    "an endless context": (setting(_LLAMA + "context_length", value=2**32 - 1), WeightsFault.RANGE),
    "no length of context": (tiny().without(_LLAMA + "context_length"), WeightsFault.MISSING),
    "heads that do not divide": (
        setting(_LLAMA + "attention.head_count", value=3),
        WeightsFault.DISAGREE,
    ),
    "key heads that do not divide": (
        setting(_LLAMA + "attention.head_count_kv", value=3),
        WeightsFault.DISAGREE,
    ),
    "no heads": (setting(_LLAMA + "attention.head_count", value=0), WeightsFault.RANGE),
    "heads for other blocks": (
        setting(_LLAMA + "attention.head_count", type=ARRAY, value=[4, 4, 4], item=U32),
        WeightsFault.DISAGREE,
    ),
    "a negative head": (
        setting(_LLAMA + "attention.head_count", type=ARRAY, value=[4, -4], item=ValueType.INT32),
        WeightsFault.RANGE,
    ),
    "a negative epsilon": (
        setting(_LLAMA + "attention.layer_norm_rms_epsilon", value=-1.0),
        WeightsFault.RANGE,
    ),
    "an epsilon that is no number": (
        setting(_LLAMA + "attention.layer_norm_rms_epsilon", value=float("nan")),
        WeightsFault.NOT_FINITE,
    ),
    "an endless frequency": (
        setting(_LLAMA + "rope.freq_base", value=float("inf")),
        WeightsFault.NOT_FINITE,
    ),
    "a negative frequency": (setting(_LLAMA + "rope.freq_base", value=-1.0), WeightsFault.RANGE),
    "odd rotation": (
        setting(_LLAMA + "rope.dimension_count", value=7),
        WeightsFault.DISAGREE,
    ),
    "rotation of more than a head": (
        setting(_LLAMA + "rope.dimension_count", value=10),
        WeightsFault.DISAGREE,
    ),
    "an unknown scaling": (
        added(_LLAMA + "rope.scaling.type", TEXT, "evil"),
        WeightsFault.RANGE,
    ),
    "experts": (added(_LLAMA + "expert_count", U32, 8), WeightsFault.RANGE),
    "an unknown setting": (added(_LLAMA + "surprise", U32, 8), WeightsFault.UNKNOWN),
    "a list where one belongs": (
        added(_LLAMA + "attention.key_length", ARRAY, [8, 8], U32),
        WeightsFault.VALUE_TYPE,
    ),
    "another size of vocabulary": (setting(_LLAMA + "vocab_size", value=5), WeightsFault.DISAGREE),
    "another size of embedding": (
        setting(_LLAMA + "embedding_length", value=64),
        WeightsFault.DISAGREE,
    ),
    "no vocabulary": (tiny().without(_GGML + "tokens"), WeightsFault.MISSING),
    "no merges": (tiny().without(_GGML + "merges"), WeightsFault.MISSING),
    "no types of tokens": (tiny().without(_GGML + "token_type"), WeightsFault.MISSING),
    "too few types of tokens": (
        setting(_GGML + "token_type", value=_KINDS[:-1]),
        WeightsFault.VOCABULARY,
    ),
    "a type of token 99": (
        setting(_GGML + "token_type", value=[99, *_KINDS[1:]]),
        WeightsFault.VOCABULARY,
    ),
    "tokens that are numbers": (
        setting(_GGML + "tokens", value=[1] * len(_TEXTS), item=U32),
        WeightsFault.VALUE_TYPE,
    ),
    "an empty vocabulary": (setting(_GGML + "tokens", value=[]), WeightsFault.VOCABULARY),
    "a token twice": (
        setting(_GGML + "tokens", value=[_TEXTS[1], *_TEXTS[1:]]),
        WeightsFault.VOCABULARY,
    ),
    "a token of broken characters": (
        setting(_GGML + "tokens", value=[b"\xff", *_TEXTS[1:]]),
        WeightsFault.TEXT,
    ),
    "a token that goes on and on": (
        setting(_GGML + "tokens", value=["a" * 5000, *_TEXTS[1:]]),
        WeightsFault.TOO_LONG,
    ),
    "too few scores": (added(_GGML + "scores", ARRAY, [1.0], F32), WeightsFault.VOCABULARY),
    "scores that are no numbers": (
        added(_GGML + "scores", ARRAY, [float("nan")] * len(_TEXTS), F32),
        WeightsFault.NOT_FINITE,
    ),
    "a merge of one part": (setting(_GGML + "merges", value=["th"]), WeightsFault.VOCABULARY),
    "a merge with nothing": (setting(_GGML + "merges", value=["t "]), WeightsFault.VOCABULARY),
    "an unknown way to cut": (setting(_GGML + "model", value="rwkv"), WeightsFault.VOCABULARY),
    "scores missing": (setting(_GGML + "model", value="llama"), WeightsFault.MISSING),
    "bytes missing": (
        setting(_GGML + "model", value="llama").plus(
            Setting(_GGML + "scores", ARRAY, [0.0] * len(_TEXTS), F32)
        ),
        WeightsFault.VOCABULARY,
    ),
    "a mark outside the vocabulary": (
        setting(_GGML + "eos_token_id", value=len(_TEXTS)),
        WeightsFault.VOCABULARY,
    ),
    "a mark that is none": (
        added(_GGML + "unknown_token_id", U32, 2**32 - 1),
        WeightsFault.VOCABULARY,
    ),
    "a mark that is text": (
        setting(_GGML + "eos_token_id", type=TEXT, value="2"),
        WeightsFault.VALUE_TYPE,
    ),
    "a mark that is a truth": (
        setting(_GGML + "eos_token_id", type=ValueType.BOOL, value=1),
        WeightsFault.VALUE_TYPE,
    ),
    "neither yes nor no": (setting(_GGML + "add_bos_token", value=2), WeightsFault.VALUE_TYPE),
    "an unknown setting of the tokenizer": (
        added(_GGML + "precompiled_charsmap", ARRAY, [1], ValueType.UINT8),
        WeightsFault.UNKNOWN,
    ),
    "a program that is no text": (
        setting("tokenizer.chat_template", type=U32, value=1),
        WeightsFault.VALUE_TYPE,
    ),
}


@pytest.mark.parametrize(("file", "fault"), _SETTINGS.values(), ids=_SETTINGS.keys())
def test_settings_out_of_place(file: GgufFile, fault: WeightsFault) -> None:
    assert refused(file) is fault


_OTHER_FILES: dict[str, tuple[GgufFile, WeightsFault]] = {
    "a piece": (added("split.count", ValueType.UINT16, 2), WeightsFault.SPLIT),
    "the first piece": (added("split.no", ValueType.UINT16, 0), WeightsFault.SPLIT),
    "an adapter by its type": (setting("general.type", value="adapter"), WeightsFault.ADAPTER),
    "an adapter by its field": (added("adapter.type", TEXT, "lora"), WeightsFault.ADAPTER),
    "an adapter by its weights": (
        tiny().with_table(1, name="blk.0.attn_norm.weight.lora_a"),
        WeightsFault.ADAPTER,
    ),
    "eyes by a field": (added("clip.has_vision_encoder", ValueType.BOOL, 1), WeightsFault.VISION),
    "eyes by the architecture": (
        setting("general.architecture", value="clip"),
        WeightsFault.VISION,
    ),
    "eyes by the weights": (
        tiny().with_table(1, name="v.blk.0.attn_q.weight"),
        WeightsFault.VISION,
    ),
    "a projector": (tiny().with_table(1, name="mm.0.weight"), WeightsFault.VISION),
    "a training state": (added("training.type", TEXT, "train_model"), WeightsFault.TRAINING),
}


@pytest.mark.parametrize(("file", "fault"), _OTHER_FILES.values(), ids=_OTHER_FILES.keys())
def test_c2_19_pieces_adapters_and_parts_for_pictures_are_refused(
    file: GgufFile, fault: WeightsFault
) -> None:
    assert refused(file) is fault
    assert fault in UNSAFE


def test_another_type_of_file_is_no_model() -> None:
    assert refused(setting("general.type", value="mmproj")) is WeightsFault.ARCHITECTURE


# Structure -------------------------------------------------------------------------------------


def table(place: int = 1, **changes: object) -> GgufFile:
    return tiny().with_table(place, **changes)


def raw_setting(raw: bytes, kind: int = ARRAY) -> GgufFile:
    return tiny().plus(Setting("general.more", kind, raw=raw))


_LAST = len(tiny().tables) - 1
_STRUCTURE: dict[str, tuple[bytes | GgufFile, WeightsFault]] = {
    "nothing": (b"", WeightsFault.OTHER_FORMAT),
    "three letters": (b"GGU", WeightsFault.OTHER_FORMAT),
    "the end right behind the name": (b"GGUF", WeightsFault.CUT),
    "another format": (replace(tiny(), magic=b"GGML"), WeightsFault.OTHER_FORMAT),
    "version 1": (replace(tiny(), version=1), WeightsFault.VERSION),
    "version 4": (replace(tiny(), version=4), WeightsFault.VERSION),
    "big endian": (replace(tiny(), version=3 << 24), WeightsFault.VERSION),
    "tables without end": (replace(tiny(), table_count=HUGE), WeightsFault.TOO_MANY),
    "settings without end": (replace(tiny(), setting_count=HUGE), WeightsFault.TOO_MANY),
    "a setting too many": (
        replace(tiny(), setting_count=len(tiny().settings) + 1),
        WeightsFault.TOO_LONG,
    ),
    "no tables": (replace(tiny(), tables=()), WeightsFault.MISSING),
    "a setting twice": (tiny().plus(tiny().settings[0]), WeightsFault.TWICE),
    "a setting with a capital": (added("General.name", TEXT, "x"), WeightsFault.NAME),
    "a setting without a name": (added("", TEXT, "x"), WeightsFault.NAME),
    "a setting of two lines": (added("general.a\nb", TEXT, "x"), WeightsFault.NAME),
    "a setting with a zero": (added("general.a\0", TEXT, "x"), WeightsFault.NAME),
    "a long name of a setting": (added("g" * 200, TEXT, "x"), WeightsFault.TOO_LONG),
    "an unknown type": (raw_setting(b"", 13), WeightsFault.VALUE_TYPE),
    "a list in a list": (raw_setting(struct.pack("<IQ", 9, 1)), WeightsFault.NESTED),
    "a list without end": (raw_setting(struct.pack("<IQ", 4, HUGE)), WeightsFault.TOO_MANY),
    "a list of unknown type": (raw_setting(struct.pack("<IQ", 77, 1)), WeightsFault.VALUE_TYPE),
    "a list beyond the file": (raw_setting(struct.pack("<IQ", 4, 2**20)), WeightsFault.CUT),
    "a text without end": (raw_setting(struct.pack("<Q", HUGE), TEXT), WeightsFault.TOO_LONG),
    "a text beyond the file": (raw_setting(struct.pack("<Q", 2**20), TEXT), WeightsFault.CUT),
    "a text of broken characters": (added("general.x", TEXT, b"\xff"), WeightsFault.TEXT),
    "an alignment of 7": (added("general.alignment", U32, 7), WeightsFault.ALIGNMENT),
    "an alignment of nothing": (added("general.alignment", U32, 0), WeightsFault.ALIGNMENT),
    "an alignment of text": (added("general.alignment", TEXT, "32"), WeightsFault.ALIGNMENT),
    "a table twice": (table(2, name="blk.0.attn_norm.weight"), WeightsFault.TWICE),
    "a table without a name": (table(name=""), WeightsFault.NAME),
    "a table of a long name": (table(name="w" * 64), WeightsFault.TOO_LONG),
    "a table named like a path": (table(name="../etc/passwd"), WeightsFault.NAME),
    "a table of broken characters": (table(name=b"\xff"), WeightsFault.TEXT),
    "a table of no dimensions": (table(dimensions=()), WeightsFault.SHAPE),
    "a table of five dimensions": (table(dimensions=(1,) * 5), WeightsFault.SHAPE),
    "a dimension of nothing": (table(dimensions=(0,)), WeightsFault.SHAPE),
    "a negative dimension": (table(dimensions=(-1,)), WeightsFault.SHAPE),
    "dimensions that overflow": (table(dimensions=(2**31 - 1,) * 4), WeightsFault.CUT),
    "part of a block": (table(2, dimensions=(31, 32)), WeightsFault.SHAPE),
    "weights of an unknown type": (table(type=99), WeightsFault.WEIGHT_TYPE),
    "weights of a type given up": (table(type=4), WeightsFault.WEIGHT_TYPE),
    "whole numbers as weights": (table(type=24), WeightsFault.WEIGHT_TYPE),
    "a larger table than its place": (table(dimensions=(64,)), WeightsFault.LAYOUT),
    "two tables in one place": (table(2, offset=0), WeightsFault.LAYOUT),
    "a table off the grid": (table(1, offset=tiny().tables[0].offset or 1), WeightsFault.LAYOUT),
    "a table beyond the file": (table(_LAST, offset=2**40), WeightsFault.LAYOUT),
    "a table behind a wrap": (table(1, offset=HUGE - 31), WeightsFault.LAYOUT),
    "no embedding": (table(0, name="other.weight"), WeightsFault.MISSING),
    "no last norm": (table(_LAST, name="other.weight"), WeightsFault.MISSING),
    "an embedding turned round": (
        table(0, dimensions=tiny().tables[0].dimensions[::-1], type=1, data=bytes(2 * 261 * 32)),
        WeightsFault.DISAGREE,
    ),
    "block 999": (table(1, name="blk.999.attn_norm.weight"), WeightsFault.DISAGREE),
    "block 00": (table(1, name="blk.00.attn_norm.weight"), WeightsFault.NAME),
    "something behind the end": (replace(tiny(), tail=b"x" * 40), WeightsFault.EXTRA),
    "one byte behind the end": (replace(tiny(), tail=b"x"), WeightsFault.EXTRA),
}


@pytest.mark.parametrize(("data", "fault"), _STRUCTURE.values(), ids=_STRUCTURE.keys())
def test_structure_out_of_place(data: bytes | GgufFile, fault: WeightsFault) -> None:
    assert refused(data) is fault


def test_padding_must_be_empty() -> None:
    short = tiny().with_table(_LAST, dimensions=(31,), data=tiny().tables[_LAST].data[:124])
    whole = bytearray(short.encode())
    assert check(bytes(whole))
    assert check(bytes(whole[:-4]))  # some converters leave the last padding out
    whole[-1] = 1
    assert refused(bytes(whole)) is WeightsFault.EXTRA
    # One more letter in a text moves the padding before the weights to another length.
    for letters in range(32):
        data = bytearray(setting("general.name", value="x" * letters).encode())
        begin = len(data) - sum(-(-len(one.data) // 32) * 32 for one in tiny().tables)
        assert check(bytes(data))
        if letters % 8 == 0 and not data[begin - 1]:
            data[begin - 1] = 1
            with pytest.raises(WeightsRefused):
                check(bytes(data))


def test_every_cut_is_refused() -> None:
    data = tiny().encode()
    chance = random.Random(3)  # noqa: S311 - repeatable damage, not a secret
    for size in {*range(40), *(chance.randrange(len(data)) for _ in range(300)), len(data) - 1}:
        with pytest.raises(WeightsRefused):
            check(data[:size])


def test_no_damage_of_the_head_ends_in_another_error() -> None:
    data = tiny().encode()
    head = data.index(b"output_norm.weight")
    chance = random.Random(1)  # noqa: S311 - repeatable damage, not a secret
    passed = 0
    for _ in range(1500):
        damaged = bytearray(data)
        for _ in range(chance.randint(1, 3)):
            damaged[chance.randrange(head)] = chance.choice((0, 1, 127, 255, chance.randrange(256)))
        try:
            check(bytes(damaged))
            passed += 1
        except WeightsRefused:
            continue
    assert passed < 1500


def test_an_absurd_file_is_refused_without_reading_it_all() -> None:
    class Reading:
        """Two tebibytes that nobody has."""

        size_bytes = 2**41
        asked = 0

        def read(self, place: int, size_bytes: int) -> bytes:
            self.asked += size_bytes
            return (tiny().encode() + bytes(size_bytes))[place:][:size_bytes]

    source = Reading()
    with pytest.raises(WeightsRefused):
        check(source)
    assert source.asked <= 2 * 1024**2


def test_lists_per_block_pass() -> None:
    """Some networks give sizes for each block of its own."""
    listed = setting(_LLAMA + "feed_forward_length", type=ARRAY, value=[64] * BLOCKS, item=U32)
    assert check(listed.encode())


def test_the_lists_are_what_the_engine_knows() -> None:
    assert {"llama", "qwen2", "qwen3"} <= ARCHITECTURES
    assert all(EMBEDDING * bytes_ // numbers for numbers, bytes_ in WEIGHT_TYPES.values())
