"""Which passages of a document the statements need together, so that one reading serves them all.

A document that fits is read whole. Of a longer one the model reads the best place of every
statement, and then what stands beside it and the next best places as far as there is room, in the
order of the pages; where the best places alone are too much, the statements are divided and each
part has a reading of its own.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from appliance.assistant.units import units
from appliance.review.asking.prompting import lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from appliance.documents.store import PageText
    from appliance.review.checklists.records import Item

# The best places of some twenty statements, and as much again as one reading of a small model has
# room for beside its answers.
MOST_TOKENS = 2400
# A printed page has some three thousand characters, and a clause a few hundred.
PASSAGE_CP = 480
# What has no sentences, such as a table in one line, is cut all the same.
_LONGEST_CP = 960
MOST_SPANS = 3


class Place(NamedTuple):
    """A stretch of a page; code points, half-open."""

    page: int
    start: int
    end: int


class Passage(NamedTuple):
    """A stretch of a page that is read as one."""

    page: int
    start: int
    end: int
    text: str


class Reading(NamedTuple):
    """Passages in the order of the pages, and the statements that are put to them.

    `whole` where they are all of the document.
    """

    passages: tuple[Passage, ...]
    items: tuple[Item, ...]
    whole: bool = False

    @property
    def text(self) -> str:
        """As the model sees it, before identifiers are hidden."""
        return "\n\n".join(shown for one in self.passages if (shown := lines(one.text)))


def cut(pages: Sequence[PageText]) -> list[Passage]:
    """All quotable text of the pages in passages, in order; no usual sentence is split."""
    found: list[Passage] = []
    for page in pages:
        first: int | None = None
        end = 0
        for start, stop in _stretches(page.text):
            if first is not None and stop - first > PASSAGE_CP:
                found.append(_passage(page, first, end))
                first = None
            if first is None:
                first = start
            end = max(end, stop)
        if first is not None:
            found.append(_passage(page, first, end))
    return found


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    for unit in units(text):
        for start in range(unit.start, unit.end, _LONGEST_CP):
            yield start, min(unit.end, start + _LONGEST_CP)


def _passage(page: PageText, start: int, end: int) -> Passage:
    return Passage(page.page, start, end, page.text[start:end])


def readings(
    items: Sequence[Item],
    places: Mapping[str, Sequence[Place]],
    pages: Sequence[PageText],
    *,
    count: Callable[[Sequence[str]], list[int]],
    most_tokens: int = MOST_TOKENS,
) -> tuple[Reading, ...]:
    """What is read for the statements; each is in one reading, in their order.

    Statements of which no passage fits are in none.

    Args:
        items: the statements.
        places: best places of each, by the item's id, best first.
        pages: of the document.
        count: tokens of each text.
        most_tokens: of one reading.

    Returns: () for a document without text.
    """
    passages = cut(pages)
    if not passages:
        return ()
    sizes = count([lines(one.text) + "\n\n" for one in passages])
    if sum(sizes) <= most_tokens:
        return (Reading(tuple(passages), tuple(items), whole=True),)
    wanted = [_wanted(places.get(item.id, ()), passages, sizes, most_tokens) for item in items]
    found: list[Reading] = []
    for group in _groups(wanted, sizes, most_tokens):
        chosen = _filled([wanted[n] for n in group], sizes, most_tokens)
        members = tuple(items[n] for n in group)
        found.append(Reading(tuple(passages[n] for n in sorted(chosen)), members))
    return tuple(found)


def _wanted(
    places: Sequence[Place], passages: Sequence[Passage], sizes: Sequence[int], most: int
) -> list[int]:
    """The passages of a statement in the order in which it needs them; () if none fits.

    The best place, its neighbours, then the next places. A statement without a place is put to the
    beginning of the document.
    """
    hits = [n for place in places[:MOST_SPANS] for n in _at(place, passages)] or [0]
    order = dict.fromkeys([hits[0], hits[0] + 1, hits[0] - 1, *hits])
    return [n for n in order if 0 <= n < len(passages) and sizes[n] <= most]


def _groups(wanted: Sequence[Sequence[int]], sizes: Sequence[int], most: int) -> list[list[int]]:
    """Neighbouring statements whose best passages fit together, as places in `wanted`."""
    groups: list[list[int]] = []
    best: set[int] = set()
    for place, order in enumerate(wanted):
        if not order:
            continue
        together = best | {order[0]}
        if not groups or sum(sizes[n] for n in together) > most:
            groups.append([])
            together = {order[0]}
        best = together
        groups[-1].append(place)
    return groups


def _filled(wanted: Sequence[Sequence[int]], sizes: Sequence[int], most: int) -> set[int]:
    """The best passage of each statement, then the second of each, as far as they fit."""
    chosen: set[int] = set()
    left = most
    for row in zip_longest(*wanted):
        for n in row:
            if n is not None and n not in chosen and sizes[n] <= left:
                chosen.add(n)
                left -= sizes[n]
    return chosen


def _at(place: Place, passages: Sequence[Passage]) -> list[int]:
    return [
        n
        for n, one in enumerate(passages)
        if one.page == place.page and one.start < place.end and place.start < one.end
    ]
