"""Which lines are headings, and how high each stands. Pure.

Rank is a number that only orders headings: parts of a report before its items, items before what
is merely set larger, that before numbered clauses, those before short lines that stand alone.
"""

from __future__ import annotations

import re
from typing import NamedTuple

LONGEST_CP = 160
_MOST_WORDS = 22
_MOST_WORDS_ALONE = 12
_LARGE = 1.12  # of the height of the document's body text

_CHINESE_NUMBER = "[一二三四五六七八九十百零〇\\d]+"
_RANKED: tuple[tuple[re.Pattern[str], int], ...] = tuple(
    (re.compile(pattern), rank)
    for pattern, rank in (
        (r"(?:PART|Part)\s+(?:[IVX]+|[A-Z\d])\b", 10),
        (r"(?:SCHEDULE|Schedule|APPENDIX|Appendix|ANNEX|Annex|EXHIBIT|Exhibit)\s+[\dA-Z]", 10),
        (f"第{_CHINESE_NUMBER}[章编篇部]", 10),
        (r"(?:ITEM|Item)\s+\d{1,2}[A-Z]?\b", 20),
        (f"第{_CHINESE_NUMBER}[节条]", 20),
        (r"(?:ARTICLE|Article|SECTION|Section|CHAPTER|Chapter)\s+(?:[IVX]+|\d+)\b", 20),
        (r"(?:NOTE|Note)\s+\d{1,2}[A-Z]?\b", 40),
        (f"{_CHINESE_NUMBER}、", 40),
        (
            r"(?:(?:Condensed|Interim|Unaudited)\s+)*(?:Consolidated|Group)\s+"
            r"(?:Balance\s+Sheets?|Statements?\s+of)\b|(?:合并)?(?:资产负债表|利润表|现金流量表)",
            42,
        ),
        (f"[（(]{_CHINESE_NUMBER}[）)](?=[\u4e00-\u9fff])", 50),
        (r"\d{1,2}\.\d{1,2}\.\d{1,2}(?:\.\d{1,2})?\.?\s+\S", 56),
        (r"\d{1,2}\.\d{1,2}\.?\s+\S", 50),
        (r"(?:\d{1,2}|[A-Z]|[IVX]{1,4})[.)]\s+[A-Z\u4e00-\u9fff]", 40),
    )
)
# Numbers that only a heading carries; other numbered lines may be items of a list.
_SURE = 20
_NUMBERED_BY_SIZE = {10: -2, 20: -2, 40: -1, 42: -1, 50: 1, 56: 2}
# What stands below these is a list of what stands elsewhere, so no heading is inside of them.
_LISTS_OF_PARTS = re.compile(r"(?:table of )?contents|index|inhalt|目\s*录", re.IGNORECASE)
_LIST_RANK = 90
_CAPITALS_RANK, _ALONE_RANK = 44, 60
_SIZE_RANKS = ((1.6, 24), (1.3, 27), (_LARGE, 30))

_ENDS_LIKE_PROSE = re.compile(r"[.,;:，。；：、]['”’)\]]*$")
_NUMBERED_STUB = re.compile(
    r"^(?:(?:item|note|part|schedule|appendix|annex|exhibit|section|article|chapter)\s+)?[\dIVX]{1,4}[A-Z]?\.?$",
    re.IGNORECASE,
)
_ENDS_WITH_PAGE = re.compile(r"(?:\.{3,}|…|\s)\s*\d{1,3}$")
_DATE = re.compile(
    r"^(?:\d{1,2}\s+)?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?\s"
    r"(?:\d{1,2},?\s*)?(?:19|20)\d\d$|^\d{4}年\d{1,2}月(?:\d{1,2}日)?$"
)
_PERSON = re.compile(r"^(?:[A-Z]\.\s?)+[A-Z][a-z]+$")
_LETTERS = re.compile(r"[^\W\d_]")
_SMALL_WORDS = frozenset(
    {"a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "its", "of", "on", "or"}
    | {"our", "per", "the", "to", "under", "upon", "with"}
)
_CONTINUED = re.compile(r"\s*[(（](?:continued|cont['’]?d|续)[)）]\s*$", re.IGNORECASE)


class Setting(NamedTuple):
    """How a line stands: its height against body text, its share of the width, who is near it."""

    size: float = 1.0
    width_share: float = 0.0
    alone_above: bool = False
    alone_below: bool = False
    opens_text: bool = False


def heading_rank(text: str, setting: Setting) -> int:
    """The rank of a line as a heading, lower is higher; 0 if it is none."""
    line = _CONTINUED.sub("", text.strip())
    words = line.split()
    if not _could_be(line, words):
        return 0
    if _LISTS_OF_PARTS.fullmatch(line):
        return _LIST_RANK if setting.alone_above else 0
    rank = _numbered(line)
    if rank and _ENDS_WITH_PAGE.search(line) and not _NUMBERED_STUB.match(line):
        return 0
    if rank and rank <= _SURE and len(words) <= _MOST_WORDS and not _runs_on(line, setting):
        return rank
    if _ENDS_LIKE_PROSE.search(line) and not _NUMBERED_STUB.match(line):
        return 0
    if _is_sentence(words) and setting.size < _LARGE:
        return 0
    if setting.size >= _LARGE and setting.alone_above:
        by_size = next(found for size, found in _SIZE_RANKS if setting.size >= size)
        # Among headings of one size the numbered stand above the others, 1 above 1.1.
        return by_size + _NUMBERED_BY_SIZE[rank] if rank else by_size
    if rank and setting.alone_above and setting.width_share < 0.9:
        return rank
    if _capital(line) and setting.alone_above and setting.alone_below:
        return _CAPITALS_RANK
    alone = setting.alone_above and setting.alone_below and setting.opens_text
    if alone and setting.width_share < 0.75 and _titled(words):
        return _ALONE_RANK
    return 0


def without_continued(text: str) -> str:
    """A heading without the mark that it is repeated on a later page."""
    return _CONTINUED.sub("", text)


def _could_be(line: str, words: list[str]) -> bool:
    if not 2 <= len(line) <= LONGEST_CP or len(words) > _MOST_WORDS or _is_named(line):
        return False
    if line.startswith(("/s/", "$", "(", "•")) or "  ." in line or ". . ." in line:
        return False
    return bool(_LETTERS.search(line))


def _is_named(line: str) -> bool:
    """A date or a person, as below a signature."""
    return bool(_DATE.match(line) or _PERSON.match(line))


def _numbered(line: str) -> int:
    return next((rank for pattern, rank in _RANKED if pattern.match(line)), 0)


def _runs_on(line: str, setting: Setting) -> bool:
    """True where "Item 7 of this report …" is the beginning of a sentence."""
    body = line.split(maxsplit=2)
    if len(body) > 2 and body[2][:1].islower():
        return True
    return setting.width_share > 0.9 and not setting.alone_below


def _is_sentence(words: list[str]) -> bool:
    """Long and mostly in small letters."""
    if len(words) <= _MOST_WORDS_ALONE:
        return False
    return not _titled(words)


def _capital(line: str) -> bool:
    letters = _LETTERS.findall(line)
    return len(letters) >= 4 and all(not letter.islower() for letter in letters) and line.isascii()


def _titled(words: list[str]) -> bool:
    """Title case, a few words, or a short line of Chinese."""
    if len(words) > _MOST_WORDS_ALONE:
        return False
    if sum(letter.isdigit() for word in words for letter in word) * 3 > len("".join(words)):
        return False
    telling = [word for word in words if word.casefold() not in _SMALL_WORDS]
    capital = sum(not word[0].islower() for word in telling)
    return (
        bool(telling)
        and not telling[0][0].islower()
        and (len(words) <= 4 or capital * 10 >= 6 * len(telling))
    )
