"""A LightGBM model as an ONNX graph, from the description that LightGBM itself gives of it.

Only what a model of numbers without missing values needs. A threshold is a double there and a
float32 here; it is rounded down, so that every float32 value goes the same way on both sides.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from onnx import TensorProto, helper

_ML = "ai.onnx.ml"


def from_lightgbm(described: dict[str, Any]) -> bytes:
    """The serialized graph: `rows` float32 (n, features) in, `pd` float32 (n, 1) out."""
    nodes: dict[str, list[Any]] = {name: [] for name in _NODE_LISTS}
    leaves: dict[str, list[Any]] = {name: [] for name in _LEAF_LISTS}
    for number, tree in enumerate(described["tree_info"]):
        _add(tree["tree_structure"], number, nodes, leaves)
    features = described["max_feature_idx"] + 1
    graph = helper.make_graph(
        [
            helper.make_node(
                "TreeEnsembleRegressor",
                ["rows"],
                ["raw"],
                domain=_ML,
                n_targets=1,
                aggregate_function="SUM",
                **nodes,
                **leaves,
            ),
            helper.make_node("Sigmoid", ["raw"], ["pd"]),
        ],
        "trees",
        [helper.make_tensor_value_info("rows", TensorProto.FLOAT, ["n", features])],
        [helper.make_tensor_value_info("pd", TensorProto.FLOAT, ["n", 1])],
    )
    sets = [helper.make_opsetid("", 17), helper.make_opsetid(_ML, 3)]
    return helper.make_model(graph, opset_imports=sets, ir_version=8).SerializeToString()


_NODE_LISTS = (
    "nodes_treeids",
    "nodes_nodeids",
    "nodes_featureids",
    "nodes_values",
    "nodes_modes",
    "nodes_truenodeids",
    "nodes_falsenodeids",
)
_LEAF_LISTS = ("target_treeids", "target_nodeids", "target_ids", "target_weights")


def _add(
    root: dict[str, Any], tree: int, nodes: dict[str, list[Any]], leaves: dict[str, list[Any]]
) -> None:
    """Number the nodes of one tree from its root, parents before children."""
    order = [root]
    for node in order:
        if "split_feature" in node:
            order += [node["left_child"], node["right_child"]]
    place = {id(node): number for number, node in enumerate(order)}
    for number, node in enumerate(order):
        inner = "split_feature" in node
        row = (
            tree,
            number,
            node["split_feature"] if inner else 0,
            _not_above(node["threshold"]) if inner else 0.0,
            "BRANCH_LEQ" if inner else "LEAF",
            place[id(node["left_child"])] if inner else 0,
            place[id(node["right_child"])] if inner else 0,
        )
        for name, value in zip(_NODE_LISTS, row, strict=True):
            nodes[name].append(value)
        if not inner:
            for name, value in zip(_LEAF_LISTS, (tree, number, 0, node["leaf_value"]), strict=True):
                leaves[name].append(value)


def _not_above(threshold: float) -> float:
    """The largest float32 that is not above the threshold."""
    near = np.float32(threshold)
    return float(near if float(near) <= threshold else np.nextafter(near, np.float32(-np.inf)))
