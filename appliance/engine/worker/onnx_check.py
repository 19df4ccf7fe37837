"""Looks through an ONNX file before ONNX Runtime sees it. Pure.

ONNX Runtime reads tensors from other files of the working folder if a model says so, runs a loop
of 2**62 turns because it is valid, and believes sizes. Here the whole model is read first, by the
fields of onnx.proto that are known, and only arithmetic on numbers is let through: operators from
a short list per kind, in an order in which they can be done, on weights that are in the file and
as long as they say. A size that is only computed while the model runs ends at the memory limit.
"""

from __future__ import annotations

import math
import struct
from typing import TYPE_CHECKING, Literal, get_args

from appliance.engine.weights_faults import WeightsFault, WeightsRefused
from appliance.engine.worker import onnx_fields as fields
from appliance.engine.worker import onnx_wire as wire

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appliance.engine.worker.onnx_wire import Message, Shape

OnnxKind = Literal["embedding", "risk", "ocr"]
KINDS: tuple[OnnxKind, ...] = get_args(OnnxKind)

# Arithmetic and shapes. No control flow, no random numbers, no texts, nothing that pads or repeats.
_BOTH = """
    Abs Add And ArgMax ArgMin Cast Ceil Clip Concat Constant DequantizeLinear Div Equal Exp Flatten
    Floor Gather GatherElements GatherND Gemm Greater GreaterOrEqual HardSigmoid Identity IsInf
    IsNaN LeakyRelu Less LessOrEqual Log LogSoftmax MatMul MatMulInteger Max Mean Min Mod Mul Neg
    Not Or Pow QLinearMatMul QuantizeLinear Reciprocal ReduceL2 ReduceMax ReduceMean ReduceMin
    ReduceSum ReduceSumSquare Relu Reshape Round Selu Shape Sigmoid Sign Slice Softmax Softplus
    Split Sqrt Squeeze Sub Sum Tanh TopK Transpose Unsqueeze Where Xor
"""
_ENCODER = "ConstantOfShape DynamicQuantizeLinear Erf Expand Gelu LayerNormalization"
_MACHINE_LEARNING = """
    ArrayFeatureExtractor Binarizer FeatureVectorizer Imputer LinearClassifier LinearRegressor
    Normalizer Scaler TreeEnsemble TreeEnsembleClassifier TreeEnsembleRegressor
"""
_PICTURES = """
    AveragePool BatchNormalization Conv ConvTranspose Erf GlobalAveragePool MaxPool Resize
"""
_LEARNING_DOMAIN = "ai.onnx.ml"
OPERATORS: dict[OnnxKind, dict[str, frozenset[str]]] = {
    "embedding": {"": frozenset((_BOTH + _ENCODER).split())},
    "risk": {
        "": frozenset(_BOTH.split()),
        _LEARNING_DOMAIN: frozenset(_MACHINE_LEARNING.split()),
    },
    "ocr": {"": frozenset((_BOTH + _PICTURES).split())},
}
_INPUTS: dict[OnnxKind, set[tuple[str, int, int | None]]] = {
    "embedding": {("input_ids", fields.INT64, 2), ("attention_mask", fields.INT64, 2)},
    "risk": {("rows", fields.FLOAT, 2)},
    "ocr": {("x", fields.FLOAT, 4)},
}
# Versions of the operator sets whose operators are those above.
_SETS = {"": range(9, 25), _LEARNING_DOMAIN: range(1, 6)}
_FORMATS = range(4, 14)

MOST_NODES, MOST_WEIGHTS = 10_000, 20_000
MOST_VALUES = 1_000_000
MOST_ATTRIBUTES, MOST_ENDS, MOST_DIMENSIONS = 64, 16, 8
MOST_LIST_ITEMS = 4 * 1024**2  # nodes of a large ensemble of trees
LONGEST_NAME_BYTES = 1024
# Numbers in a table that the model announces: 64 MiB as float32, a thousand texts of 256 tokens.
LARGEST_TABLE = 2**24
_CONSTANT_SIZES = 64  # lists of sizes longer than this are no sizes
# Attributes that would make texts of numbers.
_TEXT_LISTS = frozenset({"classlabels_strings", "cats_strings", "value_string", "value_strings"})


def check(model: bytes, *, kind: OnnxKind) -> None:
    """Refuse a model that reaches outside itself or is not a plain computation of its kind.

    Raises: WeightsRefused: with the fault, never the file's own text.
    """
    whole = _read(memoryview(model), fields.MODEL, fields.MODEL_FORBIDDEN)
    graphs = wire.messages(whole, fields.MODEL_GRAPH)
    if len(graphs) > 1:
        # Readers of protocol buffers merge them; the second could hide what the first shows.
        raise WeightsRefused(WeightsFault.TWICE, "graph")
    if not graphs:
        fault = WeightsFault.MISSING if model else WeightsFault.CUT
        raise WeightsRefused(fault, "graph")
    # What the model wants to do says more to a person than the version that it is written for.
    _Graph(kind).check(_read(graphs[0], fields.GRAPH, fields.GRAPH_FORBIDDEN))
    if wire.number(whole, fields.MODEL_VERSION) not in _FORMATS:
        raise WeightsRefused(WeightsFault.VERSION)
    _check_sets(whole, kind)


def _check_sets(whole: Message, kind: OnnxKind) -> None:
    seen: set[str] = set()
    for raw in wire.messages(whole, fields.MODEL_OPERATOR_SETS):
        operator_set = _read(raw, fields.OPERATOR_SET, {})
        domain = _domain(_name(operator_set, fields.SET_DOMAIN))
        if domain in seen:
            raise WeightsRefused(WeightsFault.TWICE, "operator set")
        if domain not in OPERATORS[kind]:
            raise WeightsRefused(WeightsFault.OPERATOR_SET, "domain")
        if wire.number(operator_set, fields.SET_VERSION) not in _SETS[domain]:
            raise WeightsRefused(WeightsFault.OPERATOR_SET, "version")
        seen.add(domain)
    if "" not in seen:
        raise WeightsRefused(WeightsFault.OPERATOR_SET, "none")


class _Graph:
    """One pass over a graph; remembers what has been computed so far."""

    def __init__(self, kind: OnnxKind) -> None:
        self._kind = kind
        self._known: set[str] = set()
        self._sizes: dict[str, int] = {}  # product of a short constant list of whole numbers

    def check(self, graph: Message) -> None:
        """Check weights, inputs, steps in their order, and outputs. Raises: WeightsRefused."""
        nodes = wire.messages(graph, fields.GRAPH_NODES)
        weights = wire.messages(graph, fields.GRAPH_WEIGHTS)
        if len(nodes) > MOST_NODES or len(weights) > MOST_WEIGHTS:
            raise WeightsRefused(WeightsFault.TOO_MANY, "steps or tables")
        for raw in weights:
            name, product = _check_tensor(raw)
            self._learn(name)
            if product is not None:
                self._sizes[name] = product
        inputs = [_value(raw) for raw in wire.messages(graph, fields.GRAPH_INPUTS)]
        for name, _, _ in inputs:
            self._learn(name)
        for raw in wire.messages(graph, fields.GRAPH_VALUES):
            _value(raw)
        for raw in nodes:
            self._check_node(_read(raw, fields.NODE, fields.NODE_FORBIDDEN))
        outputs = [_value(raw) for raw in wire.messages(graph, fields.GRAPH_OUTPUTS)]
        _check_ends(self._kind, inputs, outputs)
        for name, _, _ in outputs:
            if name not in self._known:
                raise WeightsRefused(WeightsFault.ORDER, "output")

    def _learn(self, name: str) -> None:
        if not name:
            raise WeightsRefused(WeightsFault.NAME, "value without a name")
        if name in self._known:
            raise WeightsRefused(WeightsFault.TWICE, "value")
        self._known.add(name)

    def _check_node(self, node: Message) -> None:
        operator = _name(node, fields.NODE_OPERATOR)
        domain = _domain(_name(node, fields.NODE_DOMAIN))
        # Attributes first: “it has loops” says more than “operator not on the list”.
        constant = self._check_attributes(node)
        if operator not in OPERATORS[self._kind].get(domain, frozenset()):
            raise WeightsRefused(WeightsFault.OPERATOR)
        inputs = [_text(raw) for raw in wire.messages(node, fields.NODE_INPUTS)]
        if any(name and name not in self._known for name in inputs):
            # Steps must come after what they need; so there is no circle either.
            raise WeightsRefused(WeightsFault.ORDER, "input of a step")
        sizes = inputs[0:1] if operator == "ConstantOfShape" else inputs[1:2]
        fills = operator in ("ConstantOfShape", "Expand") and bool(sizes)
        if fills and self._sizes.get(sizes[0], 0) > LARGEST_TABLE:
            raise WeightsRefused(WeightsFault.TOO_LARGE, operator)
        outputs = [_text(raw) for raw in wire.messages(node, fields.NODE_OUTPUTS)]
        for name in filter(None, outputs):
            self._learn(name)
        if operator == "Constant" and constant is not None and outputs:
            self._sizes[outputs[0]] = constant

    def _check_attributes(self, node: Message) -> int | None:
        """Returns the product of sizes if one attribute is a short list of whole numbers."""
        raws = wire.messages(node, fields.NODE_ATTRIBUTES)
        if len(raws) > MOST_ATTRIBUTES:
            raise WeightsRefused(WeightsFault.TOO_MANY, "attributes")
        names: set[str] = set()
        product = None
        for raw in raws:
            attribute = _read(raw, fields.ATTRIBUTE, fields.ATTRIBUTE_FORBIDDEN)
            name = _name(attribute, fields.ATTRIBUTE_NAME)
            if name in names:
                raise WeightsRefused(WeightsFault.TWICE, "attribute")
            names.add(name)
            found = _check_attribute(attribute, name)
            product = found if found is not None else product
        return product


def _check_attribute(attribute: Message, name: str) -> int | None:
    if not name or name in _TEXT_LISTS:
        raise WeightsRefused(WeightsFault.VALUE_KIND, "attribute")
    held = fields.ATTRIBUTE_KINDS.get(wire.number(attribute, fields.ATTRIBUTE_TYPE))
    if held is None:
        raise WeightsRefused(WeightsFault.VALUE_TYPE, "attribute")
    for field in fields.ATTRIBUTE_KINDS.values():
        if field in attribute and field != held:
            raise WeightsRefused(WeightsFault.DISAGREE, "attribute")
    for field, item_bytes in ((7, 4), (8, 0)):
        if wire.count(attribute, field, item_bytes=item_bytes) > MOST_LIST_ITEMS:
            raise WeightsRefused(WeightsFault.TOO_MANY, "numbers of an attribute")
    for raw in [*wire.messages(attribute, 4), *wire.messages(attribute, 9)]:
        _text(raw)
    if name == "to" and wire.number(attribute, fields.ATTRIBUTE_NUMBER) not in fields.VALUE_TYPES:
        raise WeightsRefused(WeightsFault.VALUE_KIND, "Cast")
    product = None
    for raw in [*wire.messages(attribute, fields.ATTRIBUTE_TENSOR), *wire.messages(attribute, 10)]:
        _, product = _check_tensor(raw)
    if name == "value_ints":
        product = _product(wire.numbers(attribute, 8, most=MOST_LIST_ITEMS))
    return product


def _check_tensor(raw: memoryview) -> tuple[str, int | None]:
    """Name of a table, and the product of its numbers if it could be a list of sizes."""
    tensor = _read(raw, fields.TENSOR, fields.TENSOR_FORBIDDEN)
    if wire.number(tensor, fields.TENSOR_LOCATION) != 0:
        raise WeightsRefused(WeightsFault.OTHER_FILE)
    kind = wire.number(tensor, fields.TENSOR_TYPE)
    if kind not in fields.VALUE_TYPES:
        raise WeightsRefused(WeightsFault.VALUE_KIND, f"type {kind}")
    raw_bytes, field, item_bytes = fields.VALUE_TYPES[kind]
    dimensions = wire.numbers(tensor, fields.TENSOR_DIMENSIONS, most=MOST_DIMENSIONS)
    if any(not 0 <= size < 2**31 for size in dimensions):
        raise WeightsRefused(WeightsFault.SHAPE)
    wanted = math.prod(dimensions)
    packed = wire.one(tensor, fields.TENSOR_RAW)
    for other in fields.TENSOR_FILLED:
        if other in tensor and (packed is not None or other != field):
            raise WeightsRefused(WeightsFault.DISAGREE, "table in two forms")
    if packed is not None:
        fits = len(packed) == wanted * raw_bytes
    else:
        fits = wire.count(tensor, field, item_bytes=item_bytes) == wanted
    if not fits:
        raise WeightsRefused(WeightsFault.SHAPE, "table of another length than it says")
    name = _name(tensor, fields.TENSOR_NAME)
    if kind != fields.INT64 or wanted > _CONSTANT_SIZES:
        return name, None
    if packed is not None:
        return name, _product(list(struct.unpack(f"<{wanted}q", packed)))
    return name, _product(wire.numbers(tensor, fields.TENSOR_INT64, most=_CONSTANT_SIZES))


def _product(sizes: list[int]) -> int:
    return math.prod(max(size, 1) for size in sizes[:_CONSTANT_SIZES])


def _value(raw: memoryview) -> tuple[str, int, int | None]:
    """Name, type and number of dimensions (None if not given) of an announced value."""
    value = _read(raw, fields.VALUE, {})
    kind = wire.one(value, fields.VALUE_TYPE)
    if kind is None:
        raise WeightsRefused(WeightsFault.MISSING, "type of a value")
    tensor = wire.one(_read(kind, fields.TYPE, fields.TYPE_FORBIDDEN), fields.TYPE_TENSOR)
    if tensor is None:
        raise WeightsRefused(WeightsFault.VALUE_KIND)
    described = _read(tensor, fields.TENSOR_VALUE, {})
    item = wire.number(described, fields.TYPE_ITEM)
    if item not in fields.VALUE_TYPES:
        raise WeightsRefused(WeightsFault.VALUE_KIND, f"type {item}")
    shape = wire.one(described, fields.TYPE_SHAPE)
    name = _name(value, fields.VALUE_NAME)
    return name, item, None if shape is None else _dimensions(shape)


def _dimensions(shape: memoryview) -> int:
    raws = wire.messages(_read(shape, fields.SIZES, {}), fields.SHAPE_DIMENSIONS)
    if len(raws) > MOST_DIMENSIONS:
        raise WeightsRefused(WeightsFault.SHAPE, "dimensions")
    known = 1
    for raw in raws:
        size = wire.number(_read(raw, fields.DIMENSION, {}), fields.DIMENSION_VALUE)
        if size < 0:
            raise WeightsRefused(WeightsFault.SHAPE, "negative")
        known *= max(size, 1)
    if known > LARGEST_TABLE:
        raise WeightsRefused(WeightsFault.TOO_LARGE, "announced value")
    return len(raws)


def _check_ends(
    kind: OnnxKind,
    inputs: list[tuple[str, int, int | None]],
    outputs: list[tuple[str, int, int | None]],
) -> None:
    wanted = _INPUTS[kind]
    if set(inputs) != wanted or not 1 <= len(outputs) <= MOST_ENDS:
        raise WeightsRefused(WeightsFault.ENDS)
    if len({name for name, _, _ in outputs}) != len(outputs):
        raise WeightsRefused(WeightsFault.TWICE, "output")
    if kind == "embedding" and ("embedding", fields.FLOAT, 2) not in outputs:
        raise WeightsRefused(WeightsFault.ENDS)


def _read(raw: memoryview, shape: Shape, forbidden: Mapping[int, WeightsFault]) -> Message:
    message = wire.read(raw, shape, most=MOST_VALUES)
    for field, fault in forbidden.items():
        if field in message:
            raise WeightsRefused(fault)
    return message


def _domain(name: str) -> str:
    return "" if name == "ai.onnx" else name


def _name(message: Message, field: int) -> str:
    return _text(wire.one(message, field))


def _text(raw: memoryview | None) -> str:
    return wire.text(raw, LONGEST_NAME_BYTES)
