"""One progress for many files, each with its own steps, and how long the rest will take."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from appliance.documents.pace import Course, Pace
from appliance.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appliance.clock import Clock
    from appliance.documents.records import Document
    from appliance.jobs import Progress

STAGE = "adding documents"
READING, INDEXING = "reading", "indexing"
_STEPS = 1000


class Run:
    """One run over documents that wait; others may join while it is under way.

    Documents count by the seconds that their pages probably take, which is learned on the way.
    """

    def __init__(
        self, job: Job, pace: Pace, clock: Clock, documents: Sequence[Document] = ()
    ) -> None:
        self._job = job
        self._pace = pace
        self._clock = clock
        self._waiting: dict[int, int] = {}
        self._count = 0
        self._spent_s = 0.0
        self._shown = 0
        self._number = 0
        self._course: Course | None = None
        self._document: Document | None = None
        self._total_pages: int | None = None
        self._last_s = 0.0
        self.join(documents)

    def join(self, documents: Sequence[Document]) -> None:
        """More documents wait."""
        for document in documents:
            if document.id not in self._waiting:
                self._waiting[document.id] = document.size_bytes
                self._count += 1

    def left_s(self) -> float:
        """Seconds until all of this run is done."""
        rest = sum(
            self._pace.whole_s(self._pace.pages_of(size)) for size in list(self._waiting.values())
        )
        course = self._course
        return rest + (course.left_s(self._pace) if course is not None else 0.0)

    def reached(self, document_id: int) -> tuple[int, int | None] | None:
        """Pages read and pages in all of the document under way; None for every other."""
        course, document = self._course, self._document
        if course is None or document is None or document.id != document_id:
            return None
        return course.read, self._total_pages

    @contextmanager
    def next(self, document: Document) -> Iterator[Job]:
        """The job of one document: its progress is a share, cancelling the whole cancels it."""
        self._number += 1
        self._waiting.pop(document.id, None)
        course = Course(self._pace.pages_of(document.size_bytes), read=document.page_count)
        self._course, self._document, self._total_pages = course, document, None
        self._last_s = self._clock.monotonic()
        share = Job(lambda progress: self._report(progress, document.name))
        try:
            with self._job.when_cancelled(share.cancel):
                yield share
        finally:
            self._spent_s += course.spent_s(self._pace)
            self._course = self._document = None

    def page_read(self, number: int, total: int | None, *, recognised: bool) -> None:
        """Another page of the document under way was read, in the time since the last one."""
        course, seconds = self._course, self._lap_s()
        if course is None:
            return
        course.read, self._total_pages = number, total
        course.pages = max(course.pages if total is None else total, number)
        self._pace.pictures.learn(float(recognised), 1)
        if recognised:
            course.recognised += 1
            self._pace.recognise_s.learn(seconds, 1)
        else:
            self._pace.read_s.learn(seconds, 1)

    def pages_done(self) -> None:
        """All pages of the document under way were read."""
        self._lap_s()
        course, document = self._course, self._document
        if course is None or document is None:
            return
        course.pages = self._total_pages = course.read
        self._pace.bytes_per_page.learn(document.size_bytes, course.read)

    def _lap_s(self) -> float:
        now_s = self._clock.monotonic()
        seconds, self._last_s = now_s - self._last_s, now_s
        return seconds

    def _report(self, progress: Progress, name: str) -> None:
        course = self._course
        if course is None or self._job.cancelled:
            return
        if progress.stage == INDEXING and progress.total:
            done = progress.done / progress.total
            if done > course.indexed:
                self._pace.index_s.learn(self._lap_s(), (done - course.indexed) * course.pages)
                course.indexed = done
        spent_s = self._spent_s + course.spent_s(self._pace)
        left_s = self.left_s()
        done_steps = round(_STEPS * spent_s / (spent_s + left_s)) if spent_s + left_s else _STEPS
        # What turns out longer than expected stands still instead of going back.
        self._shown = max(self._shown, min(done_steps, _STEPS))
        total = f"/{progress.total}" if progress.total else ""
        note = f"{name}: {progress.done}{total} {progress.unit}"
        if self._count > 1:
            note += f" ({self._number}/{self._count})"
        self._job.tick(STAGE, self._shown, _STEPS, unit="‰", note=note)
