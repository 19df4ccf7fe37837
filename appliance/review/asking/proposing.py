"""Proposals for the statements of a checklist about one paper, each with quotes from its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import msgspec

from appliance.documents.suspicion import touching
from appliance.review.asking import prompting, quotes, sentences, weighing
from appliance.review.asking.doubts import for_machines, for_models
from appliance.review.asking.likelihoods import Weighing, likelihoods
from appliance.review.asking.passages import MOST_TOKENS, Place, readings
from appliance.review.exceptions import MORE_LIMITS, exceptions
from appliance.review.records import MadeWith, Proposal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from appliance.documents.records import Notice
    from appliance.documents.store import PageText
    from appliance.jobs import Job
    from appliance.review.asking.likelihoods import Answered, Asked
    from appliance.review.asking.ports import Doubts, Judge
    from appliance.review.asking.weighing import Weighed
    from appliance.review.checklists.records import Item
    from appliance.review.papers.reading import Papers
    from appliance.review.records import Evidence, PaperRead, Searched, Side, Verdict
    from appliance.review.statements.records import Judged

RULES_VERSION = "statements.2"
MOST_EXCEPTIONS = 4
# Some of them stand in what is shown already; the others are counted, and said to be there.
_MOST_LOOKED_AT = 24
MOST_NEAREST = 2
_STAGE = "weighing the statements"
_NOTHING_MADE = MadeWith()
# What the judge's sentences are shown as.
_SIDES: dict[Verdict, tuple[Side, str]] = {
    "met": ("for", ""),
    "contradicted": ("against", ""),
    "needs a person": ("context", sentences.UNSETTLED),
}


class _Paper(NamedTuple):
    """All that is the same for every statement about a paper."""

    papers: Papers
    read: PaperRead
    pages: Sequence[PageText]
    left_out: tuple[Notice, ...]
    whole: bool
    doubts: Doubts
    made: MadeWith
    weight: float | None
    in_part: frozenset[str]


def concerned(item: Item, paper: PaperRead) -> bool:
    """Whether a paper is one that the statement is about.

    A paper whose type could not be told is read, too: an agreement that nobody looked through would
    be worse than one page too many.
    """
    about = not item.documents or not paper.type or paper.type in item.documents
    return item.kind == "statement" and about


def propose(
    items: Sequence[Item],
    papers: Papers,
    paper: PaperRead,
    *,
    judge: Judge | None,
    language: Asked | None,
    doubts: Doubts,
    seed: int,
    job: Job,
    on_item: Callable[[str, Proposal], None] | None = None,
    made: MadeWith = _NOTHING_MADE,
) -> dict[str, Proposal]:
    """What models and patterns say of each statement that the paper concerns.

    Args:
        items: of a checklist; those that are no statement or do not concern the paper are left out.
        papers: the case's papers.
        paper: the one that is asked.
        judge: None where no model for embeddings is installed.
        language: None where no language model is installed.
        doubts: what is known against places of the case.
        seed: kept with the proposals; nothing here is left to chance.
        job: reports items done; cancelling it stops within a step of the models.
        on_item: gets each item's id and proposal as soon as it is there.
        made: what the caller knows of the models (digests of the judge's models, engine build).

    Returns:
        Proposals by the item's id, in the order of the items.

    Raises: Cancelled, and what the engines raise.
    """
    chosen = [item for item in items if concerned(item, paper)]
    job.check()
    if not chosen:
        return {}
    pages = papers.texts(paper.document_id)
    notices = doubts.notices(paper.document_id)
    safe, left_out = for_models(pages, notices)
    judged = (
        {} if judge is None else {one.item_id: one for one in judge.judge(chosen, safe, job=job)}
    )
    said = _asked(chosen, judged, safe, language, job)
    weight = None if language is None else weighing.LIKELIHOOD_WEIGHTS.get(language.name)
    about = _Paper(
        papers,
        paper,
        pages,
        left_out,
        not (paper.unread or left_out or for_machines(notices)),
        doubts,
        _made(made, language, said, seed),
        weight,
        said.in_part,
    )
    found: dict[str, Proposal] = {}
    for done, item in enumerate(chosen):
        job.tick(_STAGE, done, len(chosen), unit="items", note=paper.document)
        one = _proposal(item, about, judged.get(item.id), said.answers.get(item.id), job)
        found[item.id] = one
        if on_item is not None:
            on_item(item.id, one)
    job.tick(_STAGE, len(chosen), len(chosen), unit="items")
    return found


def _asked(
    items: Sequence[Item],
    judged: dict[str, Judged],
    pages: Sequence[PageText],
    language: Asked | None,
    job: Job,
) -> Weighing:
    """What the language model says of the statements that have no model of their own.

    Nothing where it was measured that it adds nothing: that would be minutes for no use.
    """
    wanted = [item for item in items if item.id in judged and not judged[item.id].trained]
    if language is None or not wanted or not weighing.worth_asking(language.name):
        return Weighing({}, "")
    places = {
        item.id: [Place(span.page, span.start, span.end) for span in judged[item.id].spans]
        for item in wanted
    }
    most_tokens = language.most_tokens(MOST_TOKENS, [item.question for item in wanted], job)
    count = language.language.count_tokens
    return likelihoods(
        readings(wanted, places, pages, count=count, most_tokens=most_tokens), language, job
    )


def _made(made: MadeWith, language: Asked | None, said: Weighing, seed: int) -> MadeWith:
    """With the model, prompt and batch that were used, if any were."""
    made = msgspec.structs.replace(made, rules=RULES_VERSION, seed=seed)
    if language is None or not said.answers:
        return msgspec.structs.replace(
            made, language_model="", language_digest="", prompt_version="", prompt_sha256=""
        )
    loaded = language.language.loaded
    return msgspec.structs.replace(
        made,
        language_model=language.name,
        language_digest=language.digest,
        prompt_version=prompting.VERSION,
        prompt_sha256=prompting.words().sha256,
        engine_build=loaded.engine_build if loaded else made.engine_build,
        schedule=said.schedule,
    )


def _proposal(
    item: Item, about: _Paper, judged: Judged | None, answered: Answered | None, job: Job
) -> Proposal:
    paper = about.read
    found = quotes.hits(item, about.pages, job)
    shown = quotes.shown(judged, about.pages)
    signs = weighing.Signs(
        judged,
        answered,
        about.weight,
        for_hits=len(found.pro),
        against_hits=len(found.contra),
        whole=about.whole,
        quotes=len(shown),
    )
    weighed = weighing.weigh(signs)
    trained = judged is not None and judged.trained
    places = _evidence(about, weighed, found, shown, trained=trained)
    doubts = _doubts(about.doubts, places) if weighed.verdict != "not found" else ()
    if doubts:
        weighed = weighing.weigh(signs._replace(doubted=True))
    more = False
    if weighed.verdict != "not found":
        places, more = _limited(item, about, places)
    return Proposal(
        weighed.verdict,
        round(weighed.confidence, 4),
        weighed.by,
        weighed.certain,
        (
            *sentences.why(
                weighed, paper, places, trained=trained, doubts=doubts, left_out=about.left_out
            ),
            *([MORE_LIMITS] if more else []),
        ),
        tuple(places),
        _searched(item, about, judged, asked=answered is not None),
        made=about.made,
    )


def _evidence(
    about: _Paper,
    weighed: Weighed,
    found: quotes.Hits,
    shown: Sequence[Place],
    *,
    trained: bool,
) -> list[Evidence]:
    """Quotes on which the verdict stands, best first."""
    number = about.read.document_id
    side, note = _SIDES.get(weighed.verdict, ("context", sentences.NEAREST))
    matched = [*found.pro, *found.contra]
    if weighed.verdict == "not found":
        shown = () if weighed.certain else shown[:MOST_NEAREST]
    elif matched and not trained:
        # The patterns decided; what is near to the wording only stands beside them.
        side, note = "context", sentences.NEAREST
        shown = quotes.apart(shown, matched)[:MOST_NEAREST]
    judged = quotes.evidence(about.papers, number, shown, side, note)
    patterns: list[Evidence] = []
    ways: tuple[tuple[tuple[Place, ...], Side], ...]
    ways = ((found.pro, "for"), (found.contra, "against"))
    for places, way in ways:
        rest = quotes.apart(places, shown)
        patterns += quotes.evidence(about.papers, number, rest, way, sentences.PATTERN)
    return [*judged, *patterns] if trained else [*patterns, *judged]


def _limited(item: Item, about: _Paper, places: Sequence[Evidence]) -> tuple[list[Evidence], bool]:
    """The places with exceptions elsewhere in the paper behind them, and whether there are more.

    None from text that is left out for models, too. What only stands beside the rule gives way to
    an exception at the same place.
    """
    telling = [one for one in places if one.side != "context"] or places
    limits = [
        one
        for one in exceptions(item, about.papers, (about.read,), most=_MOST_LOOKED_AT)
        if not _meets(one, telling)
        and not touching(about.left_out, one.document_id, one.page, one.start, one.end)
    ]
    more = len(limits) > MOST_EXCEPTIONS
    limits = limits[:MOST_EXCEPTIONS]
    beside = [one for one in places if one not in telling and not _meets(one, limits)]
    return [*telling, *beside, *limits], more


def _meets(one: Evidence, others: Sequence[Evidence]) -> bool:
    return any(
        one.page == other.page and one.start < other.end and other.start < one.end
        for other in others
    )


def _doubts(doubts: Doubts, places: Sequence[Evidence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(why for one in places for why in doubts.against(one)))


def _searched(item: Item, about: _Paper, judged: Judged | None, *, asked: bool) -> Searched:
    ways = []
    if judged is not None:
        ways.append(sentences.WAYS_MODEL if judged.trained else sentences.WAYS_WORDING)
    if item.patterns or item.against:
        ways.append(sentences.WAYS_PATTERNS)
    if asked:
        in_part = item.id in about.in_part
        ways.append(sentences.WAYS_LANGUAGE_IN_PART if in_part else sentences.WAYS_LANGUAGE)
    return about.papers.searched((about.read,), ways)
