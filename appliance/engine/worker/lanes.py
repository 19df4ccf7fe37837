"""A lane: one context that computes one request at a time, whatever the other lane does.

Sequence 0 is the *trunk*: the computed beginning that stays for the next request. It always lies at
the first cells with nothing before or between, so its bits are those of the same beginning computed
alone. Sequences up to `FIRST_ROW` are further branches of a group, the others are rows that write.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from appliance.engine.prefixes import common_steps, tokens_of
from appliance.engine.records import Priority
from appliance.engine.worker.contexts import SEQUENCES, Aborted, Context
from appliance.engine.worker.wire import Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from appliance.engine.prefixes import Group, Outline, Step
    from appliance.engine.worker.kept import KeptPrefixes
    from appliance.engine.worker.llama import LlamaModel

FIRST_ROW = SEQUENCES // 2
MOST_ROWS = SEQUENCES - FIRST_ROW
# Cells of a lane unless the settings or a longer prompt say more.
_CELLS = 8192


def most_cells_of(model: LlamaModel, priority: Priority) -> int:
    """Cells that a request may fill in its lane, if no prompt of it needs more alone."""
    settings = model.settings
    wanted = settings.batch_tokens if priority == Priority.BATCH else settings.lane_tokens
    return wanted or _CELLS


class Cost:
    """What computing the beginning of a branch took."""

    def __init__(self) -> None:
        self.tokens = 0
        self.seconds = 0.0


class Lane:
    """Owns a context and knows what its trunk holds."""

    def __init__(self, model: LlamaModel, kept: KeptPrefixes) -> None:
        """Nothing native is made before the first request."""
        self._kept = kept
        self.context = Context(model)
        self._held: list[Step] = []

    def begin(self, cells: int) -> None:
        """Make room for a request. Raises: Refused: there is not enough memory."""
        if self.context.make_room(cells):
            self._held = []

    def settle(self) -> None:
        """Forget all but the trunk, also after a request that was left in the middle."""
        if not self.context.cells:
            return
        for sequence in range(1, SEQUENCES):
            self.context.drop(sequence)
        self._hold(len(self._held))

    def forget(self) -> None:
        """Forget everything."""
        self.context.clear()
        self._held = []

    def compute(self, *, reading: bool) -> Generator[None, None, tuple[NDArray[np.float32], float]]:
        """Compute the context's step, again if it is stopped for other work.

        Returns: its logits, and the seconds it took.
        """
        while True:
            began_s = time.monotonic()
            try:
                logits = self.context.compute(reading=reading)
            except Aborted:
                yield
            except Refused:
                self.forget()  # nobody knows what is left in the cache
                raise
            else:
                return logits, time.monotonic() - began_s

    def read(
        self, group: Group, outlines: Sequence[Outline], count: Callable[[int], None]
    ) -> Generator[None, None, tuple[Cost, ...]]:
        """Compute the beginnings of a group, branch `n` as sequence `n`; yields after each step.

        Args:
            group: what to read.
            outlines: all prompts of the request.
            count: gets the tokens of each step, also of those that were there already.

        Returns: what each branch cost.
        """
        costs: list[Cost] = []
        for sequence, branch in enumerate(group.branches):
            cost = Cost()
            costs.append(cost)
            if sequence == 0:
                wanted = next((outlines[p] for p in branch.places if outlines[p].keep), None)
                there = self._find(branch.path, wanted)
            else:
                earlier = [other.path for other in group.branches[:sequence]]
                shared = [common_steps(path, branch.path) for path in earlier]
                wanted, there = None, max(shared)
                source = shared.index(there)
                self.context.fork(source, sequence, tokens_of(branch.path[:there]))
            for place in range(there, len(branch.path)):
                self._add(sequence, branch.path, place)
                _, seconds = yield from self.compute(reading=True)
                cost.tokens += len(branch.path[place])
                cost.seconds += seconds
                count(len(branch.path[place]))
                if sequence == 0:
                    self._held.append(branch.path[place])
                    if wanted is not None and len(self._held) == wanted.keep_steps:
                        self._keep(wanted.keep)
                yield
        return tuple(costs)

    def _find(self, path: tuple[Step, ...], wanted: Outline | None) -> int:
        """Leave or put back as much of the path as is known; returns how many steps."""
        there = common_steps(self._held, path)
        if wanted is not None and there < wanted.keep_steps:
            beginning = path[: wanted.keep_steps]
            state = self._kept.find(wanted.keep, beginning)
            if state is not None:
                self.forget()
                there = 0
                if self.context.restore(0, state, tokens_of(beginning)):
                    self._held = list(beginning)
                    there = len(beginning)
                else:
                    self._kept.forget(wanted.keep)
        there = self._hold(there)
        if wanted is not None and there == wanted.keep_steps:
            self._keep(wanted.keep)
        return there

    def _add(self, sequence: int, path: Sequence[Step], place: int) -> None:
        step = self.context.step
        step.clear()
        position = tokens_of(path[:place])
        step.add(path[place], sequence=sequence, position=position, outputs=0)

    def _hold(self, steps: int) -> int:
        """Shorten the trunk; returns how many steps are left."""
        del self._held[steps:]
        # Some kinds of model cannot forget a part.
        if not self.context.drop(0, tokens_of(self._held)):
            self.forget()
        return len(self._held)

    def _keep(self, key: str) -> None:
        if self._kept.most_bytes and not self._kept.touch(key, self._held):
            self._kept.keep(key, self._held, self.context.state(0))
