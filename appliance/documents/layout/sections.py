"""The path of headings through a document. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.documents.layout.cells import heading_text
from appliance.documents.layout.headings import without_continued
from appliance.documents.layout.records import Block

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appliance.documents.layout.blocks import Ranked

_DEEPEST = 6


class SectionPath:
    """Headings in force, from one page to the next.

    A heading's level in a layout is its depth in the path, so that the path at any place follows
    from the path at the page's beginning.
    """

    def __init__(self) -> None:
        self._open: list[tuple[int, str]] = []

    @property
    def path(self) -> tuple[str, ...]:
        """The headings in force now, outermost first."""
        return tuple(text for _, text in self._open)

    def through(self, text: str, ranked: Iterable[Ranked]) -> tuple[Block, ...]:
        """The blocks of the next page with the levels of its headings."""
        return tuple(
            self._entered(text, entry.block, entry.rank) if entry.rank else entry.block
            for entry in ranked
        )

    def _entered(self, text: str, block: Block, rank: int) -> Block:
        words = heading_text(text, block.start, block.end)
        for depth, (other, before) in enumerate(self._open, start=1):
            # Repeated at the head of a later page: what stands below it goes on.
            if other == rank and without_continued(words).casefold() == before.casefold():
                del self._open[depth:]
                return Block("heading", block.start, block.end, depth)
        while self._open and self._open[-1][0] >= rank:
            self._open.pop()
        del self._open[_DEEPEST - 1 :]
        self._open.append((rank, words))
        return Block("heading", block.start, block.end, len(self._open))
