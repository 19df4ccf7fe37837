"""CHILD: plain text, Markdown and CSV."""

from __future__ import annotations

import csv
import re
from typing import TYPE_CHECKING

from appliance.documents.parsers.eml import is_mail
from appliance.documents.parsers.encodings import decoder, detect, pieces
from appliance.documents.parsers.paging import Pager
from appliance.documents.parsers.rows import heads_columns, plain_cells
from appliance.documents.parsers.rtf import RTF_MARK
from appliance.documents.protocol import (
    CSV_TYPE,
    EML_TYPE,
    HTML_TYPE,
    RTF_TYPE,
    TEXT_TYPE,
    Fault,
    Opened,
    Refused,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.documents.limits import Limits
    from appliance.documents.protocol import PageRead

_LINE_END = re.compile("\r\n|\r|\n|\u2028|\u2029")
_PAGE_END = "\f"
_SAMPLE_CHARACTERS = 64 * 1024
_OTHER_MARKUP = ("%!ps",)
_MARK_BYTES = 64
# An XML line, comments, then a page or a part of one.
_HTML = re.compile(
    r"\ufeff?\s*(?:<\?xml[^>]{0,300}>\s*)?(?:<!--(?:(?!-->).){0,5000}-->\s*)*"
    r"<(?:!doctype\s+html|html|head|body|meta|title|table|div|center|h1|p)[\s>/]",
    re.IGNORECASE | re.DOTALL,
)
_HTML_PART = re.compile(r"<(?:body|div|p|table|br|h[1-6]|span|ul)[\s>/]", re.IGNORECASE)
_WEB_ENDINGS = frozenset({"html", "htm", "xhtml"})
_TABLE_ENDINGS, _TEXT_ENDINGS = frozenset({"csv", "tsv"}), frozenset({"txt", "md", "markdown"})
_DELIMITERS = ",;\t|"
_HEAD_BYTES = 64 * 1024
_LINES_TRIED = 20
# A cell may hold a contract clause but not a file.
_LARGEST_CELL = 1_000_000


def text_type(data: bytes, ending: str) -> str:
    """Which format a text is; the name's ending decides only where the content leaves it open.

    Raises: Refused: binary, PostScript, unknown encoding, nothing but white space.
    """
    if data[:_MARK_BYTES].lstrip().startswith(RTF_MARK):
        return RTF_TYPE
    if is_mail(data):
        return EML_TYPE
    sample = decoder(detect(data))(data[:_HEAD_BYTES])
    if len(data) <= _HEAD_BYTES and not sample.strip():
        raise Refused(Fault.NO_TEXT)
    if sample.lstrip().lower().startswith(_OTHER_MARKUP):
        raise Refused(Fault.NOT_A_DOCUMENT)
    if _HTML.match(sample) or (ending in _WEB_ENDINGS and _HTML_PART.search(sample)):
        return HTML_TYPE
    if ending in _TABLE_ENDINGS:
        return CSV_TYPE
    if ending in _TEXT_ENDINGS:
        return TEXT_TYPE
    return CSV_TYPE if delimiter(sample) else TEXT_TYPE


def delimiter(sample: str) -> str | None:
    """The sign that parts at least three lines into the same number of columns, or None.

    The last line of the sample may be cut and does not count.
    """
    lines = [line for line in sample.splitlines()[:-1] if line.strip()][:_LINES_TRIED]
    if len(lines) < 3:
        return None
    for sign in _DELIMITERS:
        try:
            widths = {len(row) for row in csv.reader(lines, delimiter=sign, strict=True)}
        except csv.Error:
            continue
        if len(widths) == 1 and widths.pop() > 1:
            return sign
    return None


def read_text(data: bytes, limits: Limits) -> Iterator[Opened | PageRead]:
    """Pages at form feeds and about every 3,000 characters, at a line's end.

    Raises: Refused: unknown encoding, no text, too much of it.
    """
    yield Opened(TEXT_TYPE, None)
    pager = Pager(limits)
    for line in _lines(data, limits):
        before, *after = line.split(_PAGE_END)
        yield from pager.add(before)
        for part in after:
            yield from pager.new_page()
            yield from pager.add(part)
    yield from pager.rest()


def read_csv(data: bytes, limits: Limits) -> Iterator[Opened | PageRead]:
    """One row a line, cells parted by tabs; the first row stands at the top of each page.

    Raises: Refused: as `read_text`, and a quote that never ends.
    """
    yield Opened(CSV_TYPE, None)
    lines = _lines(data, limits)
    sample: list[str] = []
    while sum(map(len, sample)) < _SAMPLE_CHARACTERS and (line := next(lines, None)) is not None:
        sample.append(line)
    text = "\n".join(sample)
    sign = delimiter(text + "\n") or max(_DELIMITERS, key=text.count)
    csv.field_size_limit(_LARGEST_CELL)
    pager = Pager(limits, laid=True)
    pager.begin_table()
    begun = False
    try:
        for texts in csv.reader(_again(sample, lines), delimiter=sign):
            row = plain_cells(texts, header=not begun and heads_columns(texts))
            yield from pager.row(row)
            if not begun and any(text.strip() for text in texts):
                begun = True
                pager.repeat("", row)
    except csv.Error as error:
        raise Refused(Fault.DAMAGED) from error
    yield from pager.rest()


def _again(sample: list[str], rest: Iterator[str]) -> Iterator[str]:
    """All lines with a line end, so that a quoted cell keeps its own line breaks."""
    for line in sample:
        yield line + "\n"
    for line in rest:
        yield line + "\n"


def _lines(data: bytes, limits: Limits) -> Iterator[str]:
    """Lines without their ends; a page's worth of text without any end is given as it is."""
    left = ""
    for piece in pieces(data, detect(data)):
        left += piece.removeprefix("\ufeff") if not left else piece
        # A line end at the very end of a piece may be the first half of "\r\n".
        whole, left = (left[:-1], left[-1]) if left.endswith("\r") else (left, "")
        *complete, rest = _LINE_END.split(whole)
        yield from complete
        left = rest + left
        if len(left) > limits.page_characters:
            raise Refused(Fault.PAGE_TOO_LONG)
    if left:
        yield left.removesuffix("\r")
