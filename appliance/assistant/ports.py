"""What the assistant needs from the rest of the house, as narrow as it is used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from appliance.assistant.records import Citation
    from appliance.documents.layout.records import PageLayout
    from appliance.documents.store import PageText
    from appliance.engine.records import (
        Ask,
        Generation,
        LoadedModel,
        Priority,
        Prompt,
        Sampling,
    )
    from appliance.jobs import Job
    from appliance.privacy.records import Masked
    from appliance.retrieval.records import Hit


@dataclass(frozen=True)
class Stretch:
    """A stretch of a page that is masked; code points, half-open."""

    document_id: int
    page: int
    start: int
    end: int
    text: str


class PageSource(Protocol):
    """The pages of a case; `documents.store.DocumentStore` is one."""

    def texts(self, case_id: int, document: str | None = None) -> Iterable[PageText]:
        """Every page that was read, of one document or of all, in order."""


class PageFacts(Protocol):
    """What is known of pages beside their text; `page_facts.StoredPageFacts` is one."""

    def layout(self, document_id: int, page: int) -> PageLayout | None:
        """Tables and blocks of a page."""

    def unread(self, document: str | None) -> tuple[tuple[str, ...], frozenset[tuple[int, int]]]:
        """What was not read, as sentences, and the ids and pages of it that are searched."""

    def read_with(self, citation: Citation) -> float | None:
        """The least confidence of a place's words, in percent, if it is low; else None."""

    def notices(self, citations: Iterable[Citation]) -> tuple[str, ...]:
        """What was noticed about places, as sentences."""


class PassageSearch(Protocol):
    """Finds passages; `retrieval.index.Index` is one."""

    def search(
        self, case_id: int, text: str, *, top: int = 10, document: str | None = None
    ) -> tuple[Hit, ...]:
        """The `top` best passages, best first."""


class LanguageModel(Protocol):
    """Writes text; `engine.client.LanguageEngine` is one."""

    @property
    def loaded(self) -> LoadedModel | None:
        """The model in memory, if it is."""

    def load(self, job: Job | None = None) -> LoadedModel:
        """Load the model now instead of at first use."""

    def generate(
        self,
        prompt: Prompt,
        sampling: Sampling,
        *,
        on_text: Callable[[str], None] | None = None,
        job: Job | None = None,
        priority: Priority = ...,
    ) -> Generation:
        """Continue the prompt. Raises: Cancelled, ContextTooLong, ModelStopped."""

    def generate_many(
        self,
        asks: Sequence[Ask],
        *,
        job: Job | None = None,
        on_text: Callable[[int, str], None] | None = None,
        on_done: Callable[[int, Generation], None] | None = None,
        priority: Priority = ...,
    ) -> list[Generation]:
        """Continue prompts that are computed together; both calls get the place of the ask.

        They are made on this thread. Raises: as `generate`.
        """

    def kept(self) -> tuple[tuple[str, int, int], ...]:
        """Readings in the engine's memory: name, tokens, bytes."""

    def take_prefix(self, key: str, job: Job | None = None) -> tuple[int, bytes]:
        """The reading of that name: tokens and state; 0 and nothing if it is not there."""

    def give_prefix(self, key: str, tokens: int, data: bytes, job: Job | None = None) -> bool:
        """Bring back a reading that was taken out before; False if the model cannot use it."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text."""


class Embedder(Protocol):
    """Makes unit vectors; `engine.client.EmbeddingEngine` is one."""

    def embed(
        self, texts: Sequence[str], *, job: Job | None = None, stage: str = "indexing"
    ) -> NDArray[np.float32]:
        """One float32 row of length 1 per text, in order."""


class PromptMask(Protocol):
    """Hides identifiers from the model; `privacy.prompts.PromptMask` is one."""

    def mask(self, text: str) -> Masked:
        """A question, with tokens in place of identifiers."""

    def mask_passages(
        self, passages: Sequence[Stretch]
    ) -> tuple[list[Stretch], Callable[[str], str]]:
        """Copies with tokens, and what turns a draft back."""


class Readings(Protocol):
    """Readings of documents that were kept; `assistant.kept.KeptReadings` of one case is one."""

    def has(self, document_id: int) -> bool:
        """True if a reading is kept for the document; only `lend` knows whether it still fits."""

    def lend(self, document_id: int, name: str, language: LanguageModel, job: Job) -> bool:
        """Put it into the engine unless it is there; True if the engine has it now."""
