from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from appliance.audit.events import Event
from appliance.errors import BadInput
from appliance.packs.trust_clock import TrustClock
from tests.unit.packs.publishing import NOON, as_file

if TYPE_CHECKING:
    from pathlib import Path

    from tests.unit.packs.branch import Branch
    from tests.unit.packs.publishing import MovableClock, Office


def test_time_is_the_machines_until_it_goes_back(here: Branch, moving: MovableClock) -> None:
    clock = here.custody.trust.time
    assert clock.now() == NOON
    moving.at = NOON + timedelta(days=2)
    assert clock.now() == moving.at
    moving.at = NOON
    assert clock.now() == NOON + timedelta(days=2)
    assert clock.behind()


def test_a_correction_of_minutes_is_no_alarm(here: Branch, moving: MovableClock) -> None:
    clock = here.custody.trust.time
    clock.raise_to(NOON)
    moving.at = NOON - timedelta(minutes=9)
    assert not clock.behind()
    assert clock.now() == NOON


def test_the_audit_chain_remembers_times(here: Branch, moving: MovableClock) -> None:
    """Lines count even if nobody asked for the time while the clock was ahead."""
    moving.at = NOON + timedelta(days=9)
    with here.vault.transaction():
        here.audit.append(Event.SEARCHED, "a case")
    moving.at = NOON
    assert TrustClock(here.vault, moving).now() == NOON + timedelta(days=9)


def test_signed_documents_lift_the_clock(
    pinned: Branch, office: Office, tmp_path: Path, moving: MovableClock
) -> None:
    """A machine with an empty battery begins in the past; a document made later proves more."""
    moving.at = datetime(2021, 1, 1, tzinfo=UTC)
    pinned.trust.update(as_file(tmp_path, office.list(created="2026-03-01T00:00:00Z")))
    assert pinned.custody.trust.time.now() == datetime(2026, 3, 1, tzinfo=UTC)


def test_a_clock_that_once_ran_ahead_can_be_forgiven(
    pinned: Branch, office: Office, tmp_path: Path, moving: MovableClock
) -> None:
    moving.at = datetime(2090, 1, 1, tzinfo=UTC)
    path = as_file(tmp_path, office.list())
    pinned.trust.update(path)
    moving.at = NOON
    assert pinned.trust.show().root_expired
    with pytest.raises(BadInput):
        pinned.trust.start_clock_again("  ")
    view = pinned.trust.start_clock_again("the battery was changed")
    assert not view.root_expired
    assert not view.clock_behind
    entry = [one for one in pinned.audit.entries() if one.event is Event.TRUST_CHANGED][-1]
    assert entry.details["because"] == "the battery was changed"
