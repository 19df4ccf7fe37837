"""What is written beside the vault leaves a line before it begins: a kill hides none of it."""

from __future__ import annotations

import os
import signal
from functools import partial
from typing import TYPE_CHECKING

import pytest

from appliance.app.door import Door
from appliance.app.office import Office
from appliance.audit.events import Event
from appliance.crypto.kdf import KdfParams
from appliance.settings import Settings
from tests import forked

if TYPE_CHECKING:
    from pathlib import Path

PASSPHRASE = "a passphrase"
CHEAP = KdfParams(memory_kib=8192, iterations=1, lanes=1)


def _killed_before_the_last_line(folder: Path, what: str, target: Path) -> None:
    office = Office.open(folder, PASSPHRASE, settings=Settings())
    line = Door._line

    def die(self: Door, *arguments: object) -> None:
        if arguments[-1] == "done":
            os.kill(os.getpid(), signal.SIGKILL)
        line(self, *arguments)  # type: ignore[arg-type]

    Door._line = die  # type: ignore[assignment,method-assign]
    desk, method = what.split(".")
    getattr(getattr(office, desk), method)(target)


@pytest.mark.parametrize(
    ("what", "event"),
    [
        ("backups.make", Event.BACKED_UP),
        ("proof.export", Event.PROOF_EXPORTED),
        ("audit.export", Event.AUDIT_EXPORTED),
    ],
)
def test_a_kill_after_the_writing_hides_nothing(tmp_path: Path, what: str, event: Event) -> None:
    folder, target = tmp_path / "vault", tmp_path / "out"
    made, _ = Office.create(folder, PASSPHRASE, settings=Settings(), starters=False, kdf=CHEAP)
    made.lock()
    ended = forked.run(partial(_killed_before_the_last_line, folder, what, target))
    assert ended.killed
    assert target.exists()
    office = Office.open(folder, PASSPHRASE, settings=Settings())
    lines = [
        entry.details["outcome"]
        for entry in office.audit.entries(because="after the kill")
        if entry.event == event
    ]
    assert lines == ["begun"]
    office.lock()


def test_a_text_of_a_pack_is_announced(tmp_path: Path) -> None:
    made, _ = Office.create(
        tmp_path / "vault", PASSPHRASE, settings=Settings(), starters=False, kdf=CHEAP
    )
    with pytest.raises(Exception, match="P"):
        made.packs.export_item("checklist", "none", tmp_path / "out")
    outcomes = [
        entry.details["outcome"]
        for entry in made.audit.entries(because="looking")
        if entry.event == Event.EXPORTED
    ]
    assert outcomes == ["begun", "failed"]
    made.lock()
