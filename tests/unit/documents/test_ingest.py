from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest

from appliance.children import Child
from appliance.documents.ingest import Ingestor
from appliance.errors import CaseUnknown, ModelStopped, ModelUnknown
from appliance.jobs import Job
from appliance.retrieval.index import Index
from appliance.settings import Settings
from tests.unit.documents import samples

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.clock import Clock
    from appliance.documents.parsing import ParserClient
    from appliance.documents.records import Case
    from appliance.documents.store import DocumentStore
    from appliance.jobs import Progress
    from appliance.vault.store import Vault
    from tests.unit.documents.fakes import WordHashes


class Setup:
    """An ingestor with the real parser, the real index and an embedder without a model."""

    def __init__(
        self,
        vault: Vault,
        store: DocumentStore,
        embedder: WordHashes,
        parser: ParserClient,
        clock: Clock,
    ) -> None:
        self.index = Index(vault, store, embedder=embedder, embedding_digest="words")
        self.trouble: Exception | None = None
        self.indexed: list[int] = []
        self.ingestor = Ingestor(
            store, indexer=self._index, parser=parser, clock=clock, settings=Settings()
        )

    def _index(self, document_id: int, job: Job) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.indexed.append(document_id)
        self.index.add_document(document_id, job=job)


@pytest.fixture
def setup(
    vault: Vault,
    store: DocumentStore,
    embedder: WordHashes,
    parser: ParserClient,
    clock: Clock,
) -> Setup:
    return Setup(vault, store, embedder, parser, clock)


@pytest.fixture
def case(store: DocumentStore) -> Case:
    return store.new_case("Miller")


def written(folder: Path, **files: bytes) -> list[Path]:
    """Files named `loan_pdf=…` → loan.pdf, in order."""
    paths = []
    for name, data in files.items():
        path = folder / ".".join(name.rsplit("_", 1))
        path.write_bytes(data)
        paths.append(path)
    return paths


def test_one_bad_file_never_stops_the_rest(
    setup: Setup, case: Case, store: DocumentStore, tmp_path: Path
) -> None:
    paths = written(
        tmp_path,
        loan_pdf=samples.pdf([["The principal is 100,000"], ["Interest of 4 %"]]),
        broken_pdf=b"%PDF-1.7 nothing",
        locked_pdf=samples.pdf([["secret"]], password="x"),
        program_exe=b"MZ\x00\x01" * 50,
        empty_txt=b"",
        scan_pdf=samples.pdf([[]]),
        form_docx=samples.word(["申请人：王小明"]),
    )
    paths.insert(3, tmp_path / "absent.pdf")
    (tmp_path / "empty").mkdir()
    paths.insert(4, tmp_path / "empty")
    outcomes = setup.ingestor.add(case.id, paths, job=Job())
    assert [(o.name, o.status, o.error_code) for o in outcomes] == [
        ("loan.pdf", "added", None),
        ("broken.pdf", "failed", "D501"),
        ("locked.pdf", "failed", "D504"),
        ("absent.pdf", "failed", "G102"),
        ("empty", "skipped", None),
        ("program.exe", "failed", "D502"),
        ("empty.txt", "failed", "D505"),
        ("scan.pdf", "failed", "D505"),
        ("form.docx", "added", None),
    ]
    assert all(o.next_step and o.error_message for o in outcomes if o.status == "failed")
    states = {d.name: (d.state, d.error_code) for d in store.documents(case.id)}
    assert states["loan.pdf"] == ("ready", None)
    assert states["locked.pdf"] == ("failed", "D504")
    (hit,) = setup.index.search(case.id, "interest", mode="lexical")
    assert (hit.document, hit.page, hit.text) == ("loan.pdf", 2, "Interest of 4 %")


def test_a_reader_that_is_taken_over_costs_only_its_own_file(
    setup: Setup,
    case: Case,
    store: DocumentStore,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    honest = Child.receive

    def spoilt(child: Child, timeout_s: float | None) -> bytes:
        return honest(child, timeout_s).replace(b"XYZ", b"\xff\xfe\xfd")

    monkeypatch.setattr(Child, "receive", spoilt)
    paths = written(tmp_path, a_txt=b"hello XYZ", b_txt=b"hello b")
    outcomes = setup.ingestor.add(case.id, paths, job=Job())
    assert [(o.name, o.status, o.error_code) for o in outcomes] == [
        ("a.txt", "failed", "E404"),
        ("b.txt", "added", None),
    ]
    assert setup.ingestor.resume(case.id, job=Job()) == ()
    assert [d.state for d in store.documents(case.id)] == ["failed", "ready"]


def test_too_large_for_the_settings(
    setup: Setup,
    case: Case,
    store: DocumentStore,
    parser: ParserClient,
    clock: Clock,
    tmp_path: Path,
) -> None:
    small = Ingestor(
        store,
        indexer=setup.ingestor._indexer,
        parser=parser,
        clock=clock,
        settings=Settings(document_limit_bytes=1024),
    )
    (outcome,) = small.add(case.id, written(tmp_path, big_txt=b"x " * 1024), job=Job())
    assert (outcome.status, outcome.error_code) == ("failed", "D503")


def test_the_same_bytes_are_recognised(setup: Setup, case: Case, tmp_path: Path) -> None:
    (path,) = written(tmp_path, letter_txt=b"Dear bank")
    copy = tmp_path / "copy of letter.txt"
    copy.write_bytes(b"Dear bank")
    first, second = setup.ingestor.add(case.id, [path, copy], job=Job())
    assert (first.status, second.status) == ("added", "duplicate")
    assert first.document == second.document
    (again,) = setup.ingestor.add(case.id, [copy], job=Job())
    assert (again.status, again.name) == ("duplicate", "copy of letter.txt")
    assert again.document == first.document
    assert len(setup.indexed) == 1


def test_adding_a_failed_file_again_is_trying_again(
    setup: Setup, case: Case, store: DocumentStore, tmp_path: Path
) -> None:
    paths = written(tmp_path, broken_pdf=b"%PDF-1.7 nothing")
    setup.ingestor.add(case.id, paths, job=Job())
    (outcome,) = setup.ingestor.add(case.id, paths, job=Job())
    assert outcome.status == "failed"
    assert len(store.documents(case.id)) == 1


def test_damaged_pages_are_noted_but_the_rest_is_read(
    setup: Setup, case: Case, store: DocumentStore, tmp_path: Path
) -> None:
    data = samples.pdf([["good page"], ["lost page"]])
    # The page tree still counts two pages, but the second object is no page any more.
    kids = data.index(b"/Kids")
    second = data[kids : data.index(b"]", kids)].split()[-3]
    broken = data.replace(b"\n" + second + b" 0 obj\n", b"\n" + second + b" 0 obx\n")
    (outcome,) = setup.ingestor.add(case.id, written(tmp_path, half_pdf=broken), job=Job())
    assert (outcome.status, outcome.pages) == ("added", 2)
    assert outcome.error_message == "These pages are damaged and were left empty: 2."
    (document,) = store.documents(case.id)
    assert (document.state, document.error_message) == ("ready", outcome.error_message)


def test_progress_grows_to_the_end_and_estimates(setup: Setup, case: Case, tmp_path: Path) -> None:
    seen: list[Progress] = []
    job = Job(seen.append)
    job.MIN_INTERVAL_S = 0
    files = {f"f{n}_pdf": samples.pdf([[f"page {m} of {n}"] for m in range(20)]) for n in range(3)}
    setup.ingestor.add(case.id, written(tmp_path, **files), job=job)
    done = [progress.done for progress in seen]
    assert done == sorted(done)
    assert done[-1] == seen[-1].total
    assert {progress.stage for progress in seen} == {"adding documents"}
    assert any(progress.remaining_s for progress in seen)
    assert "f0.pdf: 1/20 pages (1/3)" in {progress.note for progress in seen}


def test_cancel_keeps_what_is_done_and_resume_finishes(
    setup: Setup, case: Case, store: DocumentStore, tmp_path: Path
) -> None:
    paths = written(
        tmp_path,
        one_txt=b"first letter",
        two_pdf=samples.pdf([[f"page {n}"] for n in range(600)]),
        three_txt=b"third letter",
    )

    def stop(progress: Progress) -> None:
        if progress.note.startswith("two.pdf"):
            job.cancel()

    job = Job(stop)
    job.MIN_INTERVAL_S = 0
    outcomes = setup.ingestor.add(case.id, paths, job=job)
    assert [o.status for o in outcomes] == ["added", "cancelled", "cancelled"]
    assert store.document(case.id, "two.pdf").state in ("waiting", "reading")
    resumed = setup.ingestor.resume(case.id, job=Job())
    assert [(o.name, o.status) for o in resumed] == [("two.pdf", "added"), ("three.txt", "added")]
    document = store.document(case.id, "two.pdf")
    assert [number for number, _ in store.page_texts(document.id)] == list(range(1, 601))
    assert setup.ingestor.resume(job=Job()) == ()


def test_a_job_cancelled_before_takes_nothing_in(
    setup: Setup, case: Case, store: DocumentStore, tmp_path: Path
) -> None:
    job = Job()
    job.cancel()
    (outcome,) = setup.ingestor.add(case.id, written(tmp_path, a_txt=b"text"), job=job)
    assert (outcome.status, outcome.document) == ("cancelled", None)
    assert store.documents(case.id) == ()


def test_a_stopped_model_leaves_the_document_to_be_finished_later(
    setup: Setup, case: Case, store: DocumentStore, tmp_path: Path
) -> None:
    setup.trouble = ModelStopped(why="it crashed")
    (outcome,) = setup.ingestor.add(case.id, written(tmp_path, a_txt=b"text"), job=Job())
    assert (outcome.status, outcome.error_code) == ("failed", "E401")
    assert store.document(case.id, "a.txt").state == "indexing"
    setup.trouble = None
    (resumed,) = setup.ingestor.resume(job=Job())
    assert resumed.status == "added"
    assert store.document(case.id, "a.txt").state == "ready"


def test_without_an_embedding_model_nothing_is_marked_failed(
    setup: Setup, case: Case, store: DocumentStore, tmp_path: Path
) -> None:
    setup.trouble = ModelUnknown(what="active embedding model")
    with pytest.raises(ModelUnknown):
        setup.ingestor.add(case.id, written(tmp_path, a_txt=b"text"), job=Job())
    assert store.document(case.id, "a.txt").state == "indexing"


def test_no_such_case(setup: Setup, tmp_path: Path) -> None:
    with pytest.raises(CaseUnknown):
        setup.ingestor.add(99, written(tmp_path, a_txt=b"text"), job=Job())


def test_two_runs_at_once_wait_for_each_other(
    setup: Setup, case: Case, store: DocumentStore, tmp_path: Path
) -> None:
    paths = written(tmp_path, **{f"f{n}_txt": f"letter {n}".encode() for n in range(6)})
    statuses: list[str] = []

    def run(part: list[Path]) -> None:
        statuses.extend(o.status for o in setup.ingestor.add(case.id, part, job=Job()))

    threads = [threading.Thread(target=run, args=(part,)) for part in (paths[:4], paths[2:])]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert sorted(statuses) == ["added"] * 6 + ["duplicate"] * 2
    assert len(store.documents(case.id)) == 6


def test_names_are_made_printable(setup: Setup, case: Case, tmp_path: Path) -> None:
    path = tmp_path / "loan\n\x1b[31m.txt"
    path.write_bytes(b"text")
    (outcome,) = setup.ingestor.add(case.id, [path], job=Job())
    assert outcome.name == "loan__[31m.txt"
