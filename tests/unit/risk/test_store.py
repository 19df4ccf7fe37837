from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import msgspec
import pytest

from appliance.clock import stamp
from appliance.crypto.kdf import KdfParams
from appliance.errors import Cancelled, CaseUnknown, VaultDamaged, VaultLocked
from appliance.jobs import Job
from appliance.risk.scoring import score_rows
from appliance.risk.store import ScoreStore
from appliance.vault.deletion import delete_case
from appliance.vault.store import Vault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from appliance.packs.records import ModelRecord
    from appliance.risk.table import ScoreTable
    from tests.unit.risk.conftest import InProcessEngine


class FixedClock:
    def now(self) -> datetime:
        return datetime(2026, 1, 2, 12, 0, 0, tzinfo=UTC)

    def monotonic(self) -> float:
        return 0.0


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    cheap = KdfParams(memory_kib=8 * 1024, iterations=1, lanes=1)
    made, _code = Vault.create(
        tmp_path / "vault", "a long enough passphrase", clock=FixedClock(), kdf=cheap
    )
    for name in ("Miller", "Wu"):
        made.cases.new(name, now=stamp(FixedClock()))
    yield made
    made.lock()


@pytest.fixture
def scores(engine: InProcessEngine, record: ModelRecord) -> ScoreTable:
    rows = [(20_000, 3, 2, 2, 2, 2, 0, 0, 0, 0), (9_000_000, 0, 0, 0, 0, 0, 9e6, 0, 0, 0)]
    return score_rows(engine, record, rows, row_ids=["a", None])


def test_a_kept_score_comes_back_unchanged(vault: Vault, scores: ScoreTable) -> None:
    store = ScoreStore(vault, FixedClock())
    numbers = store.add_all(scores, case_id=1)
    kept = store.history(1)
    assert [one.scored_at for one in kept] == ["2026-01-02T12:00:00.000+00:00"] * 2
    assert [one.row_id for one in kept] == ["a", None]
    assert tuple(one.id for one in kept) == numbers
    assert kept[1].warnings
    for one, score in zip(kept, scores, strict=True):
        assert msgspec.structs.replace(one, id=None, scored_at=None) == score


def test_each_case_has_its_own_history(vault: Vault, scores: ScoreTable) -> None:
    store = ScoreStore(vault, FixedClock())
    first = store.add(scores[0], case_id=1)
    second = store.add(scores[1], case_id=2)
    loose = store.add(scores[0])
    assert (store.history(1), store.history(2), store.history(None)) == (
        (first,),
        (second,),
        (loose,),
    )


def test_scores_leave_with_their_case(vault: Vault, scores: ScoreTable) -> None:
    store = ScoreStore(vault, FixedClock())
    store.add_all(scores, case_id=1)
    delete_case(vault, 1, reason="by a person", now=stamp(FixedClock()))
    with pytest.raises(CaseUnknown):
        store.history(1)


def test_scores_of_no_case_are_in_a_case_that_nobody_sees(vault: Vault, scores: ScoreTable) -> None:
    store = ScoreStore(vault, FixedClock())
    assert store.history(None) == ()
    store.add(scores[0])
    store.add(scores[1])
    assert len(store.history(None)) == 2
    assert [case.name for case in vault.cases.all()] == ["Wu", "Miller"]
    assert len(list(vault.cases_folder.iterdir())) == 3


def test_all_or_none_are_kept(vault: Vault, scores: ScoreTable) -> None:
    store = ScoreStore(vault, FixedClock())
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        store.add_all(scores, case_id=1, job=job)
    assert store.history(1) == ()


def test_a_row_that_is_no_score_is_a_damaged_vault(vault: Vault) -> None:
    with vault.case(1).transaction() as connection:
        connection.execute("INSERT INTO score VALUES (7, 'now', 'x', '{}')")
    with pytest.raises(VaultDamaged, match="score 7"):
        ScoreStore(vault, FixedClock()).history(1)


def test_nothing_is_kept_or_read_after_the_lock(vault: Vault, scores: ScoreTable) -> None:
    store = ScoreStore(vault, FixedClock())
    vault.lock()
    with pytest.raises(VaultLocked):
        store.history(1)
    with pytest.raises(VaultLocked):
        store.add(scores[0], case_id=1)
