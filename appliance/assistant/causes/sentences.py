"""Sentences that give a cause, parted into what moved and what moved it.

“Sales rose 4%, due to new stores” moves before the connective; “Due to new stores, sales rose”
after it. A sentence that says only “the increase was due to …” is about the one before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from appliance.assistant.arithmetic import periods
from appliance.assistant.causes.asking import ways
from appliance.assistant.units import units

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.assistant.causes.asking import Way
    from appliance.documents.store import PageText

_CAUSAL = re.compile(
    r"\b(?:(?:primarily|mainly|largely|principally|partly|partially|mostly)[, ]+)?"
    r"(?:due (?:primarily |mainly |largely |in part )?to|driven (?:primarily |mainly |largely )?by"
    r"|as a result of|resulting from|resulted (?:primarily |mainly )?from|because(?: of)?"
    r"|attribut(?:able|ed) (?:primarily |mainly )?to|reflect(?:ed|ing|s)|owing to|caused by"
    r"|led by|on account of|thanks to|stemm(?:ed|ing) from|related (?:primarily |mainly )?to"
    r"|the result of|from the effects? of|were offset by|was offset by|impacted by|affected by)\b"
    r"|由于|主要因|因为|原因是|得益于|归因于|主要系|系因|所致|受.{1,12}影响",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"^\s*(?:[“\"]?)(?:the|this|these|such) (?:\w+ ){0,2}?(?:increases?|decreases?|declines?"
    r"|reductions?|changes?|growth|improvements?|drop|fall|rise|variance|movement)\b"
    r"(?! (?:in|of) )|^\s*(?:该|上述|这一)(?:增|减|下|变|上)",
    re.IGNORECASE,
)
_MOST_HEADING_CP = 140
_MOST_CP = 900


class Cause(NamedTuple):
    """A sentence that gives a cause.

    `effect` is its part that says what moved, with the sentence before where it only points back;
    `reason` the rest. `first` is where the sentence before begins, or the sentence itself. `over`
    is what stands above, `months` how long the time is that the heading above names.
    """

    page: PageText
    first: int
    start: int
    end: int
    effect: str
    reason: str
    ways: frozenset[Way]
    years: frozenset[str]
    months: int | None
    over: str


def causes(page: PageText) -> Iterator[Cause]:
    """All sentences of a page that give a cause for a movement, in order."""
    before = None
    months: int | None = None
    for unit in units(page.text):
        text = " ".join(page.text[unit.start : unit.end].split())
        if unit.kind != "sentence":
            if unit.kind == "heading" or len(text) <= _MOST_HEADING_CP:
                months = periods.months(text) or months
            before = None if unit.kind == "row" else before
            continue
        if len(text) <= _MOST_HEADING_CP and not text.endswith((".", "。", ";")):
            months = periods.months(text) or months
        match = _CAUSAL.search(text)
        if match is not None and len(text) <= _MOST_CP:
            effect, reason = text[: match.start()], text[match.start() :]
            if len(effect.split()) < 3 and not re.search(r"[\u3400-\u9fff]", effect):
                # “Due to new stores, sales rose.”
                comma = reason.find(",")
                effect, reason = reason[comma + 1 :], reason[: comma + 1]
            if "所致" in match[0]:
                effect = text
            first = unit.start
            back = before is not None and _BACK.search(effect) is not None
            if back and before is not None:
                first = before[0]
                effect = f"{before[1]} {effect}"
            yield Cause(
                page, first, unit.start, unit.end, effect, reason, ways(effect),
                frozenset(periods.years(effect)), periods.months(text) or months, unit.context,
            )  # fmt: skip
        before = unit.start, text
