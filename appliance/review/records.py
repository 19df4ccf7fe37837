"""What a review is made of; frozen, without behaviour. Stored as JSON in the case.

Offsets are code points of a page's text, half-open, as everywhere; `quote` is exactly that part.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from appliance.review.checklists.records import SEVERITIES, Checklist, Item

Verdict = Literal["met", "not met", "contradicted", "not found", "needs a person"]
Side = Literal["for", "against", "exception", "context"]
PaperState = Literal["in order", "missing", "stale", "incomplete", "not signed", "expiring"]
By = Literal["code", "model", "code and model", "person"]
ItemState = Literal["waiting", "open", "accepted", "corrected", "rejected"]
ReviewState = Literal["proposing", "open", "submitted", "signed"]
DecisionKind = Literal["accepted", "corrected", "rejected"]
Part = Literal["maker", "checker"]
ReportFormat = Literal["pdf", "docx", "xlsx", "json", "zip"]


class Rect(msgspec.Struct, frozen=True):
    """A box on a page, in points from the top left."""

    x0: float
    y0: float
    x1: float
    y1: float


class Evidence(msgspec.Struct, frozen=True):
    """A place, what stands there letter by letter, and for what it speaks.

    `sha256` is the document's. `boxes` has one per line, () where the format has no boxes.
    `note` says in plain words why it is shown ("this sentence limits it").
    """

    document: str
    document_id: int
    sha256: str
    page: int
    start: int
    end: int
    quote: str
    side: Side = "for"
    boxes: tuple[Rect, ...] = ()
    note: str = ""


class Quote(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A place that a person gives as evidence: `text` is looked for on that page.

    `side` "" goes by the verdict: "for" what is met, "against" all else.
    """

    document: str
    page: int
    text: str
    side: Literal["", "for", "against", "exception", "context"] = ""
    note: str = ""


class Searched(msgspec.Struct, frozen=True):
    """What was looked through, so that "not found" says something.

    `unread` are sentences about pages that could not be read; `ways` are how it was looked for, in
    plain words.
    """

    documents: tuple[str, ...]
    pages: int
    pages_total: int
    unread: tuple[str, ...] = ()
    ways: tuple[str, ...] = ()


class Paper(msgspec.Struct, frozen=True):
    """A paper that an item is about and the state it is in; `document` "" for a missing one."""

    type: str
    state: PaperState
    document: str = ""
    why: str = ""


class MadeWith(msgspec.Struct, frozen=True):
    """All that is needed to make a proposal again and to compare.

    `rules` is the version of the rules of code; digests are empty where no model was asked.
    `prompt_sha256` is over the prompt's text of that version.
    """

    rules: str = ""
    language_model: str = ""
    language_digest: str = ""
    embedding_digest: str = ""
    statement_model: str = ""
    statement_digest: str = ""
    prompt_version: str = ""
    prompt_sha256: str = ""
    engine_build: str = ""
    schedule: str = ""
    seed: int = 0
    seconds: float = 0.0


class Proposal(msgspec.Struct, frozen=True):
    """What the program says of an item before a person does.

    Attributes:
        verdict: never other than "not found" without evidence.
        certain: shown as certain; where it was measured, such verdicts were right at least nine
            times of ten. All others go to a person first.
        confidence: 0 to 1, calibrated.
        why: sentences for the person who decides.
        evidence: best first; those with the side "exception" stand far from the rule and limit it.
        papers: of completeness items.
    """

    verdict: Verdict
    confidence: float
    by: By
    certain: bool = False
    why: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    searched: Searched | None = None
    papers: tuple[Paper, ...] = ()
    made: MadeWith = MadeWith()


class Decision(msgspec.Struct, frozen=True):
    """What a person made of an item.

    Attributes:
        kind: "accepted" the proposal, "corrected" it with another verdict, or "rejected" it as not
            usable, which leaves the item "needs a person" until it is corrected.
        verdict: what holds now.
        reason: always given when corrected, rejected or waived.
        evidence: the places that the decision stands on.
        waived: the item is not met and that is accepted by somebody who may.
        owner, due: who clears an exception and until when (YYYY-MM-DD); "" for none.
        by, by_id, at: who and when.
    """

    kind: DecisionKind
    verdict: Verdict
    by: str
    by_id: str
    at: str
    reason: str = ""
    evidence: tuple[Evidence, ...] = ()
    waived: bool = False
    owner: str = ""
    due: str = ""


class ReviewItem(msgspec.Struct, frozen=True):
    """An item in a review; `before` are earlier decisions, oldest first."""

    place: int
    item: Item
    state: ItemState
    proposal: Proposal | None = None
    decision: Decision | None = None
    before: tuple[Decision, ...] = ()


class PaperRead(msgspec.Struct, frozen=True):
    """A document that took part, as it was when the review began."""

    document: str
    document_id: int
    sha256: str
    pages: int
    type: str = ""
    unread: tuple[str, ...] = ()


class Signature(msgspec.Struct, frozen=True):
    """One of the two signatures of a round.

    `content_sha256` is over the canonical form of all items, decisions, papers and versions
    (`review.signing.content`).
    """

    part: Part
    by: str
    by_id: str
    at: str
    content_sha256: str
    note: str = ""
    round: int = 1


class Event(msgspec.Struct, frozen=True):
    """A line of a review's history; `place` -1 for the review as a whole."""

    at: str
    by: str
    what: str
    round: int
    place: int = -1
    note: str = ""


class Review(msgspec.Struct, frozen=True):
    """A review of one case against one checklist as it was then.

    `today` is the day the rules counted from, YYYY-MM-DD. `seen` are the places whose evidence the
    present user has opened in this round. `signatures` are those of the present round. `asked` are
    the documents that were named, None for all of the case; `models` is what it was begun with.
    `notes` are sentences about it as a whole: a model that was not there, papers that changed.
    """

    id: int
    case: str
    checklist: Checklist
    checklist_sha256: str
    started_at: str
    started_by: str
    today: str
    state: ReviewState
    round: int
    papers: tuple[PaperRead, ...]
    items: tuple[ReviewItem, ...]
    signatures: tuple[Signature, ...] = ()
    seen: frozenset[int] = frozenset()
    seconds: float = 0.0
    asked: tuple[str, ...] | None = None
    models: MadeWith = MadeWith()
    notes: tuple[str, ...] = ()


class Counts(msgspec.Struct, frozen=True):
    """How far a review is: items by state and by the verdict that holds."""

    total: int
    waiting: int
    open: int
    decided: int
    exceptions: int
    met: int = 0
    not_met: int = 0
    contradicted: int = 0
    not_found: int = 0
    needs_a_person: int = 0


class ReviewLine(msgspec.Struct, frozen=True):
    """A review in a list over cases; ages in whole days, `overdue` exceptions past their date.

    `trouble` says why the reviews of a case cannot be listed; then `id` is 0 and the rest empty.
    """

    case: str
    id: int
    checklist: str
    title: str
    version: str
    started_at: str
    state: ReviewState
    round: int
    counts: Counts
    age_days: int
    overdue: int = 0
    maker: str = ""
    checker: str = ""
    trouble: str = ""


# Of those who see cases; nobody else decides anything in one.
LIMITED_ROLES = ("officer", "reviewer")
# Of a limit, lowest first; "" for none.
LEVELS: tuple[str, ...] = ("", *reversed(SEVERITIES))


class Limits(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a role may decide and waive by itself: the highest severity, "" for none.

    Keys are `LIMITED_ROLES`. `check` is the highest severity of an exception with which a
    role may sign as the checker.
    """

    decide: dict[str, str] = msgspec.field(
        default_factory=lambda: {"officer": "critical", "reviewer": "critical"}
    )
    waive: dict[str, str] = msgspec.field(
        default_factory=lambda: {"officer": "", "reviewer": "high"}
    )
    check: dict[str, str] = msgspec.field(
        default_factory=lambda: {"officer": "", "reviewer": "critical"}
    )


class Change(msgspec.Struct, frozen=True):
    """What differs when a review is run again: `why` names the cause, as a sentence."""

    place: int
    item: str
    before: Proposal | None
    after: Proposal | None
    what: tuple[str, ...]
    why: tuple[str, ...]


class Replay(msgspec.Struct, frozen=True):
    """A review run again and compared; nothing of the review changes.

    `same` counts proposals that are equal in verdict, evidence and confidence. `differences` are
    about all of it (another model, changed papers), as sentences.
    """

    review: int
    at: str
    same: int
    changes: tuple[Change, ...]
    differences: tuple[str, ...] = ()
    seconds: float = 0.0
