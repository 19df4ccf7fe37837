"""Search by words: BM25 over FTS5's inverted index, with the statistics of the scope alone.

FTS5's own `bm25()` counts how rare a word is among the passages of all cases. That would let one
customer's file change the order of another's results, and it finds less: “Amcor” is rare in a
vault but on every page of Amcor's report (docs/adr/0006-page-text-and-offsets.md has figures). So
occurrences are read from the index and weighed here. No query text ever reaches FTS5 as syntax.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from appliance.retrieval.terms import columns, phrases

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    from appliance.retrieval.terms import Phrase
    from appliance.vault.connection import Connection

# Robertson's usual values; FTS5 uses the same.
_K1, _B = 1.2, 0.75

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
    found: dict[int, int], chunk_ids: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Places in `chunk_ids` of the passages found, and how often the phrase is in each."""
    passages = np.fromiter(found.keys(), np.int64, len(found))
    counts = np.fromiter(found.values(), np.float64, len(found))
    places = np.minimum(np.searchsorted(chunk_ids, passages), len(chunk_ids) - 1)
    inside = chunk_ids[places] == passages
    return places[inside], counts[inside]


def _occurrences(connection: Connection, wanted: Sequence[Phrase]) -> Iterable[dict[int, int]]:
    """For each phrase: passage number → how often it is there, over the whole index."""
    for phrase, tokens in zip(wanted, _tokens(connection, wanted), strict=True):
        if not tokens:
            continue
        if len(tokens) == 1:
            rows = connection.execute(
                "SELECT doc, count(*) FROM temp.occurrence WHERE term = ? AND col = ? GROUP BY doc",
                (tokens[0], phrase.column),
            )
            yield {int(passage): int(count) for passage, count in rows}
        else:
            yield _together(connection, phrase.column, tokens)


def _together(connection: Connection, column: str, tokens: Sequence[str]) -> dict[int, int]:
    """Passages where the tokens follow each other."""
    begins: set[tuple[int, int]] | None = None
    for place, token in enumerate(tokens):
        rows = connection.execute(
            "SELECT doc, offset FROM temp.occurrence WHERE term = ? AND col = ?", (token, column)
        )
        here = {(int(passage), int(offset) - place) for passage, offset in rows}
        begins = here if begins is None else begins & here
        if not begins:
            return {}
    counts: dict[int, int] = {}
    for passage, _ in begins or ():
        counts[passage] = counts.get(passage, 0) + 1
    return counts


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
