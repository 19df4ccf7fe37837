"""Answers of rankings: the greatest or least of several, with the cells that were compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.assistant.arithmetic import computing, making, statements
from appliance.assistant.arithmetic.figures import figures
from appliance.assistant.kinds.telling import first_sentence
from appliance.assistant.outcomes import Outcome
from appliance.assistant.ranking import asking, choosing
from appliance.assistant.records import Sentence
from appliance.assistant.wording import terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.assistant.answers import Assistant
    from appliance.assistant.arithmetic.figures import Figure
    from appliance.assistant.candidates import Span
    from appliance.assistant.questions import Question
    from appliance.assistant.ranking.asking import Ranking
    from appliance.assistant.ranking.choosing import Ranked
    from appliance.documents.store import PageText
    from appliance.jobs import Job

METHOD = "ranking.v1"
COMPARED = "Compared by the program; the cells are cited:"
# A table must fit so well, and another that names another winner so much less
# (benchmarks/rankings_and_causes.py).
LEAST_SCORE = 0.7
LEAST_MARGIN = 0.02
_NEARNESS = 0.05
_STATEMENT = 0.1
_MOST_PAGES = 40
_MOST_SHOWN = 12
_MOST_LABEL_CP = 80


def ranked(
    question: Question,
    pages: Sequence[PageText],
    spans: Sequence[Span],
    assistant: Assistant,
    job: Job,
) -> Outcome | None:
    """The greatest or least that a question asks for; None where no table plainly has it.

    Raises: Cancelled.
    """
    text = first_sentence(question.text)
    asked = asking.ranking(text)
    if asked is None or len(asked.years) > 1:
        return None
    near, chosen = _pages(asked, text, pages, spans, job)
    found: list[Figure] = []
    for page in chosen:
        job.check()
        layout = assistant.facts.layout(page.document_id, page.page) if assistant.facts else None
        found += figures(page, layout)
    made = choosing.best(asked, found, near)
    if made is None or made.score < LEAST_SCORE or made.margin < LEAST_MARGIN:
        return None
    return Outcome(
        METHOD, True, sentences=(_sentence(asked, made),), spans=tuple(spans),
        confidence=min(1.0, made.score),
    )  # fmt: skip


def _pages(
    asked: Ranking, text: str, pages: Sequence[PageText], spans: Sequence[Span], job: Job
) -> tuple[dict[tuple[int, int], float], list[PageText]]:
    """The pages whose tables are looked at, and what each is worth for where it stands."""
    places = list(dict.fromkeys((span.document_id, span.page) for span in spans))
    near = {place: _NEARNESS * (1 - n / (len(places) + 1)) for n, place in enumerate(places)}
    documents = {place[0] for place in places[:3]}
    wanted = set(terms(f"{asked.group} {asked.measure} {' '.join(asked.members)}"))
    weighed = []
    for page in pages:
        job.check()
        if documents and page.document_id not in documents:
            continue
        share = len(wanted & set(terms(page.text))) / max(1, len(wanted))
        weighed.append((share + 10 * near.get((page.document_id, page.page), 0.0), page))
    best = [page for _, page in sorted(weighed, key=lambda one: -one[0])[:_MOST_PAGES]]
    needed = statements.needed(text)
    on = statements.likely(pages, needed) if needed else {}
    sure = statements.certain(on, pages)
    if sure:
        # The balance sheet is meant, and not a note with some of its lines.
        best = [page for page in pages if (page.document_id, page.page) in sure]
    return near, best


def _sentence(asked: Ranking, made: Ranked) -> Sentence:
    member = made.members[asked.place - 1]
    figure = member.figure
    label = _short(member.label)
    said = f"{label}: {_amount(figure)}"
    if made.changes and made.before:
        change = computing.rounded(made.changes[asked.place - 1], 2)
        old = made.before[asked.place - 1]
        said = f"{label}: {change}% ({_amount(old)} to {_amount(figure)})"
    elif asked.whole and made.sum is not None and figure.value > 0 and made.sum.value > 0:
        share = computing.rounded(computing.share([figure.value, made.sum.value]), 2)
        said = f"{said}, {share}% of {_amount(made.sum)}"
    column = _short(figure.column if figure.row == member.label else figure.row)
    said = f"{said} · {column}." if column else f"{said}."
    cited = [*making.places(figure)]
    cells = [one.figure for one in made.members] + list(made.before)
    cells += [made.sum] if asked.whole and made.sum is not None else []
    for one in cells:
        cited += making.places(one)
    return Sentence(said, True, tuple(dict.fromkeys(cited)), f"{COMPARED} {_compared(made)}.")


def _compared(made: Ranked) -> str:
    """The members in their order, with what was compared."""
    shown = []
    for n, one in enumerate(made.members[:_MOST_SHOWN]):
        value = " ".join(one.figure.written.split())
        if made.changes and made.before:
            value = f"{computing.rounded(made.changes[n], 2)}%"
        shown.append(f"{_short(one.label)} {value}")
    more = len(made.members) - _MOST_SHOWN
    return "; ".join([*shown, *([f"and {more} more"] if more > 0 else [])])


def _amount(figure: Figure) -> str:
    scale = making.scale_word(figure.scale)
    unit = figure.unit if figure.unit and figure.unit != "%" else ""
    said = " ".join(part for part in (unit, scale) if part)
    shown = " ".join(figure.written.split())
    return f"{shown} ({said})" if said else shown


def _short(text: str) -> str:
    return " ".join(text.split()).rstrip(" .:")[:_MOST_LABEL_CP]
