"""The real language worker in the test's own process, with a wire of two queues."""

from __future__ import annotations

import os
import sys
from collections import defaultdict, deque
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from appliance.children import sealed_memory
from appliance.engine.protocol import (
    Generate,
    Generated,
    Loaded,
    LoadLanguage,
    Piece,
    Progress,
    Score,
)
from appliance.engine.records import Ask, Message, Priority, Prompt, RunSettings, Sampling
from appliance.engine.worker.language import LanguageWorker
from appliance.engine.worker.wire import Ended, Wire
from appliance.settings import engine_folder, starter_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from appliance.engine.protocol import Reply, Request
    from appliance.engine.records import ScoreAsk

WEIGHTS = starter_folder() / "smollm2-135m-instruct" / "model.gguf"
# The library goes on calling the log function of the bindings that were loaded last.
_BINDINGS: list[object] = []
# Short steps, so that a short document has several.
SHORT_STEPS = RunSettings(step_tokens=64)


class Queues(Wire):
    """Requests come from a queue, replies go to a list; the end of the queue is the end."""

    def __init__(self) -> None:
        self.inbox: deque[Request] = deque()
        self.replies: list[Reply] = []
        self.on_look: Callable[[], None] = lambda: None

    def waiting(self) -> bool:
        self.on_look()
        return bool(self.inbox)

    def receive(self) -> Request:
        if not self.inbox:
            raise Ended
        return self.inbox.popleft()

    def send(self, reply: Reply) -> None:
        self.replies.append(reply)

    def cancelled(self, number: int) -> bool:
        del number
        return False

    def beat(self, number: int, done: int, total: int) -> None:
        del number, done, total


class Side:
    """What a child gets from its parent at the start."""

    def __init__(self) -> None:
        def copy(descriptor: int) -> None:
            os.write(descriptor, WEIGHTS.read_bytes())

        self.options = {"engine": str(engine_folder())}
        self.threads = 1
        self.handed = (sealed_memory("weights", copy),)


@dataclass
class Answer:
    """What came for one prompt."""

    text: str
    end: Generated


class InProcess:
    """A loaded worker; requests are done one `go` after the other."""

    def __init__(self, settings: RunSettings = SHORT_STEPS, *, context_tokens: int = 2048) -> None:
        self.wire = Queues()
        self.worker = LanguageWorker(Side(), self.wire)  # type: ignore[arg-type]
        self.wire.inbox.append(LoadLanguage(0, context_tokens, "chatml", settings))
        (loaded,) = self.go()
        assert isinstance(loaded, Loaded)
        self._number = 0
        assert self.worker._model is not None
        _BINDINGS.append(self.worker._model._bindings)

    def put(self, request: Request) -> None:
        self.wire.inbox.append(request)

    def number(self) -> int:
        self._number += 1
        return self._number

    def go(self) -> list[Reply]:
        """Work until nothing is left to do; returns all replies."""
        self.wire.replies = []
        try:
            self.worker.serve()
        except Ended:
            return self.wire.replies
        raise AssertionError("the worker returned")

    def generate(
        self, asks: Sequence[Ask], priority: Priority = Priority.BATCH, number: int = 0
    ) -> list[Answer]:
        number = number or self.number()
        self.put(Generate(number, tuple(asks), priority))
        return answers(self.go(), number)

    def score(self, asks: Sequence[ScoreAsk]) -> Reply:
        self.put(Score(self.number(), tuple(asks), Priority.BATCH))
        return last(self.go())


def last(replies: Sequence[Reply]) -> Reply:
    return [reply for reply in replies if not isinstance(reply, Progress)][-1]


def answers(replies: Sequence[Reply], number: int) -> list[Answer]:
    texts: dict[int, str] = defaultdict(str)
    ends: dict[int, Generated] = {}
    for reply in replies:
        if isinstance(reply, Piece) and reply.number == number:
            assert reply.place not in ends
            texts[reply.place] += reply.text
        elif isinstance(reply, Generated) and reply.number == number:
            ends[reply.place] = reply
    return [Answer(texts[place], ends[place]) for place in sorted(ends)]


@contextmanager
def in_process(
    settings: RunSettings = SHORT_STEPS, *, context_tokens: int = 2048
) -> Iterator[InProcess]:
    """A worker that frees its native memory at the end and leaves no foreign modules behind."""
    for name in [name for name in sys.modules if name.startswith("llama_cpp")]:
        del sys.modules[name]  # of another worker in this process
    before = dict(sys.modules)
    worker = InProcess(settings, context_tokens=context_tokens)
    try:
        yield worker
    finally:
        worker.worker.close()
        for name in set(sys.modules) - set(before):
            del sys.modules[name]


DOCUMENT = (
    "Loan agreement between Northwind Bank plc, the lender, and Harbour Lights Shipping Ltd, the "
    "borrower, dated 14 March 2024. The principal is EUR 2,750,000. The loan ends on 31 December "
    "2031. Interest is 4.25 percent per year, payable on the last day of each quarter. Default "
    "interest is two further percent. The borrower sends audited statements within 90 days after "
    "the end of each year. No security may be given without the lender's written consent. The "
    "borrower may prepay at least EUR 50,000 with 30 days' notice."
)
QUESTIONS = (
    "What is the principal?",
    "Who is the lender?",
    "Who is the borrower?",
    "When does the loan end?",
    "What is the interest rate?",
    "When is interest payable?",
    "What is the default interest?",
    "When are statements due?",
    "May security be given?",
    "What is the smallest prepayment?",
)


def about(question: str, *, document: str = DOCUMENT, keep: str = "") -> Prompt:
    beginning = f"Document:\n{document}\n\n"
    messages = (
        Message("system", "Answer from the document alone."),
        Message("user", f"{beginning}Question: {question}", (len(beginning),)),
    )
    return Prompt(messages, "chatml", keep)


def ask(question: str, sampling: Sampling | None = None, *, keep: str = "") -> Ask:
    return Ask(about(question, keep=keep), sampling or Sampling(10))
