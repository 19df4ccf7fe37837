"""Checklists, reviews, signatures, reports."""

from __future__ import annotations

from typing import Protocol

from appliance.errors.cases import AnswerUnknown, CaseExists, QuestionsInvalid
from appliance.errors.children import ModelStopped, ProofInvalid
from appliance.errors.documents import SomeFilesFailed
from appliance.errors.general import NotAllowed
from appliance.errors.models import ModelUnknown


class Wrong(Protocol):
    """A place and what is wrong there, in words."""

    @property
    def where(self) -> str:
        """As a person would name it."""

    @property
    def why(self) -> str:
        """A sentence's part."""


class ChecklistInvalid(QuestionsInvalid):
    """A checklist cannot be used as it is written."""

    code = "C801"
    summary = "The checklist “{name}” cannot be used: {why}."
    hint = (
        "Correct it in the editor or in its file; “cofferdam checklist validate” names each place."
    )

    def __init__(
        self, detail: str = "", *, problems: tuple[Wrong, ...] = (), **facts: object
    ) -> None:
        """`problems` is all that is wrong; the sentence names the first."""
        super().__init__(detail, **facts)
        self.problems = problems


class ChecklistUnknown(AnswerUnknown):
    """No checklist of that name or version, or one that cannot be removed."""

    code = "C802"
    summary = "There is no checklist “{name}” {where}."
    hint = "List the checklists with “cofferdam checklist list”."


class ChecklistExists(CaseExists):
    """A checklist of that name and version has other content."""

    code = "C803"
    summary = "There is already another checklist “{name}” of version {version}."
    hint = "Give the changed checklist a new version."


class ReviewUnknown(AnswerUnknown):
    """The case has no review of that number."""

    code = "C804"
    summary = "There is no review {number} in this case."
    hint = "List the reviews with “cofferdam review list”."


class ItemUnknown(AnswerUnknown):
    """The review has no such item."""

    code = "C805"
    summary = "There is no item “{item}” in review {number}."
    hint = "List its items with “cofferdam review show”."


class DecisionInvalid(QuestionsInvalid):
    """A decision lacks something or contradicts itself."""

    code = "C806"
    summary = "Item “{item}” cannot be decided so: {why}."
    hint = "Give what is missing and decide again; nothing was changed."


class ReviewNotOpen(QuestionsInvalid):
    """The review is not in a state for this."""

    code = "C807"
    summary = "Review {number} is {state}, so this cannot be done now."
    hint = (
        "A signed review is opened again with “cofferdam review reopen”, which keeps its history."
    )


class ItemsOpen(QuestionsInvalid):
    """A review is signed only when each item is decided."""

    code = "C808"
    summary = "Review {number} has items that are not decided yet: {count}."
    hint = "Decide them first; “cofferdam review show --open” lists them."


class SamePerson(NotAllowed):
    """Maker and checker must be two persons."""

    code = "C809"
    summary = "You cannot check review {number}: {why}."
    hint = "Ask a second person with the role reviewer to check and sign it."


class EvidenceNotOpened(NotAllowed):
    """The checker has not looked at all evidence."""

    code = "C810"
    summary = "Review {number} has items whose evidence you have not opened yet: {count}."
    hint = "Open the evidence of each item, then sign."


class OverLimit(NotAllowed):
    """The severity is above what the person's role may decide alone."""

    code = "C811"
    summary = "Your role may not {what} items of the severity “{severity}”."
    hint = "Ask someone whose limit is higher; the administrator sets the limits."


class ReportInvalid(ProofInvalid):
    """A report is damaged, changed, incomplete or signed by another vault."""

    code = "C812"
    summary = "The report “{name}” is not valid: {why}."
    hint = "Do not rely on it. Ask for a new one, exported from the vault itself."


class EvidenceGone(QuestionsInvalid):
    """A quote does not match its page any more."""

    code = "C813"
    summary = "The evidence of item “{item}” no longer stands in “{document}”: {why}."
    hint = "Review the case again; the papers have changed since."


class DecidedMeanwhile(CaseExists):
    """The item has another decision than the one that this person had before them."""

    code = "C814"
    summary = "Item “{item}” was decided meanwhile: {what} by {by}."
    hint = "Look at that decision first. To put yours in its place, decide once more."


class NobodysHand(NotAllowed):
    """A way of recovery names no person, and decisions and signatures need one."""

    code = "C815"
    summary = "You came in by a recovery, which names nobody, so you cannot {what} review {number}."
    hint = "Let a user with a name of their own do it."


class ReviewChanged(QuestionsInvalid):
    """What is to be checked is not what the maker signed."""

    code = "C816"
    summary = "Review {number} is not what {by} signed."
    hint = "Send it back, so that it is looked at and signed again."


class ReviewModelGone(ModelUnknown):
    """A review goes on with the models that it began with, and with no others."""

    code = "C817"
    summary = "Review {number} began with the model “{model}”, which is not in this vault any more."
    hint = "Import that model again and go on, or begin a new review."


class ReviewUnderWay(QuestionsInvalid):
    """The same review is being proposed just now."""

    code = "C818"
    summary = "Review {number} is being worked on just now."
    hint = "Wait until it is done, or stop it first."


class BatchUnknown(AnswerUnknown):
    """The vault has no batch of that number."""

    code = "C819"
    summary = "There is no batch of reviews with the number {number}."
    hint = "List the batches with “cofferdam review batches”."


class ReportNotWritten(ModelStopped):
    """The child that writes reports gave up, ended or needed too long."""

    code = "C820"
    summary = "The report could not be written: {why}."
    hint = "Write it again, or in another format; if it fails each time, report it with the log."


class ReportFontMissing(ReportNotWritten):
    """A PDF takes its letters along, and this computer has none for Chinese."""

    code = "C822"
    summary = (
        "A Chinese report as PDF could not be written: this computer has no TrueType font with"
        " Chinese letters."
    )
    hint = (
        "Install the package fonts-wqy-microhei (Debian, Ubuntu) or wqy-microhei-fonts (Fedora),"
        " or lay a .ttf or .ttc file with Chinese letters into {folder}; DOCX and XLSX need none."
    )


class SomeCasesFailed(SomeFilesFailed):
    """At least one case of a batch could not be reviewed; the others were."""

    code = "C821"
    summary = "{failed} of {total} cases could not be reviewed."
    hint = (
        "The reasons are listed above; “cofferdam review batch --resume {number}” tries these cases"
        " again."
    )
