"""The reports desk: a review as a signed file, or as pages to look at first."""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING, get_args

from appliance import __version__
from appliance.app.door import Action
from appliance.clock import stamp
from appliance.errors import BadInput
from appliance.files import atomic_write
from appliance.jobs import Job
from appliance.review import signing
from appliance.review.records import ReportFormat
from appliance.review.reports import as_json, notes, workbook
from appliance.review.reports.building import About, build
from appliance.review.reports.records import Letterhead, ReportFile, ReportLanguage, Signer

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.app.door import Door
    from appliance.clock import Clock
    from appliance.documents.store import DocumentStore
    from appliance.review.records import Review
    from appliance.review.reports.records import Report
    from appliance.review.store import ReviewStore
    from appliance.settings import Settings
    from appliance.vault.store import Vault

FORMATS: tuple[ReportFormat, ...] = get_args(ReportFormat)
LANGUAGES: tuple[ReportLanguage, ...] = get_args(ReportLanguage)
NAME = "Cofferdam"


class ReportDesk:
    """What a person may do with reports. Every method raises VaultLocked after the lock."""

    def __init__(
        self,
        door: Door,
        *,
        vault: Vault,
        store: DocumentStore,
        reviews: ReviewStore,
        settings: Settings,
        clock: Clock,
    ) -> None:
        self._door = door
        self._vault = vault
        self._store = store
        self._reviews = reviews
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
        job: Job | None = None,
    ) -> ReportFile:
        """Write a review's report and its signature beside it, `NAME.sig`; both are replaced.

        Args:
            case: its name.
            number: the review's.
            path: file to write.
            format: "pdf", "docx", "xlsx", "json", or "zip" for the examiner's bundle.
            language: "en" or "zh", of the report's own words.
            job: reports progress, and may be cancelled.

        Raises: CaseUnknown, ReviewUnknown, BadInput, DiskFull, FolderReadOnly, FileUnreadable (no
            such folder), ReportNotWritten, NotConfined, VaultDamaged, Cancelled.
        """
        job = job or Job()
        began_s = time.monotonic()
        entrance = self._door.enter(
            Action.EXPORT, self._store.subject(case), whole=False, announce=True
        )
        with entrance as visit:
            if format not in FORMATS:
                raise BadInput(what="The format", why=f"choose one of {', '.join(FORMATS)}")
            if language not in LANGUAGES:
                raise BadInput(what="The language", why=f"choose one of {', '.join(LANGUAGES)}")
            visit.note(what="review report", format=format, review=number)
            review = self._reviews.get(self._store.case(case).id, number)
            report = self._report(self._store.case(case).id, review, language)
            data = self._written(report, format, job)
            key = self._vault.identity.signing_key()
            note = notes.signed(path.name, data, report, key)
            job.check()
            beside = path.with_name(path.name + notes.ENDING)
            # Both are whole on the disk before either gets its name.
            with atomic_write(beside) as signature, atomic_write(path) as out:
                signature.write(note)
                signature.flush()
                out.write(data)
            digest = hashlib.sha256(data).hexdigest()
            visit.note(sha256=digest, content=report.content_sha256, state=review.state)
        return ReportFile(
            path=str(path),
            signature=str(beside),
            format=format,
            size_bytes=len(data),
            sha256=digest,
            pages=0,
            signed=report.signed,
            content_sha256=report.content_sha256,
            key=report.signer.key,
            fingerprint=report.signer.fingerprint,
            seconds=round(time.monotonic() - began_s, 3),
        )

    def _report(self, case_id: int, review: Review, language: ReportLanguage) -> Report:
        public = self._vault.identity.signing_public()
        about = About(
            letterhead=Letterhead(NAME, self._settings.branch, f"Cofferdam {__version__}"),
            signer=Signer(self._vault.vault_id, public.hex(), notes.fingerprint(public)),
            exported_at=stamp(self._clock),
            exported_by=self._vault.user.name,
            content_sha256=signing.digest(review),
            signatures=self._reviews.signatures(case_id, review.id),
            history=self._reviews.history(case_id, review.id),
            language=language,
        )
        return build(review, about)

    def _written(self, report: Report, format: ReportFormat, job: Job) -> bytes:
        job.tick("writing the report", 0, 1)
        if format == "json":
            return as_json.json_bytes(report)
        if format == "xlsx":
            return workbook.xlsx_bytes(report)
        raise BadInput(what="The format", why="it is not written yet")
