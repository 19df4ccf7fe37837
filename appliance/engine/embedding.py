"""The engine that turns texts into vectors, as the rest of the program sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from appliance.engine.host import Host
from appliance.engine.protocol import Embed, LoadEmbedding, Progress, Vectors
from appliance.errors import ProtocolBroken

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from appliance.confinement.report import ConfinementReport
    from appliance.engine.records import LoadedModel, WeightsSource
    from appliance.jobs import Job

_HEADROOM_BYTES = 4 * 1024**3
# One request is a second or two of work: between two of them a question can be asked.
_BATCH_TEXTS = 128
_BATCH_CHARACTERS = 2 * 1024**2
_FRAME_SPARE_BYTES = 64 * 1024


class EmbeddingEngine:
    """One embedding model; safe to share between threads, one request at a time.

    Args:
        source: gives `model.onnx` and `tokenizer.json`.
        name: for messages to people.
        dimensions: length of a vector.
        max_tokens: longer texts are cut there.
        threads: how many texts are computed at once.
    """

    def __init__(
        self,
        source: WeightsSource,
        *,
        name: str,
        dimensions: int,
        max_tokens: int,
        threads: int,
        required_layers: tuple[str, ...] = (),
    ) -> None:
        self._dimensions = dimensions
        self._max_tokens = max_tokens
        self._host = Host(
            "embedding",
            name=name,
            source=source,
            load=self._load_request,
            threads=threads,
            required_layers=required_layers,
            headroom_bytes=_HEADROOM_BYTES,
            frame_bytes=_FRAME_SPARE_BYTES + 4 * dimensions * _BATCH_TEXTS,
        )

    @property
    def loaded(self) -> LoadedModel | None:
        """The model in memory now, or None."""
        return self._host.loaded

    @property
    def confinement(self) -> ConfinementReport | None:
        """How well the running child is fenced in, or None."""
        return self._host.confinement

    def load(self, job: Job | None = None) -> LoadedModel:
        """Load the model now instead of at first use.

        Raises: ModelRefused, ModelStopped, NotConfined, OutOfMemory, Cancelled, and whatever the
            source raises.
        """
        return self._host.ensure_loaded(job)

    def embed(
        self, texts: Sequence[str], *, job: Job | None = None, stage: str = "indexing"
    ) -> NDArray[np.float32]:
        """One unit vector per text, in their order.

        Args:
            texts: of any length; what is beyond `max_tokens` is not read.
            job: reports texts done; cancelling it stops between two texts, the child stays.
            stage: name of the work in progress reports.

        Returns:
            float32 of shape (number of texts, dimensions).

        Raises: Cancelled, ChildTimeout, ProtocolBroken, and as `load`.
        """
        rows = np.empty((len(texts), self._dimensions), dtype=np.float32)
        for begin, end in _batches(texts):
            batch = self._batch(texts, begin, end, job, stage)
            if not np.isfinite(batch).all():
                raise ProtocolBroken("vectors with values that are not numbers", kind="embedding")
            rows[begin:end] = batch
            if job is not None:
                job.tick(stage, end, len(texts), unit="passages")
        return rows

    def close(self) -> None:
        """End the child; a request at work in another thread ends with `ModelStopped`."""
        self._host.close()

    def _batch(
        self, texts: Sequence[str], begin: int, end: int, job: Job | None, stage: str
    ) -> NDArray[np.float32]:
        with self._host.exchange(job) as exchange:
            exchange.send(Embed(exchange.number, list(texts[begin:end])))
            for reply in exchange.replies():
                if isinstance(reply, Progress):
                    done = min(max(reply.done, 0), end - begin)
                    exchange.tick(stage, begin + done, len(texts), "passages")
                elif isinstance(reply, Vectors):
                    if len(reply.data) != 4 * (end - begin) * self._dimensions:
                        break
                    values = np.frombuffer(reply.data, dtype="<f4")
                    return values.reshape(end - begin, self._dimensions)
                else:
                    break
            raise exchange.broken("not vectors")

    def _load_request(self, places: Mapping[str, int]) -> LoadEmbedding:
        return LoadEmbedding(
            places["model.onnx"], places["tokenizer.json"], self._dimensions, self._max_tokens
        )


def _batches(texts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Half-open ranges of texts, bounded in number and in characters, in order."""
    begin = characters = 0
    for place, text in enumerate(texts):
        full = place - begin == _BATCH_TEXTS or characters + len(text) > _BATCH_CHARACTERS
        if full and place > begin:
            yield begin, place
            begin, characters = place, 0
        characters += len(text)
    if begin < len(texts):
        yield begin, len(texts)
