"""The engine that turns texts into vectors, as the rest of the program sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from appliance.engine.foreground import Foreground
from appliance.engine.host import Host, Hosted
from appliance.engine.protocol import Embed, LoadEmbedding, Progress, Vectors
from appliance.errors import ProtocolBroken

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from appliance.children.filling import FillingSource
    from appliance.jobs import Job

_HEADROOM_BYTES = 4 * 1024**3
# What one request may bring to each core: some 0.1 s of work, since a search waits for its end.
# Four times as much is a tenth faster, half as much 7 % slower (two busy cores, 256-token texts).
_BATCH_TOKENS_PER_THREAD = 1024
_BATCH_TEXTS = 128
_BATCH_CHARACTERS = 2 * 1024**2
# A request of so few texts is one for which a person waits: it goes before all longer ones.
_FEW_TEXTS = 4
_CHARACTERS_PER_TOKEN = 4
_FRAME_SPARE_BYTES = 64 * 1024


class EmbeddingEngine(Hosted):
    """One embedding model; safe to share between threads, one request at a time.

    Many texts are done in small requests of about the same work, longest texts first; between two
    of them the engine gives way to searches and to whoever waits in `foreground`.

    Args:
        source: gives `model.onnx` and `tokenizer.json`.
        name: for messages to people.
        dimensions: length of a vector.
        max_tokens: longer texts are cut there.
        threads: how many texts are computed at once.
        foreground: shared with other engines on the same cores; one of its own unless given.
    """

    def __init__(
        self,
        source: FillingSource,
        *,
        name: str,
        dimensions: int,
        max_tokens: int,
        threads: int,
        required_layers: tuple[str, ...] = (),
        foreground: Foreground | None = None,
    ) -> None:
        self._foreground = foreground or Foreground()
        self._threads = threads
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
        if len(texts) <= _FEW_TEXTS:
            with self._foreground.someone_waits():
                return self._embedded(texts, range(len(texts)), job, stage, 0, len(texts))
        rows = np.empty((len(texts), self._dimensions), dtype=np.float32)
        done = 0
        for places in self._batches(texts):
            self._foreground.give_way(job)
            rows[places] = self._embedded(texts, places, job, stage, done, len(texts))
            done += len(places)
            if job is not None:
                job.tick(stage, done, len(texts), unit="passages")
        return rows

    def _batches(self, texts: Sequence[str]) -> Iterator[list[int]]:
        """Places of texts, longest first, bounded in tokens (as estimated), number and size."""
        most_tokens = _BATCH_TOKENS_PER_THREAD * self._threads
        batch: list[int] = []
        tokens = characters = 0
        for place in sorted(range(len(texts)), key=lambda place: -len(texts[place])):
            length = len(texts[place])
            work = min(self._max_tokens, length // _CHARACTERS_PER_TOKEN + 1)
            full = len(batch) == _BATCH_TEXTS or tokens + work > most_tokens
            if batch and (full or characters + length > _BATCH_CHARACTERS):
                yield batch
                batch, tokens, characters = [], 0, 0
            batch.append(place)
            tokens += work
            characters += length
        if batch:
            yield batch

    def _embedded(
        self,
        texts: Sequence[str],
        places: Sequence[int],
        job: Job | None,
        stage: str,
        before: int,
        total: int,
    ) -> NDArray[np.float32]:
        """The vectors of the texts at `places`, in that order."""
        count = len(places)
        if not count:
            return np.empty((0, self._dimensions), dtype=np.float32)
        with self._host.exchange(job) as exchange:
            exchange.send(Embed(exchange.number, [texts[place] for place in places]))
            for reply in exchange.replies():
                if isinstance(reply, Progress):
                    done = min(max(reply.done, 0), count)
                    exchange.tick(stage, before + done, total, "passages")
                elif isinstance(reply, Vectors):
                    if len(reply.data) != 4 * count * self._dimensions:
                        break
                    values = np.frombuffer(reply.data, dtype="<f4")
                    if not np.isfinite(values).all():
                        why = "vectors with values that are not numbers"
                        raise ProtocolBroken(why, kind="embedding")
                    return values.reshape(count, self._dimensions)
                else:
                    break
            raise exchange.broken("not vectors")

    def _load_request(self, places: Mapping[str, int]) -> LoadEmbedding:
        return LoadEmbedding(
            places["model.onnx"], places["tokenizer.json"], self._dimensions, self._max_tokens
        )
