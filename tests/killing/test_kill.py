"""kill -9 anywhere in a workflow, and a disk that is full at any change of it.

The number of points is small here; with COFFERDAM_HOSTILE set it is 300 per workflow, and every
change on a full disk.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.powercut import disk

if TYPE_CHECKING:
    from collections.abc import Sequence

pytestmark = pytest.mark.model

SEED = 20_260_104
FLOWS = (
    "create", "ingest", "papers", "ask", "score", "import", "passphrase", "tidy", "rotate",
    "backup", "restore", "reviews",
)  # fmt: skip
# Seconds per run; the others take a small part of one.
SLOW = {"ask": 3, "papers": 3, "reviews": 4}
FEW = 10


def drive(folder: Path, flow: str, end: str, points: int) -> dict[str, Any]:
    """Run one flow to its many ends."""
    place = folder / "place"
    place.mkdir()
    arguments: Sequence[str] = (str(place), flow, end, str(points), str(SEED))
    try:
        done = disk.start("tests.killing.driver", arguments, home=folder / "home")
    except disk.NoCompiler as missing:
        pytest.skip(str(missing))
    found: dict[str, Any] = json.loads(done.stdout)
    kept = os.environ.get("COFFERDAM_RESULTS")
    if kept:
        (Path(kept) / f"{end}_{flow}.json").write_text(json.dumps(found, indent=2) + "\n")
    return found


def points(flow: str) -> int:
    """As many as asked for, or few."""
    return 300 if os.environ.get("COFFERDAM_HOSTILE") else SLOW.get(flow, FEW)


@pytest.mark.parametrize("flow", FLOWS)
def test_a_kill_loses_nothing_that_was_acknowledged(tmp_path: Path, flow: str) -> None:
    found = drive(tmp_path, flow, "kill", points(flow))
    assert found["points"] == points(flow)
    assert found["changes"] > 10
    assert not found["trouble"], "\n\n".join(found["trouble"])


@pytest.mark.parametrize("flow", FLOWS)
def test_a_full_disk_is_named_and_survived(tmp_path: Path, flow: str) -> None:
    found = drive(tmp_path, flow, "full", points(flow))
    assert not found["trouble"], "\n\n".join(found["trouble"])
    if found["points"] >= FEW:
        assert found["codes"].get("G103", 0) > 0, "no disk was ever full"
