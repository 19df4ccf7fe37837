"""Which pages with evidence a person has had on screen; what a checker must have opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.pages.review import filtering

if TYPE_CHECKING:
    from appliance.review.records import Review, ReviewItem


class Opened:
    """Pages by item, for one review in one round; a new round begins anew."""

    def __init__(self) -> None:
        self._round = 0
        self._state = ""
        self._pages: dict[int, set[tuple[str, int]]] = {}

    def follow(self, review: Review) -> None:
        """What was opened before the maker signed may have been decided otherwise since."""
        if (review.round, review.state) != (self._round, self._state):
            self._round, self._state = review.round, review.state
            self._pages.clear()

    def note(self, item: ReviewItem, document: str, page: int) -> bool:
        """A page is on screen while this item is shown; true when it was the last one to open."""
        wanted = filtering.pages_of(item)
        if (document, page) not in wanted:
            return False
        opened = self._pages.setdefault(item.place, set())
        opened.add((document, page))
        return wanted <= opened

    def count(self, item: ReviewItem, seen: frozenset[int]) -> int:
        """On how many of its pages the person has been; all of them once it counts as seen."""
        wanted = filtering.pages_of(item)
        if item.place in seen:
            return len(wanted)
        return len(wanted & self._pages.get(item.place, set()))
