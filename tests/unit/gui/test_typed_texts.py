from __future__ import annotations

from gui.typed_texts import free_name, lines


def test_names_out_of_titles_are_in_plain_letters_and_never_the_same() -> None:
    assert free_name("Loans of our Branch!", (), "checklist") == "loans-of-our-branch"
    assert free_name("贷款", (), "checklist") == "checklist"
    assert free_name("2nd lien", (), "field", "_") == "field_2nd_lien"
    assert free_name("Loans", ("loans", "loans-2"), "checklist") == "loans-3"


def test_lines_of_a_box_without_empty_ones() -> None:
    assert lines(" one \n\n two\n") == ("one", "two")
