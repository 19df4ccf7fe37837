"""Licence terms at work: the real risk model, scored through the desk, run by run."""

from __future__ import annotations

import shutil
import threading
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from appliance.app.door import Action
from appliance.app.scores import ScoreDesk
from appliance.documents.store import DocumentStore
from appliance.errors import (
    ApplianceError,
    BadInput,
    Cancelled,
    LicenceBranch,
    LicenceExpired,
    LicencePurpose,
    LicenceRunsUsed,
    ModelQuarantined,
)
from appliance.risk.store import ScoreStore
from tests.unit.packs.branch import Branch
from tests.unit.packs.publishing import NOON, as_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.packs.records import ModelRecord
    from tests.unit.packs.publishing import MovableClock, Office

CREDIT = Path(__file__).parents[3] / "models" / "credit-default"


@pytest.fixture
def licensed(pinned: Branch, office: Office, tmp_path: Path) -> Callable[..., ModelRecord]:
    def bring(sequence: int = 1, **terms: object) -> ModelRecord:
        folder = tmp_path / f"credit{sequence}"
        folder.mkdir()
        for name in ("manifest.toml", "model.onnx"):
            shutil.copy(CREDIT / name, folder / name)
        limits: dict[str, Any] = {"terms": terms} if terms else {}
        path = office.pack(tmp_path, to=pinned.address, source=folder, sequence=sequence, **limits)
        pinned.take(path)
        return pinned.models.show("credit-default")

    return bring


def desk(branch: Branch) -> ScoreDesk:
    return ScoreDesk(
        branch.door,
        branch.registry,
        branch.engines,
        DocumentStore(branch.vault, branch.clock),
        ScoreStore(branch.vault, branch.clock),
    )


def values(record: ModelRecord) -> dict[str, str | float]:
    assert record.manifest.risk is not None
    return {one.name: max(one.minimum, 0.0) for one in record.manifest.risk.features}


def score(branch: Branch, record: ModelRecord) -> None:
    desk(branch).score(record.manifest.name, values(record))


def used(branch: Branch) -> int:
    origin = branch.models.show("credit-default").origin
    assert origin is not None
    return origin.runs_used


def test_runs_are_counted_with_their_audit_lines_up_to_the_limit(
    pinned: Branch, licensed: Callable[..., ModelRecord]
) -> None:
    record = licensed(runs=3)
    for number in range(1, 4):
        score(pinned, record)
        assert used(pinned) == number
        line = pinned.last_line()
        assert (line["outcome"], line["model"]) == ("done", record.digest)
        assert record.origin is not None
        assert line["pack"] == record.origin.pack_digest
    with pytest.raises(LicenceRunsUsed):
        score(pinned, record)
    assert used(pinned) == 3
    assert pinned.last_line()["error"] == "P347"
    scored = [one for one in pinned.audit.entries() if one.event.value == "scored"]
    assert [one.details["outcome"] for one in scored] == ["done"] * 3 + ["failed"]


def test_every_row_of_a_file_is_a_run(
    pinned: Branch, licensed: Callable[..., ModelRecord], tmp_path: Path
) -> None:
    record = licensed(runs=5)
    row = values(record)
    table = tmp_path / "rows.csv"
    lines = [",".join(row), *[",".join(str(value) for value in row.values())] * 3]
    table.write_text("\n".join(lines) + "\n")
    result = desk(pinned).score_csv("credit-default", table)
    assert (len(result.rows), result.failed) == (3, 0)
    assert used(pinned) == 3
    output = tmp_path / "out.csv"
    with pytest.raises(LicenceRunsUsed):
        desk(pinned).score_csv("credit-default", table, output=output)
    # Not a single row leaves when not all of them are licensed.
    assert not output.exists()
    assert used(pinned) == 3


def test_a_new_pack_brings_new_runs_and_the_old_one_none(
    pinned: Branch, licensed: Callable[..., ModelRecord], tmp_path: Path
) -> None:
    record = licensed(1, runs=1)
    score(pinned, record)
    # Removing the model and importing the same pack again gives nothing back.
    (pack,) = tmp_path.glob("credit1-*.cofferpack")
    pinned.models.remove("credit-default")
    pinned.take(pack)
    with pytest.raises(LicenceRunsUsed):
        score(pinned, record)
    renewed = licensed(2, runs=2)
    score(pinned, renewed)
    assert used(pinned) == 1


def test_runs_promised_to_one_visit_are_not_given_to_another(
    pinned: Branch, licensed: Callable[..., ModelRecord]
) -> None:
    record = licensed(runs=1)
    inside, go_on = threading.Event(), threading.Event()

    def first() -> None:
        with pinned.door.enter(Action.SCORE, "no case", whole=False) as visit:
            pinned.uses.claim(visit, record, "score")
            inside.set()
            go_on.wait()

    thread = threading.Thread(target=first)
    thread.start()
    inside.wait()
    try:
        with pytest.raises(LicenceRunsUsed):
            score(pinned, record)
    finally:
        go_on.set()
        thread.join()
    assert used(pinned) == 1


def test_runs_that_others_used_meanwhile_are_seen(
    pinned: Branch, licensed: Callable[..., ModelRecord]
) -> None:
    """Long work begins with a record that is old by the time it claims its runs."""
    record = licensed(runs=2)
    score(pinned, record)
    score(pinned, record)
    assert record.origin is not None
    assert record.origin.runs_used == 0
    with (
        pytest.raises(LicenceRunsUsed),
        pinned.door.enter(Action.SCORE, "no case", whole=False) as visit,
    ):
        pinned.uses.claim(visit, record, "score")


@pytest.mark.parametrize(
    ("trouble", "counted"), [(BadInput(what="x", why="y"), 0), (Cancelled(), 1)]
)
def test_a_failure_gives_the_run_back_and_a_cancel_does_not(
    pinned: Branch,
    licensed: Callable[..., ModelRecord],
    trouble: Exception,
    counted: int,
) -> None:
    """Whoever stops an answer may have read it by then."""
    record = licensed(runs=1)
    with (
        pytest.raises(type(trouble)),
        pinned.door.enter(Action.SCORE, "no case", whole=False) as visit,
    ):
        pinned.uses.claim(visit, record, "score")
        raise trouble
    assert used(pinned) == counted
    if not counted:
        score(pinned, record)


def test_the_last_day_is_whole_and_a_clock_set_back_does_not_help(
    pinned: Branch, licensed: Callable[..., ModelRecord], moving: MovableClock
) -> None:
    record = licensed(until="2026-01-10")
    moving.at = NOON.replace(day=10, hour=23, minute=59)
    score(pinned, record)
    moving.at += timedelta(minutes=2)
    with pytest.raises(LicenceExpired):
        score(pinned, record)
    moving.at = NOON
    with pytest.raises(LicenceExpired):
        score(pinned, record)


@pytest.mark.parametrize(
    ("purposes", "error"),
    [(["score"], None), (["review", "score"], None), (["answer", "search"], LicencePurpose)],
)
def test_purposes(
    pinned: Branch,
    licensed: Callable[..., ModelRecord],
    purposes: list[str],
    error: type[ApplianceError] | None,
) -> None:
    record = licensed(purposes=purposes)
    if error is None:
        score(pinned, record)
        return
    with pytest.raises(error):
        score(pinned, record)


def test_a_branch_that_is_changed_in_the_settings_afterwards(
    pinned: Branch, office: Office, tmp_path: Path
) -> None:
    west = Branch(pinned.vault, pinned.clock, branch="west")
    folder = tmp_path / "credit"
    shutil.copytree(CREDIT, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__", "*.md"))
    path = office.pack(tmp_path, to=pinned.address, source=folder, terms={"branches": ["west"]})
    west.take(path)
    record = west.models.show("credit-default")
    score(west, record)
    west.engines.close()
    with pytest.raises(LicenceBranch):
        score(pinned, record)


def test_revocation_stops_a_model_that_is_at_work(
    pinned: Branch, office: Office, licensed: Callable[..., ModelRecord], tmp_path: Path
) -> None:
    record = licensed()
    score(pinned, record)
    assert pinned.engines.loaded()
    pinned.trust.update(as_file(tmp_path, office.list(models=(record.digest,))))
    assert not pinned.engines.loaded()
    with pytest.raises(ModelQuarantined, match="poisoned"):
        score(pinned, record)


def test_a_model_from_a_folder_has_no_limits(here: Branch, tmp_path: Path) -> None:
    folder = tmp_path / "credit"
    shutil.copytree(CREDIT, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    record = here.models.import_folder(folder)
    score(here, record)
    assert "pack" not in here.last_line()
    assert here.last_line()["model"] == record.digest


def test_the_version_in_use_scores_and_not_one_that_was_only_imported(
    pinned: Branch, licensed: Callable[..., ModelRecord], office: Office, tmp_path: Path
) -> None:
    licensed(1)
    pinned.models.activate("credit-default", "1.0.0")
    folder = tmp_path / "newer"
    folder.mkdir()
    shutil.copy(CREDIT / "model.onnx", folder)
    manifest = (CREDIT / "manifest.toml").read_text("utf-8")
    (folder / "manifest.toml").write_text(manifest.replace('"1.0.0"', '"1.0.1"', 1), "utf-8")
    pinned.take(office.pack(tmp_path, to=pinned.address, source=folder, sequence=2))
    assert pinned.models.show("credit-default").manifest.version == "1.0.1"
    assert desk(pinned).model("credit-default").manifest.version == "1.0.0"
    pinned.models.activate("credit-default", "1.0.1")
    assert desk(pinned).model("credit-default").manifest.version == "1.0.1"
    pinned.models.roll_back("credit-default", "1.0.0", because="it ranks wrongly")
    assert desk(pinned).model("credit-default").manifest.version == "1.0.0"
