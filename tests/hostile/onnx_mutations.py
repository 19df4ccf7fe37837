"""ONNX models that are wrong in one or two places that the format knows of."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import onnx
from onnx import TensorProto, helper

from tests.hostile import damage
from tests.hostile.damage import Case

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

RISK = Path(__file__).parents[2] / "models" / "credit-default" / "model.onnx"
# Each is let through by the list, or is not; either must end well.
_NAMES = (
    "Loop If Scan ConstantOfShape Expand Range Tile Pad RandomNormal Cast Reshape TopK Concat "
    "MatMul Softmax Gather Slice Unsqueeze ReduceSum Identity StringNormalizer NonZero Where"
)
_OPERATORS = _NAMES.split()


@cache
def good() -> bytes:
    """The shipped risk model."""
    return RISK.read_bytes()


def make(chance: random.Random) -> Case:
    """One hostile model; two of three by structure, the others by bytes."""
    if chance.random() < 0.33:
        return damage.any_bytes(good(), chance)
    model = onnx.load_model_from_string(good())
    changes = []
    for _ in range(chance.choice((1, 1, 2, 3))):
        change = chance.choice(_CHANGES)
        try:
            change(model, chance)
        except (ValueError, IndexError, TypeError):
            continue  # a later change met what an earlier one had made
        changes.append(change.__name__.strip("_"))
    return Case(f"onnx: {', '.join(changes)}", bytes(model.SerializeToString()))


def _dims(model: onnx.ModelProto, chance: random.Random) -> None:
    _, tensor = damage.pick(chance, model.graph.initializer)
    if chance.random() < 0.5 and tensor.dims:
        place = chance.randrange(len(tensor.dims))
        tensor.dims[place] = _int64(chance, tensor.dims[place])
    else:
        tensor.dims.append(_int64(chance, 1))


def _data(model: onnx.ModelProto, chance: random.Random) -> None:
    _, tensor = damage.pick(chance, model.graph.initializer)
    raw = tensor.raw_data
    tensor.raw_data = chance.choice(damage.BYTES)(raw, chance) if raw else b"\0"


def _type(model: onnx.ModelProto, chance: random.Random) -> None:
    _, tensor = damage.pick(chance, model.graph.initializer)
    tensor.data_type = chance.choice([*range(24), 255])


def _external(model: onnx.ModelProto, chance: random.Random) -> None:
    _, tensor = damage.pick(chance, model.graph.initializer)
    if chance.random() < 0.7:
        tensor.data_location = TensorProto.EXTERNAL
    where = chance.choice(("passwd", "/etc/passwd", "../x", "/proc/self/mem", "/dev/zero"))
    tensor.external_data.add(key="location", value=where)
    if chance.random() < 0.5:
        tensor.ClearField("raw_data")


def _operator(model: onnx.ModelProto, chance: random.Random) -> None:
    _, node = damage.pick(chance, model.graph.node)
    node.op_type = chance.choice(_OPERATORS)


def _domain(model: onnx.ModelProto, chance: random.Random) -> None:
    domain = chance.choice(("ai.onnx.ml", "com.microsoft", "ai.onnx.training", "evil"))
    _, node = damage.pick(chance, model.graph.node)
    node.domain = domain
    if chance.random() < 0.5:
        model.opset_import.append(helper.make_opsetid(domain, chance.choice((1, 3, 99))))


def _wires(model: onnx.ModelProto, chance: random.Random) -> None:
    _, node = damage.pick(chance, model.graph.node)
    names = [name for other in model.graph.node for name in (*other.input, *other.output)]
    side = node.input if chance.random() < 0.6 else node.output
    place = chance.randrange(len(side))
    side[place] = chance.choice((*names, "", "nowhere", "a" * 5000))


def _order(model: onnx.ModelProto, chance: random.Random) -> None:
    nodes = list(model.graph.node)
    chance.shuffle(nodes)
    del model.graph.node[:]
    model.graph.node.extend(nodes)


def _doubled(model: onnx.ModelProto, chance: random.Random) -> None:
    _, node = damage.pick(chance, model.graph.node)
    model.graph.node.extend([node] * chance.choice((1, 2, 500)))


def _missing(model: onnx.ModelProto, chance: random.Random) -> None:
    parts = chance.choice((model.graph.node, model.graph.initializer, model.graph.output))
    del parts[chance.randrange(len(parts))]


def _attribute(model: onnx.ModelProto, chance: random.Random) -> None:
    with_some = [node for node in model.graph.node if node.attribute]
    _, node = damage.pick(chance, with_some)
    _, attribute = damage.pick(chance, node.attribute)
    kind = chance.randrange(5)
    if kind == 0:
        attribute.i = _int64(chance, attribute.i)
    elif kind == 1:
        attribute.type = chance.choice(range(1, 15))
    elif kind == 2:
        attribute.ints.extend(_int64(chance, 1) for _ in range(chance.choice((1, 8, 1000))))
    elif kind == 3:
        attribute.name = damage.text(chance)[:100]
    else:
        attribute.g.CopyFrom(onnx.load_model_from_string(good()).graph)


def _ends(model: onnx.ModelProto, chance: random.Random) -> None:
    side = model.graph.input if chance.random() < 0.5 else model.graph.output
    _, value = damage.pick(chance, side)
    kind = chance.randrange(4)
    if kind == 0:
        value.name = chance.choice(("rows", "pd", "x", ""))
    elif kind == 1:
        value.type.tensor_type.elem_type = chance.choice(range(24))
    elif kind == 2:
        value.type.tensor_type.shape.dim.add().dim_value = _int64(chance, 10)
    else:
        value.type.sequence_type.elem_type.tensor_type.elem_type = 1


def _versions(model: onnx.ModelProto, chance: random.Random) -> None:
    if chance.random() < 0.5:
        model.ir_version = _int64(chance, 8)
    else:
        model.opset_import[0].version = _int64(chance, 17)


def _growth(model: onnx.ModelProto, chance: random.Random) -> None:
    """A table that doubles with each step: no size is announced anywhere."""
    name = "rows"
    for step in range(chance.choice((4, 24, 60))):
        model.graph.node.append(helper.make_node("Concat", [name, name], [f"grown{step}"], axis=0))
        name = f"grown{step}"
    model.graph.output.append(helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", 10]))


def _forbidden(model: onnx.ModelProto, chance: random.Random) -> None:
    kind = chance.randrange(4)
    if kind == 0:
        model.training_info.add().algorithm.name = "x"
    elif kind == 1:
        model.functions.add(name="f", domain="evil")
    elif kind == 2:
        model.graph.sparse_initializer.add().dims.append(3)
    else:
        model.metadata_props.add(key=damage.text(chance)[:200], value=damage.text(chance))


def _texts(model: onnx.ModelProto, chance: random.Random) -> None:
    where = chance.choice((model, model.graph, *model.graph.node))
    where.doc_string = damage.text(chance)


def _int64(chance: random.Random, near: int) -> int:
    number = damage.number(chance, near) % 2**64
    return number - 2**64 if number >= 2**63 else number


_CHANGES: tuple[Callable[[onnx.ModelProto, random.Random], None], ...] = (
    _dims,
    _data,
    _data,
    _type,
    _external,
    _operator,
    _domain,
    _wires,
    _order,
    _doubled,
    _missing,
    _attribute,
    _attribute,
    _ends,
    _versions,
    _growth,
    _forbidden,
    _texts,
)
