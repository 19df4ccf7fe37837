"""The audit commands as an auditor uses them, on a vault without models."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Command


@pytest.fixture
def used(fresh: Command) -> Command:
    fresh("init", "--no-starters")
    fresh("case", "new", "A")
    return fresh


def test_list_show_and_verify(used: Command) -> None:
    assert used("audit", "list", code=2).out == ""
    used("audit", "list", "--because", "x", code=11)
    found = used("audit", "list", "--because", "yearly review", "--json").json
    assert [one["event"] for one in found][:3] == ["vault created", "vault locked", "vault opened"]
    created = [one for one in found if one["event"] == "case created"]
    assert len(created) == 1
    number = str(created[0]["entry"])
    (shown,) = used("audit", "show", number, "--because", "yearly review", "--json").json
    assert shown == created[0]
    viewed = used(
        "audit", "list", "--event", "audit viewed", "--because", "to see who looked", "--json"
    ).json
    assert viewed[0]["details"]["because"] == "yearly review"
    subject = created[0]["subject"]
    about = used("audit", "list", "--object", subject, "--because", "follow it", "--json").json
    assert created[0] in about
    verified = used("audit", "verify", "--json").json
    assert verified["head"] == "fine"
    assert verified["key"].startswith("cofferdam/")
    assert "No entry fits" in used("audit", "list", "--to", "2001", "--because", "none").out
    assert "Genuine" in used("audit", "verify").out


def test_export_and_its_script(used: Command, tmp_path: Path) -> None:
    made = used("audit", "export", tmp_path / "x", "--json").json
    script = tmp_path / "x" / "verify_audit.py"
    good = [sys.executable, "-I", str(script), "--key", made["key"]]
    ended = subprocess.run(good, check=False, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout
    entries = tmp_path / "x" / "entries.jsonl"
    entries.write_bytes(entries.read_bytes().replace(b"case created", b"case removed"))
    ended = subprocess.run(good, check=False, capture_output=True, text=True)
    assert ended.returncode == 10
    used("audit", "export", tmp_path / "x", code=18)


def test_a_rollback_is_seen_by_the_computer_and_by_the_medium(
    used: Command, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    secret = tmp_path / "secret"
    secret.write_text("kept by the auditor\n")
    options = ("--witness-passphrase-file", secret)
    made = used("audit", "witness", "init", stick, *options, "--json").json
    assert made["wrapped"] is True
    used("audit", "witness", "init", stick, "--plain", code=80)
    shutil.copytree(used.vault, tmp_path / "old")
    signed = used("audit", "checkpoint", "--witness", stick, *options, "--json").json
    assert signed["witnesses"] == [made["name"]]
    assert used("audit", "verify", "--witness", stick, "--json").json["witnessed_entries"] > 0

    shutil.rmtree(used.vault)
    shutil.copytree(tmp_path / "old", used.vault)
    ended = used("case", "list", "--json", code=86)
    assert ended.json["error"]["code"] == "A407"
    used("audit", "accept-rollback", "--reason", "", code=11)
    shutil.rmtree(used.home / ".local" / "state")
    ended = used("audit", "verify", "--witness", stick, "--json", code=86)
    assert "medium" in ended.json["error"]["message"]
    used("audit", "accept-rollback", "--reason", "nothing is wrong", code=11)


def test_accepting_a_rollback(used: Command, tmp_path: Path) -> None:
    shutil.copytree(used.vault, tmp_path / "old")
    used("case", "new", "B")
    shutil.rmtree(used.vault)
    shutil.copytree(tmp_path / "old", used.vault)
    used("case", "list", code=86)
    accepted = used("audit", "accept-rollback", "--reason", "restored on purpose", "--json").json
    assert accepted == {"accepted": True}
    used("case", "list")
    assert used("audit", "verify", "--json").json["rollbacks_accepted"]
    used("audit", "accept-rollback", "--reason", "once more", code=11)


def test_a_cut_journal_ends_with_its_own_code(used: Command) -> None:
    (used.vault / "audit.head").write_bytes(bytes(256))
    ended = used("case", "list", "--json", code=80)
    assert ended.json["error"]["code"] == "A408"
