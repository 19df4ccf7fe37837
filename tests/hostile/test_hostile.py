"""A sample of the hostile files of each kind; `run.py` runs two thousand of each."""

from __future__ import annotations

import json
import os
import random
import signal
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from appliance import children as real_children
from appliance.errors import ModelStopped, PackTampered
from appliance.packs.pack_reader import parse
from tests.hostile import further_mutations, models, pack_mutations, run, sealed
from tests.hostile.damage import Case
from tests.hostile.outcomes import FORBIDDEN, Outcome, Table, settle

if TYPE_CHECKING:
    from appliance.children import Child

RESULTS = Path(__file__).parent / "results"
# Enough of each to meet every change of its mutator, few enough for a few seconds.
CASES = {
    "gguf": 100,
    "gguf-unread": 60,
    "onnx": 60,
    "onnx-unread": 30,
    "pdf": 80,
    "docx": 80,
    "xlsx": 80,
    **dict.fromkeys(further_mutations.KINDS, 40),
    "pack": 200,
    "header": 120,
    "backup": 120,
    "frames": 80,
}
# Formats in which nearly any bytes mean something.
_FORGIVING = frozenset({"eml", "tiff"})
_SEALED = frozenset({"pack", "header", "backup"})


@pytest.mark.model
@pytest.mark.parametrize("kind", run.RUNS)
def test_c2_13_hostile_files_end_in_a_code_or_in_nothing_worse(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What other tests leave for a moment in the folder that all share is not what a file left.
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    table = run.run(kind, cases=CASES[kind], seed=2)
    assert not table.findings
    assert sum(table.endings.values()) == CASES[kind]
    assert table.endings["refused"] > 0 or kind in _FORGIVING
    if kind in _SEALED:
        assert table.endings["accepted"] <= table.endings.total() // 20
    elif kind != "frames":
        assert table.endings["same"] > 0  # some damage does not matter: the files do arrive
    assert not real_children.running()


def test_the_kept_results_are_whole_and_clean() -> None:
    """What is quoted elsewhere is what a run wrote."""
    for kind in run.RUNS:
        result = json.loads((RESULTS / f"{kind}.json").read_text("utf-8"))
        assert result["kind"] == kind
        assert sum(result["endings"].values()) == result["cases"] >= 500
        assert not result["findings"]
        assert not set(result["endings"]) & set(FORBIDDEN)


def test_the_same_seed_makes_the_same_files() -> None:
    for name, make in run.RUNS.items():
        if name in ("header", "backup"):
            continue  # their vault is made anew, with other random bytes
        one, other = make(), make()
        for number in range(20):
            chance = f"{name}:9:{number}"
            assert one.make(random.Random(chance)) == other.make(random.Random(chance))  # noqa: S311


# The harness itself must see what it is for ----------------------------------------------------


def test_an_error_without_a_code_is_a_finding() -> None:
    def bug() -> Outcome:
        raise KeyError("x")

    assert settle(bug).ending == "escaped"
    table = Table(1.0)
    table.add(7, Case("how", b""), settle(bug), 0.1)
    assert table.findings[0]["case"] == 7


def test_taking_too_long_is_a_finding() -> None:
    table = Table(1.0)
    table.add(1, Case("how", b""), Outcome("refused", "E402"), 1.5)
    assert table.endings["hung"] == 1
    assert table.findings


def test_refused_and_died_are_told_apart() -> None:
    def refuse() -> Outcome:
        raise PackTampered(name="x", why="y")

    def die() -> Outcome:
        raise ModelStopped(why="it crashed")

    assert settle(refuse) == Outcome("refused", "P303 PackTampered")
    assert settle(die, (ModelStopped,)) == Outcome("died", "E401 ModelStopped")


def test_a_pack_that_opens_as_another_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    """A stranger's signature beside the publisher's changes nothing; another content would."""
    good = pack_mutations.sample("good_checklist")
    info = parse(good.data)
    entry = good.data[info.signed_bytes + 2 : info.head_bytes]
    count = (len(info.signatures) + 1).to_bytes(2, "big")
    both = bytes(16 + 64) + entry  # in the order of the keys' numbers
    data = good.data[: info.signed_bytes] + count + both + good.data[info.head_bytes :]
    packs = sealed.PackRun()
    packs.keep(data, good)
    (outcome,) = packs.run([Case("two signatures", data)])
    assert outcome == Outcome("accepted")
    monkeypatch.setattr(sealed, "_clear", lambda _: b"another content")
    (outcome,) = packs.run([Case("two signatures", data)])
    assert outcome.ending == "believed"


@pytest.mark.model
def test_a_child_that_dies_on_a_file_is_noticed_and_the_next_one_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = models.ModelRun._one
    killed: list[int] = []

    def deadly(self: models.ModelRun, child: Child, place: int) -> Outcome:
        if place == 2 and not killed:
            killed.append(child.pid)
            os.kill(child.pid, signal.SIGKILL)
        return real(self, child, place)

    monkeypatch.setattr(models.ModelRun, "_one", deadly)
    table = run.run("onnx", cases=12, seed=2)
    assert table.endings["died"] == 1
    assert table.endings.total() == 12
    assert not table.findings
