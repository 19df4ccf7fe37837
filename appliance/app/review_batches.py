"""Reviews of many cases, one after the other, through the night and through power cuts."""

from __future__ import annotations

import logging
import os
import threading
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from msgspec.structs import replace

from appliance.app.door import Action
from appliance.app.reviews import ReviewDesk
from appliance.errors import (
    ApplianceError,
    Cancelled,
    CaseExists,
    CaseUnknown,
    ChecklistUnknown,
    ConsoleNotConfined,
    DiskFailed,
    DiskFull,
    EngineMissing,
    FileUnreadable,
    FolderReadOnly,
    KeyNotHeld,
    NotAllowed,
    NotConfined,
    ReviewUnderWay,
    VaultBusy,
    VaultLocked,
)
from appliance.jobs import Job
from appliance.review.batches.records import BatchFile
from appliance.review.batches.store import About, BatchStore, Wanted
from appliance.review.rows import counts_of
from appliance.review.running.steps import Steps

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from appliance.app.cases import CaseDesk
    from appliance.app.documents import DocumentDesk
    from appliance.app.door import Door
    from appliance.app.review_models import ReviewModels
    from appliance.clock import Clock
    from appliance.documents.store import DocumentStore
    from appliance.review.batches.records import Batch
    from appliance.review.batches.store import Waiting
    from appliance.review.checklists.shelf import Shelf
    from appliance.review.papers.reading import Draw
    from appliance.review.records import Review
    from appliance.review.store import ReviewStore
    from appliance.vault.records import User
    from appliance.vault.store import Vault

SUBJECT = "reviews"
STAGE = "reviewing cases"
# How a document's own state reads in the summary; all others still wait.
_FILE_STATES: dict[str, Literal["read", "failed"]] = {"ready": "read", "failed": "failed"}
# What is wrong with the machine or the person's rights, and so with every case.
_FOR_ALL: tuple[type[Exception], ...] = (
    Cancelled,
    ConsoleNotConfined,
    DiskFailed,
    DiskFull,
    EngineMissing,
    FolderReadOnly,
    KeyNotHeld,
    NotAllowed,
    NotConfined,
    VaultBusy,
    VaultLocked,
)
_log = logging.getLogger(__name__)


class BatchDesk(ReviewDesk):
    """The reviews desk, with reviews of many cases in one run."""

    def __init__(
        self,
        door: Door,
        *,
        vault: Vault,
        store: DocumentStore,
        reviews: ReviewStore,
        shelf: Shelf,
        models: ReviewModels,
        user: Callable[[], User],
        clock: Clock,
        batches: BatchStore,
        cases: CaseDesk,
        documents: DocumentDesk,
        draw: Draw | None = None,
    ) -> None:
        """`cases` and `documents` make cases of folders; the rest is as for `ReviewDesk`."""
        super().__init__(
            door,
            vault=vault,
            store=store,
            reviews=reviews,
            shelf=shelf,
            models=models,
            user=user,
            clock=clock,
            draw=draw,
        )
        self._batches = batches
        self._cases = cases
        self._documents = documents
        self._batch_running = threading.Lock()

    def batch(
        self,
        what: Sequence[str] | Path,
        checklist: str,
        *,
        version: str | None = None,
        job: Job | None = None,
        on_case: Callable[[str, str], None] | None = None,
    ) -> Batch:
        """Review many cases against one checklist.

        What fails with one case, such as that it was deleted or has nothing to read, is written
        down and stops nothing. Ended early, by whatever, it goes on with `resume_batch`.

        Args:
            what: names of cases, or a folder that has a folder of files for each case: such a case
                is made if there is none of that name, and the files are added to it.
            checklist: its name.
            version: None for the newest that is in force.
            job: reports progress over all cases, and may be cancelled.
            on_case: gets each case's name and its state, “done” or “failed”, when that is known.

        Raises: ChecklistUnknown, FileUnreadable (the folder), ReviewUnderWay, NotAllowed,
        Cancelled, and what would fail with every case.
        """
        job = job or Job()
        with self._one_at_a_time(0):
            entrance = self._door.enter(Action.REVIEW, SUBJECT, whole=False, announce=True)
            with entrance as visit:
                shelved = self._shelf.get(checklist, version)
                visit.note(checklist=self._door.tag(checklist), sha256=shelved.sha256)
                about = About(shelved.checklist.version)
                if isinstance(what, Path):
                    about, wanted = self._from_folder(what, about, job)
                else:
                    wanted = [self._named(name) for name in dict.fromkeys(what)]
                number = self._batches.new(checklist, shelved.sha256, about, wanted)
                visit.note(batch=number, cases=len(wanted))
                self._go(number, job, on_case)
        return self._whole(number)

    def resume_batch(
        self,
        number: int,
        job: Job | None = None,
        on_case: Callable[[str, str], None] | None = None,
    ) -> Batch:
        """Go on with a batch that was stopped, and try its failed cases again.

        What is done stays as it is; how a case failed before stays in the summary. A name that was
        no case's when the batch began cannot be tried again.
        Raises: BatchUnknown; as `batch`.
        """
        job = job or Job()
        with self._one_at_a_time(number):
            entrance = self._door.enter(
                Action.REVIEW, SUBJECT, whole=False, announce=True, resumed=True
            )
            with entrance as visit:
                self._shelved(number)
                again = self._batches.try_again(number)
                visit.note(batch=number, cases=len(self._batches.waiting(number)), again=again)
                self._go(number, job, on_case)
        return self._whole(number)

    def batches(self) -> tuple[Batch, ...]:
        """All batches, newest first, with their cases, but without the files of these."""
        self._door.check(Action.VIEW_CASES)
        return self._batches.all()

    def show_batch(self, number: int) -> Batch:
        """One batch with its cases and their files. Raises: BatchUnknown."""
        self._door.check(Action.VIEW_CASES)
        return self._whole(number)

    def _whole(self, number: int) -> Batch:
        batch, refs = self._batches.get(number), self._batches.refs(number)
        cases = tuple(
            replace(one, files=self._files(refs[one.place])) if one.place in refs else one
            for one in batch.cases
        )
        return replace(batch, cases=cases)

    def _files(self, ref: str) -> tuple[BatchFile, ...]:
        """The documents of a case; none of one that was deleted or cannot be opened."""
        try:
            documents = self._store.documents(self._vault.cases.by_ref(ref).id)
        except VaultLocked:
            raise
        except ApplianceError:
            return ()
        return tuple(
            BatchFile(
                one.name,
                _FILE_STATES.get(one.state, "waiting"),
                one.error_code or "",
                one.error_message or "",
            )
            for one in documents
        )

    # Which cases --------------------------------------------------------------------------------

    def _named(self, name: str) -> Wanted:
        try:
            return Wanted(self._store.case(name).ref)
        except CaseUnknown as error:
            return Wanted("", error.code)

    def _from_folder(self, folder: Path, about: About, job: Job) -> tuple[About, list[Wanted]]:
        """A case for each folder in it. Raises: FileUnreadable, NotAllowed."""
        found, loose = _folders(folder)
        wanted: list[Wanted] = []
        for done, name in enumerate(found):
            job.tick("making cases", done, len(found), unit="cases", note=name)
            try:
                self._cases.new(name)
            except CaseExists:
                pass
            except _FOR_ALL:
                raise
            except ApplianceError as error:  # a name that no case can have
                wanted.append(Wanted("", error.code))
                continue
            wanted.append(self._named(name))
        return About(about.version, str(folder.absolute()), loose), wanted

    # Running ------------------------------------------------------------------------------------

    def _shelved(self, number: int) -> _Run:
        """What a batch is run with. Raises: BatchUnknown, ChecklistUnknown, FileUnreadable."""
        name, sha256, about = self._batches.about(number)
        if self._shelf.get(name, about.version).sha256 != sha256:
            raise ChecklistUnknown(name=name, where="as it was when the batch began")
        folders = _folders(Path(about.folder))[0] if about.folder else {}
        return _Run(number, name, about.version, folders)

    def _go(self, number: int, job: Job, on_case: Callable[[str, str], None] | None) -> None:
        run = self._shelved(number)
        waiting = self._batches.waiting(number)
        steps = Steps(job, STAGE, len(waiting))
        for done, one in enumerate(waiting, start=1):
            case = self._name_of(one)
            with steps.step(1.0, f"{done} of {len(waiting)}: {case}") as inner:
                state = self._case(run, one, case, inner)
            if on_case is not None:
                on_case(case or one.ref[:12], state)
        self._batches.end(number)

    def _name_of(self, one: Waiting) -> str:
        """The case's name, or nothing if it was deleted meanwhile."""
        try:
            return self._vault.cases.by_ref(one.ref).name
        except CaseUnknown:
            return ""

    def _case(self, run: _Run, one: Waiting, case: str, job: Job) -> str:
        """Review one case and write down what came of it; gives the state."""
        began_s = self._clock.monotonic()
        code, counts = "", None
        try:
            if not case:
                raise CaseUnknown(name=one.ref)
            counts = counts_of(self._reviewed(run, one, case, job))
        except _FOR_ALL:
            raise
        except ApplianceError as error:
            code = error.code
        except Exception as error:
            # A bug that one case brings about must not cost the night's other cases. Its message
            # may quote a document, so only its kind is noted.
            _log.error("a case of a batch ended with %s", type(error).__name__)
            code = ApplianceError.code
        seconds = round(self._clock.monotonic() - began_s, 3)
        self._batches.done(run.number, one.place, code=code, counts=counts, seconds=seconds)
        return "failed" if code else "done"

    def _reviewed(self, run: _Run, one: Waiting, case: str, job: Job) -> Review:
        if one.review:
            review = self.show(case, one.review)
            return self.resume(case, one.review, job) if review.state == "proposing" else review
        if case in run.folders:
            self._documents.resume(case, job)
            self._documents.add(case, [run.folders[case]], job)
            job.check()  # a cancelled reading is no error of its own
        return self.start(
            case,
            run.checklist,
            version=run.version,
            job=job,
            on_begun=lambda made: self._batches.begun(run.number, one.place, made),
        )

    @contextmanager
    def _one_at_a_time(self, number: int) -> Iterator[None]:
        if not self._batch_running.acquire(blocking=False):
            raise ReviewUnderWay(number=number or "of another batch")
        try:
            yield
        finally:
            self._batch_running.release()


class _Run(NamedTuple):
    """A batch under way; `folders` have the files of a case by its name."""

    number: int
    checklist: str
    version: str
    folders: dict[str, Path]


def _folders(folder: Path) -> tuple[dict[str, Path], int]:
    """Folders in a folder by the names of their cases, and how many files stand beside them.

    Links and hidden ones are left out. Raises: FileUnreadable.
    """
    try:
        with os.scandir(folder) as listing:
            entries = sorted(listing, key=lambda entry: entry.name)
    except OSError as error:
        why = f"the folder cannot be opened ({error.strerror})"
        raise FileUnreadable(name=folder.name, why=why) from error
    shown = [entry for entry in entries if not entry.name.startswith(".")]
    inside = [entry for entry in shown if entry.is_dir(follow_symlinks=False)]
    found = {entry.name.strip(): Path(entry.path) for entry in inside}
    return found, len(shown) - len(inside)
