"""What follows from all that was found about one statement in one paper. Pure.

The judge of a trained statement was measured on agreements that it had not seen, and only it can
make a verdict certain. All else (likeness of wording, patterns, likelihoods) proposes to a person.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from appliance.review.asking.likelihoods import Answered
    from appliance.review.records import By, Verdict
    from appliance.review.statements.records import Judged

# Share of a language model in the mean of the logarithms, for statements without a model of their
# own, as benchmarks/statement_likelihoods.py measured it; statements with one are judged by that
# alone. The starter model's "Yes" hardly tells a confirmed statement from others (area under the
# curve .54, likeness of wording .68), and with it the judge is right less often: it is not asked.
LIKELIHOOD_WEIGHTS = {"smollm2-135m-instruct": 0.0}
# A model that nobody measured adds nothing to a verdict; where it is so sure of another answer, a
# person decides.
_SECOND_OPINION = 2 / 3
# Below it none of the three is likelier than the two others together.
_LIKELIER = 0.5
# How often the patterns of the checklist for non-disclosure agreements were right where they alone
# matched, on ContractNLI's 61 development agreements: 366 of 484 for it, 39 of 66 against it.
_PATTERN_FOR, _PATTERN_AGAINST = 0.75, 0.6
_LEAST = 1e-6

Reason = Literal[
    "unsure", "patterns disagree", "pattern against judge", "models disagree", "doubted", "no quote"
]


class Signs(NamedTuple):
    """What was found.

    Attributes:
        judged: None where nobody could judge.
        answered: None where the language model was not asked.
        weight: of that model, None if nobody measured it.
        for_hits, against_hits: places where the checklist's patterns match.
        doubted: something is known against a place that the verdict stands on.
        whole: every page was read, and nothing in the paper was made for machines.
        quotes: places that the judge shows.
    """

    judged: Judged | None
    answered: Answered | None = None
    weight: float | None = None
    for_hits: int = 0
    against_hits: int = 0
    doubted: bool = False
    whole: bool = True
    quotes: int = 0


class Weighed(NamedTuple):
    """The verdict, and `reason` for which it needs a person; "" where it does not."""

    verdict: Verdict
    confidence: float
    certain: bool
    by: By
    reason: Reason | Literal[""] = ""


class Shares(NamedTuple):
    """Probabilities that sum to 1."""

    met: float
    contradicted: float
    not_mentioned: float


def worth_asking(name: str) -> bool:
    """Whether a language model's likelihoods can change anything."""
    return LIKELIHOOD_WEIGHTS.get(name) != 0.0


def pooled(judged: Judged, answered: Answered | None, weight: float | None) -> Shares:
    """Judge and language model together; the model of a trained statement stands alone."""
    own = Shares(judged.met, judged.contradicted, judged.not_mentioned)
    if judged.trained or answered is None or not weight:
        return own
    logs = [
        (1 - weight) * math.log(max(one, _LEAST)) + weight * math.log(max(other, _LEAST))
        for one, other in zip(own, answered, strict=True)
    ]
    most = max(logs)
    parts = [math.exp(one - most) for one in logs]
    return Shares(*(part / sum(parts) for part in parts))


def weigh(signs: Signs) -> Weighed:
    """The verdict of one paper on one statement."""
    judged = signs.judged
    if judged is not None and judged.trained:
        found = _by_its_model(signs, judged)
    else:
        found = _second_opinion(signs, _by_wording(signs))
    shown = signs.quotes + signs.for_hits + signs.against_hits
    if found.verdict != "not found" and not shown:
        return found._replace(verdict="not found", certain=False, reason="no quote")
    if found.verdict != "not found" and signs.doubted:
        return found._replace(verdict="needs a person", certain=False, reason="doubted")
    return found


def _by_its_model(signs: Signs, judged: Judged) -> Weighed:
    """The statement's own model decides; patterns that say otherwise take its certainty away."""
    shares = Shares(judged.met, judged.contradicted, judged.not_mentioned)
    best = max(shares)
    verdict = _verdict(shares)
    otherwise = (
        (verdict == "met" and signs.against_hits > 0)
        or (verdict == "contradicted" and signs.for_hits > 0)
        or (verdict == "not found" and signs.for_hits + signs.against_hits > 0)
    )
    if otherwise and (verdict == "not found" or not judged.certain):
        return Weighed("needs a person", best, False, _by(signs), "pattern against judge")
    if best < _LIKELIER:
        return Weighed("needs a person", best, False, _by(signs), "unsure")
    # Exceptions elsewhere do not count here: ContractNLI's agreements have some for 84 % of the
    # statements, of confirmed, denied and unmentioned ones alike, and the judge was measured so.
    certain = judged.certain and signs.whole and not otherwise
    return Weighed(verdict, best, certain, _by(signs))


def _by_wording(signs: Signs) -> Weighed:
    """Of a statement that nothing was trained for: patterns first, then likeness of wording."""
    shares = None
    if signs.judged is not None:
        shares = pooled(signs.judged, signs.answered, signs.weight)
    if signs.for_hits and signs.against_hits:
        return Weighed("needs a person", _LIKELIER, False, "code", "patterns disagree")
    if signs.for_hits:
        return Weighed("met", _PATTERN_FOR, False, "code")
    if signs.against_hits:
        return Weighed("contradicted", _PATTERN_AGAINST, False, "code")
    if shares is None:
        return Weighed("not found", _LIKELIER, False, "code")
    best = max(shares)
    if best < _LIKELIER:
        return Weighed("needs a person", best, False, _by(signs), "unsure")
    return Weighed(_verdict(shares), best, False, _by(signs))


def _second_opinion(signs: Signs, found: Weighed) -> Weighed:
    """What a language model that nobody measured may do: send a verdict to a person."""
    if signs.answered is None or signs.weight is not None or found.verdict == "needs a person":
        return found
    said = Shares(*signs.answered)
    if max(said) < _SECOND_OPINION or _verdict(said) == found.verdict:
        return found
    by: By = "model" if found.by == "model" else "code and model"
    return found._replace(verdict="needs a person", by=by, reason="models disagree")


def _verdict(shares: Shares) -> Verdict:
    best = max(shares)
    if shares.not_mentioned == best:
        return "not found"
    return "contradicted" if shares.contradicted == best else "met"


def _by(signs: Signs) -> By:
    if signs.judged is None:
        return "code"
    return "code and model" if signs.for_hits + signs.against_hits else "model"
