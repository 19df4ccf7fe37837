"""Reads printed pages with the real parser, in this process, and lays them out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.documents.layout.cells import grid
from appliance.documents.layout.laying import layouts_of
from appliance.documents.limits import Limits
from appliance.documents.parsers.pdf import PdfFile
from appliance.documents.protocol import PageRead
from appliance.documents.records import Page
from appliance.documents.words import unpack

if TYPE_CHECKING:
    from appliance.documents.layout.records import PageLayout, Table


def pages_of(data: bytes) -> list[Page]:
    return [
        Page(one.number, one.text, unpack(one.words, len(one.text)), one.width_pt, one.height_pt)
        for one in PdfFile(data, Limits()).read(1)
        if isinstance(one, PageRead)
    ]


def laid(data: bytes) -> tuple[list[Page], tuple[PageLayout, ...]]:
    pages = pages_of(data)
    return pages, layouts_of(pages)


def tables_of(data: bytes) -> list[tuple[Page, Table]]:
    pages, layouts = laid(data)
    return [
        (page, table)
        for page, layout in zip(pages, layouts, strict=True)
        for table in layout.tables
    ]


def grids_of(data: bytes) -> list[list[list[str]]]:
    return [grid(table, page.text) for page, table in tables_of(data)]
