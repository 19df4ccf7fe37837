"""The checklists desk: the shelf, files in and out, signatures, and trying a list on a case."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from appliance.app.checklist_files import Looked, beside, demand, look_at
from appliance.app.door import Action
from appliance.clock import stamp
from appliance.errors import BadInput, FileExists
from appliance.files import atomic_write, new_file, read_limited
from appliance.jobs import Job
from appliance.review.asking.doubts import StoredDoubts
from appliance.review.checklists import schema, signing
from appliance.review.checklists.checking import problems
from appliance.review.checklists.reading import LIMIT_BYTES, digest, look, refused
from appliance.review.checklists.weakness import on_most_pages, weaknesses
from appliance.review.checklists.writing import to_toml
from appliance.review.checks.deciding import check
from appliance.review.checks.doubted import doubted
from appliance.review.checks.spread import spread
from appliance.review.papers.reading import Draw, read_papers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from appliance.app.door import Door, Visit
    from appliance.clock import Clock
    from appliance.documents.store import DocumentStore
    from appliance.review.checklists.records import Checklist, Item, Problem, Shelved, Signed
    from appliance.review.checklists.shelf import Shelf
    from appliance.review.records import Proposal
    from appliance.vault.store import Vault

SUBJECT = "checklists"
STAGE = "Trying the checklist"


class Tried(NamedTuple):
    """An item tried on a case: what code proposes, None for a statement; a remark, or ""."""

    item: Item
    proposal: Proposal | None
    remark: str = ""


class ChecklistDesk:
    """What a person may do with checklists. Every method raises VaultLocked after the lock."""

    def __init__(
        self,
        door: Door,
        *,
        vault: Vault,
        store: DocumentStore,
        shelf: Shelf,
        signer: Callable[[], str],
        clock: Clock,
        draw: Draw | None = None,
    ) -> None:
        """Make the desk; `signer` names this vault in the files that it signs.

        `draw` shows lines to sign on.
        """
        self._door = door
        self._vault = vault
        self._store = store
        self._shelf = shelf
        self._signer = signer
        self._clock = clock
        self._draw = draw

    # Looking ------------------------------------------------------------------------------------

    def list(self) -> tuple[Shelved, ...]:
        """All checklists by name, the newest version of each first."""
        self._door.check(Action.VIEW_MODELS)
        return self._shelf.all()

    def troubles(self) -> tuple[tuple[str, tuple[Problem, ...]], ...]:
        """What was imported but cannot be used, by its title, and why."""
        self._door.check(Action.VIEW_MODELS)
        return self._shelf.troubles()

    def show(self, name: str, version: str | None = None) -> Shelved:
        """One checklist; without a version the newest in force. Raises: ChecklistUnknown."""
        self._door.check(Action.VIEW_MODELS)
        return self._shelf.get(name, version)

    def content(self, name: str, version: str | None = None) -> str:
        """Its file, letter by letter. Raises: ChecklistUnknown."""
        self._door.check(Action.VIEW_MODELS)
        return self._shelf.copy(name, version).content.decode("utf-8")

    def schema(self) -> dict[str, Any]:
        """The JSON Schema of a checklist's file."""
        self._door.check(Action.VIEW_MODELS)
        return schema.to_schema()

    def look(self, path: Path) -> Looked:
        """What a file holds and all that is wrong with it; nothing is kept.

        A note with a signature beside it (`NAME.toml.sig`) is checked too.
        Raises: FileUnreadable.
        """
        self._door.check(Action.VIEW_MODELS)
        return look_at(path, self._shelf.signer)[0]

    def validate(self, path: Path) -> tuple[Problem, ...]:
        """All that is wrong with a file; () for one to be imported. Raises: FileUnreadable."""
        return self.look(path).problems

    def examine(self, checklist: Checklist) -> tuple[Problem, ...]:
        """All that is wrong with a checklist in the editor."""
        self._door.check(Action.VIEW_MODELS)
        return problems(checklist)

    def weaknesses(self, checklist: Checklist) -> tuple[Problem, ...]:
        """What in a checklist may be met by papers that it does not mean, as warnings."""
        self._door.check(Action.VIEW_MODELS)
        return weaknesses(checklist)

    # Changing -----------------------------------------------------------------------------------

    def import_(self, path: Path, *, key: str = "") -> Shelved:
        """Keep the checklist of a file, with its signature if one lies beside it.

        `key` is the signer's public key in hexadecimal, from another place than the file; then
        only a file that this key signed is taken.
        Raises: ChecklistInvalid (all that is wrong), ChecklistExists, KeyRevoked, FileUnreadable,
            BadInput: it was not signed with that key.
        """
        with self._door.enter(Action.CHANGE_CHECKLISTS, SUBJECT) as visit:
            looked, content, note = look_at(path, self._shelf.signer, revoked=True)
            if looked.checklist is None or looked.problems:
                raise refused(path.name, looked.problems)
            demand(note, key)
            kept = self._shelf.put(content, origin="imported", name=path.name, note=note)
            self._note(visit, kept)
        return kept

    def save(self, checklist: Checklist) -> Shelved:
        """Keep an own checklist. Raises: ChecklistInvalid, ChecklistExists."""
        with self._door.enter(Action.CHANGE_CHECKLISTS, SUBJECT) as visit:
            wrong = problems(checklist)
            if wrong:
                raise refused(checklist.name, wrong)
            kept = self._shelf.put(to_toml(checklist), origin="own", name=checklist.name)
            self._note(visit, kept)
        return kept

    def remove(self, name: str, version: str) -> None:
        """Take an own or imported version off the shelf; reviews keep what they used.

        Raises: ChecklistUnknown: also for what came with the program or in a pack.
        """
        with self._door.enter(Action.CHANGE_CHECKLISTS, SUBJECT, removed=True) as visit:
            self._note(visit, self._shelf.get(name, version))
            self._shelf.remove(name, version)

    # Files --------------------------------------------------------------------------------------

    def export(
        self, name: str, path: Path, version: str | None = None, *, replace: bool = False
    ) -> Shelved:
        """Write a checklist to a file, with the signature that it came with beside it.

        Files of these names are left alone, unless they are to be replaced.

        Raises: ChecklistUnknown, FileExists, DiskFull, FolderReadOnly.
        """
        entrance = self._door.enter(
            Action.EXPORT_CHECKLIST, SUBJECT, whole=False, announce=True, kind="checklist"
        )
        with entrance as visit:
            copy = self._shelf.copy(name, version)
            self._note(visit, copy.shelved)
            if not replace and copy.note and os.path.lexists(beside(path)):
                raise FileExists(name=beside(path).name)
            file = atomic_write if replace else new_file
            with file(path) as out:
                out.write(copy.content)
            if copy.note:
                with file(beside(path)) as out:
                    out.write(copy.note.encode())
            elif replace:
                # A signature of another checklist would say that this one was changed.
                beside(path).unlink(missing_ok=True)
        return copy.shelved

    def sign(self, what: str | Path, path: Path | None = None) -> Signed:
        """Sign a checklist with this vault's own key, to hand it to another branch.

        Args:
            what: a name on the shelf, whose newest version in force is written to `path`; or a
                file, which stays as it is.
            path: the file; the note is written beside it, as `PATH.sig`, over an older one.

        Raises: ChecklistUnknown, ChecklistInvalid, FileExists, FileUnreadable, DiskFull,
            FolderReadOnly, BadInput: a name without a path.
        """
        if isinstance(what, str) and path is None:
            raise BadInput(what="A signature", why="name the file to write the checklist to")
        target = path or Path(what)
        entrance = self._door.enter(
            Action.CHANGE_CHECKLISTS, SUBJECT, whole=False, announce=True, signed=True
        )
        with entrance as visit:
            if isinstance(what, str):
                content = self._shelf.copy(what).content
                with new_file(target) as out:
                    out.write(content)
            else:
                content = read_limited(what, LIMIT_BYTES)
            checklist, wrong = look(content)
            if checklist is None or wrong:
                raise refused(target.name, wrong)
            visit.note(
                checklist=self._door.tag(checklist.name),
                version=checklist.version,
                sha256=digest(content),
            )
            note = signing.sign(
                content,
                checklist.name,
                checklist.version,
                key=self._vault.identity.signing_key(),
                signer=self._signer(),
                at=stamp(self._clock),
            )
            with atomic_write(beside(target)) as out:
                out.write(note)
        signed = self._shelf.signer(content, note.decode())
        assert signed is not None  # noqa: S101 - there is a note
        return signed

    # Trying -------------------------------------------------------------------------------------

    def dry_run(
        self,
        case: str,
        checklist: Checklist,
        job: Job | None = None,
        *,
        documents: Sequence[str] | None = None,
    ) -> tuple[Tried, ...]:
        """What code alone proposes for each item on a case; nothing is kept.

        A statement is read by models when the case is reviewed. A remark says of an item with
        patterns that they stand on most pages of the case.
        Raises: ChecklistInvalid, CaseUnknown, DocumentUnknown, Cancelled.
        """
        job = job or Job()
        entrance = self._door.enter(
            Action.REVIEW, self._store.subject(case), whole=False, announce=True, dry_run=True
        )
        with entrance as visit:
            wrong = problems(checklist)
            if wrong:
                raise refused(checklist.name, wrong)
            visit.note(checklist=self._door.tag(checklist.name), items=len(checklist.items))
            case_id = self._store.case(case).id
            papers = read_papers(self._store, case_id, documents, draw=self._draw)
            today = self._clock.now().date()
            doubts = StoredDoubts(self._store)
            found: list[Tried] = []
            for place, item in enumerate(checklist.items):
                job.tick(STAGE, place, len(checklist.items), unit="items")
                made = check(item, papers, today=today, job=job)
                hits, pages = spread(papers, item.patterns, job)
                remark = on_most_pages(hits, pages)
                found.append(Tried(item, made and doubted(made, doubts), remark))
            job.tick(STAGE, len(found), len(found), unit="items")
        return tuple(found)

    def _note(self, visit: Visit, shelved: Shelved) -> None:
        visit.note(
            checklist=self._door.tag(shelved.checklist.name),
            version=shelved.checklist.version,
            sha256=shelved.sha256,
        )
        if shelved.signed is not None:
            visit.note(signer=shelved.signed.key, trusted=shelved.signed.trusted)
