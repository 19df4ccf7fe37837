"""What becomes of a hostile file, and the table of many."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from appliance.errors import ApplianceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.hostile.damage import Case

# `same` and `accepted`: taken, with the result of the undamaged file or with another. `refused`:
# an error with a code. `died`: the same, because the child ended on it. The last three must not be.
Ending = Literal["same", "accepted", "refused", "died", "believed", "escaped", "hung"]
FORBIDDEN: tuple[Ending, ...] = ("believed", "escaped", "hung")


@dataclass(frozen=True)
class Outcome:
    """One case's ending; `code` of the error if there was one."""

    ending: Ending
    code: str = ""
    detail: str = ""


@dataclass
class Table:
    """Counts over many cases, and what must be looked at."""

    limit_s: float
    endings: Counter[str] = field(default_factory=Counter)
    codes: Counter[str] = field(default_factory=Counter)
    findings: list[dict[str, object]] = field(default_factory=list)
    slowest_s: float = 0.0
    slowest_case: int = 0

    def add(self, number: int, case: Case, outcome: Outcome, took_s: float) -> None:
        """Count one case; anything forbidden becomes a finding."""
        if took_s > self.limit_s:
            outcome = Outcome("hung", outcome.code, f"{took_s:.1f} s")
        self.endings[outcome.ending] += 1
        if outcome.code:
            self.codes[outcome.code] += 1
        if took_s > self.slowest_s:
            self.slowest_s, self.slowest_case = took_s, number
        if outcome.ending in FORBIDDEN:
            self.findings.append(
                {
                    "case": number,
                    "how": case.how,
                    "ending": outcome.ending,
                    "code": outcome.code,
                    "detail": outcome.detail,
                }
            )


def settle(attempt: Callable[[], Outcome], died: tuple[type[ApplianceError], ...] = ()) -> Outcome:
    """What an attempt came to; only errors with a code are refusals.

    `died` are the errors that say that the child ended.
    """
    try:
        return attempt()
    except ApplianceError as error:
        why = type(error).__name__
        fault = f"{error.code} {why}"
        return Outcome("died" if isinstance(error, died) else "refused", fault)
    except Exception as error:  # that is the finding
        return Outcome("escaped", type(error).__name__, str(error)[:300])


class Watch:
    """Measures one case after the other."""

    def __init__(self) -> None:
        self._began_s = time.monotonic()

    def lap(self) -> float:
        """Seconds since the last lap."""
        now_s = time.monotonic()
        took_s, self._began_s = now_s - self._began_s, now_s
        return took_s
