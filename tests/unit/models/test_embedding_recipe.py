"""The embedding model's graph against an independent forward pass, and its int8 form against it."""

from __future__ import annotations

import json
import os
import struct
from typing import TYPE_CHECKING

import numpy as np
import pytest

os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # read when the module is imported
import bert_graph
import onnxruntime
import recipe
import safetensors_file

from tests.unit.models import numpy_bert

if TYPE_CHECKING:
    from pathlib import Path

SHAPE = bert_graph.BertShape(
    layers=numpy_bert.LAYERS,
    heads=numpy_bert.HEADS,
    hidden=numpy_bert.HIDDEN,
    layer_norm_epsilon=numpy_bert.EPSILON,
)
TEXTS = [[1, 7, 2], [1, 2], [1, 40, 3, 3, 9, 17, 21, 30, 2], list(range(10, 42))]


def run(weights: dict[str, np.ndarray], *, quantized: bool) -> onnxruntime.InferenceSession:
    model = bert_graph.build(weights, SHAPE, quantized=quantized)
    return onnxruntime.InferenceSession(
        model.SerializeToString(), providers=["CPUExecutionProvider"]
    )


@pytest.fixture(scope="module")
def weights() -> dict[str, np.ndarray]:
    return numpy_bert.random_weights()


@pytest.fixture(scope="module")
def exact(weights: dict[str, np.ndarray]) -> onnxruntime.InferenceSession:
    return run(weights, quantized=False)


@pytest.fixture(scope="module")
def quick(weights: dict[str, np.ndarray]) -> onnxruntime.InferenceSession:
    return run(weights, quantized=True)


@pytest.mark.parametrize("tokens", TEXTS, ids=len)
def test_float_graph_is_the_bert_of_the_oracle(
    exact: onnxruntime.InferenceSession, weights: dict[str, np.ndarray], tokens: list[int]
) -> None:
    wanted = numpy_bert.embed(weights, tokens)
    np.testing.assert_allclose(recipe.embed(exact, tokens), wanted, atol=2e-6)


@pytest.mark.parametrize("name", sorted(set(numpy_bert.random_weights()) - bert_graph.UNUSED))
def test_every_weight_reaches_the_vector(
    exact: onnxruntime.InferenceSession, weights: dict[str, np.ndarray], name: str
) -> None:
    """A weight that is read but wired wrongly would let the oracle test pass by luck, not this."""
    factors = np.linspace(1.2, 1.9, weights[name].size, dtype=np.float32)
    changed = weights | {name: weights[name] * factors.reshape(weights[name].shape)}
    got = recipe.embed(run(changed, quantized=False), TEXTS[2])
    np.testing.assert_allclose(got, numpy_bert.embed(changed, TEXTS[2]), atol=2e-6)
    if not name.endswith("self.key.bias"):  # it moves all scores of a token alike: no effect
        assert np.abs(got - recipe.embed(exact, TEXTS[2])).max() > 1e-4


@pytest.mark.parametrize("quantized", [False, True])
def test_padding_and_company_do_not_change_a_text(
    weights: dict[str, np.ndarray], quantized: bool
) -> None:
    session = run(weights, quantized=quantized)
    ids = np.zeros((len(TEXTS), 32), np.int64)
    mask = np.zeros_like(ids)
    for row, tokens in enumerate(TEXTS):
        ids[row, : len(tokens)] = tokens
        mask[row, : len(tokens)] = 1
    ids[mask == 0] = 49  # whatever stands in the padding
    (together,) = session.run(["embedding"], {"input_ids": ids, "attention_mask": mask})
    for row, tokens in enumerate(TEXTS):
        np.testing.assert_allclose(together[row], recipe.embed(session, tokens), atol=1e-5)


def test_int8_graph_stays_close_and_is_made_of_bytes(
    exact: onnxruntime.InferenceSession,
    quick: onnxruntime.InferenceSession,
    weights: dict[str, np.ndarray],
) -> None:
    cosines = [float(recipe.embed(exact, tokens) @ recipe.embed(quick, tokens)) for tokens in TEXTS]
    assert min(cosines) > 0.99
    model = bert_graph.build(weights, SHAPE, quantized=True)
    kinds = [node.op_type for node in model.graph.node]
    assert kinds.count("MatMulInteger") == 6 * numpy_bert.LAYERS
    assert kinds.count("MatMul") == 2 * numpy_bert.LAYERS  # scores and mixing have no weights
    floats = sum(
        len(item.raw_data)
        for item in model.graph.initializer
        if item.data_type == 1 and "word" in item.name
    )
    assert floats == numpy_bert.WORDS * 4  # one scale per word


def test_weights_fit_the_sixteen_bit_sums_of_older_processors() -> None:
    values = np.random.default_rng(1).normal(size=(64, 8)).astype(np.float32)
    whole, scale = bert_graph.to_bytes(values, axis=0, limit=bert_graph.WEIGHT_LIMIT)
    assert 2 * 255 * int(np.abs(whole.astype(int)).max()) < 2**15
    assert np.abs(whole * scale - values).max() <= scale.max() / 2 + 1e-7
    zeros, ones = bert_graph.to_bytes(np.zeros((3, 2), np.float32), axis=0, limit=64)
    assert not zeros.any()
    assert (ones == 1).all()


def test_same_weights_give_the_same_bytes(weights: dict[str, np.ndarray]) -> None:
    first, second = (
        bert_graph.build(weights, SHAPE, quantized=True).SerializeToString(deterministic=True)
        for _ in range(2)
    )
    assert first == second


def test_unknown_and_missing_weights_are_refused(weights: dict[str, np.ndarray]) -> None:
    extra = weights | {"encoder.layer.2.output.dense.bias": weights["pooler.dense.bias"]}
    with pytest.raises(ValueError, match=r"encoder\.layer\.2"):
        bert_graph.build(extra, SHAPE, quantized=False)
    less = {name: value for name, value in weights.items() if "layer.1.output.dense" not in name}
    with pytest.raises(KeyError):
        bert_graph.build(less, SHAPE, quantized=False)


def agreement(**changes: float) -> recipe.Agreement:
    good = {"cosine_mean": 0.999, "cosine_lowest": 0.99, "padded_lowest": 1.0}
    values = good | changes
    return recipe.Agreement(
        texts=1,
        cosine_mean=values["cosine_mean"],
        cosine_lowest=values["cosine_lowest"],
        padded_lowest=values["padded_lowest"],
        float32_bytes=1,
        int8_bytes=1,
    )


@pytest.mark.parametrize("name", ["cosine_mean", "cosine_lowest", "padded_lowest"])
@pytest.mark.parametrize("value", [0.5, float("nan")])
def test_disagreement_is_refused(name: str, value: float) -> None:
    recipe.refuse_disagreement(agreement())
    with pytest.raises(recipe.ConversionRefused, match=name):
        recipe.refuse_disagreement(agreement(**{name: value}))


def test_tokenizer_loses_its_fixed_padding_and_its_short_limit(tmp_path: Path) -> None:
    published = {
        "version": "1.0",
        "truncation": {"max_length": 128, "strategy": "LongestFirst", "stride": 0},
        "padding": {"strategy": {"Fixed": 128}, "pad_id": 0},
        "model": {"vocab": {"ß": 1, "中": 2}},
    }
    file = tmp_path / "tokenizer.json"
    file.write_text(json.dumps(published), encoding="utf-8")
    changed = json.loads(recipe.portable_tokenizer(file))
    assert changed["padding"] is None
    assert changed["truncation"] == published["truncation"] | {"max_length": 256}  # type: ignore[operator]  # a dict
    assert changed["model"] == published["model"]


def test_check_texts_are_as_many_as_the_card_says() -> None:
    texts = recipe.check_texts()
    assert len(texts) == len(set(texts)) == 101
    assert max(len(text.split()) for text in texts) > 150


def safetensors(header: object, body: bytes, *, length: int | None = None) -> bytes:
    text = json.dumps(header).encode()
    return struct.pack("<Q", len(text) if length is None else length) + text + body


def test_safetensors_file_is_read(tmp_path: Path) -> None:
    values = np.arange(6, dtype="<f4").reshape(2, 3)
    header = {
        "__metadata__": {"format": "pt"},
        "a": {"dtype": "F32", "shape": [2, 3], "data_offsets": [0, 24]},
        "b": {"dtype": "I64", "shape": [1], "data_offsets": [24, 32]},
    }
    file = tmp_path / "model.safetensors"
    file.write_bytes(safetensors(header, values.tobytes() + struct.pack("<q", -7)))
    tensors = safetensors_file.read_tensors(file)
    np.testing.assert_array_equal(tensors["a"], values)
    assert tensors["b"].tolist() == [-7]
    assert sorted(tensors) == ["a", "b"]


@pytest.mark.parametrize(
    "data",
    [
        b"\x01\x00",
        safetensors({}, b"", length=10**9),
        safetensors({"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 4]}}, b"\0" * 8),
        safetensors({"a": {"dtype": "F32", "shape": [2], "data_offsets": [4, 12]}}, b"\0" * 8),
        safetensors({"a": {"dtype": "F32", "shape": [1], "data_offsets": [-4, 0]}}, b"\0" * 8),
        safetensors({"a": {"dtype": "BF16", "shape": [2], "data_offsets": [0, 4]}}, b"\0" * 4),
    ],
    ids=["cut", "long-header", "wrong-size", "past-the-end", "negative", "other-type"],
)
def test_damaged_safetensors_file_is_refused(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "model.safetensors"
    file.write_bytes(data)
    with pytest.raises(safetensors_file.SafetensorsDamaged):
        safetensors_file.read_tensors(file)
