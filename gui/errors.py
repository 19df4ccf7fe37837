"""From an `ApplianceError` to words: what happened, what to do now, and a code to quote."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from appliance.errors.codes import known
from gui.error_texts import WINDOW_HINTS
from gui.words import core, pack

if TYPE_CHECKING:
    from appliance.errors import ApplianceError

CONTEXT = "errors"


@dataclass(frozen=True)
class Told:
    """An error as a person reads it. All three are shown together."""

    message: str
    next_step: str
    code: str

    def as_text(self) -> str:
        """What the Copy button puts on the clipboard."""
        return f"{self.code}\n{self.message}\n{self.next_step}"


class _Facts(dict[str, str]):
    """Facts of one error; an absent one reads as an ellipsis."""

    def __missing__(self, key: str) -> str:
        return "…"


def tell(error: ApplianceError) -> Told:
    """The error in the language of the window."""
    return _told(type(error), error.facts)


def retell(code: str | None, message: str | None) -> Told:
    """A kept error (code and English message) in the language of the window.

    The facts are read back out of the message by its own template; a message of an older release
    whose template has changed is shown as it was kept.
    """
    kind = known(code)
    if kind is None:
        return Told(message or "", "", code or "")
    found = _pattern(kind.summary).fullmatch(message or "")
    if found is None:
        return Told(message or "", _filled(_hint(kind), {}), kind.code)
    return _told(kind, found.groupdict())


def _told(kind: type[ApplianceError], facts: dict[str, str]) -> Told:
    facts = {name: _translated(core(pack(value))) for name, value in facts.items()}
    return Told(_filled(kind.summary, facts), _filled(_hint(kind), facts), kind.code)


def _hint(kind: type[ApplianceError]) -> str:
    # Some hints name a command; the window says where to click instead.
    return str(WINDOW_HINTS.get(kind.code, kind.hint))


def _filled(template: str, facts: dict[str, str]) -> str:
    return _translated(template).format_map(_Facts(facts))


def _translated(text: str) -> str:
    return QCoreApplication.translate(CONTEXT, text)


@cache
def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", template)
    seen: set[str] = set()
    source = ""
    for index, part in enumerate(parts):
        if index % 2 == 0:
            source += re.escape(part)
        elif part in seen:
            source += f"(?P={part})"
        else:
            seen.add(part)
            source += f"(?P<{part}>.*)"
    return re.compile(source, re.DOTALL)
