"""Folders for trying out: gone afterwards, and what a kill left goes before the next."""

from __future__ import annotations

import os
import signal
import tempfile
from typing import TYPE_CHECKING

import pytest

from appliance.backup.throwaway import PREFIX, sweep, throwaway
from tests import forked

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def _killed_in_it() -> None:
    with throwaway() as work:
        (work / "vault").mkdir()
        (work / "vault" / "header.json").write_text("of a living customer")
        os.kill(os.getpid(), signal.SIGKILL)


def test_nothing_is_left(temporary: Path) -> None:
    with throwaway() as work:
        (work / "file").write_text("x")
        assert work.parent == temporary
    assert not list(temporary.iterdir())


def test_what_a_kill_left_goes_before_the_next(temporary: Path) -> None:
    assert forked.run(_killed_in_it).killed
    assert list(temporary.rglob("header.json"))
    with throwaway():
        assert not list(temporary.rglob("header.json"))
    assert not list(temporary.iterdir())


def test_what_somebody_still_uses_and_what_is_not_ours_stays(temporary: Path) -> None:
    begun = temporary / f"{PREFIX}begun"  # made, not locked yet
    begun.mkdir()
    other = temporary / "cofferdam"
    other.mkdir()
    link = temporary / f"{PREFIX}link"
    link.symlink_to(other)
    with throwaway() as work:
        (work / "file").write_text("x")
        sweep(temporary)
        assert (work / "file").exists()
    assert begun.exists()
    assert other.exists()
    assert link.is_symlink()
    os.utime(begun, (0, 0))
    sweep(temporary)
    assert not begun.exists()
