"""CHILD: what each family of formats loads before the lock-down, and who reads which type."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, cast

from appliance.documents.protocol import (
    CSV_TYPE,
    DOCX_TYPE,
    EML_TYPE,
    HTML_TYPE,
    PPTX_TYPE,
    RTF_TYPE,
    TEXT_TYPE,
    XLSX_TYPE,
    NoMore,
    PageRead,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import ModuleType

    from appliance.documents.limits import Limits
    from appliance.documents.protocol import (
        Attached,
        ListAttached,
        Opened,
        Piece,
        Read,
        Render,
        Reply,
    )

    Pages: TypeAlias = Iterator[Opened | PageRead]
    Files: TypeAlias = Iterator[Attached | Piece | NoMore]
    Painter: TypeAlias = Callable[[int, float], Reply]


@dataclass(frozen=True, slots=True)
class Family:
    """How the documents of one family are read, emptied of attached files, and drawn.

    `files` and `pictures` are None where there are none.
    """

    pages: Callable[[bytes, Read], Pages]
    files: Callable[[bytes, ListAttached], Files] | None = None
    pictures: Callable[[bytes, Render], Painter] | None = None


# Imports are inside the functions: each child loads only what its document needs.
def _pdf() -> Family:
    from appliance.documents.parsers.pdf import PdfFile

    return Family(
        lambda data, asked: PdfFile(data, asked.limits, asked.password).read(asked.first_page),
        lambda data, asked: PdfFile(data, asked.limits, asked.password).files(),
        lambda data, asked: PdfFile(data, asked.limits, asked.password).render,
    )


def _image() -> Family:
    from appliance.documents.parsers import image

    image.load_all()
    return Family(
        lambda data, asked: image.ImageFileReader(data, asked.limits).read(asked.first_page),
        pictures=lambda data, asked: image.ImageFileReader(data, asked.limits).render,
    )


def _office() -> Family:
    # python-pptx wants one function of xml.sax.saxutils, which loads the standard library's web
    # client, and that one OpenSSL if it can. Nothing here may hold such a library.
    sys.modules.setdefault("ssl", cast("ModuleType", None))
    from appliance.documents.parsers.archives import office_type
    from appliance.documents.parsers.docx import read_docx
    from appliance.documents.parsers.pptx import read_pptx
    from appliance.documents.parsers.xlsx import read_xlsx

    readers = {DOCX_TYPE: read_docx, XLSX_TYPE: read_xlsx, PPTX_TYPE: read_pptx}

    def pages(data: bytes, asked: Read) -> Pages:
        return _from_page(readers[office_type(data, asked.limits)], data, asked)

    return Family(pages)


def _mail() -> Family:
    from appliance.documents.parsers import encodings, mail_text
    from appliance.documents.parsers.msg import msg_files, read_msg

    encodings.load_all()
    mail_text.load_all()
    return Family(
        lambda data, asked: _from_page(read_msg, data, asked),
        lambda data, asked: msg_files(data, asked.limits),
    )


def _text() -> Family:
    from appliance.documents.parsers import encodings, mail_text
    from appliance.documents.parsers.eml import eml_files, is_mail, read_eml
    from appliance.documents.parsers.html import read_html
    from appliance.documents.parsers.rtf import read_rtf
    from appliance.documents.parsers.text import read_csv, read_text, text_type

    encodings.load_all()
    mail_text.load_all()
    readers = {
        CSV_TYPE: read_csv,
        TEXT_TYPE: read_text,
        HTML_TYPE: read_html,
        RTF_TYPE: read_rtf,
        EML_TYPE: read_eml,
    }

    def pages(data: bytes, asked: Read) -> Pages:
        return _from_page(readers[text_type(data, asked.ending)], data, asked)

    def files(data: bytes, asked: ListAttached) -> Files:
        return eml_files(data, asked.limits) if is_mail(data) else iter([NoMore(0)])

    return Family(pages, files)


FAMILIES: dict[str, Callable[[], Family]] = {
    "pdf": _pdf,
    "office": _office,
    "mail": _mail,
    "image": _image,
    "text": _text,
}


def _from_page(reader: Callable[[bytes, Limits], Pages], data: bytes, asked: Read) -> Pages:
    """Pages before the first asked for are made again, as they depend on each other, not given."""
    for reply in reader(data, asked.limits):
        if not isinstance(reply, PageRead) or reply.number >= asked.first_page:
            yield reply
