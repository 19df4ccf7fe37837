"""The reports desk: a review as a signed file, or as pages to look at first."""

from __future__ import annotations

import hashlib
import os
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Any, get_args

import msgspec

from appliance import __version__
from appliance.app import statement_model
from appliance.app.door import Action
from appliance.app.model_cards import card
from appliance.children import sealed_memory
from appliance.clock import stamp
from appliance.documents.protocol import PDF_TYPE
from appliance.documents.records import Document
from appliance.errors import BadInput, FileExists, FileUnreadable, ModelUnknown, ReportFontMissing
from appliance.files import atomic_write, new_file
from appliance.jobs import Job
from appliance.review import signing
from appliance.review.records import ReportFormat
from appliance.review.reports import as_json, bundle, examining, fonts, notes, workbook
from appliance.review.reports.building import About, build, models_of
from appliance.review.reports.hiding import Hiding
from appliance.review.reports.picturing import Pictures
from appliance.review.reports.records import Letterhead, ReportFile, ReportLanguage, Signer
from appliance.review.reports.verifying import CONTENT
from appliance.review.reports.writing import writing
from appliance.review.statements.network import shipped

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.app.door import Door, Visit
    from appliance.audit.log import AuditLog
    from appliance.clock import Clock
    from appliance.documents.parsing import ParserClient
    from appliance.documents.records import PageImage
    from appliance.documents.store import DocumentStore
    from appliance.packs.registry import Registry
    from appliance.privacy.records import Extent
    from appliance.privacy.store import MaskStore
    from appliance.review.records import Review
    from appliance.review.reports.records import Report
    from appliance.review.reports.writing import WritingReport
    from appliance.review.store import ReviewStore
    from appliance.settings import Settings
    from appliance.vault.store import Vault

FORMATS: tuple[ReportFormat, ...] = get_args(ReportFormat)
LANGUAGES: tuple[ReportLanguage, ...] = get_args(ReportLanguage)
NAME = "Cofferdam"
# Of a page of the preview, in pixels per point.
PREVIEW_SCALE = 1.25
_PICTURED = ("pdf", "docx", "zip")
# Those with a PDF, which takes its fonts along.
_EMBEDDING = ("pdf", "zip")


class ReportDesk:
    """What a person may do with reports. Every method raises VaultLocked after the lock."""

    def __init__(
        self,
        door: Door,
        *,
        vault: Vault,
        store: DocumentStore,
        reviews: ReviewStore,
        masks: MaskStore,
        parser: ParserClient,
        registry: Registry,
        audit: AuditLog,
        settings: Settings,
        clock: Clock,
    ) -> None:
        self._door = door
        self._vault = vault
        self._store = store
        self._reviews = reviews
        self._masks = masks
        self._parser = parser
        self._registry = registry
        self._audit = audit
        self._settings = settings
        self._clock = clock

    def export(
        self,
        case: str,
        number: int,
        path: Path,
        format: str = "pdf",
        *,
        language: str = "en",
        replace: bool = False,
        job: Job | None = None,
    ) -> ReportFile:
        """Write a review's report and its signature beside it, `NAME.sig`.

        Args:
            case: its name.
            number: the review's.
            path: file to write.
            format: "pdf", "docx", "xlsx", "json", or "zip" for the examiner's bundle.
            language: "en" or "zh", of the report's own words.
            replace: write over files of these names; without it they are left alone.
            job: reports progress, and may be cancelled.

        Raises: CaseUnknown, ReviewUnknown, BadInput, FileExists, DiskFull, FolderReadOnly,
            FileUnreadable (no such folder), ReportNotWritten, ReportFontMissing, NotConfined,
            OutOfMemory, ProtocolBroken, VaultDamaged, AuditBroken (of a bundle), Cancelled.
        """
        job = job or Job()
        began_s = time.monotonic()
        subject = self._store.subject(case)
        entrance = self._door.enter(Action.EXPORT, subject, whole=False, announce=True)
        with entrance as visit:
            chosen, spoken = _format(format), _language(language)
            visit.note(what="review report", format=chosen, review=number)
            # Said before minutes of drawing, not after them.
            self.require(path, chosen, language=spoken, replace=replace)
            case_id = self._store.case(case).id
            review = self._reviews.get(case_id, number)
            work = _Work(self, visit, case_id, subject, review, spoken, job, extent="exports")
            data, pages = work.written(chosen)
            report = work.report
            note = notes.signed(path.name, data, report, self._vault.identity.signing_key())
            job.check()
            beside = _beside(path)
            file = atomic_write if replace else new_file
            # Both are whole on the disk before either gets its name.
            with file(beside) as signature, file(path) as out:
                signature.write(note)
                signature.flush()
                out.write(data)
            digest = hashlib.sha256(data).hexdigest()
            visit.note(sha256=digest, content=report.content_sha256, state=review.state)
        return ReportFile(
            path=str(path),
            signature=str(beside),
            format=chosen,
            size_bytes=len(data),
            sha256=digest,
            pages=pages,
            signed=report.signed,
            content_sha256=report.content_sha256,
            key=report.signer.key,
            fingerprint=report.signer.fingerprint,
            seconds=round(time.monotonic() - began_s, 3),
        )

    def require(
        self, path: Path, format: str, *, language: str = "en", replace: bool = False
    ) -> None:
        """Whether such a report can be written to this file, before the work of it.

        Raises: BadInput, FileExists, FileUnreadable (no such folder), ReportFontMissing.
        """
        _require_font(_format(format), _language(language))
        if not path.parent.is_dir():
            raise FileUnreadable(name=path.parent.name, why="there is no such folder")
        for taken in (path, _beside(path)):
            if not replace and os.path.lexists(taken):
                raise FileExists(name=taken.name)

    def preview(
        self, case: str, number: int, *, language: str = "en", job: Job | None = None
    ) -> tuple[PageImage, ...]:
        """The pages of the PDF as pictures; nothing is written.

        Raises: as `export`.
        """
        job = job or Job()
        subject = self._store.subject(case)
        with self._door.enter(Action.EXPORT, subject, whole=False) as visit:
            visit.note(what="preview of a review report", review=number)
            case_id = self._store.case(case).id
            review = self._reviews.get(case_id, number)
            spoken = _language(language)
            _require_font("pdf", spoken)
            # What is only looked at is on the screen, and so hidden as there.
            work = _Work(self, visit, case_id, subject, review, spoken, job, extent="screen")
            data, pages = work.written("pdf")
            return self._drawn(data, pages, job)

    def _drawn(self, data: bytes, pages: int, job: Job) -> tuple[PageImage, ...]:
        digest = hashlib.sha256(data).hexdigest()
        made = Document(
            0, 0, "report.pdf", digest, len(data), PDF_TYPE, pages, "ready", None, None, ""
        )
        found: list[PageImage] = []
        for page in range(1, pages + 1):
            job.tick("drawing the pages", page - 1, pages, unit="pages")
            picture = self._parser.render(_InMemory(data), made, page, PREVIEW_SCALE)
            assert picture is not None  # noqa: S101 - a PDF has pages
            found.append(picture)
        return tuple(found)


class _InMemory:
    """A file that lies in memory only, for the child that draws it."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def open_original(self, _document: Document) -> int:
        """A sealed memory file; the caller closes it."""
        return sealed_memory("report", self._fill)

    def _fill(self, handle: int) -> None:
        rest = memoryview(self._data)
        while rest:
            rest = rest[os.write(handle, rest) :]


class _Work:
    """One report under way."""

    def __init__(
        self,
        desk: ReportDesk,
        visit: Visit,
        case_id: int,
        subject: str,
        review: Review,
        language: ReportLanguage,
        job: Job,
        *,
        extent: Extent,
    ) -> None:
        self._extent = extent
        self._desk = desk
        self._visit = visit
        self._case_id = case_id
        self._subject = subject
        self._review = review
        self._language = language
        self._job = job
        self.report: Report

    def written(self, format: ReportFormat) -> tuple[bytes, int]:
        """The file's bytes and how many pages it has; 0 where it has none of its own."""
        hiding = self._hiding()
        pictures = Pictures(self._desk._store, self._case_id, self._draw, hiding=hiding)
        if format in _PICTURED:
            pictures.prepare(self._review, self._job)
        self.report = build(self._review, self._about(), shown=hiding, pictures=pictures.of)
        if hiding is not None:
            hiding.keep()
            self._visit.note(hides=True)
        self._job.tick("writing the report", 0, 1)
        if format == "json":
            return as_json.json_bytes(self.report), 0
        if format == "xlsx":
            return workbook.xlsx_bytes(self.report), 0
        settings = self._desk._settings
        with writing(
            self.report,
            self._job,
            memory_bytes=settings.parser_memory_bytes,
            font=fonts.chinese(),
            required=settings.child_layers(),
        ) as writer:
            names = []
            for crop in pictures.crops():
                writer.add(crop)
                names.append(crop.name)
            if format == "zip":
                return self._bundle(writer, names)
            return writer.file(format)

    def _bundle(self, writer: WritingReport, crops: list[str]) -> tuple[bytes, int]:
        report = self.report
        pdf, pages = writer.file("pdf")
        files = {
            "README.txt": examining.readme(report),
            "report.pdf": pdf,
            "report.docx": writer.file("docx")[0],
            "report.json": as_json.json_bytes(report),
            "report.xlsx": workbook.xlsx_bytes(report),
            "papers.sha256": examining.paper_list(report),
            # Each line is checked on its way: a chain that was meddled with gives no extract.
            "audit.jsonl": examining.audit_lines(
                self._desk._audit.genuine(), self._subject, report.number
            ),
            **examining.cards(self._cards()),
            **self._written_cards(),
            **{name: writer.picture(name) for name in crops},
        }
        if not report.hides:
            files[CONTENT] = signing.content(self._review)
        listed = bundle.manifest_bytes(files)
        key = self._desk._vault.identity.signing_key()
        files[bundle.MANIFEST] = listed
        files[bundle.MANIFEST_NOTE] = notes.signed(bundle.MANIFEST, listed, report, key)
        return bundle.archive(files), pages

    def _cards(self) -> dict[str, Any]:
        """What the vault knows of each model that took part, by digest."""
        found: dict[str, Any] = {}
        for digest in models_of(self._review):
            with suppress(ModelUnknown):  # it was removed since
                found[digest] = msgspec.to_builtins(self._desk._registry.by_digest(digest).manifest)
        return found

    def _written_cards(self) -> dict[str, bytes]:
        """The cards of those that came with the program."""
        about: dict[str, list[str]] = {}
        for digest in models_of(self._review):
            if digest == shipped().digest:
                about[statement_model.FOLDER] = list(statement_model.pinned().values())
            with suppress(ModelUnknown):
                manifest = self._desk._registry.by_digest(digest).manifest
                about[manifest.name] = [one.sha256 for one in manifest.components]
        found = {name: card(name, files) for name, files in about.items()}
        return {f"models/{name}.md": text for name, text in found.items() if text}

    def _hiding(self) -> Hiding | None:
        kinds = self._desk._masks.kinds_at(self._case_id, self._extent)
        if not kinds:
            return None
        hiding = Hiding(self._desk._masks, self._desk._store, self._case_id, kinds)
        hiding.learn((one.document_id for one in self._review.papers), self._job)
        return hiding

    def _draw(self, document: Document, page: int, scale: float) -> PageImage | None:
        return self._desk._parser.render(self._desk._store, document, page, scale)

    def _about(self) -> About:
        desk, number = self._desk, self._review.id
        public = desk._vault.identity.signing_public()
        return About(
            letterhead=Letterhead(
                desk._settings.organisation or NAME,
                desk._settings.branch,
                f"Cofferdam {__version__}",
            ),
            signer=Signer(desk._vault.vault_id, public.hex(), notes.fingerprint(public)),
            exported_at=stamp(desk._clock),
            exported_by=desk._vault.user.name,
            content_sha256=signing.digest(self._review),
            signatures=desk._reviews.signatures(self._case_id, number),
            history=desk._reviews.history(self._case_id, number),
            language=self._language,
        )


def _require_font(format: str, language: str) -> None:
    """Chinese on pages needs a font; a memo and a workbook are shown with those of their reader."""
    if language == "zh" and format in _EMBEDDING and not fonts.chinese():
        raise ReportFontMissing(folder=fonts.own_folder())


def _beside(path: Path) -> Path:
    return path.with_name(path.name + notes.ENDING)


def _format(name: str) -> ReportFormat:
    for known in FORMATS:
        if known == name:
            return known
    raise BadInput(what="The format", why=f"choose one of {', '.join(FORMATS)}")


def _language(name: str) -> ReportLanguage:
    for known in LANGUAGES:
        if known == name:
            return known
    raise BadInput(what="The language", why=f"choose one of {', '.join(LANGUAGES)}")
