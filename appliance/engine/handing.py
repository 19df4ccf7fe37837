"""The weights on their way to a child: whole memory files, and such that are still being filled."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

from appliance.children import Filling

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@contextmanager
def opened(files: Mapping[str, int | Filling]) -> Iterator[Weights]:
    """Have the files for the block; afterwards all of ours are closed and no thread is left."""
    weights = Weights(files)
    try:
        yield weights
    finally:
        weights.close()


class Weights:
    """The files of one model.

    Attributes:
        places: component name to place in `descriptors`.
        descriptors: what is handed over: the files in order, then the pipes of those being filled.
        size_bytes: of all files together.
    """

    def __init__(self, files: Mapping[str, int | Filling]) -> None:
        """The descriptors and fillings belong to the object from here on."""
        self.places = {name: place for place, name in enumerate(files)}
        self._fillings = {
            place: file for place, file in enumerate(files.values()) if isinstance(file, Filling)
        }
        self._plain = [file for file in files.values() if not isinstance(file, Filling)]
        readable = [
            file.descriptor if isinstance(file, Filling) else file for file in files.values()
        ]
        self.size_bytes = sum(os.fstat(descriptor).st_size for descriptor in readable)
        self.descriptors = (*readable, *(filling.words for filling in self._fillings.values()))

    def words_of(self, place: int) -> int | None:
        """Place of the pipe that says how far the file at `place` is filled; None: it is whole."""
        if place not in self._fillings:
            return None
        return len(self.places) + list(self._fillings).index(place)

    @property
    def error(self) -> BaseException | None:
        """Why one of the files will never be whole; None as long as nothing is wrong."""
        return next((one.error for one in self._fillings.values() if one.error), None)

    def finish(self) -> None:
        """Wait until every file is whole and sealed. Raises: as `Filling.finish`."""
        for filling in self._fillings.values():
            filling.finish()

    def let_go(self) -> None:
        """Close what was handed over; filling goes on while the child reads."""
        while self._plain:
            os.close(self._plain.pop())
        for filling in self._fillings.values():
            filling.let_go()

    def close(self) -> None:
        """Close everything and wait for the threads; may be called again."""
        self.let_go()
        for filling in self._fillings.values():
            filling.close()
