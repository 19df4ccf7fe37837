"""What a report says, whatever it is written as; frozen, without behaviour.

Texts are as they stand in the review; which of them may not be shown was decided before. Times are
ISO 8601 in UTC, days YYYY-MM-DD.

Some of these look like records of the review. They are the format of report.json, which others read
(docs/formats/review-report.schema.json): the numbers by which a vault knows users and documents are
left out, and what a vault comes to store of a review must not change what a report says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import msgspec

from appliance.review.checklists.records import ItemKind, Severity
from appliance.review.records import (
    By,
    Counts,
    DecisionKind,
    ItemState,
    PaperState,
    Part,
    Rect,
    ReviewState,
    Searched,
    Side,
    Verdict,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

ReportLanguage = Literal["en", "zh"]
# The format of report.json; docs/formats/review-report.md has its shape.
FORMAT = 1
# In the order of the chart; the names are those of `records.Counts`.
VERDICTS: Mapping[Verdict, str] = {
    "met": "met",
    "not met": "not_met",
    "contradicted": "contradicted",
    "not found": "not_found",
    "needs a person": "needs_a_person",
}


class Letterhead(msgspec.Struct, frozen=True):
    """Whose report it is; `branch` as head office calls it, "" if nobody named it."""

    name: str
    branch: str
    program: str


class Quote(msgspec.Struct, frozen=True):
    """A place that a verdict stands on, word for word.

    Attributes:
        start, end: code points of the page's text; both 0 where the report hides identifiers.
        boxes: in points from the top left of the page, one per line.
        picture: name of the picture of the place within a bundle; "" for none.
        picture_note: why there is no picture, as a sentence; "" if there is one.
    """

    side: Side
    document: str
    sha256: str
    page: int
    quote: str
    note: str = ""
    start: int = 0
    end: int = 0
    boxes: tuple[Rect, ...] = ()
    picture: str = ""
    picture_note: str = ""


class PaperLine(msgspec.Struct, frozen=True):
    """A paper that an item asks for, and its state; `title` is its type in the report's words."""

    type: str
    state: PaperState
    document: str = ""
    why: str = ""
    title: str = ""


class Proposed(msgspec.Struct, frozen=True):
    """What the program said before a person did."""

    verdict: Verdict
    certain: bool
    confidence: float
    by: By
    why: tuple[str, ...] = ()


class Decided(msgspec.Struct, frozen=True):
    """What a person made of it. `owner` and `due` are of an exception, "" for none."""

    kind: DecisionKind
    verdict: Verdict
    by: str
    at: str
    reason: str = ""
    waived: bool = False
    owner: str = ""
    due: str = ""


class ReportItem(msgspec.Struct, frozen=True):
    """An item with all that its verdict stands on.

    Attributes:
        number: as printed, from 1.
        verdict: the one that holds: the decision's, else the proposal's, else "needs a person".
        evidence: best first, without exceptions.
        exceptions: places far from the rule that limit it.
    """

    number: int
    id: str
    kind: ItemKind
    title: str
    question: str
    met_when: str
    severity: Severity
    state: ItemState
    verdict: Verdict
    proposal: Proposed | None = None
    decision: Decided | None = None
    before: tuple[Decided, ...] = ()
    evidence: tuple[Quote, ...] = ()
    exceptions: tuple[Quote, ...] = ()
    searched: Searched | None = None
    papers: tuple[PaperLine, ...] = ()


class ExceptionLine(msgspec.Struct, frozen=True):
    """An item that is not in order by the verdict that holds: a person's, else the proposed one.

    `age_days` since the review began; `due` "" for no date. `decided` is False where no person has
    said so yet, as in a draft; then there is no owner, date or reason either.
    """

    number: int
    id: str
    title: str
    severity: Severity
    verdict: Verdict
    owner: str
    due: str
    age_days: int
    overdue: bool
    waived: bool
    reason: str
    decided: bool = True


class PaperUsed(msgspec.Struct, frozen=True):
    """A document that took part; `title` is its type in the report's words.

    `unread` are sentences about pages that could not be read.
    """

    document: str
    sha256: str
    pages: int
    type: str = ""
    unread: tuple[str, ...] = ()
    title: str = ""


class SignOff(msgspec.Struct, frozen=True):
    """One signature; `present` is False for those of earlier rounds."""

    round: int
    part: Part
    by: str
    at: str
    content_sha256: str
    note: str = ""
    present: bool = True


class HistoryLine(msgspec.Struct, frozen=True):
    """What happened to the review; `item` is its number, 0 for the review as a whole."""

    at: str
    by: str
    what: str
    round: int
    item: int = 0
    note: str = ""


class Version(msgspec.Struct, frozen=True):
    """What took part in the proposals: a program, rules, a prompt or a model."""

    what: str
    name: str
    digest: str = ""


class Signer(msgspec.Struct, frozen=True):
    """The vault that signs the file, and the name of its key."""

    vault: str
    key: str
    fingerprint: str


class SeverityCounts(msgspec.Struct, frozen=True):
    """Items of one severity by the verdict that holds."""

    severity: Severity
    met: int = 0
    not_met: int = 0
    contradicted: int = 0
    not_found: int = 0
    needs_a_person: int = 0


class Report(msgspec.Struct, frozen=True):
    """A review as it is told to others.

    Attributes:
        signed: True when maker and checker have signed this round; anything else is a draft.
        content_sha256: of what both sign (`review.signing.content`).
        hides: identifiers were replaced by tokens, as the case demands of files.
        exported_at, exported_by: of this file.
    """

    format: int
    language: ReportLanguage
    letterhead: Letterhead
    case: str
    number: int
    round: int
    state: ReviewState
    signed: bool
    checklist: str
    checklist_title: str
    checklist_version: str
    checklist_sha256: str
    jurisdiction: str
    source: str
    licence: str
    valid_from: str
    valid_to: str
    started_at: str
    started_by: str
    today: str
    content_sha256: str
    counts: Counts
    severities: tuple[SeverityCounts, ...]
    items: tuple[ReportItem, ...]
    exceptions: tuple[ExceptionLine, ...]
    papers: tuple[PaperUsed, ...]
    signatures: tuple[SignOff, ...]
    history: tuple[HistoryLine, ...]
    versions: tuple[Version, ...]
    exported_at: str
    exported_by: str
    signer: Signer
    hides: bool = False


class ReportFile(msgspec.Struct, frozen=True):
    """A report that was written, and the signature beside it."""

    path: str
    signature: str
    format: str
    size_bytes: int
    sha256: str
    pages: int
    signed: bool
    content_sha256: str
    key: str
    fingerprint: str
    seconds: float = 0.0


class SignedReview(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a signature says of the review; names of staff, none of a customer.

    `maker` and `checker` are "" while they have not signed.
    """

    number: int
    round: int
    state: ReviewState
    content_sha256: str
    checklist: str
    checklist_version: str
    checklist_sha256: str
    maker: str = ""
    maker_at: str = ""
    checker: str = ""
    checker_at: str = ""


class FileState(msgspec.Struct, frozen=True):
    """A file of a report and whether it is as it was signed."""

    name: str
    state: Literal["whole", "changed", "missing", "added", "refused"]
    sha256: str = ""


class Verification(msgspec.Struct, frozen=True):
    """What is known of a report without the vault.

    Attributes:
        holds: nothing was changed, is missing or was added, and the expected key signed it.
        problems: what does not hold, as sentences.
        remarks: what a person should know or still compare.
        key, fingerprint, vault, review: who signed what; empty where no signature holds.
    """

    name: str
    kind: Literal["file", "bundle", "folder"]
    holds: bool
    problems: tuple[str, ...]
    remarks: tuple[str, ...]
    files: tuple[FileState, ...]
    key: str = ""
    fingerprint: str = ""
    vault: str = ""
    made_at: str = ""
    made_by: str = ""
    program: str = ""
    review: SignedReview | None = None
