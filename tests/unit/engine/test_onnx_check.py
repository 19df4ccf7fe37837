from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import onnx
import pytest
from onnx import TensorProto, helper

from appliance.engine.worker.onnx_check import OnnxDamaged, OnnxUnsafe, check
from appliance.settings import starter_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

RISK = Path(__file__).parents[3] / "models" / "credit-default" / "model.onnx"


def model(
    nodes: Sequence[onnx.NodeProto], tensors: Sequence[onnx.TensorProto] = (), **more: object
) -> bytes:
    rows = helper.make_tensor_value_info("rows", TensorProto.FLOAT, ["n", 3])
    out = helper.make_tensor_value_info("out", TensorProto.FLOAT, ["n", 3])
    graph = helper.make_graph(list(nodes), "graph", [rows], [out], list(tensors))
    made = helper.make_model(graph, **more)
    return bytes(made.SerializeToString())


def weights(**changes: object) -> onnx.TensorProto:
    tensor = helper.make_tensor("w", TensorProto.FLOAT, [3], [1.0, 2.0, 3.0])
    for name, value in changes.items():
        setattr(tensor, name, value)
    return tensor


ADD = helper.make_node("Add", ["rows", "w"], ["out"])


def test_the_models_that_we_ship_pass() -> None:
    check(RISK.read_bytes())
    check((starter_folder() / "all-minilm-l6-v2" / "model.onnx").read_bytes())


def test_plain_arithmetic_passes() -> None:
    check(model([ADD], [weights()]))


def external() -> onnx.TensorProto:
    tensor = weights(data_location=TensorProto.EXTERNAL)
    entry = tensor.external_data.add()
    entry.key, entry.value = "location", "passwd"
    return tensor


def only_entries() -> onnx.TensorProto:
    tensor = external()
    tensor.ClearField("data_location")
    return tensor


@pytest.mark.parametrize("tensor", [external(), only_entries()])
def test_weights_in_another_file_are_refused_wherever_they_hide(
    tensor: onnx.TensorProto,
) -> None:
    with pytest.raises(OnnxUnsafe, match="another file"):
        check(model([ADD], [tensor]))
    constant = helper.make_node("Constant", [], ["w"], value=tensor)
    with pytest.raises(OnnxUnsafe, match="another file"):
        check(model([constant, ADD]))


def test_control_flow_is_refused() -> None:
    inner = helper.make_graph([], "inner", [], [])
    loop = helper.make_node("Loop", ["count", "go", "rows"], ["out"], body=inner)
    with pytest.raises(OnnxUnsafe):
        check(model([loop]))
    # An attribute that holds a graph is refused whatever the operator is called.
    disguised = helper.make_node("Add", ["rows", "w"], ["out"], body=inner)
    with pytest.raises(OnnxUnsafe, match="control flow"):
        check(model([disguised], [weights()]))


@pytest.mark.parametrize(
    ("operator", "domain"),
    [
        ("Loop", ""),
        ("RandomNormal", ""),
        ("Add", "evil.domain"),
        ("", ""),
        ("MatMul", "ai.onnx.ml"),
    ],
)
def test_operators_outside_the_list_are_refused(operator: str, domain: str) -> None:
    node = helper.make_node(operator, ["rows", "w"], ["out"], domain=domain)
    with pytest.raises(OnnxUnsafe):
        check(model([node], [weights()]))


def test_functions_are_refused() -> None:
    function = helper.make_function(
        "local", "Add", ["a"], ["b"], [helper.make_node("Neg", ["a"], ["b"])], []
    )
    with pytest.raises(OnnxUnsafe, match="functions"):
        check(model([ADD], [weights()], functions=[function]))


@pytest.mark.parametrize("damaged", [b"", b"\x00", b"GGUF", b"\xff" * 64, b"\x3a\x05ab"])
def test_other_bytes_are_damaged(damaged: bytes) -> None:
    with pytest.raises((OnnxDamaged, OnnxUnsafe)):
        check(damaged)


def test_two_graphs_are_damaged() -> None:
    """Protocol buffers would merge them; the second could carry what the first does not show."""
    whole = model([ADD], [weights()])
    with pytest.raises(OnnxDamaged):
        check(whole + whole)


def test_no_damage_ends_in_another_error() -> None:
    whole = bytearray(RISK.read_bytes())
    chance = random.Random(1)  # noqa: S311 - repeatable damage, not a secret
    for _ in range(300):
        damaged = bytearray(whole)
        for _ in range(chance.randint(1, 4)):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        try:
            check(bytes(damaged[: chance.randint(1, len(damaged))]))
        except (OnnxDamaged, OnnxUnsafe):
            continue


def test_it_reads_what_the_library_writes() -> None:
    """The same verdict as a walk with the real library over the shipped model's operators."""
    loaded = onnx.load_model_from_string(RISK.read_bytes())
    assert {node.op_type for node in loaded.graph.node}
    assert not loaded.functions
