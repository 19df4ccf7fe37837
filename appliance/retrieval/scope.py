"""Which passages a search is about, and what is kept in memory of them between searches."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

import numpy as np

from appliance.retrieval import parts
from appliance.retrieval.describing import is_current, read_record
from appliance.retrieval.facts import Profile, from_record
from appliance.retrieval.passages import SECTION_SEPARATOR

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from numpy.typing import NDArray

    from appliance.retrieval.records import SearchScope
    from appliance.vault.connection import Connection

T = TypeVar("T")

# Two cases side by side is what a person compares; 20,000 passages with vectors are 30 MB.
_CASES_KEPT = 2


@dataclass(frozen=True)
class Scope:
    """The passages of a case's ready documents, in ascending order of their numbers.

    A page is meant by its place among the pages that have passages; so are documents.
    """

    chunk_ids: NDArray[np.int64]
    lengths: NDArray[np.float32]  # code points
    page_of: NDArray[np.int32]
    kinds: NDArray[np.int8]
    sections: NDArray[np.int32]
    kind_names: tuple[str, ...]
    section_names: tuple[str, ...]
    page_numbers: NDArray[np.int64]
    page_lengths: NDArray[np.float32]
    document_of: NDArray[np.int32]  # of each page
    document_ids: tuple[int, ...]
    document_names: tuple[str, ...]
    profiles: tuple[Profile, ...]
    parts: NDArray[np.float32]  # a row for each page, a column for each of `parts.names()`
    outdated: tuple[int, ...]  # documents of which nothing is noted, or by older rules

    def __len__(self) -> int:
        return len(self.chunk_ids)

    def pages(self, chosen: NDArray[np.bool_] | None) -> NDArray[np.bool_] | None:
        """Pages with passages that take part; None for all."""
        if chosen is None:
            return None
        found = np.zeros(len(self.page_numbers), np.bool_)
        found[self.page_of[chosen]] = True
        return found

    def chosen(self, scope: SearchScope) -> NDArray[np.bool_] | None:
        """Which passages take part; None for all."""
        if scope.documents or scope.parts or scope.pages:
            pages = np.ones(len(self.page_numbers), np.bool_)
            if scope.documents:
                wanted = [name in scope.documents for name in self.document_names]
                pages &= np.array(wanted, np.bool_)[self.document_of]
            if scope.parts:
                names = parts.names()
                columns = [names.index(name) for name in scope.parts if name in names]
                pages &= self.parts[:, columns].max(axis=1, initial=0) >= parts.CERTAIN
            if scope.pages:
                first, last = scope.pages
                pages &= (self.page_numbers >= first) & (self.page_numbers <= last)
            found = pages[self.page_of]
        elif scope.kinds or scope.sections:
            found = np.ones(len(self), np.bool_)
        else:
            return None
        if scope.kinds:
            found &= np.array([name in scope.kinds for name in self.kind_names])[self.kinds]
        if scope.sections:
            below = tuple(f"{name}{SECTION_SEPARATOR}" for name in scope.sections)
            inside = [
                name in scope.sections or name.startswith(below) for name in self.section_names
            ]
            found &= np.array(inside, np.bool_)[self.sections]
        return found


def load_scope(connection: Connection) -> Scope:
    """Read the passages of the case whose database this is."""
    documents = connection.execute(
        "SELECT id, name, facts FROM document WHERE state = 'ready' ORDER BY id"
    ).fetchall()
    rows = connection.execute(
        "SELECT chunk.id, chunk.document_id, chunk.page, chunk.end_cp - chunk.start_cp, "
        "chunk.kind, chunk.section FROM document "
        "JOIN chunk ON chunk.document_id = document.id "
        "WHERE document.state = 'ready' ORDER BY chunk.id"
    ).fetchall()
    place_of = {row[0]: place for place, row in enumerate(documents)}
    records = [read_record(row[2]) for row in documents]
    pages: dict[tuple[int, int], int] = {}
    kinds: dict[str, int] = {}
    sections: dict[str, int] = {}
    page_of = np.zeros(len(rows), np.int32)
    kind_of, section_of = np.zeros(len(rows), np.int8), np.zeros(len(rows), np.int32)
    for place, (_, document_id, page, _, kind, section) in enumerate(rows):
        page_of[place] = pages.setdefault((place_of[document_id], page), len(pages))
        kind_of[place] = kinds.setdefault(kind, len(kinds))
        section_of[place] = sections.setdefault(section, len(sections))
    lengths = np.array([row[3] for row in rows], np.float32)
    return Scope(
        chunk_ids=np.array([row[0] for row in rows], np.int64),
        lengths=lengths,
        page_of=page_of,
        kinds=kind_of,
        sections=section_of,
        kind_names=tuple(kinds),
        section_names=tuple(sections),
        page_numbers=np.array([number for _, number in pages], np.int64),
        page_lengths=np.bincount(page_of, lengths, len(pages)).astype(np.float32),
        document_of=np.array([document for document, _ in pages], np.int32),
        document_ids=tuple(row[0] for row in documents),
        document_names=tuple(row[1] for row in documents),
        profiles=tuple(Profile(from_record(record)) for record in records),
        parts=_parts(pages, records),
        outdated=tuple(
            row[0] for row, record in zip(documents, records, strict=True) if not is_current(record)
        ),
    )


def _parts(
    pages: Mapping[tuple[int, int], int], records: Sequence[Mapping[str, Any]]
) -> NDArray[np.float32]:
    """What was noted of each page when its document was indexed; nothing for older ones."""
    names = parts.names()
    found = np.zeros((len(pages), len(names)), np.float32)
    for document, record in enumerate(records):
        noted = record.get("parts")
        if not isinstance(noted, dict):
            continue
        for column, name in enumerate(names):
            on_pages = noted.get(name)
            if not isinstance(on_pages, dict):
                continue
            for page, value in on_pages.items():
                row = pages.get((document, int(page))) if str(page).isdigit() else None
                if row is not None and isinstance(value, (int, float)):
                    found[row, column] = value
    return found


class PerCase(Generic[T]):
    """Something made of a case, made anew when the case changes. Thread-safe."""

    def __init__(self, load: Callable[[Connection], T]) -> None:
        self._load = load
        self._lock = threading.Lock()
        self._kept: OrderedDict[int, tuple[str, T]] = OrderedDict()

    def get(self, connection: Connection, case_id: int, revision: str) -> T:
        """The thing as of `revision` or later."""
        with self._lock:
            kept = self._kept.get(case_id)
            if kept is None or kept[0] != revision:
                kept = (revision, self._load(connection))
                self._kept[case_id] = kept
            self._kept.move_to_end(case_id)
            while len(self._kept) > _CASES_KEPT:
                self._kept.popitem(last=False)
            return kept[1]

    def clear(self) -> None:
        """Forget everything, when the vault is locked."""
        with self._lock:
            self._kept.clear()
