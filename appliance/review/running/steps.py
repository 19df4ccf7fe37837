"""Progress of work that is made of steps of unlike length, each with progress of its own."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from appliance.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PERMILLE = 1000
# A step that reports several stages says beforehand neither how many nor how long they are.
_STAGE_SHARE = 0.5


class Steps:
    """Reports one stage in permille over steps whose weights are known beforehand."""

    def __init__(self, job: Job, stage: str, total: float, *, done: float = 0.0) -> None:
        """`done` is the weight of what an earlier run did already."""
        self._job = job
        self._stage = stage
        self._total = max(total, 1e-9)
        self._done = done

    @contextmanager
    def step(self, weight: float, note: str) -> Iterator[Job]:
        """One step; what it reports to the job it gets moves the whole on. Raises: Cancelled."""

        def report(share: float) -> None:
            self._tick(self._done + weight * share, note)

        report(0.0)
        yield _Within(self._job, report)
        self._done += weight
        report(0.0)

    def _tick(self, done: float, note: str) -> None:
        permille = min(_PERMILLE, int(_PERMILLE * done / self._total))
        self._job.tick(self._stage, permille, _PERMILLE, unit="‰", note=note)


class _Within(Job):
    """A job that is a step of another: cancelled with it, and its progress is a part of it."""

    def __init__(self, whole: Job, report: Callable[[float], None]) -> None:
        super().__init__()
        self._whole = whole
        self._report = report
        self._inner = ""
        self._before = self._share = 0.0

    @property
    def cancelled(self) -> bool:
        return self._whole.cancelled

    def cancel(self) -> None:
        self._whole.cancel()

    def check(self) -> None:
        self._whole.check()

    @contextmanager
    def when_cancelled(self, hook: Callable[[], None]) -> Iterator[None]:
        with self._whole.when_cancelled(hook):
            yield

    def tick(
        self, stage: str, done: int, total: int | None = None, *, unit: str = "", note: str = ""
    ) -> None:
        self.check()
        if stage != self._inner:
            self._inner, self._before = stage, self._share
        inner = min(1.0, done / total) if total else 0.0
        reached = self._before + (1 - self._before) * _STAGE_SHARE * inner
        self._share = max(self._share, reached)
        self._report(self._share)
