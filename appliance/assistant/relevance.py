"""Whether anything found answers the question at all: a calibrated decision, not a feeling."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.assistant.calibration import Calibration
    from appliance.assistant.candidates import Candidate
    from appliance.assistant.questions import Question


class Facts(NamedTuple):
    """What the decision is made from.

    Words of the question that occur nowhere in the file, and a missing date or name, were tried as
    facts too: on the public questions they said nothing beyond these three.

    Attributes:
        best: the best fit of any candidate, leaving aside whether it has the kind of thing asked
            for: numbers and names are everywhere.
        cosine: the greatest similarity of any candidate.
        dense: how much of the best candidate is about the question.
    """

    best: float
    cosine: float
    dense: float


def facts(
    question: Question, ranked: Sequence[Candidate], calibration: Calibration
) -> Facts | None:
    """The facts, or None when there is nothing to decide about."""
    if not ranked or not question.terms:
        return None
    return Facts(
        best=max(calibration.fit(one.evidence, kinds=False) for one in ranked),
        cosine=max(one.evidence.cosine for one in ranked),
        dense=ranked[0].evidence.dense,
    )


def confidence(calibration: Calibration, found: Facts | None) -> float:
    """Estimated probability that the answer stands in the candidates; 0 when there are none."""
    return 0.0 if found is None else calibration.probability(found._asdict())
