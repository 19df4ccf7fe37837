"""What the settings of a GGUF model may be: the network's sizes and the vocabulary. Pure.

llama.cpp believes these numbers: some make it abort, others change its answers. Only settings on
these lists are let through, each with its type and range, and they must agree with each other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from appliance.engine.gguf.values import FLOATS, INTEGERS, Value, ValueType
from appliance.engine.weights_faults import WeightsFault, WeightsRefused

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Plain decoders of text that llama.cpp computes with the settings below.
_SUPPORTED = "gemma gemma2 gemma3 granite llama mistral3 olmo2 phi3 qwen2 qwen3 smollm3"
ARCHITECTURES = frozenset(_SUPPORTED.split())
MOST_BLOCKS = 512  # LLAMA_MAX_LAYERS: above it llama.cpp aborts
_TEXT, _YES_NO = "text", "yes or no"
_SCALINGS = frozenset({"none", "linear", "yarn", "longrope"})
_VOCABULARIES = frozenset({"gpt2", "llama"})
_TOKEN_TYPES = range(1, 7)  # normal, unknown, control, user-defined, unused, byte
_HEADS = ("attention.head_count", "attention.head_count_kv")

# Name below the architecture's: least and most. Bounds that are whole numbers want a whole number.
_SETTINGS: dict[str, tuple[int, int] | tuple[float, float] | str] = {
    "block_count": (1, MOST_BLOCKS),
    "context_length": (1, 2**24),
    "embedding_length": (1, 2**16),
    "feed_forward_length": (1, 2**20),
    "vocab_size": (1, 2**20),
    "attention.head_count": (1, 1024),
    "attention.head_count_kv": (1, 1024),
    "attention.key_length": (1, 1024),
    "attention.value_length": (1, 1024),
    "attention.layer_norm_rms_epsilon": (1e-12, 1e-1),
    "attention.layer_norm_epsilon": (1e-12, 1e-1),
    "attention.sliding_window": (0, 2**24),
    "attention.scale": (0.0, 1e3),
    "attention.causal": _YES_NO,
    "attn_logit_softcapping": (0.0, 1e4),
    "final_logit_softcapping": (0.0, 1e4),
    "embedding_scale": (0.0, 1e4),
    "residual_scale": (0.0, 1e4),
    "logit_scale": (0.0, 1e4),
    "rope.dimension_count": (2, 1024),
    "rope.freq_base": (1.0, 1e12),
    "rope.freq_base_swa": (1.0, 1e12),
    "rope.scaling.type": _TEXT,
    "rope.scaling.factor": (1e-3, 1e4),
    "rope.scaling.attn_factor": (0.0, 1e3),
    "rope.scaling.original_context_length": (1, 2**24),
    "rope.scaling.finetuned": _YES_NO,
    "rope.scaling.yarn_attn_factor": (-1e3, 1e3),
    "rope.scaling.yarn_beta_fast": (0.0, 1e4),
    "rope.scaling.yarn_beta_slow": (0.0, 1e4),
    "rope.scaling.yarn_ext_factor": (-1e3, 1e3),
    "rope.scaling.yarn_log_multiplier": (-1e3, 1e3),
    "expert_count": (0, 0),  # converters write it for plain models too
    "expert_used_count": (0, 0),
}
_PER_BLOCK = frozenset({"feed_forward_length", *_HEADS})
_NEEDED = ("block_count", "context_length", "embedding_length", "feed_forward_length", _HEADS[0])
_TOKENIZER_TEXTS = frozenset({"model", "pre"})
_ADDITIONS = "add_bos_token add_eos_token add_sep_token add_space_prefix"
_TOKENIZER_ANSWERS = frozenset([*_ADDITIONS.split(), "remove_extra_whitespaces"])
_TOKENIZER_LISTS = {
    "tokens": ValueType.STRING,
    "merges": ValueType.STRING,
    "added_tokens": ValueType.STRING,
    "scores": ValueType.FLOAT32,
    "token_type": ValueType.INT32,
}
_TOKEN_ID_ENDING = "_token_id"  # noqa: S105 - the end of a setting's name


class Sizes(NamedTuple):
    """What the tensors must fit to."""

    blocks: int
    context_tokens: int
    embedding: int
    vocabulary: int


def check_settings(fields: Mapping[str, Value], architecture: str) -> Sizes:
    """Check everything below the architecture's name and `tokenizer.ggml`.

    Raises: WeightsRefused.
    """
    settings = {
        key.removeprefix(f"{architecture}."): value
        for key, value in fields.items()
        if key.startswith(f"{architecture}.")
    }
    for name, value in settings.items():
        _check_setting(name, value)
    for name in _NEEDED:
        if name not in settings:
            raise _missing(name)
    blocks = _whole(settings["block_count"])
    for name in _PER_BLOCK & settings.keys():
        if settings[name].item is not None and len(_list(settings[name])) != blocks:
            raise WeightsRefused(WeightsFault.DISAGREE, name)
    embedding = _whole(settings["embedding_length"])
    _check_heads(settings, embedding)
    vocabulary = _check_vocabulary(
        {
            key.removeprefix("tokenizer.ggml."): value
            for key, value in fields.items()
            if key.startswith("tokenizer.ggml.")
        }
    )
    if "vocab_size" in settings and _whole(settings["vocab_size"]) != vocabulary:
        raise WeightsRefused(WeightsFault.DISAGREE, "vocab_size")
    return Sizes(blocks, _whole(settings["context_length"]), embedding, vocabulary)


def _check_setting(name: str, value: Value) -> None:
    bounds = _SETTINGS.get(name)
    if bounds is None:
        raise WeightsRefused(WeightsFault.UNKNOWN, "a setting of the network")
    if isinstance(bounds, str):
        wanted = ValueType.STRING if bounds == _TEXT else ValueType.BOOL
        if value.type is not wanted:
            raise _wrong_type(name)
        if name == "rope.scaling.type" and value.content not in _SCALINGS:
            raise WeightsRefused(WeightsFault.RANGE, name)
        return
    allowed = INTEGERS if isinstance(bounds[0], int) else FLOATS
    if value.item is not None and name not in _PER_BLOCK:
        raise _wrong_type(name)
    if (value.item or value.type) not in allowed:
        raise _wrong_type(name)
    numbers = [value.content] if value.item is None else _list(value)
    for number in numbers:
        if not isinstance(number, int | float) or not bounds[0] <= number <= bounds[1]:
            raise WeightsRefused(WeightsFault.RANGE, name)


def _check_heads(settings: Mapping[str, Value], embedding: int) -> None:
    """Heads share the embedding, key heads share the heads, rotation fits into a head."""
    heads = _whole_each(settings[_HEADS[0]])
    key_heads = _whole_each(settings.get(_HEADS[1], settings[_HEADS[0]]))
    if len(key_heads) > 1 and len(heads) == 1:
        heads = heads * len(key_heads)
    elif len(heads) > 1 and len(key_heads) == 1:
        key_heads = key_heads * len(heads)
    for of_all, of_keys in zip(heads, key_heads, strict=True):
        if of_all % of_keys:
            raise WeightsRefused(WeightsFault.DISAGREE, _HEADS[1])
    length = settings.get("attention.key_length")
    if length is None and any(embedding % number for number in heads):
        raise WeightsRefused(WeightsFault.DISAGREE, _HEADS[0])
    per_head = _whole(length) if length is not None else embedding // min(heads)
    rotated = settings.get("rope.dimension_count")
    if rotated is not None and (_whole(rotated) % 2 or _whole(rotated) > per_head):
        raise WeightsRefused(WeightsFault.DISAGREE, "rope.dimension_count")


def _check_vocabulary(tokenizer: Mapping[str, Value]) -> int:
    """All lists of equal length, all token numbers inside them; returns how many tokens."""
    for name, value in tokenizer.items():
        _check_tokenizer_type(name, value)
    for name in ("model", "tokens", "token_type"):
        if name not in tokenizer:
            raise _missing(name)
    tokens: Sequence[str] = tokenizer["tokens"].content  # type: ignore[assignment]  # checked above
    _check_tokens(tokens, _list(tokenizer["token_type"]))
    if "scores" in tokenizer and len(_list(tokenizer["scores"])) != len(tokens):
        raise WeightsRefused(WeightsFault.VOCABULARY, "scores of the tokens")
    _check_model(tokenizer, tokens)
    for name, value in tokenizer.items():
        if name.endswith(_TOKEN_ID_ENDING) and _whole(value) >= len(tokens):
            raise WeightsRefused(WeightsFault.VOCABULARY, name)
    return len(tokens)


def _check_tokens(tokens: Sequence[str], types: Sequence[float]) -> None:
    if not tokens or len(types) != len(tokens):
        raise WeightsRefused(WeightsFault.VOCABULARY, "types of the tokens")
    if min(types) < _TOKEN_TYPES.start or max(types) >= _TOKEN_TYPES.stop:
        raise WeightsRefused(WeightsFault.VOCABULARY, "type of a token")
    named = [token for token in tokens if token]
    if len(set(named)) != len(named):
        # llama.cpp aborts on it.
        raise WeightsRefused(WeightsFault.VOCABULARY, "a token twice")


def _check_model(tokenizer: Mapping[str, Value], tokens: Sequence[str]) -> None:
    """What each of the two ways to cut text into tokens needs."""
    model = tokenizer["model"].content
    if model not in _VOCABULARIES:
        raise WeightsRefused(WeightsFault.VOCABULARY, "model of the tokenizer")
    needed = "merges" if model == "gpt2" else "scores"
    if needed not in tokenizer:
        raise _missing(needed)
    if model == "llama" and not _BYTES.issubset(tokens):
        # Without them llama.cpp ends the process at the first letter that it does not know.
        raise WeightsRefused(WeightsFault.VOCABULARY, "tokens of single bytes")
    if "merges" in tokenizer:
        _check_merges(tokenizer["merges"].content)  # type: ignore[arg-type]  # checked above


_BYTES = frozenset(f"<0x{number:02X}>" for number in range(256))


def _check_tokenizer_type(name: str, value: Value) -> None:
    if name in _TOKENIZER_TEXTS:
        fits = value.type is ValueType.STRING
    elif name in _TOKENIZER_ANSWERS:
        fits = value.type is ValueType.BOOL
    elif name in _TOKENIZER_LISTS:
        fits = value.item is _TOKENIZER_LISTS[name]
    elif name.endswith(_TOKEN_ID_ENDING):
        fits = value.type is ValueType.UINT32
    else:
        raise WeightsRefused(WeightsFault.UNKNOWN, "a setting of the tokenizer")
    if not fits:
        raise _wrong_type(name)


def _check_merges(merges: Sequence[str]) -> None:
    for merge in merges:
        # llama.cpp cuts at the first space after the first letter.
        if merge.find(" ", 1) in (-1, len(merge) - 1):
            raise WeightsRefused(WeightsFault.VOCABULARY, "merge without two parts")


def _whole(value: Value) -> int:
    if not isinstance(value.content, int):
        raise WeightsRefused(WeightsFault.VALUE_TYPE)
    return value.content


def _whole_each(value: Value) -> list[int]:
    return [_whole(value)] if value.item is None else [int(number) for number in _list(value)]


def _list(value: Value) -> Sequence[float]:
    if isinstance(value.content, int | float | str) or value.item is ValueType.STRING:
        raise WeightsRefused(WeightsFault.VALUE_TYPE)
    return value.content  # type: ignore[return-value]  # no text: sifted out above


def _missing(name: str) -> WeightsRefused:
    return WeightsRefused(WeightsFault.MISSING, name)


def _wrong_type(name: str) -> WeightsRefused:
    return WeightsRefused(WeightsFault.VALUE_TYPE, name)
