"""Pages and parts that a paper announces and does not have. Pure.

Printed page numbers ("Page 3 of 12", "第3页 共12页"), schedules and annexes that its contents or
its text name, and pages for signatures that it says follow.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from appliance.assistant.forms.pairs import is_of_contents
from appliance.documents.normal import Normal
from appliance.review.checks.signing_words import EXECUTION
from appliance.review.phrases import papers as said_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.review.phrases.phrase import Phrase

_OF = re.compile(
    r"\b(?:page|p\.|seite|sheet)\s?(\d{1,4})\s?(?:of|/|von)\s?(\d{1,4})\b"
    r"|第\s?(\d{1,4})\s?页\s?[,，/／、(（]?\s?共\s?(\d{1,4})\s?页"
    r"|(?:^|\n)[ \t]*(\d{1,3})[ \t]*/[ \t]*(\d{1,3})[ \t]*(?=\r?\n|$)"
    r"|(?:^|\n)[ \t]*(\d{1,3}) of (\d{1,3})[ \t]*(?=\r?\n|$)",
    re.IGNORECASE,
)
_ALONE = re.compile(
    r"^\s*(?:page\s?)?[-–—]?\s?(\d{1,3})\s?[-–—]?\s*$|^\s*第\s?(\d{1,3})\s?页\s*$", re.I
)
_PART = (
    r"(?P<kind>schedule|annex(?:ure)?|appendix|exhibit|attachment)\s"
    r"(?P<number>\d{1,2}|[A-Z]|[IVX]{1,4})"
)
_HEADING = re.compile(
    rf"^\W{{0,6}}{_PART}\b(?!\s?(?:,|\band\b|\bto\b|\bof\b|\bor\b|\)|\d))", re.IGNORECASE
)
_NAMED = re.compile(
    rf"\b(?:in|to|at|as|see|under|of|by|the|attached|and)\s(?:the attached\s)?{_PART}\b",
    re.IGNORECASE,
)
_PART_ZH = re.compile(r"附件\s?([一二三四五六七八九十\d]{1,2})")
_HEADING_ZH = re.compile(r"^\W{0,3}附件\s?([一二三四五六七八九十\d]{1,2})(?:\W|$)")
_OTHER_DOCUMENT = re.compile(
    r"^\s*there(?:to|of)\b"
    r"|^\s*(?:to|of) (?:the|that|a|an|its|such) (?!this|agreement\b|deed\b|contract\b)",
    re.IGNORECASE,
)
_SIGNATURE_ENTRY = re.compile(
    r"\b(?:signatures?|signature pages?|execution(?: pages?)?|signatories)\b|签署页|签字页",
    re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"^[ \t]*(?:table of )?contents[ \t\r]*$|^[ \t]*目\s?录[ \t\r]*$", re.IGNORECASE | re.MULTILINE
)
_ENTRY_END = re.compile(r"[\s.·…_]{0,300}\d{1,4}\s*$")
_MOST_IN_A_JUMP = 12
_MOST_SAID = 8


class Gap(NamedTuple):
    """Something announced that is absent: a sentence, and the place that announces it.

    Not `sure` where the announcement itself may be misread.
    """

    why: str
    page: int
    start: int
    end: int
    sure: bool = True


def gaps(pages: Sequence[tuple[int, str]], *, has_block: bool = True) -> list[Gap]:
    """All gaps of a paper; `has_block` says whether a place to sign was found in it."""
    found = _pages(pages)
    found += _parts(pages)
    if not has_block:
        found += _execution(pages)
    return found


def _pages(pages: Sequence[tuple[int, str]]) -> list[Gap]:
    """Page numbers that are missing between or after those that are printed."""
    printed: list[tuple[int, int, int, int, int]] = []
    for number, text in pages:
        for match in _OF.finditer(text):
            figures = [int(part) for part in match.groups() if part is not None]
            this, total = figures[0], figures[1]
            if 0 < this <= total:
                shift = len(match[0]) - len(match[0].lstrip())
                printed.append((this, total, number, match.start() + shift, match.end()))
    totals = {total for _, total, *_ in printed}
    found: list[Gap] = []
    for total in sorted(totals):
        own = [one for one in printed if one[1] == total]
        have = {this for this, *_ in own}
        missing = [page for page in range(1, total + 1) if page not in have]
        # A cover has no number; a total that one page alone names is a part of another paper.
        if missing and missing[0] == 1 and own[0][0] == 2 and own[0][2] > 1:
            missing = missing[1:]
        if not missing or (len(own) == 1 and len(pages) > 1 and len(totals) > 1):
            continue
        if all(one[2] == own[0][2] for one in own) and len(pages) >= total:
            continue  # numbers that only one page prints, and enough pages are there
        last = max(own)
        one, many = said_of.PAGE_MISSING, said_of.PAGES_MISSING
        why = _numbered(missing, one, many, total=total)
        found.append(Gap(why, last[2], last[3], last[4]))
    return found or _jumps(pages)


def _jumps(pages: Sequence[tuple[int, str]]) -> list[Gap]:
    """Without totals: numbers alone on a line that go up with the pages and leave one out."""
    seen: list[tuple[int, int, int, int]] = []
    for number, text in pages:
        lines = [(m.start(), m.end(), m[0]) for m in re.finditer(r"[^\r\n]+", text) if m[0].strip()]
        for start, end, line in (*lines[:1], *lines[-1:]):
            match = _ALONE.match(line)
            if match:
                seen.append((int(match[1] or match[2]), number, start, end))
                break
    shifts = [this - number for this, number, _, _ in seen]
    if len(seen) < 4 or len(seen) < 0.7 * len(pages):
        return []
    found = []
    for before, after in pairwise(seen):
        pages_between, numbers_between = after[1] - before[1], after[0] - before[0]
        if numbers_between > pages_between and sorted(shifts) == shifts:
            missing = list(range(before[0] + 1, after[0] - (pages_between - 1)))
            if missing:
                one, many = said_of.PAGE_LEFT_OUT, said_of.PAGES_LEFT_OUT
                why = _numbered(missing, one, many, before=before[0], after=after[0])
                # A figure that is no page number may stand alone on a line, too.
                sure = len(missing) <= _MOST_IN_A_JUMP
                found.append(Gap(why, after[1], after[2], after[3], sure))
    return found


def _numbered(pages: list[int], one: Phrase, many: Phrase, **facts: int) -> str:
    """The sentence for one page or for several."""
    if len(pages) == 1:
        return one.say(page=pages[0], **facts)
    more = f" and {len(pages) - _MOST_SAID} more" if len(pages) > _MOST_SAID else ""
    shown = f"{', '.join(map(str, pages[:_MOST_SAID]))}{more}"
    if pages == list(range(pages[0], pages[-1] + 1)):
        shown = f"{pages[0]} to {pages[-1]}"
    return many.say(pages=shown, **facts)


def _parts(pages: Sequence[tuple[int, str]]) -> list[Gap]:
    """Schedules, annexes and exhibits that are named, but begin nowhere."""
    begun: set[str] = set()
    named: dict[str, Gap] = {}
    listed: dict[str, Gap] = {}
    for number, text in pages:
        in_contents = _CONTENTS.search(text)
        for line in re.finditer(r"[^\r\n]+", text):
            plain = Normal(line[0]).text
            contents = is_of_contents(plain) or (
                in_contents and re.search(r"\s\d{1,3}$", plain.rstrip())
            )
            heading = _HEADING.match(plain)
            heading_zh = _HEADING_ZH.match(plain)
            key = _key(heading) if heading else f"附件{heading_zh[1]}" if heading_zh else ""
            if key and contents:
                why = said_of.LISTED.say(words=_entry(plain))
                listed.setdefault(key, Gap(why, number, *_span(line)))
            elif key and len(plain) <= 120:
                begun.add(key)
        for match in _NAMED.finditer(text):
            if _OTHER_DOCUMENT.match(text[match.end() : match.end() + 40]):
                continue
            title = f"{match['kind'].capitalize()} {match['number'].upper()}"
            why = said_of.PART_NAMED.say(part_named=title)
            named.setdefault(_key(match), Gap(why, number, match.start("kind"), match.end()))
        for match in _PART_ZH.finditer(text):
            why = said_of.PART_NAMED.say(part_named=match[0])
            named.setdefault(f"附件{match[1]}", Gap(why, number, *match.span()))
    found = [gap for key, gap in listed.items() if key not in begun]
    found += [gap for key, gap in named.items() if key not in begun and key not in listed]
    return found


def _key(match: re.Match[str]) -> str:
    kind = match["kind"].lower()
    return f"{'annex' if kind.startswith('annex') else kind} {match['number'].lower()}"


def _entry(line: str) -> str:
    return _ENTRY_END.sub("", line.strip())[:80]


def _span(line: re.Match[str]) -> tuple[int, int]:
    """Where a line's words stand, without the leaders and the number of a page."""
    words = line[0].rstrip("0123456789 .·…_\t") or line[0]
    return line.start() + len(line[0]) - len(line[0].lstrip()), line.start() + len(words)


def _execution(pages: Sequence[tuple[int, str]]) -> list[Gap]:
    """A page for signatures that the paper announces, where no place to sign was found."""
    for number, text in pages:
        for line in re.finditer(r"[^\r\n]+", text):
            if is_of_contents(line[0]) and _SIGNATURE_ENTRY.search(line[0]):
                why = said_of.LISTED_UNSIGNED.say(words=_entry(line[0]))
                return [Gap(why, number, *_span(line))]
    for number, text in reversed(pages):
        match = EXECUTION.search(text)
        if match is not None:
            why = said_of.ANNOUNCED.say()
            return [Gap(why, number, match.start(), match.end())]
    return []
