"""Waiting for the one place at a child, without missing that the job was cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.engine import limits
from appliance.errors import Cancelled

if TYPE_CHECKING:
    import threading

    from appliance.jobs import Job


def take_turn(lock: threading.Lock, job: Job | None) -> None:
    """Take the lock, and look now and then whether the waiting job was cancelled.

    Raises: Cancelled: it was; the lock is free then.
    """
    while not lock.acquire(timeout=limits.LOCK_POLL_S):
        if job is not None:
            job.check()
    if job is not None and job.cancelled:
        lock.release()
        raise Cancelled
