"""What is due when: the pure rule, and the rule applied to real cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.documents.records import RetentionPolicy
from appliance.documents.retention import MOST_DAYS, Retention, due
from appliance.documents.store import DocumentStore
from appliance.errors import BadInput, VaultDamaged
from appliance.vault.case_records import CaseRow

if TYPE_CHECKING:
    from appliance.vault.store import Vault

NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)


def at(days: float) -> str:
    return (NOON + timedelta(days=days)).isoformat(timespec="milliseconds")


CASE = CaseRow(1, "a" * 32, "", True, 1, at(0), at(10), None, None, 2, 5, 0, 1, 0)


@pytest.mark.parametrize(
    ("case", "policy", "days", "expected"),
    [
        (CASE, RetentionPolicy(), 99_999, ""),
        (CASE, RetentionPolicy(after_use_days=30), 39.9, ""),
        (CASE, RetentionPolicy(after_use_days=30), 40, "not used for 30 days"),
        (CASE, RetentionPolicy(after_closing_days=30), 99_999, ""),
        (replace(CASE, closed_at=at(50)), RetentionPolicy(after_closing_days=30), 79.9, ""),
        (
            replace(CASE, closed_at=at(50)),
            RetentionPolicy(after_closing_days=30),
            80,
            "closed for 30 days",
        ),
        (replace(CASE, closed_at=at(50)), RetentionPolicy(99, 1), 51, "closed for 1 days"),
        (replace(CASE, held_at=at(1)), RetentionPolicy(1, 1), 99_999, ""),
    ],
)
def test_the_rule(case: CaseRow, policy: RetentionPolicy, days: float, expected: str) -> None:
    found = due([case], policy, NOON + timedelta(days=days))
    assert [one.why for one in found] == ([f"retention rule: {expected}"] if expected else [])


@given(st.integers(0, MOST_DAYS), st.integers(0, MOST_DAYS), st.floats(-9e4, 9e4))
def test_a_clock_put_back_never_makes_more_due(use: int, closing: int, days: float) -> None:
    policy = RetentionPolicy(use, closing)
    case = replace(CASE, closed_at=at(20))
    now = NOON + timedelta(days=days)
    if not due([case], policy, now):
        assert not due([case], policy, now - timedelta(days=1))


def test_an_impossible_time_is_damage() -> None:
    for time in ("yesterday", "9999-12-31T00:00:00.000+00:00", "2026-01-01"):
        with pytest.raises(VaultDamaged):
            due([replace(CASE, last_used_at=time)], RetentionPolicy(3000), NOON)


class Days:
    """A clock that is moved by hand."""

    def __init__(self) -> None:
        self.days = 0.0

    def now(self) -> datetime:
        return NOON + timedelta(days=self.days)

    def monotonic(self) -> float:
        return 0.0


@pytest.mark.parametrize(("use", "closing"), [(-1, 0), (0, -1), (MOST_DAYS + 1, 0)])
def test_days_that_cannot_be(vault: Vault, use: int, closing: int) -> None:
    with pytest.raises(BadInput):
        Retention(vault, Days()).set_policy(RetentionPolicy(use, closing))
    assert Retention(vault, Days()).policy() == RetentionPolicy()


@pytest.mark.parametrize("text", ["[]", "no text", '{"a":' * 10_000])
def test_a_policy_that_cannot_be_read_is_named(vault: Vault, text: str) -> None:
    retention = Retention(vault, Days())
    retention.set_policy(RetentionPolicy(after_use_days=30))
    with vault.transaction() as connection:
        connection.execute("UPDATE meta SET value = ? WHERE key = 'retention'", (text,))
    with pytest.raises(VaultDamaged, match="policy cannot be read"):
        retention.policy()


def test_only_what_is_due_is_deleted_and_says_why(vault: Vault) -> None:
    clock = Days()
    store, retention = DocumentStore(vault, clock), Retention(vault, clock)
    old, used, held = (store.new_case(name) for name in ("old", "used", "held"))
    store.take_in(old.id, "a.txt", "a" * 64, b"x")
    store.hold_case(held.id, "court")
    retention.set_policy(RetentionPolicy(after_use_days=30))
    clock.days = 20
    store.used(used.id)
    clock.days = 31
    (one,) = retention.due()
    assert (one.ref, one.documents) == (old.ref, 1)
    certificate = retention.apply(one)
    assert certificate is not None
    assert (certificate.ref, certificate.documents) == (old.ref, 1)
    assert certificate.reason == "retention rule: not used for 30 days"
    assert certificate.deleted_at == at(31)
    assert [case.name for case in store.cases()] == ["held", "used"]
    assert retention.apply(one) is None, "it was deleted already"


def test_what_is_used_or_held_meanwhile_stays(vault: Vault) -> None:
    clock = Days()
    store, retention = DocumentStore(vault, clock), Retention(vault, clock)
    one, two = store.new_case("one"), store.new_case("two")
    retention.set_policy(RetentionPolicy(after_use_days=30))
    clock.days = 40
    waiting = retention.due()
    assert len(waiting) == 2
    store.used(one.id)
    store.hold_case(two.id, "court")
    assert [retention.apply(case) for case in waiting] == [None, None]
    assert len(store.cases()) == 2


def test_a_case_used_while_the_clock_was_wrong_is_not_deleted_early(vault: Vault) -> None:
    clock = Days()
    store, retention = DocumentStore(vault, clock), Retention(vault, clock)
    clock.days = 1000
    store.new_case("before")
    clock.days = 0  # set back, and forward again
    made = store.new_case("while it was wrong")
    clock.days = 1001
    retention.set_policy(RetentionPolicy(after_use_days=30))
    assert retention.due() == ()
    assert store.case_by_id(made.id).last_used_at == at(1000)
