"""What the desk says of the machine when a measuring is there, gone, damaged or of another one."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import msgspec
import pytest

from appliance import settings as places
from appliance.app.office import Office
from appliance.crypto.kdf import KdfParams
from appliance.engine.machine import prediction, processor
from appliance.errors import Cancelled, ModelTooLarge
from appliance.jobs import Job
from appliance.settings import Settings, starter_folder
from tests.unit.engine.test_prediction import Machine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.model
CHEAP = KdfParams(memory_kib=8192, iterations=1, lanes=1)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made, _ = Office.create(
        tmp_path / "vault", "a passphrase", settings=Settings(threads=1), starters=False, kdf=CHEAP
    )
    made.models.import_folder(starter_folder() / "smollm2-135m-instruct")
    yield made
    with suppress(Exception):
        made.lock()


def keep(**changes: object) -> None:
    """As if this machine had been measured; the starter's types are Q4_1 and Q8_0."""
    found = Machine().calibration("Q8_0")
    paces = [*found.paces]
    for kind in ("Q4_1", "Q6_K", "Q5_1", "F16"):
        paces += [msgspec.structs.replace(one, type=kind) for one in found.paces[:2]]
    found = msgspec.structs.replace(
        found,
        fingerprint=processor.fingerprint(places.engine_folder()),
        measured_at="2026-01-02T00:00:00.000+00:00",
        paces=tuple(paces),
        **changes,
    )
    path = places.machine_folder() / "speed.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(msgspec.json.encode(found))


def test_without_a_measuring_nothing_is_predicted(office: Office) -> None:
    report = office.machine.report()
    (model,) = report.models
    assert (model.unknown, model.prefill_rate, model.page_s) == ("not_measured", None, None)
    assert report.measured_at == report.outdated == ""
    assert model.memory_bytes > 100 * 10**6
    assert report.budget_bytes > 0
    assert report.facts.threads >= 1


def test_with_one_the_models_are_predicted(office: Office) -> None:
    keep()
    report = office.machine.report()
    (model,) = report.models
    assert report.measured_at.startswith("2026-01-02")
    assert model.unknown == ""
    assert model.decode_rate is not None
    assert model.answer_s == pytest.approx(prediction.ANSWER_TOKENS / model.decode_rate)


def test_what_was_measured_with_other_threads_or_on_another_machine_does_not_count(
    office: Office,
) -> None:
    keep(threads=7)
    report = office.machine.report()
    assert report.outdated == "the number of threads"
    assert report.models[0].unknown == "not_measured"
    keep()
    path = places.machine_folder() / "speed.json"
    path.write_bytes(path.read_bytes().replace(b'"cores":', b'"cores":9'))
    assert office.machine.report().outdated == "the number of cores"


@pytest.mark.parametrize("content", [b"", b"{}", b"[" * 100_000, b'{"paces": 1}', b"\xff\xfe"])
def test_a_damaged_file_counts_as_none(office: Office, content: bytes) -> None:
    keep()
    (places.machine_folder() / "speed.json").write_bytes(content)
    report = office.machine.report()
    assert (report.measured_at, report.outdated) == ("", "")


def test_a_budget_that_is_too_small_is_said(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    memory = office._engines._memory
    monkeypatch.setattr(memory, "_settings", Settings(model_memory_bytes=10**6))
    assert office.machine.report().models[0].fits == "never"
    with pytest.raises(ModelTooLarge):
        office.machine.measure()
    assert not (places.machine_folder() / "speed.json").exists()


def test_measuring_can_be_stopped_and_leaves_a_line_and_no_room_taken(office: Office) -> None:
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        office.machine.measure(job)
    newest = max(office._audit.entries(), key=lambda entry: entry.seq)
    assert (newest.event, newest.details["outcome"]) == ("machine measured", "cancelled")
    assert office._engines._residency.residents() == ()
