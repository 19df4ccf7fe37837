"""A language child without a model: words out of a hash, by the rules that the real one follows.

Confined as every child is. Two lanes, the desk's before that of the batches, one closed request at
a time in each, rows side by side; `Cancel` between two steps; prefixes kept under a limit.
"""

import random
import sys
import time
from collections import deque
from dataclasses import dataclass, field

import msgspec

from appliance.confinement.childside import ChildSide
from appliance.engine.protocol import (
    Cancel,
    Cancelled,
    Counted,
    CountTokens,
    Done,
    DropPrefixes,
    Failed,
    Generate,
    Generated,
    GivePrefix,
    Loaded,
    LoadLanguage,
    Piece,
    PrefixPart,
    Progress,
    Reply,
    Request,
    Score,
    Scored,
    TakePrefix,
    Trouble,
)
from appliance.engine.records import Ask, Finish, Likelihood, Priority, Prompt, RunSettings, Timings

STEP_S = 0.002
ROWS = 32
# While the desk works, the batches get one step in so many.
TURNS = 8
BEAT_S = 0.2
BYTES_OF_TOKEN = 20_000
PART_BYTES = 50_000
DECODER = msgspec.msgpack.Decoder(Request)
WORDS = ("ship", "coal", "harbour", "captain", "morning", "fog", "rope", "deck", "storm", "lamp")


def prompt_text(prompt: Prompt) -> str:
    return "\n".join(message.text for message in prompt.messages)


def shared_text(prompt: Prompt) -> str:
    """Everything up to the last cut."""
    *before, last = prompt.messages
    cut = last.cuts[-1] if last.cuts else len(last.text)
    return "\n".join([*(message.text for message in before), last.text[:cut]])


def words_of(prompt: Prompt, seed: int | None, count: int) -> list[str]:
    """What is written after a prompt; without a seed always the same."""
    chance = random.Random(f"{seed} {prompt_text(prompt)}")  # noqa: S311 - words, not a secret
    return [f"{chance.choice(WORDS)} " for _ in range(count)]


@dataclass
class Row:
    """One prompt of a batch: its words to come, and how far it is."""

    place: int
    ask: Ask
    words: deque[str]
    prompt_tokens: int
    kept_tokens: int
    written: int = 0


@dataclass
class Work:
    """One closed request."""

    number: int
    waiting: deque[tuple[int, Ask]]
    schedule: str
    rows: list[Row] = field(default_factory=list)


class Child:
    """The loop: hear, then one step."""

    def __init__(self) -> None:
        self.side = ChildSide.begin()
        self.side.confine()
        self.sent_s = 0.0
        self.pace_s = float(self.side.options.get("pace", STEP_S))
        self.limit_tokens = 0
        self.settings = RunSettings()
        self.lanes: dict[Priority, deque[Work]] = {one: deque() for one in Priority}
        self.kept: dict[str, int] = {}
        self.parts: dict[int, bytearray] = {}
        self.refused: set[int] = set()
        self.turn = 0

    def run(self) -> None:
        while True:
            busy = any(self.lanes.values())
            while not busy or self.side.waiting():
                self.hear()
                busy = any(self.lanes.values())
            self.turn += 1
            desk, batch = self.lanes[Priority.INTERACTIVE], self.lanes[Priority.BATCH]
            lane = batch if not desk or (batch and self.turn % TURNS == 0) else desk
            time.sleep(self.pace_s)
            if self.step(lane[0]):
                lane.popleft()
            if time.monotonic() - self.sent_s > BEAT_S:
                for work in (one for lane in self.lanes.values() for one in lane):
                    self.send(Progress(work.number, 0, 0))

    def send(self, reply: Reply) -> None:
        self.sent_s = time.monotonic()
        self.side.send(msgspec.msgpack.encode(reply))

    # Requests -------------------------------------------------------------------------------

    def hear(self) -> None:
        body = self.side.receive()
        request = None if body is None else DECODER.decode(body)
        if isinstance(request, LoadLanguage):
            self.limit_tokens, self.settings = request.context_tokens, request.settings
            if self.settings.device == "none":
                self.send(Failed(0, Trouble.DEVICE_FAILED))
                return
            buffers = (("CPU", "weights", 1), ("CPU", "kv", 2))
            self.send(Loaded("scripted", 0.0, self.limit_tokens, "CPU", buffers))
        elif isinstance(request, Generate):
            self.admit(request)
        elif isinstance(request, Score):
            rows = [[self.likelihood(a.prompt, t) for t in a.continuations] for a in request.asks]
            self.send(Scored(request.number, rows))
        elif isinstance(request, CountTokens):
            self.send(Counted(request.number, [len(text.split()) for text in request.texts]))
        elif isinstance(request, TakePrefix):
            self.take(request)
        elif isinstance(request, GivePrefix):
            self.give(request)
        elif isinstance(request, DropPrefixes):
            self.kept.clear()
            self.done(request.number)
        elif isinstance(request, Cancel):
            self.cancel(request.number)
        else:
            sys.exit(0)

    def done(self, number: int) -> None:
        kept = [(key, tokens, tokens * BYTES_OF_TOKEN) for key, tokens in self.kept.items()]
        self.send(Done(number, tuple(reversed(kept))))

    def admit(self, request: Generate) -> None:
        for ask in request.asks:
            needed = len(prompt_text(ask.prompt).split()) + ask.sampling.max_tokens
            if needed > self.limit_tokens:
                reply = Failed(request.number, Trouble.CONTEXT_TOO_LONG, needed, self.limit_tokens)
                self.send(reply)
                return
            if ask.sampling.grammar and "root" not in ask.sampling.grammar:
                self.send(Failed(request.number, Trouble.GRAMMAR_INVALID))
                return
        schedule = "alone" if len(request.asks) == 1 else f"batch:{len(request.asks):016x}"
        work = Work(request.number, deque(enumerate(request.asks)), schedule)
        self.lanes[request.priority].append(work)

    def cancel(self, number: int) -> None:
        for lane in self.lanes.values():
            for work in [one for one in lane if one.number == number]:
                lane.remove(work)
                self.send(Cancelled(number))
        if self.parts.pop(number, None) is not None:
            self.send(Cancelled(number))

    def likelihood(self, prompt: Prompt, text: str) -> Likelihood:
        said, wanted = words_of(prompt, None, 50), text.split()
        same = [one.strip() for one in said[: len(wanted)]] == wanted
        return Likelihood((-0.1 if same else -5.0) * len(wanted), len(wanted), same)

    # Kept prefixes --------------------------------------------------------------------------

    def keep(self, key: str, tokens: int) -> None:
        self.kept.pop(key, None)
        self.kept[key] = tokens
        while sum(self.kept.values()) * BYTES_OF_TOKEN > self.settings.kept_bytes:
            self.kept.pop(next(iter(self.kept)))

    def take(self, request: TakePrefix) -> None:
        tokens = self.kept.get(request.key)
        if tokens is None:
            self.send(Failed(request.number, Trouble.PREFIX_UNSUITABLE))
            return
        data = self.data(request.key, tokens)
        for offset in range(0, len(data), PART_BYTES):
            part = data[offset : offset + PART_BYTES]
            self.send(PrefixPart(request.number, tokens, offset, len(data), part))
        self.done(request.number)

    def give(self, request: GivePrefix) -> None:
        if request.number in self.refused:
            return
        parts = self.parts.setdefault(request.number, bytearray())
        parts += request.data
        if len(parts) < request.total:
            return
        del self.parts[request.number]
        if bytes(parts) != self.data(request.key, request.tokens):
            self.refused.add(request.number)
            self.send(Failed(request.number, Trouble.PREFIX_UNSUITABLE))
            return
        self.keep(request.key, request.tokens)
        self.done(request.number)

    def data(self, key: str, tokens: int) -> bytes:
        return random.Random(key).randbytes(BYTES_OF_TOKEN) * tokens  # noqa: S311 - no secret

    # Work -----------------------------------------------------------------------------------

    def step(self, work: Work) -> bool:
        """Read one prompt, or write one word of each row. True if the request is finished."""
        if work.waiting and len(work.rows) < ROWS:
            self.read(work)
            return False
        for row in list(work.rows):
            if self.write(work, row):
                work.rows.remove(row)
        if work.rows or work.waiting:
            return False
        self.done(work.number)
        return True

    def read(self, work: Work) -> None:
        place, ask = work.waiting.popleft()
        tokens = len(prompt_text(ask.prompt).split())
        kept = self.kept.get(ask.prompt.keep, 0)
        if ask.prompt.keep:
            self.keep(ask.prompt.keep, len(shared_text(ask.prompt).split()))
        seed = ask.sampling.seed if ask.sampling.temperature > 0 else None
        words = deque(words_of(ask.prompt, seed, ask.sampling.max_tokens))
        work.rows.append(Row(place, ask, words, tokens, kept))
        self.send(Progress(work.number, tokens, tokens))

    def write(self, work: Work, row: Row) -> bool:
        word = row.words.popleft()
        row.written += 1
        stops = [at for stop in row.ask.sampling.stop if (at := word.find(stop)) >= 0]
        word = word[: min(stops)] if stops else word
        if word:
            self.send(Piece(work.number, word, row.place))
        if row.words and not stops:
            return False
        computed = row.prompt_tokens - row.kept_tokens
        timings = Timings(0.0, 0.0, computed, 0.0, row.written, 0.0, row.kept_tokens)
        logprobs = (-0.5,) * row.written if row.ask.sampling.logprobs else ()
        finish: Finish = "stop" if stops else "length"
        end = Generated(work.number, finish, timings, row.place, work.schedule, logprobs)
        self.send(end)
        return True


Child().run()
