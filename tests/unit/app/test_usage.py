"""The ledger: written with the line of the action, read without the keys of cases."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from appliance.app.door import Action, Door
from appliance.app.energy import NO_COUNTERS, ONLY_ADMINISTRATOR, EnergyShares, Package, read
from appliance.app.metering import Metering
from appliance.app.permissions import permitted
from appliance.app.usage import UsageDesk, UsageTotal, csv_text, totals
from appliance.audit.log import AuditLog
from appliance.errors import BadInput, Cancelled, ModelStopped, NotAllowed
from appliance.packs.records import Component, Manifest, ModelRecord
from appliance.vault import deletion, migrations, usage
from appliance.vault.store import Vault
from appliance.vault.usage import DELETED, UsageRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.clock import Clock
    from appliance.crypto.kdf import KdfParams

MANIFEST = Manifest(
    format=1,
    name="starter",
    version="1",
    kind="language",
    title="Starter",
    licence="MIT",
    origin="here",
    description="",
    quantization="Q4_0",
    components=(Component("model.gguf", 1, "0" * 64),),
)
RECORD = ModelRecord(MANIFEST, "d" * 64, "", True, 1, 1, vouched=False)


class Desk:
    """A vault with a door, a meter and the desk, without models."""

    def __init__(self, vault: Vault, clock: Clock, roles: tuple[str, ...] = ()) -> None:
        self.vault = vault
        self.audit = AuditLog(vault, clock)
        allowed = permitted(roles or vault.user.roles)
        self.door = Door(vault, self.audit, clock, permitted=lambda: allowed)
        self.energy = EnergyShares(lambda: NO_COUNTERS)
        self.metering = Metering(vault, clock, self.energy)
        self.usage = UsageDesk(self.door, vault, self.metering)

    def ask(self, subject: str, *, ending: Exception | None = None, tokens: int = 5) -> None:
        with self.door.enter(Action.ASK, subject, whole=False):
            for _ in range(2):
                with self.metering.measure(RECORD) as spent:
                    spent.prefill_tokens = tokens
                    spent.decode_tokens = 1
            if ending is not None:
                raise ending

    def rows(self) -> tuple[UsageRow, ...]:
        return usage.rows(self.vault.connection())


@pytest.fixture
def desk(vault: Vault, clock: Clock) -> Desk:
    return Desk(vault, clock)


def test_calls_of_one_action_are_one_row_of_its_day_user_case_and_model(desk: Desk) -> None:
    desk.ask("case:0123456789ab")
    desk.ask("case:0123456789ab")
    desk.ask("no case")
    first, second = sorted(desk.rows(), key=lambda row: row.ref, reverse=True)
    assert (first.day, first.user, first.ref) == (
        "2026-01-02",
        desk.vault.user.name,
        "0123456789ab",
    )
    assert (first.model, first.title, first.purpose) == ("d" * 64, "starter 1", "ask")
    assert (first.requests, first.prefill_tokens, first.decode_tokens) == (4, 20, 4)
    assert (second.ref, second.requests) == ("", 2)
    assert first.metered_ms == first.energy_mj == 0


@pytest.mark.parametrize("ending", [ModelStopped(why="x"), Cancelled(), ValueError("a bug")])
def test_work_of_an_action_that_failed_counts_once(desk: Desk, ending: Exception) -> None:
    with pytest.raises(type(ending)):
        desk.ask("no case", ending=ending)
    (row,) = desk.rows()
    assert row.requests == 2


def test_without_the_line_there_is_no_row(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(Exception):
        pass

    def refuse(*_: object, **__: object) -> None:
        raise Broken

    monkeypatch.setattr(desk.audit, "append", refuse)
    with pytest.raises(Broken):
        desk.ask("no case")
    assert desk.rows() == ()


def test_what_belongs_to_no_action_is_not_counted(desk: Desk) -> None:
    with desk.metering.measure(RECORD):
        pass
    desk.ask("no case")
    assert desk.rows()[0].requests == 2


def test_a_deleted_case_leaves_only_the_sums(desk: Desk) -> None:
    vault = desk.vault
    refs = []
    for name in ("Harbour Bakery", "Mill"):
        case = vault.cases.new(name, now="2026-01-02T00:00:00.000+00:00")
        desk.ask(f"case:{case.ref[:12]}")
        refs.append((case.id, case.ref[:12]))
    before = desk.usage.report("model").whole
    for case_id, _ in refs:
        deletion.delete_case(vault, case_id, reason="r", now="2026-01-02T00:00:00.000+00:00")
    (row,) = desk.rows()
    assert (row.ref, row.requests) == (DELETED, 4)
    assert desk.usage.report("model").whole == before


def test_only_administrators_and_auditors_see_it(vault: Vault, clock: Clock) -> None:
    for role in ("administrator", "auditor"):
        Desk(vault, clock, (role,)).usage.report()
    for role in ("officer", "reviewer", "model_owner"):
        with pytest.raises(NotAllowed):
            Desk(vault, clock, (role,)).usage.report()


def test_a_day_that_is_none_is_refused(desk: Desk) -> None:
    desk.ask("no case")
    with pytest.raises(BadInput):
        desk.usage.report(since="yesterday")
    with pytest.raises(BadInput):
        desk.usage.report("colour")
    assert desk.usage.report(since="2026-01-02").whole.requests == 2
    assert desk.usage.report(since="2026-01-03").totals == ()


def test_the_file_is_written_with_a_line_and_holds_no_formula(desk: Desk, tmp_path: Path) -> None:
    desk.ask("no case")
    report = desk.usage.export(tmp_path / "usage.csv", "purpose")
    lines = (tmp_path / "usage.csv").read_text("utf-8-sig").splitlines()
    assert lines[0].startswith("purpose,requests,prefill_tokens")
    assert lines[1].startswith("ask,2,10,0,2,0,0,")
    assert max(desk.audit.entries(), key=lambda entry: entry.seq).event == "usage exported"
    evil = UsageTotal("=1+1")
    text = csv_text(type(report)(report.by, "", (evil,), evil, ""))
    assert text.splitlines()[1].startswith("'=1+1,")


def test_days_are_in_order_and_the_rest_by_work() -> None:
    def row(day: str, user: str, work_ms: int) -> UsageRow:
        return UsageRow(day, user, "", "d", "m", "ask", work_ms=work_ms)

    rows = [row("2026-01-02", "a", 1), row("2026-01-01", "b", 9), row("2026-01-02", "b", 2)]
    assert [one.name for one in totals(rows, "day")] == ["2026-01-01", "2026-01-02"]
    assert [(one.name, one.work_s) for one in totals(rows, "user")] == [("b", 0.011), ("a", 0.001)]


def test_a_vault_from_before_gets_the_ledger(
    tmp_path: Path, clock: Clock, fast: KdfParams, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = migrations.MIGRATIONS
    place = [step.__name__ for step in steps].index("usage_table")
    with monkeypatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", steps[:place])
        old, _ = Vault.create(tmp_path / "old", "a passphrase", clock=clock, kdf=fast)
        names = old.connection().execute("SELECT name FROM sqlite_master").fetchall()
        assert ("usage",) not in names
        old.lock()
    new = Vault.open(tmp_path / "old", "a passphrase", clock=clock)
    try:
        desk = Desk(new, clock)
        desk.ask("no case")
        assert desk.usage.report().whole.requests == 2
    finally:
        new.lock()


# Energy ---------------------------------------------------------------------------------------


def counter(folder: Path, name: str, used_uj: int, range_uj: int = 1000) -> None:
    (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / name / "energy_uj").write_text(f"{used_uj}\n", "ascii")
    (folder / name / "max_energy_range_uj").write_text(f"{range_uj}\n", "ascii")


def test_only_whole_packages_are_read(tmp_path: Path) -> None:
    assert read(tmp_path) == NO_COUNTERS
    counter(tmp_path, "intel-rapl:0", 5)
    counter(tmp_path, "intel-rapl:0:0", 4)
    counter(tmp_path, "intel-rapl:1", 7)
    assert read(tmp_path) == (Package("intel-rapl:0", 5, 1000), Package("intel-rapl:1", 7, 1000))


def test_why_nothing_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    counter(tmp_path, "intel-rapl:0", 5)

    def refuse(*_: object, **__: object) -> str:
        raise PermissionError

    monkeypatch.setattr(Path, "read_text", refuse)
    assert read(tmp_path) == ONLY_ADMINISTRATOR
    assert EnergyShares(lambda: read(tmp_path)).why_not() == ONLY_ADMINISTRATOR


def readings(*used_mj: int) -> Callable[[], tuple[Package, ...]]:
    left = list(used_mj)
    return lambda: (Package("p", left.pop(0) * 1000, 100_000),)


def test_work_at_the_same_time_shares_and_a_counter_may_begin_again() -> None:
    shares = EnergyShares(readings(10, 20, 50, 5))
    first = shares.begin()  # at 10
    second = shares.begin()  # at 20: 10 for the first
    assert shares.end(second) == 15  # at 50: 15 each
    assert shares.end(first) == 10 + 15 + 55  # at 5: from 50 over 100 to 5


def test_where_nothing_can_be_read_the_share_is_unknown() -> None:
    shares = EnergyShares(lambda: NO_COUNTERS)
    assert shares.end(shares.begin()) is None
