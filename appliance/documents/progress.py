"""One progress for many files, each with its own steps."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from appliance.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appliance.jobs import Progress

STAGE = "adding documents"
# Embedding takes about five times as long as reading (benchmarks/ingest.py).
_READING_SHARE = 0.15
_STEPS = 1000


class Shares:
    """Turns the progress of one file after the other into one progress of a job.

    Files count by their size, which is known before they are read.
    """

    def __init__(self, job: Job, files: Sequence[tuple[str, int]]) -> None:
        self._job = job
        self._files = files
        self._total = sum(size for _, size in files) or 1
        self._done = 0
        self._current = -1

    @contextmanager
    def next(self) -> Iterator[Job]:
        """The job for the next file: its progress is a share, cancelling the whole cancels it."""
        self._current += 1
        name, size = self._files[self._current]
        share = Job(lambda progress: self._report(progress, name, size))
        with self._job.when_cancelled(share.cancel):
            yield share
        self._done += size

    def _report(self, progress: Progress, name: str, size: int) -> None:
        part = progress.done / progress.total if progress.total else 0.0
        reading = progress.stage == "reading"
        part = _READING_SHARE * part if reading else _READING_SHARE + (1 - _READING_SHARE) * part
        done = round(_STEPS * (self._done + size * part) / self._total)
        total = f"/{progress.total}" if progress.total else ""
        note = f"{name}: {progress.done}{total} {progress.unit}"
        if len(self._files) > 1:
            note += f" ({self._current + 1}/{len(self._files)})"
        if not self._job.cancelled:
            self._job.tick(STAGE, done, _STEPS, unit="‰", note=note)
