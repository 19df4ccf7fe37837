"""What the closing record costs: at opening, at a case's first use, at the lock after writing.

A vault with one case, of a usual size and of 200 MB, is opened, its case is used and written to,
and it is locked: with the record, and without one. Beside them stands the bare SHA-256 of the same
files in the same run. `ratio` is the speed of
our reading of the large case over the bare one. All files are in the system's cache.

    .venv/bin/python benchmarks/closing_record.py [--repeats 7] [--save]
"""

from __future__ import annotations

import argparse
import hashlib
import os
import tempfile
import time
from functools import partial
from pathlib import Path

from measure import medians, report, timed_s

from appliance.clock import SystemClock
from appliance.crypto.kdf import KdfParams
from appliance.vault import closing_record
from appliance.vault.store import Vault

SECRET = "benchmark"  # noqa: S105 - of a vault that is thrown away
CHEAP = KdfParams(memory_kib=8 * 1024, iterations=1, lanes=1)
SIZES_MB = {"usual": 2, "large": 200}
NOW = "2026-01-02T12:00:00.000+00:00"


def make(folder: Path, size_mb: int) -> Path:
    """A closed vault with a case of that size; gives the case's database."""
    vault, _ = Vault.create(folder, SECRET, clock=SystemClock(), kdf=CHEAP)
    case = vault.case(vault.cases.new("Case", now=NOW).id)
    for _ in range(size_mb):
        with case.transaction() as connection:
            connection.execute(
                "INSERT INTO answer (asked_at, question, status, record) VALUES ('', '', 'x', ?)",
                (os.urandom(500_000).hex(),),
            )
    vault.lock()
    return next(folder.glob("cases/*/case.db"))


def session(folder: Path, *, record: bool) -> dict[str, float]:
    """Seconds of each part of a session that writes one row to the case."""
    if not record:
        (folder / closing_record.NAME).unlink(missing_ok=True)
    began_s = time.perf_counter()
    vault = Vault.open(folder, SECRET, clock=SystemClock())
    opened_s = time.perf_counter()
    case = vault.case(vault.cases.all()[0].id)
    case.connection()
    used_s = time.perf_counter()
    with case.transaction() as connection:
        connection.execute(
            "INSERT INTO answer (asked_at, question, status, record) VALUES ('', '', 'x', '')"
        )
    written_s = time.perf_counter()
    vault.lock()
    locked_s = time.perf_counter()
    return {
        "open_s": opened_s - began_s,
        "first_use_s": used_s - opened_s,
        "lock_s": locked_s - written_s,
    }


def closed_again(folder: Path) -> None:
    """With a record, as the next measurement wants it."""
    vault = Vault.open(folder, SECRET, clock=SystemClock())
    vault.closing.vouch()
    vault.case(vault.cases.all()[0].id).connection()
    vault.lock()


def bare(path: Path) -> None:
    """SHA-256 as Python itself does it for a file."""
    with path.open("rb") as file:
        hashlib.file_digest(file, "sha256").hexdigest()


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--save", action="store_true")
    given = parser.parse_args()
    samples: dict[str, list[float]] = {}
    sizes: dict[str, int] = {}
    with tempfile.TemporaryDirectory() as root:
        made = {name: make(Path(root, name), size) for name, size in SIZES_MB.items()}
        for _ in range(given.repeats):
            for name, path in made.items():
                sizes[name] = path.stat().st_size
                folder = Path(root, name)
                parts = {f"{name}_{part}": s for part, s in session(folder, record=True).items()}
                parts[f"{name}_bare_sha256_s"] = timed_s(partial(bare, path))
                parts[f"{name}_our_sha256_s"] = timed_s(partial(closing_record.measure, path))
                without = session(folder, record=False)
                closed_again(folder)
                parts |= {f"{name}_without_{part}": s for part, s in without.items()}
                for part, value in parts.items():
                    samples.setdefault(part, []).append(value)
    found = medians(samples)
    report(
        "closing_record",
        found["large_bare_sha256_s"] / found["large_our_sha256_s"],
        {
            "case_bytes": sizes,
            "medians": {name: round(value, 5) for name, value in found.items()},
            "samples": {name: [round(v, 5) for v in values] for name, values in samples.items()},
            "what": "without: no closing record at opening, none written at the lock",
        },
        save=given.save,
    )


if __name__ == "__main__":
    main()
