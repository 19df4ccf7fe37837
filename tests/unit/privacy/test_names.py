# ruff: noqa: E501 - texts stand in one line
from __future__ import annotations

import pytest

from appliance.privacy.finding import find
from appliance.privacy.masking import Tokens, mask, restore
from appliance.privacy.prompts import PromptMask, learn, with_known

# A text, the names in it with their evidence.
RUNNING = [
    ("Yesterday Sarah Whitmore left.", [("Sarah Whitmore", "context")]),
    ("We asked about Sarah Whitmore.", [("Sarah Whitmore", "listed")]),
    ("The borrower, Torbjörn Qvist, pays.", [("Torbjörn Qvist", "role")]),
    ("It was signed by Zdenka Mrkvic in May.", [("Zdenka Mrkvic", "context")]),
    ("We owe it to Thomas Q. Xarbil.", [("Thomas Q. Xarbil", "built")]),
    ("Regards,\nOlu Adeb\nCredit", [("Olu Adeb", "signature")]),
    ("From: Olu Adeb <o@x.org>", [("Olu Adeb", "header")]),
    ('To: "Qvist, Torb" <t@x.org>', [("Qvist, Torb", "header")]),
    ("Frau Dr. Sabine von Arnim schrieb.", [("Sabine von Arnim", "title")]),
    ("Le gérant, Camille de La Tour, signe.", [("Camille de La Tour", "role")]),
    ("SMITH, John A.", [("SMITH, John A.", "listed")]),
    ("We met with Zhang Weimin.", [("Zhang Weimin", "context")]),
    ("John Smith & Jane Doe hold it.", [("John Smith", "listed"), ("Jane Doe", "listed")]),
    ("It lies between Kestrel Way and Glenn Close.", [("Glenn Close", "listed")]),
    ("担保人王建国于五月签字。", [("王建国", "role")]),
    ("昨天欧阳雪来过。", [("欧阳雪", "context")]),
    ("请联系李女士。", [("李", "title")]),
]
NO_NAMES = [
    "Morgan Stanley and Wells Fargo lend; so do Johnson & Johnson and Ernst & Young.",
    "The Receiving Party shall inform the Disclosing Party.",
    "Grant Date Fair Value. Net Sales Increased. Chase Sapphire Preferred.",
    "We visited Kestrel Way, Chester Row and Victoria Grove with the valuer; Harbour Quay is let.",
    "The Charles Schwab platform opened in Austin, Texas, and in Virginia Beach.",
    "Will Bank pay? May Company asked. Mark Items. Rose Garden Street 4.",
    "Sarah Whitmore LLC sold it to the Thomas Hartley Foundation.",
    "Sehr geehrte Damen und Herren, die Filiale Hamburg Altona schließt.",
    "借款金额为一百万元，借款期限为三年，由借款人于每月支付利息。",
    "安全管理制度和金融服务方案由董事会通过，张贴于公司。",
    "王府井大街店和周大福公司签订合同。",
]


def persons(text: str) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.evidence) for one in find(text, kinds={"person"})]


@pytest.mark.parametrize(("text", "names"), RUNNING)
def test_names_in_running_text(text: str, names: list[tuple[str, str]]) -> None:
    assert persons(text) == names


@pytest.mark.parametrize("text", NO_NAMES)
def test_what_is_no_name(text: str) -> None:
    assert persons(text) == []


@pytest.mark.parametrize(
    "again",
    [
        "LINDQVIST", "Lindqvist", "Lindqvist’s", "T. Lindqvist", "Torbjorn Lindqvist", "TORBJÖRN LINDQVIST",
        "LINDQVIST, Torbjörn", "Lindqvist Torbjörn", "Torbjörn\nLindqvist", "T0rbjörn L1ndqv1st",
        "Ｔｏｒｂｊöｒｎ Ｌｉｎｄｑｖｉｓｔ", "Mr Lindqvist",
    ],
)  # fmt: skip
def test_a_name_that_is_sure_is_found_however_it_is_written(again: str) -> None:
    text = f"Name: Torbjörn Lindqvist\nLater we asked {again} about it."
    found = find(text, kinds={"person"})
    assert {one.value for one in found} == {"torbjörn lindqvist"}
    part = again.removeprefix("Mr ").removesuffix("’s")
    assert text[found[1].start : found[1].end] == part


def test_a_family_name_that_is_a_word_or_a_firm_is_not_taken_for_the_person() -> None:
    text = "Name: Jane Price\nThe Price is high.\nName: Olu Adeb\nAdeb Holdings Ltd and Adeb & Co."
    assert [name for name, _ in persons(text)] == ["Jane Price", "Olu Adeb"]


def test_two_of_one_family_are_not_mixed_up() -> None:
    text = "Name: Jane Qvist\nName: Olu Qvist\nOlu Qvist and Mr Qvist came. Qvist paid."
    values = [one.value for one in find(text, kinds={"person"})]
    assert values == ["jane qvist", "olu qvist", "olu qvist", "qvist", "qvist"]


def test_one_person_has_one_token_in_all_pages_and_going_back_is_exact() -> None:
    pages = [
        "Mr Lindqvist is late.",
        "Name: Torbjörn Lindqvist",
        "LINDQVIST owes. 王先生也在。",
        "姓名：王建国",
    ]
    tokens = Tokens()
    for page in pages:
        learn(page, find(page), tokens)
    masked = [
        mask(page, with_known(page, find(page), tokens, ("person",)), tokens) for page in pages
    ]
    assert [one.text for one in masked] == [
        "Mr [PERSON-1] is late.", "Name: [PERSON-1]", "[PERSON-1] owes. [PERSON-2]先生也在。", "姓名：[PERSON-2]",
    ]  # fmt: skip
    assert [restore(one, page) for one, page in zip(masked, pages, strict=True)] == pages


def test_parts_of_a_name_that_is_not_sure_are_left_alone() -> None:
    hidden = PromptMask(Tokens())
    hidden.mask("We asked about Sarah Whitmoor.")
    assert hidden.mask("The Whitmoor mill").text == "The Whitmoor mill"
    assert hidden.mask("about S. Whitmoor.").text == "about [PERSON-1]."


HOSTILE = {
    "listed": "Jane " * 20_000,
    "initials": "J. " * 20_000,
    "hyphens": "Jane-" * 20_000,
    "turned": "Name: Jane Roe\n" + "Roe, Jane " * 5_000,
    "han": "王" * 20_000,
    "han names": "王建国" * 10_000,
    "titles": "Mr " * 20_000,
    "greetings": "Thank you " * 10_000,
    "lines": "\n" * 50_000,
    "one family": "\n".join(f"Name: Aab{chr(97 + n % 26)}{chr(97 + n // 26)} Qvist" for n in range(600)),
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_no_text_keeps_it_busy(kind: str) -> None:
    """A pattern that tries each way of splitting such a text would not end; that it does is it."""
    text = HOSTILE[kind]
    assert all(0 <= one.start < one.end <= len(text) for one in find(text, kinds={"person"}))
