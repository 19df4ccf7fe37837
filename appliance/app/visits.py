"""Several visits at the door at once, each with an audit line of its own."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from contextlib import AbstractContextManager
    from types import TracebackType

    from appliance.app.door import Visit


class Visits:
    """Visits that end one by one, in any order; for one thread.

    Those that are still open when the block ends share its fate: a line that says cancelled or
    failed each. Then the error of the block goes on.
    """

    def __init__(self) -> None:
        self._open: dict[int, ExitStack] = {}
        self._visits: dict[int, Visit] = {}

    def __enter__(self) -> Self:
        return self

    def enter(self, place: int, visit: AbstractContextManager[Visit]) -> Visit:
        """Begin a visit. Raises: as `Door.enter`."""
        stack = ExitStack()
        self._visits[place] = stack.enter_context(visit)
        self._open[place] = stack
        return self._visits[place]

    def __getitem__(self, place: int) -> Visit:
        return self._visits[place]

    def end(self, place: int) -> None:
        """End a visit well: its line is written with what belongs to it.

        Raises: what writing raises; the visit is over then, too.
        """
        self._open.pop(place).close()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for place in sorted(self._open):
            try:
                self._open.pop(place).__exit__(kind, error, traceback)
            except BaseException:
                if sys.exc_info()[1] is not error:
                    raise
