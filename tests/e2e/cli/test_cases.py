"""Closing, holding, keeping and deleting cases through the real command, without any model."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Command


@pytest.fixture
def empty(fresh: Command) -> Command:
    fresh("init", "--no-starters", "--json")
    return fresh


def test_a_held_case_stays_and_a_deleted_one_is_certified(empty: Command, tmp_path: Path) -> None:
    ref = empty("case", "new", "Miller", "--json").json["ref"]
    held = empty("case", "hold", "Miller", "--reason", "court order 7", "--json").json
    assert held["held_at"]
    assert empty("case", "show", "Miller", "--json").json["hold_reason"] == "court order 7"
    assert "court order 7" in empty("case", "show", "Miller").out
    refused = empty("case", "remove", "Miller", "--yes", "--json", code=122).json
    assert refused["error"]["code"] == "A607"
    assert ref[:12] in refused["error"]["message"]
    empty("case", "release", "Miller")
    assert empty("case", "close", "Miller", "--json").json["closed_at"]
    assert empty("case", "reopen", "Miller", "--json").json["closed_at"] is None
    certificate = tmp_path / "certificate.json"
    said = empty("case", "remove", "Miller", "--yes", "--certificate", certificate).out
    written = json.loads(certificate.read_text("utf-8"))
    assert (written["ref"], written["reason"]) == (ref, "by a person")
    assert ref in said
    assert written["files_sha256"] in said
    assert "Miller" not in certificate.read_text("utf-8")
    assert empty("case", "list", "--json").json == []
    assert list((empty.vault / "cases").iterdir()) == []


def test_a_certificate_never_replaces_a_file(empty: Command, tmp_path: Path) -> None:
    empty("case", "new", "Miller")
    mine = tmp_path / "mine.txt"
    mine.write_text("mine")
    ended = empty("case", "remove", "Miller", "--yes", "--json", "--certificate", mine, code=18)
    assert ended.json["error"]["code"] == "G108"
    assert mine.read_text() == "mine"
    assert len(empty("case", "list", "--json").json) == 1


def test_retention(empty: Command) -> None:
    empty("case", "new", "Miller")
    assert empty("retention", "show", "--json").json == {
        "after_use_days": 0,
        "after_closing_days": 0,
    }
    empty("retention", "set", "--after-use", "30", "--json")
    policy = empty("retention", "set", "--after-closing", "3650", "--json").json
    assert policy == {"after_use_days": 30, "after_closing_days": 3650}
    assert "30 days after its last use" in empty("retention", "show").out
    refused = empty("retention", "set", "--after-use", "-1", "--json", code=11).json
    assert refused["error"]["code"] == "G101"
    assert empty("retention", "apply", "--dry-run", "--json").json == {"due": []}
    assert empty("retention", "apply", "--yes", "--json").json == {"deleted": []}
    assert "No case is due" in empty("retention", "apply").out
