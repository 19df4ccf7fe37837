"""CHILD: one report under writing; answers requests about it."""

from __future__ import annotations

import sys
import traceback
from typing import TYPE_CHECKING

from appliance.confinement.childside import read_descriptor
from appliance.review.reports.protocol import (
    PIECE_BYTES,
    Begin,
    Crop,
    Done,
    Encode,
    Failed,
    Fault,
    Piece,
    Taken,
)
from appliance.review.reports.writer import fonts, memo, pdf, pictures

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.review.reports.protocol import Reply, Request
    from appliance.review.reports.records import Report
    from appliance.review.reports.writer.fonts import Fonts


class _NoFont(Exception):
    """A report in Chinese without a font that has Chinese letters."""


class Writer:
    """One report; `handed` is the file of a font, if there is one."""

    def __init__(self, handed: tuple[int, ...]) -> None:
        self._handed = handed
        self._report: Report | None = None
        self._pictures: dict[str, bytes] = {}
        self._fonts: Fonts | None = None

    def replies(self, request: Request) -> Iterator[Reply]:
        """All replies to one request; the last one is `Taken`, `Done` or `Failed`."""
        try:
            if isinstance(request, Begin):
                self._report = request.report
                self._fonts = fonts.load(read_descriptor(self._handed[0]) if request.font else b"")
                yield Taken()
            elif isinstance(request, Crop):
                self._pictures[request.name] = pictures.png(request)
                yield Taken()
            else:
                data, pages = self._file(request)
                for place in range(0, len(data), PIECE_BYTES):
                    yield Piece(data[place : place + PIECE_BYTES])
                yield Done(len(data), pages)
        except MemoryError:
            yield Failed(Fault.OUT_OF_MEMORY)
        except _NoFont:
            yield Failed(Fault.NO_FONT)
        except KeyError:
            yield Failed(Fault.UNKNOWN_PICTURE)
        except Exception as error:
            _note(error)
            yield Failed(Fault.BROKEN)

    def _file(self, request: Request) -> tuple[bytes, int]:
        if isinstance(request, Encode):
            return self._pictures[request.name], 0
        assert self._report is not None and self._fonts is not None  # noqa: S101, PT018 - protocol
        assert not isinstance(request, Begin | Crop)  # noqa: S101 - for the type checker
        if request.format == "docx":
            return memo.docx_bytes(self._report, self._pictures), 0
        if self._report.language == "zh" and not self._fonts.wide:
            raise _NoFont
        return pdf.pdf_bytes(self._report, self._pictures, self._fonts)


def _note(error: Exception) -> None:
    """Where it happened, for the log; never the message, which may hold text of a customer."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    sys.stderr.write(f"{type(error).__name__} at {frame.filename}:{frame.lineno}\n")
