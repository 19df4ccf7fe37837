"""Search by words: BM25 over FTS5's inverted index, with the statistics of the scope alone.

FTS5's own `bm25()` counts how rare a word is in the whole index, also when one document of the case
is asked, and finds less: “Amcor” is rare among a customer's papers but on every page of Amcor's
report (docs/adr/0006-page-text-and-offsets.md has figures). So occurrences are read from the index
and weighed here. No query text ever reaches FTS5 as syntax.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from appliance.retrieval.terms import columns, phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from appliance.retrieval.terms import Phrase
    from appliance.vault.connection import Connection

# Robertson's usual values; FTS5 uses the same.
_K1, _B = 1.2, 0.75

# A place in the index as one number. A passage has a few hundred tokens, a phrase at most a few
# dozen, so neither sum nor difference leaves the passage.
_PLACES_PER_PASSAGE, _MARGIN = 1 << 24, 1 << 16

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


def scores(
    connection: Connection,
    text: str,
    chunk_ids: NDArray[np.int64],
    lengths: NDArray[np.float64],
) -> NDArray[np.float64]:
    """How well each passage of a scope answers to the words of `text`, from 0 to 1.

    1 is what a passage made of nothing but the rarest words could reach, so the scores of
    different questions compare.

    Args:
        connection: this thread's connection.
        text: the question.
        chunk_ids: the passages, ascending.
        lengths: their lengths in code points.
    """
    result = np.zeros(len(chunk_ids))
    if not len(chunk_ids):
        return result
    size = _K1 * (1 - _B + _B * lengths / lengths.mean())
    ceiling = 0.0
    for found in _occurrences(connection, phrases(text)):
        rows, counts = _inside(found, chunk_ids)
        rarity = np.log1p((len(chunk_ids) - len(rows) + 0.5) / (len(rows) + 0.5))
        ceiling += rarity * (_K1 + 1)
        result[rows] += rarity * counts * (_K1 + 1) / (counts + size[rows])
    return result / ceiling if ceiling else result


def _inside(
    passages: NDArray[np.int64], chunk_ids: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Places in `chunk_ids` of the passages found, and how often each was found."""
    different, counts = np.unique(passages, return_counts=True)
    places = np.minimum(np.searchsorted(chunk_ids, different), len(chunk_ids) - 1)
    inside = chunk_ids[places] == different
    return places[inside], counts[inside]


def _occurrences(connection: Connection, wanted: Sequence[Phrase]) -> Iterator[NDArray[np.int64]]:
    """For each phrase the passage number of each occurrence, over the whole index."""
    for phrase, tokens in zip(wanted, _tokens(connection, wanted), strict=True):
        begins: NDArray[np.int64] | None = None
        for place, token in enumerate(tokens):
            # Tokens of a phrase follow each other: they agree on where it begins.
            here = _token_places(connection, phrase.column, token) - place
            begins = here if begins is None else np.intersect1d(begins, here, assume_unique=True)
        if begins is not None:
            yield begins // _PLACES_PER_PASSAGE


def _token_places(connection: Connection, column: str, token: str) -> NDArray[np.int64]:
    """Every place of a token: its passage times `_PLACES_PER_PASSAGE` plus its place there."""
    # As one text: a row for each of a frequent word's places would take ten times as long.
    row = connection.execute(
        "SELECT group_concat(doc * ? + offset + ?, ' ') "
        "FROM temp.occurrence WHERE term = ? AND col = ?",
        (_PLACES_PER_PASSAGE, _MARGIN, token, column),
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
