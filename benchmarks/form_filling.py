"""How well and how fast forms are filled: right, wrong and empty fields, against known truth.

    python benchmarks/form_filling.py [--per-form 16] [--save]

64 synthetic documents over the four shipped forms (`form_documents.py`) go through the real parser
children and layout, then through the filler with the starter language model. Beside it, in the same
run and interleaved: rules of code alone, and the plain way of asking a model, one request for each
field with the question before the document, so that nothing is shared. The bundled sample customer
is filled too. `ratio` is the plain way's time over ours for the same questions.

“Listed” fields stand beside a label that the form lists; for the others the label is in words of
its own, or there is none.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import tempfile
import time
from collections import defaultdict
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
from form_documents import documents
from measure import report

from appliance.app.demo import sample_documents
from appliance.assistant.forms import asking, filling, finding
from appliance.assistant.forms.filling import Filler
from appliance.assistant.forms.labels import labels_of
from appliance.assistant.forms.reading import shipped
from appliance.assistant.forms.schema import instance, to_schema
from appliance.clock import SystemClock
from appliance.crypto.kdf import KdfParams
from appliance.documents.ingest import Ingestor
from appliance.documents.layout import kept
from appliance.documents.parsing import ParserClient
from appliance.documents.store import DocumentStore
from appliance.engine.client import EmbeddingEngine, LanguageEngine
from appliance.engine.records import Ask, Message, Prompt
from appliance.jobs import Job
from appliance.settings import Settings, starter_folder
from appliance.vault.store import Vault

if TYPE_CHECKING:
    from collections.abc import Sequence

    from form_documents import Made

    from appliance.assistant.forms.asking import Question
    from appliance.assistant.forms.records import Fill, Form
    from appliance.documents.layout.records import PageLayout
    from appliance.documents.records import Document
    from appliance.documents.store import PageText

MODEL = "smollm2-135m-instruct"
RULES, MEANING, FULL = "rules alone", "rules and embeddings", "with the language model"
CHEAP = KdfParams(memory_kib=8 * 1024, iterations=1, lanes=1)
# What the sample customer's documents say, read by a person.
SAMPLE: dict[tuple[str, str], dict[str, object]] = {
    ("loan-application", "application_form.docx"): {
        "applicant": "Alderbrook Joinery Limited", "registered_number": "99204417",
        "registered_office": "Unit 4, Kestrel Way, Wendleford ZX4 2QP", "amount": "1250000",
        "term": "Term loan, five years, quarterly repayment",
        "purpose": "Five-axis machining line from Veldkamp Machinery (£1,096,000) and the building "
        "work for it (£154,000)",
        "turnover": "4812600", "profit_before_tax": "501300", "existing_loans": "504000",
        "account": "GB39TDWL99990120441736",
        "guarantor": "Alderbrook Holdings Limited, limited to £600,000",
        "failed_to_repay": False, "application_date": "2026-08-03",
    },
    ("balance-sheet", "annual_accounts_2026.pdf"): {
        "company": "Alderbrook Joinery Limited", "balance_date": "2026-03-31",
        "fixed_assets": "1486300", "inventories": "412650", "receivables": "598420",
        "cash": "214785", "current_assets": "1225855", "current_liabilities": "-784840",
        "long_term_liabilities": "-453620", "total_assets": None, "total_liabilities": None,
        "equity": "1402395", "retained_earnings": "1352395",
    },
    ("contract-terms", "loan_agreement.pdf"): {
        "contract": "Term Loan Agreement",
        "parties": (
            "Alderbrook Joinery Limited", "Alderbrook Holdings Limited", "Tidewell Bank plc",
        ),
        "agreement_number": "TW-2026-30-5102", "agreement_date": "2026-09-14",
        "effective_date": None, "end_date": "2031-09-30", "amount": "1250000",
        "interest_rate": "2.85", "notice_period": None, "governing_law": "England and Wales",
        "jurisdiction": "England and Wales", "automatic_renewal": None,
    },
}  # fmt: skip


def language() -> LanguageEngine:
    """The starter language model in its child."""
    path = starter_folder() / MODEL / "model.gguf"
    return LanguageEngine(
        lambda: {"model.gguf": os.open(path, os.O_RDONLY)},
        name=MODEL,
        context_tokens=4096,
        template="chatml",
        threads=Settings().thread_count(),
    )


def embedding() -> EmbeddingEngine:
    """The starter embedding model in its child."""
    folder = starter_folder() / "all-minilm-l6-v2"
    names = ("model.onnx", "tokenizer.json")
    return EmbeddingEngine(
        lambda: {name: os.open(folder / name, os.O_RDONLY) for name in names},
        name="all-minilm-l6-v2",
        dimensions=384,
        max_tokens=256,
        threads=1,
    )


def same(value: object, truth: object) -> bool:
    """Whether a value says what is true; names without regard to capitals."""
    if isinstance(value, tuple) and isinstance(truth, tuple):
        return {one.casefold() for one in value} == {one.casefold() for one in truth}
    if isinstance(value, str) and isinstance(truth, str):
        return value.casefold().removesuffix(".") == truth.casefold().removesuffix(".")
    return value is truth if isinstance(truth, bool) else value == truth


class Count:
    """Right, wrong and empty fields."""

    def __init__(self) -> None:
        self.right = self.wrong = self.missed = self.rightly_empty = 0

    def add(self, value: object, truth: object) -> None:
        """Count one field."""
        if value is None:
            self.missed += truth is not None
            self.rightly_empty += truth is None
        elif truth is not None and same(value, truth):
            self.right += 1
        else:
            self.wrong += 1

    def shown(self) -> dict[str, object]:
        """The counts, precision and recall."""
        filled, there = self.right + self.wrong, self.right + self.missed
        return {
            "right": self.right,
            "wrong": self.wrong,
            "missed": self.missed,
            "rightly empty": self.rightly_empty,
            "precision": round(self.right / filled, 3) if filled else None,
            "recall": round(self.right / there, 3) if there else None,
        }


class Shelf:
    """A vault with the documents in it, read as the program reads them."""

    def __init__(self, folder: Path, paths: Sequence[Path]) -> None:
        clock, settings = SystemClock(), Settings()
        self.vault, _ = Vault.create(folder, "for a benchmark", clock=clock, kdf=CHEAP)
        self.store = DocumentStore(self.vault, clock)
        self.case_id = self.store.new_case("benchmark").id
        parser = ParserClient(settings)
        try:
            ingestor = Ingestor(
                self.store, indexer=lambda *_: None, parser=parser, clock=clock, settings=settings
            )
            outcomes = ingestor.add(self.case_id, paths, job=Job())
        finally:
            parser.close()
        failed = [(one.name, one.error_message) for one in outcomes if one.document is None]
        if failed:
            raise SystemExit(f"not read: {failed}")

    def read(self, name: str) -> tuple[Document, list[PageText], list[PageLayout]]:
        """A document, its pages and layouts."""
        document = self.store.document(self.case_id, name)
        pages = list(self.store.texts(self.case_id, name))
        return document, pages, list(kept.layouts(self.store, document.id))


def plain(question: Question) -> Ask:
    """The same question asked alone, before the document: nothing of it is shared."""
    system, user = question.ask.prompt.messages
    document, asked = user.text[: user.cuts[0]], user.text[user.cuts[0] :]
    turned = Message("user", asked.strip() + "\n\n" + document + "\n\nJSON:")
    return Ask(Prompt((system, turned), question.ask.prompt.template), question.ask.sampling)


def valid(made: Fill) -> bool:
    """The fill is a document of its form's schema."""
    checker = jsonschema.Draft202012Validator(
        to_schema(made.form), format_checker=jsonschema.FormatChecker()
    )
    return bool(checker.is_valid(json.loads(json.dumps(instance(made)))))


def asked(
    form: Form, pages: Sequence[PageText], layouts: Sequence[PageLayout], filler: Filler
) -> list[Question]:
    """The questions that the filler puts to the model for this document."""
    assert filler.language is not None
    sheets = finding.sheets(pages, layouts)
    found = finding.find(form.fields, sheets)
    fields = [
        field for field, ones in zip(form.fields, found, strict=True) if not filling.settled(ones)
    ]
    made = asking.questions(
        fields, sheets, language=filler.language, template="chatml", mask=asking.Unmasked()
    )
    return [one for one in made if one is not None]


def main() -> None:
    """Make, read, fill, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--per-form", type=int, default=16)
    parser.add_argument("--baseline", type=int, default=12, help="documents timed both ways")
    parser.add_argument("--asked", type=int, default=16, help="documents the model is asked of")
    parser.add_argument("--save", action="store_true", help="keep the result")
    options = parser.parse_args()
    forms = {form.name: form for form in shipped()}
    made = documents(options.per_form)
    with tempfile.TemporaryDirectory(prefix="cofferdam-forms-") as place:
        folder = Path(place)
        for one in made:
            (folder / one.name).write_bytes(one.data)
        shelf = Shelf(folder / "vault", [folder / one.name for one in made])
        sample = Shelf(folder / "sample", sample_documents())
        engine, embedder = language(), embedding()
        try:
            result = measured(
                made, forms, shelf, sample, engine, embedder, options.baseline, options.asked
            )
        finally:
            engine.close()
            embedder.close()
            shelf.vault.lock()
            sample.vault.lock()
    report("form_filling", result.pop("ratio"), result, save=options.save)


def measured(
    made: Sequence[Made],
    forms: dict[str, Form],
    shelf: Shelf,
    sample: Shelf,
    engine: LanguageEngine,
    embedder: EmbeddingEngine,
    timed: int,
    asked_of: int,
) -> dict[str, Any]:
    """All counts and times."""
    engine.load()
    bare = Filler(shelf.store, SystemClock())
    full = replace(
        bare, language=engine, language_model=MODEL, template="chatml", embedder=embedder
    )
    counts: dict[str, dict[str, Count]] = defaultdict(lambda: defaultdict(Count))
    sure: dict[str, Count] = defaultdict(Count)
    seconds: dict[str, list[float]] = {RULES: [], MEANING: [], FULL: []}
    outputs = wellformed = answers = 0
    both: dict[str, list[float]] = {"shared": [], "plain": []}
    for number, one in enumerate(made):
        form = forms[one.form]
        document, pages, layouts = shelf.read(one.name)
        ways = {RULES: bare, MEANING: replace(bare, embedder=embedder)}
        if number < asked_of:
            ways[FULL] = full
        for way, filler in ways.items():
            began_s = time.perf_counter()
            (fill,) = filling.fill(
                document, [form], pages, layouts=layouts, filler=filler, job=Job()
            )
            seconds[way].append(time.perf_counter() - began_s)
            outputs += 1
            wellformed += valid(fill)
            judge(way, fill, form, one, counts, sure)
        if number < timed:
            questions = asked(form, pages, layouts, full)
            answers += len(questions)
            order = ["shared", "plain"] if number % 2 else ["plain", "shared"]
            for way in order:
                engine.forget_prefixes()
                began_s = time.perf_counter()
                if way == "shared":
                    engine.generate_many([question.ask for question in questions])
                else:
                    for question in questions:
                        alone = plain(question)
                        engine.generate(alone.prompt, alone.sampling)
                both[way].append(time.perf_counter() - began_s)
    own, sample_s = of_sample(forms, sample, full)
    return {
        "ratio": sum(both["plain"]) / sum(both["shared"]),
        "ratio_of": "seconds of one request per field without a shared prefix over ours",
        "documents": len(made),
        "documents of which the language model was asked": len(seconds[FULL]),
        "valid against the schema": {"outputs": outputs, "valid": wellformed},
        "fields": {
            way: {name: count.shown() for name, count in sorted(ones.items())}
            for way, ones in counts.items()
        },
        "right by confidence": {
            band: {"right": count.right, "of": count.right + count.wrong}
            for band, count in sorted(sure.items())
        },
        "sample customer": {name: count.shown() for name, count in own.items()},
        "seconds per document, median": {
            **{way: round(statistics.median(taken), 3) for way, taken in seconds.items()},
            "sample customer": round(statistics.median(sample_s), 3),
        },
        "same questions both ways": {
            "documents": len(both["shared"]),
            "questions": answers,
            "shared prefix, seconds": round(sum(both["shared"]), 2),
            "one by one, seconds": round(sum(both["plain"]), 2),
        },
    }


def judge(
    way: str,
    fill: Fill,
    form: Form,
    made: Made,
    counts: dict[str, dict[str, Count]],
    sure: dict[str, Count],
) -> None:
    """Count each field under its kind, its label and its confidence."""
    for field, one in zip(form.fields, fill.fields, strict=True):
        truth = made.truth.get(field.name)
        label = made.labels.get(field.name, "").casefold()
        listed = label in [name.casefold() for name in labels_of(field)]
        group = "absent" if truth is None else "listed label" if listed else "other label or none"
        for name in ("all", f"kind {field.kind}", f"form {form.name}", group):
            counts[way][name].add(one.value, truth)
        if one.value is not None and way != RULES:
            counts[way][f"found by {one.found_by}"].add(one.value, truth)
            band = f"{one.found_by} {int(one.confidence * 10) / 10:.1f}"
            sure[f"{way}: {band}"].add(one.value, truth)


def of_sample(
    forms: dict[str, Form], sample: Shelf, filler: Filler
) -> tuple[dict[str, Count], list[float]]:
    """The sample customer's documents that have a form of their own."""
    counts: dict[str, Count] = defaultdict(Count)
    taken = []
    filler = replace(filler, pages=sample.store)
    for (name, document), truth in SAMPLE.items():
        found, pages, layouts = sample.read(document)
        began_s = time.perf_counter()
        (fill,) = filling.fill(
            found, [forms[name]], pages, layouts=layouts, filler=filler, job=Job()
        )
        taken.append(time.perf_counter() - began_s)
        for one in fill.fields:
            counts[name].add(one.value, truth[one.name])
    return counts, taken


if __name__ == "__main__":
    main()
