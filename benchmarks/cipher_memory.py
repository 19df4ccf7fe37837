"""What SQLCipher's memory wiping and page size cost on our own schema and queries.

Each configuration runs in a process of its own, because memory wiping is process-wide, and the
configurations take turns. The text is made up with the word frequencies of real prose. `ratio` is
full-text queries per second with wiping on over off, both with the vault's page size.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from measure import medians, report, timed_s

from appliance.crypto.secret import give_back_freed_memory
from appliance.vault import database
from appliance.vault.migrations import migrate
from appliance.vault.schema.case import APPLICATION_ID, CASE_STEPS

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.vault.connection import Connection

CONFIGURATIONS = {
    "off, 4096": ("OFF", 4096),
    "off, 8192": ("OFF", 8192),
    "off, 16384": ("OFF", 16384),
    "on, 16384": ("ON", 16384),
}
WORDS = 160
MARKER = "zanzibarmarker"


def main() -> None:
    """Run every configuration in turn and report the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chunks", type=int, default=10_000)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--save", action="store_true")
    parser.add_argument("--child", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        phase, name, path = options.child
        _configure(*CONFIGURATIONS[name])
        work = _fill if phase == "fill" else _read
        print(json.dumps(work(Path(path), options.chunks)))
        return
    samples: dict[str, dict[str, list[float]]] = {}
    for _ in range(options.repeats):
        for name in CONFIGURATIONS:
            for what, value in _in_child(name, options.chunks).items():
                samples.setdefault(name, {}).setdefault(what, []).append(value)
    typical = {name: medians(values) for name, values in samples.items()}
    off, on = (typical[name]["fts_query_ms"] for name in ("off, 16384", "on, 16384"))
    report(
        "cipher_memory",
        off / on,
        {"chunks": options.chunks, "medians": typical, "samples": samples},
        save=options.save,
    )


def _in_child(name: str, chunks: int) -> dict[str, float]:
    """Fill a database in one process and read it in another, which made none of the text."""
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as folder:
        for phase in ("fill", "read"):
            path = str(Path(folder, "vault.db"))
            command = [sys.executable, __file__, "--child", phase, name, path]
            done = subprocess.run(
                [*command, "--chunks", str(chunks)], check=True, capture_output=True, text=True
            )
            found |= json.loads(done.stdout)
    return found


def _configure(memory: str, page_bytes: int) -> None:
    replaced = ("cipher_memory_security", "cipher_page_size")
    kept = (line for line in database.SETTINGS if not line.startswith(replaced))
    database.SETTINGS = (
        f"cipher_memory_security = {memory}",
        f"cipher_page_size = {page_bytes}",
        *kept,
    )


def _open(path: Path) -> Connection:
    return database.connect(path, key=bytes(32), salt=bytes(range(16)))


def _fill(path: Path, chunks: int) -> dict[str, float]:
    texts, vectors = _made_up(chunks)
    path.touch()
    connection = _open(path)
    migrate(connection, fresh=True, steps=CASE_STEPS, application_id=APPLICATION_ID)
    insert_s = timed_s(partial(_insert, connection, texts, vectors))
    commit_ms = _per_call_ms(partial(_touch, connection), 50)
    connection.close()
    return {
        "insert_s": insert_s,
        "commit_ms": commit_ms,
        "size_mib": path.stat().st_size / 2**20,
    }


def _read(path: Path, chunks: int) -> dict[str, float]:
    """Query times, and how often text is still in memory after everything was closed."""
    open_ms = _per_call_ms(lambda: _open(path).close(), 20)
    connection = _open(path)
    found = _query(connection, chunks)
    with_marker = connection.execute(
        "SELECT count(*) FROM chunk_fts WHERE body LIKE '%marker%'"
    ).fetchone()
    assert with_marker == (chunks,)
    connection.close()
    found |= {"open_ms": open_ms, "markers_left": _markers_left()}
    give_back_freed_memory()
    return {**found, "markers_left_after_giving_back": _markers_left()}


def _made_up(chunks: int) -> tuple[list[str], np.ndarray]:
    generator = np.random.default_rng(7)
    vocabulary = np.array([f"w{number:x}{number % 7}" for number in range(30_000)])
    frequency = 1 / np.arange(1, len(vocabulary) + 1)
    picks = generator.choice(len(vocabulary), (chunks, WORDS), p=frequency / frequency.sum())
    texts = [f"{' '.join(row)} {MARKER}" for row in vocabulary[picks]]
    return texts, generator.standard_normal((chunks, 384)).astype(np.float32)


def _insert(connection: Connection, texts: list[str], vectors: np.ndarray) -> None:
    """As ingestion does: one transaction per document of 200 chunks."""
    for start in range(0, len(texts), 200):
        document = start // 200 + 1
        ids = range(start + 1, min(start + 200, len(texts)) + 1)
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(
            "INSERT INTO document (id, name, sha256, size_bytes, media_type, state, "
            "added_at) VALUES (?1, 'd', ?1, 1, 'm', 'ready', '')",
            (document,),
        )
        connection.executemany(
            "INSERT INTO chunk (id, document_id, page, start_cp, end_cp) VALUES (?, ?, 1, 0, 1)",
            [(number, document) for number in ids],
        )
        connection.executemany(
            "INSERT INTO chunk_fts (rowid, body, cjk) VALUES (?, ?, '')",
            [(number, texts[number - 1]) for number in ids],
        )
        connection.executemany(
            "INSERT INTO vector VALUES (?, ?)",
            [(number, vectors[number - 1].tobytes()) for number in ids],
        )
        connection.execute("COMMIT")


def _query(connection: Connection, chunks: int) -> dict[str, float]:
    generator = np.random.default_rng(3)
    questions = [
        " OR ".join(f"w{number:x}{number % 7}" for number in generator.integers(20, 3000, 8))
        for _ in range(40)
    ]
    sql = "SELECT rowid FROM chunk_fts WHERE chunk_fts MATCH ? ORDER BY rank LIMIT 10"
    each_ms = [
        timed_s(lambda text=text: connection.execute(sql, (text,)).fetchall()) * 1000
        for text in questions
    ]
    picks = generator.integers(1, chunks, 5000).tolist()
    began_s = time.perf_counter()
    for number in picks:
        connection.execute("SELECT data FROM vector WHERE chunk_id = ?", (number,)).fetchone()
    read_us = (time.perf_counter() - began_s) / len(picks) * 1e6
    scan_s = timed_s(lambda: connection.execute("SELECT data FROM vector").fetchall())
    return {
        "fts_query_ms": statistics.median(each_ms),
        "row_read_us": read_us,
        "all_vectors_ms": scan_s * 1000,
    }


def _touch(connection: Connection) -> None:
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('a', 'b')")


def _per_call_ms(work: Callable[[], object], times: int) -> float:
    return statistics.median(timed_s(work) for _ in range(times)) * 1000


def _markers_left() -> int:
    """How often text of the database is still in this process's memory."""
    marker, found = MARKER.encode(), 0
    memory = os.open("/proc/self/mem", os.O_RDONLY)
    for line in Path("/proc/self/maps").read_text().splitlines():
        span, rights, *_ = line.split()
        if not rights.startswith("rw"):
            continue
        low, high = (int(part, 16) for part in span.split("-"))
        try:
            found += os.pread(memory, high - low, low).count(marker)
        except OSError:
            continue
    os.close(memory)
    return found


if __name__ == "__main__":
    main()
