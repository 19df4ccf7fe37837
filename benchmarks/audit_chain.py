"""What the audit chain costs: an append with and without its head, against a bare SQLite commit.

Each round appends one entry in a transaction of its own to a vault as the program does, to the
same without the head file, and inserts a row of the same size into a plain SQLite database with
the same journal and sync settings. The candidates take turns. `ratio` is appends per second with
the head over bare inserts. Then a whole chain is verified, with links, MACs and a Merkle root.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import statistics
import tempfile
from dataclasses import replace
from pathlib import Path

from measure import interleaved_s, report, timed_s

from appliance.audit import chain, merkle
from appliance.audit.chain import Mark, Row
from appliance.audit.events import Event
from appliance.audit.log import AuditLog
from appliance.clock import SystemClock
from appliance.crypto.kdf import KdfParams
from appliance.vault.store import Vault

DETAILS = {"hits": 4, "model": "0" * 64, "question": "0" * 16, "answer": 7, "status": "answered"}


class WithoutHead(AuditLog):
    """The chain in the database alone."""

    def _begin(self) -> None:
        """No head."""


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--appends", type=int, default=300)
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, help="on the disk to measure; default temporary")
    parser.add_argument("--save", action="store_true")
    options = parser.parse_args()
    clock = SystemClock()
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        vaults = {
            name: Vault.create(
                Path(folder, name), "a passphrase", clock=clock, kdf=KdfParams(8192, 1, 1)
            )[0]
            for name in ("with head", "without head")
        }
        logs = {
            "with head": AuditLog(vaults["with head"], clock),
            "without head": WithoutHead(vaults["without head"], clock),
        }
        bare = _bare(Path(folder, "bare.db"))
        synced = os.open(Path(folder, "synced"), os.O_RDWR | os.O_CREAT)
        works = {
            "with head": lambda: logs["with head"].append(Event.ASKED, "case:0011", **DETAILS),
            "without head": lambda: logs["without head"].append(
                Event.ASKED, "case:0011", **DETAILS
            ),
            "bare insert": lambda: _insert(bare),
            "one fdatasync of 128 bytes": lambda: _sync(synced),
        }
        taken_s = interleaved_s(works, repeats=options.appends, warm_up=20)
        found = {
            "append_ms": {
                name: {
                    "p50": statistics.median(values) * 1000,
                    "p95": statistics.quantiles(values, n=20)[18] * 1000,
                }
                for name, values in taken_s.items()
            },
            "appends": options.appends,
            **_verify(vaults["without head"], logs["without head"], options.entries),
        }
        for vault in vaults.values():
            vault.lock()
    p50 = {name: values["p50"] for name, values in found["append_ms"].items()}
    report("audit_chain", p50["bare insert"] / p50["with head"], found, save=options.save)


def _bare(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, data BLOB)")
    return connection


def _insert(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO t (data) VALUES (?)", (bytes(400),))


def _sync(handle: int) -> None:
    os.pwrite(handle, os.urandom(128), 0)
    os.fdatasync(handle)


def _verify(vault: Vault, log: AuditLog, entries: int) -> dict[str, float]:
    """Fill the chain up to so many entries in one transaction, then check all of it."""
    key = log.key()
    with vault.transaction() as connection:
        before, body = log.last(), '{"answer":7,"hits":4,"outcome":"done"}'
        for number in range(before.seq + 1, entries + 1):
            row = Row(number, 2, "2026-01-02", "asked", "", "case:0011", body, b"", b"")
            link = chain.link(row, before.link)
            mac = chain.mac(replace(row, link=link), before, key)
            connection.execute(
                "INSERT INTO audit (seq, format, at, event, actor, subject, details, link, mac) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (number, 2, row.at, row.event, "", row.subject, body, link, mac),
            )
            before = Mark(number, mac, link)
    chain_s = timed_s(lambda: sum(1 for _ in log.genuine()))
    root_s = timed_s(lambda: merkle.root(log.links(until=entries)))
    return {
        "entries": entries,
        "verify_chain_s": chain_s,
        "entries_per_s": entries / chain_s,
        "merkle_root_s": root_s,
    }


if __name__ == "__main__":
    main()
