"""Permission, audit line and transaction, on a real vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.app.door import EVENTS, OWNER, Action, Door
from appliance.audit.events import Event
from appliance.audit.log import AuditLog
from appliance.clock import SystemClock
from appliance.crypto.kdf import KdfParams
from appliance.errors import Cancelled, CaseUnknown, NotAllowed, VaultLocked
from appliance.vault.store import Vault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CHEAP = KdfParams(memory_kib=8192, iterations=1, lanes=1)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    made, _ = Vault.create(tmp_path / "vault", "a passphrase", clock=SystemClock(), kdf=CHEAP)
    yield made
    made.lock()


@pytest.fixture
def audit(vault: Vault) -> AuditLog:
    return AuditLog(vault, SystemClock())


def door(vault: Vault, audit: AuditLog, permitted: frozenset[Action] = OWNER) -> Door:
    return Door(vault, audit, SystemClock(), permitted=lambda: permitted)


def put(vault: Vault, value: str) -> None:
    with vault.transaction() as connection:
        connection.execute("INSERT INTO meta VALUES ('t', ?)", (value,))


def kept(vault: Vault) -> list[str]:
    rows = vault.connection().execute("SELECT value FROM meta WHERE key = 't'")
    return [value for (value,) in rows]


def test_an_action_and_its_line_are_kept_together(vault: Vault, audit: AuditLog) -> None:
    with door(vault, audit).enter(Action.CREATE_CASE, "Case", pages=3) as visit:
        put(vault, "done")
        visit.note(extra=True)
    (entry,) = audit.entries()
    assert (entry.event, entry.subject) == (Event.CASE_CREATED, "Case")
    assert entry.details == {"pages": 3, "extra": True, "outcome": "done"}
    assert kept(vault) == ["done"]
    assert audit.verify() == 1


def test_a_failed_action_is_undone_and_recorded_with_its_code(
    vault: Vault, audit: AuditLog
) -> None:
    entrance = door(vault, audit)
    with pytest.raises(CaseUnknown), entrance.enter(Action.REMOVE_CASE, "Case"):
        put(vault, "half")
        raise CaseUnknown(name="Case")
    (entry,) = audit.entries()
    assert entry.details == {"outcome": "failed", "error": "A601"}
    assert kept(vault) == []


def test_cancelled_work_is_recorded_as_cancelled(vault: Vault, audit: AuditLog) -> None:
    entrance = door(vault, audit)
    with pytest.raises(Cancelled), entrance.enter(Action.ASK, "Case", whole=False):
        put(vault, "partial result that was committed on its own")
        raise Cancelled
    (entry,) = audit.entries()
    assert entry.details == {"outcome": "cancelled"}
    assert len(kept(vault)) == 1


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize(
    ("raised", "called"),
    [
        (RuntimeError("text of a document"), "bug"),
        (KeyboardInterrupt(), "interrupted"),
        (SystemExit(1), "interrupted"),
    ],
)
def test_what_nobody_expected_is_recorded_too(
    vault: Vault, audit: AuditLog, raised: BaseException, called: str, whole: bool
) -> None:
    entrance = door(vault, audit)
    with (
        pytest.raises(type(raised)) as seen,
        entrance.enter(Action.REMOVE_CASE, "Case", whole=whole, documents=2),
    ):
        put(vault, "half")
        raise raised
    assert seen.value is raised
    (entry,) = audit.entries()
    assert entry.details == {"documents": 2, "outcome": "failed", "error": called}
    assert kept(vault) == ([] if whole else ["half"])
    assert audit.verify() == 1


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("shut", [True, False])
def test_a_vault_locked_meanwhile_does_not_hide_a_bug(
    vault: Vault, audit: AuditLog, whole: bool, shut: bool
) -> None:
    entrance = door(vault, audit)
    with pytest.raises(ZeroDivisionError), entrance.enter(Action.ASK, "Case", whole=whole):
        if shut:
            entrance.shut()
        vault.lock()
        raise ZeroDivisionError
    assert vault.locked


def test_a_bug_in_the_line_itself_is_not_hidden(vault: Vault, audit: AuditLog) -> None:
    entrance = door(vault, audit)
    with (
        pytest.raises(TypeError, match="Encoding objects"),
        entrance.enter(Action.ASK, "Case") as visit,
    ):
        put(vault, "half")
        visit.details["pages"] = object()  # type: ignore[assignment]  # what a bug would do
    assert kept(vault) == []


def test_what_is_not_permitted_does_not_begin(vault: Vault, audit: AuditLog) -> None:
    entrance = door(vault, audit, permitted=frozenset({Action.VIEW_CASES}))
    entrance.check(Action.VIEW_CASES)
    with pytest.raises(NotAllowed) as refused, entrance.enter(Action.ASK, "Case"):
        put(vault, "never")
    assert "ask a question" in refused.value.message
    assert kept(vault) == []
    (entry,) = audit.entries()
    assert (entry.event, entry.subject) == (Event.USER_REFUSED, "Case")
    assert entry.details == {"action": "ask a question", "outcome": "refused"}


def test_looking_that_is_refused_leaves_a_line_but_no_flood(vault: Vault, audit: AuditLog) -> None:
    entrance = door(vault, audit, permitted=frozenset({Action.VIEW_MODELS}))
    for _ in range(20):
        entrance.check(Action.VIEW_MODELS)
        for action in (Action.VIEW_CASES, Action.APPLY_RETENTION):
            with pytest.raises(NotAllowed):
                entrance.check(action)
    assert [entry.details["action"] for entry in audit.entries()] == [
        Action.VIEW_CASES.value,
        Action.APPLY_RETENTION.value,
    ]
    assert {entry.event for entry in audit.entries()} == {Event.USER_REFUSED}


def test_a_minute_later_a_refusal_leaves_another_line(vault: Vault, audit: AuditLog) -> None:
    class Later(SystemClock):
        now_s = 0.0

        def monotonic(self) -> float:
            return self.now_s

    clock = Later()
    entrance = Door(vault, audit, clock, permitted=frozenset)
    for clock.now_s in (0.0, 59.0, 60.0, 119.0, 121.0):
        with pytest.raises(NotAllowed):
            entrance.check(Action.VIEW_CASES)
    assert len(audit.entries()) == 3


def test_nobody_enters_a_shut_door(vault: Vault, audit: AuditLog) -> None:
    entrance = door(vault, audit)
    entrance.shut()
    with pytest.raises(VaultLocked):
        entrance.check(Action.VIEW_CASES)
    with pytest.raises(VaultLocked), entrance.enter(Action.ASK, "Case"):
        put(vault, "never")


def test_activity_is_stamped(vault: Vault, audit: AuditLog) -> None:
    class Time(SystemClock):
        now_s = 0.0

        def monotonic(self) -> float:
            return Time.now_s

    entrance = Door(vault, audit, Time())
    Time.now_s = 50.0
    assert entrance.idle_s == 50.0
    entrance.check(Action.VIEW_CASES)
    assert entrance.idle_s == 0.0


def test_every_action_that_changes_something_has_an_event() -> None:
    looking = {
        Action.VIEW_CASES,
        Action.VIEW_MODELS,
        Action.VIEW_USERS,
        Action.VIEW_USAGE,
    }
    assert set(EVENTS) == set(Action) - looking
    assert len(set(EVENTS.values())) == len(EVENTS)
