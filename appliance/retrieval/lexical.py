"""Search by words: BM25 over FTS5's inverted index, with the statistics of the scope alone.

FTS5's own `bm25()` counts how rare a word is in the whole index, also when one document of the case
is asked, and finds less: “Amcor” is rare among a customer's papers but on every page of Amcor's
report (docs/adr/0006-page-text-and-offsets.md has figures). So occurrences are read from the index
and weighed here, for passages and for whole pages at once. Reading the places of a frequent word
takes some milliseconds, so they are kept as long as the case does not change. No query text ever
reaches FTS5 as syntax.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from appliance.retrieval.stopwords import ENGLISH
from appliance.retrieval.terms import columns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from appliance.retrieval.scope import Scope
    from appliance.retrieval.terms import Phrase
    from appliance.vault.connection import Connection

# Robertson's usual values; FTS5 uses the same.
_K1, _B = 1.2, 0.75

# A place in the index as one number. A passage has a few hundred tokens, a phrase at most a few
# dozen, so neither sum nor difference leaves the passage.
_PLACES_PER_PASSAGE, _MARGIN = 1 << 24, 1 << 16

# Of one case, for what questions have asked for so far; a frequent word takes a megabyte.
_KEPT_BYTES = 64 * 1024**2

# Beside letters of its own scripts the column `cjk` has only this between runs of them, so no other
# token of ASCII has to be told from one of that column.
_ALSO_BETWEEN = frozenset(("0",))

# A phrase that one of so many passages has is kept for all of them, too: adding 100,000 numbers in
# their order takes less than a third of adding 30,000 at places of their own.
_FREQUENT = 4

# Temporary tables are in memory only (`temp_store`). The first has each occurrence of each term
# of the index; the others let SQLite's tokenizer take a question apart as it does passages.
_HELPERS = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.occurrence USING fts5vocab(main, chunk_fts, instance)",
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.asked USING "
    "fts5(body, tokenize = 'porter unicode61 remove_diacritics 2')",
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.asked_term USING fts5vocab(temp, asked, instance)",
)


def add(connection: Connection, passages: Iterable[tuple[int, str]]) -> None:
    """Index passages (chunk number, text) inside the caller's transaction."""
    connection.executemany(
        "INSERT INTO chunk_fts (rowid, body, cjk) VALUES (?, ?, ?)",
        [(chunk_id, *columns(text)) for chunk_id, text in passages],
    )


class Matches(NamedTuple):
    """From 0 to 1 for each passage and each page of a case, and which passages have a word."""

    passages: NDArray[np.float32]
    pages: NDArray[np.float32]
    found: NDArray[np.bool_]


class _Posting(NamedTuple):
    """Passages and pages with a phrase, by place in the scope, and how often they have it.

    The gains are what that is worth in the whole scope, before it is told how rare the phrase is.
    """

    rows: NDArray[np.int32]
    counts: NDArray[np.float32]
    gains: NDArray[np.float32]
    pages: NDArray[np.int32]
    page_counts: NDArray[np.float32]
    page_gains: NDArray[np.float32]
    # Of a frequent phrase the same for all passages and pages: adding it up whole is quicker.
    everywhere: NDArray[np.float32] | None = None
    on_all_pages: NDArray[np.float32] | None = None

    @property
    def size_bytes(self) -> int:
        return sum(part.nbytes for part in self if part is not None)


class Words:
    """Where phrases occur in the passages of a scope. Thread-safe."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self._lock = threading.Lock()
        self._kept: OrderedDict[Phrase, _Posting] = OrderedDict()
        self._kept_bytes = 0
        self._sizes = _sizes(scope.lengths, scope.lengths)
        self._page_sizes = _sizes(scope.page_lengths, scope.page_lengths)

    def scores(
        self,
        connection: Connection,
        wanted: Sequence[Phrase],
        chosen: NDArray[np.bool_] | None = None,
    ) -> Matches:
        """How well each passage and each page answers to the words.

        1 is what one made of nothing but the rarest words could reach, so the scores of different
        questions compare.

        Args:
            connection: this thread's connection.
            wanted: the words.
            chosen: which passages take part; only they count for how rare a word is.
        """
        scope = self.scope
        passages = np.zeros(len(scope), np.float32)
        pages = np.zeros(len(scope.page_numbers), np.float32)
        found = np.zeros(len(scope), np.bool_)
        part = None if chosen is None else _Part(scope, chosen)
        ceiling = page_ceiling = 0.0
        for posting in self._postings(connection, wanted):
            rows, gains = posting.rows, posting.gains
            on, page_gains = posting.pages, posting.page_gains
            if part is not None:
                rows, gains, on, page_gains = part.gains(posting)
                count, page_count = part.counts
                ceiling += _add(passages, rows, gains, count)
                page_ceiling += _add(pages, on, page_gains, page_count)
            else:
                ceiling += _add(passages, rows, gains, len(passages), posting.everywhere)
                page_ceiling += _add(pages, on, page_gains, len(pages), posting.on_all_pages)
            found[rows] = True
        return Matches(passages / (ceiling or 1.0), pages / (page_ceiling or 1.0), found)

    def _postings(self, connection: Connection, wanted: Sequence[Phrase]) -> list[_Posting]:
        with self._lock:
            known = {phrase: self._kept[phrase] for phrase in wanted if phrase in self._kept}
            for phrase in known:
                self._kept.move_to_end(phrase)
        missing = [phrase for phrase in wanted if phrase not in known]
        if missing:
            for phrase, tokens in zip(missing, _tokens(connection, missing), strict=True):
                known[phrase] = self._read(connection, phrase, tokens)
                self._keep(phrase, known[phrase])
        return [known[phrase] for phrase in wanted]

    def _read(self, connection: Connection, phrase: Phrase, tokens: Sequence[str]) -> _Posting:
        different, counts = np.unique(
            _passages(connection, phrase.column, _telling(tokens)), return_counts=True
        )
        ids = self.scope.chunk_ids
        rows = np.minimum(np.searchsorted(ids, different), len(ids) - 1)
        inside = ids[rows] == different
        rows, counts = rows[inside], counts[inside]
        on = self.scope.page_of[rows]
        pages, inverse = np.unique(on, return_inverse=True)
        page_counts = np.bincount(inverse, counts, len(pages))
        gains = _gains(counts, self._sizes[rows])
        page_gains = _gains(page_counts, self._page_sizes[pages])
        return _Posting(
            rows.astype(np.int32),
            counts.astype(np.float32),
            gains,
            pages.astype(np.int32),
            page_counts.astype(np.float32),
            page_gains,
            _whole(rows, gains, len(self._sizes)),
            _whole(pages, page_gains, len(self._page_sizes)),
        )

    def _keep(self, phrase: Phrase, posting: _Posting) -> None:
        with self._lock:
            before = self._kept.pop(phrase, None)
            self._kept_bytes += posting.size_bytes - (before.size_bytes if before else 0)
            self._kept[phrase] = posting
            while self._kept_bytes > _KEPT_BYTES and len(self._kept) > 1:
                _, dropped = self._kept.popitem(last=False)
                self._kept_bytes -= dropped.size_bytes


class _Part:
    """Passages that alone take part in a search, with their own statistics."""

    def __init__(self, scope: Scope, chosen: NDArray[np.bool_]) -> None:
        self._chosen = chosen
        pages = scope.pages(chosen)
        self._pages = np.ones(len(scope.page_numbers), np.bool_) if pages is None else pages
        self._sizes = _sizes(scope.lengths, scope.lengths[chosen])
        self._page_sizes = _sizes(scope.page_lengths, scope.page_lengths[self._pages])
        self.counts = int(chosen.sum()), int(self._pages.sum())

    def gains(
        self, posting: _Posting
    ) -> tuple[NDArray[np.int32], NDArray[np.float32], NDArray[np.int32], NDArray[np.float32]]:
        """Places of passages and of pages in this part, each with what the phrase is worth."""
        inside = self._chosen[posting.rows]
        rows = posting.rows[inside]
        on = self._pages[posting.pages]
        pages = posting.pages[on]
        return (
            rows,
            _gains(posting.counts[inside], self._sizes[rows]),
            pages,
            _gains(posting.page_counts[on], self._page_sizes[pages]),
        )


def _sizes(lengths: NDArray[np.float32], among: NDArray[np.float32]) -> NDArray[np.float32]:
    """What a count is weighed against: longer texts have more of every word."""
    mean = float(among.mean()) if len(among) else 1.0
    found: NDArray[np.float32] = np.float32(_K1 * (1 - _B)) + np.float32(_K1 * _B / mean) * lengths
    return found


def _gains(counts: NDArray[np.number], sizes: NDArray[np.float32]) -> NDArray[np.float32]:
    found: NDArray[np.float32] = (counts / (counts + sizes)).astype(np.float32)
    return found


def _add(
    scores: NDArray[np.float32],
    rows: NDArray[np.int32],
    gains: NDArray[np.float32],
    total: int,
    whole: NDArray[np.float32] | None = None,
) -> float:
    """Add what one phrase is worth to `scores`; the most that it could be worth.

    `whole` has `gains` at `rows` and nothing elsewhere.
    """
    rarity = float(np.log1p((total - len(rows) + 0.5) / (len(rows) + 0.5))) * (_K1 + 1)
    if whole is None:
        scores[rows] += np.float32(rarity) * gains
    else:
        scores += np.float32(rarity) * whole
    return rarity


def _whole(
    rows: NDArray[np.integer], gains: NDArray[np.float32], total: int
) -> NDArray[np.float32] | None:
    """The gains at their places among all, where so many have one that this is quicker."""
    if len(rows) * _FREQUENT < total:
        return None
    found = np.zeros(total, np.float32)
    found[rows] = gains
    return found


def _telling(tokens: Sequence[str]) -> list[tuple[int, str]]:
    """Tokens with their places in the phrase, without those that stand everywhere."""
    placed = list(enumerate(tokens))
    return [entry for entry in placed if entry[1] not in ENGLISH] or placed


def _passages(
    connection: Connection, column: str, placed: Sequence[tuple[int, str]]
) -> NDArray[np.int64]:
    """The passage of each occurrence of a phrase, given its tokens with their places in it."""
    if len(placed) == 1:
        return _read_numbers(connection, "doc", (), column, placed[0][1])
    begins: NDArray[np.int64] = np.zeros(0, np.int64)
    for number, (place, token) in enumerate(placed):
        # Tokens of a phrase follow each other: they agree on where it begins.
        numbers = (_PLACES_PER_PASSAGE, _MARGIN)
        here = _read_numbers(connection, "doc * ? + offset + ?", numbers, column, token) - place
        begins = np.intersect1d(begins, here, assume_unique=True) if number else here
        if not len(begins):
            break
    return begins // _PLACES_PER_PASSAGE


def _read_numbers(
    connection: Connection, number: str, parameters: tuple[int, ...], column: str, token: str
) -> NDArray[np.int64]:
    """One number for each occurrence of a token, in the order of passages."""
    # As one text: a row for each of a frequent word's places would take ten times as long.
    statement = f"SELECT group_concat({number}, ' ') FROM temp.occurrence WHERE term = ?"  # noqa: S608  # a constant
    if column == "body" and token.isascii() and token not in _ALSO_BETWEEN:
        row = connection.execute(statement, (*parameters, token)).fetchone()
    else:
        row = connection.execute(
            f"{statement} AND col = ?", (*parameters, token, column)
        ).fetchone()
    if row is None or row[0] is None:
        return np.zeros(0, np.int64)
    return np.fromstring(row[0], dtype=np.int64, sep=" ")


def _tokens(connection: Connection, wanted: Sequence[Phrase]) -> list[list[str]]:
    """Each phrase as the index's tokenizer parts and stems it."""
    for statement in _HELPERS:
        connection.execute(statement)
    connection.execute("DELETE FROM temp.asked")
    connection.executemany(
        "INSERT INTO temp.asked (rowid, body) VALUES (?, ?)",
        [(number, phrase.text) for number, phrase in enumerate(wanted, start=1)],
    )
    found: list[list[str]] = [[] for _ in wanted]
    for number, token in connection.execute(
        "SELECT doc, term FROM temp.asked_term ORDER BY doc, offset"
    ):
        found[number - 1].append(token)
    connection.execute("DELETE FROM temp.asked")
    return found
