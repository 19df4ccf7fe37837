from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import onnx
import pytest
from onnx import TensorProto, helper

from appliance.engine.weights_faults import UNSAFE, WORDS, WeightsFault, WeightsRefused
from appliance.engine.worker import onnx_check
from appliance.engine.worker.onnx_check import check
from appliance.settings import starter_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from appliance.engine.worker.onnx_check import OnnxKind

RISK = Path(__file__).parents[3] / "models" / "credit-default" / "model.onnx"
EMBEDDING = starter_folder() / "all-minilm-l6-v2" / "model.onnx"
ROWS = helper.make_tensor_value_info("rows", TensorProto.FLOAT, ["n", 3])
OUT = helper.make_tensor_value_info("out", TensorProto.FLOAT, ["n", 3])


def proto(
    nodes: Sequence[onnx.NodeProto],
    tensors: Sequence[onnx.TensorProto] = (),
    *,
    inputs: Sequence[onnx.ValueInfoProto] = (ROWS,),
    outputs: Sequence[onnx.ValueInfoProto] = (OUT,),
    **more: object,
) -> onnx.ModelProto:
    graph = helper.make_graph(list(nodes), "graph", list(inputs), list(outputs), list(tensors))
    sets = [helper.make_opsetid("", 17), helper.make_opsetid("ai.onnx.ml", 3)]
    made = helper.make_model(graph, **{"opset_imports": sets, "ir_version": 9, **more})
    assert isinstance(made, onnx.ModelProto)
    return made


def model(*parts: object, **more: object) -> bytes:
    return bytes(proto(*parts, **more).SerializeToString())  # type: ignore[arg-type]


def refused(data: bytes, kind: OnnxKind = "risk") -> WeightsFault:
    with pytest.raises(WeightsRefused) as raised:
        check(data, kind=kind)
    return raised.value.fault


def weights(**changes: object) -> onnx.TensorProto:
    tensor = helper.make_tensor("w", TensorProto.FLOAT, [3], [1.0, 2.0, 3.0])
    for name, value in changes.items():
        setattr(tensor, name, value)
    return tensor


def sizes(*numbers: int, raw: bool = False) -> onnx.TensorProto:
    data: object = numbers
    if raw:
        data = b"".join(number.to_bytes(8, "little") for number in numbers)
    return helper.make_tensor("sizes", TensorProto.INT64, [len(numbers)], data, raw=raw)


ADD = helper.make_node("Add", ["rows", "w"], ["out"])


def test_the_models_that_we_ship_pass() -> None:
    check(RISK.read_bytes(), kind="risk")
    check(EMBEDDING.read_bytes(), kind="embedding")


def test_a_model_of_another_kind_does_not_pass() -> None:
    assert refused(RISK.read_bytes(), "embedding") is WeightsFault.ENDS
    assert refused(EMBEDDING.read_bytes()) in (WeightsFault.OPERATOR, WeightsFault.ENDS)


def test_plain_arithmetic_and_trees_pass() -> None:
    check(model([ADD], [weights()]), kind="risk")
    scaler = helper.make_node(
        "Scaler", ["rows"], ["out"], domain="ai.onnx.ml", offset=[1.0] * 3, scale=[2.0] * 3
    )
    check(model([scaler]), kind="risk")


# Weights in another file: C2 16 names five forms ----------------------------------------------


def external() -> onnx.TensorProto:
    tensor = weights(data_location=TensorProto.EXTERNAL)
    tensor.external_data.add(key="location", value="passwd")
    return tensor


def only_entries() -> onnx.TensorProto:
    tensor = external()
    tensor.ClearField("data_location")
    return tensor


def only_location() -> onnx.TensorProto:
    return weights(data_location=TensorProto.EXTERNAL)


def segment() -> onnx.TensorProto:
    tensor = weights()
    tensor.segment.begin, tensor.segment.end = 0, 3
    return tensor


@pytest.mark.parametrize("make", [external, only_entries, only_location, segment])
@pytest.mark.parametrize("place", ["weights", "constant", "list of tensors"])
def test_c2_16_weights_in_another_file_are_refused_wherever_they_hide(
    make: Callable[[], onnx.TensorProto], place: str
) -> None:
    if place == "weights":
        data = model([ADD], [make()])
    elif place == "constant":
        data = model([helper.make_node("Constant", [], ["w"], value=make()), ADD])
    else:
        node = helper.make_node("Add", ["rows", "w"], ["out"])
        node.attribute.add(name="tensors", type=onnx.AttributeProto.TENSORS).tensors.append(make())
        data = model([node], [weights()])
    assert refused(data) is WeightsFault.OTHER_FILE


def test_c2_16_weights_in_another_file_in_a_graph_of_a_branch_or_a_function() -> None:
    inner = helper.make_graph([], "inner", [], [], [external()])
    node = helper.make_node("If", ["rows"], ["out"], then_branch=inner, else_branch=inner)
    assert refused(model([node])) is WeightsFault.CONTROL_FLOW
    constant = helper.make_node("Constant", [], ["b"], value=external())
    function = helper.make_function("local", "Add", ["a"], ["b"], [constant], [])
    assert refused(model([ADD], [weights()], functions=[function])) is WeightsFault.FUNCTIONS


# What a model may not do -----------------------------------------------------------------------


def sparse() -> bytes:
    made = proto([ADD], [weights()])
    values = helper.make_tensor("s", TensorProto.FLOAT, [1], [1.0])
    places = helper.make_tensor("i", TensorProto.INT64, [1], [0])
    made.graph.sparse_initializer.append(helper.make_sparse_tensor(values, places, [3]))
    return bytes(made.SerializeToString())


def training() -> bytes:
    made = proto([ADD], [weights()])
    made.training_info.add().algorithm.name = "steps"
    return bytes(made.SerializeToString())


def with_attribute(name: str, value: object) -> bytes:
    return model([helper.make_node("Add", ["rows", "w"], ["out"], **{name: value})], [weights()])


def of_type(build: Callable[[onnx.TypeProto], object]) -> bytes:
    made = proto([ADD], [weights()])
    made.graph.value_info.add(name="v")
    build(made.graph.value_info[0].type)
    return bytes(made.SerializeToString())


_INNER = helper.make_graph([], "inner", [], [])
_LOOP = helper.make_node("Loop", ["count", "go", "rows"], ["out"], body=_INNER)
_TEXTS = helper.make_tensor("w", TensorProto.STRING, [1], [b"text"])
_LIST = helper.make_sequence_type_proto(helper.make_tensor_type_proto(TensorProto.FLOAT, None))
_MAP = helper.make_map_type_proto(
    TensorProto.INT64, helper.make_tensor_type_proto(TensorProto.FLOAT, None)
)
_MAYBE = helper.make_optional_type_proto(helper.make_tensor_type_proto(TensorProto.FLOAT, None))
_UNSAFE: dict[str, tuple[bytes, WeightsFault]] = {
    "a loop": (model([_LOOP]), WeightsFault.CONTROL_FLOW),
    "a graph in a plain operator": (with_attribute("body", _INNER), WeightsFault.CONTROL_FLOW),
    "many graphs": (with_attribute("bodies", [_INNER, _INNER]), WeightsFault.CONTROL_FLOW),
    "sparse weights": (sparse(), WeightsFault.SPARSE),
    "training": (training(), WeightsFault.TRAINING),
    "texts as weights": (model([ADD], [_TEXTS]), WeightsFault.VALUE_KIND),
    "numbers to texts": (with_attribute("to", 8), WeightsFault.VALUE_KIND),
    "labels of text": (with_attribute("classlabels_strings", ["a"]), WeightsFault.VALUE_KIND),
    "a list": (of_type(lambda kind: kind.CopyFrom(_LIST)), WeightsFault.VALUE_KIND),
    "a dictionary": (of_type(lambda kind: kind.CopyFrom(_MAP)), WeightsFault.VALUE_KIND),
    "an optional": (of_type(lambda kind: kind.CopyFrom(_MAYBE)), WeightsFault.VALUE_KIND),
    "a set of operators of its own": (
        model([ADD], [weights()], opset_imports=[helper.make_opsetid("evil", 1)]),
        WeightsFault.OPERATOR_SET,
    ),
    "a set of operators of tomorrow": (
        model([ADD], [weights()], opset_imports=[helper.make_opsetid("", 99)]),
        WeightsFault.OPERATOR_SET,
    ),
    "no set of operators": (
        model([ADD], [weights()], opset_imports=[helper.make_opsetid("ai.onnx.ml", 3)]),
        WeightsFault.OPERATOR_SET,
    ),
}


@pytest.mark.parametrize(("data", "fault"), _UNSAFE.values(), ids=_UNSAFE.keys())
def test_what_a_model_may_not_do(data: bytes, fault: WeightsFault) -> None:
    assert refused(data) is fault
    assert fault in UNSAFE


@pytest.mark.parametrize(
    ("operator", "domain"),
    [
        ("Loop", ""),
        ("Scan", ""),
        ("RandomNormal", ""),
        ("Pad", ""),
        ("Add", "evil.domain"),
        ("", ""),
        ("MatMul", "ai.onnx.ml"),
        ("ZipMap", "ai.onnx.ml"),
        ("ConstantOfShape", ""),  # no risk model needs it
    ],
)
def test_operators_outside_the_list_are_refused(operator: str, domain: str) -> None:
    node = helper.make_node(operator, ["rows", "w"], ["out"], domain=domain)
    assert refused(model([node], [weights()])) is WeightsFault.OPERATOR


# Sizes, order and structure --------------------------------------------------------------------


@pytest.mark.parametrize("raw", [False, True])
@pytest.mark.parametrize("operator", ["ConstantOfShape", "Expand"])
def test_c2_16_a_table_of_eight_gigabytes_is_refused(operator: str, raw: bool) -> None:
    inputs = ["sizes"] if operator == "ConstantOfShape" else ["rows", "sizes"]
    node = helper.make_node(operator, inputs, ["out"])
    plain = {"opset_imports": [helper.make_opsetid("", 17)]}

    def verdict(nodes: Sequence[onnx.NodeProto], *tensors: onnx.TensorProto) -> WeightsFault:
        return refused(model(nodes, tensors, **plain), "embedding")

    assert verdict([node], sizes(2**16, 2**15, raw=raw)) is WeightsFault.TOO_LARGE
    constant = helper.make_node("Constant", [], ["sizes"], value=sizes(2**40, raw=raw))
    assert verdict([constant, node]) is WeightsFault.TOO_LARGE
    listed = helper.make_node("Constant", [], ["sizes"], value_ints=[2**62, 2])
    assert verdict([listed, node]) is WeightsFault.TOO_LARGE
    # With a harmless size only the inputs, which are not those of an encoder, are wrong.
    assert verdict([node], sizes(2, 3, raw=raw)) is WeightsFault.ENDS


def test_an_announced_table_of_eight_gigabytes_is_refused() -> None:
    huge = helper.make_tensor_value_info("out", TensorProto.FLOAT, [2**16, 2**15])
    assert refused(model([ADD], [weights()], outputs=[huge])) is WeightsFault.TOO_LARGE


def lying(**changes: object) -> bytes:
    return model([ADD], [weights(**changes)])


def dims(*numbers: int) -> bytes:
    tensor = weights()
    del tensor.dims[:]
    tensor.dims.extend(numbers)
    return model([ADD], [tensor])


def twice_filled() -> bytes:
    tensor = weights(raw_data=bytes(12))
    return model([ADD], [tensor])


def swapped() -> bytes:
    first = helper.make_node("Add", ["rows", "w"], ["middle"])
    second = helper.make_node("Add", ["middle", "w"], ["out"])
    return model([second, first], [weights()])


def circle() -> bytes:
    first = helper.make_node("Add", ["rows", "b"], ["a"])
    second = helper.make_node("Add", ["a", "w"], ["b"])
    return model([first, second, ADD], [weights()])


def many_dimensions() -> bytes:
    deep = helper.make_tensor_value_info("v", TensorProto.FLOAT, [1] * 9)
    made = proto([ADD], [weights()])
    made.graph.value_info.append(deep)
    return bytes(made.SerializeToString())


def two_attributes() -> bytes:
    node = helper.make_node("Add", ["rows", "w"], ["out"], axis=1)
    node.attribute.append(node.attribute[0])
    return model([node], [weights()])


def two_forms() -> bytes:
    node = helper.make_node("Add", ["rows", "w"], ["out"], axis=1)
    node.attribute[0].f = 1.0
    return model([node], [weights()])


_GOOD = model([ADD], [weights()])
_STEPS = [ADD] * 10_001
_DAMAGED: dict[str, tuple[bytes, WeightsFault]] = {
    "nothing": (b"", WeightsFault.CUT),
    "a zero": (b"\x00", WeightsFault.OTHER_FORMAT),
    "field 0": (b"\x00\x00", WeightsFault.OTHER_FORMAT),
    "another format": (b"GGUF", WeightsFault.OTHER_FORMAT),
    "no end of a number": (b"\xff" * 64, WeightsFault.CUT),
    "cut": (_GOOD[:-3], WeightsFault.CUT),
    "an unknown field": (_GOOD + b"\xf8\x3f\x01", WeightsFault.UNKNOWN),
    "two versions": (_GOOD + b"\x08\x09", WeightsFault.TWICE),
    "two graphs": (_GOOD + _GOOD, WeightsFault.TWICE),
    "no graph": (b"\x08\x09", WeightsFault.MISSING),
    "a format of tomorrow": (model([ADD], [weights()], ir_version=99), WeightsFault.VERSION),
    "a longer table than it holds": (dims(4), WeightsFault.SHAPE),
    "a negative size": (dims(-3), WeightsFault.SHAPE),
    "sizes that overflow": (dims(2**40, 2**40), WeightsFault.SHAPE),
    "too many sizes": (dims(*[1] * 9), WeightsFault.TOO_MANY),
    "two forms of a table": (twice_filled(), WeightsFault.DISAGREE),
    "another type of numbers": (lying(data_type=TensorProto.DOUBLE), WeightsFault.DISAGREE),
    "no name": (lying(name=""), WeightsFault.NAME),
    "a long name": (lying(name="w" * 2000), WeightsFault.TOO_LONG),
    "a table twice": (model([ADD], [weights(), weights()]), WeightsFault.TWICE),
    "steps in disorder": (swapped(), WeightsFault.ORDER),
    "steps in a circle": (circle(), WeightsFault.ORDER),
    "an output from nowhere": (model([]), WeightsFault.ORDER),
    "a result twice": (model([ADD, ADD], [weights()]), WeightsFault.TWICE),
    "too many steps": (model(_STEPS, [weights()]), WeightsFault.TOO_MANY),
    "too many dimensions": (many_dimensions(), WeightsFault.SHAPE),
    "an attribute twice": (two_attributes(), WeightsFault.TWICE),
    "an attribute of two types": (two_forms(), WeightsFault.DISAGREE),
    "another input": (
        model([ADD], [weights()], inputs=[ROWS, onnx.ValueInfoProto()]),
        WeightsFault.MISSING,
    ),
    "no output": (model([ADD], [weights()], outputs=[]), WeightsFault.ENDS),
}


@pytest.mark.parametrize(("data", "fault"), _DAMAGED.values(), ids=_DAMAGED.keys())
def test_damage_is_named(data: bytes, fault: WeightsFault) -> None:
    assert refused(data) is fault


def test_a_name_of_broken_characters_is_refused() -> None:
    assert refused(_GOOD.replace(b"rows", b"\xffows")) is WeightsFault.TEXT


def test_every_fault_has_words() -> None:
    assert set(WORDS) == set(WeightsFault)
    assert all(WORDS[fault] for fault in WeightsFault if fault is not WeightsFault.NONE)
    assert len(set(WORDS.values())) == len(WORDS)


def test_no_damage_ends_in_another_error() -> None:
    whole = bytearray(RISK.read_bytes())
    chance = random.Random(1)  # noqa: S311 - repeatable damage, not a secret
    for _ in range(300):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        for kind in onnx_check.KINDS:
            try:
                check(bytes(damaged[: chance.randint(1, len(damaged))]), kind=kind)
            except WeightsRefused:
                continue


def test_what_passes_the_reader_of_the_library_knows_too() -> None:
    """Nothing that we let through is read differently by the reference reader."""
    loaded = onnx.load_model_from_string(RISK.read_bytes())
    onnx.checker.check_model(loaded)
    listed = onnx_check.OPERATORS["risk"][""]
    assert {node.op_type for node in loaded.graph.node} <= listed
