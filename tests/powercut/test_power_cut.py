"""The power goes at any moment: what was acknowledged is there, and nothing is called damaged.

Real work is written down once by the watched disk; then the folder is built as a cut at many points
could have left it, and opened by the real program.
"""

from __future__ import annotations

import json
import os
import random
from collections import Counter
from copy import copy
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import forked
from tests.powercut import check, disk
from tests.powercut.plan import states
from tests.powercut.replay import MODES, Kind, Recording, drop

if TYPE_CHECKING:
    from tests.powercut.replay import Mode

pytestmark = pytest.mark.model

SEED = 20_260_103
# With COFFERDAM_HOSTILE set there are 400 points in all.
POINTS_PER_MODE = 100 if os.environ.get("COFFERDAM_HOSTILE") else 25


@dataclass(frozen=True)
class Recorded:
    """The recording and how long the audit log was after each step."""

    recording: Recording
    lengths: dict[str, int]


def record(folder: Path, *settings: str) -> Recorded:
    """Do the whole plan under the watched disk; `settings` are put behind the database's own."""
    disk_folder, before, log, papers = (folder / n for n in ("disk", "before", "log", "papers"))
    papers.mkdir()
    disk_folder.mkdir()
    arguments = [*map(str, (disk_folder, before, log, papers)), *settings]
    try:
        disk.start("tests.powercut.work", arguments, home=folder / "home")
    except disk.NoCompiler as missing:
        pytest.skip(str(missing))
    return Recorded(Recording(disk_folder, before, log), check.lengths_of(log))


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Recorded:
    """One run of the whole plan."""
    return record(tmp_path_factory.mktemp("power"))


def cuts(recording: Recording, count: int, chance: random.Random) -> list[int]:
    """Points of the log: half of them just after something was acknowledged, where it hurts."""
    after = [at + 1 for at, _ in recording.acknowledged_at]
    anywhere = range(1, len(recording.changes) + 1)
    few = chance.sample(after, min(len(after), count // 2))
    return sorted([*few, *chance.sample(anywhere, count - len(few))])


def test_the_recording_is_worth_replaying(recorded: Recorded) -> None:
    kinds = Counter(change.kind for change in recorded.recording.changes)
    assert kinds[Kind.MARK] == len(states()) - 1
    assert kinds[Kind.SYNC] > 50
    assert kinds[Kind.RENAME] > 5
    for suffix in ("-wal", "header.json"):
        names = [change.first + change.second for change in recorded.recording.changes]
        assert any(name.endswith(suffix) for name in names), suffix


def losses(recorded: Recorded, mode: Mode, points: list[int], place: Path) -> list[str]:
    """Build and open the folder at each point; what did not hold."""
    chance = random.Random(f"{SEED} {mode.name}")  # noqa: S311 - repeatable on purpose
    found = []
    for number, cut in enumerate(points):
        folder = place / str(number)
        last = recorded.recording.build(folder, cut, mode, chance)
        wanted = check.expected(last, recorded.lengths)
        ended = forked.run(partial(check.check, folder, wanted))
        if not ended.well:
            found.append(f"{mode.name} at {cut} of {len(recorded.recording.changes)}: {ended}")
        drop(folder)
    return found


@pytest.mark.parametrize("mode", MODES, ids=[mode.name for mode in MODES])
def test_nothing_acknowledged_is_lost(recorded: Recorded, tmp_path: Path, mode: Mode) -> None:
    chance = random.Random(f"{SEED} {mode.name} points")  # noqa: S311 - repeatable on purpose
    points = cuts(recorded.recording, POINTS_PER_MODE, chance)
    lost = losses(recorded, mode, points, tmp_path)
    _keep(mode.name, lost)
    assert not lost, "\n".join(lost)


def test_a_database_that_does_not_wait_for_the_disk_is_found_out(tmp_path: Path) -> None:
    """The setting that loses commits: if nothing is found here, the others prove nothing."""
    (tmp_path / "cuts").mkdir()
    careless = record(tmp_path, "synchronous = NORMAL")
    points = [at + 1 for at, _ in careless.recording.acknowledged_at]
    lost = losses(careless, MODES[0], points, tmp_path / "cuts")
    assert len(lost) > len(points) // 4, lost


def test_a_forgotten_sync_of_a_folder_is_found_out(recorded: Recorded, tmp_path: Path) -> None:
    """The recording without the syncs of folders: new headers and originals lose their names."""
    changes = recorded.recording.changes
    forgetful = copy(recorded.recording)
    forgetful.changes = [c for c in changes if not (c.kind is Kind.SYNC and c.is_folder)]
    points = [at + 1 for at, _ in forgetful.acknowledged_at]
    lost = losses(Recorded(forgetful, recorded.lengths), MODES[0], points, tmp_path)
    assert len(lost) > len(points) // 4, lost


def _keep(mode: str, lost: list[str]) -> None:
    """Leave the counts where they are asked for: `COFFERDAM_RESULTS` names a folder."""
    named = os.environ.get("COFFERDAM_RESULTS")
    if named:
        found = {"mode": mode, "points": POINTS_PER_MODE, "seed": SEED, "lost": lost}
        (Path(named) / f"power_cut_{mode}.json").write_text(json.dumps(found, indent=2) + "\n")
