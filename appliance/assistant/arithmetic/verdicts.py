"""Yes or no, where a question asks whether something rose or fell and its change was calculated.

“Did sales grow?” is yes if they did. “Did it increase or decrease?” is answered by the way alone.
A debt ratio that is lower may be better or worse: of what improves, nothing is said but the way,
unless more is always better.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from appliance.assistant.arithmetic import computing
from appliance.assistant.arithmetic.computing import CannotCompute
from appliance.documents.normal import normalise

if TYPE_CHECKING:
    from appliance.assistant.arithmetic.making import Made

_ASKS = re.compile(
    r"^(?:did|does|do|has|have|had|is|are|was|were|can|could)\b|是否|有没有|吗[？?]?$",
    re.IGNORECASE,
)
_UP = re.compile(
    r"\b(?:increas\w*|grow\w*|grew|rise|rose|risen|rising|higher|gain(?:ed|s)?)\b|增加|增长|上升|提高",
    re.IGNORECASE,
)
_DOWN = re.compile(
    r"\b(?:decreas\w*|declin\w*|drop\w*|fall|fell|fallen|lower|reduc\w*|shr[aiu]nk\w*|worsen\w*"
    r"|deteriorat\w*)\b|减少|下降|降低|下跌",
    re.IGNORECASE,
)
_BETTER = re.compile(r"\bimprov\w*|改善", re.IGNORECASE)
_ANY = re.compile(r"\b(?:changed?|changes|movement)\b|变化|变动", re.IGNORECASE)
# How much is still steady is for a person to say.
_STEADY = re.compile(
    r"\b(?:consisten\w*|stable|stabil\w*|steady|fluctuat\w*|volatil\w*|significant\w*"
    r"|substantial\w*|material\w*)\b|稳定|波动|明显|显著|重大",
    re.IGNORECASE,
)
# More of these is better in any textbook.
_MORE_IS_BETTER = frozenset(
    (
        *("quick ratio", "current ratio", "gross margin", "operating margin", "net margin"),
        *("return on assets", "return on equity", "interest cover", "EBITDA margin"),
    )
)
_WAY = re.compile(r"\((?:(?P<way>higher|lower) by [^()]*|unchanged)\)$")


def verdict(question: str, made: Made) -> str:
    """“Yes, up by 8.27%.”, “Down.” of a percentage, or nothing where none is asked for."""
    plain = " ".join(normalise(question).split())
    if _ASKS.search(plain) is None or _STEADY.search(plain) is not None:
        return ""
    delta = _delta(made)
    if delta is None:
        return ""
    name = made.calculation.operation.removeprefix("change in ")
    up = _UP.search(plain) is not None
    down = _DOWN.search(plain) is not None
    if _BETTER.search(plain) is not None:
        if name not in _MORE_IS_BETTER:
            return ""
        up = True
    if not (up or down or _ANY.search(plain) is not None):
        return ""
    moved = _moved(delta, _percent(made))
    if up and down:
        return f"{moved.capitalize()}."
    yes = delta > 0 if up else delta < 0 if down else delta != 0
    return f"Yes, {moved}." if yes else f"No, {moved}."


def _moved(delta: Decimal, percent: str) -> str:
    if delta > 0:
        return f"up by {percent}" if percent else "up"
    if delta < 0:
        return f"down by {percent}" if percent else "down"
    return "unchanged"


def _delta(made: Made) -> Decimal | None:
    """The change from the earlier time to the later; None if none was calculated."""
    calculation = made.calculation
    if calculation.operation in ("change", "growth") or calculation.operation.startswith("change "):
        return Decimal(calculation.result)
    found = _WAY.search(calculation.formula)
    if found is None:
        return None
    return Decimal({"higher": 1, "lower": -1}.get(found["way"] or "", 0))


def _percent(made: Made) -> str:
    """How far an amount moved, in percent; nothing for what is in percent itself."""
    figures = made.figures
    plain = made.calculation.operation == "change" and len(figures) == 2
    if not plain or any(f.unit == "%" or f.value <= 0 for f in figures):
        return ""
    try:
        moved = computing.growth([figure.value for figure in figures])
    except CannotCompute:
        return ""
    return f"{computing.rounded(abs(moved), 2)}%" if moved else ""
