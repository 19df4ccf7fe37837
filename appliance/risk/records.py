"""What a score is made of. Points: more is better. Probabilities are between 0 and 1."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Contribution:
    """The whole points that one input earned, and the most it could have earned."""

    feature: str
    label: str
    value: float
    points: int
    neutral_points: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why points were lost against the most attainable; `text` is a whole sentence with points."""

    feature: str
    label: str
    text: str
    points_lost: int
    value: float


@dataclass(frozen=True, slots=True)
class RangeWarning:
    """A value outside what the model saw in training; `text` is a whole sentence."""

    feature: str
    text: str


@dataclass(frozen=True, slots=True)
class Score:
    """One scored row.

    `points` is exactly `starting_points` plus the points of all contributions. `distance` is
    `points - cutoff_points`: negative below the cut-off. `reasons` are at most four, strongest
    first. `id` is the row in the vault, None while it is not stored; `row_id` is what the input
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


@dataclass(frozen=True, slots=True)
class RowError:
    """Why one row of a file was not scored; `row` counts data rows from 1.

    `column` is the column's name in the model, None when the whole row is at fault. `code` is
    one of "missing", "not_a_number", "not_finite", "not_whole", "impossible", "cells".
    """

    row: int
    row_id: str | None
    column: str | None
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class BatchResult:
    """All scored rows in the order of the file, and all rows that were not."""

    rows: tuple[Score, ...]
    errors: tuple[RowError, ...]
