"""What a score is made of. Points: more is better. Probabilities are between 0 and 1.

Structs rather than dataclasses: a file of 100,000 rows makes 1.5 million of them, and a struct is
made about eight times faster than a frozen dataclass.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

Problem = Literal["missing", "not_a_number", "not_finite", "not_whole", "impossible", "cells"]


class Contribution(msgspec.Struct, frozen=True):
    """The whole points that one input earned, and the most it could have earned."""

    feature: str
    label: str
    value: float
    points: int
    neutral_points: int


class Reason(msgspec.Struct, frozen=True):
    """Why points were lost against the declared reference; `text` is a whole sentence."""

    feature: str
    label: str
    text: str
    points_lost: int
    value: float


class RangeWarning(msgspec.Struct, frozen=True):
    """A value outside what the model saw in training; `text` is a whole sentence."""

    feature: str
    text: str


class Score(msgspec.Struct, frozen=True):
    """One scored row.

    `points` is exactly `starting_points` plus the points of all contributions. `distance` is
    `points - cutoff_points`: negative below the cut-off. `reasons` are at most four, strongest
    first, and only of inputs that lost points. `id` is the row in the vault and `scored_at` when
    it was stored (ISO 8601, UTC), both None while it is not stored; `row_id` is what the input
    file calls the row. `digest` is that of the model's manifest.
    """

    id: int | None
    row_id: str | None
    pd: float
    points: int
    starting_points: int
    band: str
    decision: str
    cutoff_points: int
    distance: int
    reasons: tuple[Reason, ...]
    contributions: tuple[Contribution, ...]
    warnings: tuple[RangeWarning, ...]
    model: str
    version: str
    digest: str
    scored_at: str | None = None


class ValueProblem(msgspec.Struct, frozen=True):
    """Why one value cannot be used; "`label` `why`." is a sentence, without the value itself."""

    feature: str
    label: str
    problem: Problem
    why: str


class RowError(msgspec.Struct, frozen=True):
    """Why one row of a file was not scored; one per bad value.

    `row` counts the rows below the header from 1, blank ones included, so it is the line of a
    spreadsheet minus one. `column` is the input's name in the model, None when the whole row is
    at fault. `code` is that of `RowInvalid`.
    """

    row: int
    row_id: str | None
    column: str | None
    code: str
    problem: Problem
    message: str


class BatchResult(msgspec.Struct, frozen=True):
    """All scored rows in the order of the file, and every bad value of the rows that were not.

    `rows` builds its scores when they are read, so keep what is needed more than once.
    `row_numbers` gives each score's row in the file; `failed` counts rows, not bad values.
    """

    model: str
    version: str
    digest: str
    rows: Sequence[Score]
    row_numbers: Sequence[int]
    errors: tuple[RowError, ...]
    failed: int
