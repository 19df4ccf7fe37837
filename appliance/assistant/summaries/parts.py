"""The sentences of a document that a summary may quote, section by section. Pure."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from appliance.assistant.forms.pairs import is_of_contents
from appliance.assistant.units import units
from appliance.assistant.values import values
from appliance.documents.layout.cells import section_at
from appliance.documents.normal import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from appliance.documents.layout.records import PageLayout
    from appliance.documents.store import PageText

_LEAST_WORDS, _MOST_WORDS = 6, 60
_LEAST_CJK = 10
_CJK = re.compile(r"[\u3400-\u9fff]")
_NAME = re.compile(r"\b[A-Z][\w’'&.-]+(?:\s+(?:of\s+|and\s+|&\s+)?[A-Z][\w’'&.-]+)+")
# Sentences that only point elsewhere say nothing alone.
_POINTS = re.compile(
    r"^(?:see|refer to|as (?:described|set out|discussed) (?:in|above|below)|this page|continued"
    r"|the (?:following|above)|table of contents)\b",
    re.IGNORECASE,
)
MOST_SECTIONS = 8
_PAGES_PER_SECTION = 4


class Part(NamedTuple):
    """A sentence that may be quoted; `order` is its place in the document."""

    page: PageText
    start: int
    end: int
    text: str
    section: str
    order: int
    figures: int
    names: int


def parts_of(pages: Sequence[PageText], layouts: Mapping[int, PageLayout]) -> list[Part]:
    """All of one document's, in order; running headers, footers and contents are left out."""
    found: list[Part] = []
    seen: set[str] = set()
    for page in pages:
        layout = layouts.get(page.page)
        running = [
            (block.start, block.end)
            for block in (layout.blocks if layout else ())
            if block.kind in ("header", "footer")
        ]
        for unit in units(page.text):
            if unit.kind != "sentence" or _inside(unit.start, unit.end, running):
                continue
            text = " ".join(normalise(page.text[unit.start : unit.end]).split())
            if not _says_something(text) or text.casefold() in seen:
                continue
            seen.add(text.casefold())
            path = section_at(layout, page.text, unit.start) if layout else ()
            found.append(
                Part(
                    page, unit.start, unit.end, text, " › ".join(path), len(found),
                    _figures(text), len(_NAME.findall(text)),
                )
            )  # fmt: skip
    return found


def _inside(start: int, end: int, stretches: Iterable[tuple[int, int]]) -> bool:
    return any(a < end and start < b for a, b in stretches)


def _says_something(text: str) -> bool:
    if is_of_contents(text) or _POINTS.match(text) or text.endswith((":", "：", "?", "？")):
        return False
    if _CJK.search(text):
        return len(_CJK.findall(text)) >= _LEAST_CJK
    return _LEAST_WORDS <= len(text.split()) <= _MOST_WORDS


def _figures(text: str) -> int:
    """Amounts, percentages and dates; bare small numbers count clauses and notes."""
    return sum(one.kind in ("amount", "percent", "date", "ratio") for one in values(text))


def sections(parts: Sequence[Part], pages: int) -> list[list[Part]]:
    """The parts in at most `MOST_SECTIONS` groups, by top headings or else by pages."""
    if not parts:
        return []
    groups: list[list[Part]] = []
    for part in parts:
        top = part.section.split(" › ", 1)[0]
        if groups and groups[-1][0].section.split(" › ", 1)[0] == top:
            groups[-1].append(part)
        else:
            groups.append([part])
    if len(groups) == 1 and pages > _PAGES_PER_SECTION:
        wanted = min(MOST_SECTIONS, -(-pages // _PAGES_PER_SECTION))
        size = -(-len(parts) // wanted)
        groups = [list(parts[n : n + size]) for n in range(0, len(parts), size)]
    while len(groups) > MOST_SECTIONS:
        # The two neighbours that are smallest together become one.
        sizes = [len(a) + len(b) for a, b in pairwise(groups)]
        place = sizes.index(min(sizes))
        groups[place : place + 2] = [groups[place] + groups[place + 1]]
    return groups
