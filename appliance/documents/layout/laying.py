"""Laying a document out: what each part of each page is, kept in the vault.

Two passes over the pages, one page in memory at a time: the first learns what repeats at the edges
and how high body text is, the second lays out. Running it again gives the same rows.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from appliance.documents.layout import kept
from appliance.documents.layout.blocks import Body, blocks_of
from appliance.documents.layout.given import ranked_of, tables_given
from appliance.documents.layout.joining import Joiner
from appliance.documents.layout.lines import lines_of, upright
from appliance.documents.layout.records import PageLayout
from appliance.documents.layout.running import RunningLines
from appliance.documents.layout.sections import SectionPath
from appliance.documents.layout.tables import tables_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from appliance.documents.layout.blocks import Ranked
    from appliance.documents.layout.records import Table
    from appliance.documents.records import Page
    from appliance.documents.store import DocumentStore
    from appliance.jobs import Job

# Raised whenever the rules give another layout for the same page.
LAYOUT_VERSION = 2

_PAGES_PER_BATCH = 16
_BANDS_PER_PT = 2


def lay_out(
    store: DocumentStore,
    document_id: int,
    *,
    given: Mapping[int, PageLayout] | None = None,
    job: Job,
) -> None:
    """Lay out all pages of a document and keep the result.

    `given` is what the parser said of pages by their numbers; what was kept of it earlier is used
    for the others. Cut off at any point, the next call starts again.
    Raises: Cancelled, DocumentUnknown, VaultDamaged, VaultLocked.
    """
    if given:
        kept.keep_given(store, document_id, given)
    numbers = [number for number, _ in store.page_texts(document_id)]

    def pages() -> Iterator[Page]:
        for number in numbers:
            yield store.page(document_id, number)

    layer = Layer()
    for done, page in enumerate(pages(), start=1):
        layer.learn(page, kept.given_of(store, document_id, page.number))
        job.tick("looking through", done, len(numbers), unit="pages")
    batch: list[PageLayout] = []
    for done, page in enumerate(pages(), start=1):
        batch.append(layer.lay(page, kept.given_of(store, document_id, page.number)))
        job.tick("laying out", done, len(numbers), unit="pages")
        if len(batch) == _PAGES_PER_BATCH:
            kept.save(store, document_id, batch, version=LAYOUT_VERSION)
            batch = []
    kept.save(store, document_id, batch, version=LAYOUT_VERSION)


def layouts_of(
    pages: Iterable[Page], given: Mapping[int, PageLayout] | None = None
) -> tuple[PageLayout, ...]:
    """The layouts of pages that are at hand, in order."""
    held = tuple(pages)
    layer = Layer()
    said = given or {}
    for page in held:
        layer.learn(page, said.get(page.number))
    return tuple(layer.lay(page, said.get(page.number)) for page in held)


class Layer:
    """Lays out one document: `learn` every page, then `lay` every page, in order."""

    def __init__(self) -> None:
        self._running = RunningLines()
        self._heights: Counter[int] = Counter()
        self._sections = SectionPath()
        self._joiner = Joiner()
        self._says_headings = False

    def learn(self, page: Page, given: PageLayout | None = None) -> None:
        """Take note of a page's edges and of how high its letters are."""
        if given is not None:
            self._says_headings |= any(block.kind == "heading" for block in given.blocks)
            return
        words, _, height_pt = upright(page)
        lines = lines_of(page.text, words)
        self._running.gather(page.text, lines, height_pt)
        for line in lines:
            if line.height:
                self._heights[round(line.height * _BANDS_PER_PT)] += line.end - line.start

    def lay(self, page: Page, given: PageLayout | None = None) -> PageLayout:
        """The layout of the next page."""
        section = self._sections.path
        if given is not None:
            ranked = ranked_of(page.text, given, has_headings=self._says_headings)
            tables = self._joiner.given(tables_given(page.text, given))
        else:
            ranked, tables = self._found(page)
        blocks = self._sections.through(page.text, ranked)
        return PageLayout(page.number, blocks, tables, section)

    def _found(self, page: Page) -> tuple[list[Ranked], tuple[Table, ...]]:
        words, _, height_pt = upright(page)
        lines = lines_of(page.text, words)
        running = self._running.of(page.text, lines, height_pt)
        found = tables_of(page.text, words, running)
        ranked = blocks_of(
            page.text,
            lines,
            running=running,
            tables=[entry.table for entry in found],
            body=Body(self._body_height(), height_pt),
        )
        return ranked, self._joiner.numbered(page.text, found, ranked)

    def _body_height(self) -> float:
        if not self._heights:
            return 0.0
        return self._heights.most_common(1)[0][0] / _BANDS_PER_PT
