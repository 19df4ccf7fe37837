"""Reports from a real vault: real pages, real children, real signatures, two people."""

from __future__ import annotations

import hashlib
import io
import json
import os
import re
import signal
import sys
import zipfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import docx
import msgspec
import openpyxl
import pypdfium2
import pytest
from PIL import Image

from appliance.app import doctor
from appliance.app.review_reports import FORMATS
from appliance.audit.events import Event
from appliance.children import sealed_memory
from appliance.documents.parsing import ParserClient
from appliance.errors import (
    BadInput,
    Cancelled,
    DiskFull,
    FileExists,
    FileUnreadable,
    NotAllowed,
    ReportFontMissing,
    ReviewUnknown,
)
from appliance.jobs import Job
from appliance.privacy.records import MaskingRule
from appliance.review.checklists.records import Checklist, Item
from appliance.review.records import (
    Evidence,
    PaperRead,
    Proposal,
    Quote,
    Rect,
    Review,
    ReviewItem,
    Searched,
)
from appliance.review.reports import as_json, fonts
from appliance.review.reports.verifying import verify
from appliance.settings import Settings
from tests import forked, reviews

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.app.office import Office
    from appliance.review.reports.records import Verification

SAMPLE = Path(__file__).parents[3] / "appliance" / "app" / "sample" / "documents"
LOAN, MAIL = "loan_agreement.pdf", "mail.txt"
MAIL_TEXT = "=HYPERLINK(1) <b>Applicant: Jane Roe</b> \u202epaid\u202c 贷款 \x07\n"
CHECKLIST = Checklist(
    "loan-file", "1.0", "Loan file",
    (
        Item("parties", "statement", "Parties", "Who lends?", "critical", waive=("reviewer",)),
        Item("mail", "presence", "Mail", "Is there a mail?", "low", owner="branch", due_days=10),
        Item("seal", "statement", "Seal", "Is it sealed?", "high", waive=("reviewer",)),
    ),
    title_zh="贷款档案", source="House rules",
)  # fmt: skip


@pytest.fixture(scope="module")
def vault(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A vault with a case of two papers and a review that two people have signed."""
    folder = tmp_path_factory.mktemp("reports") / "vault"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOME", str(folder.parent))
        for name in ("CONFIG", "DATA", "CACHE", "STATE"):
            patch.setenv(f"XDG_{name}_HOME", str(folder.parent / name))
        reviews.cheap(patch)
        office = reviews.create(folder, Olga="officer", Rita="reviewer", Adam="administrator")
        office.cases.new("A")
        read(office, LOAN, (SAMPLE / LOAN).read_bytes())
        reviews.add(office, "A", MAIL, MAIL_TEXT)
        begin(office)
        office.lock()
        office = reviews.enter(folder, "Olga")
        for place in range(2):
            office.decisions.decide("A", 1, place, "accepted")
        office.decisions.decide(
            "A", 1, 2, "corrected", verdict="contradicted", reason="=1+1 <b>it says so</b>",
            evidence=[Quote(LOAN, 1, words(office, 30)[1])],
        )  # fmt: skip
        office.decisions.submit("A", 1)
        office.lock()
        office = reviews.enter(folder, "Rita")
        reviews.see_all(office, "A")
        office.decisions.check("A", 1)
        office.lock()
    return folder


def read(office: Office, name: str, data: bytes) -> None:
    """A document as the parser child reads it."""
    store = office._store
    case_id = store.case("A").id
    document = store.take_in(case_id, name, hashlib.sha256(data).hexdigest(), data)
    handle = sealed_memory("test", partial(fill, data=data))
    with ParserClient(Settings()).open(handle, name) as opened:
        opened.start()
        store.begin_reading(document.id, opened.media_type)
        store.add_pages(document.id, list(opened.pages()))
    os.close(handle)
    store.set_state(document.id, "ready")


def fill(handle: int, data: bytes) -> None:
    os.write(handle, data)


def words(office: Office, start: int) -> tuple[int, str]:
    """Where a stretch of the agreement's first page begins, and the stretch."""
    document = office._store.document(office._store.case("A").id, LOAN)
    text = office._store.page(document.id, 1).text
    found = re.compile(r"(?<=\s)[A-Za-z]+ [A-Za-z]+ [A-Za-z]+(?=\s)").search(text, start)
    assert found is not None
    return found.start(), found.group()


def begin(office: Office) -> None:
    store, case_id = office._store, office._store.case("A").id
    documents = {one.name: one for one in store.documents(case_id)}

    def place(name: str, start: int, quote: str, side: str = "for") -> Evidence:
        found = documents[name]
        boxes = store.boxes(found.id, 1, start, start + len(quote))
        return Evidence(
            name, found.id, found.sha256, 1, start, start + len(quote), quote, side,  # type: ignore[arg-type]
            tuple(Rect(box.x0, box.y0, box.x1, box.y1) for box in boxes), "as the page says",
        )  # fmt: skip

    near, far = words(office, 10), words(office, 200)
    proposals = (
        Proposal("met", 0.95, "code and model", True, ("It names them.",),
                 (place(LOAN, *near), place(LOAN, *far, side="exception"))),
        Proposal("not met", 0.7, "code", evidence=(place(MAIL, 0, MAIL_TEXT),)),
        Proposal("not found", 0.6, "model", searched=Searched((LOAN, MAIL), 2, 2)),
    )  # fmt: skip
    kept = reviews.reviews(office)
    papers = tuple(
        PaperRead(one.name, one.id, one.sha256, one.page_count) for one in documents.values()
    )
    review = kept.new(case_id, Review(
        0, "A", CHECKLIST, "c0" * 32, "2026-01-02T09:00:00.000+00:00", "Owner", "2026-01-02",
        "proposing", 1, papers,
        tuple(ReviewItem(n, one, "waiting") for n, one in enumerate(CHECKLIST.items)),
    ))  # fmt: skip
    for item, proposal in zip(review.items, proposals, strict=True):
        made = msgspec.structs.replace(item, state="open", proposal=proposal)
        kept.put_item(case_id, review.id, made)
    kept.set_state(case_id, review.id, "open", round=1)


@pytest.fixture
def house(vault: Path, tmp_path: Path) -> Path:
    """A copy of the vault; what this computer has seen of it is not copied."""
    import shutil

    return Path(shutil.copytree(vault, tmp_path / "vault"))


@pytest.fixture
def office(house: Path) -> Iterator[Office]:
    opened = reviews.enter(house, "Rita")
    yield opened
    opened.lock()


def checked(path: Path, office: Office) -> Verification:
    return verify(path, expected_key=office._vault.identity.signing_public().hex())


def text_of(data: bytes) -> str:
    found = pypdfium2.PdfDocument(data)
    text = "\n".join(page.get_textpage().get_text_bounded() for page in found)
    found.close()
    return text


@pytest.mark.parametrize("format", FORMATS)
def test_each_format_is_written_signed_and_checked_without_the_vault(
    office: Office, tmp_path: Path, format: str
) -> None:
    target = tmp_path / f"report.{format}"
    made = office.reports.export("A", 1, target, format)
    office.lock()
    assert made.signed
    assert made.sha256 == hashlib.sha256(target.read_bytes()).hexdigest()
    assert target.stat().st_mode & 0o777 == 0o600
    found = verify(target, expected_key=made.key)
    assert found.holds, found.problems
    assert found.review is not None
    assert (found.review.maker, found.review.checker) == ("Olga", "Rita")
    assert sorted(one.name for one in tmp_path.glob("*report*")) == [
        f"report.{format}", f"report.{format}.sig",
    ]  # fmt: skip
    target.write_bytes(target.read_bytes() + b" ")
    assert not verify(target).holds


def test_the_pdf_says_all_and_shows_the_places(office: Office, tmp_path: Path) -> None:
    made = office.reports.export("A", 1, tmp_path / "report.pdf")
    data = (tmp_path / "report.pdf").read_bytes()
    text = " ".join(text_of(data).split())
    assert made.pages > 1
    for expected in (
        *("Loan file 1.0", "Case A, review 1", f"Page 1 of {made.pages}", "Signed by two"),
        *("Who lends?", "exception: as the page says", "2 of 2 pages of"),
        *("=HYPERLINK(1) <b>Applicant", "[U+202E]", "=1+1 <b>it says so</b>", "Olga", "Rita"),
        *(made.key, made.content_sha256[:20], "cofferdam verify"),
        "the document has no pages to be drawn",
    ):
        assert expected in text, expected
    assert "Draft" not in text
    found = pypdfium2.PdfDocument(data)
    pictures = [
        one for page in found for one in page.get_objects()
        if isinstance(one, pypdfium2.PdfImage)
    ]  # fmt: skip
    assert len(pictures) == 3
    titles = [one.get_title() for one in found.get_toc()]
    assert titles[:4] == ["Summary", "Verdicts", "Exceptions", "Items"]
    assert "1. Parties" in titles
    assert found.get_metadata_dict()["Title"].startswith("Loan file 1.0, Case A, review 1")
    found.close()
    assert b"/Lang (en-GB)" in data


def test_a_draft_is_marked_on_every_page(house: Path, tmp_path: Path) -> None:
    office = reviews.enter(house, "Rita")
    office.decisions.reopen("A", 1, "one more paper")
    made = office.reports.export("A", 1, tmp_path / "draft.pdf")
    assert not made.signed
    found = pypdfium2.PdfDocument((tmp_path / "draft.pdf").read_bytes())
    for page in found:
        assert "Draft – not signed" in page.get_textpage().get_text_bounded()
    found.close()
    text = " ".join(text_of((tmp_path / "draft.pdf").read_bytes()).split())
    assert "no longer in force" in text
    assert any("draft" in one for one in checked(tmp_path / "draft.pdf", office).remarks)
    office.lock()


def test_a_report_in_chinese(office: Office, tmp_path: Path) -> None:
    if not fonts.chinese():
        with pytest.raises(ReportFontMissing, match="no TrueType font"):
            office.reports.export("A", 1, tmp_path / "zh.pdf", language="zh")
        return
    assert doctor._chinese_reports().ok
    office.reports.export("A", 1, tmp_path / "zh.pdf", language="zh")
    text = text_of((tmp_path / "zh.pdf").read_bytes())
    for expected in ("合规审查", "贷款档案", "已由两人签署", "审查项目", "如何核验"):
        assert expected in text
    office.reports.export("A", 1, tmp_path / "zh.docx", "docx", language="zh")
    memo = docx.Document(str(tmp_path / "zh.docx"))
    assert "摘要" in [one.text for one in memo.paragraphs]


def test_without_a_font_chinese_is_shown_as_numbers(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fonts, "_SYSTEM", ())
    office.reports.export("A", 1, tmp_path / "report.pdf")
    text = " ".join(text_of((tmp_path / "report.pdf").read_bytes()).split())
    assert "[U+8D37][U+6B3E]" in text
    with pytest.raises(ReportFontMissing, match="no TrueType font"):
        office.reports.export("A", 1, tmp_path / "zh.pdf", language="zh")
    with pytest.raises(ReportFontMissing):
        office.reports.preview("A", 1, language="zh")
    assert (doctor._chinese_reports().ok, fonts.where()) == (None, None)
    assert "fonts-wqy-microhei" in doctor._chinese_reports().advice
    with pytest.raises(ReportFontMissing) as caught:
        office.reports.require(tmp_path / "zh.zip", "zip", language="zh")
    assert "fonts-wqy-microhei" in caught.value.next_step
    assert str(fonts.own_folder()) in caught.value.next_step
    assert not (tmp_path / "zh.pdf").exists()
    for format in ("docx", "xlsx", "json"):
        office.reports.export("A", 1, tmp_path / f"zh.{format}", format, language="zh")


def test_office_files_hold_no_formula_and_no_markup(office: Office, tmp_path: Path) -> None:
    office.reports.export("A", 1, tmp_path / "report.xlsx", "xlsx")
    book = openpyxl.load_workbook(tmp_path / "report.xlsx")
    assert book.sheetnames == [
        "Summary", "Exceptions", "Items", "Evidence", "Papers", "Sign-offs", "Versions",
    ]  # fmt: skip
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert any(str(cell.value).startswith("=HYPERLINK(1) <b>") for cell in cells)
    assert any("[U+202E]" in str(cell.value) for cell in cells)
    office.reports.export("A", 1, tmp_path / "report.docx", "docx")
    memo = docx.Document(str(tmp_path / "report.docx"))
    text = "\n".join(one.text for one in memo.paragraphs)
    assert "<b>Applicant: Jane Roe</b>" in text
    assert len(memo.inline_shapes) == 3


def test_json_reads_back_and_keeps_to_its_shape(office: Office, tmp_path: Path) -> None:
    import jsonschema

    office.reports.export("A", 1, tmp_path / "report.json", "json")
    data = (tmp_path / "report.json").read_bytes()
    report = as_json.read(data)
    assert as_json.json_bytes(report) == data
    jsonschema.validate(json.loads(data), dict(as_json.schema()))
    assert [one.verdict for one in report.items] == ["met", "not met", "contradicted"]
    assert [one.side for one in report.items[0].exceptions] == ["exception"]
    assert [one.number for one in report.exceptions] == [3, 2]
    assert report.items[1].evidence[0].quote == MAIL_TEXT


def test_the_bundle_has_all_that_an_examiner_needs(office: Office, tmp_path: Path) -> None:
    made = office.reports.export("A", 1, tmp_path / "bundle.zip", "zip")
    with zipfile.ZipFile(tmp_path / "bundle.zip") as archive:
        names = set(archive.namelist())
        assert names >= {
            *("README.txt", "report.pdf", "report.docx", "report.xlsx", "report.json"),
            *("papers.sha256", "audit.jsonl", "content.json", "MANIFEST.json", "MANIFEST.sig"),
            *("crops/item-001-1.png", "crops/item-001-2.png", "crops/item-003-1.png"),
        }
        picture = Image.open(io.BytesIO(archive.read("crops/item-001-1.png"))).convert("RGB")
        assert (255, 236, 130) in {colour for _, colour in picture.getcolors(1 << 20) or ()}
        audit = [json.loads(line) for line in archive.read("audit.jsonl").splitlines()]
        papers = archive.read("papers.sha256").decode().splitlines()
        content = archive.read("content.json")
    assert f"{hashlib.sha256((SAMPLE / LOAN).read_bytes()).hexdigest()}  {LOAN}" in papers
    assert hashlib.sha256(content).hexdigest() == made.content_sha256
    events = [one["event"] for one in audit]
    assert Event.REVIEW_SIGNED.value in events
    assert {one["details"]["review"] for one in audit} == {1}
    found = checked(tmp_path / "bundle.zip", office)
    assert found.holds
    with zipfile.ZipFile(tmp_path / "bundle.zip") as archive:
        archive.extractall(tmp_path / "unpacked")
    assert checked(tmp_path / "unpacked", office).holds
    for name in sorted(names):
        path = tmp_path / "unpacked" / name
        data = path.read_bytes()
        path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]) if data else b"x")
        assert not checked(tmp_path / "unpacked", office).holds, name
        path.write_bytes(data)


def test_a_case_that_hides_identifiers_hides_them_in_every_format(
    house: Path, tmp_path: Path
) -> None:
    office = reviews.enter(house)
    office.privacy.set_masking("A", MaskingRule("exports"))
    for format in FORMATS:
        office.reports.export("A", 1, tmp_path / f"report.{format}", format)
    report = as_json.read((tmp_path / "report.json").read_bytes())
    assert report.hides
    assert "Jane Roe" not in report.items[1].evidence[0].quote
    assert "[PERSON-" in report.items[1].evidence[0].quote
    assert (report.items[0].evidence[0].start, report.items[0].evidence[0].end) == (0, 0)
    with zipfile.ZipFile(tmp_path / "report.zip") as archive:
        assert "content.json" not in archive.namelist()
        for name in archive.namelist():
            assert b"Jane Roe" not in archive.read(name), name
    assert "Jane Roe" not in text_of((tmp_path / "report.pdf").read_bytes())
    office.lock()


def test_a_preview_hides_what_the_screen_hides(house: Path) -> None:
    office = reviews.enter(house)
    for extent, hides in (("off", False), ("screen", True)):
        office.privacy.set_masking("A", MaskingRule(extent))  # type: ignore[arg-type]
        office.reports.preview("A", 1)
        line = [one for one in office._audit.entries() if one.event == Event.EXPORTED][-1]
        assert line.details.get("hides", False) is hides
    office.lock()


def test_the_same_review_gives_the_same_pages(office: Office) -> None:
    pages = office.reports.preview("A", 1)
    assert len(pages) > 1
    assert all(one.width_px > 600 for one in pages)
    lines = [one for one in office._audit.entries() if one.event == Event.EXPORTED]
    assert lines[-1].details["what"] == "preview of a review report"


def test_who_may_not_gets_nothing(house: Path, tmp_path: Path) -> None:
    office = reviews.enter(house, "Adam")
    with pytest.raises(NotAllowed):
        office.reports.export("A", 1, tmp_path / "report.json", "json")
    office.lock()
    assert list(tmp_path.glob("report*")) == []


def test_what_cannot_be_written_leaves_nothing(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "out" / "report.json"
    begun: list[object] = []
    with pytest.raises(FileUnreadable):
        office.reports.export("A", 1, target, "pdf", job=Job(begun.append))
    assert not begun, "that there is no such folder is told before anything is drawn"
    target.parent.mkdir()
    for number, format, language, error in (
        (9, "json", "en", ReviewUnknown),
        (1, "odt", "en", BadInput),
        (1, "json", "fr", BadInput),
    ):
        with pytest.raises(error):
            office.reports.export("A", number, target, format, language=language)
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        office.reports.export("A", 1, target, "zip", job=job)
    real = os.fsync

    def full(handle: int) -> None:
        if Path(f"/proc/self/fd/{handle}").readlink().name.startswith(".report.json."):
            raise OSError(28, "No space left on device")
        real(handle)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull):
        office.reports.export("A", 1, target, "json")
    monkeypatch.undo()
    assert list(target.parent.iterdir()) == []


def test_a_killed_export_leaves_no_half_file(house: Path, tmp_path: Path) -> None:
    """Killed at each step of the two files: whatever is there is whole, or is seen not to be."""
    folder = tmp_path / "out"
    folder.mkdir()
    target = folder / "report.json"

    def killed(step: int) -> None:
        office = reviews.enter(house, "Rita")
        steps = 0
        real = Path.replace

        def replace(self: Path, to: Path) -> Path:
            nonlocal steps
            if self.parent == folder:
                steps += 1
                if steps == step:
                    os.kill(os.getpid(), signal.SIGKILL)
            return real(self, to)

        setattr(Path, "replace", replace)  # noqa: B010 - the type checker knows it is a method
        office.reports.export("A", 1, target, "json", replace=True)

    for step in (1, 2):
        assert forked.run(partial(killed, step)).killed
        if target.exists():
            as_json.read(target.read_bytes())
            assert not verify(target).holds
    office = reviews.enter(house, "Rita")
    office.reports.export("A", 1, target, "json", replace=True)
    assert checked(target, office).holds
    office.lock()


@pytest.mark.parametrize("format", ["json", "zip"])
def test_no_file_is_written_over_unless_it_is_asked_for(
    office: Office, tmp_path: Path, format: str
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    target, beside = folder / f"report.{format}", folder / f"report.{format}.sig"
    for taken in (target, beside):
        taken.write_bytes(b"of somebody else")
        with pytest.raises(FileExists, match=re.escape(taken.name)):
            office.reports.require(target, format)
        with pytest.raises(FileExists, match=re.escape(taken.name)):
            office.reports.export("A", 1, target, format)
        assert [one.read_bytes() for one in folder.iterdir()] == [b"of somebody else"]
        taken.unlink()
    target.write_bytes(b"of somebody else")
    beside.write_bytes(b"of somebody else")
    office.reports.export("A", 1, target, format, replace=True)
    assert checked(target, office).holds


def test_the_chain_names_no_customer_and_no_word_of_a_paper(office: Office, tmp_path: Path) -> None:
    office.reports.export("A", 1, tmp_path / "report.json", "json")
    line = [one for one in office._audit.entries() if one.event == Event.EXPORTED][-1]
    assert line.details["review"] == 1
    assert set(line.details) <= {"what", "format", "review", "sha256", "content", "state",
                                 "outcome"}  # fmt: skip


def test_the_console_loads_no_library_that_writes() -> None:
    import subprocess

    code = (
        "import sys, appliance.app.office, appliance.cli.main\n"
        "print([m for m in sys.modules if m.split('.')[0] in ('docx', 'PIL', 'reportlab')])"
    )
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"
