"""What holds of an item of a review, for the window: the rules are those of the review itself."""

from __future__ import annotations

from appliance.review.items import (
    evidence_of,
    is_exception,
    is_undecided,
    makes_exception,
    verdict_of,
)

__all__ = ["evidence_of", "is_exception", "is_undecided", "makes_exception", "verdict_of"]
