"""The sample customer's questions through the real starter models in their children."""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from appliance.app import ocr
from appliance.assistant.answers import Assistant, again, answer
from appliance.assistant.page_facts import StoredPageFacts
from appliance.assistant.passages import Limits
from appliance.assistant.records import Models
from appliance.assistant.store import compare
from appliance.clock import SystemClock
from appliance.crypto.kdf import KdfParams
from appliance.documents.ingest import Ingestor
from appliance.documents.parsing import ParserClient
from appliance.documents.scans.records import OcrLine, OcrWord
from appliance.documents.store import DocumentStore
from appliance.engine.client import EmbeddingEngine, LanguageEngine
from appliance.jobs import Job
from appliance.retrieval.index import Index
from appliance.settings import Settings, starter_folder
from appliance.vault.store import Vault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from appliance.assistant.records import Answer, Citation
    from appliance.documents.records import PageImage

SAMPLE = Path(__file__).parents[3] / "appliance" / "app" / "sample"
EXPECTED = tomllib.loads((SAMPLE / "answers.toml").read_text("utf-8"))
QUESTIONS = {
    item["id"]: item["question"]
    for item in map(json.loads, (SAMPLE / "questions.jsonl").read_text("utf-8").splitlines())
}

pytestmark = pytest.mark.model


# One of the papers is attached to another one.
PAPERS = len(list((SAMPLE / "documents").iterdir())) + 1
PAGES = 55


class Reader:
    """The real reader of scans without a machine's budget of memory around it."""

    def __init__(self, settings: Settings) -> None:
        self.engine = ocr.engine(settings)
        self.digest = ocr.digest()

    def read(self, picture: PageImage, job: Job) -> tuple[OcrLine, ...]:
        seen = self.engine.read(picture.rgb, picture.width_px, picture.height_px, job=job)
        return tuple(
            OcrLine(
                line.text, line.x0, line.y0, line.x1, line.y1,
                tuple(
                    OcrWord(word.text, word.x0, word.y0, word.x1, word.y1, word.confidence)
                    for word in line.words
                ),
            )
            for line in seen
        )  # fmt: skip


def weights(folder: str, *names: str) -> Callable[[], dict[str, int]]:
    return lambda: {n: os.open(starter_folder() / folder / n, os.O_RDONLY) for n in names}


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Assistant, int]]:
    settings, clock = Settings(), SystemClock()
    cheap = KdfParams(memory_kib=8 * 1024, iterations=1, lanes=1)
    vault, _ = Vault.create(
        tmp_path_factory.mktemp("home") / "vault", "correct horse", clock=clock, kdf=cheap
    )
    embedding = EmbeddingEngine(
        weights("all-minilm-l6-v2", "model.onnx", "tokenizer.json"),
        name="all-minilm-l6-v2",
        dimensions=384,
        max_tokens=256,
        threads=1,
    )
    language = LanguageEngine(
        weights("smollm2-135m-instruct", "model.gguf"),
        name="smollm2-135m-instruct",
        context_tokens=4096,
        template="chatml",
        threads=settings.thread_count(),
    )
    parser = ParserClient(settings)
    store = DocumentStore(vault, clock)
    index = Index(vault, store, embedder=embedding, embedding_digest="starter")
    case_id = store.new_case("Alderbrook").id
    reader = Reader(settings)
    try:
        ingestor = Ingestor(
            store,
            indexer=lambda document_id, job: index.add_document(document_id, job=job),
            parser=parser,
            clock=clock,
            settings=settings,
            recogniser=reader,
        )
        outcomes = ingestor.add(case_id, sorted((SAMPLE / "documents").iterdir()), job=Job())
        assert [one.status for one in outcomes] == ["added"] * PAPERS
        models = Models("smollm2", "a", "minilm", "b", "chatml")
        facts = StoredPageFacts(store, case_id)
        yield (
            Assistant(index, store, language, embedding, models, Limits(), clock, facts=facts),
            case_id,
        )
    finally:
        reader.engine.close()
        language.close()
        embedding.close()
        parser.close()
        vault.lock()


@pytest.fixture(scope="module")
def answers(desk: tuple[Assistant, int]) -> dict[str, Answer]:
    assistant, case_id = desk
    return {
        name: answer(text, case_id=case_id, assistant=assistant) for name, text in QUESTIONS.items()
    }


@pytest.mark.parametrize("name", list(QUESTIONS))
def test_each_question_has_its_answer(
    name: str, answers: dict[str, Answer], desk: tuple[Assistant, int]
) -> None:
    given, expected = answers[name], EXPECTED[name]
    assert given.status == expected["status"]
    assert given.pages_searched == PAGES
    if given.status == "not_found":
        assert given.sentences == ()
        return
    first = given.sentences[0]
    assert first.supported
    assert expected["contains"] in first.text
    assert all(expected["contains"] in citation.quote for citation in first.citations)
    assert first.citations[0].document in expected["documents"]
    assert expected["contains"] in given.answer


def test_every_citation_is_the_page_letter_by_letter(
    answers: dict[str, Answer], desk: tuple[Assistant, int]
) -> None:
    assistant, case_id = desk
    pages = {(p.document_id, p.page): p.text for p in assistant.pages.texts(case_id)}
    cited = [c for given in answers.values() for s in given.sentences for c in s.citations]
    assert len(cited) >= 5
    for citation in cited:
        page = pages[citation.document_id, citation.page]
        assert page[citation.start : citation.end] == citation.quote


def test_an_answer_can_be_made_again(
    answers: dict[str, Answer], desk: tuple[Assistant, int]
) -> None:
    assistant, case_id = desk
    compared = compare(answers["q1"], again(answers["q1"], case_id=case_id, assistant=assistant))
    assert compared.same, compared.differences
    assert compared.differences == ()


def test_text_is_streamed_while_it_is_written(desk: tuple[Assistant, int]) -> None:
    assistant, case_id = desk
    pieces: list[str] = []
    given = answer(QUESTIONS["q4"], case_id=case_id, assistant=assistant, on_text=pieces.append)
    assert len(pieces) > 3
    assert "".join(pieces).strip() == given.provenance.draft.strip()


def under_boxes_stands_the_quote(assistant: Assistant, citation: Citation) -> None:
    """The words whose boxes are drawn are the words of the quote."""
    store = assistant.pages
    assert isinstance(store, DocumentStore)
    place = (citation.document_id, citation.page)
    page = store.page(*place)
    if not page.words:
        return
    boxes = store.boxes(*place, citation.start, citation.end)
    inside = [
        word
        for word in page.words
        if any(
            box.x0 - 0.01 <= word.x0 and word.x1 <= box.x1 + 0.01
            and box.y0 - 0.01 <= word.y0 and word.y1 <= box.y1 + 0.01
            for box in boxes
        )
    ]  # fmt: skip
    shown = {c for word in inside for c in range(word.start, word.end)}
    wanted = {c for c in range(citation.start, citation.end) if page.text[c].isalnum()}
    assert wanted <= shown
    touched = [w for w in page.words if w.start < citation.end and citation.start < w.end]
    assert {(w.start, w.end) for w in touched} == {(w.start, w.end) for w in inside}


KINDS = {
    "What was the percentage change in turnover between 2025 and 2026?": "numeric",
    "In which year was the operating profit higher, 2025 or 2026?": "numeric",
    "List all covenants of the borrower.": "list",
    "How many guarantors are there?": "count",
    "Is there any mention of a helicopter?": "absence",
    "Is a guarantor absent?": "absence",
    "Summarise the loan agreement.": "summary",
    "Compare annual_accounts_2026.pdf and application_form.docx: what is the turnover?": "compare",
}


@pytest.mark.parametrize("question", list(KINDS))
def test_other_kinds_are_cited_covered_and_made_again(
    question: str, desk: tuple[Assistant, int]
) -> None:
    assistant, case_id = desk
    given = answer(question, case_id=case_id, assistant=assistant)
    assert given.kind == KINDS[question]
    pages = {(p.document_id, p.page): p.text for p in assistant.pages.texts(case_id)}
    cited = [c for s in given.sentences for c in s.citations]
    for citation in cited:
        page = pages[citation.document_id, citation.page]
        assert page[citation.start : citation.end] == citation.quote
        under_boxes_stands_the_quote(assistant, citation)
    if given.kind in ("list", "count", "absence", "summary"):
        assert given.coverage is not None
        assert given.coverage.read == given.coverage.total == PAGES
    assert (given.status == "answered") is bool(cited)
    if "helicopter" in question:
        assert given.status == "not_found"
    compared = compare(given, again(given, case_id=case_id, assistant=assistant))
    assert compared.same, compared.differences


def test_the_change_of_the_sample_turnover(desk: tuple[Assistant, int]) -> None:
    assistant, case_id = desk
    question = "What was the percentage change in turnover between 2025 and 2026?"
    given = answer(
        question, case_id=case_id, document="annual_accounts_2026.pdf", assistant=assistant
    )
    assert given.calculation is not None, given.answer
    now, before = (int(one.value) for one in given.calculation.operands)
    assert given.calculation.result == f"{100 * (now - before) / before:.2f}".rstrip("0")
    assert (now, before) == (4182600, 3765400)
