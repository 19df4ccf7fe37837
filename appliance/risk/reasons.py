"""Why points were lost, strongest first, against the reference that the model declares."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from appliance.risk.records import Reason

if TYPE_CHECKING:
    from appliance.packs.records import RiskTraits

# More than four reasons are "not likely to be helpful" in an adverse-action notice (Regulation B).
MOST_REASONS = 4


def points_lost(contributions: np.ndarray, traits: RiskTraits) -> np.ndarray:
    """Reference points minus points earned, int (n, features); negative where more was earned."""
    return np.asarray(traits.neutral_points, np.int64) - contributions.astype(np.int64)


def strongest(lost: np.ndarray) -> np.ndarray:
    """Columns of the largest losses, int (n, at most four); equal losses keep the inputs' order.

    A row may name columns that lost nothing: the caller leaves those out.
    """
    return np.argsort(-lost, axis=1, kind="stable")[:, :MOST_REASONS]


def in_words(
    order: list[int], lost: list[int], values: list[float], traits: RiskTraits
) -> tuple[Reason, ...]:
    """The reasons of one row: `order` from `strongest`, `lost` and `values` of that row."""
    reasons = []
    for column in order:
        if lost[column] <= 0:
            break
        feature = traits.features[column]
        reasons.append(
            Reason(
                feature.name, feature.label, feature.adverse_reason, lost[column], values[column]
            )
        )
    return tuple(reasons)
