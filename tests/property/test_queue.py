"""The queue under any order of adding, pausing, cutting off, trying again, removing, restarting.

Real readers and a real vault; cut off is an end in the middle of a transaction, after which the
vault is opened anew (a real kill is in tests/unit/documents/test_ingest_kill.py).
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from appliance.crypto.kdf import KdfParams
from appliance.documents.ingest import Ingestor
from appliance.documents.parsing import ParserClient
from appliance.documents.store import DocumentStore
from appliance.jobs import Job
from appliance.retrieval.index import Index
from appliance.settings import Settings
from appliance.vault.store import Vault
from appliance.vault.transactions import Transactions
from tests.unit.documents import samples
from tests.unit.documents.fakes import Blots, FixedClock, WordHashes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from appliance.documents.records import Document

PASSWORD = "sesame"
LINE = "The borrower repays the loan on the first day of the month."
SCAN = samples.scan([2, 3])
# Name, bytes and pages of each file, and of what is attached to it.
POOL: dict[str, tuple[bytes, int]] = {
    "letter.txt": (b"Dear bank, this is my letter.", 1),
    "loan.pdf": (samples.pdf([[f"page {n}", LINE] for n in range(20)]), 20),
    "scan.pdf": (SCAN, 2),
    "locked.pdf": (samples.pdf([[LINE, "behind a password"]], password=PASSWORD), 1),
    "broken.pdf": (b"%PDF-1.7 nothing", 0),
    "mail.eml": (samples.mail("See below.", {"scan.pdf": SCAN, "note.txt": b"A note."}), 1),
}
ATTACHED = {"scan.pdf": (SCAN, 2), "note.txt": (b"A note.", 1)}
PAGES = {
    hashlib.sha256(data).hexdigest(): pages for data, pages in (*POOL.values(), *ATTACHED.values())
}
_names = st.lists(st.sampled_from(sorted(POOL)), min_size=1, max_size=3)
_cuts = st.one_of(st.none(), st.integers(1, 60))


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class CutOff(BaseException):
    """The program ends here."""


@contextmanager
def cut_off(after: int | None) -> Iterator[None]:
    """End the block at its transaction number `after`, if it has so many."""
    honest: Callable[..., Any] = Transactions.run
    count = 0

    @contextmanager
    def running(*arguments: Any, **named: Any) -> Iterator[Any]:  # noqa: ANN401 - passed through
        nonlocal count
        with honest(*arguments, **named) as connection:
            yield connection
            count += 1
            if count == after:
                raise CutOff

    Transactions.run = running  # type: ignore[method-assign]
    try:
        yield
    finally:
        Transactions.run = honest  # type: ignore[method-assign]


class QueueMachine(RuleBasedStateMachine):
    """Remembers what must be in the case, and compares after each step."""

    @initialize()
    def make(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        for name, (data, _) in POOL.items():
            (self.folder / name).write_bytes(data)
        self.parser = ParserClient(Settings())
        cheap = KdfParams(memory_kib=8 * 1024, iterations=1, lanes=1)
        place = self.folder / "vault"
        vault, _ = Vault.create(place, "correct horse", clock=FixedClock(), kdf=cheap)
        self.use(vault)
        self.case_id = self.store.new_case("Miller").id
        self.acknowledged: set[str] = set()
        self.opened: set[str] = set()
        self.paused = False

    def use(self, vault: Vault) -> None:
        self.vault = vault
        self.store = DocumentStore(vault, FixedClock())
        index = Index(vault, self.store, embedder=WordHashes(), embedding_digest="words")
        self.ingestor = Ingestor(
            self.store,
            indexer=lambda document_id, job: index.add_document(document_id, job=job),
            parser=self.parser,
            clock=FixedClock(),
            settings=Settings(),
            recogniser=Blots(),
        )

    def documents(self) -> dict[str, Document]:
        return {one.sha256: one for one in self.store.documents(self.case_id)}

    @rule()
    def start_again(self) -> None:
        self.vault.lock()
        clock = FixedClock()
        self.use(Vault.open(self.folder / "vault", "correct horse", clock=clock))

    @rule(names=_names, cut=_cuts)
    def add(self, names: list[str], cut: int | None) -> None:
        try:
            with cut_off(cut):
                outcomes = self.ingestor.add(
                    self.case_id, [self.folder / name for name in names], job=Job()
                )
        except CutOff:
            self.start_again()
            return
        # By their bytes: a file that came inside a mail before keeps the name it got there.
        told = {one.document.sha256 for one in outcomes if one.document is not None}
        assert {sha(POOL[name][0]) for name in names} <= told
        self.acknowledged |= {sha(POOL[name][0]) for name in names}
        if self.paused:
            assert not {one.status for one in outcomes} & {"added", "failed"}

    @rule(cut=_cuts)
    def resume(self, cut: int | None) -> None:
        before = self.documents()
        try:
            with cut_off(cut):
                outcomes = self.ingestor.resume(job=Job())
        except CutOff:
            self.start_again()
            return
        if self.paused:
            assert outcomes == ()
            assert self.documents() == before
        else:
            assert {one.state for one in self.documents().values()} <= {"ready", "failed"}

    @rule(names=_names, page=st.integers(1, 20))
    def add_and_pause(self, names: list[str], page: int) -> None:
        job = Job(lambda progress: self.ingestor.pause() if progress.done >= page else None)
        self.ingestor.add(self.case_id, [self.folder / name for name in names], job=job)
        self.acknowledged |= {sha(POOL[name][0]) for name in names}
        self.paused = self.store.paused

    @rule()
    def pause(self) -> None:
        self.ingestor.pause()
        self.paused = True

    @rule()
    def unpause(self) -> None:
        self.ingestor.unpause()
        self.paused = False

    @precondition(lambda self: self.acknowledged)
    @rule(data=st.data(), password=st.sampled_from([None, PASSWORD, "guess"]), cut=_cuts)
    def retry(self, data: st.DataObject, password: str | None, cut: int | None) -> None:
        chosen = data.draw(st.sampled_from(sorted(self.documents())))
        document = self.documents()[chosen]
        try:
            with cut_off(cut):
                self.ingestor.retry(document.id, job=Job(), password=password)
        except CutOff:
            self.start_again()
            return
        now = self.documents()[chosen]
        assert now.state in ("ready", "failed")
        if document.name == "locked.pdf" and password == PASSWORD:
            assert now.state == "ready"

    @precondition(lambda self: self.acknowledged)
    @rule(data=st.data())
    def remove(self, data: st.DataObject) -> None:
        chosen = data.draw(st.sampled_from(sorted(self.documents())))
        self.store.remove_document(self.documents()[chosen].id)
        self.acknowledged.discard(chosen)

    @invariant()
    def nothing_is_lost_or_doubled(self) -> None:
        if not hasattr(self, "store"):
            return
        documents = self.store.documents(self.case_id)
        assert len({one.sha256 for one in documents}) == len(documents)
        assert len({one.name for one in documents}) == len(documents)
        assert self.acknowledged <= {one.sha256 for one in documents}
        blobs = self.vault.case(self.case_id).folder / "blobs"
        assert len(list(blobs.iterdir()) if blobs.exists() else []) == len(documents)
        assert self.store.paused == self.paused
        connection = self.vault.case(self.case_id).connection()
        for one in documents:
            numbers = [number for number, _ in self.store.page_texts(one.id)]
            assert numbers == list(range(1, one.page_count + 1))
            if one.state == "ready":
                assert one.page_count == PAGES[one.sha256]
            passages, vectors = (
                connection.execute(query, (one.id,)).fetchall()
                for query in (
                    "SELECT page, start_cp FROM chunk WHERE document_id = ?",
                    "SELECT chunk_id FROM vector JOIN chunk ON chunk.id = chunk_id "
                    "WHERE document_id = ?",
                )
            )
            assert len(passages) == len(set(passages))
            assert one.state != "ready" or len(vectors) == len(passages) > 0

    def teardown(self) -> None:
        if not hasattr(self, "store"):
            return
        self.ingestor.unpause()
        self.ingestor.resume(job=Job())
        for one in self.documents().values():
            assert one.state == "ready" or one.name in ("locked.pdf", "broken.pdf"), one
        self.paused = False
        self.nothing_is_lost_or_doubled()
        self.parser.close()
        self.vault.lock()
        shutil.rmtree(self.folder)


TestQueue = QueueMachine.TestCase
TestQueue.settings = settings(
    max_examples=8,
    stateful_step_count=8,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=list(HealthCheck),
)
