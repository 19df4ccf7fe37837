"""Says how likely given continuations are, without writing anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.engine.prefixes import budget_cells, plan, shared_tokens, tokens_of
from appliance.engine.protocol import Scored
from appliance.engine.records import Likelihood
from appliance.engine.worker.contexts import OUTPUTS_PER_STEP
from appliance.engine.worker.lanes import FIRST_ROW, MOST_ROWS, most_cells_of
from appliance.engine.worker.requests import Reader, check_score, continuations_of
from appliance.engine.worker.sampling import log_probability

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from appliance.engine.prefixes import Group, Outline
    from appliance.engine.protocol import Reply, Score
    from appliance.engine.worker.lanes import Lane
    from appliance.engine.worker.llama import LlamaModel
    from appliance.engine.worker.wire import Wire
    from appliance.engine.worker.works import Work

# Rows for the ends of prompts, and rows for continuations that are forked from them.
_PROMPT_ROWS = MOST_ROWS // 2
_FIRST_CONTINUATION = FIRST_ROW + _PROMPT_ROWS
_CONTINUATION_ROWS = MOST_ROWS - _PROMPT_ROWS


class Scorer:
    """Everything that requests to score need of a loaded model."""

    def __init__(self, model: LlamaModel, wire: Wire, *, template: str) -> None:
        self.model = model
        self.wire = wire
        self.template = template

    def steps(self, request: Score, work: Work, lane: Lane) -> Generator[None, None, Reply]:
        """Do the request in the lane; yields after each step, returns the last reply.

        Raises: Refused, Ended.
        """
        check_score(request.asks)
        reader = Reader(self.model, self.template)
        continuations = [continuations_of(self.model, ask) for ask in request.asks]
        outlines = tuple(
            reader.outline(ask.prompt, max(map(len, rows)))
            for ask, rows in zip(request.asks, continuations, strict=True)
        )
        run = _Run(self, request, work, lane, outlines, continuations)
        try:
            yield from run.steps()
        finally:
            lane.settle()
        return Scored(request.number, run.rows())


class _Tally:
    """The likelihood of one continuation so far, and what of it is not computed yet."""

    def __init__(self, tokens: Sequence[int]) -> None:
        self.tokens = tokens
        self.logprob = 0.0
        self.greedy = True
        self.seen = 0

    def count(self, logits: NDArray[np.float32]) -> None:
        """Judge the next token by the logits before it."""
        token = self.tokens[self.seen]
        self.logprob += log_probability(logits, token)
        self.greedy = self.greedy and int(logits.argmax()) == token
        self.seen += 1

    @property
    def computed(self) -> int:
        """Tokens in the cache: those whose logits have been used."""
        return self.seen - 1


class _Run:
    """The state of one request."""

    def __init__(
        self,
        scorer: Scorer,
        request: Score,
        work: Work,
        lane: Lane,
        outlines: Sequence[Outline],
        continuations: Sequence[Sequence[Sequence[int]]],
    ) -> None:
        self._scorer, self._request, self._work, self._lane = scorer, request, work, lane
        self._outlines = outlines
        self._tallies = [[_Tally(tokens) for tokens in rows] for rows in continuations]

    def rows(self) -> list[list[Likelihood]]:
        """The result."""
        return [
            [Likelihood(tally.logprob, len(tally.tokens), tally.greedy) for tally in tallies]
            for tallies in self._tallies
        ]

    def steps(self) -> Generator[None, None, None]:
        """Group after group."""
        model, lane, outlines = self._scorer.model, self._lane, self._outlines
        cells = budget_cells(outlines, most_cells_of(model, self._request.priority))
        # Continuations are in the cache beside each other for a moment.
        together = max(model.settings.step_tokens, *(item.answer_cells for item in outlines))
        lane.begin(cells + together)
        groups = plan(outlines, most_rows=MOST_ROWS, most_cells=cells)
        branches = [branch for group in groups for branch in group.branches]
        tails = sum(len(outline.steps[-1]) for outline in outlines)
        ends = sum(len(tally.tokens) - 1 for tallies in self._tallies for tally in tallies)
        self._work.begin(shared_tokens(branches) + tails + ends)
        self._scorer.wire.send(self._work.progress())
        for group in groups:
            lane.settle()
            yield from lane.read(group, outlines, self._work.count)
            room = cells - shared_tokens(group.branches)
            places = [(n, p) for n, branch in enumerate(group.branches) for p in branch.places]
            while places:
                count = self._wave(places, room)
                wave, places = places[:count], places[count:]
                yield from self._read_tails(group, wave)
                yield from self._read_continuations([place for _, place in wave], together)
                for row in range(count):
                    lane.context.drop(FIRST_ROW + row)

    def _wave(self, places: Sequence[tuple[int, int]], room: int) -> int:
        """How many of the next prompts end together in one step."""
        count = tokens = 0
        for _, place in places[:_PROMPT_ROWS]:
            tokens += len(self._outlines[place].steps[-1])
            if count and tokens > min(room, self._lane.context.step.capacity):
                break
            count += 1
        return count

    def _read_tails(
        self, group: Group, wave: Sequence[tuple[int, int]]
    ) -> Generator[None, None, None]:
        """Compute the ends of prompts; their last logits judge all first tokens."""
        context = self._lane.context
        context.step.clear()
        for row, (branch, place) in enumerate(wave):
            outline, sequence = self._outlines[place], FIRST_ROW + row
            position = tokens_of(outline.path)
            context.fork(branch, sequence, position)
            context.step.add(outline.steps[-1], sequence=sequence, position=position, outputs=1)
        logits, _ = yield from self._lane.compute(reading=True)
        for row, (_, place) in enumerate(wave):
            self._work.count(len(self._outlines[place].steps[-1]))
            for tally in self._tallies[place]:
                tally.count(logits[row])
        yield

    def _read_continuations(
        self, places: Sequence[int], together: int
    ) -> Generator[None, None, None]:
        """Compute all tokens but the last of longer continuations, several rows at a time."""
        waiting = [
            (FIRST_ROW + row, place, tally)
            for row, place in enumerate(places)
            for tally in self._tallies[place]
            if tally.seen < len(tally.tokens)
        ]
        while waiting:
            count = tokens = 0
            for _, _, tally in waiting[:_CONTINUATION_ROWS]:
                tokens += len(tally.tokens) - 1
                if count and tokens > together:
                    break
                count += 1
            rows, waiting = waiting[:count], waiting[count:]
            for number, (source, place, _) in enumerate(rows):
                tokens = tokens_of(self._outlines[place].steps)
                self._lane.context.fork(source, _FIRST_CONTINUATION + number, tokens)
            while any(tally.seen < len(tally.tokens) for _, _, tally in rows):
                yield from self._judge([(place, tally) for _, place, tally in rows])
            for number in range(count):
                self._lane.context.drop(_FIRST_CONTINUATION + number)

    def _judge(self, rows: Sequence[tuple[int, _Tally]]) -> Generator[None, None, None]:
        """One step of continuations that are not at their end."""
        step = self._lane.context.step
        step.clear()
        parts: list[tuple[_Tally, int, int]] = []
        room = min(step.capacity, OUTPUTS_PER_STEP)
        for number, (place, tally) in enumerate(rows):
            part = tally.tokens[tally.computed : -1][: room - step.tokens]
            if not part:
                continue
            position = tokens_of(self._outlines[place].steps) + tally.computed
            sequence = _FIRST_CONTINUATION + number
            first = step.add(part, sequence=sequence, position=position, outputs=len(part))
            parts.append((tally, first, len(part)))
        logits, _ = yield from self._lane.compute(reading=True)
        for tally, first, size in parts:
            for row in range(first, first + size):
                tally.count(logits[row])
            self._work.count(size)
        yield
