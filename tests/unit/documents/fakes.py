"""Stand-ins: a clock that stands still, an embedder and a reader of pictures without a model."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np

from appliance.documents.scans.records import OcrLine, OcrWord

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from appliance.documents.records import PageImage
    from appliance.jobs import Job


class FixedClock:
    """Stands still at a winter noon."""

    def now(self) -> datetime:
        return datetime(2026, 1, 2, 12, 0, 0, tzinfo=UTC)

    def monotonic(self) -> float:
        return 0.0


class WordHashes:
    """An embedder without a model: texts that share words have like vectors."""

    dimensions = 64

    def __init__(self) -> None:
        self.texts: list[str] = []

    def embed(
        self, texts: Sequence[str], *, job: Job | None = None, stage: str = "indexing"
    ) -> NDArray[np.float32]:
        self.texts += texts
        rows = np.zeros((len(texts), self.dimensions), np.float32)
        rows[:, 0] = 1e-3
        for row, text in zip(rows, texts, strict=True):
            for word in text.casefold().split():
                row[hashlib.sha256(word.encode()).digest()[0] % self.dimensions] += 1
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows


class Blots:
    """A reader of pictures without a network: each band of dark rows is a line of one word."""

    digest = "b10ts" * 8

    def __init__(self) -> None:
        self.pictures = 0

    def read(self, picture: PageImage, job: Job) -> tuple[OcrLine, ...]:
        job.check()
        self.pictures += 1
        side = (picture.height_px, picture.width_px, 3)
        dark = np.frombuffer(picture.rgb, np.uint8).reshape(side).min(axis=2) < 128
        rows = np.flatnonzero(np.diff(np.concatenate(([0], dark.any(axis=1), [0]))))
        lines: list[OcrLine] = []
        for top, bottom in rows.reshape(-1, 2):
            columns = np.flatnonzero(dark[top:bottom].any(axis=0))
            box = (float(columns[0]), float(top), float(columns[-1] + 1), float(bottom))
            word = OcrWord(f"blot-{len(lines) + 1}-seen", *box, confidence=0.9)
            lines.append(OcrLine(word.text, *box, (word,)))
        return tuple(lines)
