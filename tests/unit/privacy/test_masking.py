from __future__ import annotations

from dataclasses import dataclass

import pytest

from appliance.privacy.finding import find
from appliance.privacy.masking import Tokens, mask, restore, to_source, unmask
from appliance.privacy.prompts import PromptMask
from appliance.privacy.records import Token

TEXT = (
    "Name: Jane Roe\nIBAN DE89 3704 0044 0532 0130 00, again DE89370400440532013000;\n"
    "mail jane.roe@example.org. Jane Roe pays 4,210,000."
)


def test_the_same_value_has_the_same_token() -> None:
    masked = mask(TEXT, find(TEXT))
    assert masked.text == (
        "Name: [PERSON-1]\nIBAN [IBAN-1], again [IBAN-1];\nmail [EMAIL-1]. "
        "[PERSON-1] pays 4,210,000."
    )


def test_going_back_is_exact() -> None:
    masked = mask(TEXT, find(TEXT))
    assert restore(masked, TEXT) == TEXT


def test_a_draft_gets_the_values_back_with_and_without_brackets() -> None:
    tokens = Tokens()
    mask(TEXT, find(TEXT), tokens)
    assert unmask("It is [IBAN-1] of PERSON-1, not IBAN-12 or [CARD-1].", tokens) == (
        "It is DE89 3704 0044 0532 0130 00 of Jane Roe, not IBAN-12 or [CARD-1]."
    )


def test_what_looks_like_a_token_is_masked_too() -> None:
    text = "See [IBAN-1] and IBAN DE89370400440532013000."
    tokens = Tokens()
    masked = mask(text, find(text), tokens)
    assert masked.text == "See [TEXT-1] and IBAN [IBAN-1]."
    assert unmask(masked.text, tokens) == text


def test_tokens_go_on_counting_where_a_case_stopped() -> None:
    tokens = Tokens([Token("[IBAN-7]", "iban", "X", "x")])
    assert mask(TEXT, find(TEXT, kinds={"iban"}), tokens).text.count("[IBAN-8]") == 2
    assert [token.token for token in tokens.take_added()] == ["[IBAN-8]"]
    assert tokens.take_added() == []
    assert tokens.get("IBAN-7") == Token("[IBAN-7]", "iban", "X", "x")


def test_places_of_the_masked_text_are_places_of_the_text() -> None:
    masked = mask(TEXT, find(TEXT))
    start = masked.text.index("again")
    assert TEXT[slice(*to_source(masked, start, start + 5))] == "again"
    token = masked.text.index("[EMAIL-1]")
    assert TEXT[slice(*to_source(masked, token + 1, token + 3))] == "jane.roe@example.org"
    with pytest.raises(IndexError):
        to_source(masked, 0, len(masked.text) + 1)


@dataclass(frozen=True)
class Part:
    document_id: int
    page: int
    start: int
    end: int
    text: str


def part(page: str, start: int, end: int) -> Part:
    return Part(1, 1, start, end, page[start:end])


def test_passages_are_masked_by_what_the_whole_page_tells() -> None:
    page = "Steuer-ID:\n36 574 261 809 and Account No. 12345678."
    cut = part(page, page.index("36"), len(page))
    mask_of_case = PromptMask(Tokens(), page_text=lambda _document, _page: page)
    (masked,), back = mask_of_case.mask_passages([cut])
    assert masked.text == "[NATIONAL-ID-1] and Account No. [ACCOUNT-1]."
    assert back(masked.text) == cut.text


def test_a_number_at_the_edge_of_a_passage_does_not_leak_its_half() -> None:
    page = "Pay to DE89 3704 0044 0532 0130 00 today."
    cut = part(page, 0, page.index("0532"))
    (masked,), _ = PromptMask(Tokens(), page_text=lambda _d, _p: page).mask_passages([cut])
    assert masked.text == "Pay to [IBAN-1]"


def test_a_name_known_to_the_case_is_hidden_without_a_label() -> None:
    tokens = Tokens()
    hidden = PromptMask(tokens)
    hidden.mask("Name: Jane Roe")
    assert hidden.mask("What does jane roe owe?").text == "What does [PERSON-1] owe?"


def test_only_the_kinds_of_the_rule_are_hidden() -> None:
    assert "Jane Roe" in PromptMask(Tokens(), kinds=("iban",)).mask(TEXT).text


def test_tokens_are_kept_before_masked_text_is_given() -> None:
    tokens, kept = Tokens(), list[str]()
    hidden = PromptMask(
        tokens, keep=lambda: kept.extend(token.token for token in tokens.take_added())
    )
    hidden.mask(TEXT)
    assert kept == ["[PERSON-1]", "[IBAN-1]", "[EMAIL-1]"]


def test_known_names_are_found_whatever_their_capitals_and_dots() -> None:
    tokens = Tokens([Token("[PERSON-1]", "person", "x", "\u0130lker Gro\u00df")])
    hidden = PromptMask(tokens)
    for written in ("\u0130LKER GRO\u00df", "ilker gro\u00df", "\u0131lker Gro\u00df"):
        assert hidden.mask(f"Owed by {written}.").text == "Owed by [PERSON-1]."


def test_tokens_that_could_not_be_kept_are_tried_again() -> None:
    tokens = Tokens()
    mask(TEXT, find(TEXT), tokens)
    added = tokens.take_added()
    later = tokens.of("iban", "another", "another")
    tokens.put_back(added)
    assert tokens.take_added() == [*added, later]


def test_thousands_of_identifiers_on_one_page_are_all_found() -> None:
    text = "\n".join(f"{n}: jane{n}@example.org" for n in range(4000))
    assert len(find(text, kinds={"email"})) == 4000
