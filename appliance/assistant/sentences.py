"""Where sentences end.

Offsets are code points of the text given, half-open.
"""

from __future__ import annotations

import re

# A full stop after these does not end a sentence.
_SHORTENED = (
    "mr mrs ms dr prof sr jr st no nos art arts cl para paras sec sch sched fig vol pp p tel ext "
    "ltd inc corp co llc plc vs v approx est ca cf eg ie etc e.g i.e a.m p.m u.s u.k "
    "jan feb mar apr jun jul aug sep sept oct nov dec"
)
_ABBREVIATIONS = frozenset(_SHORTENED.split())
# These may also be the last word of a sentence; they end it when a capital follows.
_CLOSING = "ltd inc corp co llc plc etc a.m p.m u.s u.k no"
_MAY_END = frozenset(_CLOSING.split())
_STOP = re.compile(
    r"(?P<stop>[.!?]+|[。！？；…])(?P<close>[\"'”’)\]）】」』]*)(?P<ids>(?:\s*\[P\d+\])*\.?)(?P<space>\s*)"
)
# All that is looked at before a stop, however long the text is.
_WORD_WITHIN_CP = 200
_LAST_WORD = re.compile(r"([A-Za-z]+(?:\.[A-Za-z]+)*)$")
_UNSPACED = "。！？；…"


def sentences(text: str) -> list[tuple[int, int]]:
    """Spans of the sentences, without the space between them.

    Numbers ("1.25"), abbreviations ("Ltd."), initials ("M. E. Harding") and clause numbers
    ("5.1") do not end a sentence; Chinese and Japanese punctuation does without a space. Ids of
    passages after the full stop ("[P1]") belong to the sentence before.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _STOP.finditer(text):
        if match.start() >= start and _ends_here(text, match):
            spans.append((start, match.end("ids")))
            start = match.end()
    spans.append((start, len(text)))
    return [(a, b) for a, b in (trimmed(text, *span) for span in spans) if a < b]


def _ends_here(text: str, match: re.Match[str]) -> bool:
    if match["stop"][0] in _UNSPACED:
        return True
    after = text[match.end() :]
    if not after:
        return True
    if not match["space"]:
        return False
    if match["stop"] != ".":
        return not after[0].islower()
    if after[0].islower():
        return False
    stop = match.start("stop")
    return not _abbreviated(text[max(0, stop - _WORD_WITHIN_CP) : stop], after)


def _abbreviated(before: str, after: str) -> bool:
    word = _LAST_WORD.search(before)
    if word is None:
        # "5. Repayment": a number alone at the start of a line is a numeral, not a sentence.
        return bool(re.search(r"(?:^|\n)\s*\d{1,3}$", before))
    last = word[1]
    if len(last) == 1 and last.isupper():
        return True
    if last.lower() in _MAY_END:
        return not (after[0].isupper() or after[0] in '"“(') or after[0].isdigit()
    return last.lower() in _ABBREVIATIONS


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
