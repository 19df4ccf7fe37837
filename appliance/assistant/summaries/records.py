"""What a summary is made of; frozen, without behaviour. Stored as JSON in its case."""

from __future__ import annotations

import msgspec

from appliance.assistant.records import Citation, Coverage

MOST_SENTENCES = 24


class SummarySentence(msgspec.Struct, frozen=True):
    """One sentence of a summary.

    `from_model` is true for prose of the language model that code verified against its citations;
    otherwise the text is the document's own.
    """

    text: str
    section: str
    citations: tuple[Citation, ...]
    from_model: bool = False


class SummaryMade(msgspec.Struct, frozen=True):
    """How a summary was made; `language_digest` is empty where no model wrote prose for it."""

    rules: str
    embedding_model: str = ""
    embedding_digest: str = ""
    language_model: str = ""
    language_digest: str = ""
    prompt_version: str = ""
    engine_build: str = ""


class Summary(msgspec.Struct, frozen=True):
    """A summary of a document, or of all documents of a case for `document` None.

    `id` is 0 until it is kept. `coverage` says how many pages were read, of how many, and which
    could not be. `revision` is of the case when it was made. `dropped` counts sentences of the
    model that could not be verified and are not shown.
    """

    id: int
    document: str | None
    sentences: tuple[SummarySentence, ...]
    coverage: Coverage
    made: SummaryMade
    made_at: str
    revision: str = ""
    seconds: float = 0.0
    dropped: int = 0
