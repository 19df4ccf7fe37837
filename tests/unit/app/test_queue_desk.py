"""The queue desk, and what the documents desk says of what could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.app.office import Office
from appliance.crypto.kdf import KdfParams
from appliance.errors import DocumentUnknown
from appliance.settings import Settings, starter_folder
from tests.unit.documents import samples

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.model
PASSPHRASE = "a passphrase"
CHEAP = KdfParams(memory_kib=8192, iterations=1, lanes=1)
LINE = "The borrower repays the loan on the first day of each month."


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made, _ = Office.create(
        tmp_path / "vault", PASSPHRASE, settings=Settings(), starters=False, kdf=CHEAP
    )
    made.models.import_folder(starter_folder() / "all-minilm-l6-v2")
    made.cases.new("Miller")
    yield made
    made.lock()


def test_pause_add_restart_resume(office: Office, tmp_path: Path) -> None:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "loan.pdf").write_bytes(samples.pdf([[LINE], [LINE]]))
    (folder / "locked.pdf").write_bytes(samples.pdf([[LINE, "x"]], password="sesame"))
    (folder / ".hidden").write_bytes(b"x")
    office.queue.pause()
    outcomes = office.documents.add("Miller", [folder])
    assert {one.name: one.status for one in outcomes} == {
        ".hidden": "skipped",
        "loan.pdf": "waiting",
        "locked.pdf": "waiting",
    }
    assert office.documents.resume() == ()
    state = office.queue.state()
    assert (state.paused, state.seconds_left) == (True, None)
    assert [(one.case, one.document, one.state) for one in state.items] == [
        ("Miller", "loan.pdf", "waiting"),
        ("Miller", "locked.pdf", "waiting"),
    ]
    assert state.memory_limit_bytes == Settings().ingest_memory_bytes
    office.lock()
    again = Office.open(office.folder, PASSPHRASE, settings=Settings())
    try:
        assert again.queue.state("Miller").paused
        resumed = again.queue.resume()
        assert [(one.name, one.status) for one in resumed] == [
            ("loan.pdf", "added"),
            ("locked.pdf", "failed"),
        ]
        (failed,) = again.queue.state("Miller").items
        assert (failed.document, failed.state) == ("locked.pdf", "failed")
        assert "password" in (failed.error or "")
        assert failed.next_step
        (unread,) = again.documents.unread("Miller")
        assert (unread.document, unread.page) == ("locked.pdf", None)
        with pytest.raises(DocumentUnknown):
            again.queue.retry("Miller", "absent.pdf")
        outcome = again.queue.retry("Miller", "locked.pdf", "sesame")
        assert (outcome.status, outcome.pages) == ("added", 1)
        assert again.queue.state().items == ()
        assert again.documents.unread("Miller") == ()
        picture = again.documents.render("Miller", "locked.pdf", 1, 1.0)
        assert picture is not None
        details = [entry.details for entry in again._audit.entries()]
        assert not any("sesame" in str(one) for one in details)
    finally:
        again.lock()


def test_attached_files_at_the_desk(office: Office, tmp_path: Path) -> None:
    mail = tmp_path / "mail.eml"
    mail.write_bytes(
        samples.mail("See below.", {"loan.pdf": samples.pdf([[LINE]]), "bad.pdf": b"%PDF-1.7 no"})
    )
    first, *inside = office.documents.add("Miller", [mail])
    assert (first.name, first.status) == ("mail.eml", "added")
    assert [(one.name, one.status, one.parent) for one in inside] == [
        ("mail.eml › loan.pdf", "added", "mail.eml"),
        ("mail.eml › bad.pdf", "failed", "mail.eml"),
    ]
    found = office.documents.attachments("Miller", "mail.eml")
    assert [(one.name, one.document) for one in found] == [
        ("loan.pdf", "mail.eml › loan.pdf"),
        ("bad.pdf", "mail.eml › bad.pdf"),
    ]
    assert found[0].trouble == ""
    assert "damaged" in found[1].trouble
    assert [one.document for one in office.documents.unread("Miller")] == ["mail.eml › bad.pdf"]
    office.documents.remove("Miller", "mail.eml")
    assert office.cases.show("Miller").documents == ()


def test_a_scan_is_read_by_the_networks_that_are_installed(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "scan.pdf"
    path.write_bytes(samples.printed_scan(["Balance of the account", "Total 1,234,567 EUR"]))
    (outcome,) = office.documents.add("Miller", [path])
    assert (outcome.status, outcome.error_message) == ("added", None)
    page = office.documents.page("Miller", "scan.pdf", 1)
    assert page.origin == "ocr"
    assert "1,234,567" in page.text
    assert office.documents.scanned_pages("Miller", "scan.pdf") == (1,)
