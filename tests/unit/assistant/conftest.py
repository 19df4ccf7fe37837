"""A small case in memory: its pages, a search over them, and engines without a model."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import pytest

from appliance.assistant.answers import Assistant
from appliance.assistant.calibration import load
from appliance.assistant.candidates import Candidate, Span, pages_of, rank, weights_for
from appliance.assistant.passages import Limits
from appliance.assistant.questions import read
from appliance.assistant.records import Models
from appliance.documents.store import PageText
from appliance.retrieval.records import Hit
from tests.contract.scripted_engine import ScriptedEmbeddingEngine, ScriptedLanguageEngine
from tests.unit.documents.fakes import FixedClock

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

AGREEMENT = """Term Loan Agreement · Alderbrook Joinery Limited
(2) Alderbrook Holdings Limited, a company incorporated in England (the “Guarantor”); and
(3) Tidewell Bank plc, a bank whose registered office is at 2 Customs Quay (the “Lender”).
2.1 The Lender makes available to the Borrower a term loan facility in an amount of £1,250,000.
5.1 The Borrower shall repay the Loan in twenty equal quarterly instalments of £62,500 each.
6.3 Interest accrues on an overdue amount at a rate which is 2.00 per cent per annum higher.
10.2 The Debt Service Cover Ratio shall not be less than 1.25:1 on each Quarter Date.
11.6 The Borrower shall not change the general nature of its business.
"""
ACCOUNTS = """Alderbrook Joinery Limited
Income statement
For the year ended 31 March 2026
2026
£
2025
£
Turnover 4,182,600 3,765,400
Operating profit 543,170 412,806
Profit for the financial year 375,975 274,943
"""
FORM = """Application for a business loan
C. Financial information (year ended 31 March 2026)
Turnover\t£4,812,600
Guarantor\tAlderbrook Holdings Limited, limited to £600,000
"""


@dataclass
class Shelf:
    """Pages as a case; every page is one hit."""

    pages: list[PageText] = field(default_factory=list)

    def texts(self, case_id: int, document: str | None = None) -> Iterator[PageText]:
        yield from (page for page in self.pages if document in (None, page.document))

    def search(
        self, case_id: int, text: str, *, top: int = 10, document: str | None = None
    ) -> tuple[Hit, ...]:
        chosen = list(self.texts(case_id, document))[:top]
        return tuple(
            Hit(p.document, p.document_id, p.page, 0, len(p.text), p.text, 1 / (n + 1), 100 + n)
            for n, p in enumerate(chosen)
        )


class Meanings(ScriptedEmbeddingEngine):
    """Vectors of stems, spread so that texts which share many words are near 1."""

    def embed(self, texts: Sequence[str], **_options: object) -> np.ndarray:
        from appliance.assistant.wording import terms

        rows = np.full((len(texts), self.dimensions), 1e-3, dtype=np.float32)
        for place, text in enumerate(texts):
            for term in terms(text):
                rows[place, sum(term.encode()) % self.dimensions] += 1.0
            rows[place] /= np.linalg.norm(rows[place])
        return rows


@pytest.fixture
def shelf() -> Shelf:
    return Shelf(
        [
            PageText("agreement.pdf", 1, 3, AGREEMENT),
            PageText("accounts.pdf", 2, 4, ACCOUNTS),
            PageText("form.docx", 3, 1, FORM),
        ]
    )


@pytest.fixture
def language() -> ScriptedLanguageEngine:
    return ScriptedLanguageEngine()


@pytest.fixture
def assistant(shelf: Shelf, language: ScriptedLanguageEngine) -> Assistant:
    return Assistant(
        index=shelf,
        pages=shelf,
        language=language,
        embedder=Meanings(),
        models=Models("scripted", "d1", "words", "d2", "chatml"),
        limits=Limits(),
        clock=FixedClock(),
    )


def ranked(shelf: Shelf, question: str) -> list[Candidate]:
    """The candidates of a question, best first."""
    asked = read(question)
    hits = shelf.search(1, question)
    spans = [Span(h.document_id, h.page, h.start, h.end, h.chunk_id, h.score) for h in hits]
    return rank(
        asked,
        spans,
        pages_of(shelf.pages, spans),
        weights=weights_for(asked, (page.text for page in shelf.pages)),
        embedder=Meanings(),
        calibration=load(),
    )
