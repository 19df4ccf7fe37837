"""Answers of “why did X move?”: the one sentence that names X, its direction and a cause, quoted.

Nothing is put together: a sentence counts only if what moved stands in its effect, the direction is
the one asked for, and its time is not another. Where two sentences fit alike, there is no answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from appliance.assistant.arithmetic.ratios import SYNONYMS, spelled_out
from appliance.assistant.causes import asking
from appliance.assistant.causes.sentences import Cause, causes
from appliance.assistant.citations import cite
from appliance.assistant.every_page.reading import shown
from appliance.assistant.kinds.telling import first_sentence
from appliance.assistant.outcomes import Outcome
from appliance.assistant.records import Sentence
from appliance.assistant.wording import Weights, occurrences, terms

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from appliance.assistant.candidates import Span
    from appliance.assistant.causes.asking import Movement
    from appliance.assistant.questions import Question
    from appliance.documents.store import PageText
    from appliance.jobs import Job

METHOD = "causes.v1"
GIVEN = "The file gives this as the cause."
# From which score on a sentence is given, and how far it must be before another
# (benchmarks/rankings_and_causes.py).
LEAST_SCORE = 0.85
LEAST_MARGIN = 0.05
# What the effect says beside what was asked: another figure, or a part of it.
_EXTRA = 0.25
_OVER = 0.6
_ANOTHER_TIME = 0.2
_NO_WAY = 0.25
_MOVING = frozenset(
    terms("increase increased decrease decreased change changed growth grew rose fell decline "
          "declined higher lower reduction drop improve improved year years ended fiscal compared "
          "quarter month months period december march june september million billion thousand "
          "percent approximately prior previous primarily mainly partially totaled usd same")
)  # fmt: skip


class Found(NamedTuple):
    """The sentence that fits best, how well, and how far it is before the next."""

    cause: Cause
    score: float
    margin: float


def caused(
    question: Question,
    pages: Sequence[PageText],
    spans: Sequence[Span],
    job: Job,
) -> Outcome | None:
    """The sentence that gives the cause asked for; None where none plainly does.

    Raises: Cancelled.
    """
    asked = asking.movement(first_sentence(question.text))
    if asked is None:
        return None
    documents = {span.document_id for span in spans[:3]}
    searched = [p for p in pages if not documents or p.document_id in documents]
    found = best(asked, searched, job)
    if found is None or not certain(found):
        return None
    one = found.cause
    places = [(one.start, one.end)]
    if one.first < one.start:
        places.insert(0, (one.first, _end_of_first(one)))
    cited = tuple(cite(one.page, start, end) for start, end in places)
    text = " ".join(f"“{shown(c.quote)}”" for c in cited)
    return Outcome(
        METHOD, True, sentences=(Sentence(text, True, cited, GIVEN),), spans=tuple(spans),
        confidence=min(1.0, found.score),
    )  # fmt: skip


def certain(found: Found) -> bool:
    """Whether a sentence fits well enough, and clearly better than any other, to be the answer."""
    return found.score >= LEAST_SCORE and found.margin >= LEAST_MARGIN


def best(asked: Movement, pages: Sequence[PageText], job: Job) -> Found | None:
    """The sentence that fits best; None where none has a word of what is asked."""
    wanted = _terms(asked.subject)
    ways = _alternatives(wanted)
    every = {term for one in ways for term in one}
    weights = Weights(*occurrences(every, (page.text for page in pages)))
    scored: list[tuple[float, int, Cause]] = []
    for page in pages:
        job.check()
        for one in causes(page):
            score = max(
                _score(asked, way, one, weights) - 0.05 * (n > 0) for n, way in enumerate(ways)
            )
            if score > 0:
                scored.append((score, -len(scored), one))
    if not scored:
        return None
    scored.sort(key=lambda found: found[:2], reverse=True)
    score, _, first = scored[0]
    said = _plain(first)
    other = next((s for s, _, one in scored if _plain(one) != said), 0.0)
    return Found(first, score, score - other)


def _score(asked: Movement, wanted: Sequence[str], one: Cause, weights: Weights) -> float:
    effect = _terms(one.effect)
    over = set(_terms(one.over))
    total = weights.total(wanted)
    if not total or not set(wanted) & set(effect):
        return 0.0
    here = weights.total(term for term in wanted if term in effect)
    above = weights.total(term for term in wanted if term not in effect and term in over)
    score = (here + _OVER * above) / total
    if not _same_way(asked, one):
        return 0.0
    if asked.way != "any" and asked.way not in one.ways:
        score -= _NO_WAY
    years = set(asked.years)
    if years and one.years and not years & one.years:
        return 0.0
    if asked.months is not None and one.months not in (None, asked.months):
        score -= _ANOTHER_TIME
    own = {t for t in effect if t.isalpha()} - _MOVING
    extra = own - set(wanted)
    return score - _EXTRA * len(extra) / max(1, len(extra) + len(wanted))


def _same_way(asked: Movement, one: Cause) -> bool:
    """The sentence does not say the opposite alone."""
    opposite = {"up": "down", "down": "up"}.get(asked.way)
    return opposite is None or asked.way in one.ways or opposite not in one.ways


def _terms(text: str) -> list[str]:
    plain = spelled_out(text).replace("percentage", "percent").replace("Percentage", "percent")
    return list(dict.fromkeys(terms(plain)))


def _alternatives(wanted: Sequence[str]) -> list[list[str]]:
    """The words themselves, and other names of the same line of a statement."""
    found = [list(wanted)]
    for group in SYNONYMS:
        named = [terms(name) for name in group]
        if any(set(name) == set(wanted) for name in named):
            found += [name for name in named if name and set(name) != set(wanted)]
    return found


def _plain(one: Cause) -> frozenset[str]:
    return frozenset(_significant(terms(f"{one.effect} {one.reason}")))


def _significant(words: Iterable[str]) -> Iterable[str]:
    return (word for word in words if not word.isdigit())


def _end_of_first(one: Cause) -> int:
    """Where the sentence before ends: without the space up to the one that points back to it."""
    text = one.page.text[one.first : one.start]
    return one.first + len(text.rstrip())
