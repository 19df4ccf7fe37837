"""CHILD: text boxes, headers, footers and footnotes of an RTF file, which the library leaves out.

A text box stands as paragraphs of its own where its anchor is, a header or footer where its section
begins, a footnote in brackets behind the word it belongs to. What lies inside another of these is
not looked for.
"""

from __future__ import annotations

import re
from itertools import pairwise

_ASIDE = re.compile(r"\{(?:\\(?:shp|footnote|(?:header|footer)[lrf]?)|\\\*\\do)(?![a-zA-Z])")
_BOX = re.compile(r"\{\\(?:shptxt|dptxbxtext)(?![a-zA-Z]) ?")
_FOOTNOTE = re.compile(r"\{\\footnote(?:\\ftnalt)? ?")
_MARGIN = re.compile(r"\{\\(?:header|footer)[lrf]? ?")
# Automatic numbers of the note itself say nothing.
_NUMBER = re.compile(r"\\chftn(?![a-zA-Z]) ?")
_BRACE = re.compile(r"\\bin(?P<skip>\d{1,9}) ?|\\.|(?P<brace>[{}])", re.DOTALL)


def with_asides(source: str) -> str:
    """The file with its text boxes and footnotes where the library reads them."""
    ends = _ends(source, _ASIDE)
    if not ends:
        return source
    parts: list[str] = []
    done = 0
    while (aside := _ASIDE.search(source, done)) is not None:
        start = aside.start()
        end = ends.get(start)
        if end is None:  # inside an escape, or never closed
            parts.append(source[done : aside.end()])
            done = aside.end()
            continue
        parts += (source[done:start], _said(source[start:end]))
        done = end
    return "".join((*parts, source[done:]))


def _said(group: str) -> str:
    note = _FOOTNOTE.match(group)
    if note is not None:
        return "{\\plain  \\'5b" + _NUMBER.sub("", group[note.end() : -1]) + "\\'5d}"
    margin = _MARGIN.match(group)
    if margin is not None:
        return f"{{\\plain\\par {group[margin.end() : -1]}\\par }}"
    ends = _ends(group, _BOX)
    boxes: list[str] = []
    done = 0
    while (box := _BOX.search(group, done)) is not None:
        end = ends.get(box.start())
        done = end or box.end()
        if end is not None:
            boxes.append(group[box.end() : end - 1])
    # The same box may be there a second time for older readers.
    kept = [box for box, later in pairwise([*boxes, ""]) if box != later]
    # A shape may have a ground of its own, on which white letters are seen.
    return "".join(f"{{\\plain\\clcbpat1\\par {box}\\par }}" for box in kept)


def _ends(source: str, wanted: re.Pattern[str]) -> dict[int, int]:
    """Where the wanted groups end, by where they begin; a large file has millions of others."""
    starts = {match.start() for match in wanted.finditer(source)}
    ends: dict[int, int] = {}
    open_: list[int] = []
    place = 0
    while len(ends) < len(starts) and (token := _BRACE.search(source, place)) is not None:
        place = token.end()
        if token["skip"]:
            place += int(token["skip"])
        elif token["brace"] == "{":
            open_.append(token.start())
        elif token["brace"] and open_:
            start = open_.pop()
            if start in starts:
                ends[start] = place
    return ends
