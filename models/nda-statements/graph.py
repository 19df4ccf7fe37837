"""The three steps as one ONNX graph; a row holds the input of one step, the rest of it is 0.

rows float32 (n, W) →
first    (n, 5 * statements): counts * rarity, each block to a set length, by weights
near     (n, 3 * statements): cosines with statements, confirming and denying clauses
evidence (n, statements): boosted trees over the second step's columns
verdict  (n, 3 * statements): boosted trees and lines over the third step's columns
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import likeness
import numpy as np
import onnx
import scipy.sparse as sp
from first_step import BLOCK_SCALES, BLOCKS, COUNTS, columns, rest_scales
from onnx import TensorProto, helper, numpy_helper

from appliance.review.statements import features, network
from appliance.review.statements.paper import OWN_COLUMNS

if TYPE_CHECKING:
    from data import Corpus
    from steps import Model
    from third_step import Verdicts
    from trees import Trees

OPSET, LEARNING_OPSET, IR_VERSION = 17, 3, 8
_ML = "ai.onnx.ml"
_LEAST_LENGTH = 1e-6
_SAMPLES = 6
_MET = 0.003


class _Graph:
    def __init__(self) -> None:
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def constant(self, name: str, values: np.ndarray) -> str:
        self.constants.append(numpy_helper.from_array(values, name))
        return name

    def add(self, kind: str, inputs: list[str], output: str, **attributes: Any) -> str:  # noqa: ANN401
        self.nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def cut(self, name: str, begin: int, end: int, of: str = "rows") -> str:
        places = [
            self.constant(f"{name}_{part}", np.array([value], np.int64))
            for part, value in (("begin", begin), ("end", end), ("axis", 1))
        ]
        return self.add("Slice", [of, *places], name)


def build(model: Model, corpus: Corpus) -> bytes:
    """Serialized graph; the same model gives the same bytes."""
    statements = len(corpus.keys)
    second, third = widths(model)
    graph = _Graph()
    _first(graph, model, statements)
    _near(graph, corpus)
    begin = features.width()
    for name, width, count in (("second", second, 1), ("third", third, 3)):
        graph.cut(f"{name}_rows", begin, begin + width * statements)
        shape = graph.constant(f"{name}_shape", np.array([-1, width], np.int64))
        graph.add("Reshape", [f"{name}_rows", shape], f"{name}_each")
        _trees(graph, model.second if count == 1 else model.third.trees, name, count)
        begin += width * statements
    flat = graph.constant("evidence_shape", np.array([-1, statements], np.int64))
    graph.add("Reshape", ["second_sums", flat], "evidence")
    _verdict(graph, model.third, statements)
    outputs = {"first": 5, "near": 3, "evidence": 1, "verdict": 3}
    made = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "nda-statements",
            [helper.make_tensor_value_info("rows", TensorProto.FLOAT, ["n", begin])],
            [
                helper.make_tensor_value_info(name, TensorProto.FLOAT, ["n", many * statements])
                for name, many in outputs.items()
            ],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(_ML, LEARNING_OPSET)],
        ir_version=IR_VERSION,
        producer_name="cofferdam",
    )
    onnx.checker.check_model(made, full_check=True)
    return bytes(made.SerializeToString(deterministic=True))


def widths(model: Model) -> tuple[int, int]:
    """Columns per statement of the second and the third step."""
    return network.SECOND_COLUMNS, network.third_columns(model.third.slopes.shape[1])


def row_width(model: Model) -> int:
    """Columns of the graph's input."""
    statements = model.third.slopes.shape[1]
    return features.width() + statements * sum(widths(model))


def reference(model: Model, corpus: Corpus, rows: np.ndarray) -> dict[str, np.ndarray]:
    """What the graph must give, in plain numpy."""
    statements = len(corpus.keys)
    second, third = widths(model)
    begin = features.width()
    middle = begin + second * statements
    counts, rest = sp.csr_matrix(rows[:, :COUNTS]), rows[:, COUNTS:begin]
    near = likeness.of(corpus, rest[:, : features.DIMENSIONS])
    verdict = model.third.probabilities(rows[:, middle:].reshape(-1, statements, third))
    evidence = model.second.sums(rows[:, begin:middle].reshape(-1, second))
    return {
        "first": model.first.scores(counts, rest),
        "near": np.hstack(near),
        "evidence": evidence.reshape(-1, statements),
        "verdict": verdict.reshape(-1, 3 * statements),
    }


def sample_rows(width: int) -> np.ndarray:
    """Rows to compare by, always the same."""
    random = np.random.RandomState(17)
    rows = random.normal(0, 1, (_SAMPLES, width))
    counts = random.uniform(size=(_SAMPLES, COUNTS))
    rows[:, :COUNTS] = np.where(counts < _MET, 1 + counts / _MET, 0)
    return rows.astype(np.float32)


def _first(graph: _Graph, model: Model, statements: int) -> None:
    """Parts of the weights that are zero by design are left out."""
    rarity, weights = model.first.rarity, model.first.weights
    blocks, begin = [], 0
    for number, (width, scale) in enumerate(zip(BLOCKS, BLOCK_SCALES, strict=True)):
        name = f"counts{number}"
        block = graph.cut(name, begin, begin + width)
        rare = graph.constant(f"{name}_rarity", rarity[begin : begin + width].astype(np.float32))
        graph.add("Mul", [block, rare], f"{name}_rare")
        graph.add("ReduceL2", [f"{name}_rare"], f"{name}_length", axes=[1], keepdims=1)
        least = graph.constant(f"{name}_least", np.array(_LEAST_LENGTH, np.float32))
        graph.add("Max", [f"{name}_length", least], f"{name}_over")
        graph.add("Div", [f"{name}_rare", f"{name}_over"], f"{name}_even")
        size = graph.constant(f"{name}_scale", np.array(scale, np.float32))
        blocks.append(graph.add("Mul", [f"{name}_even", size], f"{name}_done"))
        begin += width
    places = columns()
    inputs = {
        "words": graph.add("Concat", blocks, "words_in", axis=1),
        "meaning": graph.cut("meaning_in", places["meaning"].start, places["meaning"].stop),
        "wordings": graph.cut("wordings_in", places["wordings"].start, places["wordings"].stop),
    }
    scale = np.concatenate([np.ones(COUNTS), rest_scales()])
    scaled = weights[1:] * scale[:, None]
    scores: dict[str, str] = {}
    for number, part in enumerate(("words", "wordings", "meaning"), start=2):
        own = slice(number * statements, (number + 1) * statements)
        chosen = np.hstack([scaled[places[part], : 2 * statements], scaled[places[part], own]])
        table = graph.constant(f"{part}_weights", chosen.astype(np.float32))
        graph.add("MatMul", [inputs[part], table], f"{part}_scores")
        graph.cut(f"{part}_all", 0, 2 * statements, of=f"{part}_scores")
        scores[part] = graph.cut(
            f"{part}_alone", 2 * statements, 3 * statements, of=f"{part}_scores"
        )
    graph.add("Add", ["words_all", "wordings_all"], "two_all")
    graph.add("Add", ["two_all", "meaning_all"], "all")
    parts = ["all", scores["words"], scores["wordings"], scores["meaning"]]
    graph.add("Concat", parts, "unbiased", axis=1)
    bias = graph.constant("bias", weights[0].astype(np.float32))
    graph.add("Add", ["unbiased", bias], "first")


def _near(graph: _Graph, corpus: Corpus) -> None:
    begin = columns()["meaning"].start
    vector = graph.cut("vector", begin, begin + features.DIMENSIONS)
    for name, table in (
        ("statement", corpus.statement_vectors),
        ("clause", corpus.clause_vectors),
    ):
        turned = graph.constant(f"{name}_vectors", np.ascontiguousarray(table.T, np.float32))
        graph.add("MatMul", [vector, turned], f"{name}_cosines")
    largest = ["statement_cosines"]
    for name, chosen in (("for", corpus.clause_for), ("against", corpus.clause_against)):
        for number, column in enumerate(chosen.T):
            places = graph.constant(f"{name}{number}", np.flatnonzero(column).astype(np.int64))
            picked = graph.add("Gather", ["clause_cosines", places], f"{name}{number}_in", axis=1)
            largest.append(
                graph.add("ReduceMax", [picked], f"{name}{number}_max", axes=[1], keepdims=1)
            )
    graph.add("Concat", largest, "near", axis=1)


def _trees(graph: _Graph, trees: Trees, name: str, count: int) -> None:
    lists: dict[str, list[Any]] = {key: [] for key in (*_NODE_LISTS, *_LEAF_LISTS)}
    for number, (nodes, target) in enumerate(zip(trees.nodes, trees.targets, strict=True)):
        for place, (column, limit, left, right, value) in enumerate(nodes.tolist()):
            inner = column >= 0
            row = (number, place, int(max(column, 0)), limit, "BRANCH_LEQ" if inner else "LEAF")
            for key, cell in zip(_NODE_LISTS, (*row, int(left), int(right)), strict=True):
                lists[key].append(cell)
            if not inner:
                for key, cell in zip(_LEAF_LISTS, (number, place, target, value), strict=True):
                    lists[key].append(cell)
    graph.add(
        "TreeEnsembleRegressor",
        [f"{name}_each"],
        f"{name}_sums",
        domain=_ML,
        n_targets=count,
        aggregate_function="SUM",
        base_values=trees.base.tolist(),
        **lists,
    )


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


def _verdict(graph: _Graph, third: Verdicts, statements: int) -> None:
    """The mean of the trees' softmax and of the two lines."""
    graph.add("Softmax", ["third_sums"], "by_trees", axis=1)
    own = graph.cut("third_own", 0, OWN_COLUMNS, of="third_each")
    shape = graph.constant("lines_shape", np.array([-1, statements, OWN_COLUMNS], np.int64))
    graph.add("Reshape", [own, shape], "lines_in")
    last = graph.constant("last_axis", np.array([2], np.int64))
    flat = graph.constant("lines_out", np.array([-1, 1], np.int64))
    for number, name in enumerate(("mentioned", "denied")):
        slope = graph.constant(f"{name}_slope", third.slopes[number].astype(np.float32))
        start = graph.constant(f"{name}_start", third.starts[number].astype(np.float32))
        graph.add("Mul", ["lines_in", slope], f"{name}_each")
        graph.add("ReduceSum", [f"{name}_each", last], f"{name}_sum", keepdims=0)
        graph.add("Add", [f"{name}_sum", start], f"{name}_score")
        graph.add("Sigmoid", [f"{name}_score"], f"{name}_wide")
        graph.add("Reshape", [f"{name}_wide", flat], name)
    one = graph.constant("one", np.array(1, np.float32))
    graph.add("Sub", [one, "mentioned"], "unmentioned")
    graph.add("Mul", ["mentioned", "denied"], "contradicted")
    graph.add("Sub", ["mentioned", "contradicted"], "entailed")
    graph.add("Concat", ["unmentioned", "entailed", "contradicted"], "by_lines", axis=1)
    graph.add("Add", ["by_trees", "by_lines"], "twice")
    half = graph.constant("half", np.array(0.5, np.float32))
    graph.add("Mul", ["twice", half], "each_verdict")
    wide = graph.constant("verdict_shape", np.array([-1, 3 * statements], np.int64))
    graph.add("Reshape", ["each_verdict", wide], "verdict")
