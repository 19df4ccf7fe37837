"""How often findings like this one were right, where it was measured. Pure.

`benchmarks/form_filling.py` counts, on documents with known truth, how many findings of each band
of scores were right; the table below is from there, rounded down. It is no promise for documents
of another kind, so it never does more than order the work of a person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from appliance.documents.records import Page

# From this score on, and how sure such a finding is.
_CODE = ((0.9, 0.95), (0.8, 0.9), (0.7, 0.75), (0.6, 0.55), (0.5, 0.4), (0.0, 0.2))
_MEANING = ((0.75, 0.9), (0.65, 0.8), (0.55, 0.7), (0.0, 0.5))
_MODEL = ((0.97, 0.35), (0.9, 0.25), (0.0, 0.1))
# Where code and the model name the same place, this part of the doubt goes.
_AGREED = 0.4
_DISAGREED = 0.8
_AMBIGUOUS = 0.7


def of_code(score: float, *, rival: float = 0.0) -> float:
    """Of what code found; `rival` is the score of the next best value."""
    sure = next(confidence for least, confidence in _CODE if score >= least)
    return round(sure * (_AMBIGUOUS if rival > score - 0.08 else 1.0), 3)


def of_meaning(alike: float) -> float:
    """Of a value whose label means the field in other words; `alike` compares the two."""
    return next(confidence for least, confidence in _MEANING if alike >= least)


def of_model(sureness: float) -> float:
    """Of what the model alone found; `sureness` is its tokens' mean probability."""
    return next(confidence for least, confidence in _MODEL if sureness >= least)


def agreed(confidence: float) -> float:
    """Code and model named the same value."""
    return round(confidence + (1 - confidence) * _AGREED, 3)


def disagreed(confidence: float) -> float:
    """The model named another value."""
    return round(confidence * _DISAGREED, 3)


def of_reading(page: Page, start: int, end: int) -> float:
    """How sure the recogniser was of the words there; 1 for text of the file itself."""
    if not page.confidences:
        return 1.0
    sure = [
        percent
        for word, percent in zip(page.words, page.confidences, strict=False)
        if word.start < end and word.end > start
    ]
    return min(sure) / 100 if sure else 1.0
