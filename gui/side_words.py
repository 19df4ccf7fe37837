"""Words for the closed lists that the panes beside a page show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QLocale

if TYPE_CHECKING:
    from appliance.privacy.records import Finding
    from gui.theme import Tone

QUESTION_KINDS = {
    "look-up": QT_TRANSLATE_NOOP("side", "Look-up"),
    "numeric": QT_TRANSLATE_NOOP("side", "Figure"),
    "list": QT_TRANSLATE_NOOP("side", "List of all"),
    "count": QT_TRANSLATE_NOOP("side", "Count"),
    "compare": QT_TRANSLATE_NOOP("side", "Comparison"),
    "summary": QT_TRANSLATE_NOOP("side", "Summary"),
    "absence": QT_TRANSLATE_NOOP("side", "Is it missing?"),
}

FIELD_KINDS = {
    "text": QT_TRANSLATE_NOOP("side", "Text"),
    "number": QT_TRANSLATE_NOOP("side", "Number"),
    "money": QT_TRANSLATE_NOOP("side", "Amount of money"),
    "date": QT_TRANSLATE_NOOP("side", "Date"),
    "yes-no": QT_TRANSLATE_NOOP("side", "Yes or no"),
    "choice": QT_TRANSLATE_NOOP("side", "One of several choices"),
    "identifier": QT_TRANSLATE_NOOP("side", "Number or code"),
    "list": QT_TRANSLATE_NOOP("side", "List"),
}

FIELD_STATES = {
    "open": QT_TRANSLATE_NOOP("side", "open"),
    "accepted": QT_TRANSLATE_NOOP("side", "accepted"),
    "corrected": QT_TRANSLATE_NOOP("side", "corrected"),
    "rejected": QT_TRANSLATE_NOOP("side", "rejected"),
    "found": QT_TRANSLATE_NOOP("side", "found, in no form yet"),
}
STATE_TONES: dict[str, Tone] = {
    "open": "accent",
    "accepted": "good",
    "corrected": "good",
    "rejected": "warning",
}
STATE_ICONS = {
    "open": "waiting",
    "accepted": "supported",
    "corrected": "supported",
    "rejected": "close",
}

# From this share of right ones on, where findings like it were measured.
_CONFIDENCE = (
    (0.9, QT_TRANSLATE_NOOP("side", "Findings like this one are nearly always right.")),
    (0.7, QT_TRANSLATE_NOOP("side", "Findings like this one are mostly right.")),
    (0.4, QT_TRANSLATE_NOOP("side", "Findings like this one are often wrong: look at the page.")),
    (0.0, QT_TRANSLATE_NOOP("side", "A guess: look at the page before you accept it.")),
)

# What a name was found by.
EVIDENCE = {
    "label": QT_TRANSLATE_NOOP("side", "Found by a label beside it."),
    "title": QT_TRANSLATE_NOOP("side", "Found by a title before or after it."),
    "salutation": QT_TRANSLATE_NOOP("side", "Found by a salutation."),
    "signature": QT_TRANSLATE_NOOP("side", "Found by a signature."),
    "header": QT_TRANSLATE_NOOP("side", "Found by an e-mail address or the head of an e-mail."),
    "defined": QT_TRANSLATE_NOOP("side", "Found by the word that a contract uses for it."),
    "role": QT_TRANSLATE_NOOP("side", "Found by a role beside it."),
    "context": QT_TRANSLATE_NOOP("side", "Found by words that are said of persons."),
    "listed": QT_TRANSLATE_NOOP("side", "Found by a list of names."),
    "built": QT_TRANSLATE_NOOP("side", "Found by the way it is built."),
    "again": QT_TRANSLATE_NOOP("side", "Found because another place names this person."),
}
_CHECKED = {
    True: QT_TRANSLATE_NOOP("side", "Its check digits hold."),
    False: QT_TRANSLATE_NOOP(
        "side", "Its check digits do not hold: it was misread, mistyped or is something else."
    ),
}

EXTENTS = {
    "off": QT_TRANSLATE_NOOP("side", "Show everything"),
    "screen": QT_TRANSLATE_NOOP("side", "Cover on the screen"),
    "exports": QT_TRANSLATE_NOOP("side", "Cover on the screen and in exported files"),
    "models": QT_TRANSLATE_NOOP("side", "Cover there, and before a model reads the text"),
}

IDENTIFIERS = {
    "iban": QT_TRANSLATE_NOOP("side", "Bank account (IBAN)"),
    "card": QT_TRANSLATE_NOOP("side", "Payment card"),
    "bic": QT_TRANSLATE_NOOP("side", "Bank (BIC)"),
    "lei": QT_TRANSLATE_NOOP("side", "Legal entity (LEI)"),
    "us-aba": QT_TRANSLATE_NOOP("side", "Bank (US routing number)"),
    "account": QT_TRANSLATE_NOOP("side", "Bank account"),
    "cn-resident": QT_TRANSLATE_NOOP("side", "Chinese resident id"),
    "cn-company": QT_TRANSLATE_NOOP("side", "Chinese unified social credit code"),
    "us-ssn": QT_TRANSLATE_NOOP("side", "US social security number"),
    "us-itin": QT_TRANSLATE_NOOP("side", "US individual taxpayer number"),
    "us-ein": QT_TRANSLATE_NOOP("side", "US employer number"),
    "gb-nino": QT_TRANSLATE_NOOP("side", "UK national insurance number"),
    "gb-nhs": QT_TRANSLATE_NOOP("side", "UK health service number"),
    "gb-utr": QT_TRANSLATE_NOOP("side", "UK taxpayer reference"),
    "gb-company": QT_TRANSLATE_NOOP("side", "UK company number"),
    "vat": QT_TRANSLATE_NOOP("side", "Value added tax number"),
    "national-id": QT_TRANSLATE_NOOP("side", "National or tax identity number"),
    "company-id": QT_TRANSLATE_NOOP("side", "Company register number"),
    "passport": QT_TRANSLATE_NOOP("side", "Passport"),
    "email": QT_TRANSLATE_NOOP("side", "E-mail address"),
    "phone": QT_TRANSLATE_NOOP("side", "Telephone number"),
    "birth-date": QT_TRANSLATE_NOOP("side", "Date of birth"),
    "person": QT_TRANSLATE_NOOP("side", "Person"),
    "address": QT_TRANSLATE_NOOP("side", "Postal address"),
}

_YES, _NO = QT_TRANSLATE_NOOP("side", "yes"), QT_TRANSLATE_NOOP("side", "no")
_TOKEN = re.compile(r"\[[A-Z]+(?:-[A-Z]+)*-\d+\]")


def word(words: dict[str, object], name: str) -> str:
    """The word of a closed list in the language of the window."""
    return _tr(words.get(name, name))


def _tr(text: object) -> str:
    return QCoreApplication.translate("side", str(text))


def confidence(share: float) -> str:
    """How far a finding can be relied on, as a sentence."""
    return _tr(next(words for least, words in _CONFIDENCE if share >= least))


def why_found(finding: Finding) -> str:
    """Why a stretch of text is taken for an identifier; "" where its form alone says so."""
    if finding.valid is not None:
        return _tr(_CHECKED[finding.valid])
    if not finding.evidence:
        return ""
    told = word(EVIDENCE, finding.evidence)
    return told if finding.confidence is None else f"{told} {confidence(finding.confidence)}"


def value(found: object, unit: str = "") -> str:
    """A value of a form as it is shown; empty for none."""
    if found is None:
        return ""
    if isinstance(found, bool):
        return _tr(_YES if found else _NO)
    if isinstance(found, tuple):
        return "; ".join(map(str, found))
    return f"{decimal(str(found))} {unit}".strip() if unit else str(found)


def decimal(text: str) -> str:
    """A decimal number of the core with the signs of the locale; other texts stay."""
    if not re.fullmatch(r"-?\d+(\.\d+)?", text) or len(text) > 15:
        return text
    return QLocale().toString(float(text), "f", len(text.partition(".")[2]))


def covered(text: str) -> bool:
    """True if a part of the text is hidden behind a token."""
    return _TOKEN.search(text) is not None


def titled(title: str, title_zh: str) -> str:
    """A title in the language of the window, if it has one in that."""
    return title_zh if in_chinese() and title_zh else title


def in_chinese() -> bool:
    """Whether the window speaks Chinese now."""
    return QCoreApplication.translate("side", "en") == "zh"


# The translation of this word names the language of the window.
_LANGUAGE = QT_TRANSLATE_NOOP("side", "en")
