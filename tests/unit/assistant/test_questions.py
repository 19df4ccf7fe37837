"""What a question asks for."""

import pytest

from appliance.assistant.questions import read


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("How much was paid for the vans?", "amount"),
        ("What is the arrangement fee?", "amount"),
        ("What was the profit for the year ended 31 March 2026?", "amount"),
        ("Who signs for the lender?", "party"),
        ("Which bank made the loan?", "party"),
        ("When does the cover end?", "date"),
        ("What is the final repayment date?", "date"),
        ("What is the tax rate?", "percent"),
        ("What is the loan to value ratio?", "ratio"),
        ("How long is the notice period?", "duration"),
        ("What is the term of the loan?", "duration"),
        ("What is the term loan amount?", "amount"),
        ("Within how many days must accounts be delivered?", "duration"),
        ("How many directors are there?", "count"),
        ("What is the title number of the land?", "code"),
        ("Where is the works?", "place"),
        ("Is the loan secured?", "yes-no"),
        ("Why did sales rise?", "text"),
        ("How is depreciation calculated?", "text"),
        ("What happens after a default?", "text"),
        ("贷款利率是多少？", "percent"),
        ("谁是担保人？", "party"),
        ("贷款何时到期？", "date"),
    ],
)
def test_kinds(question: str, wanted: str) -> None:
    assert read(question).wanted == wanted


def test_c2_39_hidden_characters_are_left_out_and_counted() -> None:
    asked = read("Who is the\u200b guarantor\U000e0041?")
    assert asked.text == "Who is the guarantor?"
    assert asked.hidden == 2


def test_each_word_once_and_what_it_names_itself() -> None:
    asked = read("What was the tax, the tax of 2026?")
    assert asked.terms == ("tax", "2026")
    assert [sorted(value.keys) for value in asked.values] == [["2026"]]
