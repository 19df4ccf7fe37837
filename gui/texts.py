"""Numbers, sizes, times and the core's fixed words, as a person reads them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QDateTime, QLocale, QObject, Qt

if TYPE_CHECKING:
    from appliance.jobs import Progress

_MINUTE_S, _HOUR_S = 60, 3600

# Words of the core that reach the screen; the translations are looked up by these keys.
STAGES = {
    "adding documents": QT_TRANSLATE_NOOP("texts", "Adding documents"),
    "reading": QT_TRANSLATE_NOOP("texts", "Reading"),
    "indexing": QT_TRANSLATE_NOOP("texts", "Indexing"),
    "loading the model": QT_TRANSLATE_NOOP("texts", "Loading the model"),
    "waiting for memory": QT_TRANSLATE_NOOP("texts", "Waiting until another model is done"),
    "measuring": QT_TRANSLATE_NOOP("texts", "Measuring the machine"),
    "searching": QT_TRANSLATE_NOOP("texts", "Searching the documents"),
    "reading the passages": QT_TRANSLATE_NOOP("texts", "Reading the passages"),
    "writing the answer": QT_TRANSLATE_NOOP("texts", "Writing the answer"),
    "checking": QT_TRANSLATE_NOOP("texts", "Checking the answer against the pages"),
    "answering": QT_TRANSLATE_NOOP("texts", "Answering the questions"),
    "keeping what was read": QT_TRANSLATE_NOOP("texts", "Keeping what was read"),
    "comparing": QT_TRANSLATE_NOOP("texts", "Comparing"),
    "sealing": QT_TRANSLATE_NOOP("texts", "Sealing the model"),
    "verifying": QT_TRANSLATE_NOOP("texts", "Checking the model"),
    "scoring": QT_TRANSLATE_NOOP("texts", "Scoring"),
    "writing": QT_TRANSLATE_NOOP("texts", "Writing the result"),
    "keeping": QT_TRANSLATE_NOOP("texts", "Keeping the scores"),
    "deleting": QT_TRANSLATE_NOOP("texts", "Deleting"),
    "reading the picture": QT_TRANSLATE_NOOP("texts", "Reading the picture of a page"),
    "laying out": QT_TRANSLATE_NOOP("texts", "Finding tables and headings"),
    "looking through": QT_TRANSLATE_NOOP("texts", "Looking for suspicious text"),
    "backing up": QT_TRANSLATE_NOOP("texts", "Backing up"),
    "restoring": QT_TRANSLATE_NOOP("texts", "Restoring"),
    "looking at the fence": QT_TRANSLATE_NOOP("texts", "Looking at the fence"),
    "looking for identifiers": QT_TRANSLATE_NOOP("texts", "Looking for identifiers"),
    "looking for names again": QT_TRANSLATE_NOOP("texts", "Looking for the same names again"),
    "reading cases": QT_TRANSLATE_NOOP("texts", "Reading the cases"),
    "filling": QT_TRANSLATE_NOOP("texts", "Filling the form"),
    "weighing the answers": QT_TRANSLATE_NOOP("texts", "Weighing the answers"),
    "writing the answers": QT_TRANSLATE_NOOP("texts", "Writing the answers"),
    "changing keys": QT_TRANSLATE_NOOP("texts", "Changing the keys"),
    "encrypting anew": QT_TRANSLATE_NOOP("texts", "Encrypting the documents anew"),
    "testing": QT_TRANSLATE_NOOP("texts", "Comparing its answers with its publisher's"),
    "reviewing": QT_TRANSLATE_NOOP("texts", "Going through the checklist"),
    "reading sentences": QT_TRANSLATE_NOOP("texts", "Reading the sentences"),
    "weighing the statements": QT_TRANSLATE_NOOP("texts", "Weighing the statements"),
    "reviewing cases": QT_TRANSLATE_NOOP("texts", "Reviewing the cases"),
    "looking through cases": QT_TRANSLATE_NOOP("texts", "Looking through the cases"),
    "making cases": QT_TRANSLATE_NOOP("texts", "Making cases of the folders"),
    "Trying the checklist": QT_TRANSLATE_NOOP("texts", "Trying the checklist"),
    "drawing the evidence": QT_TRANSLATE_NOOP("texts", "Drawing the evidence"),
    "writing the report": QT_TRANSLATE_NOOP("texts", "Writing the report"),
    "drawing the pages": QT_TRANSLATE_NOOP("texts", "Drawing the pages"),
}

STATES = {
    "waiting": QT_TRANSLATE_NOOP("texts", "waiting"),
    "reading": QT_TRANSLATE_NOOP("texts", "reading"),
    "indexing": QT_TRANSLATE_NOOP("texts", "indexing"),
    "ready": QT_TRANSLATE_NOOP("texts", "ready"),
    "failed": QT_TRANSLATE_NOOP("texts", "not read"),
    "duplicate": QT_TRANSLATE_NOOP("texts", "already in this case"),
    "cancelled": QT_TRANSLATE_NOOP("texts", "stopped"),
    "skipped": QT_TRANSLATE_NOOP("texts", "left out"),
}

DOCUMENT_KINDS = {
    "annual report": QT_TRANSLATE_NOOP("texts", "annual report"),
    "quarterly report": QT_TRANSLATE_NOOP("texts", "quarterly report"),
    "current report": QT_TRANSLATE_NOOP("texts", "current report"),
    "earnings release": QT_TRANSLATE_NOOP("texts", "earnings release"),
    "proxy statement": QT_TRANSLATE_NOOP("texts", "proxy statement"),
    "non-disclosure agreement": QT_TRANSLATE_NOOP("texts", "non-disclosure agreement"),
    "loan agreement": QT_TRANSLATE_NOOP("texts", "loan agreement"),
    "contract": QT_TRANSLATE_NOOP("texts", "contract"),
}

KINDS = {
    "language": QT_TRANSLATE_NOOP("texts", "Writes answers"),
    "embedding": QT_TRANSLATE_NOOP("texts", "Finds passages"),
    "risk": QT_TRANSLATE_NOOP("texts", "Scores applicants"),
    "ocr": QT_TRANSLATE_NOOP("texts", "Reads scans"),
}


def _tr(text: object) -> str:
    # The stubs call what QT_TRANSLATE_NOOP returns an object; it is the text itself.
    return QCoreApplication.translate("texts", str(text))


def stage(name: str) -> str:
    """A stage of slow work in words; an unknown one as the core names it."""
    return _tr(STAGES.get(name, name))


def state(name: str) -> str:
    """The state of a document in words."""
    return _tr(STATES.get(name, name))


def kind(name: str) -> str:
    """What a model is for."""
    return _tr(KINDS.get(name, name))


def document_kind(name: str, year: int = 0, quarter: int = 0) -> str:
    """What a document is by its own words, and of when: “annual report 2022”."""
    when = f"{year}" if year else ""
    if quarter:
        when = f"{when} Q{quarter}".strip()
    kind = _tr(DOCUMENT_KINDS.get(name, name)) if name else ""
    return f"{kind} {when}".strip()


def number(value: float, digits: int = 0) -> str:
    """A number with the group and decimal signs of the locale."""
    return QLocale().toString(float(value), "f", digits)


def percent(share: float, digits: int = 1) -> str:
    """A share from 0 to 1 as a percentage."""
    return f"{number(share * 100, digits)} %"


def size(count_bytes: int) -> str:
    """A size with a decimal unit: 92.1 MB."""
    value = float(count_bytes)
    for unit in ("B", "kB", "MB"):
        if value < 1000:
            return f"{number(value, 0 if unit == 'B' or value >= 100 else 1)} {unit}"
        value /= 1000
    return f"{number(value, 1)} GB"


def duration(seconds: float) -> str:
    """A duration in the coarsest unit that says something: 4 s, 3 min, 2 h 10 min."""
    if seconds < _MINUTE_S:
        text = QCoreApplication.translate("texts", "{seconds} s")
        return text.format(seconds=number(max(seconds, 0), 1 if seconds < 10 else 0))
    if seconds < _HOUR_S:
        text = QCoreApplication.translate("texts", "{minutes} min")
        return text.format(minutes=round(seconds / _MINUTE_S))
    hours, rest = divmod(round(seconds / _MINUTE_S), 60)
    return QCoreApplication.translate("texts", "{hours} h {minutes} min").format(
        hours=hours, minutes=rest
    )


def remaining(progress: Progress) -> str:
    """The estimate beside a progress bar; empty while there is none."""
    if progress.remaining_s is None or progress.elapsed_s < 1:
        return ""
    text = QCoreApplication.translate("texts", "about {time} left")
    return text.format(time=duration(max(1, round(progress.remaining_s))))


def moment(stamp: str) -> str:
    """An ISO 8601 time of the core as local date and time, year first: no country misreads it."""
    local = QDateTime.fromString(stamp, Qt.DateFormat.ISODateWithMs).toLocalTime()
    return local.toString("yyyy-MM-dd HH:mm") if local.isValid() else stamp


def day(stamp: str) -> str:
    """The day (UTC) of an ISO 8601 time; a day alone stays as it is."""
    return stamp[:10]


def today() -> str:
    """The date of this computer, year first."""
    return QDateTime.currentDateTime().toString("yyyy-MM-dd")


def why_due(why: str) -> str:
    """Why a case is due for deletion, from the core's sentence part."""
    for pattern, words in (
        (r"retention rule: not used for (\d+) days", "not used for {days} days"),
        (r"retention rule: closed for (\d+) days", "closed for {days} days"),
    ):
        if found := re.fullmatch(pattern, why):
            return _tr(words).format(days=number(int(found[1])))
    return why


_WHY_DUE = (
    QT_TRANSLATE_NOOP("texts", "not used for {days} days"),
    QT_TRANSLATE_NOOP("texts", "closed for {days} days"),
)


class Counts(QObject):
    """Phrases with a number; a class, because the collecting tool finds plurals in `self.tr`."""

    def pages(self, count: int) -> str:
        """“1 page”, “12 pages”."""
        return self.tr("%n page(s)", "", count)

    def documents(self, count: int) -> str:
        """“1 document”, “6 documents”."""
        return self.tr("%n document(s)", "", count)


def pages(count: int) -> str:
    """“1 page”, “12 pages”."""
    return Counts().pages(count)


def documents(count: int) -> str:
    """“1 document”, “6 documents”."""
    return Counts().documents(count)
