"""Builds the ONNX graph of the embedding model from its weights, with the `onnx` library alone.

all-MiniLM-L6-v2 is a plain six-layer BERT encoder. What sentence-transformers does after it (mean
over the real tokens, length one) is inside the graph, so a caller gives token numbers and gets the
vector. The pooler of the original file is left out: this model never uses it.

Inputs `input_ids` and `attention_mask`, int64 (batch, sequence); output `embedding`, float32
(batch, 384), rows of length one. No token types: one text at a time is always type 0, whose row is
added to the position table here.

Two precisions come from the same code. `quantized=False` is the original in float32. In the int8
graph the word table has one scale per word, each weight matrix one scale per output, and each
*token* its own scale at run time. ONNX Runtime's own dynamic quantizer uses one scale for a whole
batch instead. Measured on the same weights (card.md has the table): it takes the same time, agrees
less with float32 (mean 0.9934 against 0.9955), and the vector of a text changes with the company it
is embedded in (cosine down to 0.981), because padding changes the scale. Only standard ONNX
operators are used.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Weights = Mapping[str, np.ndarray]

OPSET = 20  # the first with Gelu as one operator; LayerNormalization exists since 17
IR_VERSION = 10
MASKED = -1e9  # added to the score of a padding token: exp() of it is exactly zero in float32
# Processors without VNNI (most desk PCs made before 2021) add two products of an unsigned and a
# signed byte in 16 bits and cut what does not fit. With weights up to 64 the largest sum is
# 2 * 255 * 64 = 32640 and always fits: on an emulated Haswell the vectors agree with a Zen 4's to
# a cosine of 0.9999. With 127 it is 0.9954 (0.986 for ONNX Runtime's own quantizer), so an index
# would mean something else on the next machine. The price is 0.0017 of agreement with float32.
WEIGHT_LIMIT = 64
WORD_LIMIT = 127  # the word table is only looked up, never multiplied in bytes
ACTIVATION_LIMIT = 127
ACTIVATION_ZERO = 128  # ONNX Runtime's fast kernels want unsigned activations
UNUSED = frozenset({"embeddings.position_ids", "pooler.dense.weight", "pooler.dense.bias"})


@dataclass(frozen=True)
class BertShape:
    """The numbers of config.json that the graph depends on."""

    layers: int
    heads: int
    hidden: int
    layer_norm_epsilon: float


@dataclass
class _Graph:
    """Collects nodes and constants; every method returns the name of its output."""

    weights: Weights
    shape: BertShape
    quantized: bool
    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: dict[str, onnx.TensorProto] = field(default_factory=dict)
    bytes_of: dict[str, tuple[str, str]] = field(default_factory=dict)  # source → (bytes, scale)
    read: set[str] = field(default_factory=set)

    def weight(self, name: str) -> np.ndarray:
        self.read.add(name)
        return self.weights[name]

    def constant(self, name: str, value: np.ndarray | np.generic) -> str:
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def ints(self, *values: int) -> str:
        return self.constant("ints_" + "_".join(map(str, values)), np.array(values, np.int64))

    def node(self, kind: str, inputs: Sequence[str], output: str, **attributes: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, **attributes))
        return output

    def linear(self, source: str, prefix: str) -> str:
        kernel = self.weight(f"{prefix}.weight").T
        bias = self.constant(f"{prefix}.bias", self.weight(f"{prefix}.bias"))
        if self.quantized:
            product = self.product_in_bytes(source, prefix, kernel)
        else:
            stored = self.constant(f"{prefix}.kernel", kernel)
            product = self.node("MatMul", [source, stored], f"{prefix}.product")
        return self.node("Add", [product, bias], f"{prefix}.out")

    def product_in_bytes(self, source: str, prefix: str, kernel: np.ndarray) -> str:
        whole, scale = to_bytes(kernel, axis=0, limit=WEIGHT_LIMIT)
        stored = self.constant(f"{prefix}.kernel_bytes", whole)
        per_output = self.constant(f"{prefix}.kernel_scale", scale.reshape(-1))
        zero = self.constant("activation_zero", np.uint8(ACTIVATION_ZERO))
        rows, per_token = self.tokens_in_bytes(source)
        counted = self.node("MatMulInteger", [rows, stored, zero], f"{prefix}.counted")
        real = self.node("Cast", [counted], f"{prefix}.counted_f", to=TensorProto.FLOAT)
        outputs = self.node("Mul", [real, per_output], f"{prefix}.scaled_outputs")
        return self.node("Mul", [outputs, per_token], f"{prefix}.product")

    def tokens_in_bytes(self, source: str) -> tuple[str, str]:
        """(bytes, scale per row) of a (tokens, width) tensor; made once per source."""
        if source not in self.bytes_of:
            largest = self.node("Abs", [source], f"{source}.abs")
            last = self.ints(-1)
            largest = self.node("ReduceMax", [largest, last], f"{source}.largest", keepdims=1)
            tiny = self.constant("tiny", np.float32(1e-9))
            largest = self.node("Max", [largest, tiny], f"{source}.largest_safe")
            step = self.constant("activation_step", np.float32(1 / ACTIVATION_LIMIT))
            scale = self.node("Mul", [largest, step], f"{source}.scale")
            flat = self.node("Reshape", [scale, last], f"{source}.scale_flat")
            count = self.node("Shape", [flat], f"{source}.rows")
            value = helper.make_tensor("value", TensorProto.UINT8, [1], [ACTIVATION_ZERO])
            zeros = self.node("ConstantOfShape", [count], f"{source}.zeros", value=value)
            rows = self.node("QuantizeLinear", [source, flat, zeros], f"{source}.bytes", axis=0)
            self.bytes_of[source] = rows, scale
        return self.bytes_of[source]

    def norm(self, source: str, prefix: str) -> str:
        scale = self.constant(f"{prefix}.weight", self.weight(f"{prefix}.weight"))
        bias = self.constant(f"{prefix}.bias", self.weight(f"{prefix}.bias"))
        epsilon = self.shape.layer_norm_epsilon
        inputs = [source, scale, bias]
        return self.node("LayerNormalization", inputs, f"{prefix}.out", axis=-1, epsilon=epsilon)


def to_bytes(values: np.ndarray, *, axis: int, limit: int) -> tuple[np.ndarray, np.ndarray]:
    """Signed bytes in -limit..limit and the scale that turns them back; one scale along `axis`."""
    largest = np.abs(values).max(axis=axis, keepdims=True)
    scale = np.where(largest > 0, largest / np.float32(limit), np.float32(1)).astype(np.float32)
    return np.rint(values / scale).astype(np.int8), scale


def build(weights: Weights, shape: BertShape, *, quantized: bool) -> onnx.ModelProto:
    """The graph, checked by the ONNX checker; the same bytes for the same input.

    Raises:
        KeyError: a weight is missing.
        ValueError: the file holds weights that this graph would silently ignore.
    """
    graph = _Graph(weights, shape, quantized)
    mask = graph.node("Cast", ["attention_mask"], "mask", to=TensorProto.FLOAT)
    state = _embeddings(graph)
    bias = _mask_bias(graph, mask)
    split = graph.node("Shape", ["input_ids"], "batch_and_sequence")
    split = graph.node("Concat", [split, graph.ints(shape.heads, -1)], "split_heads", axis=0)
    for number in range(shape.layers):
        state = _layer(graph, state, bias, split, f"encoder.layer.{number}")
    _pool(graph, state, mask)
    unread = set(weights) - graph.read - UNUSED
    if unread:
        raise ValueError(f"weights that the graph does not use: {sorted(unread)}")
    model = _model(graph)
    onnx.checker.check_model(model, full_check=True)
    return model


def _embeddings(graph: _Graph) -> str:
    """Word row + position row, normalised; (batch * sequence, hidden)."""
    words = graph.weight("embeddings.word_embeddings.weight")
    table = graph.weight("embeddings.position_embeddings.weight")
    table = table + graph.weight("embeddings.token_type_embeddings.weight")[0]
    positions = graph.constant("positions", table)
    zero, one = graph.ints(0), graph.ints(1)
    size = graph.node("Shape", ["input_ids"], "sequence", start=1, end=2)
    used = graph.node("Slice", [positions, zero, size, zero, one], "positions_used")
    if graph.quantized:
        whole, scale = to_bytes(words, axis=1, limit=WORD_LIMIT)
        stored, scales = graph.constant("words_bytes", whole), graph.constant("words_scale", scale)
        rows = graph.node("Gather", [stored, "input_ids"], "word_rows_bytes")
        rows = graph.node("Cast", [rows], "word_rows_f", to=TensorProto.FLOAT)
        row_scales = graph.node("Gather", [scales, "input_ids"], "word_row_scales")
        found = graph.node("Mul", [rows, row_scales], "word_rows")
    else:
        found = graph.node("Gather", [graph.constant("words", words), "input_ids"], "word_rows")
    total = graph.node("Add", [found, used], "embedded")
    normed = graph.norm(total, "embeddings.LayerNorm")
    return graph.node("Reshape", [normed, graph.ints(-1, graph.shape.hidden)], "embedded_rows")


def _mask_bias(graph: _Graph, mask: str) -> str:
    one = graph.constant("one", np.float32(1))
    padding = graph.node("Sub", [one, mask], "padding")
    masked = graph.constant("masked", np.float32(MASKED))
    bias = graph.node("Mul", [padding, masked], "padding_bias")
    return graph.node("Unsqueeze", [bias, graph.ints(1, 2)], "score_bias")


def _layer(graph: _Graph, state: str, bias: str, split: str, prefix: str) -> str:
    """One encoder layer over (batch * sequence, hidden)."""
    heads = {}
    for part, order in (("query", [0, 2, 1, 3]), ("key", [0, 2, 3, 1]), ("value", [0, 2, 1, 3])):
        flat = graph.linear(state, f"{prefix}.attention.self.{part}")
        apart = graph.node("Reshape", [flat, split], f"{prefix}.{part}.heads")
        heads[part] = graph.node("Transpose", [apart], f"{prefix}.{part}", perm=order)
    width = graph.shape.hidden / graph.shape.heads
    factor = graph.constant("score_scale", np.float32(width**-0.5))
    scores = graph.node("MatMul", [heads["query"], heads["key"]], f"{prefix}.scores")
    scaled = graph.node("Mul", [scores, factor], f"{prefix}.scaled")
    masked = graph.node("Add", [scaled, bias], f"{prefix}.masked")
    shares = graph.node("Softmax", [masked], f"{prefix}.shares", axis=-1)
    mixed = graph.node("MatMul", [shares, heads["value"]], f"{prefix}.mixed")
    turned = graph.node("Transpose", [mixed], f"{prefix}.turned", perm=[0, 2, 1, 3])
    rows = graph.ints(-1, graph.shape.hidden)
    joined = graph.node("Reshape", [turned, rows], f"{prefix}.joined")
    dense = graph.linear(joined, f"{prefix}.attention.output.dense")
    summed = graph.node("Add", [dense, state], f"{prefix}.attention.sum")
    attended = graph.norm(summed, f"{prefix}.attention.output.LayerNorm")
    wide = graph.linear(attended, f"{prefix}.intermediate.dense")
    bent = graph.node("Gelu", [wide], f"{prefix}.gelu", approximate="none")
    narrow = graph.linear(bent, f"{prefix}.output.dense")
    total = graph.node("Add", [narrow, attended], f"{prefix}.sum")
    return graph.norm(total, f"{prefix}.output.LayerNorm")


def _pool(graph: _Graph, state: str, mask: str) -> None:
    """Mean over the real tokens, then length one."""
    one, last = graph.ints(1), graph.ints(-1)
    size = graph.node("Shape", ["input_ids"], "sizes")
    size = graph.node("Concat", [size, last], "by_text", axis=0)
    texts = graph.node("Reshape", [state, size], "states_by_text")
    weight = graph.node("Unsqueeze", [mask, last], "token_weight")
    weighted = graph.node("Mul", [texts, weight], "weighted")
    total = graph.node("ReduceSum", [weighted, one], "token_total", keepdims=0)
    count = graph.node("ReduceSum", [mask, one], "token_count", keepdims=1)
    tiny = graph.constant("tiny", np.float32(1e-9))
    safe = graph.node("Max", [count, tiny], "token_count_safe")
    mean = graph.node("Div", [total, safe], "mean")
    length = graph.node("ReduceL2", [mean, one], "length", keepdims=1)
    floor = graph.node("Max", [length, tiny], "length_safe")
    graph.node("Div", [mean, floor], "embedding")


def _model(graph: _Graph) -> onnx.ModelProto:
    size = ["batch", "sequence"]
    width = graph.shape.hidden
    described = helper.make_graph(
        graph.nodes,
        "all-minilm-l6-v2",
        [
            helper.make_tensor_value_info("input_ids", TensorProto.INT64, size),
            helper.make_tensor_value_info("attention_mask", TensorProto.INT64, size),
        ],
        [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["batch", width])],
        list(graph.constants.values()),
    )
    return helper.make_model(
        described,
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
        producer_name="cofferdam",
    )
