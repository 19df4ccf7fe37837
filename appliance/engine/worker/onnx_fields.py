"""The fields of ONNX messages (onnx.proto, model format 4 to 13), and bounds on them."""

from __future__ import annotations

from appliance.engine.weights_faults import WeightsFault
from appliance.engine.worker.onnx_wire import BYTES, FIXED32, FIXED64, VARINT, Field, Shape

_ONE_NUMBER, _ONE = Field(VARINT), Field(BYTES)
_MANY, _NUMBERS = Field(BYTES, many=True), Field(VARINT, many=True, packed=True)
_FLOATS = Field(FIXED32, many=True, packed=True)
_DOUBLES = Field(FIXED64, many=True, packed=True)

MODEL_VERSION, MODEL_GRAPH, MODEL_OPERATOR_SETS, MODEL_PROPERTIES = 1, 7, 8, 14
MODEL: Shape = {
    MODEL_VERSION: _ONE_NUMBER,
    **dict.fromkeys((2, 3, 4, 6), _ONE),  # producer, domain, description
    5: _ONE_NUMBER,
    MODEL_GRAPH: _MANY,  # a second one gets a message of its own
    MODEL_OPERATOR_SETS: _MANY,
    MODEL_PROPERTIES: _MANY,
    **dict.fromkeys((20, 25, 26), _MANY),
}
MODEL_FORBIDDEN = {
    20: WeightsFault.TRAINING,
    25: WeightsFault.FUNCTIONS,
    26: WeightsFault.UNKNOWN,  # devices
}

GRAPH_NODES, GRAPH_WEIGHTS = 1, 5
GRAPH_INPUTS, GRAPH_OUTPUTS, GRAPH_VALUES = 11, 12, 13
GRAPH: Shape = {
    2: _ONE,
    10: _ONE,
    **dict.fromkeys((GRAPH_NODES, GRAPH_WEIGHTS, GRAPH_INPUTS, GRAPH_OUTPUTS, GRAPH_VALUES), _MANY),
    **dict.fromkeys((14, 15, 16), _MANY),
}
GRAPH_FORBIDDEN = {14: WeightsFault.UNKNOWN, 15: WeightsFault.SPARSE}

NODE_INPUTS, NODE_OUTPUTS, NODE_OPERATOR, NODE_ATTRIBUTES, NODE_DOMAIN = 1, 2, 4, 5, 7
NODE: Shape = {
    NODE_INPUTS: _MANY,
    NODE_OUTPUTS: _MANY,
    **dict.fromkeys((3, NODE_OPERATOR, 6, NODE_DOMAIN, 8), _ONE),
    **dict.fromkeys((NODE_ATTRIBUTES, 9, 10), _MANY),
}
NODE_FORBIDDEN = {8: WeightsFault.FUNCTIONS, 10: WeightsFault.UNKNOWN}

ATTRIBUTE_NAME, ATTRIBUTE_NUMBER, ATTRIBUTE_TENSOR, ATTRIBUTE_TYPE = 1, 3, 5, 20
ATTRIBUTE: Shape = {
    **dict.fromkeys((ATTRIBUTE_NAME, 4, ATTRIBUTE_TENSOR, 13, 21), _ONE),
    2: Field(FIXED32),
    **dict.fromkeys((ATTRIBUTE_NUMBER, ATTRIBUTE_TYPE), _ONE_NUMBER),
    7: _FLOATS,
    8: _NUMBERS,
    **dict.fromkeys((6, 9, 10, 11, 14, 15, 22, 23), _MANY),
}
ATTRIBUTE_FORBIDDEN = {
    6: WeightsFault.CONTROL_FLOW,
    11: WeightsFault.CONTROL_FLOW,
    14: WeightsFault.VALUE_KIND,
    15: WeightsFault.VALUE_KIND,
    21: WeightsFault.FUNCTIONS,
    22: WeightsFault.SPARSE,
    23: WeightsFault.SPARSE,
}
# What an attribute says it is, and the field that then holds it.
ATTRIBUTE_KINDS = {1: 2, 2: ATTRIBUTE_NUMBER, 3: 4, 4: ATTRIBUTE_TENSOR, 6: 7, 7: 8, 8: 9, 9: 10}

TENSOR_DIMENSIONS, TENSOR_TYPE, TENSOR_NAME, TENSOR_RAW, TENSOR_INT64 = 1, 2, 8, 9, 7
TENSOR: Shape = {
    TENSOR_DIMENSIONS: _NUMBERS,
    TENSOR_TYPE: _ONE_NUMBER,
    3: _ONE,
    4: _FLOATS,
    5: _NUMBERS,
    TENSOR_INT64: _NUMBERS,
    **dict.fromkeys((TENSOR_NAME, TENSOR_RAW, 12), _ONE),
    10: _DOUBLES,
    11: _NUMBERS,
    14: _ONE_NUMBER,
    **dict.fromkeys((6, 13, 16), _MANY),
}
TENSOR_LOCATION = 14
TENSOR_FORBIDDEN = {
    3: WeightsFault.OTHER_FILE,  # a segment of a tensor
    6: WeightsFault.VALUE_KIND,  # texts
    13: WeightsFault.OTHER_FILE,
}
# Types of values: bytes of one raw; the field that holds them otherwise; bytes of one there (0:
# varint).
FLOAT, INT64 = 1, 7
VALUE_TYPES: dict[int, tuple[int, int, int]] = {
    FLOAT: (4, 4, 4),
    2: (1, 5, 0),  # uint8
    3: (1, 5, 0),  # int8
    6: (4, 5, 0),  # int32
    INT64: (8, TENSOR_INT64, 0),
    9: (1, 5, 0),  # bool
    10: (2, 5, 0),  # float16
    11: (8, 10, 8),  # double
    12: (4, 11, 0),  # uint32
    13: (8, 11, 0),  # uint64
}
TENSOR_FILLED = (4, 5, TENSOR_INT64, 10, 11)

VALUE_NAME, VALUE_TYPE = 1, 2
VALUE: Shape = {VALUE_NAME: _ONE, VALUE_TYPE: _ONE, 3: _ONE, 4: _MANY}
TYPE_TENSOR = 1
TYPE: Shape = {TYPE_TENSOR: _ONE, 6: _ONE, **dict.fromkeys((4, 5, 7, 8, 9), _MANY)}
# Lists, dictionaries, opaque, sparse and optional values.
TYPE_FORBIDDEN = dict.fromkeys((4, 5, 7, 8, 9), WeightsFault.VALUE_KIND)
TYPE_ITEM, TYPE_SHAPE = 1, 2
TENSOR_VALUE: Shape = {TYPE_ITEM: _ONE_NUMBER, TYPE_SHAPE: _ONE}
SHAPE_DIMENSIONS, DIMENSION_VALUE = 1, 1
SIZES: Shape = {SHAPE_DIMENSIONS: _MANY}
DIMENSION: Shape = {DIMENSION_VALUE: _ONE_NUMBER, 2: _ONE, 3: _ONE}

SET_DOMAIN, SET_VERSION = 1, 2
OPERATOR_SET: Shape = {SET_DOMAIN: _ONE, SET_VERSION: _ONE_NUMBER}
