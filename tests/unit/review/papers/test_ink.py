"""Ink over a line to sign on, seen in the real picture of a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from appliance.documents.ingest import Ingestor
from appliance.documents.parsing import ParserClient
from appliance.jobs import Job
from appliance.review.checklists.records import DocumentRule
from appliance.review.papers.reading import read_papers
from appliance.settings import Settings
from tests.unit.review.checks.made import decided, item

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from appliance.documents.records import PageImage
    from appliance.review.papers.reading import Papers
    from tests.unit.conftest import FixedClock
    from tests.unit.review.paper_file import PaperFile


class Desk:
    """Reads a deed that is made for a test, and draws its pages."""

    def __init__(self, file: PaperFile, clock: FixedClock, folder: Path) -> None:
        self.file, self.folder = file, folder
        self.parser = ParserClient(Settings())
        self.ingestor = Ingestor(
            file.store,
            indexer=lambda _document_id, _job: None,
            parser=self.parser,
            clock=clock,
            settings=Settings(),
        )

    def deed(self, *, left: bool, right: bool | None = None, drawn: bool = True) -> Papers:
        """A deed with the name and date of each party, and ink over the lines asked for."""
        path = self.folder / "deed.pdf"
        canvas = Canvas(str(path), pagesize=A4)
        parties = 1 if right is None else 2
        canvas.drawString(60, 780, "DEED OF GUARANTEE")
        canvas.drawString(60, 700, "Signed for the parties")
        for number, ink in enumerate((left, right)[:parties]):
            x = 60 + 260 * number
            canvas.drawString(x, 640, "By: ______________________________")
            canvas.drawString(x, 620, f"Name: Ann {'Lee' if number else 'Voss'}")
            canvas.drawString(x, 600, "Date: 3 May 2026")
            if ink:
                canvas.setStrokeColorRGB(0.1, 0.1, 0.5)
                canvas.bezier(x + 30, 645, x + 60, 675, x + 80, 625, x + 130, 660)
                canvas.bezier(x + 60, 640, x + 70, 670, x + 100, 640, x + 120, 650)
        canvas.rect(40, 560, 515, 250)
        canvas.save()
        (outcome,) = self.ingestor.add(self.file.case_id, [path], job=Job())
        assert outcome.status == "added"
        return read_papers(self.file.store, self.file.case_id, draw=self.draw if drawn else None)

    def draw(self, document_id: int, page: int, scale: float) -> PageImage | None:
        document = self.file.store.document_by_id(document_id)
        return self.parser.render(self.file.store, document, page, scale)


@pytest.fixture
def desk(paper_file: PaperFile, clock: FixedClock, tmp_path: Path) -> Iterator[Desk]:
    made = Desk(paper_file, clock, tmp_path)
    yield made
    made.parser.close()


def outcome(papers: Papers) -> tuple[str, bool]:
    rule = DocumentRule(signed=True)
    made = decided(item("document", documents=("guarantee",), document=rule), papers)
    return made.verdict, made.certain


def test_ink_is_seen(desk: Desk) -> None:
    assert outcome(desk.deed(left=True)) == ("met", True)


def test_a_name_without_ink_is_no_signature(desk: Desk) -> None:
    papers = desk.deed(left=False)
    assert outcome(papers) == ("not met", True)


def test_of_two_parties_side_by_side_each_has_a_line(desk: Desk) -> None:
    assert outcome(desk.deed(left=True, right=False)) == ("not met", True)


def test_both_have_signed(desk: Desk) -> None:
    assert outcome(desk.deed(left=True, right=True)) == ("met", True)


def test_without_pictures_nobody_claims_to_have_seen_ink(desk: Desk) -> None:
    assert outcome(desk.deed(left=False, drawn=False)) == ("met", False)
