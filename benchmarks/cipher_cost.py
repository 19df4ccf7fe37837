"""What encryption of the database costs on the program's own queries: SQLCipher over plain SQLite.

The same library, schema, page size and settings, once with a key and once without, take turns: a
document's passages inserted, a full-text search, one page of a document read, all vectors read, and
one small commit. The text is made up with the word frequencies of real prose. `ratio` is plain over
encrypted in seconds for the full-text search; 1 means that encryption is free.

    .venv/bin/python benchmarks/cipher_cost.py [--chunks 6000] [--repeats 5] [--save]
"""

from __future__ import annotations

import argparse
import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from measure import interleaved_s, medians, report
from sqlcipher3 import dbapi2

from appliance.vault import database
from appliance.vault.connection import Connection

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS, PER_DOCUMENT = 160, 200
# What the program's queries touch, as in its own schema.
SCHEMA = (
    "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    """CREATE TABLE page (id INTEGER PRIMARY KEY, document_id INTEGER NOT NULL,
       number INTEGER NOT NULL, text TEXT NOT NULL, words BLOB NOT NULL,
       UNIQUE (document_id, number)) STRICT""",
    """CREATE TABLE chunk (id INTEGER PRIMARY KEY, document_id INTEGER NOT NULL,
       page INTEGER NOT NULL, start_cp INTEGER NOT NULL, end_cp INTEGER NOT NULL) STRICT""",
    """CREATE VIRTUAL TABLE chunk_fts USING fts5 (
       body, cjk, tokenize = 'porter unicode61 remove_diacritics 2')""",
    "CREATE TABLE vector (chunk_id INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT",
)


def plain(path: Path) -> Connection:
    """As `database.connect`, without a key and what only a key has."""
    connection: Connection = dbapi2.connect(
        f"{path.absolute().as_uri()}?mode=rw",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        factory=Connection,
    )
    connection.folder = path.parent
    connection.execute("PRAGMA page_size = 16384")
    for setting in database.SETTINGS:
        if not setting.startswith("cipher_"):
            connection.execute(f"PRAGMA {setting}").fetchall()
    return connection


def encrypted(path: Path) -> Connection:
    """As the program opens it."""
    return database.connect(path, key=bytes(32), salt=bytes(range(16)))


class Bench:
    """One database, filled; each method is one thing that the program does often."""

    def __init__(self, path: Path, connect: Callable[[Path], Connection], chunks: int) -> None:
        path.touch()
        self._path, self._connect, self._chunks = path, connect, chunks
        self._connection = connect(path)
        for statement in SCHEMA:
            self._connection.execute(statement)
        self._generator = np.random.default_rng(7)
        self._vocabulary = np.array([f"w{number:x}{number % 7}" for number in range(30_000)])
        frequency = 1 / np.arange(1, len(self._vocabulary) + 1)
        self._frequency = frequency / frequency.sum()
        self._next = 1
        while self._next <= chunks:
            self.insert_document()

    def insert_document(self) -> None:
        """Pages, passages, their words and vectors, in one transaction."""
        run, first = self._connection, self._next
        picks = self._generator.choice(
            len(self._vocabulary), (PER_DOCUMENT, WORDS), p=self._frequency
        )
        texts = [" ".join(row) for row in self._vocabulary[picks]]
        vectors = self._generator.standard_normal((PER_DOCUMENT, 384)).astype(np.float32)
        ids = range(first, first + PER_DOCUMENT)
        run.execute("BEGIN IMMEDIATE")
        run.executemany(
            "INSERT INTO page (document_id, number, text, words) VALUES (?, ?, ?, ?)",
            [
                (first, n + 1, " ".join(texts[4 * n : 4 * n + 4]), bytes(6000))
                for n in range(PER_DOCUMENT // 4)
            ],
        )
        run.executemany(
            "INSERT INTO chunk (id, document_id, page, start_cp, end_cp) VALUES (?, ?, 1, 0, 1)",
            [(number, first) for number in ids],
        )
        run.executemany(
            "INSERT INTO chunk_fts (rowid, body, cjk) VALUES (?, ?, '')",
            list(zip(ids, texts, strict=True)),
        )
        run.executemany(
            "INSERT INTO vector VALUES (?, ?)",
            [(number, row.tobytes()) for number, row in zip(ids, vectors, strict=True)],
        )
        run.execute("COMMIT")
        self._next += PER_DOCUMENT

    def search(self) -> None:
        """Twenty questions of eight words each."""
        chance = np.random.default_rng(3)
        for _ in range(20):
            words = (f"w{number:x}{number % 7}" for number in chance.integers(20, 3000, 8))
            self._connection.execute(
                "SELECT rowid FROM chunk_fts WHERE chunk_fts MATCH ? ORDER BY rank LIMIT 10",
                (" OR ".join(words),),
            ).fetchall()

    def read_pages(self) -> None:
        """Two hundred pages, any."""
        chance = np.random.default_rng(4)
        documents = self._chunks // PER_DOCUMENT
        for number in chance.integers(0, documents, 200).tolist():
            self._connection.execute(
                "SELECT text, words FROM page WHERE document_id = ? AND number = ?",
                (number * PER_DOCUMENT + 1, number % 50 + 1),
            ).fetchone()

    def read_pages_cold(self) -> None:
        """The same through a new connection, whose cache is empty."""
        kept, self._connection = self._connection, self._connect(self._path)
        try:
            self.read_pages()
        finally:
            self._connection.close()
            self._connection = kept

    def read_vectors(self) -> None:
        """All of them, as for a search by meaning."""
        self._connection.execute("SELECT data FROM vector WHERE chunk_id <= 6000").fetchall()

    def commit(self) -> None:
        """Twenty small ones, each waiting for the disk."""
        for number in range(20):
            self._connection.execute("INSERT OR REPLACE INTO meta VALUES ('a', ?)", (str(number),))


WORKS = ("search", "read_pages", "read_pages_cold", "read_vectors", "insert_document", "commit")


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chunks", type=int, default=6000)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--save", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=Path.home() / ".cache") as folder:
        ways = {"plain": plain, "encrypted": encrypted}
        benches = {
            name: Bench(Path(folder, name), connect, given.chunks) for name, connect in ways.items()
        }
        found: dict[str, dict[str, float]] = {}
        for work in WORKS:
            calls = {name: partial(getattr(bench, work)) for name, bench in benches.items()}
            found[work] = medians(interleaved_s(calls, repeats=given.repeats))
    report(
        "cipher_cost",
        found["search"]["plain"] / found["search"]["encrypted"],
        {
            "chunks": given.chunks,
            "ratios": {w: round(v["plain"] / v["encrypted"], 4) for w, v in found.items()},
            "medians_s": {
                w: {name: round(s, 5) for name, s in v.items()} for w, v in found.items()
            },
            "repeats": given.repeats,
        },
        save=given.save,
    )


if __name__ == "__main__":
    main()
