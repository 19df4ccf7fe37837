"""A case in a real vault whose documents are given as their pages' texts."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from appliance.documents.layout import kept
from appliance.documents.layout.records import Cell, PageLayout, Table
from appliance.documents.records import Page, Word
from appliance.review.papers.reading import Papers, read_papers

if TYPE_CHECKING:
    from collections.abc import Collection

    from appliance.documents.store import DocumentStore


class PaperFile:
    """Documents are kept as reading leaves them; one word box for each line."""

    def __init__(self, store: DocumentStore) -> None:
        self.store = store
        self.case_id = store.new_case("A").id

    def add(
        self,
        name: str,
        *pages: str,
        media_type: str = "text/plain",
        troubles: Collection[int] = (),
        boxes: bool = False,
    ) -> int:
        content = "\f".join(pages).encode()
        digest = hashlib.sha256(name.encode() + content).hexdigest()
        document = self.store.take_in(self.case_id, name, digest, content)
        self.store.begin_reading(document.id, media_type)
        made = [
            Page(
                number, text, _words(text) if boxes else (), 595, 842,
                trouble="Its picture could not be read." if number in troubles else "",
            )
            for number, text in enumerate(pages, 1)
        ]  # fmt: skip
        self.store.add_pages(document.id, made)
        self.store.set_state(document.id, "ready")
        return document.id

    def add_table(self, name: str, rows: list[list[str]], media_type: str = "text/csv") -> int:
        """A document of one table, laid out as the parser of spreadsheets does."""
        text = "\n".join("\t".join(row) for row in rows)
        document_id = self.add(name, text, media_type=media_type)
        cells = []
        place = 0
        for number, row in enumerate(rows):
            for column, shown in enumerate(row):
                if shown:
                    span = ((place, place + len(shown)),)
                    cells.append(Cell(number, column, span, header=number == 0))
                place += len(shown) + 1
        table = Table(
            1, 0, len(text), len(rows), len(rows[0]), tuple(cells), headers=tuple(rows[0])
        )
        kept.save(self.store, document_id, [PageLayout(1, tables=(table,))], version=1)
        return document_id

    def papers(self, documents: Collection[str] | None = None) -> Papers:
        return read_papers(self.store, self.case_id, documents)


def _words(text: str) -> tuple[Word, ...]:
    words = []
    place = 0
    for number, line in enumerate(text.splitlines(keepends=True)):
        bare = line.rstrip()
        if bare:
            y0 = 40.0 + 14 * number
            words.append(Word(place, place + len(bare), 40.0, y0, 300.0, y0 + 11))
        place += len(line)
    return tuple(words)
