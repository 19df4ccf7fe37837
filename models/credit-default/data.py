"""The training data: the columns that are used, the ones that are held out, and what was found."""

from __future__ import annotations

import csv
import hashlib
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scorecard import Input

HERE = Path(__file__).resolve().parent
FILE = Path("credit") / "uci_credit_default.csv"
TARGET = "default.payment.next.month"
IDENTIFIER = "ID"
# Never shown to the model; kept only to look at its effect on groups.
HELD_OUT = ("SEX", "EDUCATION", "MARRIAGE", "AGE")


@dataclass(frozen=True)
class Data:
    """`rows` has the offered columns in the order of features.toml; `groups` the held-out ones."""

    offered: tuple[Input, ...]
    rows: np.ndarray
    bad: np.ndarray
    groups: dict[str, np.ndarray]
    sha256: str
    duplicate_rows: int
    duplicate_inputs: int
    first_of_its_kind: np.ndarray  # bool: no earlier row has the same inputs and outcome

    def limits(self, column: int, *, amount: bool) -> tuple[int, int]:
        """Range seen in training: from the smallest value to the largest one.

        Amounts have a few values tens of times beyond all others, so for them the upper end is
        the 99.5th percentile.
        """
        values = self.rows[:, column]
        high = np.percentile(values, 99.5) if amount else values.max()
        return int(values.min()), int(np.floor(high))


def wording() -> dict[str, dict[str, Any]]:
    """features.toml, in its order."""
    return tomllib.loads((HERE / "features.toml").read_text("utf-8"))


def load(folder: Path) -> Data:
    """Read the file under `folder`; stops with a plain sentence if it is not as expected."""
    path = folder / FILE
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SystemExit(f"error: {path} cannot be read: {error.strerror}") from error
    header, *lines = csv.reader(content.decode("utf-8").splitlines())
    table = np.array(lines, np.float64)
    spec = wording()
    expected = {IDENTIFIER, TARGET, *HELD_OUT, *spec}
    if set(header) != expected:
        raise SystemExit(f"error: {path} has other columns: {sorted(expected ^ set(header))}")
    offered = tuple(
        Input(name, one["direction"], one.get("floor", -np.inf)) for name, one in spec.items()
    )
    rows = table[:, [header.index(one.name) for one in offered]]
    bad = table[:, header.index(TARGET)]
    if not np.isfinite(rows).all() or (rows != np.floor(rows)).any():
        raise SystemExit(
            "error: an input is missing or not a whole number; the recipe assumes both"
        )
    if not np.isin(bad, (0, 1)).all():
        raise SystemExit("error: the target is not 0 or 1")
    whole = np.nan_to_num(np.delete(table, header.index(IDENTIFIER), axis=1), nan=-1.0)
    _, first = np.unique(whole, axis=0, return_index=True)
    _, first_inputs = np.unique(np.column_stack([rows, bad]), axis=0, return_index=True)
    first_of_its_kind = np.zeros(len(rows), bool)
    first_of_its_kind[first_inputs] = True
    return Data(
        offered=offered,
        rows=rows,
        bad=bad.astype(np.int64),
        groups={name: table[:, header.index(name)] for name in HELD_OUT},
        sha256=hashlib.sha256(content).hexdigest(),
        duplicate_rows=len(rows) - len(first),
        duplicate_inputs=len(rows) - len(first_inputs),
        first_of_its_kind=first_of_its_kind,
    )


def folder_from_environment() -> Path:
    """`COFFERDAM_DATA`. Stops with a plain sentence if it is not set."""
    folder = os.environ.get("COFFERDAM_DATA")
    if not folder:
        raise SystemExit("error: set COFFERDAM_DATA to the folder that has credit/ in it")
    return Path(folder)
