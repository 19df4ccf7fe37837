"""Backups through the real command: round trips, increments, and every way in which one fails."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Command

EXISTS, DAMAGED, BASE_MISSING, NOT_OF_VAULT, NOT_EMPTY, WRONG = 18, 66, 68, 69, 21, 22
MARKER = "9f2c-marker-of-the-backup-test"


def make(command: Command, name: str = "a.cofferbackup", *more: str | Path) -> Path:
    path = command.home / name
    command("backup", "make", path, *more)
    return path


def add_document(command: Command, name: str, text: str) -> None:
    path = command.home / name
    path.write_text(text, "utf-8")
    command("add", "Sample", path)


def test_what_is_restored_is_what_was_there(filled: Command) -> None:
    before = filled("search", "Sample", "insurance premium", "--json").json
    backup = make(filled)
    target = filled.home / "restored"
    filled("backup", "restore", backup, target)
    again = filled("search", "Sample", "insurance premium", "--json", "--vault", target).json
    assert again == before
    filled("audit", "verify", "--vault", target)
    chain = filled("audit", "list", "--because", "after a restore", "--json", "--vault", target)
    assert '"vault restored"' in chain.out
    # Both histories are known to this computer now.
    filled("audit", "verify")
    filled("audit", "verify", "--vault", target)


def test_a_drill_reads_everything_and_leaves_nothing(filled: Command) -> None:
    backup = make(filled)
    found = filled("backup", "verify", backup, "--json").json
    assert found["cases"] == found["cases_checked"] == 1
    assert found["documents_checked"] == 14
    assert not list(filled.home.glob("cofferdam-drill-*"))


def test_only_what_changed_is_written_on_top_of_another(filled: Command) -> None:
    full = make(filled)
    add_document(filled, "note.txt", f"{MARKER} was added later.")
    second = make(filled, "b.cofferbackup", "--base", full)
    add_document(filled, "note2.txt", "And this still later.")
    third = make(filled, "c.cofferbackup", "--base", second)
    assert second.stat().st_size < full.stat().st_size / 5
    target = filled.home / "restored"
    filled("backup", "restore", third, target)
    shown = filled("case", "show", "Sample", "--json", "--vault", target).json
    assert {"note.txt", "note2.txt"} <= {document["name"] for document in shown["documents"]}
    elsewhere = filled.home / "alone"
    elsewhere.mkdir()
    shutil.copy(third, elsewhere)
    missing = filled(
        "backup", "restore", elsewhere / third.name, filled.home / "x", code=BASE_MISSING
    )
    assert "earlier" in missing.err
    assert not (filled.home / "x").exists()


def test_nothing_is_overwritten(filled: Command) -> None:
    backup = make(filled)
    content = backup.read_bytes()
    filled("backup", "make", backup, code=EXISTS)
    assert backup.read_bytes() == content
    filled("backup", "restore", backup, filled.vault, code=NOT_EMPTY)
    filled("case", "show", "Sample")


def test_a_backup_shows_nothing_and_opens_with_the_right_secret_only(filled: Command) -> None:
    add_document(filled, "note.txt", MARKER)
    backup = make(filled)
    content = backup.read_bytes()
    assert MARKER.encode() not in content
    assert b"Sample" not in content
    wrong = filled.home / "wrong.txt"
    wrong.write_text("not this one\n")
    filled("backup", "restore", backup, filled.home / "x", "--passphrase-file", wrong, code=WRONG)
    assert not (filled.home / "x").exists()
    assert filled("backup", "show", backup, "--json").json["base"] is None


@pytest.mark.parametrize("place", [0, 9, 20, 200, 0.3, 0.6, 0.9, -40, -10, -1])
def test_a_changed_byte_is_noticed(made: Command, place: int | float) -> None:
    backup = make(made)
    raw = bytearray(backup.read_bytes())
    at = int(place * len(raw)) if isinstance(place, float) else place
    raw[at] ^= 0x20
    backup.write_bytes(raw)
    ended = made("backup", "restore", backup, made.home / "x", "--json", code=-1)
    assert ended.code not in (0, 70)
    assert json.loads(ended.out)["error"]["code"] in ("V203", "V204", "V221", "V222")
    assert not (made.home / "x" / "header.json").exists()


@pytest.mark.parametrize("kept", [0, 10, 1000, 0.5, 0.99])
def test_a_cut_backup_is_refused(made: Command, kept: int | float) -> None:
    backup = make(made)
    size = backup.stat().st_size
    os.truncate(backup, int(kept * size) if isinstance(kept, float) else kept)
    made("backup", "restore", backup, made.home / "x", code=DAMAGED)
    made("backup", "verify", backup, code=DAMAGED)


def test_something_added_is_refused(made: Command) -> None:
    backup = make(made)
    with backup.open("ab") as file:
        file.write(b"\x00")
    made("backup", "restore", backup, made.home / "x", code=DAMAGED)


def test_after_a_rotation_a_backup_stands_alone_and_the_old_one_still_restores(
    made: Command,
) -> None:
    old = make(made)
    made("rotate")
    made("backup", "make", made.home / "b.cofferbackup", "--base", old, code=NOT_OF_VAULT)
    made("backup", "restore", old, made.home / "restored")
    made("case", "list", "--vault", made.home / "restored")


def test_a_restore_that_was_cut_off_can_be_repeated(made: Command) -> None:
    backup = make(made)
    target = made.home / "x"
    raw = bytearray(backup.read_bytes())
    whole = bytes(raw)
    raw[len(raw) // 2] ^= 1
    backup.write_bytes(raw)
    made("backup", "restore", backup, target, code=DAMAGED)
    backup.write_bytes(whole)
    made("backup", "restore", backup, target)
    made("case", "list", "--vault", target)


def test_a_drill_that_is_told_to_end_leaves_nothing_and_says_so(filled: Command) -> None:
    backup = make(filled)
    drill = subprocess.Popen(
        [sys.executable, "-m", "appliance.cli.main", "backup", "verify", str(backup)],
        env=filled.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while drill.poll() is None and not list(filled.home.glob("cofferdam-drill-*/vault/*")):
        time.sleep(0.002)
    drill.send_signal(signal.SIGTERM)
    assert drill.wait() == 128 + signal.SIGTERM
    assert not list(filled.home.glob("cofferdam-drill-*"))
    chain = filled("audit", "list", "--because", "after the end", "--json").json
    (line,) = [entry for entry in chain if entry["event"] == "backup verified"]
    assert line["details"]["error"] == "interrupted"
