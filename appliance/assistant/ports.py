"""What the assistant needs from the rest of the house, as narrow as it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from appliance.documents.store import PageText
    from appliance.engine.records import Generation, LoadedModel, Prompt, Sampling
    from appliance.jobs import Job
    from appliance.retrieval.records import Hit


class PageSource(Protocol):
    """The pages of a case; `documents.store.DocumentStore` is one."""

    def texts(self, case_id: int, document: str | None = None) -> Iterable[PageText]:
        """Every page that was read, of one document or of all, in order."""


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

    def generate(
        self,
        prompt: Prompt,
        sampling: Sampling,
        *,
        on_text: Callable[[str], None] | None = None,
        job: Job | None = None,
    ) -> Generation:
        """Continue the prompt. Raises: Cancelled, ContextTooLong, ModelStopped."""

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text."""


class Embedder(Protocol):
    """Makes unit vectors; `engine.client.EmbeddingEngine` is one."""

    def embed(
        self, texts: Sequence[str], *, job: Job | None = None, stage: str = "indexing"
    ) -> NDArray[np.float32]:
        """One float32 row of length 1 per text, in order."""
