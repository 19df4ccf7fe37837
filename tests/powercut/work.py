"""Does the plan on a real vault through the program's own doors.

Run under the watched disk (`disk.start`) it makes a vault, writes down every change while it works,
and says in the same log when a step has returned to its caller: from then on it must never be lost.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path

from appliance.crypto import kdf

# Before anything takes its own name for it: a changed passphrase would cost half a second to try.
FAST = kdf.KdfParams(memory_kib=8 * 1024, iterations=1, lanes=1)
kdf.calibrate = lambda target_s=0.5: FAST

from appliance.app.office import Office  # noqa: E402
from appliance.settings import Settings, starter_folder  # noqa: E402
from appliance.vault import database  # noqa: E402
from tests.powercut.disk import Disk  # noqa: E402
from tests.powercut.plan import CHECKLIST, PASSPHRASE, STATE, VAULT, Step, plan, text_of  # noqa: E402
from tests.powercut.replay import keep_inodes  # noqa: E402


class Worker:
    """Does the steps through the program's own doors."""

    def __init__(self, folder: Path, papers: Path) -> None:
        self._folder, self._papers = folder, papers
        self._passphrase = PASSPHRASE
        self._office = self._open()

    def _open(self) -> Office:
        return Office.open(self._folder, self._passphrase, settings=Settings())

    def do(self, step: Step) -> None:
        """One step, until it has returned."""
        office = self._office
        match step.what:
            case "new case":
                office.cases.new(step.case)
            case "add":
                paper = self._papers / step.document
                paper.write_text(text_of(step.document), "utf-8")
                (outcome,) = office.documents.add(step.case, [paper])
                assert outcome.status == "added", outcome
            case "search":
                assert office.searches.find(step.case, "clause due").hits
            case "review":
                assert office.reviews.start(step.case, CHECKLIST.name).state == "open"
            case "forget":
                office.documents.remove(step.case, step.document)
            case "remove case":
                office.cases.remove(step.case)
            case "passphrase":
                office.accounts.change_passphrase(self._passphrase, step.document)
                self._passphrase = step.document
            case "reopen":
                office.lock()
                self._office = self._open()
            case _:
                raise ValueError(step.what)

    def lines(self) -> int:
        """How long the audit log is."""
        return len(self._office._audit.entries(limit=1_000_000))

    def close(self) -> None:
        """Lock."""
        self._office.lock()


def make(folder: Path) -> None:
    """A vault with the model that finds passages, and nothing else."""
    office, _code = Office.create(folder, PASSPHRASE, settings=Settings(), starters=False, kdf=FAST)
    office.models.import_folder(starter_folder() / "all-minilm-l6-v2")
    office.checklists.save(CHECKLIST)
    office.lock()


def record(folder: Path, before: Path, log: Path, papers: Path, *settings: str) -> None:
    """Make a vault in `folder`, keep a copy, then do the plan while the disk is watched.

    Beside the vault lies what this computer remembers of it, on the same disk. `settings` are put
    behind the database's own.
    """
    os.environ["XDG_STATE_HOME"] = str(folder / STATE)
    # Copying from the journal to the database now and then, and not only at the end.
    more = ("wal_autocheckpoint = 24", *settings)
    vars(database)["SETTINGS"] = (*database.SETTINGS, *more)
    make(folder / VAULT)
    shutil.copytree(folder, before)
    keep_inodes(folder, log)
    disk = Disk()
    disk.begin(folder, log)
    worker, lengths = Worker(folder / VAULT, papers), {}
    for number, step in enumerate(plan(), start=1):
        worker.do(step)
        lengths[number] = worker.lines()
        disk.mark(number)
    worker.close()
    log.with_suffix(".lines").write_text(json.dumps(lengths), "ascii")


if __name__ == "__main__":
    vault, before, log, papers, *settings = sys.argv[1:]
    record(Path(vault), Path(before), Path(log), Path(papers), *settings)
