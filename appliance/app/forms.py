"""The forms desk: forms of the branch, filling them from a case, deciding fields, exporting."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, get_args

import msgspec

from appliance.app.door import Action
from appliance.assistant.forms import exporting, filling
from appliance.assistant.forms.asking import Unmasked
from appliance.assistant.forms.conflicts import conflicts
from appliance.assistant.forms.deciding import decided
from appliance.assistant.forms.filling import Filler
from appliance.assistant.forms.reading import read_form
from appliance.assistant.forms.records import ExportFormat
from appliance.assistant.forms.schema import to_schema
from appliance.clock import stamp
from appliance.documents.layout import kept
from appliance.errors import BadInput, CaseEmpty, FieldUnknown, ModelUnknown
from appliance.files import atomic_write
from appliance.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path
    from typing import Any

    from appliance.app.covering import Cover
    from appliance.app.door import Door, Visit
    from appliance.app.engines import Engines
    from appliance.assistant.forms.records import Conflict, FieldValue, Fill, Form
    from appliance.assistant.forms.store import FillStore, FormShelf
    from appliance.assistant.ports import Embedder
    from appliance.clock import Clock
    from appliance.documents.records import Box, Document
    from appliance.documents.store import DocumentStore
    from appliance.privacy.prompts import PromptMask

FORMATS: tuple[ExportFormat, ...] = get_args(ExportFormat)


class Hidden(Unmasked):
    """A case's mask for what the model reads and writes of its documents."""

    def __init__(self, mask: PromptMask) -> None:
        self._hiding = mask

    def mask(self, text: str) -> str:
        """The text with tokens in place of identifiers."""
        return self._hiding.mask(text).text

    def unmask(self, text: str) -> str:
        """The text with the identifiers again."""
        return self._hiding.unmask(text)


class FormDesk:
    """What a person may do with forms. Every method raises VaultLocked after the lock."""

    def __init__(
        self,
        door: Door,
        *,
        store: DocumentStore,
        shelf: FormShelf,
        fills: FillStore,
        engines: Engines,
        user: Callable[[], str],
        clock: Clock,
        masks: Callable[[int], PromptMask | None],
        hides_files: Callable[[int], bool],
        cover: Callable[[str], Cover],
    ) -> None:
        """Make the desk; `user` names who decides.

        `masks` hides a case's identifiers from models, if it asks for that, `hides_files` says
        whether it hides them in files, too, and `cover` hides them in what is shown.
        """
        self._door = door
        self._store = store
        self._shelf = shelf
        self._fills = fills
        self._engines = engines
        self._user = user
        self._clock = clock
        self._masks = masks
        self._hides_files = hides_files
        self._cover = cover

    # Forms --------------------------------------------------------------------------------------

    def list(self) -> tuple[Form, ...]:
        """The forms that come with the program, then own ones."""
        self._door.check(Action.VIEW_CASES)
        return self._shelf.all()

    def show(self, name: str) -> Form:
        """The form of that name. Raises: FormUnknown."""
        self._door.check(Action.VIEW_CASES)
        return self._shelf.get(name)

    def schema(self, name: str) -> dict[str, Any]:
        """The form as JSON Schema. Raises: FormUnknown."""
        return to_schema(self.show(name))

    def read(self, path: Path) -> Form:
        """The form of a TOML or JSON file or of a JSON Schema; it is not kept.

        Raises: FormInvalid, FileUnreadable, DocumentTooLarge.
        """
        self._door.check(Action.VIEW_CASES)
        return read_form(path)

    def save(self, form: Form) -> Form:
        """Keep an own form, in place of an own one of the same name. Raises: FormInvalid."""
        with self._door.enter(Action.CHANGE_FORMS, "forms") as visit:
            kept_form = self._shelf.put(form)
            visit.note(form=self._door.tag(form.name), fields=len(form.fields))
        return kept_form

    def remove(self, name: str) -> None:
        """Delete an own form; what was filled with it stays. Raises: FormUnknown."""
        with self._door.enter(Action.CHANGE_FORMS, "forms", removed=True) as visit:
            visit.note(form=self._door.tag(name))
            self._shelf.remove(name)

    # Filling ------------------------------------------------------------------------------------

    def fill(
        self,
        case: str,
        form: str | Sequence[str],
        documents: Sequence[str] | None = None,
        job: Job | None = None,
    ) -> tuple[Fill, ...]:
        """Fill one form or several from documents of a case, by default from all that are ready.

        Each document is kept as soon as it is done; fields that a person decided stay. A document
        that is named is looked through with the model even if the form hardly fits it. Without a
        language model, rules of code fill alone.
        Raises: CaseUnknown, CaseEmpty, DocumentUnknown, FormUnknown, ModelStopped, Cancelled.
        """
        job = job or Job()
        made: list[Fill] = []
        entrance = self._door.enter(
            Action.FILL_FORM, self._store.subject(case), whole=False, announce=True
        )
        with entrance as visit:
            names = [form] if isinstance(form, str) else list(dict.fromkeys(form))
            forms = [self._shelf.get(name) for name in names]
            visit.note(forms=" ".join(self._door.tag(one.name) for one in forms))
            case_id = self._store.case(case).id
            chosen = self._chosen(case, case_id, documents)
            self._store.used(case_id)
            filler = self._filler(visit, case_id)
            for done, document in enumerate(chosen):
                job.tick("filling", done, len(chosen), unit="documents", note=document.name)
                pages = list(self._store.texts(case_id, document.name))
                found = filling.fill(
                    document,
                    forms,
                    pages,
                    layouts=kept.layouts(self._store, document.id),
                    filler=filler,
                    insist=documents is not None,
                    job=job,
                )
                made += [self._fills.add(case_id, one) for one in found]
                visit.note(documents=done + 1)
            job.tick("filling", len(chosen), len(chosen), unit="documents")
            values = [one for fill in made for one in fill.fields]
            visit.note(fields=len(values), found=sum(one.value is not None for one in values))
        return tuple(made)

    def _chosen(
        self, case: str, case_id: int, documents: Sequence[str] | None
    ) -> tuple[Document, ...]:
        ready = [one for one in self._store.documents(case_id) if one.state == "ready"]
        if documents is not None:
            for name in documents:
                self._store.document(case_id, name)
            ready = [one for one in ready if one.name in documents]
        if not ready:
            raise CaseEmpty(name=case)
        return tuple(ready)

    def _filler(self, visit: Visit, case_id: int) -> Filler:
        hiding = self._masks(case_id)
        mask = Unmasked() if hiding is None else Hidden(hiding)
        embedder: Embedder | None = None
        with suppress(ModelUnknown):
            embedder, _ = self._engines.embedding(visit)
        try:
            language, record = self._engines.language(visit, "answer")
        except ModelUnknown:
            return Filler(self._store, self._clock, mask=mask, embedder=embedder)
        traits = record.manifest.language
        assert traits is not None  # noqa: S101 - the manifest reader checked it
        return Filler(
            self._store,
            self._clock,
            language=language,
            language_model=record.manifest.name,
            language_digest=record.digest,
            template=traits.template,
            mask=mask,
            embedder=embedder,
        )

    def fills(self, case: str, form: str | None = None) -> tuple[Fill, ...]:
        """What was filled, of one form or of all, in the order of the documents.

        Raises: CaseUnknown.
        """
        self._door.check(Action.VIEW_CASES)
        return self._fills.all(self._store.case(case).id, form)

    def conflicts(self, case: str, form: str) -> tuple[Conflict, ...]:
        """Fields of the form that documents of the case fill differently. Raises: CaseUnknown."""
        return conflicts(self.fills(case, form))

    def boxes(self, case: str, value: FieldValue) -> tuple[Box, ...]:
        """Where the value stands on its page, one box per line, in points; () if nowhere."""
        self._door.check(Action.VIEW_CASES)
        self._store.case(case)
        return self._boxes(value)

    def _boxes(self, value: FieldValue) -> tuple[Box, ...]:
        if value.page == 0:
            return ()
        return self._store.boxes(value.document_id, value.page, value.start, value.end)

    # Deciding -----------------------------------------------------------------------------------

    def decide(
        self, case: str, fill_id: int, place: int, decision: str, value: str | None = None
    ) -> FieldValue:
        """Accept, correct (with `value`) or reject the field at `place`; history is kept.

        Raises: CaseUnknown, FieldUnknown, BadInput, ValueInvalid.
        """
        with self._door.enter(Action.DECIDE_FIELD, self._store.subject(case)) as visit:
            visit.note(fill=fill_id, place=place, decision=self._known(decision))
            case_id = self._store.case(case).id
            fill = self._fills.get(case_id, fill_id)
            if not 0 <= place < len(fill.fields):
                raise FieldUnknown(number=fill_id, field=place)
            before = fill.fields[place]
            made = decided(
                fill.form.fields[place],
                before,
                decision,
                value,
                by=self._user(),
                at=stamp(self._clock),
                pages=self._store.texts(case_id, fill.document),
            )
            visit.note(was=before.state, field=self._door.tag(before.name))
            self._fills.set_field(case_id, fill_id, made)
            self._store.used(case_id)
        return made

    @staticmethod
    def _known(decision: str) -> str:
        """What a script wrote in place of a decision does not go into the chain."""
        return decision if decision in ("accepted", "corrected", "rejected") else "unknown"

    # Exporting ----------------------------------------------------------------------------------

    def hides_in_files(self, case: str) -> bool:
        """Whether an export of the case has tokens in place of values. Raises: CaseUnknown."""
        self._door.check(Action.VIEW_CASES)
        return self._hides_files(self._store.case(case).id)

    def export(
        self, case: str, form: str, path: Path, format: str = "json", *, revealed: bool = False
    ) -> int:
        """Write what a form was filled with as CSV, XLSX or JSON; gives how many documents.

        What the case hides in files is written as its token. With `revealed` it is written as it
        is; that takes the permission to see what is masked, and leaves a line of its own.
        Raises: CaseUnknown, FormUnknown, BadInput, NotAllowed, DiskFull, FolderReadOnly,
            FileUnreadable.
        """
        subject = self._store.subject(case)
        entrance = self._door.enter(Action.EXPORT, subject, whole=False, announce=True)
        with entrance as visit:
            if format not in FORMATS:
                raise BadInput(what="The format", why=f"choose one of {', '.join(FORMATS)}")
            tag = self._door.tag(form)
            visit.note(what="form", format=format, form=tag)
            case_id = self._store.case(case).id
            fills = self._fills.all(case_id, form)
            chosen = fills[-1].form if fills else self._shelf.get(form)
            found = conflicts(fills)
            hides = self._hides_files(case_id)
            if hides and revealed:
                # The line stands before the file does.
                with self._door.enter(Action.UNMASK, subject) as look:
                    look.note(what="form", form=tag, documents=len(fills))
            elif hides:
                fills, found = self._covered(case, fills, found)
            visit.note(masked=hides and not revealed)
            data = self._exported(chosen, fills, found, format)
            with atomic_write(path) as out:
                out.write(data)
            visit.note(documents=len(fills))
        return len(fills)

    def _covered(
        self, case: str, fills: Sequence[Fill], found: Sequence[Conflict]
    ) -> tuple[tuple[Fill, ...], tuple[Conflict, ...]]:
        """With tokens. A name that one page gives with its label is hidden on all of them."""
        first = self._cover(case)
        for fill in fills:
            first.fill(fill)
        cover = self._cover(case)
        return tuple(map(cover.fill, fills)), tuple(map(cover.conflict, found))

    def _exported(
        self, form: Form, fills: Sequence[Fill], found: Sequence[Conflict], wanted: str
    ) -> bytes:
        if wanted == "csv":
            return exporting.csv_bytes(fills)
        if wanted == "xlsx":
            return exporting.xlsx_bytes(form, fills)
        written = exporting.json_object(
            form, fills, found, boxes=self._boxes, exported_at=stamp(self._clock)
        )
        return msgspec.json.format(msgspec.json.encode(written), indent=2) + b"\n"
