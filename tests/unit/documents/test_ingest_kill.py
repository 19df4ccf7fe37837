"""A real `kill -9` at many points: nothing is lost, nothing is there twice."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from appliance.documents.store import DocumentStore
from appliance.vault.store import Vault
from tests.unit.documents import samples
from tests.unit.documents.fakes import FixedClock

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).parents[3]
PAGES = 70
# Progress reports until the kill, one run after the other: early, while pages come, while
# passages come, and the same in the second document.
KILLS = (1, 20, 30, 25, 24, 2, 6, 17)


def run(folder: Path, files: Sequence[Path], kill_after: int | None) -> None:
    """One run of the worker, killed when it has reported `kill_after` times."""
    command = [sys.executable, "-m", "tests.unit.documents.ingest_worker", str(folder), "Miller"]
    with subprocess.Popen(
        [*command, *map(str, files)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        count = 0
        while (line := process.stdout.readline()) not in ("finished\n", ""):
            count += 1
            if count == kill_after:
                process.kill()
                return
            process.stdin.write("\n")
            process.stdin.flush()
    assert line == "finished\n"
    assert kill_after is None, f"only {count} reports"


def states(folder: Path) -> list[tuple[str, int]]:
    vault = Vault.open(folder, "correct horse", clock=FixedClock())
    store = DocumentStore(vault, FixedClock())
    found: list[tuple[str, int]] = [
        (d.state, d.page_count) for d in store.documents(store.case("Miller").id)
    ]
    vault.lock()
    return found


@pytest.fixture
def folder(vault: Vault, store: DocumentStore) -> Path:
    store.new_case("Miller")
    vault.lock()
    return vault.folder


def test_killed_again_and_again(folder: Path, tmp_path: Path) -> None:
    lines = ["The borrower repays clause %d on day %d. " * 4 % ((7,) * 8) for _ in range(20)]
    pdf, form = tmp_path / "loan.pdf", tmp_path / "form.docx"
    pdf.write_bytes(samples.pdf([[f"page number {n}", *lines] for n in range(PAGES)]))
    form.write_bytes(samples.word([f"Paragraph {n}. " + "Words " * 60 for n in range(120)]))
    run(folder, [pdf, form], KILLS[0])
    seen = [states(folder)]
    for kill_after in KILLS[1:]:
        run(folder, [], kill_after)
        seen.append(states(folder))
    assert [("reading", 16), ("waiting", 0)] in seen
    assert [("indexing", PAGES), ("waiting", 0)] in seen
    assert seen[-1] == [("ready", PAGES), ("indexing", 16)]
    run(folder, [], None)

    vault = Vault.open(folder, "correct horse", clock=FixedClock())
    store = DocumentStore(vault, FixedClock())
    case = vault.case(store.case("Miller").id)
    documents = store.documents(case.id)
    assert [(d.name, d.state) for d in documents] == [("loan.pdf", "ready"), ("form.docx", "ready")]
    loan, letter = documents
    texts = list(store.page_texts(loan.id))
    assert [number for number, _ in texts] == list(range(1, PAGES + 1))
    assert [text.splitlines()[0] for _, text in texts] == [f"page number {n}" for n in range(PAGES)]
    words = "\n".join(text for _, text in store.page_texts(letter.id))
    assert [words.count(f"Paragraph {n}.") for n in range(120)] == [1] * 120
    for query in (
        "SELECT count(*) - count(DISTINCT page || ':' || start_cp || ':' || document_id) "
        "FROM chunk",
        "SELECT (SELECT count(*) FROM chunk) - (SELECT count(*) FROM chunk_fts)",
        "SELECT (SELECT count(*) FROM chunk) - (SELECT count(*) FROM vector)",
        "SELECT count(*) FROM page WHERE document_id NOT IN (SELECT id FROM document)",
    ):
        assert case.connection().execute(query).fetchone() == (0,)
    assert len(list((case.folder / "blobs").iterdir())) == 2
    vault.lock()
