"""Looks through an ONNX file before ONNX Runtime sees it. Pure.

Refused are: tensors in other files (ONNX Runtime reads them from the working folder), control flow
(a loop of 2**62 turns is a valid model), functions and operators outside a short list. Only the
wire format of protocol buffers is walked; the fields are those of onnx.proto, version 10 to 13.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# Arithmetic, shapes, text encoders, scorecards and trees. No control flow, no random numbers, no
# strings. A tensor of absurd size (ConstantOfShape, Expand) ends at the child's memory limit.
_GENERAL = """
    Abs Add And ArgMax ArgMin AveragePool BatchNormalization Cast Ceil Clip Concat Constant
    ConstantOfShape DequantizeLinear Div DynamicQuantizeLinear Equal Erf Exp Expand Flatten Floor
    Gather GatherElements GatherND Gelu Gemm Greater GreaterOrEqual HardSigmoid Identity IsInf IsNaN
    LayerNormalization
    LeakyRelu Less LessOrEqual Log LogSoftmax MatMul MatMulInteger Max Mean Min Mod Mul Neg Not Or
    Pow QLinearMatMul QuantizeLinear Reciprocal ReduceL2 ReduceMax ReduceMean ReduceMin ReduceSum
    ReduceSumSquare Relu Reshape Round Selu Shape Sigmoid Sign Slice Softmax Softplus Split Sqrt
    Squeeze Sub Sum Tanh TopK Transpose Unsqueeze Where Xor
"""
_MACHINE_LEARNING = """
    ArrayFeatureExtractor Binarizer FeatureVectorizer Imputer LinearClassifier LinearRegressor
    Normalizer Scaler TreeEnsemble TreeEnsembleClassifier TreeEnsembleRegressor
"""
OPERATORS = frozenset(_GENERAL.split())
MACHINE_LEARNING_OPERATORS = frozenset(_MACHINE_LEARNING.split())
_ALLOWED = {"": OPERATORS, "ai.onnx": OPERATORS, "ai.onnx.ml": MACHINE_LEARNING_OPERATORS}

# Field numbers in onnx.proto.
_MODEL_GRAPH, _MODEL_TRAINING, _MODEL_FUNCTIONS = 7, 20, 25
_GRAPH_NODE, _GRAPH_TENSOR, _GRAPH_SPARSE = 1, 5, 15
_NODE_OPERATOR, _NODE_ATTRIBUTE, _NODE_DOMAIN = 4, 5, 7
_ATTRIBUTE_TENSOR, _ATTRIBUTE_TENSORS = 5, 10
_ATTRIBUTE_GRAPH, _ATTRIBUTE_GRAPHS = 6, 11
_ATTRIBUTE_SPARSE, _ATTRIBUTE_SPARSES = 22, 23
_TENSOR_EXTERNAL, _TENSOR_LOCATION = 13, 14

_VARINT, _FIXED64, _BYTES, _FIXED32 = 0, 1, 2, 5
_VARINT_BYTES_MAX = 10


class OnnxDamaged(Exception):
    """The bytes are not a protocol buffer of an ONNX model."""


class OnnxUnsafe(Exception):
    """The model asks for something that a model may not do."""


class _Field(NamedTuple):
    number: int
    value: int | memoryview


def check(model: bytes) -> None:
    """Refuse a model that reaches outside itself or computes without bound.

    Raises: OnnxDamaged, OnnxUnsafe.
    """
    graphs = 0
    for field in _fields(memoryview(model)):
        if field.number in (_MODEL_TRAINING, _MODEL_FUNCTIONS):
            raise OnnxUnsafe("training steps or functions")
        if field.number == _MODEL_GRAPH:
            graphs += 1
            _check_graph(_message(field))
    if graphs != 1:
        raise OnnxDamaged(f"{graphs} graphs")


def _check_graph(graph: memoryview) -> None:
    for field in _fields(graph):
        if field.number == _GRAPH_NODE:
            _check_node(_message(field))
        elif field.number == _GRAPH_TENSOR:
            _check_tensor(_message(field))
        elif field.number == _GRAPH_SPARSE:
            raise OnnxUnsafe("sparse tensors")


def _check_node(node: memoryview) -> None:
    operator, domain = "", ""
    for field in _fields(node):
        if field.number == _NODE_OPERATOR:
            operator = _text(field)
        elif field.number == _NODE_DOMAIN:
            domain = _text(field)
        elif field.number == _NODE_ATTRIBUTE:
            _check_attribute(_message(field))
    if operator not in _ALLOWED.get(domain, frozenset()):
        raise OnnxUnsafe("an operator that is not on the list")


def _check_attribute(attribute: memoryview) -> None:
    for field in _fields(attribute):
        if field.number in (_ATTRIBUTE_TENSOR, _ATTRIBUTE_TENSORS):
            _check_tensor(_message(field))
        elif field.number in (_ATTRIBUTE_GRAPH, _ATTRIBUTE_GRAPHS):
            raise OnnxUnsafe("control flow")
        elif field.number in (_ATTRIBUTE_SPARSE, _ATTRIBUTE_SPARSES):
            raise OnnxUnsafe("sparse tensors")


def _check_tensor(tensor: memoryview) -> None:
    for field in _fields(tensor):
        external = field.number == _TENSOR_LOCATION and field.value != 0
        if external or field.number == _TENSOR_EXTERNAL:
            raise OnnxUnsafe("weights in another file")


def _message(field: _Field) -> memoryview:
    if isinstance(field.value, int):
        raise OnnxDamaged("a number where a message belongs")
    return field.value


def _text(field: _Field) -> str:
    try:
        return str(_message(field), "utf-8")
    except UnicodeDecodeError as error:
        raise OnnxDamaged("a name that is not UTF-8") from error


def _fields(data: memoryview) -> Iterator[_Field]:
    """Each field of a message. Raises: OnnxDamaged."""
    place = 0
    while place < len(data):
        key, place = _varint(data, place)
        number, wire = key >> 3, key & 7
        if wire == _VARINT:
            value, place = _varint(data, place)
            yield _Field(number, value)
            continue
        if wire == _BYTES:
            size, place = _varint(data, place)
        elif wire in (_FIXED64, _FIXED32):
            size = 8 if wire == _FIXED64 else 4
        else:
            raise OnnxDamaged(f"wire type {wire}")
        if number == 0 or size > len(data) - place:
            raise OnnxDamaged("cut off")
        yield _Field(number, data[place : place + size])
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
    raise OnnxDamaged("a number without an end")
