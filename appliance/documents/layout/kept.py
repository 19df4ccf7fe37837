"""Layouts of pages in the vault, and nothing else touches them.

A row is what the parser said of the page, if it said anything, and what was made of it. The first
is kept so that a newer release can lay a page out again without opening the file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from appliance.documents.layout.records import PageLayout
from appliance.errors import VaultDamaged

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from appliance.documents.store import DocumentStore
    from appliance.vault.connection import Connection

_KEEP = (
    "INSERT INTO page_layout (document_id, page, data) VALUES (?, ?, ?) "
    "ON CONFLICT (document_id, page) DO UPDATE SET data = excluded.data"
)


class _Row(msgspec.Struct, frozen=True, array_like=True):
    """`version` is of the rules by which `layout` was made."""

    version: int = 0
    layout: PageLayout | None = None
    given: PageLayout | None = None


_ROW = msgspec.msgpack.Decoder(_Row)


def save(
    store: DocumentStore, document_id: int, layouts: Iterable[PageLayout], *, version: int
) -> None:
    """Keep the layouts of some pages, in place of those kept before: all of them or none."""
    with store.home(document_id).transaction() as connection:
        for layout in layouts:
            row = _Row(version, layout, _row(connection, document_id, layout.page).given)
            _put(connection, document_id, layout.page, row)


def keep_given(store: DocumentStore, document_id: int, given: Mapping[int, PageLayout]) -> None:
    """Keep what the parser said of pages, until they are laid out and after."""
    with store.home(document_id).transaction() as connection:
        for page, layout in given.items():
            _put(connection, document_id, page, _Row(given=layout))


def given_of(store: DocumentStore, document_id: int, page: int) -> PageLayout | None:
    """What the parser said of a page; None where it left all to geometry."""
    return _row(store.home(document_id).connection(), document_id, page).given


def layout_of(store: DocumentStore, document_id: int, page: int) -> PageLayout:
    """The parts of a page; one without parts if the page is not laid out.

    Raises: DocumentUnknown, VaultDamaged.
    """
    row = _row(store.home(document_id).connection(), document_id, page)
    return row.layout or PageLayout(page)


def layouts(store: DocumentStore, document_id: int) -> Iterator[PageLayout]:
    """The layouts of a document's pages, in order, a few at a time in memory."""
    rows = (
        store.home(document_id)
        .connection()
        .execute("SELECT data FROM page_layout WHERE document_id = ? ORDER BY page", (document_id,))
    )
    for (data,) in rows:
        row = _decoded(data)
        if row.layout is not None:
            yield row.layout


def version_of(store: DocumentStore, document_id: int) -> int:
    """The oldest rules by which a page of the document was laid out; 0 if some were not at all."""
    pages = sum(1 for _ in store.page_texts(document_id))
    rows = (
        store.home(document_id)
        .connection()
        .execute("SELECT data FROM page_layout WHERE document_id = ?", (document_id,))
    )
    versions = [row.version if row.layout else 0 for row in (_decoded(data) for (data,) in rows)]
    return min(versions) if versions and len(versions) == pages else 0


def _row(connection: Connection, document_id: int, page: int) -> _Row:
    found = connection.execute(
        "SELECT data FROM page_layout WHERE document_id = ? AND page = ?", (document_id, page)
    ).fetchone()
    return _Row() if found is None else _decoded(found[0])


def _put(connection: Connection, document_id: int, page: int, row: _Row) -> None:
    connection.execute(_KEEP, (document_id, page, msgspec.msgpack.encode(row)))


def _decoded(data: bytes) -> _Row:
    try:
        return _ROW.decode(data)
    except msgspec.DecodeError as error:
        raise VaultDamaged(str(error), why="the layout of a page is damaged") from error
