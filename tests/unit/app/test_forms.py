"""The forms desk and the overview in a real vault: filling, deciding, exporting, being killed."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
from functools import partial
from typing import TYPE_CHECKING

import openpyxl
import pytest

from appliance.app.door import Action
from appliance.app.forms import FormDesk, Hidden
from appliance.app.office import Office
from appliance.assistant.forms.reading import parse, shipped
from appliance.assistant.forms.records import FieldValue, Form, FormField
from appliance.assistant.forms.schema import plain
from appliance.assistant.forms.store import FillStore
from appliance.audit.events import Event
from appliance.crypto.kdf import KdfParams
from appliance.documents.records import Page, Word
from appliance.errors import (
    BadInput,
    CaseEmpty,
    DocumentUnknown,
    FieldUnknown,
    FormInvalid,
    FormUnknown,
    NotAllowed,
    ValueInvalid,
)
from appliance.privacy.records import MaskingRule
from appliance.settings import Settings
from tests import forked

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PASSPHRASE = "a passphrase"
CHEAP = KdfParams(memory_kib=8192, iterations=1, lanes=1)
TEXTS = {
    "application.txt": "Applicant: =HYPERLINK(1)\nLoan amount: £1,250,000\nDate: 3 August 2026\n",
    "letter.txt": "Applicant: Alder Foods plc\nLoan amount: £1,300,000\nPurpose: @cmd machines\n",
}


def add(office: Office, name: str, text: str) -> None:
    """A document as reading it leaves it."""
    store = office._store
    case_id = store.case("A").id
    document = store.take_in(case_id, name, name.encode().hex().ljust(64, "0")[:64], text.encode())
    words = (Word(0, 9, 10.0, 20.0, 60.0, 30.0), Word(11, len(text), 62.0, 20.0, 200.0, 30.0))
    store.begin_reading(document.id, "text/plain")
    store.add_pages(document.id, [Page(1, text, words, 595, 842)])
    store.set_state(document.id, "ready")


def opened(folder: Path) -> Office:
    return Office.open(folder, PASSPHRASE, settings=Settings())


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made, _ = Office.create(
        tmp_path / "vault", PASSPHRASE, settings=Settings(), starters=False, kdf=CHEAP
    )
    made.cases.new("A")
    for name, text in TEXTS.items():
        add(made, name, text)
    yield made
    made.lock()


def test_all_documents_are_filled_and_nothing_accepts_itself(office: Office) -> None:
    made = office.forms.fill("A", "loan-application")
    assert [one.document for one in made] == list(TEXTS)
    assert made == office.forms.fills("A", "loan-application")
    values = {one.name: one for one in made[0].fields}
    assert (values["amount"].value, values["amount"].unit) == ("1250000", "GBP")
    assert values["amount"].quote == "£1,250,000"
    assert all(one.state == "open" for fill in made for one in fill.fields)
    assert office.forms.boxes("A", values["applicant"])[0].x0 == 62.0
    assert office.forms.boxes("A", values["term"]) == ()
    assert [one.name for one in office.forms.conflicts("A", "loan-application")] == [
        "applicant",
        "amount",
    ]


def test_a_decision_has_its_line_and_outlives_filling_again(office: Office) -> None:
    (fill, _) = office.forms.fill("A", "loan-application")
    place = {one.name: one.place for one in fill.fields}
    office.forms.decide("A", fill.id, place["amount"], "accepted")
    office.forms.decide("A", fill.id, place["applicant"], "corrected", "Alder Foods plc")
    office.forms.decide("A", fill.id, place["application_date"], "rejected")
    (again, _) = office.forms.fill("A", ["loan-application", "contract-terms"])[::2]
    assert again.id != fill.id
    states = {one.name: (one.state, one.value, one.decided_by) for one in again.fields}
    me = office.accounts.me().name
    assert states["amount"] == ("accepted", "1250000", me)
    assert states["applicant"] == ("corrected", "Alder Foods plc", me)
    assert states["application_date"] == ("rejected", None, me)
    lines = [one for one in office._audit.entries() if one.event == Event.FIELD_DECIDED]
    assert [one.details["decision"] for one in lines] == ["accepted", "corrected", "rejected"]
    assert not any("1250000" in str(one.details) for one in office._audit.entries())


def test_what_cannot_be_decided_changes_nothing(office: Office) -> None:
    (fill, _) = office.forms.fill("A", "loan-application")
    with pytest.raises(ValueInvalid):
        office.forms.decide("A", fill.id, 3, "corrected", "a lot")
    with pytest.raises(FieldUnknown):
        office.forms.decide("A", fill.id, 99, "accepted")
    with pytest.raises(FieldUnknown):
        office.forms.decide("A", 99, 0, "accepted")
    with pytest.raises(BadInput):
        office.forms.decide("A", fill.id, 0, "kept")
    assert office.forms.fills("A")[0].fields == fill.fields


def test_own_forms(office: Office) -> None:
    form = Form("visit", "Visit", (FormField("amount", "money", "Loan amount"),))
    assert office.forms.save(form) in office.forms.list()
    assert office.forms.schema("visit")["properties"]["amount"]["x-kind"] == "money"
    (fill, _) = office.forms.fill("A", "visit")
    office.forms.remove("visit")
    assert office.forms.fills("A", "visit")[0].form == form == fill.form
    with pytest.raises(FormUnknown):
        office.forms.show("visit")
    with pytest.raises(FormUnknown, match="A622"):
        office.forms.remove("balance-sheet")
    with pytest.raises(FormInvalid):
        office.forms.save(shipped()[0])
    with pytest.raises(FormInvalid):
        office.forms.save(Form("x", "X", ()))


def test_documents_can_be_named(office: Office) -> None:
    (fill,) = office.forms.fill("A", "loan-application", ["letter.txt"])
    assert fill.document == "letter.txt"
    with pytest.raises(DocumentUnknown):
        office.forms.fill("A", "loan-application", ["other.txt"])
    office.cases.new("B")
    with pytest.raises(CaseEmpty):
        office.forms.fill("B", "loan-application")


def test_exports_hold_no_formula_and_all_evidence(office: Office, tmp_path: Path) -> None:
    office.forms.fill("A", "loan-application")
    for wanted in ("csv", "xlsx", "json"):
        assert office.forms.export("A", "loan-application", tmp_path / f"x.{wanted}", wanted) == 2
    text = (tmp_path / "x.csv").read_text("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert "'@cmd machines" in cells
    assert not [cell for cell in cells if cell.startswith(("=", "+", "@"))]
    book = openpyxl.load_workbook(tmp_path / "x.xlsx")
    shown = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert "f" not in {cell.data_type for cell in shown}
    assert {"=HYPERLINK(1)", 1250000} <= {cell.value for cell in shown}
    found = json.loads((tmp_path / "x.json").read_text("utf-8"))
    fill = found["fills"][0]
    amount = next(one for one in fill["fields"] if one["name"] == "amount")
    assert amount["quote"] == "£1,250,000"
    assert amount["boxes"]
    assert fill["sha256"]
    assert fill["values"]["amount"] == {"amount": 1250000, "currency": "GBP"}
    assert [one["field"] for one in found["conflicts"]] == ["applicant", "amount"]
    with pytest.raises(BadInput):
        office.forms.export("A", "loan-application", tmp_path / "x.pdf", "pdf")


def _killed_while_filling(folder: Path) -> None:
    office = opened(folder)
    add_fill = FillStore.add
    done: list[object] = []

    def die(self: FillStore, case_id: int, fill: object) -> object:
        if done:
            os.kill(os.getpid(), signal.SIGKILL)
        done.append(fill)
        return add_fill(self, case_id, fill)  # type: ignore[arg-type]

    FillStore.add = die  # type: ignore[method-assign,assignment]
    office.forms.fill("A", "loan-application")


def _killed_while_deciding(folder: Path) -> None:
    office = opened(folder)
    set_field = FillStore.set_field
    fill = office.forms.fills("A")[0]
    office.forms.decide("A", fill.id, 0, "accepted")

    def die(self: FillStore, case_id: int, fill_id: int, field: FieldValue) -> None:
        set_field(self, case_id, fill_id, field)
        os.kill(os.getpid(), signal.SIGKILL)

    FillStore.set_field = die  # type: ignore[method-assign]
    office.forms.decide("A", fill.id, 3, "accepted")


def test_a_kill_loses_nothing_that_was_decided(office: Office) -> None:
    folder = office.folder
    office.forms.fill("A", "loan-application", ["application.txt"])
    office.lock()
    assert forked.run(partial(_killed_while_deciding, folder)).killed
    after = opened(folder)
    states = [one.state for one in after.forms.fills("A")[0].fields]
    assert states[0] == "accepted"
    assert states[3] == "open"  # its line was not written, so it did not happen
    after.lock()
    assert forked.run(partial(_killed_while_filling, folder)).killed
    again = opened(folder)
    (fill,) = again.forms.fills("A")
    assert fill.fields[0].state == "accepted"
    assert [one.details["outcome"] for one in again._audit.entries()
            if one.event == Event.FORM_FILLED][-1] == "begun"  # fmt: skip
    again.lock()


def test_the_overview_shows_accepted_fields_first(office: Office) -> None:
    (fill, _) = office.forms.fill("A", "loan-application")
    amount = next(one for one in fill.fields if one.name == "amount")
    office.forms.decide("A", fill.id, amount.place, "accepted")
    seen = office.overview.of("A")
    assert [one.name for one in seen.documents] == list(TEXTS)
    assert (seen.facts[0].name, seen.facts[0].value, seen.facts[0].state) == (
        "amount",
        "1250000",
        "accepted",
    )
    assert seen.facts[0].citation is not None
    assert seen.facts[0].citation.quote == "£1,250,000"
    assert seen.open_fields == 2 * len(fill.fields) - 1
    assert seen.conflicts == ("loan-application: applicant", "loan-application: amount")
    add(office, "late.txt", "Guarantor: Noor Haddad")
    assert len(office.overview.of("A").documents) == 3


def test_a_form_of_a_text_is_kept(office: Office, tmp_path: Path) -> None:
    (tmp_path / "f.toml").write_text(
        'name = "f"\ntitle = "F"\n[[fields]]\nname = "a"\nkind = "text"\ntitle = "A"\n', "utf-8"
    )
    assert office.forms.save(office.forms.read(tmp_path / "f.toml")) == parse(
        (tmp_path / "f.toml").read_text("utf-8"), "f"
    )
    assert isinstance(office.forms, FormDesk)


def test_a_case_that_asks_for_it_hides_identifiers_from_the_model(office: Office) -> None:
    add(office, "id.txt", "Account: GB82WEST12345698765432\nApplicant: Noor Haddad\n")
    case_id = office._store.case("A").id
    assert office._masks.prompt_mask(case_id) is None
    office.privacy.set_masking("A", MaskingRule("models"))
    hiding = office._masks.prompt_mask(case_id)
    assert hiding is not None
    mask = Hidden(hiding)
    (page,) = office._store.texts(case_id, "id.txt")
    shown = mask.mask(page.text)
    assert "GB82WEST12345698765432" not in shown
    assert mask.mask("GB82WEST12345698765432") in shown
    assert mask.unmask(shown) == page.text


def _hiding(office: Office) -> None:
    """A case that hides in files, with an account in a field of a filled form."""
    form = (
        'name = "account"\ntitle = "Account"\n[[fields]]\nname = "iban"\nkind = "text"\n'
        'title = "Account"\nlabels = ["Account"]\n[[fields]]\nname = "amount"\nkind = "money"\n'
        'title = "Amount"\nlabels = ["Amount"]\n'
    )
    path = office.folder.parent / "account.toml"
    path.write_text(form, "utf-8")
    office.forms.save(office.forms.read(path))
    add(office, "id.txt", "Account: GB82WEST12345698765432\nAmount: £1,200\n")
    office.privacy.set_masking("A", MaskingRule("exports"))
    (fill,) = office.forms.fill("A", "account", ["id.txt"])
    assert fill.fields[0].value == "GB82WEST12345698765432"


def _events(office: Office, event: str) -> list[dict[str, object]]:
    return [dict(one.details) for one in office._audit.entries() if one.event == event]


@pytest.mark.parametrize("wanted", ["csv", "xlsx", "json"])
def test_an_export_of_a_case_that_hides_has_tokens(
    office: Office, tmp_path: Path, wanted: str
) -> None:
    _hiding(office)
    path = tmp_path / f"x.{wanted}"
    assert office.forms.hides_in_files("A")
    assert office.forms.export("A", "account", path, wanted) == 1
    if wanted == "xlsx":
        book = openpyxl.load_workbook(path)
        text = " ".join(str(cell.value) for sheet in book for row in sheet for cell in row)
    else:
        text = path.read_text("utf-8-sig")
    assert "[IBAN-1]" in text
    assert "GB82" not in text
    assert "98765432" not in text
    assert "1200" in text  # an amount is nobody's identifier
    assert office.privacy.reveal("A", "IBAN-1").shown == "GB82WEST12345698765432"


def test_values_as_they_are_leave_a_line_of_their_own(office: Office, tmp_path: Path) -> None:
    _hiding(office)
    office.forms.export("A", "account", tmp_path / "x.csv", "csv")
    assert not _events(office, "unmasked")
    office.forms.export("A", "account", tmp_path / "y.csv", "csv", revealed=True)
    assert "GB82WEST12345698765432" in (tmp_path / "y.csv").read_text("utf-8-sig")
    (look,) = _events(office, "unmasked")
    assert look["what"] == "form"
    assert "GB82" not in str(look)
    masked = [one["masked"] for one in _events(office, "exported") if "masked" in one]
    assert masked == [True, False]


def test_who_may_not_see_what_is_masked_exports_tokens_only(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _hiding(office)
    rest = frozenset(Action) - {Action.UNMASK}
    monkeypatch.setattr(office._door, "_permitted", lambda: rest)
    with pytest.raises(NotAllowed):
        office.forms.export("A", "account", tmp_path / "x.csv", "csv", revealed=True)
    assert not (tmp_path / "x.csv").exists()
    assert office.forms.export("A", "account", tmp_path / "x.csv", "csv") == 1
    assert "GB82" not in (tmp_path / "x.csv").read_text("utf-8-sig")


def test_a_hidden_number_is_a_token_also_where_a_number_is_wanted() -> None:
    assert plain("money", "[ACCOUNT-1]", "GBP") == "[ACCOUNT-1]"
    assert plain("money", "12.50", "GBP") == {"amount": 12.5, "currency": "GBP"}
