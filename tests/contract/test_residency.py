"""Several real models under one budget: they take turns, and the machine is never in danger."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from appliance import children
from appliance.app.office import Office
from appliance.crypto.kdf import KdfParams
from appliance.engine.records import Message, Prompt, Sampling
from appliance.errors import ModelTooLarge
from appliance.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.app.door import Visit
    from appliance.app.engines import Engines

pytestmark = pytest.mark.model
PASSPHRASE = "a passphrase"
CHEAP = KdfParams(memory_kib=8192, iterations=1, lanes=1)
PROMPT = Prompt((Message("user", "What is the rate?"),), "chatml")
ROWS = 8
MB = 10**6


def made(folder: Path, budget_bytes: int) -> Office:
    settings = Settings(threads=1, model_memory_bytes=budget_bytes)
    office, _ = Office.create(folder / "vault", PASSPHRASE, settings=settings, kdf=CHEAP)
    return office


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    opened = made(tmp_path_factory.mktemp("office"), 0)
    yield opened
    opened.lock()


@pytest.fixture
def visit(office: Office) -> Visit:
    from appliance.app.door import Visit

    return Visit({})


def squeezed(office: Office, budget_bytes: int, monkeypatch: pytest.MonkeyPatch) -> Engines:
    """The engines with another budget, and nothing loaded."""
    engines = office._engines
    for one in engines._registry.models():
        engines.forget(one.digest)
    memory = engines._memory
    monkeypatch.setattr(memory, "_settings", Settings(model_memory_bytes=budget_bytes))
    return engines


def kinds() -> list[str]:
    return sorted(child.spec.kind for child in children.running())


def test_no_model_takes_more_than_was_estimated(
    office: Office, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    engines = squeezed(office, 0, monkeypatch)
    language, language_record = engines.language(visit, "answer")
    embedder, embedding_record = engines.embedding(visit)
    risk_record = engines._registry.active("risk")
    risk = engines.risk(risk_record, visit)
    assert risk_record.manifest.risk is not None
    language.generate(PROMPT, Sampling(4))
    embedder.embed(["a rate " * 200] * 4)
    risk.run(np.zeros((ROWS, len(risk_record.manifest.risk.features)), np.float32))
    assert kinds() == ["embedding", "language", "risk"]
    for lent, record in (
        (language, language_record),
        (embedder, embedding_record),
        (risk, risk_record),
    ):
        loaded = lent.loaded
        assert loaded is not None
        need = engines.need(record)
        assert loaded.memory_bytes < need.memory_bytes
        # A language model may fill its second context and what it keeps of documents later on.
        assert record is language_record or need.memory_bytes < 4 * loaded.memory_bytes


def processor_s() -> float:
    """Processor time of all children so far."""
    tasks = [
        task for child in children.running() for task in Path(f"/proc/{child.pid}/task").iterdir()
    ]
    return sum(int((task / "schedstat").read_text("ascii").split()[0]) for task in tasks) / 1e9


def test_idle_models_use_no_processor_time_and_no_timer_runs(
    office: Office, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    engines = squeezed(office, 0, monkeypatch)
    language, _ = engines.language(visit, "answer")
    embedder, _ = engines.embedding(visit)
    language.generate(PROMPT, Sampling(4))
    embedder.embed(["a rate"])
    time.sleep(0.5)  # what they put away after an answer
    before_s = processor_s()
    time.sleep(2)
    assert processor_s() - before_s < 0.002
    assert not [one for one in threading.enumerate() if isinstance(one, threading.Timer)]


def test_two_that_do_not_fit_together_take_turns(
    office: Office, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    engines = squeezed(office, 0, monkeypatch)
    language, one = engines.language(visit, "answer")
    embedder, other = engines.embedding(visit)
    budget = max(engines.need(one).peak_bytes, engines.need(other).peak_bytes)
    engines = squeezed(office, budget, monkeypatch)
    texts = []
    for _ in range(3):
        texts.append(language.generate(PROMPT, Sampling(4)).text)
        assert kinds() == ["language"]
        assert embedder.loaded is None
        assert embedder.embed(["a rate"]).shape[0] == 1
        assert kinds() == ["embedding"]
    assert len(set(texts)) == 1


def test_one_that_writes_is_not_thrown_out(
    office: Office, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    engines = squeezed(office, 0, monkeypatch)
    language, one = engines.language(visit, "answer")
    embedder, other = engines.embedding(visit)
    budget = max(engines.need(one).peak_bytes, engines.need(other).peak_bytes)
    engines = squeezed(office, budget, monkeypatch)
    writing, seen = threading.Event(), []

    def write() -> None:
        made = language.generate(PROMPT, Sampling(60), on_text=lambda _text: writing.set())
        seen.append((made.finish, kinds()))

    thread = threading.Thread(target=write)
    thread.start()
    assert writing.wait(60)
    embedder.embed(["a rate"])
    thread.join(60)
    assert seen[0][0] in ("stop", "length")
    assert kinds() == ["embedding"]


def test_one_that_never_fits_says_what_to_do_and_starts_no_child(
    office: Office, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    engines = squeezed(office, 1 * MB, monkeypatch)
    language, _ = engines.language(visit, "answer")
    with pytest.raises(ModelTooLarge, match="but models may take 1 MB here"):
        language.generate(PROMPT, Sampling(4))
    assert kinds() == []


def test_a_machine_that_others_filled_counts(
    office: Office, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    engines = squeezed(office, 10**12, monkeypatch)
    language, _ = engines.language(visit, "answer")
    monkeypatch.setattr(engines._memory, "_available", lambda: 300 * MB)
    with pytest.raises(ModelTooLarge):
        language.generate(PROMPT, Sampling(4))
    assert kinds() == []
