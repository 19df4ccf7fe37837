"""Every way the program can fail that a person can act on.

Three endings exist: known trouble (`ApplianceError`, with a code, what happened and what to do),
`Cancelled` (silent), and everything else, which is a bug. `docs/errors.md` is generated from here.
Codes and exit codes are stable: scripts rely on them.
"""

from __future__ import annotations

from typing import ClassVar

from appliance.errors.one_line import one_line


class Cancelled(Exception):
    """The person stopped the work; what was finished before stays finished."""


class ApplianceError(Exception):
    """Root of all known trouble.

    `summary` and `hint` are templates for `str.format` with the keyword facts, so that the window
    can translate the template and fill in the facts. A fact is one printable line, whatever a file
    is called. `detail` is for the log only.
    """

    code: ClassVar[str] = "G100"
    exit_code: ClassVar[int] = 10
    summary: ClassVar[str] = "Something went wrong."
    hint: ClassVar[str] = "Try again; if it happens again, send the log to your administrator."

    def __init__(self, detail: str = "", **facts: object) -> None:
        self.detail = detail
        self.facts = {name: one_line(str(value)) for name, value in facts.items()}
        super().__init__(f"{self.code} {self.message}" + (f" ({detail})" if detail else ""))

    @property
    def message(self) -> str:
        """What happened and why, in one sentence, with the facts filled in."""
        return self.summary.format_map(_Facts(self.facts))

    @property
    def next_step(self) -> str:
        """What to do now, in one sentence, with the facts filled in."""
        return self.hint.format_map(_Facts(self.facts))


class _Facts(dict[str, str]):
    """Facts of one error; an absent one reads as an ellipsis instead of failing the report."""

    def __missing__(self, key: str) -> str:
        return "…"
