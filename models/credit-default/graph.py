"""The scorecard as an ONNX graph: a raw row goes in, whole points come out.

    rows float32 (n, F) → Gather → GreaterOrEqual thresholds → uint8 steps (n, K)
      → MatMulInteger with int8 point steps (K, F) → + lowest points = contributions int32 (n, F)
      → sum + start = points int32 (n,) → look-up → pd float32 (n,)

The int8 weights are not an approximation of anything: they are the differences in whole points
between neighbouring bins. The probability is looked up by the points in a table that was worked
out in float64, so it is the same to the last bit on every processor.
"""

from __future__ import annotations

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from scorecard import SCALE, Characteristic, Scorecard

OPSET = 17
IR_VERSION = 8


def build(card: Scorecard) -> bytes:
    """Serialized model; the same card gives the same bytes."""
    columns, edges, weights = _steps(card)
    lowest = np.array([c.points[0] for c in card.characteristics], np.int32)
    worst, best = points_range(card)
    table = SCALE.default_probability(np.arange(worst, best + 1)).astype(np.float32)
    constants = {
        "step_columns": np.array(columns, np.int64),
        "step_thresholds": np.array(edges, np.float32),
        "step_points": weights,
        "lowest_points": lowest,
        "start_points": np.array(card.start, np.int32),
        "points_axis": np.array([1], np.int64),
        "worst_points": np.array(worst, np.int32),
        "default_table": table,
    }
    nodes = [
        helper.make_node("Gather", ["rows", "step_columns"], ["stepped"], axis=1),
        helper.make_node("GreaterOrEqual", ["stepped", "step_thresholds"], ["reached"]),
        helper.make_node("Cast", ["reached"], ["steps"], to=TensorProto.UINT8),
        helper.make_node("MatMulInteger", ["steps", "step_points"], ["climbed"]),
        helper.make_node("Add", ["climbed", "lowest_points"], ["contributions"]),
        helper.make_node("ReduceSum", ["contributions", "points_axis"], ["total"], keepdims=0),
        helper.make_node("Add", ["total", "start_points"], ["points"]),
        helper.make_node("Sub", ["points", "worst_points"], ["place"]),
        helper.make_node("Gather", ["default_table", "place"], ["pd"], axis=0),
    ]
    features = len(card.characteristics)
    graph = helper.make_graph(
        nodes,
        "credit-default-scorecard",
        [helper.make_tensor_value_info("rows", TensorProto.FLOAT, ["n", features])],
        [
            helper.make_tensor_value_info("contributions", TensorProto.INT32, ["n", features]),
            helper.make_tensor_value_info("points", TensorProto.INT32, ["n"]),
            helper.make_tensor_value_info("pd", TensorProto.FLOAT, ["n"]),
        ],
        [numpy_helper.from_array(array, name) for name, array in constants.items()],
    )
    model = helper.make_model(
        graph,
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
        producer_name="cofferdam",
    )
    onnx.checker.check_model(model, full_check=True)
    return model.SerializeToString(deterministic=True)


def points_range(card: Scorecard) -> tuple[int, int]:
    """Lowest and highest attainable points, both included."""
    worst = card.start + sum(int(c.points.min()) for c in card.characteristics)
    best = card.start + sum(int(c.points.max()) for c in card.characteristics)
    return worst, best


def reference(card: Scorecard, rows: np.ndarray) -> dict[str, np.ndarray]:
    """What the graph must give, in plain numpy; `rows` has the card's own columns, in order."""
    rows = rows.astype(np.float32)
    contributions = np.column_stack(
        [
            c.points[np.digitize(rows[:, place], c.thresholds.astype(np.float32))]
            for place, c in enumerate(card.characteristics)
        ]
    ).astype(np.int32)
    points = (contributions.sum(axis=1) + card.start).astype(np.int32)
    return {
        "contributions": contributions,
        "points": points,
        "pd": SCALE.default_probability(points).astype(np.float32),
    }


def _steps(card: Scorecard) -> tuple[list[int], list[float], np.ndarray]:
    """One step per edge between bins of different points; a step beyond int8 becomes several."""
    columns: list[int] = []
    edges: list[float] = []
    heights: list[int] = []
    for place, one in enumerate(card.characteristics):
        for edge, height in _edges(one):
            for part in _int8_parts(height):
                columns.append(place)
                edges.append(edge)
                heights.append(part)
    weights = np.zeros((len(heights), len(card.characteristics)), np.int8)
    weights[np.arange(len(heights)), columns] = heights
    return columns, edges, weights


def _edges(one: Characteristic) -> list[tuple[float, int]]:
    pairs = zip(one.thresholds, np.diff(one.points), strict=True)
    return [(float(edge), int(height)) for edge, height in pairs if height]


def _int8_parts(height: int) -> list[int]:
    """`height` as a sum of numbers from -127 to 127: nothing can saturate."""
    sign, left = (1 if height > 0 else -1), abs(height)
    parts = [127] * (left // 127)
    return [sign * part for part in [*parts, left % 127] if part]
