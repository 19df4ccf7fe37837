"""The closed list of types of papers, and how a document tells which it is. Pure.

A type is told by its title first, by words of its body second, by its file's name last. A message
about a paper is not that paper: whatever has the head of a mail is correspondence.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from appliance.documents.normal import normalise
from appliance.review.papers.wordings import ALL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.review.papers.wordings import PaperType

TYPES: dict[str, PaperType] = {one.name: one for one in ALL}
CORRESPONDENCE = "correspondence"
# Any agreement at all: only where no other type fits.
_GENERAL = "contract"

_MAIL_TYPES = frozenset({"message/rfc822", "application/vnd.ms-outlook"})
_MAIL_HEAD = re.compile(
    r"^\s{0,4}(?:from|发件人|寄件人)\s?[:：].{1,300}$"
    r"(?:\n.{0,300}){0,6}?\n\s{0,4}(?:to|subject|date|sent|收件人|主题|主旨|日期|发送时间)\s?[:：]",
    re.IGNORECASE | re.MULTILINE,
)
_SALUTATION = re.compile(
    r"^\s{0,4}(?:dear\s.{1,80}|to whom it may concern)[,:]?\s*$|^\s{0,4}尊敬的",
    re.IGNORECASE | re.M,
)
# What is looked at: titles stand in the first lines, words of the body on the first pages.
_TITLE_LINES = 14
_TITLE_CP = 110
_TITLE_RUNS_CP = 160
_BODY_CP = 24_000
_BODY_PAGES = 12
_MAIL_CP = 1_500
# A title that is all of its line tells most; one among other words less, and less further down.
_TITLE_ALONE = 10.0
_TITLE_AMONG = 6.0
_TITLE_FALLS = 0.25
_MOST_OF_LINE = 0.6
_AT_LEAST = 0.7
_NAME = 4.0
_SALUTED = 4.0
_BODY = 1.5
_MOST_BODY = 4
_ENOUGH = 3.5
_NAME_BREAKS = re.compile(r"[_\-.+]+")


def type_of(name: str, media_type: str, texts: Sequence[str]) -> str:
    """The type of a document by its file's name and the texts of its pages; "" for none.

    `name` of an attachment is "mail › file": only the file's own name counts.
    """
    own = name.rpartition("›")[2]
    first = normalise(texts[0][:_BODY_CP]) if texts else ""
    if media_type in _MAIL_TYPES or _MAIL_HEAD.search(first[:_MAIL_CP]):
        return CORRESPONDENCE
    lines = [line.strip() for line in first.splitlines() if line.strip()][:_TITLE_LINES]
    body = _body(first, texts)
    named = _NAME_BREAKS.sub(" ", normalise(own).casefold())
    scores = {kind: _score(kind, named=named, lines=lines, body=body) for kind in TYPES}
    if _SALUTATION.search(first[:_MAIL_CP]):
        scores[CORRESPONDENCE] += _SALUTED
    general = scores.pop(_GENERAL)
    best = max(scores, key=lambda kind: scores[kind])
    if scores[best] >= _ENOUGH:
        return best
    return _GENERAL if general >= _ENOUGH else ""


def _body(first: str, texts: Sequence[str]) -> str:
    parts = [first]
    left = _BODY_CP - len(first)
    for text in texts[1:_BODY_PAGES]:
        if left <= 0:
            break
        parts.append(normalise(text[:left]))
        left -= len(parts[-1])
    return "\n".join(parts)


def _score(kind: str, *, named: str, lines: Sequence[str], body: str) -> float:
    title, words = _patterns(kind)
    score = 0.0
    best = 0.0
    for place, line in enumerate(lines):
        if len(line) > _TITLE_RUNS_CP:
            continue
        covered = sum(len(match[0]) for match in title.finditer(line)) / len(line)
        if not covered:
            continue
        worth = _TITLE_ALONE if covered > _MOST_OF_LINE else _TITLE_AMONG * max(covered, _AT_LEAST)
        if len(line) > _TITLE_CP:
            worth /= 2
        best = max(best, worth - place * _TITLE_FALLS)
    score += best
    if title.search(named):
        score += _NAME
    score += _BODY * min(_MOST_BODY, sum(1 for word in words if word.search(body)))
    return score


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], tuple[re.Pattern[str], ...]]:
    one = TYPES[kind]
    return (
        re.compile("|".join(f"(?:{part})" for part in one.titles), re.IGNORECASE),
        tuple(re.compile(part, re.IGNORECASE) for part in one.words),
    )
