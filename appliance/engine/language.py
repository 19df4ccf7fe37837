"""The engine that writes text, as the rest of the program sees it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.engine.host import Host
from appliance.engine.protocol import (
    Counted,
    CountTokens,
    Generate,
    Generated,
    LoadLanguage,
    Piece,
    Progress,
)
from appliance.engine.records import Generation
from appliance.errors import Cancelled, EngineMissing
from appliance.settings import engine_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from appliance.confinement.report import ConfinementReport
    from appliance.engine.records import LoadedModel, Prompt, Sampling, WeightsSource
    from appliance.jobs import Job

_GIB = 1024**3
# Libraries, stacks, key-value cache and work space, as addresses: far more than is ever touched.
_HEADROOM_BYTES = 8 * _GIB
# Pieces are a few words and counts a few bytes each.
_FRAME_BYTES = 1024**2
# The child's own buffer for the text of one token.
_TOKEN_CHARACTERS = 256


class LanguageEngine:
    """One language model; safe to share between threads, one request at a time.

    The child is started at first use. When it dies the request ends with `ModelStopped`, and the
    next one starts a new child.

    Args:
        source: gives `model.gguf`.
        name: for messages to people.
        context_tokens: the most tokens of prompt and answer together.
        template: name of the prompt format, one of `templates.TEMPLATES`.
        threads: for the computation; one less than the cores is best.
        libraries: folder of the engine; the installed one unless given.
    """

    def __init__(
        self,
        source: WeightsSource,
        *,
        name: str,
        context_tokens: int,
        template: str,
        threads: int,
        libraries: Path | None = None,
        required_layers: tuple[str, ...] = (),
    ) -> None:
        self._template = template
        self._context_tokens = context_tokens
        self._libraries = libraries or engine_folder()
        self._host = Host(
            "language",
            name=name,
            source=source,
            load=self._load_request,
            threads=threads,
            required_layers=required_layers,
            headroom_bytes=_HEADROOM_BYTES,
            frame_bytes=_FRAME_BYTES,
            options=(f"engine={self._libraries}",),
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

        Raises: EngineMissing, ModelRefused, ModelStopped, NotConfined, OutOfMemory, Cancelled,
            and whatever the source raises.
        """
        return self._host.ensure_loaded(job)

    def generate(
        self,
        prompt: Prompt,
        sampling: Sampling,
        *,
        on_text: Callable[[str], None] | None = None,
        job: Job | None = None,
    ) -> Generation:
        """Write an answer.

        Args:
            prompt: the turns; its template must be the engine's.
            sampling: how tokens are chosen and when to stop.
            on_text: gets each new stretch of text, on this thread; joined they are the result.
            job: cancelling it stops the writing within one token; the child stays usable.

        Raises:
            ContextTooLong: prompt and answer do not fit together.
            Cancelled: the job was cancelled.
            ModelStopped: the child died; the next request starts a new one.
            EngineMissing, ModelRefused, NotConfined, OutOfMemory, ChildTimeout, ProtocolBroken.
        """
        if prompt.template != self._template:
            raise ValueError(f"prompt for {prompt.template!r}, model of {self._template!r}")
        parts: list[str] = []
        room = _TOKEN_CHARACTERS * sampling.max_tokens
        with self._host.exchange(job) as exchange:
            exchange.send(Generate(exchange.number, prompt.messages, sampling))
            for reply in exchange.replies():
                if isinstance(reply, Piece):
                    room -= len(reply.text)
                    if room < 0 or not reply.text:
                        break
                    parts.append(reply.text)
                    if on_text is not None:
                        on_text(reply.text)
                    exchange.tick("writing the answer", len(parts), None, "pieces")
                elif isinstance(reply, Progress):
                    if reply.total:  # otherwise only a sign of life
                        exchange.tick("reading the passages", reply.done, reply.total, "tokens")
                elif isinstance(reply, Generated):
                    if reply.finish == "cancelled":
                        raise Cancelled
                    return Generation("".join(parts), reply.finish, reply.timings)
                else:
                    break
            raise exchange.broken("not an answer to a prompt")

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        """Tokens of each text, without any of a prompt format. Raises: as `load`."""
        with self._host.exchange(None) as exchange:
            exchange.send(CountTokens(exchange.number, list(texts)))
            for reply in exchange.replies():
                if isinstance(reply, Counted) and len(reply.counts) == len(texts):
                    return reply.counts
                if not isinstance(reply, Progress):
                    break
            raise exchange.broken("not an answer to a count")

    def close(self) -> None:
        """End the child; a request at work in another thread ends with `ModelStopped`."""
        self._host.close()

    def _load_request(self, places: Mapping[str, int]) -> LoadLanguage:
        if not (self._libraries / "libllama.so").exists():
            raise EngineMissing(why=f"nothing is in {self._libraries}")
        return LoadLanguage(places["model.gguf"], self._context_tokens, self._template)
