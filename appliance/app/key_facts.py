"""The facts of a case that stand out: what people accepted, else what code finds on the pages."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from appliance.assistant.citations import cite
from appliance.assistant.forms import confidence, finding
from appliance.assistant.forms.exporting import shown
from appliance.assistant.forms.reading import shipped
from appliance.assistant.records import Citation
from appliance.retrieval.context import title
from appliance.retrieval.facts import of_document as told_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from appliance.assistant.forms.records import FieldKind, Fill, FormField
    from appliance.documents.records import Document
    from appliance.documents.store import DocumentStore, PageText

# What a document is about stands on its first pages; the others are for questions and forms.
MOST_PAGES = 12
_FIRST_PAGES = 3
_LEAST_SCORE = 0.84
_MOST_FACTS = 40
_WANTED = {
    "loan-application": ("applicant", "registered_number", "amount", "account", "guarantor"),
    "contract-terms": ("parties", "agreement_number", "agreement_date", "end_date", "amount"),
    "balance-sheet": ("company", "balance_date", "total_assets", "equity", "cash"),
    "identity-document": ("surname", "document_number", "date_of_birth", "date_of_expiry"),
}


@dataclass(frozen=True)
class KeyFact:
    """One fact with its place.

    Attributes:
        form, name: of the field that it belongs to.
        value: as it is shown; `unit` its currency or unit.
        state: "accepted" and "corrected" by a person, "open" in a filled form that nobody decided,
            "found" by code without a form.
        citation: where it stands; None for what a person gave and no page has.
    """

    form: str
    name: str
    title: str
    title_zh: str
    kind: FieldKind
    value: str
    unit: str
    state: Literal["accepted", "corrected", "open", "found"]
    confidence: float
    document: str
    citation: Citation | None


@cache
def _fields() -> tuple[tuple[str, FormField], ...]:
    return tuple(
        (form.name, field)
        for form in shipped()
        for field in form.fields
        if field.name in _WANTED.get(form.name, ())
    )


def of_document(pages: Sequence[PageText]) -> list[KeyFact]:
    """What code finds on a document's first pages, without any model."""
    sheets = finding.sheets(pages[:MOST_PAGES])
    by_page = {page.page: page for page in pages}
    facts = []
    for form in shipped():
        wanted = [field for name, field in _fields() if name == form.name]
        for field, found in zip(wanted, finding.find(wanted, sheets), strict=True):
            if not found or found[0].score < _LEAST_SCORE:
                continue
            best = found[0]
            rival = found[1].score if len(found) > 1 else 0.0
            page = by_page[best.page]
            facts.append(
                KeyFact(
                    form.name, field.name, field.title, field.title_zh, field.kind,
                    shown(best.value), best.unit, "found",
                    confidence.of_code(best.score, rival=rival), page.document,
                    cite(page, best.start, best.end),
                )
            )  # fmt: skip
    return facts


def merged(fills: Iterable[Fill], found: Sequence[KeyFact]) -> tuple[KeyFact, ...]:
    """Decided fields first, then open ones of filled forms, then what code found; each once."""
    facts = [fact for fill in fills for fact in _of_fill(fill)]
    order = {"accepted": 0, "corrected": 0, "open": 1, "found": 2}
    facts = sorted([*facts, *found], key=lambda one: (order[one.state], -one.confidence))
    seen: set[tuple[str, str]] = set()
    kept = []
    for fact in facts:
        key = (fact.name, fact.value.casefold())
        if key not in seen:
            seen.add(key)
            kept.append(fact)
    return tuple(kept[:_MOST_FACTS])


def _of_fill(fill: Fill) -> Iterable[KeyFact]:
    for field, one in zip(fill.form.fields, fill.fields, strict=True):
        if one.value is None or one.state == "rejected":
            continue
        if one.state == "open" and one.found_by == "model":
            continue
        citation = None
        if one.page:
            citation = Citation(
                one.document, one.document_id, one.page, one.start, one.end, one.quote
            )
        yield KeyFact(
            fill.form.name, one.name, field.title, field.title_zh, one.kind, shown(one.value),
            one.unit, one.state, one.confidence, one.document, citation,
        )  # fmt: skip


@dataclass(frozen=True)
class Told:
    """What a document says of itself; "" where it does not."""

    kind: str
    company: str
    period: str


@dataclass(frozen=True)
class CaseRead:
    """What was read of a case's pages; `lines` by the number of the document."""

    lines: dict[int, Told]
    facts: tuple[KeyFact, ...]


class PageFacts:
    """Facts of each case's pages, read anew when its documents change. Thread-safe."""

    def __init__(self, store: DocumentStore) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._read: dict[int, tuple[str, CaseRead]] = {}
        # A document's pages do not change, so a new document beside it costs only itself.
        self._documents: dict[tuple[int, str], tuple[Told, list[KeyFact]]] = {}

    def of(self, case_id: int, revision: str) -> CaseRead:
        """Of a case as of `revision` or later. Raises: VaultLocked, CaseUnknown."""
        with self._lock:
            known = self._read.get(case_id)
        if known is not None and known[0] == revision:
            return known[1]
        lines: dict[int, Told] = {}
        facts: list[KeyFact] = []
        for document in self._store.documents(case_id):
            if document.state == "ready":
                lines[document.id], found = self._of_document(case_id, document)
                facts += found
        read = CaseRead(lines, tuple(facts))
        with self._lock:
            self._read[case_id] = (revision, read)
        return read

    def _of_document(self, case_id: int, document: Document) -> tuple[Told, list[KeyFact]]:
        key = (document.id, document.sha256)
        with self._lock:
            known = self._documents.get(key)
        if known is not None:
            return known
        pages: list[PageText] = []
        for page in self._store.texts(case_id, document.name):
            if len(pages) == MOST_PAGES:
                break
            pages.append(page)
        made = (_told(document.name, pages), of_document(pages))
        with self._lock:
            self._documents[key] = made
        return made

    def clear(self) -> None:
        """Forget everything, when the vault is locked."""
        with self._lock:
            self._read.clear()
            self._documents.clear()


def _told(name: str, pages: Sequence[PageText]) -> Told:
    facts = told_by(name, [page.text for page in pages[:_FIRST_PAGES]])
    own = title(name).casefold()
    company = next((one for one in facts.names if one.casefold() != own), "")
    period = str(facts.years[0]) if facts.years else ""
    if facts.quarter:
        period = f"{period} Q{facts.quarter}".strip()
    return Told(facts.kind, company, period)
