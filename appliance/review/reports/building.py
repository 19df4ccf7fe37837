"""A review as a report: everything that is printed, in the order in which it is printed. Pure."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Protocol

import msgspec

from appliance.review.checklists.records import SEVERITIES
from appliance.review.items import evidence_of, is_exception, verdict_of
from appliance.review.papers.types import TYPES
from appliance.review.reports.records import (
    FORMAT,
    VERDICTS,
    Decided,
    ExceptionLine,
    HistoryLine,
    Letterhead,
    PaperLine,
    PaperUsed,
    Proposed,
    Quote,
    Report,
    ReportItem,
    ReportLanguage,
    SeverityCounts,
    SignOff,
    Version,
)
from appliance.review.rows import counts_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from appliance.review.records import (
        Decision,
        Event,
        Evidence,
        MadeWith,
        Proposal,
        Review,
        ReviewItem,
        Searched,
        Signature,
    )
    from appliance.review.reports.records import Signer

    # Of an item's number, from 1, and a place: the name of its picture, and why it has none; one of
    # the two is empty.
    PictureOf = Callable[[int, Evidence], tuple[str, str]]


class Shown(Protocol):
    """What of a case may stand in a file."""

    @property
    def hides(self) -> bool:
        """True if anything is replaced."""

    def text(self, text: str) -> str:
        """A text of no place."""

    def quote(self, one: Evidence) -> str:
        """The words of a place."""


class AsItIs:
    """Nothing is hidden."""

    hides = False

    def text(self, text: str) -> str:
        """The text."""
        return text

    def quote(self, one: Evidence) -> str:
        """The words."""
        return one.quote


def no_pictures(_number: int, _one: Evidence) -> tuple[str, str]:
    """For formats without pictures."""
    return "", ""


class About:
    """What a report says beside the review: who writes it, when, and what was signed."""

    def __init__(
        self,
        *,
        letterhead: Letterhead,
        signer: Signer,
        exported_at: str,
        exported_by: str,
        content_sha256: str,
        signatures: Sequence[Signature],
        history: Sequence[Event],
        language: ReportLanguage = "en",
    ) -> None:
        """`signatures` and `history` of all rounds, oldest first."""
        self.letterhead = letterhead
        self.signer = signer
        self.exported_at = exported_at
        self.exported_by = exported_by
        self.content_sha256 = content_sha256
        self.signatures = signatures
        self.history = history
        self.language = language


def build(
    review: Review,
    about: About,
    *,
    shown: Shown | None = None,
    pictures: PictureOf = no_pictures,
) -> Report:
    """The report of a review as it stands now."""
    shown = AsItIs() if shown is None else shown
    items = tuple(_item(one, about.language, shown, pictures) for one in review.items)
    checklist = review.checklist
    title = (about.language == "zh" and checklist.title_zh) or checklist.title
    exceptions = tuple(_exceptions(review, items, about.exported_at[:10]))
    parts = {one.part for one in about.signatures if one.round == review.round}
    return Report(
        format=FORMAT,
        language=about.language,
        letterhead=about.letterhead,
        case=shown.text(review.case),
        number=review.id,
        round=review.round,
        state=review.state,
        signed=review.state == "signed" and parts == {"maker", "checker"},
        checklist=checklist.name,
        checklist_title=title,
        checklist_version=checklist.version,
        checklist_sha256=review.checklist_sha256,
        jurisdiction=checklist.jurisdiction,
        source=checklist.source,
        licence=checklist.licence,
        valid_from=checklist.valid_from,
        valid_to=checklist.valid_to,
        started_at=review.started_at,
        started_by=review.started_by,
        today=review.today,
        content_sha256=about.content_sha256,
        counts=msgspec.structs.replace(counts_of(review), exceptions=len(exceptions)),
        severities=tuple(_by_severity(items)),
        items=items,
        exceptions=exceptions,
        papers=tuple(
            PaperUsed(
                shown.text(one.document),
                one.sha256,
                one.pages,
                one.type,
                tuple(map(shown.text, one.unread)),
                _type(one.type, about.language),
            )
            for one in review.papers
        ),
        signatures=tuple(
            SignOff(
                one.round,
                one.part,
                one.by,
                one.at,
                one.content_sha256,
                shown.text(one.note),
                one.round == review.round,
            )
            for one in about.signatures
        ),
        history=tuple(
            HistoryLine(
                one.at, one.by, one.what, one.round, max(0, one.place + 1), shown.text(one.note)
            )
            for one in about.history
        ),
        versions=tuple(versions(review, about.letterhead.program)),
        exported_at=about.exported_at,
        exported_by=about.exported_by,
        signer=about.signer,
        hides=shown.hides,
    )


def models_of(review: Review) -> tuple[str, ...]:
    """Digests of the models that took part, each once, in the order of their use."""
    return tuple(
        dict.fromkeys(
            digest
            for made in _made(review)
            for digest in (made.language_digest, made.embedding_digest, made.statement_digest)
            if digest
        )
    )


def versions(review: Review, program: str) -> Iterator[Version]:
    """The program, rules, prompts and models that the proposals were made with, each once."""
    found = [Version("program", program)]
    for made in _made(review):
        found += [
            Version("rules", made.rules),
            Version("language model", made.language_model, made.language_digest),
            Version("embedding model", "", made.embedding_digest),
            Version("statement model", made.statement_model, made.statement_digest),
            Version("prompt", made.prompt_version, made.prompt_sha256),
            Version("engine", made.engine_build),
            Version("schedule", made.schedule),
        ]
    yield from dict.fromkeys(one for one in found if one.name or one.digest)


def _made(review: Review) -> Iterator[MadeWith]:
    return (item.proposal.made for item in review.items if item.proposal is not None)


def _item(
    one: ReviewItem, language: ReportLanguage, shown: Shown, pictures: PictureOf
) -> ReportItem:
    asked, number = one.item, one.place + 1
    chinese = language == "zh"
    proposal, decision = one.proposal, one.decision

    def quote(place: Evidence) -> Quote:
        name, note = pictures(number, place)
        return Quote(
            side=place.side,
            document=shown.text(place.document),
            sha256=place.sha256,
            page=place.page,
            quote=shown.quote(place),
            note=shown.text(place.note),
            # Where a hidden text began and ended tells how long it is.
            start=0 if shown.hides else place.start,
            end=0 if shown.hides else place.end,
            boxes=place.boxes,
            picture=name,
            picture_note=note,
        )

    quotes = tuple(map(quote, evidence_of(one)))
    return ReportItem(
        number=number,
        id=asked.id,
        kind=asked.kind,
        title=(chinese and asked.title_zh) or asked.title,
        question=(chinese and asked.question_zh) or asked.question,
        met_when=(chinese and asked.met_when_zh) or asked.met_when,
        severity=asked.severity,
        state=one.state,
        verdict=verdict_of(one) or "needs a person",
        proposal=None if proposal is None else _proposed(proposal, shown),
        decision=None if decision is None else _decided(decision, shown),
        before=tuple(_decided(was, shown) for was in one.before),
        evidence=tuple(place for place in quotes if place.side != "exception"),
        exceptions=tuple(place for place in quotes if place.side == "exception"),
        searched=None if proposal is None else _searched(proposal, shown),
        papers=tuple(
            PaperLine(
                paper.type,
                paper.state,
                shown.text(paper.document),
                shown.text(paper.why),
                _type(paper.type, language),
            )
            for paper in (proposal.papers if proposal is not None else ())
        ),
    )


def _type(name: str, language: ReportLanguage) -> str:
    """A type of paper for people; a checklist may name one that this release does not know."""
    known = TYPES.get(name)
    if known is None:
        return name
    return (language == "zh" and known.title_zh) or known.title


def _searched(proposal: Proposal, shown: Shown) -> Searched | None:
    found = proposal.searched
    if found is None or not shown.hides:
        return found
    return msgspec.structs.replace(
        found,
        documents=tuple(map(shown.text, found.documents)),
        unread=tuple(map(shown.text, found.unread)),
        ways=tuple(map(shown.text, found.ways)),
    )


def _proposed(proposal: Proposal, shown: Shown) -> Proposed:
    return Proposed(
        proposal.verdict,
        proposal.certain,
        proposal.confidence,
        proposal.by,
        tuple(map(shown.text, proposal.why)),
    )


def _decided(one: Decision, shown: Shown) -> Decided:
    return Decided(
        one.kind,
        one.verdict,
        one.by,
        one.at,
        shown.text(one.reason),
        one.waived,
        shown.text(one.owner),
        one.due,
    )


def _by_severity(items: Iterable[ReportItem]) -> Iterator[SeverityCounts]:
    listed = tuple(items)
    for severity in SEVERITIES:
        found = [VERDICTS[one.verdict] for one in listed if one.severity == severity]
        if found:
            yield SeverityCounts(
                severity, **{name: found.count(name) for name in VERDICTS.values()}
            )


def _exceptions(review: Review, items: Sequence[ReportItem], day: str) -> Iterator[ExceptionLine]:
    """The gravest first, then in the order of the checklist."""
    began = date.fromisoformat(review.started_at[:10])
    age_days = max(0, (date.fromisoformat(day) - began).days)
    lines = []
    for kept, one in zip(review.items, items, strict=True):
        if not is_exception(kept):
            continue
        line = ExceptionLine(
            number=one.number,
            id=one.id,
            title=one.title,
            severity=one.severity,
            verdict=one.verdict,
            owner="",
            due="",
            age_days=age_days,
            overdue=False,
            waived=False,
            reason="",
            decided=False,
        )
        decision = one.decision
        if decision is not None:
            line = msgspec.structs.replace(
                line,
                owner=decision.owner,
                due=decision.due,
                overdue=not decision.waived and "" < decision.due < day,
                waived=decision.waived,
                reason=decision.reason,
                decided=True,
            )
        lines.append(line)
    return iter(sorted(lines, key=lambda line: SEVERITIES.index(line.severity)))
