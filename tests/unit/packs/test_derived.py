"""Tuning and derived models in a real vault; only the measuring itself is played."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING, NamedTuple

import pytest
from msgspec import structs

from appliance.app import tuning as desk_module
from appliance.app.door import Action
from appliance.app.profiles import ProfileStore
from appliance.app.tuning import TuningDesk
from appliance.engine.tuning.child import finish_memory, writable_memory
from appliance.engine.tuning.picture import svg
from appliance.engine.tuning.profile import Tuned
from appliance.engine.tuning.records import Chosen, Figure, Quality
from appliance.engine.tuning.weights import DerivedWeights
from appliance.errors import (
    BadInput,
    Cancelled,
    DiskFull,
    LicencePurpose,
    LicenceRunsUsed,
    ManifestInvalid,
    ModelQuarantined,
    ModelUnknown,
)
from appliance.packs import manifest as manifests
from appliance.packs.derived import derivation
from appliance.packs.manifest import check_published
from appliance.settings import Settings
from tests.unit.packs.publishing import as_file
from tests.unit.packs.test_registry import pack

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.jobs import Job
    from appliance.packs.records import ModelRecord
    from appliance.packs.registry import WeightsSource
    from tests.unit.packs.branch import Branch
    from tests.unit.packs.publishing import Office

SETTINGS = Chosen(1, 2, False, 256, "f16")
QUALITY = Quality(900, 20.0, 20.1, 0.006, 0.1, 0.96, 8, 2, 3)


def figure(**changes: object) -> Figure:
    usual = Figure("weights", "Q8_0", 512, 300.0, 80.0, False, True, 1.7, "fastest that is allowed")
    return structs.replace(usual, **changes)


FIGURES = (
    figure(value="Q4_1", default=True, chosen=False, prefill_rate=170.0, gain=1.0, verdict="slow"),
    figure(quality=QUALITY),
    figure(value="Q4_0", chosen=False, verdict="changes too much: divergence 0.3, allowed 0.03"),
    figure(group="decode_threads", value="2"),
)


class Bench(NamedTuple):
    """A branch with a desk, and what the played measuring will say."""

    branch: Branch
    desk: TuningDesk
    profiles: ProfileStore
    answers: list[bytes | Exception | None]


@pytest.fixture
def bench(here: Branch, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Bench:
    profiles = ProfileStore(here.vault, tmp_path)
    desk = TuningDesk(
        here.door,
        here.registry,
        here.engines,
        here.uses,
        profiles,
        Settings(threads=1),
        here.clock,
    )
    answers: list[bytes | Exception | None] = []

    def play(source: WeightsSource, _subject: object, *, requantize: bool, job: Job) -> Tuned:
        for descriptor in source().values():
            os.close(descriptor)
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        derived = None
        if answer is not None and requantize:
            made = writable_memory("made", len(answer))
            os.pwrite(made, answer, 0)
            finish_memory(made, len(answer))
            derived = DerivedWeights(made, len(answer), "Q8_0", QUALITY)
        job.check()
        return Tuned(SETTINGS, FIGURES, ("a fact.",), "llama.cpp 1, cpu-x", derived, 12.0)

    monkeypatch.setattr(desk_module, "tune", play)
    return Bench(here, desk, profiles, answers)


def talker(bench: Bench, folder: Path) -> ModelRecord:
    source = pack(folder / "talker", name="talker", kind="language", weights=b"parent" * 1000)
    return bench.branch.models.import_folder(source)


def content(bench: Bench, record: ModelRecord) -> bytes:
    (descriptor,) = bench.branch.registry.open_components(record).values()
    with os.fdopen(descriptor, "rb") as file:
        return file.read()


def test_better_weights_become_a_model_that_names_its_parent(bench: Bench, tmp_path: Path) -> None:
    parent = talker(bench, tmp_path)
    bench.answers.append(b"derived" * 500)
    profile = bench.desk.tune()
    made = bench.branch.registry.active("language")
    assert profile.model == made.digest
    assert profile.measured == parent.digest
    recipe = derivation(made)
    assert recipe is not None
    assert (recipe.parent, recipe.weights) == (parent.digest, "Q8_0")
    assert (recipe.engine, recipe.mean_kl) == ("llama.cpp 1, cpu-x", 0.006)
    assert made.manifest.licence == parent.manifest.licence
    assert content(bench, made) == b"derived" * 500
    line = bench.branch.last_line()
    assert (line["event"], line["outcome"]) == ("model tuned", "done")
    derived = bench.branch.audit.entries()[-2]
    assert derived.event.value == "model derived"
    assert (derived.details["model"], derived.details["parent"]) == (made.digest, parent.digest)


def test_a_model_from_outside_keeps_the_digest_that_it_always_had(
    bench: Bench, tmp_path: Path
) -> None:
    parent = talker(bench, tmp_path)
    assert b"derived" not in manifests.canonical(parent.manifest)
    assert derivation(parent) is None


def test_nobody_outside_can_claim_to_be_derived(bench: Bench, tmp_path: Path) -> None:
    talker(bench, tmp_path)
    bench.answers.append(b"derived")
    bench.desk.tune()
    made = bench.branch.registry.active("language")
    with pytest.raises(ManifestInvalid, match="only an appliance"):
        check_published(made.manifest)
    folder = tmp_path / "claims"
    shutil.copytree(tmp_path / "talker", folder)
    text = (folder / "manifest.toml").read_text("utf-8")
    recipe = derivation(made)
    assert recipe is not None
    table = "\n".join(
        f'{name} = "{value}"' if isinstance(value, str) else f"{name} = {value}"
        for name, value in structs.asdict(recipe).items()
    )
    (folder / "manifest.toml").write_text(f"{text}\n[derived]\n{table}\n", "utf-8")
    with pytest.raises(ManifestInvalid, match="only an appliance"):
        bench.branch.models.import_folder(folder)


def test_tuning_again_replaces_what_was_derived_before(bench: Bench, tmp_path: Path) -> None:
    parent = talker(bench, tmp_path)
    for content_ in (b"first", b"second"):
        bench.answers.append(content_)
        bench.desk.tune()
        bench.branch.clock.at = bench.branch.clock.now().replace(hour=13)
    (made,) = bench.branch.registry.derived_from(parent.digest)
    assert content(bench, made) == b"second"
    assert made.active
    assert len(list(bench.branch.vault.models_folder.iterdir())) == 2


def test_undo_gives_the_publishers_model_back(bench: Bench, tmp_path: Path) -> None:
    parent = talker(bench, tmp_path)
    bench.answers.append(b"derived")
    profile = bench.desk.tune()
    again = bench.desk.undo()
    assert (again.digest, again.active) == (parent.digest, True)
    assert bench.branch.registry.derived_from(parent.digest) == ()
    assert bench.profiles.get(profile.model) is None
    assert [path.name for path in bench.branch.vault.models_folder.iterdir()] == [parent.digest]
    with pytest.raises(BadInput, match="was not tuned"):
        bench.desk.undo()


def test_settings_of_the_profile_are_used_when_the_model_is_loaded(
    bench: Bench, tmp_path: Path
) -> None:
    parent = talker(bench, tmp_path)
    assert bench.profiles.settings_for(parent, default_threads=3).prefill_threads == 3
    bench.answers.append(None)
    bench.desk.tune()
    run = bench.profiles.settings_for(parent, default_threads=3)
    assert (run.prefill_threads, run.decode_threads) == (1, 2)
    assert (run.flash_attention, run.step_tokens, run.kv_type) == (False, 256, "f16")
    assert bench.desk.show()[1:] == (bench.profiles.get(parent.digest), "")


def test_a_profile_of_another_engine_is_ignored_with_a_remark(
    bench: Bench, tmp_path: Path, expected_log: list[str]
) -> None:
    expected_log.append("the engine changed")
    parent = talker(bench, tmp_path)
    bench.answers.append(None)
    bench.desk.tune()
    other = tmp_path / "other-engine"
    other.mkdir()
    (other / "libllama.so").write_bytes(b"of another build")
    elsewhere = ProfileStore(bench.branch.vault, other)
    assert elsewhere.get(parent.digest) is None
    assert "the engine changed" in elsewhere.remark(parent.digest)
    run = elsewhere.settings_for(parent, default_threads=3)
    assert (run.prefill_threads, run.step_tokens) == (3, 512)


def test_a_damaged_profile_is_not_used(
    bench: Bench, tmp_path: Path, expected_log: list[str]
) -> None:
    expected_log.append("cannot be read and is not used")
    parent = talker(bench, tmp_path)
    bench.answers.append(None)
    bench.desk.tune()
    with bench.branch.vault.transaction() as connection:
        connection.execute("UPDATE meta SET value = '{}' WHERE key LIKE 'machine_profile:%'")
    assert bench.profiles.get(parent.digest) is None


def test_licence_and_revocation_of_the_parent_hold_for_what_was_made_of_it(
    bench: Bench, pinned: Branch, office: Office, tmp_path: Path
) -> None:
    branch = pinned
    path = office.pack(
        tmp_path,
        to=branch.address,
        name="talker",
        kind="language",
        terms={"purposes": ["answer"], "runs": 1},
    )
    branch.take(path)
    bench.answers.append(b"derived")
    parent = branch.registry.get("talker")
    bench.desk.tune()
    made = branch.registry.active("language")
    assert made.origin == parent.origin
    with pytest.raises(LicencePurpose):
        branch.uses.allow(made, "review")
    # The one run that the parent's licence allows is used up by the derived model.
    with branch.door.enter(Action.ASK, "case") as visit:
        branch.uses.claim(visit, made, "answer")
    line = branch.last_line()
    assert (line["model"], line["parent"]) == (made.digest, parent.digest)
    with pytest.raises(LicenceRunsUsed), branch.door.enter(Action.ASK, "case") as visit:
        branch.uses.claim(visit, parent, "answer")
    branch.trust.update(as_file(tmp_path, office.list(models=(parent.digest,))))
    assert "poisoned" in branch.registry.by_digest(made.digest).quarantine
    with pytest.raises(ModelQuarantined):
        branch.registry.open_components(made)


def test_a_revoked_derived_model_leaves_its_parent_in_use(
    bench: Bench, pinned: Branch, office: Office, tmp_path: Path
) -> None:
    pinned.take(office.pack(tmp_path, to=pinned.address, name="talker", kind="language"))
    parent = pinned.registry.active("language")
    bench.answers.append(b"derived")
    bench.desk.tune()
    made = bench.branch.registry.active("language")
    bench.branch.trust.update(as_file(tmp_path, office.list(models=(made.digest,))))
    assert bench.branch.registry.by_digest(made.digest).quarantine
    assert not bench.branch.registry.by_digest(parent.digest).quarantine


def test_removing_the_parent_removes_what_was_made_of_it(bench: Bench, tmp_path: Path) -> None:
    talker(bench, tmp_path)
    bench.answers.append(b"derived")
    bench.desk.tune()
    bench.branch.models.remove("talker")
    assert bench.branch.registry.models() == ()
    assert list(bench.branch.vault.models_folder.iterdir()) == []


def test_cancelled_or_without_room_everything_is_as_before(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parent = talker(bench, tmp_path)
    before = bench.branch.traces()
    bench.answers.append(Cancelled())
    with pytest.raises(Cancelled):
        bench.desk.tune()
    assert bench.branch.last_line()["outcome"] == "cancelled"

    full = shutil.disk_usage(tmp_path)._replace(free=0)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: full)
    bench.answers.append(b"derived")
    with pytest.raises(DiskFull):
        bench.desk.tune()
    assert bench.branch.traces() == before
    assert bench.branch.registry.active("language").digest == parent.digest
    assert bench.profiles.get(parent.digest) is None


def test_only_language_models_are_tuned(bench: Bench, tmp_path: Path) -> None:
    with pytest.raises(ModelUnknown):
        bench.desk.tune()
    bench.branch.models.import_folder(pack(tmp_path / "tiny"))
    with pytest.raises(BadInput, match="only language models"):
        bench.desk.tune("tiny")


def test_the_picture_marks_the_chosen_and_has_no_live_parts(bench: Bench, tmp_path: Path) -> None:
    talker(bench, tmp_path)
    bench.answers.append(None)
    profile = bench.desk.tune()
    text = svg(profile, title="A <model> & more")
    assert "A &lt;model&gt; &amp; more" in text
    assert text.count('class="chosen"') == 2
    assert text.count('class="no"') == 1
    assert "<script" not in text
    assert "Weights Q8_0: 300 tokens read/s, chosen." in text
    target = tmp_path / "profile.svg"
    bench.desk.export(profile, target)
    assert target.read_text("utf-8").startswith("<svg")
    assert bench.branch.last_line()["picture"] is True


def test_a_failure_is_recorded(bench: Bench, tmp_path: Path) -> None:
    talker(bench, tmp_path)
    bench.answers.append(ModelUnknown(what="such model"))
    with pytest.raises(ModelUnknown):
        bench.desk.tune()
    assert bench.branch.last_line()["error"] == "P304"
