"""Scans in a real vault: read, found, shown with boxes; the reader leaves at the lock."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image, ImageDraw, ImageFont

from appliance.app import doctor, ocr
from appliance.app.office import Office
from appliance.crypto.kdf import KdfParams
from appliance.documents.records import PageImage
from appliance.documents.scans.confidence import lowest
from appliance.errors import EngineMissing, VaultLocked, WeightsMismatch
from appliance.jobs import Job
from appliance.settings import Settings, starter_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.model
CHEAP = KdfParams(memory_kib=8192, iterations=1, lanes=1)
NETWORKS = Path(__file__).parents[3] / "models" / ocr.FOLDER / "networks.toml"
TEXT = ("Certificate of incorporation", "The company Kestrel Bakery Limited", "Capital 250,000 GBP")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made, _ = Office.create(
        tmp_path / "vault",
        "a passphrase of some length",
        settings=Settings(),
        starters=False,
        kdf=CHEAP,
    )
    made.models.import_folder(starter_folder() / "all-minilm-l6-v2")
    yield made
    made.lock()


def scan(folder: Path) -> Path:
    """A PDF of one page that is only a picture."""
    page = Image.new("L", (1240, 1754), 255)
    draw = ImageDraw.Draw(page)
    for number, line in enumerate(TEXT):
        draw.text((150, 200 + 80 * number), line, fill=0, font=ImageFont.load_default(36))
    page.save(folder / "scan.pdf", resolution=150)
    return folder / "scan.pdf"


def test_a_scan_is_read_found_and_shown(office: Office, tmp_path: Path) -> None:
    office.cases.new("Harbour Bakery")
    (outcome,) = office.documents.add("Harbour Bakery", [scan(tmp_path)])
    assert outcome.status == "added", outcome
    page = office.documents.page("Harbour Bakery", "scan.pdf", 1)
    assert page.text.splitlines() == list(TEXT)
    assert page.origin == "ocr"
    assert page.trouble == ""
    assert len(page.confidences) == len(page.words) == 11
    sureness = lowest(page, 0, len(page.text))
    assert sureness is not None
    assert sureness > 50
    first = page.words[0]
    assert page.text[first.start : first.end] == "Certificate"
    assert first.x0 == pytest.approx(150 * 72 / 150, abs=3)
    assert first.y0 == pytest.approx(200 * 72 / 150, abs=8)
    assert office.searches.find("Harbour Bakery", "share capital of the company").hits
    assert "ocr" in [child.kind for child in office.status().loaded]
    office.lock()
    assert office.status().loaded == ()


def test_the_reader_gives_its_room_to_a_model_and_comes_back(
    tmp_path: Path, office: Office
) -> None:
    engines = office._engines
    office.cases.new("Harbour Bakery")
    office.documents.add("Harbour Bakery", [scan(tmp_path)])
    assert "ocr" in [child.kind for child in engines.loaded()]
    residents = {one.key: one.need for one in engines._residency.residents()}
    taken = sum(need.memory_bytes for need in residents.values())
    free = engines.budget().memory_bytes - taken
    with engines.measuring(free + 300 * 1024**2, Job()):
        assert "ocr" not in [child.kind for child in engines.loaded()]
    second = tmp_path / "again"
    second.mkdir()
    copy = Image.new("L", (1240, 1754), 255)
    ImageDraw.Draw(copy).text((100, 100), "Second page", fill=0, font=ImageFont.load_default(40))
    copy.save(second / "second.pdf", resolution=150)
    office.documents.add("Harbour Bakery", [second / "second.pdf"])
    assert office.documents.page("Harbour Bakery", "second.pdf", 1).text == "Second page"


def test_a_locked_vault_has_no_reader(office: Office) -> None:
    reader = ocr.scan_reader(Settings(), office._engines)
    assert reader is not None
    office.lock()
    with pytest.raises(VaultLocked):
        reader.read(_picture(), Job())
    assert reader.confinement is None


def test_the_program_pins_what_set_up_lays_out() -> None:
    files = tomllib.loads(NETWORKS.read_text("utf-8"))["source"]["files"]
    assert {name: file["sha256"] for name, file in files.items()} == ocr.PINNED
    assert len(ocr.digest()) == 64


def test_the_doctor_says_whether_scans_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def scans() -> tuple[bool | None, str]:
        report = doctor.examine(tmp_path / "no vault")
        (check,) = [one for one in report.checks if one.name == "scans"]
        return check.ok, check.value

    ok, value = scans()
    assert ok
    assert ocr.digest()[:16] in value
    monkeypatch.setattr("appliance.settings.starter_folder", lambda: tmp_path)
    assert scans()[0] is False
    folder = tmp_path / ocr.FOLDER
    folder.mkdir()
    for name in ocr.PINNED:
        (folder / name).write_bytes(b"other networks")
    assert scans()[0] is False
    with pytest.raises(WeightsMismatch):
        ocr.weights()
    (folder / "reader.onnx").unlink()
    assert not ocr.installed()
    (folder / "detector.onnx").unlink()
    with pytest.raises(EngineMissing):
        ocr.weights()


def _picture() -> PageImage:
    return PageImage(1, 1, b"\0\0\0", 1.0)
