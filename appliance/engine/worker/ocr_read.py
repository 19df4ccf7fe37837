"""Reads cut-out lines with a network of the CTC kind: text, where each letter stands, how sure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from appliance.engine.protocol import Trouble
from appliance.engine.worker.wire import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

HEIGHT_PX = 48
# Longer lines are squeezed; a line of a page in landscape with the smallest print fits.
MOST_WIDTH_PX = 4800
_LEAST_WIDTH_PX = 32
_BLANK = 0
_PROPERTY = "character"


class Letter(NamedTuple):
    """One letter as read: `middle` is where it stands along the line, 0 to 1."""

    text: str
    middle: float
    probability: float


class LineReader:
    """A session of the reading network; may be used by several threads at once."""

    def __init__(self, session: Any) -> None:  # noqa: ANN401 - the library has no types
        """Raises: Refused: it is not such a network, or does not say which letters it knows."""
        inputs, outputs = session.get_inputs(), session.get_outputs()
        named = session.get_modelmeta().custom_metadata_map.get(_PROPERTY, "")
        # What is not a letter comes first, a space last.
        self._letters = ["", *named.split("\n"), " "]
        if len(inputs) != 1 or len(outputs) != 1 or outputs[0].shape[-1] != len(self._letters):
            raise Refused(Trouble.WEIGHTS_UNSUITABLE)
        self._session = session
        self._input, self._output = inputs[0].name, outputs[0].name

    def read(
        self,
        crops: Sequence[NDArray[np.uint8]],
        run: Any = None,  # noqa: ANN401 - the library has no types
    ) -> list[list[Letter]]:
        """The letters of each line, all `HEIGHT_PX` high; best of about the same width.

        `run` are the library's options of one run, through which another thread can end it.
        Raises: Refused.
        """
        widths = [crop.shape[1] for crop in crops]
        widest = max(_LEAST_WIDTH_PX, *widths)
        batch = np.zeros((len(crops), 3, HEIGHT_PX, widest), np.float32)
        for row, crop in zip(batch, crops, strict=True):
            # Blue first, from -1 to 1, as it was trained.
            row[:, :, : crop.shape[1]] = crop[:, :, ::-1].transpose(2, 0, 1) / 127.5 - 1.0
        try:
            (answer,) = self._session.run([self._output], {self._input: batch}, run)
        except Exception as error:  # the library's own exceptions have no useful common root
            raise Refused(Trouble.COMPUTATION_FAILED) from error
        answer = np.asarray(answer)
        expected = (len(crops), len(self._letters))
        if answer.ndim != 3 or (answer.shape[0], answer.shape[2]) != expected:
            raise Refused(Trouble.WEIGHTS_UNSUITABLE)
        likeliest = answer.argmax(axis=2)
        probabilities = np.take_along_axis(answer, likeliest[:, :, None], axis=2)[:, :, 0]
        return [
            self._letters_of(places, chances, width / widest)
            for places, chances, width in zip(likeliest, probabilities, widths, strict=True)
        ]

    def _letters_of(
        self, places: NDArray[np.int64], chances: NDArray[np.float32], share: float
    ) -> list[Letter]:
        """CTC: equal neighbours are one letter, and what is between letters is none."""
        steps = len(places)
        changes = np.flatnonzero(np.diff(places)) + 1
        found = []
        for begin, end in zip([0, *changes], [*changes, steps], strict=True):
            number = int(places[begin])
            if number == _BLANK:
                continue
            run = chances[begin:end]
            middle = min(1.0, (begin + end) / 2 / steps / share)
            found.append(Letter(self._letters[number], middle, min(1.0, float(run.max()))))
        return found
