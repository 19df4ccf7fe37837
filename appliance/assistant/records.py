"""What an answer is made of; frozen, without behaviour. Stored as JSON with the conversation."""

from __future__ import annotations

from typing import Literal

import msgspec

Status = Literal["answered", "not_found"]
# A list, a count, an absence or a summary is about every page, the others about some places.
QuestionKind = Literal["look-up", "numeric", "list", "count", "compare", "summary", "absence"]

# Longer questions are pasted documents; the engine's context and the person's patience end before.
MOST_QUESTION_CP = 2000
# A checklist has 20 to 60 questions; 500 to one document are minutes of work.
MOST_QUESTIONS = 500


class Citation(msgspec.Struct, frozen=True):
    """A place on a page, and what stands there.

    `page` counts from 1; `start` and `end` are code points of the page's text, half-open, and
    `quote` is exactly that part of it.
    """

    document: str
    document_id: int
    page: int
    start: int
    end: int
    quote: str


class Sentence(msgspec.Struct, frozen=True):
    """One sentence of an answer.

    `supported` means that code found its numbers, dates, names and words in the cited places.
    `note` says in plain words where the sentence comes from or what is wrong with it.
    """

    text: str
    supported: bool
    citations: tuple[Citation, ...]
    note: str = ""


class Coverage(msgspec.Struct, frozen=True):
    """How much was read for an answer about all of something.

    `unread` names pages that could not be read, with the reason.
    """

    read: int
    total: int
    unread: tuple[str, ...] = ()


class Operand(msgspec.Struct, frozen=True):
    """A figure that a calculation takes from a place.

    `value` is the decimal number with scale applied; `written` as it stands on the page.
    """

    label: str
    written: str
    value: str
    citation: Citation
    scale: int = 1
    unit: str = ""


class Calculation(msgspec.Struct, frozen=True):
    """Arithmetic done by code on cited figures.

    `formula` names the operands by their labels; `result` is a decimal number in `unit`.
    """

    operation: str
    formula: str
    operands: tuple[Operand, ...]
    result: str
    unit: str = ""


class Passage(msgspec.Struct, frozen=True):
    """A part of a page that the model was given, under its short id ("P1", "P2", …)."""

    id: str
    document: str
    document_id: int
    page: int
    start: int
    end: int
    text: str
    score: float
    chunk_id: int = 0


class Place(msgspec.Struct, frozen=True):
    """A chunk that the search gave; all of its sentences and rows were looked at."""

    chunk_id: int
    document_id: int
    page: int
    start: int
    end: int


class Provenance(msgspec.Struct, frozen=True):
    """Everything needed to make the same answer again.

    `draft` is empty and `finish` too when the model was not asked because nothing relevant was
    found. `confidence` is the estimated probability that the answer stands in the passages.

    `schedule` says how the engine computed the draft (`engine.records.Generation`). A question of
    a list has the list's id and its size, and its place from 0; otherwise they are empty and 0.
    `whole_sha256` is of the document's text as the model was given it, when it read all of it.
    `method` names the rules and their version where code answered without the model.
    """

    language_model: str
    language_digest: str
    embedding_model: str
    embedding_digest: str
    prompt_version: str
    seed: int
    temperature: float
    max_tokens: int
    chunk_ids: tuple[int, ...]
    engine_build: str
    template: str = ""
    calibration: str = ""
    confidence: float = 0.0
    draft: str = ""
    finish: str = ""
    places: tuple[Place, ...] = ()
    schedule: str = ""
    list_id: str = ""
    list_place: int = 0
    list_size: int = 0
    whole_sha256: str = ""
    method: str = ""


class Answer(msgspec.Struct, frozen=True):
    """A question and what the file says to it.

    `answer` holds the supported sentences only; `sentences` also holds those of the model's draft
    that nothing in the file supports, marked so. `timings` are seconds, except names ending in
    `_tokens`; `load_s` is there when a model had to be loaded for it. `warnings` say in plain words
    what was noticed about the question or the passages. `id` is None until the answer is stored.
    """

    id: int | None
    question: str
    document: str | None
    status: Status
    answer: str
    sentences: tuple[Sentence, ...]
    passages: tuple[Passage, ...]
    pages_searched: int
    timings: dict[str, float]
    provenance: Provenance
    asked_at: str = ""
    warnings: tuple[str, ...] = ()
    kind: QuestionKind = "look-up"
    coverage: Coverage | None = None
    calculation: Calculation | None = None


class Models(msgspec.Struct, frozen=True):
    """Names and digests of the models that answer; `template` is the language model's."""

    language_model: str
    language_digest: str
    embedding_model: str
    embedding_digest: str
    template: str


class Comparison(msgspec.Struct, frozen=True):
    """A kept answer made again from the same passages; `differences` in plain words."""

    before: Answer
    now: Answer
    same: bool
    differences: tuple[str, ...]
