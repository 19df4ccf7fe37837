"""The OCR worker: two networks that find and read the lines of a picture."""

from __future__ import annotations

import os
import threading
import time
from collections import deque
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import TYPE_CHECKING

import numpy as np
import onnxruntime
from PIL.Image import Image, frombuffer
from PIL.Image import new as new_image

from appliance.engine.protocol import (
    Cancelled,
    Loaded,
    LoadOcr,
    Progress,
    Recognise,
    SeenLines,
    Trouble,
)
from appliance.engine.worker import ocr_crops
from appliance.engine.worker.ocr_blobs import blobs, smallest_rectangle
from appliance.engine.worker.ocr_detect import Detector
from appliance.engine.worker.ocr_lines import line_of, sureness
from appliance.engine.worker.ocr_read import HEIGHT_PX, MOST_WIDTH_PX, LineReader
from appliance.engine.worker.session import build_name, open_session
from appliance.engine.worker.wire import Ended, Refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from appliance.confinement.childside import ChildSide
    from appliance.engine.protocol import Reply, Request
    from appliance.engine.records import SeenLine
    from appliance.engine.worker.ocr_crops import Crop
    from appliance.engine.worker.ocr_read import Letter
    from appliance.engine.worker.wire import Wire

_POLL_S = 0.05
_CHANNELS = 3
# Lines that decide which way up a page is, and how sure reading must be not to try the other way.
_SAMPLE_LINES = 6
_SURE = 0.8
# So much better the other way must be.
_MARGIN = 0.1
# What was found on paper without letters: texture, a photograph. Real letters, even faint ones, are
# surer than this on average.
_NOTHING = 0.35


class OcrWorker:
    """Finding uses all cores at once; reading one line per core, each with one thread.

    Measured, lines of their own are read faster than batches padded to the longest line.
    """

    def __init__(self, side: ChildSide, wire: Wire) -> None:
        self._wire = wire
        self._handed = side.handed
        self._threads = side.threads
        self._pool = ThreadPoolExecutor(side.threads)
        self._detector: Detector | None = None
        self._reader: LineReader | None = None
        _warm_up()

    def handle(self, request: Request) -> Reply:
        """Do one request and return its last reply. Raises: Ended, Refused."""
        if isinstance(request, LoadOcr):
            return self._load(request)
        if isinstance(request, Recognise) and self._reader is not None:
            return self._recognise(request)
        raise Ended

    def _load(self, request: LoadOcr) -> Reply:
        began_s = time.monotonic()
        reader = self._handed[request.reader]
        try:
            detector = self._handed[request.detector]
            self._detector = Detector(
                open_session(detector, kind="ocr", threads=self._threads, keep_memory=False)
            )
        except Refused:
            os.close(reader)
            raise
        self._reader = LineReader(open_session(reader, kind="ocr", threads=1, keep_memory=False))
        return Loaded(build_name(), time.monotonic() - began_s)

    def _recognise(self, request: Recognise) -> Reply:
        width, height = request.width_px, request.height_px
        if min(width, height) < 1 or len(request.rgb) != width * height * _CHANNELS:
            raise Refused(Trouble.REQUEST_INVALID)
        picture = frombuffer("RGB", (width, height), request.rgb, "raw", "RGB", 0, 1)
        page = _Page(self._detector, self._reader, picture)
        for stage in (page.find, page.sample, page.read):
            if self._shared(request.number, page, stage):
                return Cancelled(request.number)
        return SeenLines(request.number, tuple(page.lines()))

    def _shared(
        self, number: int, page: _Page, stage: Callable[[], deque[Callable[[], None]]]
    ) -> bool:
        """Do the steps of a stage on all cores; True if the request was cancelled meanwhile."""
        todo = stage()
        give_up = threading.Event()

        def work() -> None:
            while not give_up.is_set():
                try:
                    step = todo.popleft()
                except IndexError:
                    return
                step()

        workers = [self._pool.submit(work) for _ in range(min(self._threads, len(todo)))]
        try:
            return self._watch(number, workers, page)
        finally:
            give_up.set()
            wait(workers)  # the next request finds every core free

    def _watch(self, number: int, workers: list[Future[None]], page: _Page) -> bool:
        """Report and listen until all is done; True if cancelled. Raises what a worker raised."""
        waiting = set(workers)
        while waiting:
            done, waiting = wait(waiting, _POLL_S, return_when=FIRST_COMPLETED)
            for finished in done:
                finished.result()
            if self._wire.cancelled(number):
                page.run.terminate = True
                return True
            if waiting:
                self._wire.send(Progress(number, page.done, page.total))
        return False


class _Page:
    """One picture on its way; each stage gives the steps that may be done side by side."""

    def __init__(
        self, detector: Detector | None, reader: LineReader | None, picture: Image
    ) -> None:
        if detector is None or reader is None:
            raise Refused(Trouble.REQUEST_INVALID)
        self._detector, self._reader, self._picture = detector, reader, picture
        # Finding the lines of a page takes seconds; this ends it in the middle.
        self.run = onnxruntime.RunOptions()
        self._corners = np.empty((0, 4, 2), np.float32)
        self._standing = np.empty(0, np.bool_)
        self._read: dict[int, list[Letter]] = {}
        self._other_way: dict[int, list[Letter]] = {}

    @property
    def done(self) -> int:
        return len(self._read)

    @property
    def total(self) -> int:
        return max(1, len(self._corners))

    def find(self) -> deque[Callable[[], None]]:
        """Find the lines."""
        return deque([self._find])

    def sample(self) -> deque[Callable[[], None]]:
        """Read the longest lines, those that lie and those that stand."""
        return deque(self._step(place, self._read) for place in self._samples())

    def read(self) -> deque[Callable[[], None]]:
        """Turn what stands on its head, then read the rest, longest lines first."""
        for standing in (False, True):
            self._turn(np.flatnonzero(self._standing == standing))
        widths, _ = ocr_crops.sides(self._corners)
        order = [int(place) for place in np.argsort(-widths, kind="stable")]
        return deque(self._step(place, self._read) for place in order if place not in self._read)

    def lines(self) -> list[SeenLine]:
        """What was read, from the line found first to the last."""
        found = []
        for place, letters in sorted(self._read.items()):
            if sureness(letters) < _NOTHING:
                continue
            line = line_of(self._crop(place), letters)
            if line is not None:
                found.append(line)
        return found

    def _find(self) -> None:
        corners = self._detector.lines(self._picture, self.run)
        self._standing = ocr_crops.turned(corners)
        # What stands is read from bottom to top unless that gives nothing.
        corners[self._standing] = np.roll(corners[self._standing], 1, axis=1)
        self._corners = corners

    def _samples(self) -> list[int]:
        widths, _ = ocr_crops.sides(self._corners)
        chosen: list[int] = []
        for standing in (False, True):
            places = np.flatnonzero(self._standing == standing)
            longest = places[np.argsort(-widths[places], kind="stable")]
            chosen += [int(place) for place in longest[:_SAMPLE_LINES]]
        return chosen

    def _turn(self, places: NDArray[np.intp]) -> None:
        """Read these lines from the other end if the longest of them are read better so."""
        samples = [int(place) for place in places if int(place) in self._read]
        before = _mean(self._read, samples)
        if not samples or before >= _SURE:
            return
        self._corners[places] = np.roll(self._corners[places], 2, axis=1)
        other: dict[int, list[Letter]] = {}
        for place in samples:
            self._step(place, other)()
        if _mean(other, samples) > before + _MARGIN:
            self._read.update(other)
        else:
            self._corners[places] = np.roll(self._corners[places], 2, axis=1)

    def _step(self, place: int, into: dict[int, list[Letter]]) -> Callable[[], None]:
        def step() -> None:
            (into[place],) = self._reader.read([self._crop(place).pixels], self.run)

        return step

    def _crop(self, place: int) -> Crop:
        return ocr_crops.cut(self._picture, self._corners[place], HEIGHT_PX, MOST_WIDTH_PX)


def _mean(read: dict[int, list[Letter]], places: list[int]) -> float:
    return float(np.mean([sureness(read[place]) for place in places])) if places else 0.0


def _warm_up() -> None:
    """Let the libraries load and look up what they need while they still may."""
    point = new_image("RGB", (16, 16))
    corners = np.array([[0, 2], [14, 0], [15, 9], [1, 11]], np.float32)
    ocr_crops.ink(ocr_crops.cut(point, corners, HEIGHT_PX, MOST_WIDTH_PX).pixels)
    smallest_rectangle(blobs(np.eye(8, dtype=np.bool_), 1)[0]).corners()
