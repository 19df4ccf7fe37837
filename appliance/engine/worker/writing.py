"""Writes the answers of one request, as many at a time as fit."""

from __future__ import annotations

import hashlib
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING

from appliance.engine.prefixes import budget_cells, plan, shared_tokens, tokens_of
from appliance.engine.protocol import Done, Generated
from appliance.engine.worker.contexts import OUTPUTS_PER_STEP
from appliance.engine.worker.lanes import FIRST_ROW, MOST_ROWS, most_cells_of
from appliance.engine.worker.requests import outlines_of
from appliance.engine.worker.rows import Row, Shown
from appliance.engine.worker.sampling import Chooser

if TYPE_CHECKING:
    from collections.abc import Generator, Sequence

    from appliance.engine.prefixes import Group, Outline, Step
    from appliance.engine.protocol import Generate, Reply
    from appliance.engine.worker.kept import KeptPrefixes
    from appliance.engine.worker.lanes import Cost, Lane
    from appliance.engine.worker.llama import LlamaModel
    from appliance.engine.worker.wire import Wire
    from appliance.engine.worker.works import Work

# A person reads along one answer; nobody reads thirty at once.
_SHOWN_ALONE_S, _SHOWN_TOGETHER_S = 1 / 30, 1 / 4
# Guesses per step of one answer, alone and beside others. Alone three took 0.87 of the processor
# time without, six 1.05. Together they cost more than they save on a processor, where each row pays
# for its own attention (20 questions, 1,000 tokens: two guesses took 1.2 times as long, although
# half of them were right).
GUESSES_ALONE, GUESSES_TOGETHER = 3, 0


class Writer:
    """Everything that requests to write need of a loaded model."""

    def __init__(
        self, model: LlamaModel, wire: Wire, kept: KeptPrefixes, *, template: str, load_s: float
    ) -> None:
        """Args: load_s: how long loading took, for the records."""
        self.model = model
        self.wire = wire
        self.kept = kept
        self.template = template
        self.load_s = load_s

    def steps(self, request: Generate, work: Work, lane: Lane) -> Generator[None, None, Reply]:
        """Do the request in the lane; yields after each step, returns the last reply.

        Raises: Refused, Ended.
        """
        outlines = outlines_of(self.model, self.template, request.asks)
        for grammar in {ask.sampling.grammar: ask.sampling for ask in request.asks}.values():
            Chooser(self.model, grammar).close()  # refuses the request before any work is done
        run = _Run(self, request, work, lane, outlines)
        try:
            yield from run.steps()
        finally:
            run.close()
        return Done(request.number, self.kept.names())


class _Run:
    """The state of one request."""

    def __init__(
        self,
        writer: Writer,
        request: Generate,
        work: Work,
        lane: Lane,
        outlines: Sequence[Outline],
    ) -> None:
        self._writer, self._request, self._work, self._lane = writer, request, work, lane
        self._outlines = outlines
        settings = writer.model.settings
        most_cells = most_cells_of(writer.model, request.priority)
        self._cells = budget_cells(outlines, most_cells)
        self._groups = plan(outlines, most_rows=MOST_ROWS, most_cells=self._cells)
        alone = len(outlines) == 1
        self._guesses = GUESSES_ALONE if alone else GUESSES_TOGETHER
        self._shown_s = _SHOWN_ALONE_S if alone else _SHOWN_TOGETHER_S
        self._schedule = "alone"
        if not alone:
            samplings = [ask.sampling for ask in request.asks]
            steps = [outline.steps for outline in outlines]
            engine = replace(settings, kept_bytes=0, lane_tokens=0, batch_tokens=0)
            facts = (engine, self._cells, MOST_ROWS, self._guesses, samplings, steps)
            self._schedule = f"batch:{hashlib.sha256(repr(facts).encode()).hexdigest()[:16]}"
        self._rows: dict[int, Row] = {}

    def steps(self) -> Generator[None, None, None]:
        """Group after group."""
        self._lane.begin(self._cells)
        self._lane.settle()
        self._work.begin(self._total())
        self._writer.wire.send(self._work.progress())
        path: tuple[Step, ...] = ()
        for group in self._groups:
            self._lane.settle()
            done = self._work.done + shared_tokens(group.branches, after=path)
            path = group.branches[-1].path
            costs = yield from self._lane.read(group, self._outlines, self._work.count)
            self._work.done = done  # also what was there already
            yield from self._write(group, costs)

    def close(self) -> None:
        """Free what is native, also in the middle."""
        for row in self._rows.values():
            row.close()
        self._rows.clear()
        self._lane.settle()

    def _total(self) -> int:
        branches = [branch for group in self._groups for branch in group.branches]
        return shared_tokens(branches) + sum(outline.row_cells for outline in self._outlines)

    def _write(self, group: Group, costs: Sequence[Cost]) -> Generator[None, None, None]:
        """Write all answers of a group; a place that becomes free goes to the next in line."""
        queue = deque((n, p) for n, branch in enumerate(group.branches) for p in branch.places)
        free = deque(range(FIRST_ROW, FIRST_ROW + MOST_ROWS))
        room = self._cells - shared_tokens(group.branches)
        while queue or self._rows:
            while queue and free and self._outlines[queue[0][1]].row_cells <= room:
                branch, place = queue.popleft()
                row = self._admit(branch, place, free.popleft())
                if place == group.branches[branch].places[0]:
                    row.computed_tokens += costs[branch].tokens
                    row.prefill_s += costs[branch].seconds
                room -= self._outlines[place].row_cells
            yield from self._step()
            for place, row in list(self._rows.items()):
                if row.finish is not None:
                    self._end(place, row)
                    free.append(row.sequence)
                    room += self._outlines[place].row_cells
            yield

    def _admit(self, branch: int, place: int, sequence: int) -> Row:
        outline = self._outlines[place]
        self._lane.context.fork(branch, sequence, tokens_of(outline.path))
        number, wire = self._request.number, self._writer.wire
        row = Row(
            self._writer.model,
            outline,
            self._request.asks[place].sampling,
            sequence=sequence,
            shown=Shown(wire, number, place, interval_s=self._shown_s),
            most_guesses=self._guesses,
        )
        self._rows[place] = row
        return row

    def _step(self) -> Generator[None, None, None]:
        """One step of all rows that fit into it, those that write before those that read."""
        context = self._lane.context
        step = context.step
        step.clear()
        writing = [row for row in self._rows.values() if not row.reading]
        reading = [row for row in self._rows.values() if row.reading]
        if reading and len(writing) + len(reading[0].tokens) > step.capacity:
            writing = []  # a long tail goes first; it would wait for all of them otherwise
        if writing and not reading:
            guesses = min(step.capacity, OUTPUTS_PER_STEP) // len(writing) - 1
            for row in writing:
                row.guess(guesses)
        parts: list[tuple[Row, int]] = []
        for row in [*writing, *reading]:
            if not step.fits(len(row.tokens), row.outputs):
                break
            first = step.add(
                row.tokens, sequence=row.sequence, position=row.position, outputs=row.outputs
            )
            parts.append((row, first))
        logits, seconds = yield from self._lane.compute(reading=bool(reading))
        likeliest = logits.argmax(axis=1)
        per_token_s = seconds / step.tokens
        for row, first in parts:
            count, size = row.outputs, len(row.tokens)
            written = row.written
            tail = size if row.reading else 0
            stays = row.take(
                logits[first : first + count], likeliest[first : first + count], per_token_s * size
            )
            if stays < size:
                context.drop(row.sequence, row.position)
            self._work.count(tail + row.written - written)

    def _end(self, place: int, row: Row) -> None:
        """Say how the answer ended and give its cells back."""
        row.close()
        del self._rows[place]
        self._lane.context.drop(row.sequence)
        self._work.count(self._request.asks[place].sampling.max_tokens - row.written)
        timings = row.timings(
            load_s=self._writer.load_s,
            arrived_s=self._work.arrived_s,
            began_s=self._work.began_s,
        )
        finish = row.finish or "stop"
        logprobs = tuple(row.logprobs)
        number = self._request.number
        self._writer.wire.send(Generated(number, finish, timings, place, self._schedule, logprobs))
