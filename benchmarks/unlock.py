"""How long unlocking takes, and which part of it: the slow derivation is meant, the rest is cost.

A vault made with the costs that the program chooses here is opened again and again: the header,
Argon2id, the database to its first row, and the whole opening through the program's door with the
self-test, the audit chain's newest entry and the line about the opening. `ratio` is Argon2id over
the whole: 1 means that everything else is free.

    .venv/bin/python benchmarks/unlock.py [--repeats 9] [--save]
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path

from measure import interleaved_s, medians, report

from appliance.app.office import Office
from appliance.clock import SystemClock
from appliance.crypto.kdf import KdfParams, argon2id, calibrate
from appliance.crypto.self_test import self_test
from appliance.settings import Settings
from appliance.vault import header
from appliance.vault.store import Vault

SECRET = "benchmark"  # noqa: S105 - of a vault that is thrown away
CHEAP = KdfParams(memory_kib=8 * 1024, iterations=1, lanes=1)


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=9)
    parser.add_argument("--save", action="store_true")
    given = parser.parse_args()
    costs = calibrate()
    settings = Settings()
    with tempfile.TemporaryDirectory() as root:
        os.environ["XDG_STATE_HOME"] = str(Path(root, "state"))
        dear, cheap = Path(root, "dear"), Path(root, "cheap")
        for folder, kdf in ((dear, costs), (cheap, CHEAP)):
            Office.create(folder, SECRET, settings=settings, starters=False, kdf=kdf)[0].lock()
        works = {
            "whole_s": lambda: Office.open(dear, SECRET, settings=settings).lock(),
            "argon2id_s": lambda: argon2id(SECRET.encode(), bytes(16), costs),
            "without_argon2id_s": lambda: Office.open(cheap, SECRET, settings=settings).lock(),
            "vault_without_argon2id_s": lambda: Vault.open(
                cheap, SECRET, clock=SystemClock()
            ).lock(),
            "cheap_argon2id_s": lambda: argon2id(SECRET.encode(), bytes(16), CHEAP),
            "header_s": lambda: header.read(dear),
            "self_test_s": self_test,
        }
        samples = interleaved_s(works, repeats=given.repeats)
    found = medians(samples)
    report(
        "unlock",
        found["argon2id_s"] / found["whole_s"],
        {
            "argon2id": {
                "memory_kib": costs.memory_kib,
                "iterations": costs.iterations,
                "lanes": costs.lanes,
            },
            "medians": {name: round(value, 5) for name, value in found.items()},
            "samples": {name: [round(v, 5) for v in values] for name, values in samples.items()},
            "what": "whole and without include locking again; without has the cheapest Argon2id",
        },
        save=given.save,
    )


if __name__ == "__main__":
    main()
