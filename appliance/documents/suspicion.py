"""Notices places of a document that were made for machines: orders, fake turns, hidden text.

Text of a document is data, whatever it says. A notice changes nothing of how it is searched and
answered from; it tells the person who reads an answer, and no quote of such a place is shown
without it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from appliance.documents import lookalikes, orders
from appliance.documents.normal import Normal
from appliance.documents.records import Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from appliance.documents.store import DocumentStore

Stretch = tuple[int, int]
# A kind of notice, and where it begins and ends.
Noted = tuple[str, int, int]
# Neighbouring finds of one kind are one notice.
_NEAR_CP = 80
# Notices of one kind on one page at most. The last one reaches to the end of all others, so that
# nobody hides a place behind a page full of harmless ones.
_MOST_OF_KIND = 20
_DOCUMENT_BITS = 32

NOTES = {
    "orders": "This text gives orders to an assistant. It is read as part of the document, and "
    "nothing is done because of it.",
    "turns": "This text imitates a conversation with an assistant or the marks of one. It is read "
    "as part of the document.",
    "tool-call": "This text imitates the call of a tool; there is none that it could call.",
    "hidden": "This text is in the file, but nobody who looks at the page sees it.",
    "lookalikes": "This word mixes letters of two alphabets that look alike, so it is not the word "
    "that it seems to be.",
    "invisible-characters": "Characters that nobody sees stand in this text.",
    "two-bodies": "This e-mail has two bodies that say different things, and this stands in only "
    "one of them. Which one a person sees depends on the program that shows the e-mail.",
    "unread-body": "One body of this e-mail could not be read. What a program for e-mails shows "
    "may differ from the text here.",
}
_ZERO_WIDTH = re.compile(r"(?<=[A-Za-z0-9])[\u200b\u200c\u200d\u2060\ufeff\u180e]+(?=[A-Za-z0-9])")
_TAGS = re.compile(
    "(?<!\U0001f3f4)[\U000e0000-\U000e007f]{2,}|[\ufe00-\ufe0f\U000e0100-\U000e01ef]{2,}"
)
_OVERRIDES = re.compile("[\u202d\u202e]")
_EMBEDDINGS = re.compile("[\u202a-\u202c\u2066-\u2069]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_SEEN = re.compile(r"[^\W_]")
_DIGIT = re.compile(r"\d")
_OF_NUMBER = re.compile(r"[\d.,]")
_MOST_ZERO_WIDTH = 2


class Suspicion(NamedTuple):
    """A place of a text; `note` is a sentence for people."""

    kind: str
    start: int
    end: int
    note: str


def suspicious(text: str, noted: Iterable[Noted] = ()) -> tuple[Suspicion, ...]:
    """What is to be noticed on one page, in order; `noted` as the parser found it.

    Orders are also found where invisible characters or look-alikes of other alphabets are spread
    among their letters.
    """
    normal = Normal(text)
    plain = lookalikes.to_latin(normal.text)
    found: list[Suspicion] = []
    looking: tuple[tuple[str, Callable[[str], Sequence[Stretch]]], ...] = (
        ("orders", orders.orders),
        ("turns", orders.turns),
        ("tool-call", orders.tool_calls),
    )
    for kind, look in looking:
        found += _noted(kind, (normal.to_source(*place) for place in look(plain)), text)
    found += _noted(
        "lookalikes",
        (normal.to_source(*place) for place in lookalikes.mixed_words(normal.text)),
        text,
    )
    found += _noted("invisible-characters", _invisible(text), text)
    places: dict[str, list[Stretch]] = {}
    for kind, start, end in noted:
        if kind != "hidden" or _says_something(text, start, end):
            places.setdefault(kind, []).append((start, end))
    for kind, stretches in places.items():
        found += _noted(kind, stretches, text)
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def _says_something(text: str, start: int, end: int) -> bool:
    """More than a mark; one digit alone makes another number of that in which it stands."""
    if len(_SEEN.findall(text, start, end)) > 1:
        return True
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    return _DIGIT.search(text, start, end) is not None and _OF_NUMBER.search(around) is not None


def _noted(kind: str, places: Iterable[Stretch], text: str) -> Iterator[Suspicion]:
    """Places of one kind, near ones joined."""
    joined: list[list[int]] = []
    for start, end in sorted(places):
        if (
            joined
            and start <= joined[-1][1] + _NEAR_CP
            and "\n\n" not in text[joined[-1][1] : start]
        ):
            joined[-1][1] = max(joined[-1][1], end)
        else:
            joined.append([start, end])
    if len(joined) > _MOST_OF_KIND:
        joined[_MOST_OF_KIND - 1 :] = [
            [joined[_MOST_OF_KIND - 1][0], max(end for _, end in joined)]
        ]
    for start, end in joined:
        yield Suspicion(kind, start, end, NOTES[kind])


def _invisible(text: str) -> Iterator[Stretch]:
    """Marks of direction where all is written from left to right, tags, letters of no width."""
    if text.isascii():
        return
    for match in _OVERRIDES.finditer(text):
        yield match.span()
    if _RIGHT_TO_LEFT.search(text) is None:
        for match in _EMBEDDINGS.finditer(text):
            yield match.span()
    for match in _TAGS.finditer(text):
        yield match.span()
    # One or two are what a web page leaves where a long word may be broken.
    widthless = [match.span() for match in _ZERO_WIDTH.finditer(text)]
    if len(widthless) > _MOST_ZERO_WIDTH:
        yield from widthless


# Kept with the document ---------------------------------------------------------------------------


def note_suspicious(
    store: DocumentStore, document_id: int, noted: Mapping[int, Sequence[Noted]] | None = None
) -> int:
    """Look through all pages of a document and keep what was noticed; gives how many notices.

    What was kept of it before is replaced. `noted` by the parser is by page number.
    """
    rows = [
        (document_id, number, one.start, one.end, one.kind, one.note)
        for number, text in store.page_texts(document_id)
        for one in suspicious(text, (noted or {}).get(number, ()))
    ]
    with store.home(document_id).transaction() as connection:
        connection.execute("DELETE FROM notice WHERE document_id = ?", (document_id,))
        connection.executemany(
            "INSERT INTO notice (document_id, page, start_cp, end_cp, kind, note) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            rows,
        )
    return len(rows)


def notices(store: DocumentStore, number: int, page: int | None = None) -> tuple[Notice, ...]:
    """What was noticed in a document, or in all of a case: `number` is the id of either.

    A document's id has its case's in its upper half, so the two cannot be confused. `page` asks for
    those of one page. Raises: CaseUnknown.
    """
    one = number >> _DOCUMENT_BITS != 0
    file = store.home(number) if one else store.content(number)
    whose = "notice.document_id = ?1" if one else "?1 IS NOT NULL"
    rows = file.connection().execute(
        "SELECT notice.document_id, document.name, notice.page, start_cp, end_cp, kind, note "  # noqa: S608  # constants
        "FROM notice JOIN document ON document.id = notice.document_id "
        f"WHERE {whose} AND (?2 IS NULL OR notice.page = ?2) "
        "ORDER BY notice.document_id, page, start_cp",
        (number, page),
    )
    return tuple(Notice(*row) for row in rows)


def touching(
    found: Iterable[Notice], document_id: int, page: int, start: int, end: int
) -> tuple[Notice, ...]:
    """Those of the notices whose place shares a code point with a stretch of a page."""
    return tuple(
        one
        for one in found
        if (one.document_id, one.page) == (document_id, page)
        and one.start < end
        and start < one.end
    )
