from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from appliance.app.office import Office
from appliance.crypto.kdf import KdfParams
from appliance.errors import BadInput, DiskFull, DocumentUnknown, FileExists
from appliance.privacy.records import MaskingRule
from appliance.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.model
TEXT = (
    "Name: Jane Roe\nIBAN DE89 3704 0044 0532 0130 00\nThe turnover was 4,210,000.\n"
    "Jane Roe wrote from jane.roe@example.org.\n"
)
PASSPHRASE = "a passphrase of some length"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("privacy")


@pytest.fixture(scope="module")
def office(folder: Path) -> Iterator[Office]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
            patch.setenv(name, str(folder / "home"))
        cheap = KdfParams(memory_kib=8 * 1024, iterations=1, lanes=1)
        made, _ = Office.create(folder / "vault", PASSPHRASE, settings=Settings(), kdf=cheap)
        try:
            made.cases.new("Weaver")
            (folder / "file.txt").write_text(TEXT, "utf-8")
            assert made.documents.add("Weaver", [folder / "file.txt"])[0].error_code is None
            yield made
        finally:
            made.lock()


def test_what_stands_where(office: Office) -> None:
    office.privacy.set_masking("Weaver", MaskingRule())
    found = office.privacy.scan("Weaver")
    assert [(one.kind, one.text) for one in found.findings] == [
        ("person", "Jane Roe"),
        ("iban", "DE89 3704 0044 0532 0130 00"),
        ("person", "Jane Roe"),
        ("email", "jane.roe@example.org"),
    ]
    assert {(one.kind, one.found, one.valid, one.values) for one in found.counts} == {
        ("iban", 1, 1, 1),
        ("email", 1, 0, 1),
        ("person", 2, 0, 1),
    }
    page = office.documents.page("Weaver", "file.txt", 1).text
    assert all(page[one.start : one.end] == one.text for one in found.findings)


def test_nothing_is_hidden_until_somebody_says_so(office: Office) -> None:
    office.privacy.set_masking("Weaver", MaskingRule())
    assert office.privacy.mask("Weaver", TEXT) == TEXT
    assert office.privacy.page("Weaver", "file.txt", 1).pieces == ()
    assert office._masks.prompt_mask(office._store.case("Weaver").id) is None


def test_hidden_on_the_screen_and_shown_again_on_the_record(office: Office) -> None:
    office.privacy.set_masking("Weaver", MaskingRule("screen"))
    masked = office.privacy.page("Weaver", "file.txt", 1).text
    assert masked.splitlines()[:2] == ["Name: [PERSON-1]", "IBAN [IBAN-1]"]
    assert {one.text for one in office.privacy.scan("Weaver").findings} == {
        "[PERSON-1]", "[IBAN-1]", "[EMAIL-1]",
    }  # fmt: skip
    known = office.privacy.reveal("Weaver", "IBAN-1")
    assert (known.value, known.shown) == ("DE89370400440532013000", "DE89 3704 0044 0532 0130 00")
    entries = [entry for entry in office._audit.entries() if entry.event == "unmasked"]
    assert entries
    assert "DE89" not in json.dumps([entry.details for entry in entries])
    with pytest.raises(BadInput):
        office.privacy.reveal("Weaver", "IBAN-99")


def test_what_a_model_reads_is_hidden_when_the_case_asks(office: Office) -> None:
    office.privacy.set_masking("Weaver", MaskingRule("models", ("iban",)))
    mask = office._masks.prompt_mask(office._store.case("Weaver").id)
    assert mask is not None
    masked = mask.mask("Whose is DE89370400440532013000, Jane Roe’s?").text
    assert masked == "Whose is [IBAN-1], Jane Roe’s?"
    assert mask.unmask("It is [IBAN-1].") == "It is DE89 3704 0044 0532 0130 00."


def test_a_masked_text_is_written(office: Office, folder: Path) -> None:
    office.privacy.set_masking("Weaver", MaskingRule("exports"))
    target = folder / "masked.txt"
    assert office.privacy.export("Weaver", "file.txt", target) == (1, 4)
    written = target.read_text("utf-8")
    assert "Roe" not in written
    assert "DE89" not in written
    assert "4,210,000" in written
    with pytest.raises(FileExists):
        office.privacy.export("Weaver", "file.txt", target)


def test_wrong_names_are_refused(office: Office) -> None:
    with pytest.raises(BadInput):
        office.privacy.set_masking("Weaver", MaskingRule("screen", ("shoe-size",)))
    with pytest.raises(DocumentUnknown):
        office.privacy.scan("Weaver", "none.txt")


def test_a_token_that_the_disk_refused_is_kept_with_the_next(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.privacy.set_masking("Weaver", MaskingRule("screen"))
    case_id = office._store.case("Weaver").id
    tokens = office._masks.tokens(case_id)

    def full(_store: object, _case_id: int) -> None:
        raise DiskFull

    with monkeypatch.context() as patch:
        patch.setattr(type(office._store), "content", full)
        lost = tokens.of("iban", "GB33BUKB20201555555555", "GB33 BUKB 2020 1555 5555 55")
        with pytest.raises(DiskFull):
            office._masks.keep(case_id, tokens)
    office.privacy.mask("Weaver", "Write to paul@example.org.")
    del tokens
    assert office.privacy.reveal("Weaver", lost.token).shown == "GB33 BUKB 2020 1555 5555 55"
    assert office._masks._read(case_id).get(lost.token) == lost
