"""Chooses what the model gets to read: the best parts with their neighbours, within a budget."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from appliance.assistant import prompting
from appliance.assistant.citations import lies_in
from appliance.assistant.records import Passage
from appliance.assistant.units import units

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.assistant.candidates import Candidate
    from appliance.assistant.ports import LanguageModel
    from appliance.assistant.units import Unit

# Two or three sentences, or a dozen rows: enough to read the best part in its place. A small
# model reads about 200 tokens a second on one core, so length is what a person waits for.
PASSAGE_CP = 320


class Limits(NamedTuple):
    """How much the model reads and writes for one answer.

    Attributes:
        passages: at most so many passages.
        prompt_tokens: the whole prompt, policy and question included.
        whole_tokens: a document is read whole if it, the question and the answer have at most so
            many; three quarters of the engine's context, so that many answers fit beside it.
        answer_tokens: at most so many tokens are written.
        hits: so many passages are taken from the search and looked through by code.
    """

    passages: int = 4
    prompt_tokens: int = 640
    answer_tokens: int = 96
    hits: int = 16
    whole_tokens: int = 3000


def choose(ranked: Sequence[Candidate], most: int) -> list[Passage]:
    """Passages around the best candidates, best first; a candidate inside one makes no other."""
    chosen: list[Passage] = []
    known: dict[tuple[int, int], list[Unit]] = {}
    for candidate in ranked:
        if len(chosen) == most:
            break
        if any(lies_in(candidate, passage) for passage in chosen):
            continue
        page = candidate.page
        place = (page.document_id, page.page)
        if place not in known:
            known[place] = units(page.text)
        start, end = _grown(known[place], candidate)
        chosen.append(
            Passage(
                id=f"P{len(chosen) + 1}", document=page.document, document_id=page.document_id,
                page=page.page, start=start, end=end, text=page.text[start:end],
                score=candidate.fit, chunk_id=candidate.span.chunk_id,
            )
        )  # fmt: skip
    return chosen


def within(
    passages: Sequence[Passage],
    question: str,
    language: LanguageModel,
    *,
    tokens: int,
    version: str,
) -> list[Passage]:
    """The first passages that fit into `tokens` together with policy and question.

    The first one is always kept, so that the model has something to read.
    """
    if not passages:
        return []
    texts = [prompting.frame(question, version=version), *map(prompting.block, passages)]
    frame, *sizes = language.count_tokens(texts)
    kept, used = [passages[0]], frame + sizes[0]
    for passage, size in zip(passages[1:], sizes[1:], strict=True):
        if used + size > tokens:
            break
        kept.append(passage)
        used += size
    return kept


def _grown(around: Sequence[Unit], candidate: Candidate) -> tuple[int, int]:
    """The candidate and as many neighbours as fit, one after it for each before it."""
    first = last = next(n for n, unit in enumerate(around) if unit.start == candidate.start)
    before = after = True
    while before or after:
        before = before and first > 0 and _length(around, first - 1, last) <= PASSAGE_CP
        first -= before
        after = after and last + 1 < len(around) and _length(around, first, last + 1) <= PASSAGE_CP
        last += after
    return around[first].start, around[last].end


def _length(around: Sequence[Unit], first: int, last: int) -> int:
    return around[last].end - around[first].start
