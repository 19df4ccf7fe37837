"""How long a report of a review with 40 items takes, in each format, and checking it.

    python benchmarks/report_export.py [--items 40] [--repeats 5] [--save]

A real vault with two PDF of the sample customer; each item has two places and an exception, so that
a report has some 100 pictures of pages. `bare` draws the same pages, cuts the same pictures and
writes the same PDF in this process, without children, fence, vault and signature; both are done in
turns. `ratio` is bare over ours in seconds for the PDF: 1 means that those cost nothing.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import statistics
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pypdfium2
from measure import interleaved_s, report

from appliance.app.office import Office
from appliance.app.review_reports import FORMATS
from appliance.children import sealed_memory
from appliance.crypto.kdf import KdfParams
from appliance.documents.parsing import ParserClient
from appliance.documents.records import PageImage
from appliance.jobs import Job
from appliance.review.checklists.records import Checklist, Item
from appliance.review.records import Evidence, PaperRead, Proposal, Rect, Review, ReviewItem
from appliance.review.reports import as_json
from appliance.review.reports.picturing import Pictures
from appliance.review.reports.verifying import verify
from appliance.review.reports.writer import fonts, pdf, pictures
from appliance.settings import Settings

if TYPE_CHECKING:
    from appliance.documents.records import Document

SAMPLE = Path(__file__).parents[1] / "appliance" / "app" / "sample" / "documents"
NAMES = ("loan_agreement.pdf", "annual_accounts_2026.pdf")
CHEAP = KdfParams(memory_kib=8192, iterations=1, lanes=1)
_AT = "2026-01-02T09:00:00.000+00:00"


def read(office: Office, name: str) -> None:
    """A document of the sample customer as the parser child reads it."""
    data = (SAMPLE / name).read_bytes()
    store = office._store
    digest = hashlib.sha256(data).hexdigest()
    document = store.take_in(store.case("A").id, name, digest, data)
    handle = sealed_memory("benchmark", lambda fd: os.write(fd, data) and None)
    with ParserClient(Settings()).open(handle, name) as opened:
        opened.start()
        store.begin_reading(document.id, opened.media_type)
        store.add_pages(document.id, list(opened.pages()))
    os.close(handle)
    store.set_state(document.id, "ready")


def places(office: Office) -> list[Evidence]:
    """Every sentence of the documents."""
    store, found = office._store, []
    for one in store.documents(store.case("A").id):
        for number, text in store.page_texts(one.id):
            for match in re.finditer(r"[^.\n]{60,200}\.", text):
                start, end = match.span()
                boxes = store.boxes(one.id, number, start, end)
                lines = tuple(Rect(box.x0, box.y0, box.x1, box.y1) for box in boxes)
                found.append(Evidence(one.name, one.id, one.sha256, number, start, end,
                                      match.group(), "for", lines, "this says it"))  # fmt: skip
    return found


def reviewed(office: Office, items: int) -> Review:
    """A review whose items have two places and an exception each."""
    found, store = places(office), office._store
    case_id = store.case("A").id
    severities = ("critical", "high", "medium", "low")
    listed = tuple(
        Item(f"item-{n}", "statement", f"Point {n}", "Is it so?", severities[n % 4])  # type: ignore[arg-type]
        for n in range(items)
    )
    papers = tuple(
        PaperRead(one.name, one.id, one.sha256, one.page_count) for one in store.documents(case_id)
    )
    kept = office.decisions._reviews
    review = kept.new(case_id, Review(
        0, "A", Checklist("benchmark", "1.0", "Benchmark", listed), "0" * 64, _AT, "owner",
        "2026-01-02", "proposing", 1, papers,
        tuple(ReviewItem(n, one, "waiting") for n, one in enumerate(listed)),
    ))  # fmt: skip
    for item in review.items:
        n = item.place
        far = msgspec.structs.replace(found[(7 * n + 5) % len(found)], side="exception")
        near = tuple(found[(3 * n + add) % len(found)] for add in range(2))
        proposal = Proposal("met", 0.9, "code and model", True, ("It says so.",), (*near, far))
        made = msgspec.structs.replace(item, state="open", proposal=proposal)
        kept.put_item(case_id, review.id, made)
    kept.set_state(case_id, review.id, "open", round=1)
    return kept.get(case_id, review.id)


def bare(office: Office, review: Review, data: bytes) -> int:
    """The same pages, pictures and PDF in this process; gives the bytes of the file."""
    opened = {name: pypdfium2.PdfDocument((SAMPLE / name).read_bytes()) for name in NAMES}

    def draw(document: Document, page: int, scale: float) -> PageImage:
        made = opened[document.name][page - 1].render(scale=scale, rev_byteorder=True)
        rgb = made.to_pil().convert("RGB").tobytes()
        return PageImage(made.width, made.height, rgb, scale)

    drawn = Pictures(office._store, office._store.case("A").id, draw)
    drawn.prepare(review, Job())
    shown = {crop.name: pictures.png(crop) for crop in drawn.crops()}
    made, _ = pdf.pdf_bytes(as_json.read(data), shown, fonts.load(b""))
    for one in opened.values():
        one.close()
    return len(made)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=40)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--save", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="report-export-") as made:
        folder = Path(made)
        for name in ("CONFIG", "DATA", "CACHE", "STATE"):
            os.environ[f"XDG_{name}_HOME"] = str(folder / name)
        office, _ = Office.create(
            folder / "vault", "a passphrase", settings=Settings(), starters=False, kdf=CHEAP
        )
        office.cases.new("A")
        for name in NAMES:
            read(office, name)
        review = reviewed(office, given.items)
        sizes, pages = {}, 0
        for format in FORMATS:
            done = office.reports.export("A", 1, folder / f"report.{format}", format)
            sizes[format], pages = done.size_bytes, max(pages, done.pages)
        with zipfile.ZipFile(folder / "report.zip") as archive:
            data = archive.read("report.json")  # the one that names its pictures
            shown = sum(name.endswith(".png") for name in archive.namelist())
        samples = interleaved_s(
            {
                "bare": lambda: bare(office, review, data),
                **{
                    format: lambda format=format: office.reports.export(
                        "A", 1, folder / f"report.{format}", format
                    )
                    for format in FORMATS
                },
                "preview": lambda: office.reports.preview("A", 1),
                "verify a bundle": lambda: verify(folder / "report.zip"),
            },
            repeats=given.repeats,
        )
        office.lock()
        medians = {name: round(statistics.median(each), 3) for name, each in samples.items()}
        found = {
            "items": given.items,
            "pages": pages,
            "pictures": shown,
            "size_bytes": sizes,
            "median_s": medians,
            "least_s": {name: round(min(each), 3) for name, each in samples.items()},
            "samples": given.repeats,
        }
        report("report_export", medians["bare"] / medians["pdf"], found, save=given.save)


if __name__ == "__main__":
    main()
