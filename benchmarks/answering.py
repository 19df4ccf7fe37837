"""A case, its models and its desk of answers, for benchmarks that ask questions.

Documents go through the real ingest: parser children, layout, the real embedding model. With a
folder to keep them in, a second run uses the same case and only asks.
"""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from appliance.assistant.answers import Assistant
from appliance.assistant.arithmetic.answering import STATED
from appliance.assistant.drafting import FROM_MODEL
from appliance.assistant.evidence import answers_kind
from appliance.assistant.page_facts import StoredPageFacts
from appliance.assistant.passages import Limits
from appliance.assistant.questions import read
from appliance.assistant.records import Models
from appliance.assistant.sentences import sentences
from appliance.assistant.values import values
from appliance.assistant.wording import terms
from appliance.clock import SystemClock
from appliance.crypto.kdf import KdfParams
from appliance.documents.ingest import Ingestor
from appliance.documents.parsing import ParserClient
from appliance.documents.store import DocumentStore
from appliance.engine.client import EmbeddingEngine, LanguageEngine
from appliance.engine.records import Generation, Timings
from appliance.jobs import Job
from appliance.retrieval.index import Index
from appliance.settings import Settings, starter_folder
from appliance.vault.store import Vault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from appliance.assistant.records import Answer
    from appliance.engine.records import Ask, Prompt, Sampling

LANGUAGE, EMBEDDING = "smollm2-135m-instruct", "all-minilm-l6-v2"
_PASSPHRASE = "only a benchmark"  # noqa: S105 - protects nothing
_CASE = "benchmark"


def weights(folder: str, *names: str) -> Callable[[], dict[str, int]]:
    """A source of a starter model's files, as the registry would give them."""
    return lambda: {n: os.open(starter_folder() / folder / n, os.O_RDONLY) for n in names}


class Silent:
    """A language model that writes nothing: what is left is found by code alone."""

    loaded = None

    def generate(self, prompt: Prompt, sampling: Sampling, **_options: Any) -> Generation:  # noqa: ANN401
        """An empty draft."""
        return Generation(
            text="", finish="stop", timings=Timings(*[0] * len(Timings.__dataclass_fields__))
        )

    def generate_many(self, asks: Sequence[Ask], **_options: Any) -> list[Generation]:  # noqa: ANN401
        """Empty drafts."""
        return [self.generate(ask.prompt, ask.sampling) for ask in asks]

    def kept(self) -> tuple[tuple[str, int, int], ...]:
        """No reading is kept."""
        return ()

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """About four characters a token."""
        return [len(text) // 4 for text in texts]

    def close(self) -> None:
        """Nothing to stop."""


class Desk:
    """A vault with one case, and what answers questions from it; a context manager."""

    def __init__(self, files: Sequence[Path], *, keep: Path | None, model: bool) -> None:
        self._stack = ExitStack()
        root = keep or Path(self._stack.enter_context(tempfile.TemporaryDirectory()))
        settings, clock = Settings(), SystemClock()
        folder = root / "vault"
        if folder.exists():
            vault = Vault.open(folder, _PASSPHRASE, clock=clock)
        else:
            cheap = KdfParams(memory_kib=8 * 1024, iterations=1, lanes=1)
            root.mkdir(parents=True, exist_ok=True)
            vault, _ = Vault.create(folder, _PASSPHRASE, clock=clock, kdf=cheap)
        self._stack.callback(vault.lock)
        self.embedder = EmbeddingEngine(
            weights(EMBEDDING, "model.onnx", "tokenizer.json"),
            name=EMBEDDING,
            dimensions=384,
            max_tokens=256,
            threads=settings.thread_count(),
        )
        self._stack.callback(self.embedder.close)
        self.language: Any = Silent()
        if model:
            self.language = LanguageEngine(
                weights(LANGUAGE, "model.gguf"),
                name=LANGUAGE,
                context_tokens=4096,
                template="chatml",
                threads=settings.thread_count(),
            )
        self._stack.callback(self.language.close)
        self.store = DocumentStore(vault, clock)
        self.index = Index(vault, self.store, embedder=self.embedder, embedding_digest=EMBEDDING)
        known = {case.name: case.id for case in self.store.cases()}
        self.case_id = known.get(_CASE) or self.store.new_case(_CASE).id
        have = {one.name for one in self.store.documents(self.case_id) if one.state == "ready"}
        parser = ParserClient(settings)
        self._stack.callback(parser.close)
        ingestor = Ingestor(
            self.store,
            indexer=lambda document_id, job: self.index.add_document(document_id, job=job),
            parser=parser,
            clock=clock,
            settings=settings,
        )
        missing = [path for path in files if path.name not in have]
        outcomes = ingestor.add(self.case_id, missing, job=Job())
        self.failed = [one.name for one in outcomes if one.status not in ("added", "duplicate")]
        self.assistant = Assistant(
            self.index,
            self.store,
            self.language,
            self.embedder,
            Models(LANGUAGE if model else "none", "", EMBEDDING, "", "chatml"),
            Limits(),
            clock,
            facts=StoredPageFacts(self.store, self.case_id),
        )

    def __enter__(self) -> Desk:
        return self

    def __exit__(self, *_error: object) -> None:
        self._stack.close()


def first_sentence_of(given: Answer) -> str:
    """The first supported sentence, without the quotation marks; empty when not found."""
    if given.status == "not_found":
        return ""
    first = next((one for one in given.sentences if one.supported), None)
    return first.text.strip("“”") if first is not None else ""


def stated_figures(given: Answer) -> tuple[list[str], str]:
    """The figures of an answer that is cells of a table, and their scale."""
    found, scale = [], ""
    for one in given.sentences:
        if one.supported and one.note.startswith(STATED):
            shown = one.text.rsplit(": ", 1)[-1]
            match = re.fullmatch(r"(.*?)(?: \(([^()]*)\))?", shown)
            written, said = (match[1], match[2] or "") if match else (shown, "")
            scale = next((s for s in ("thousand", "million", "billion") if s in said), scale)
            scale = "percent" if "%" in written else scale
            found.append(written)
    return found, scale


def best_span(question: str, text: str) -> str:
    """The part of a sentence that is of the kind asked for; the sentence if none is."""
    asked = read(question)
    if asked.wanted not in ("text", "yes-no", "party", "place", "duration"):
        for value in values(text):
            part = text[value.start : value.end].strip(" ,.")
            if answers_kind(asked, part) is True:
                return part
    return text


def baseline(question: str, desk: Desk, document: str | None) -> tuple[str, str]:
    """Best passage, best span: the likest sentence of the first hit, and that cut to a value."""
    hits = desk.index.search(desk.case_id, question, top=1, document=document)
    if not hits:
        return "", ""
    text = hits[0].text
    parts = [
        " ".join(text[a:b].split())
        for line in text.splitlines()
        for a, b in sentences(line)
        if any(c.isalnum() for c in line[a:b])
    ]
    if not parts:
        return "", ""
    rows = desk.embedder.embed([question, *parts])
    asked = set(terms(question))
    order = sorted(
        range(len(parts)),
        key=lambda n: -(float(rows[0] @ rows[n + 1]) + 0.05 * len(asked & set(terms(parts[n])))),
    )
    return parts[order[0]], best_span(question, parts[order[0]])


def prose(given: Answer) -> int:
    """How many sentences of the model stand in the answer."""
    return sum(one.supported and one.note.startswith(FROM_MODEL) for one in given.sentences)


def outcome(answered: bool, right: bool) -> str:
    """One word for a question."""
    return "abstained" if not answered else "right" if right else "wrong"


def tally(outcomes: Iterable[str]) -> dict[str, int]:
    """How many of each."""
    listed = list(outcomes)
    return {name: listed.count(name) for name in ("right", "wrong", "abstained")}
