"""The engine that reads pictures of text, as the rest of the program sees it."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from appliance.engine.foreground import Foreground
from appliance.engine.host import Host, Hosted
from appliance.engine.protocol import LoadOcr, Progress, Recognise, SeenLines
from appliance.errors import ProtocolBroken

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appliance.children.filling import FillingSource
    from appliance.engine.records import SeenLine, SeenWord
    from appliance.jobs import Job

DETECTOR, READER = "detector.onnx", "reader.onnx"
# What the networks take for the largest picture, with room; a picture that wanted more is refused.
_HEADROOM_BYTES = 4 * 1024**3
# The densest page has 1,000 words; noise is read as fewer.
_MOST_LINES, _MOST_WORDS = 4000, 40_000
_MOST_WORD_CHARACTERS = 2000
_FRAME_BYTES = 16 * 1024**2
_CHANNELS = 3
# A box of a tilted word may reach so many pixels over the edge of the picture.
_OVER_PX = 1.0


class OcrEngine(Hosted):
    """Two networks that find and read lines; safe to share, one picture at a time.

    Args:
        source: gives `detector.onnx` and `reader.onnx`.
        name: for messages to people.
        threads: for one picture.
        foreground: shared with other engines on the same cores; one of its own unless given.
    """

    def __init__(
        self,
        source: FillingSource,
        *,
        name: str,
        threads: int,
        required_layers: tuple[str, ...] = (),
        foreground: Foreground | None = None,
    ) -> None:
        self._foreground = foreground or Foreground()
        self._host = Host(
            "ocr",
            name=name,
            source=source,
            load=_load_request,
            threads=threads,
            required_layers=required_layers,
            headroom_bytes=_HEADROOM_BYTES,
            frame_bytes=_FRAME_BYTES,
        )

    def read(
        self, rgb: bytes, width_px: int, height_px: int, *, job: Job | None = None
    ) -> tuple[SeenLine, ...]:
        """The lines of a picture, in no particular order.

        Args:
            rgb: row by row, three bytes a pixel, no padding; at most 60 MB.
            width_px: of the picture.
            height_px: of the picture.
            job: reports lines; cancelling it stops between two lines, the child stays.

        Raises: ValueError: no such picture; Cancelled, ChildTimeout, ProtocolBroken, as `load`.
        """
        if min(width_px, height_px) < 1 or len(rgb) != width_px * height_px * _CHANNELS:
            raise ValueError(f"{len(rgb)} bytes for {width_px} x {height_px} pixels")
        self._foreground.give_way(job)
        with self._host.exchange(job) as exchange:
            exchange.send(Recognise(exchange.number, width_px, height_px, rgb))
            for reply in exchange.replies():
                if isinstance(reply, Progress):
                    done = min(max(reply.done, 0), max(reply.total, 0))
                    exchange.tick("reading the picture", done, max(reply.total, 0), "lines")
                elif isinstance(reply, SeenLines):
                    if not _plausible(reply.lines, width_px, height_px):
                        raise ProtocolBroken("lines that cannot be", kind="ocr")
                    return reply.lines
                else:
                    break
            raise exchange.broken("not lines")


def _plausible(untrusted: tuple[SeenLine, ...], width_px: int, height_px: int) -> bool:
    if len(untrusted) > _MOST_LINES or sum(len(line.words) for line in untrusted) > _MOST_WORDS:
        return False
    return all(
        line.words
        and _inside(line, width_px, height_px)
        and all(_is_word(word, width_px, height_px) for word in line.words)
        and _says_the_same(line)
        for line in untrusted
    )


def _is_word(word: SeenWord, width_px: int, height_px: int) -> bool:
    text = word.text
    readable = 0 < len(text) <= _MOST_WORD_CHARACTERS and text.isprintable() and " " not in text
    return readable and 0.0 <= word.confidence <= 1.0 and _inside(word, width_px, height_px)


def _inside(box: SeenLine | SeenWord, width_px: int, height_px: int) -> bool:
    if not all(map(math.isfinite, (box.x0, box.y0, box.x1, box.y1))):
        return False
    across = -_OVER_PX <= box.x0 <= box.x1 <= width_px + _OVER_PX
    return across and -_OVER_PX <= box.y0 <= box.y1 <= height_px + _OVER_PX


def _says_the_same(line: SeenLine) -> bool:
    """The line's text is its words with at most one space between two."""
    place = 0
    for number, word in enumerate(line.words):
        if number and line.text.startswith(" ", place):
            place += 1
        if not line.text.startswith(word.text, place):
            return False
        place += len(word.text)
    return place == len(line.text)


def _load_request(places: Mapping[str, int]) -> LoadOcr:
    return LoadOcr(places[DETECTOR], places[READER])
