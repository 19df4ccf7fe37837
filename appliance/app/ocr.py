"""The reader of scans: its networks as set-up laid them out, checked, in one child of their own."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from appliance.app import networks
from appliance.app.eviction import Need
from appliance.documents.scans.records import OcrLine, OcrWord
from appliance.engine.ocr import DETECTOR, READER, OcrEngine

if TYPE_CHECKING:
    from collections.abc import Mapping

    from appliance.app.engines import Engines
    from appliance.confinement.report import ConfinementReport
    from appliance.documents.records import PageImage
    from appliance.engine.records import SeenLine
    from appliance.jobs import Job
    from appliance.settings import Settings

NAME = "PP-OCRv6 small"
FOLDER = "pp-ocrv6"
# The same as in models/pp-ocrv6/networks.toml.
PINNED = {
    DETECTOR: "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f",
    READER: "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
}
# Raised when the same networks would read the same picture otherwise: sizes, thresholds, cutting.
_WAY_OF_READING = 1
# Of the child while it reads an A4 page at 300 dpi: 738 MB at most (benchmarks/ocr.py).
_NEED = Need(768 * 1024**2)
_KEY = "reader of scans"


def installed() -> bool:
    """Whether set-up laid the networks out; what is in the files is checked when they load."""
    return networks.laid_out(FOLDER, PINNED)


def digest() -> str:
    """Names the networks and the way of reading, for provenance."""
    parts = [f"{name}={sha256}" for name, sha256 in sorted(PINNED.items())]
    return hashlib.sha256("\n".join([*parts, f"{_WAY_OF_READING}"]).encode()).hexdigest()


def weights() -> Mapping[str, int]:
    """The networks as sealed memory files.

    Raises: EngineMissing: a file is absent; WeightsMismatch: it was changed; OutOfMemory.
    """
    return networks.weights(FOLDER, PINNED, what="the reader of scans")


def engine(settings: Settings) -> OcrEngine:
    """The child that reads, not started yet; the caller closes it."""
    return OcrEngine(
        weights, name=NAME, threads=settings.core_count(), required_layers=settings.child_layers()
    )


class ScanReader:
    """Reads pictures of pages; shares the memory for models. A `documents.scans` Recogniser.

    `engines` closes its child when the vault is locked or another model needs the room.
    """

    def __init__(self, settings: Settings, engines: Engines) -> None:
        self._engine = engine(settings)
        self._engines = engines
        self.digest = digest()

    def read(self, picture: PageImage, job: Job) -> tuple[OcrLine, ...]:
        """The lines of a picture, in no particular order.

        Raises: Cancelled, VaultLocked, ModelTooLarge, EngineMissing, WeightsMismatch,
            ModelRefused, ModelStopped, NotConfined, OutOfMemory, ChildTimeout, ProtocolBroken.
        """
        with self._engines.guest(_KEY, self._engine, _NEED, name=NAME, job=job):
            seen = self._engine.read(picture.rgb, picture.width_px, picture.height_px, job=job)
        return tuple(_line(line) for line in seen)

    @property
    def confinement(self) -> ConfinementReport | None:
        """How well its running child is fenced in; None while none runs."""
        return self._engine.confinement


def scan_reader(settings: Settings, engines: Engines) -> ScanReader | None:
    """The reader; None where its networks are not installed."""
    return ScanReader(settings, engines) if installed() else None


def _line(seen: SeenLine) -> OcrLine:
    words = tuple(
        OcrWord(word.text, word.x0, word.y0, word.x1, word.y1, word.confidence)
        for word in seen.words
    )
    return OcrLine(seen.text, seen.x0, seen.y0, seen.x1, seen.y1, words)
