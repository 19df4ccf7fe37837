"""Run by test_ingest_kill: resumes, adds files, and kills itself at one of its many events.

Events are the beginning and the end of every transaction, and every report of progress.
"""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from appliance.documents.ingest import Ingestor
from appliance.documents.parsing import ParserClient
from appliance.documents.store import DocumentStore
from appliance.jobs import Job
from appliance.retrieval.index import Index
from appliance.settings import Settings
from appliance.vault.store import Vault
from appliance.vault.transactions import Transactions
from tests.unit.documents.fakes import Blots, FixedClock, WordHashes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Events:
    """Counts, and ends this process at the one it was told."""

    def __init__(self, last: int) -> None:
        self.count = 0
        self._last = last

    def happen(self) -> None:
        self.count += 1
        if self.count == self._last:
            os.kill(os.getpid(), signal.SIGKILL)


def watched(run: Callable[..., Any], events: Events) -> Callable[..., Any]:
    """A transaction whose beginning and end are events."""

    @contextmanager
    def running(*arguments: Any, **named: Any) -> Iterator[Any]:  # noqa: ANN401 - passed through
        events.happen()
        with run(*arguments, **named) as connection:
            yield connection
        events.happen()

    return running


def main() -> None:
    """Arguments: vault folder, case, event to die at or 0, and files."""
    folder, case, last, *files = sys.argv[1:]
    clock, settings = FixedClock(), Settings()
    vault = Vault.open(Path(folder), "correct horse", clock=clock)
    store = DocumentStore(vault, clock)
    index = Index(vault, store, embedder=WordHashes(), embedding_digest="words")
    ingestor = Ingestor(
        store,
        indexer=lambda document_id, job: index.add_document(document_id, job=job),
        parser=ParserClient(settings),
        clock=clock,
        settings=settings,
        recogniser=Blots(),
    )
    events = Events(int(last))
    Transactions.run = watched(Transactions.run, events)  # type: ignore[method-assign]
    Job.MIN_INTERVAL_S = 0  # report every step, also inside the ingestor
    job = Job(lambda _: events.happen())
    case_id = store.case(case).id
    ingestor.resume(case_id, job=job)
    ingestor.add(case_id, [Path(file) for file in files], job=job)
    vault.lock()
    sys.stdout.write(f"finished after {events.count}\n")


if __name__ == "__main__":
    main()
