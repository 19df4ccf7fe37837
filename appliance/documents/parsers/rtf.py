"""CHILD: RTF through striprtf: paragraphs, page breaks and tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from striprtf.striprtf import remove_pict_groups, rtf_to_text

from appliance.documents.parsers.paging import Pager
from appliance.documents.parsers.rows import RowCell, heads_columns
from appliance.documents.parsers.rtf_asides import with_asides
from appliance.documents.parsers.rtf_hidden import BEGIN, END, Unseen, marked, plain_signs
from appliance.documents.protocol import RTF_TYPE, Fault, Opened, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.documents.limits import Limits
    from appliance.documents.protocol import PageRead

RTF_MARK = b"{\\rtf"
# The library writes cells with bars and leaves page ends out; signs that no text has stand in.
_ROW_BEGIN, _ROW_END, _CELL_END, _PAGE_END = "\x1d", "\x1e", "\x1f", "\f"
_WORDS = {
    "trowd": _ROW_BEGIN,
    "row": _ROW_END,
    "nestrow": _ROW_END,
    "cell": _CELL_END,
    "nestcell": _CELL_END,
    "page": _PAGE_END,
}
_WORD = re.compile(r"\\(trowd|nestrow|row|nestcell|cell|page)(?![a-zA-Z])(?:-?\d+)? ?")
_PART = re.compile(f"({_PAGE_END}|{_ROW_BEGIN}[^{_ROW_END}]*{_ROW_END})")
_STRAY = str.maketrans("", "", _ROW_BEGIN + _ROW_END + _CELL_END)
_AS_TEXT = str.maketrans(
    {_ROW_BEGIN: "", _ROW_END: "\n", _CELL_END: "\t", _PAGE_END: "\n", BEGIN: "", END: ""}
)
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
# The library's pattern for links looks through the rest of a line at each one.
_LONGEST_FIELD_LINE = 100_000
_FIELD = "HYPERLINK"


def read_rtf(data: bytes, limits: Limits) -> Iterator[Opened | PageRead]:
    """Pages at page breaks and about every 3,000 characters.

    Comments are left out, as the library does; hidden text is taken and reported as hidden.
    Raises: Refused: damaged, no text, too much of it.
    """
    yield Opened(RTF_TYPE, None)
    pager = Pager(limits, laid=True)
    yield from rtf_pages(rtf_text(data), pager)
    yield from pager.rest()


def rtf_text(data: bytes) -> str:
    """What an RTF file says, with signs where rows, cells and pages end and around hidden text."""
    source = remove_pict_groups(data.decode("latin-1"))
    if _FIELD in source and max(map(len, source.splitlines())) > _LONGEST_FIELD_LINE:
        source = source.replace("}", "}\n")
    source, begin, end = marked(with_asides(source))
    source = _WORD.sub(lambda found: f"{{}}\\'{ord(_WORDS[found[1]]):02x}{{}}", source)
    try:
        text = rtf_to_text(source, errors="replace")
    except (ValueError, TypeError, OverflowError, LookupError) as error:
        raise Refused(Fault.DAMAGED) from error
    return plain_signs(_PAIR.sub(_joined, text), begin, end)


def without_signs(text: str) -> str:
    """What `rtf_text` gives as plain text: tabs between cells."""
    return text.translate(_AS_TEXT)


def rtf_pages(text: str, pager: Pager) -> Iterator[PageRead]:
    """All pages but the last of what `rtf_text` gives."""
    in_table = False
    unseen = Unseen()
    for number, part in enumerate(_PART.split(text)):
        if number % 2 == 0:
            lines = part.translate(_STRAY).split("\n")
            told = [unseen.line(line.strip("\r")) for line in lines]
            if in_table and not any(line.strip() for line, _ in told):
                continue  # between two rows
            if in_table:
                pager.end_table()
                in_table = False
            for line, hidden in told[: -1 if not told[-1][0] else None]:
                yield from pager.add(line, hidden=hidden)
        elif part == _PAGE_END:
            yield from pager.new_page()
        else:
            row = part.strip(_ROW_BEGIN + _ROW_END).replace(_ROW_BEGIN, "").split(_CELL_END)
            cells = [unseen.line(cell, single=True) for cell in row]
            header = not in_table and heads_columns([text for text, _ in cells])
            if not in_table:
                pager.begin_table()
                in_table = True
            yield from pager.row(
                [
                    RowCell(column, text, header=header, hidden=hidden)
                    for column, (text, hidden) in enumerate(cells)
                    if text
                ]
            )


def _joined(pair: re.Match[str]) -> str:
    """The character that two halves of a UTF-16 pair stand for."""
    return pair[0].encode("utf-16-le", "surrogatepass").decode("utf-16-le")
