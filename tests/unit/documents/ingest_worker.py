"""Run by test_ingest_kill: ingests or resumes, says what it does, and is killed at some point."""

from __future__ import annotations

import sys
from pathlib import Path

from appliance.documents.ingest import Ingestor
from appliance.documents.parsing import ParserClient
from appliance.documents.store import DocumentStore
from appliance.jobs import Job, Progress
from appliance.retrieval.index import Index
from appliance.settings import Settings
from appliance.vault.store import Vault
from tests.unit.documents.fakes import FixedClock, WordHashes


def main() -> None:
    """Arguments: vault folder, case, and files; without files, resume."""
    folder, case, *files = sys.argv[1:]
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
    )

    def tell(progress: Progress) -> None:
        sys.stdout.write(progress.note + "\n")
        sys.stdout.flush()
        sys.stdin.readline()  # the test lets it go on, or kills it here

    Job.MIN_INTERVAL_S = 0  # report every step, also inside the ingestor
    job = Job(tell)
    case_id = store.case(case).id
    if files:
        ingestor.add(case_id, [Path(file) for file in files], job=job)
    else:
        ingestor.resume(case_id, job=job)
    vault.lock()
    sys.stdout.write("finished\n")


if __name__ == "__main__":
    main()
