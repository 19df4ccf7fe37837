"""Why our own readers refuse a file of weights: a closed, numbered list, with words for people.

The numbers cross from child to console, never text of the file; the words stand beside them here.
"""

from __future__ import annotations

from enum import IntEnum


class WeightsFault(IntEnum):
    """What is wrong. The numbers are part of the protocol; never reuse one."""

    NONE = 0
    # Structure, of either format.
    CUT = 1
    OTHER_FORMAT = 2
    VERSION = 3
    TOO_MANY = 4
    TOO_LONG = 5
    TEXT = 6
    NAME = 7
    TWICE = 8
    VALUE_TYPE = 9
    NESTED = 10
    MISSING = 11
    RANGE = 12
    UNKNOWN = 13
    DISAGREE = 14
    EXTRA = 15
    WEIGHT_TYPE = 16
    SHAPE = 17
    LAYOUT = 18
    NOT_FINITE = 19
    # GGUF.
    ARCHITECTURE = 30
    ALIGNMENT = 31
    VOCABULARY = 32
    SPLIT = 33
    ADAPTER = 34
    VISION = 35
    # ONNX.
    OTHER_FILE = 50
    CONTROL_FLOW = 51
    FUNCTIONS = 52
    TRAINING = 53
    SPARSE = 54
    OPERATOR = 55
    OPERATOR_SET = 56
    TOO_LARGE = 57
    ORDER = 58
    ENDS = 59
    VALUE_KIND = 60


WORDS: dict[WeightsFault, str] = {
    WeightsFault.NONE: "",
    WeightsFault.CUT: "it ends too early",
    WeightsFault.OTHER_FORMAT: "it is a file of another format",
    WeightsFault.VERSION: "its format version is not supported",
    WeightsFault.TOO_MANY: "it announces more parts than any real model has",
    WeightsFault.TOO_LONG: "a name or text in it is far too long",
    WeightsFault.TEXT: "a text in it has broken characters",
    WeightsFault.NAME: "a part of it has an impossible name",
    WeightsFault.TWICE: "a part of it is there twice",
    WeightsFault.VALUE_TYPE: "a setting in it is of the wrong type",
    WeightsFault.NESTED: "it has lists inside lists",
    WeightsFault.MISSING: "a setting or part that it needs is missing",
    WeightsFault.RANGE: "a setting in it is outside the possible range",
    WeightsFault.UNKNOWN: "it has a setting that this release does not know",
    WeightsFault.DISAGREE: "two settings in it contradict each other",
    WeightsFault.EXTRA: "something follows after its end",
    WeightsFault.WEIGHT_TYPE: "its weights are stored in a way that is not supported",
    WeightsFault.SHAPE: "a table of weights has an impossible size",
    WeightsFault.LAYOUT: "its parts overlap, leave gaps or lie outside the file",
    WeightsFault.NOT_FINITE: "a number in it is not a finite number",
    WeightsFault.ARCHITECTURE: "its architecture is not supported",
    WeightsFault.ALIGNMENT: "its parts are not where the format wants them",
    WeightsFault.VOCABULARY: "its vocabulary is inconsistent",
    WeightsFault.SPLIT: "it is one piece of a model in several files",
    WeightsFault.ADAPTER: "it is an adapter for another model, not a model",
    WeightsFault.VISION: "it has parts for pictures or sound",
    WeightsFault.OTHER_FILE: "it wants to read weights in another file",
    WeightsFault.CONTROL_FLOW: "it has loops or branches",
    WeightsFault.FUNCTIONS: "it defines functions of its own",
    WeightsFault.TRAINING: "it has training steps",
    WeightsFault.SPARSE: "it has sparse weights",
    WeightsFault.OPERATOR: "it uses an operator that is not on the list",
    WeightsFault.OPERATOR_SET: "it is written for another set of operators",
    WeightsFault.TOO_LARGE: "it asks for more memory than a model of its kind needs",
    WeightsFault.ORDER: "its steps are not in an order in which they can be done",
    WeightsFault.ENDS: "its inputs or outputs are not those of its kind",
    WeightsFault.VALUE_KIND: "it has values that are neither numbers nor yes and no",
}

# These ask for something that a model may not do; all others are damage or another kind of file.
UNSAFE = frozenset(
    {
        WeightsFault.SPLIT,
        WeightsFault.ADAPTER,
        WeightsFault.VISION,
        WeightsFault.OTHER_FILE,
        WeightsFault.CONTROL_FLOW,
        WeightsFault.FUNCTIONS,
        WeightsFault.TRAINING,
        WeightsFault.SPARSE,
        WeightsFault.OPERATOR,
        WeightsFault.OPERATOR_SET,
        WeightsFault.TOO_LARGE,
        WeightsFault.VALUE_KIND,
    }
)


class WeightsRefused(Exception):
    """A file of weights that no native library may see; `detail` is for the log only."""

    def __init__(self, fault: WeightsFault, detail: str = "") -> None:
        super().__init__(f"{fault.name}: {detail}" if detail else fault.name)
        self.fault = fault
