from __future__ import annotations

import pytest

from appliance.assistant.forms.checking import check
from appliance.assistant.forms.reading import shipped
from gui.pages import form_draft
from gui.pages.form_draft import FieldDraft


@pytest.mark.parametrize(
    ("title", "fields", "expected"),
    [
        ("", [FieldDraft("A")], ("no title", -1)),
        ("Form", [], ("no field", -1)),
        ("Form", [FieldDraft("A"), FieldDraft(" ")], ("field without title", 1)),
        ("Form", [FieldDraft("A", "choice", choices=("one",))], ("too few choices", 0)),
        ("Form", [FieldDraft("A", "choice", choices=("one", "one"))], ("same choice", 0)),
        ("Form", [FieldDraft("A", "money", unit="euro")], ("currency", 0)),
        ("Form", [FieldDraft("A", "money", unit="EUR")], None),
    ],
)
def test_what_is_wrong_is_told_with_its_field(
    title: str, fields: list[FieldDraft], expected: tuple[str, int] | None
) -> None:
    assert form_draft.trouble(title, fields) == expected


def test_names_come_out_of_titles_and_are_never_the_same() -> None:
    fields = [
        FieldDraft("Net assets"),
        FieldDraft("Net assets"),
        FieldDraft("担保人"),
        FieldDraft("2nd"),
    ]
    form = form_draft.made("Kreditantrag Süd", fields, name="", taken={"kreditantrag-sud"})
    assert form.name == "kreditantrag-sud-2"
    assert [one.name for one in form.fields] == [
        "net_assets",
        "net_assets_2",
        "field",
        "field_2nd",
    ]
    assert check(form) == form


def test_a_form_that_exists_keeps_its_names_and_words() -> None:
    for form in shipped():
        again = form_draft.made(form.title, form_draft.drafts(form), name=form.name, taken=())
        assert again.name == form.name
        assert again.fields == form.fields


def test_what_a_kind_has_no_place_for_is_left_out() -> None:
    field = FieldDraft("Name", "text", unit="EUR", choices=("a", "b"))
    form = form_draft.made("Form", [field], name="", taken=())
    assert not form.fields[0].unit
    assert not form.fields[0].choices
    assert check(form) == form
