"""Decides page by page whether the picture must be read, from the page's own text. Pure.

A text layer is kept when it is good: it is exact where reading a picture is not.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from appliance.documents.scans.records import Verdict

if TYPE_CHECKING:
    from appliance.documents.records import Page

# Fewer letters and digits than this are a stamp or a page number, not a page's text.
_FEW = 12
# A picture over most of the page with so few letters on it is a scan with a stamp; one over a
# quarter of it with hardly any is a table or a chart that somebody pasted in.
_MOST_OF_PAGE, _LITTLE = 0.5, 400
_PART_OF_PAGE, _HARDLY_ANY = 0.2, 80
# Shares of a text's characters.
_STRANGE = 0.05
_CONTROL = 0.02
# A fiftieth of a page lost to `(cid:12)` makes its figures worthless.
_CID = re.compile(r"\(cid:\d+\)")
_CID_SHARE = 0.02
# Two figures without anything between them; section numbers and dates look otherwise.
_GLUED = re.compile(
    r"(?<![\d.,])(?:\d{1,3}(?:,\d{3})*\.\d\d){2,}(?!\d)"
    r"|(?<![\d.,])\d{1,3}(?:,\d{3})+(?:\d{1,3}(?:,\d{3})+)+(?!\d)"
)
_NUMBER = re.compile(r"\d[\d,.]*")
_MOST_GLUED = 0.2
_LEAST_GLUED = 3
# Letters per word and vowels per letter of Latin texts; codes for letters give neither.
_LEAST_LETTERS = 120
_VOWELS = frozenset("aeiouyAEIOUY")
_VOWEL_SHARE = (0.15, 0.65)
_WORD = re.compile(r"[^\W\d_]+")
_LONG_WORD = 40
_LONG_SHARE = 0.3
# Upper case inside a word after lower case, of all letters: “tHe BOrRoWEr”.
_MIXED_SHARE = 0.15


def judge(page: Page) -> Verdict:
    """Whether the page's picture should be read, and why."""
    solid = sum(1 for letter in page.text if letter.isalnum())
    if garbage(page.text):
        return Verdict(needs_ocr=True, why="garbage text")
    if solid < _FEW:
        return Verdict(needs_ocr=True, why="no text")
    scanned = page.picture_share >= _MOST_OF_PAGE and solid < _LITTLE
    pasted = page.picture_share >= _PART_OF_PAGE and solid < _HARDLY_ANY
    if scanned or pasted:
        return Verdict(needs_ocr=True, why="large picture")
    return Verdict(needs_ocr=False)


def garbage(text: str) -> bool:
    """Whether a text layer says something else than what the page shows."""
    solid = [letter for letter in text if not letter.isspace()]
    if not solid:
        return False
    kinds = Counter(unicodedata.category(letter) for letter in solid)
    strange = kinds["Co"] + kinds["Cn"] + kinds["Cs"] + text.count("\ufffd")
    if strange > _STRANGE * len(solid) or kinds["Cc"] > _CONTROL * len(solid):
        return True
    lost = sum(len(found.group()) for found in _CID.finditer(text))
    return lost > _CID_SHARE * len(solid) or _glued(text) or _implausible(text)


def _glued(text: str) -> bool:
    """“1,234.565,678.90” or “1,2345,678”, again and again."""
    glued = len(_GLUED.findall(text))
    return glued >= _LEAST_GLUED and glued > _MOST_GLUED * len(_NUMBER.findall(text))


def _implausible(text: str) -> bool:
    """Latin letters in an order that no language has, as a font without a map of letters gives."""
    latin = [letter for letter in text if letter.isascii() and letter.isalpha()]
    letters = sum(1 for letter in text if letter.isalpha())
    if len(latin) < _LEAST_LETTERS or 2 * len(latin) < letters:
        return False  # too little to say, or another script
    vowels = sum(1 for letter in latin if letter in _VOWELS) / len(latin)
    if not _VOWEL_SHARE[0] <= vowels <= _VOWEL_SHARE[1]:
        return True
    words = _WORD.findall(text)
    long = sum(len(word) for word in words if len(word) > _LONG_WORD)
    if long > _LONG_SHARE * len(latin):
        return True
    mixed = sum(
        1 for word in words for one, two in pairwise(word) if one.islower() and two.isupper()
    )
    return mixed > _MIXED_SHARE * len(latin)
