"""Reading pages as pictures against their own text layer, and against rapidocr beside us.

Pages of the sample customer and of the filings in `$COFFERDAM_DATA` are drawn by the confined
parser child and read by the confined OCR child, as for a scan. What was read is compared with the
text layer: edit distance of the characters, both put in the same reading order by where they
stand, and words that are missing or too much in any order. Beside three resolutions there is a
poor scan: 200 dpi, blurred, noisy, tilted by two degrees, compressed.

The peer (`benchmarks/peers/ocr.sh`) has the same networks and its own way of finding, cutting and
joining; it reads the same pictures in turns with us, those of 200 dpi. `ratio`
is its seconds over ours at 200 dpi; 1 where there is no peer.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import statistics
import tempfile
import unicodedata
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import measure  # first, as it switches ONNX Runtime's telemetry off
import numpy as np
from peer_process import Peer
from PIL import Image, ImageFilter

from appliance.app import ocr
from appliance.documents.parsing import ParserClient
from appliance.documents.protocol import PDF_TYPE
from appliance.documents.records import Document, PageImage
from appliance.documents.scans.composing import page_of
from appliance.documents.scans.judging import judge
from appliance.documents.scans.records import OcrLine, OcrWord
from appliance.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appliance.documents.records import Page, Word
    from appliance.engine.ocr import OcrEngine
    from appliance.engine.records import SeenLine

SAMPLE = Path(measure.ROOT) / "appliance" / "app" / "sample" / "documents"
SAMPLE_PAGES = {"annual_accounts_2026.pdf": (2, 4, 5, 7), "loan_agreement.pdf": (2, 3)}
DPI = (150, 200, 300)
CONDITIONS = ("150_dpi", "200_dpi", "300_dpi", "200_dpi_poor")
RATIO = "200_dpi"
PEER_CONDITIONS = ("200_dpi",)
TILT_DEGREES = 2.0
# Pages with less text say little about reading.
LEAST_CHARACTERS = 800
FILING_PAGES = 14


@dataclass
class Tally:
    """What one reader did at one resolution."""

    edits: int = 0
    characters: int = 0
    missing: int = 0
    surplus: int = 0
    words: int = 0
    seconds: list[float] = field(default_factory=list)

    def add(self, wanted: str, found: str, seconds: float) -> None:
        """Compare one page."""
        wanted, found = plain(wanted), plain(found)
        self.edits += edits(wanted, found)
        self.characters += len(wanted)
        one, two = Counter(wanted.split()), Counter(found.split())
        self.missing += (one - two).total()
        self.surplus += (two - one).total()
        self.words += one.total()
        self.seconds.append(seconds)

    def result(self) -> dict[str, float]:
        """Rates in percent, seconds per page."""
        return {
            "character_error_percent": round(100 * self.edits / self.characters, 3),
            "words_missing_percent": round(100 * self.missing / self.words, 3),
            "words_too_much_percent": round(100 * self.surplus / self.words, 3),
            "seconds_median": round(statistics.median(self.seconds), 3),
            "seconds_mean": round(statistics.fmean(self.seconds), 3),
        }


def plain(text: str) -> str:
    """Without what no reader can see: kinds of spaces, ligatures and dashes; without leaders."""
    text = unicodedata.normalize("NFKC", text)
    text = text.translate(str.maketrans("‘’“”–—‐‑−•●·∙", "''\"\"-----••••"))
    # The dots and dashes that lead from a heading to its page number are no words.
    return " ".join(word for word in text.split() if word.strip("._-…•"))


def edits(one: str, two: str) -> int:
    """Levenshtein distance."""
    letters = np.array([ord(letter) for letter in two], np.int64)
    places = np.arange(len(two) + 1)
    row = places.copy()
    for number, letter in enumerate(one, start=1):
        best = np.minimum(row[1:] + 1, row[:-1] + (letters != ord(letter)))
        row = np.minimum.accumulate(np.concatenate([[number], best]) - places) + places
    return int(row[-1])


class Original:
    """A file on the disk in place of a sealed one."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.document = Document(
            1, 1, path.name, path.name, path.stat().st_size, PDF_TYPE, 0, "ready", None, None, ""
        )

    def open_original(self, document: Document) -> int:
        """The file; the caller closes it."""
        return os.open(self._path, os.O_RDONLY)


def drawn(path: Path, numbers: Sequence[int]) -> Iterator[tuple[Page, list[PageImage]]]:
    """Pages of a file with their pictures."""
    parser = ParserClient(Settings())
    original = Original(path)
    descriptor = original.open_original(original.document)
    try:
        with parser.open(descriptor, path.name) as document:
            document.start()
            pages = list(document.pages())
        for number in numbers or _dense(pages):
            pictures = [parser.render(original, original.document, number, dpi / 72) for dpi in DPI]
            yield pages[number - 1], [picture for picture in pictures if picture is not None]
    finally:
        os.close(descriptor)
        parser.close()


def _dense(pages: Sequence[Page]) -> list[int]:
    """One page at a third and one at two thirds of those with much text of their own."""
    good = [
        page.number
        for page in pages
        if len(page.text) >= LEAST_CHARACTERS and not judge(page).needs_ocr
    ]
    return [good[len(good) // 3], good[2 * len(good) // 3]] if good else []


def poor(picture: PageImage) -> PageImage:
    """What a worn machine makes of a page."""
    size = (picture.width_px, picture.height_px)
    image = Image.frombytes("RGB", size, picture.rgb).filter(ImageFilter.GaussianBlur(0.9))
    image = image.rotate(TILT_DEGREES, Image.Resampling.BICUBIC, fillcolor=(255, 255, 255))
    noise = np.random.default_rng(1).normal(0, 14, (*size[::-1], 1))
    pixels = np.clip(0.8 * np.asarray(image) + 35 + noise, 0, 255).astype(np.uint8)
    packed = io.BytesIO()
    Image.fromarray(pixels).save(packed, "JPEG", quality=45)
    return replace(picture, rgb=Image.open(packed).convert("RGB").tobytes())


def in_order(page: Page) -> str:
    """The text layer, in the order in which a picture of it would be read."""
    lines, begin = [], 0
    for text in page.text.splitlines(keepends=True):
        words = [word for word in page.words if begin <= word.start < begin + len(text)]
        begin += len(text)
        if words:
            lines.append(_of_words([(page.text[w.start : w.end], w) for w in words]))
    picture = PageImage(1000, 1000, b"", 1.0)
    bare = replace(page, text="", words=(), width_pt=1000, height_pt=1000)
    return page_of(bare, lines, picture).text


def _of_words(words: Sequence[tuple[str, Word]]) -> OcrLine:
    parts = tuple(OcrWord(text, w.x0, w.y0, w.x1, w.y1, 1.0) for text, w in words)
    return OcrLine(
        " ".join(part.text for part in parts),
        min(part.x0 for part in parts),
        min(part.y0 for part in parts),
        max(part.x1 for part in parts),
        max(part.y1 for part in parts),
        parts,
    )


def theirs_in_order(said: dict[str, Any], page: Page, picture: PageImage) -> str:
    """The peer's lines, put in order by our rule as well."""
    lines = []
    for text, box in zip(said["texts"], said["boxes"], strict=True):
        (x0, y0), (x1, y1) = np.min(box, axis=0).tolist(), np.max(box, axis=0).tolist()
        if text.strip():
            word = OcrWord(text.strip(), x0, y0, x1, y1, 1.0)
            lines.append(OcrLine(word.text, x0, y0, x1, y1, (word,)))
    return page_of(replace(page, text="", words=()), lines, picture).text


def every(data: Path | None) -> Iterator[tuple[str, Page, list[PageImage]]]:
    """All pages that are measured."""
    for name, numbers in SAMPLE_PAGES.items():
        for page, pictures in drawn(SAMPLE / name, numbers):
            yield f"{name} {page.number}", page, pictures
    count = 0
    for path in sorted((data / "filings").glob("*.pdf")) if data else ():
        for page, pictures in drawn(path, ()):
            if count < FILING_PAGES:
                count += 1
                yield f"{path.name} {page.number}", page, pictures


def read(engine: OcrEngine, page: Page, picture: PageImage) -> tuple[Page, float]:
    """The page as read from its picture, and how long that took."""
    lines: list[SeenLine] = []
    taken_s = measure.timed_s(
        lambda: lines.extend(engine.read(picture.rgb, picture.width_px, picture.height_px))
    )
    return page_of(
        replace(page, text="", words=()), [_line(one) for one in lines], picture
    ), taken_s


def _line(seen: SeenLine) -> OcrLine:
    words = tuple(OcrWord(w.text, w.x0, w.y0, w.x1, w.y1, w.confidence) for w in seen.words)
    return OcrLine(seen.text, seen.x0, seen.y0, seen.x1, seen.y1, words)


def peak_bytes(process: int) -> int:
    """The most memory a process ever had."""
    for line in Path(f"/proc/{process}/status").read_text("ascii").splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) * 1024
    return 0


def confidences(wanted: str, page: Page) -> list[tuple[int, bool]]:
    """Of each word read: how sure, and whether the text layer has it."""
    left = Counter(plain(wanted).split())
    found = []
    for token in re.finditer(r"\S+", page.text):
        sure = [
            percent
            for word, percent in zip(page.words, page.confidences, strict=True)
            if word.start < token.end() and token.start() < word.end
        ]
        text = plain(token.group())
        found.append((min(sure, default=0), left[text] > 0))
        left[text] -= 1
    return found


def uncertain(found: Sequence[tuple[int, bool]]) -> dict[str, Any]:
    """What a threshold would show to a person."""
    wrong = sum(1 for _, right in found if not right)
    rows = {}
    for percent in (70, 80, 90, 95, 99):
        below = [right for sure, right in found if sure < percent]
        rows[f"below_{percent}"] = {
            "words": len(below),
            "of_which_wrong": below.count(False),
        }
    return {"words": len(found), "wrong": wrong, **rows}


def main() -> None:
    """Run and report."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--save", action="store_true")
    options.add_argument("--peer", type=Path, help="Python with rapidocr (peers/ocr.sh)")
    options.add_argument("--pages", type=int, default=20, help="at most so many")
    options.add_argument("--worst", action="store_true", help="also print the error of each page")
    given = options.parse_args()
    data = os.environ.get("COFFERDAM_DATA")
    ours = {name: Tally() for name in CONDITIONS}
    theirs = {name: Tally() for name in PEER_CONDITIONS}
    sure: dict[str, list[tuple[int, bool]]] = {name: [] for name in CONDITIONS}
    result: dict[str, Any] = {"pages": []}
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        peer = stack.enter_context(Peer(given.peer, "scans.py")) if given.peer else None
        engine = ocr.engine(Settings())
        stack.callback(engine.close)
        engine.load()
        engine.read(bytes(3 * 64 * 64), 64, 64)
        child = engine._host._child
        assert child is not None
        their_peak = 0
        for name, page, pictures in every(Path(data) if data else None):
            if len(result["pages"]) == given.pages:
                break
            result["pages"].append(name)
            wanted = in_order(page)
            pictures.append(poor(pictures[DPI.index(200)]))
            for condition, picture in zip(CONDITIONS, pictures, strict=True):
                found, seconds = read(engine, page, picture)
                before = ours[condition].edits
                ours[condition].add(wanted, found.text, seconds)
                sure[condition] += confidences(page.text, found)
                if given.worst:
                    rate = 100 * (ours[condition].edits - before) / len(plain(wanted))
                    print(f"# {name} {condition}: {rate:.2f} % {seconds:.2f} s", flush=True)
                if peer is not None and condition in PEER_CONDITIONS:
                    (folder / "rgb").write_bytes(picture.rgb)
                    said = peer.ask(
                        "read", str(folder / "rgb"), picture.width_px, picture.height_px
                    )
                    text = theirs_in_order(said, page, picture)
                    theirs[condition].add(wanted, text, said["seconds"])
                    their_peak = said["peak_bytes"]
        result["ours"] = {name: tally.result() for name, tally in ours.items()}
        result["ours"]["peak_mb"] = peak_bytes(child.pid) // 10**6
        result["confidence"] = {name: uncertain(found) for name, found in sure.items()}
        ratio = 1.0
        if peer is not None:
            result["rapidocr"] = {name: tally.result() for name, tally in theirs.items()}
            result["rapidocr"] |= {"peak_mb": their_peak // 10**6, **peer.about}
            ratio = sum(theirs[RATIO].seconds) / sum(ours[RATIO].seconds)
    measure.report("ocr", ratio, result, save=given.save)


if __name__ == "__main__":
    main()
