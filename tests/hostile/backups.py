"""Hostile backups: looked at, restored and tried out as a person would, in this process."""

from __future__ import annotations

import copy
import os
import random
import shutil
import tempfile
from functools import partial
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from appliance.app import backups
from appliance.audit.events import Event
from appliance.audit.log import AuditLog
from appliance.backup import archive
from appliance.backup.making import KEY, back_up
from appliance.backup.restoring import Backup
from appliance.crypto.kdf import KdfParams
from appliance.documents.store import DocumentStore
from appliance.errors import ApplianceError
from appliance.jobs import Job
from appliance.vault import header as headers
from appliance.vault.opening import control_subkeys
from appliance.vault.store import Vault
from tests.hostile import backup_mutations
from tests.hostile.backup_mutations import Parts
from tests.hostile.outcomes import Outcome, settle
from tests.hostile.sealed import PASSPHRASE, Clock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from types import TracebackType

    from tests.hostile.damage import Case

_SEGMENT_BYTES = 64 * 1024  # small ones, so that there are several
_FULL, _LATER = "full.cofferbackup", "later.cofferbackup"


class _How(NamedTuple):
    """Which file is hostile, which is restored, and whether it took the keys to make it."""

    changed: str
    restored: str
    with_keys: bool


class BackupRun:
    """A real vault, a full backup of it and one that builds on that; one of the two is hostile."""

    # The opening carries a header, which may ask for as much work as a passphrase of ours may cost.
    limit_s = 120.0

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="cofferdam-hostile-"))
        self._how: dict[bytes, _How] = {}  # by the file's hash
        whole = archive.SEGMENT_BYTES
        archive.SEGMENT_BYTES = _SEGMENT_BYTES
        try:
            self._fill()
        finally:
            archive.SEGMENT_BYTES = whole
        self._good = {name: (self._folder / name).read_bytes() for name in (_FULL, _LATER)}
        self._parts = {name: self._taken_apart(name) for name in self._good}
        self._trees = {name: self._restored(name) for name in self._good}
        self._state = os.environ.get("XDG_STATE_HOME")

    def __enter__(self) -> BackupRun:
        # A restore is remembered on this computer: not on the one of whoever runs this.
        os.environ["XDG_STATE_HOME"] = str(self._folder / "state")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        del os.environ["XDG_STATE_HOME"]
        if self._state is not None:
            os.environ["XDG_STATE_HOME"] = self._state
        shutil.rmtree(self._folder)

    def make(self, chance: random.Random) -> Case:
        """One hostile backup, to be restored itself or to be built on."""
        changed = chance.choice((_FULL, _LATER))
        restored = chance.choice((_FULL, _LATER)) if changed == _FULL else _LATER
        other = _LATER if changed == _FULL else _FULL
        parts = copy.deepcopy(self._parts[changed])
        case, with_keys = backup_mutations.make(parts, self._parts[other], chance)
        self._how[sha256(case.data).digest()] = _How(changed, restored, with_keys)
        return case

    def run(self, cases: Sequence[Case]) -> Iterator[Outcome]:
        """The outcome of each case, in order."""
        for case in cases:
            how = self._how[sha256(case.data).digest()]
            yield settle(partial(self._one, case.data, how))

    def _one(self, data: bytes, how: _How) -> Outcome:
        work = self._folder / "tried"
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir()
        for name, good in self._good.items():
            (work / name).write_bytes(data if name == how.changed else good)
        file, target = work / how.restored, work / "vault"
        before = set(Path(tempfile.gettempdir()).iterdir())
        try:
            backups.look(file)
            # Either way, the first act that a person would do.
            if len(data) % 2:
                backups.drill(file, PASSPHRASE, user=None, key_file=None, job=Job())
            backups.restore(file, target, PASSPHRASE, clock=Clock())
        except ApplianceError:
            if (target / headers.NAME).exists() and not how.with_keys:
                return Outcome("believed", detail="refused, but there is a vault")
            raise
        finally:
            self._nothing_else(work, before)
        return self._outcome(data, how, work)

    def _outcome(self, data: bytes, how: _How, work: Path) -> Outcome:
        if data == self._good[how.changed]:
            return Outcome("same")
        if how.with_keys:  # who has the keys writes the vault that he likes
            return Outcome("accepted")
        if how.changed == how.restored:
            return Outcome("believed", detail="restored from a changed file")
        # What is not used of an earlier backup is not read: nothing else may come of that.
        again = _restored(work / how.restored, work / "again")
        same = again == self._trees[how.restored]
        return Outcome("accepted") if same else Outcome("believed", detail="other content")

    def _nothing_else(self, work: Path, before: set[Path]) -> None:
        allowed = {_FULL, _LATER, "vault"}
        found = {path.name for path in work.iterdir()} - allowed
        found |= {path.name for path in set(Path(tempfile.gettempdir()).iterdir()) - before}
        found |= {path.name for path in self._folder.iterdir()} - {
            "good", "state", "tried", _FULL, _LATER,
        }  # fmt: skip
        if found:
            raise AssertionError(f"written outside the vault, or left behind: {sorted(found)}")

    def _fill(self) -> None:
        fast = KdfParams(memory_kib=8 * 1024, iterations=1, lanes=1)
        vault, _code = Vault.create(self._folder / "good", PASSPHRASE, clock=Clock(), kdf=fast)
        try:
            row = DocumentStore(vault, Clock()).new_case("Sample")
            vault.case(row.id).blobs.put(random.Random(1).randbytes(200_000), binding=b"b")  # noqa: S311
            full = self._folder / _FULL
            back_up(vault, full, clock=Clock(), job=Job())
            log = AuditLog(vault, Clock())
            for number in range(20):
                log.append(Event.ASKED, f"case:{number:08x}", pages=number)
            back_up(vault, self._folder / _LATER, clock=Clock(), job=Job(), base=full)
        finally:
            vault.lock()

    def _taken_apart(self, name: str) -> Parts:
        data = self._good[name]
        with archive.ArchiveReader(self._folder / name) as reader:
            head = headers.decode(reader.opening.header)
            key = control_subkeys(head, PASSPHRASE, (KEY,))[KEY]
            reader.index(key)
            begins = reader._starts
            opening = data[archive._START.size : reader._first]
            sealed = data[begins[-1] : -archive._END.size]
            backup_id, bound = reader.opening.backup_id, reader._bound
            clear = reader._open(sealed, key, archive._binding(backup_id, "index", bound))
        segments = [data[begin:end] for begin, end in pairwise(begins)]
        return Parts(opening, segments, sealed, clear, backup_id, key)

    def _restored(self, name: str) -> dict[str, bytes]:
        with tempfile.TemporaryDirectory(dir=self._folder) as room:
            return _restored(self._folder / name, Path(room) / "vault")


def _restored(file: Path, target: Path) -> dict[str, bytes]:
    """Every file of the vault as it comes out, before it is opened."""
    with Backup(file, PASSPHRASE) as backup:
        backup.restore(target, job=Job())
    files = (path for path in sorted(target.rglob("*")) if path.is_file())
    return {str(path.relative_to(target)): path.read_bytes() for path in files}
