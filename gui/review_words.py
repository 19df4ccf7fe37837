"""Words, tones and icons for verdicts, severities and states of a review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from gui import texts
from gui.errors import retell
from gui.side_words import in_chinese, titled
from gui.words import core

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from appliance.review.checklists.records import Checklist, Item, Shelved
    from appliance.review.records import Evidence
    from gui.theme import Tone


VERDICTS: dict[str, object] = {
    "met": QT_TRANSLATE_NOOP("review", "met"),
    "not met": QT_TRANSLATE_NOOP("review", "not met"),
    "contradicted": QT_TRANSLATE_NOOP("review", "contradicted"),
    "not found": QT_TRANSLATE_NOOP("review", "not found"),
    "needs a person": QT_TRANSLATE_NOOP("review", "needs a person"),
}
VERDICT_TONES: dict[str, Tone] = {
    "met": "good",
    "not met": "danger",
    "contradicted": "danger",
    "not found": "warning",
    "needs a person": "warning",
}
# An indicator is a sign of risk: what is met there is not good.
INDICATOR_VERDICTS: dict[str, object] = {
    **VERDICTS,
    "met": QT_TRANSLATE_NOOP("review", "present"),
    "not met": QT_TRANSLATE_NOOP("review", "not present"),
}
INDICATOR_TONES: dict[str, Tone] = {
    "met": "danger",
    "not met": "good",
    "contradicted": "good",
    "not found": "good",
    "needs a person": "warning",
}
# A shape beside the colour, for who does not see the colour.
VERDICT_ICONS = {
    "met": "supported",
    "not met": "failed",
    "contradicted": "close",
    "not found": "not-found",
    "needs a person": "warning",
}
SEVERITIES: dict[str, object] = {
    "critical": QT_TRANSLATE_NOOP("review", "critical"),
    "high": QT_TRANSLATE_NOOP("review", "high"),
    "medium": QT_TRANSLATE_NOOP("review", "medium"),
    "low": QT_TRANSLATE_NOOP("review", "low"),
}
SEVERITY_TONES: dict[str, Tone] = {
    "critical": "danger",
    "high": "warning",
    "medium": "accent",
    "low": "muted",
}
# Worst first, for sorting.
SEVERITY_ORDER = {name: place for place, name in enumerate(SEVERITIES)}
REVIEW_STATES: dict[str, object] = {
    "proposing": QT_TRANSLATE_NOOP("review", "being prepared"),
    "open": QT_TRANSLATE_NOOP("review", "to be decided"),
    "submitted": QT_TRANSLATE_NOOP("review", "waits for the second signature"),
    "signed": QT_TRANSLATE_NOOP("review", "signed by two"),
}
REVIEW_STATE_TONES: dict[str, Tone] = {
    "proposing": "muted",
    "open": "accent",
    "submitted": "warning",
    "signed": "good",
}
ITEM_STATES: dict[str, object] = {
    "waiting": QT_TRANSLATE_NOOP("review", "waiting"),
    "open": QT_TRANSLATE_NOOP("review", "open"),
    "accepted": QT_TRANSLATE_NOOP("review", "accepted"),
    "corrected": QT_TRANSLATE_NOOP("review", "corrected"),
    "rejected": QT_TRANSLATE_NOOP("review", "rejected"),
}
PAPER_STATES: dict[str, object] = {
    "in order": QT_TRANSLATE_NOOP("review", "in order"),
    "missing": QT_TRANSLATE_NOOP("review", "missing"),
    "stale": QT_TRANSLATE_NOOP("review", "too old"),
    "incomplete": QT_TRANSLATE_NOOP("review", "incomplete"),
    "not signed": QT_TRANSLATE_NOOP("review", "not signed"),
    "expiring": QT_TRANSLATE_NOOP("review", "expires soon"),
}
SIDES: dict[str, object] = {
    "for": QT_TRANSLATE_NOOP("review", "speaks for it"),
    "against": QT_TRANSLATE_NOOP("review", "speaks against it"),
    "exception": QT_TRANSLATE_NOOP("review", "limits it elsewhere"),
    "context": QT_TRANSLATE_NOOP("review", "stands beside it"),
}
FOUND_BY: dict[str, object] = {
    "code": QT_TRANSLATE_NOOP("review", "by a fixed rule"),
    "model": QT_TRANSLATE_NOOP("review", "by a model"),
    "code and model": QT_TRANSLATE_NOOP("review", "by a rule and a model"),
    "person": QT_TRANSLATE_NOOP("review", "by a person"),
}
ITEM_KINDS: dict[str, object] = {
    "statement": QT_TRANSLATE_NOOP("review", "statement: said, denied or not mentioned"),
    "document": QT_TRANSLATE_NOOP("review", "a paper that must be there"),
    "date": QT_TRANSLATE_NOOP("review", "a date that keeps a rule"),
    "agreement": QT_TRANSLATE_NOOP("review", "a value that is the same everywhere"),
    "identifier": QT_TRANSLATE_NOOP("review", "a number with check digits"),
    "presence": QT_TRANSLATE_NOOP("review", "something that must stand there"),
    "indicator": QT_TRANSLATE_NOOP("review", "an indicator of risk"),
}
INDICATORS: dict[str, object] = {
    "": QT_TRANSLATE_NOOP("review", "wording only"),
    "below-threshold": QT_TRANSLATE_NOOP("review", "amounts just below a threshold"),
    "round-sums": QT_TRANSLATE_NOOP("review", "round sums"),
    "in-and-out": QT_TRANSLATE_NOOP("review", "money in and out within days"),
    "cash-share": QT_TRANSLATE_NOOP("review", "a high share of cash"),
}
AGREEMENT_VALUES: dict[str, object] = {
    "amount": QT_TRANSLATE_NOOP("review", "an amount"),
    "date": QT_TRANSLATE_NOOP("review", "a date"),
    "text": QT_TRANSLATE_NOOP("review", "a text"),
    "identifier": QT_TRANSLATE_NOOP("review", "a number of letters and digits"),
}
# What a review's history tells.
HAPPENED: dict[str, object] = {
    "begun": QT_TRANSLATE_NOOP("review", "began the review"),
    "gone on": QT_TRANSLATE_NOOP("review", "went on with it"),
    "proposed": QT_TRANSLATE_NOOP("review", "all items were looked at"),
    "run again": QT_TRANSLATE_NOOP("review", "ran it again"),
    "accepted": QT_TRANSLATE_NOOP("review", "accepted an item"),
    "accepted, waived": QT_TRANSLATE_NOOP("review", "waived an item"),
    "corrected": QT_TRANSLATE_NOOP("review", "corrected an item"),
    "corrected, waived": QT_TRANSLATE_NOOP("review", "corrected and waived an item"),
    "rejected": QT_TRANSLATE_NOOP("review", "rejected a proposal"),
    "submitted": QT_TRANSLATE_NOOP("review", "signed as the maker"),
    "signed": QT_TRANSLATE_NOOP("review", "signed as the checker"),
    "sent back": QT_TRANSLATE_NOOP("review", "sent it back"),
    "reopened": QT_TRANSLATE_NOOP("review", "opened it again"),
}


def word(words: Mapping[str, object], name: str) -> str:
    """A fixed word in the language of the window; what is unknown is shown as it is."""
    known = words.get(name)
    return name if known is None else QCoreApplication.translate("review", str(known))


def verdict(item: Item, name: str) -> str:
    """A verdict of this item; of an indicator, whether the sign of risk is there."""
    return word(INDICATOR_VERDICTS if item.kind == "indicator" else VERDICTS, name)


def verdict_tone(item: Item, name: str) -> Tone:
    """Its colour."""
    return (INDICATOR_TONES if item.kind == "indicator" else VERDICT_TONES)[name]


def verdict_icon(item: Item, name: str) -> str:
    """Its shape."""
    if item.kind == "indicator" and name in ("met", "not met", "contradicted", "not found"):
        return "failed" if name == "met" else "supported"
    return VERDICT_ICONS[name]


def why(sentence: str) -> str:
    """A sentence of a proposal, in the language of the window."""
    return core(sentence)


def trouble(error: str) -> str:
    """Why a case was not reviewed: a code and its sentence."""
    code, _, sentence = error.partition(" ")
    return f"{retell(code, sentence).message} ({code})" if sentence else error


def place(one: Evidence) -> str:
    """Where something stands: the document and the page."""
    text = QCoreApplication.translate("review", "{name}, page {page}")
    return text.format(name=one.document, page=texts.number(one.page))


_PLACE = QT_TRANSLATE_NOOP("review", "{name}, page {page}")


def jurisdiction(checklist: Checklist) -> str:
    """Where it holds."""
    anywhere = checklist.jurisdiction == "any"
    return word(_JURISDICTIONS, "any") if anywhere else checklist.jurisdiction


_JURISDICTIONS: dict[str, object] = {"any": QT_TRANSLATE_NOOP("review", "any jurisdiction")}


def report_language() -> str:
    """In which language a report is written from this window."""
    return "zh" if in_chinese() else "en"


def item_title(item: Item) -> str:
    """The title in the language of the window, if the checklist has it."""
    return titled(item.title, item.title_zh)


def titles(shelf: Sequence[Shelved]) -> dict[str, str]:
    """What the checklists on the shelf are called, by their names."""
    return {one.checklist.name: checklist_title(one.checklist) for one in shelf}


def checklist_title(checklist: Checklist) -> str:
    """The same for a checklist."""
    return titled(checklist.title, checklist.title_zh)
