"""Facts about how a part of a page fits a question."""

from appliance.assistant.evidence import Evidence, answers_kind, common_words, weigh
from appliance.assistant.questions import read
from appliance.assistant.wording import Weights


def facts(question: str, text: str, *, context: str = "", kind: str = "sentence") -> Evidence:
    asked = read(question)
    return weigh(asked, Weights({}, 10), text=text, context=context, kind=kind, cosine=0.5)


def test_words_here_and_in_the_headings() -> None:
    fact = facts(
        "What was the profit in 2026?", "Profit 375,975", context="Accounts 2026", kind="row"
    )
    assert fact.here == 0.5
    assert fact.near == 1.0
    assert fact.row == 1.0


def test_label_of_a_row_leaves_out_what_the_headings_say() -> None:
    full = facts(
        "Profit for the year 2026?", "Profit for the year 5,000", context="2026", kind="row"
    )
    part = facts("Profit for the year 2026?", "Profit before tax 6,000", context="2026", kind="row")
    assert full.label == 1.0
    assert part.label < full.label


def test_a_role_and_a_definition_are_labels() -> None:
    assert facts("Who is the guarantor?", "Alderbrook Holdings Limited\nas Guarantor").label == 1.0
    assert facts("What is the Margin?", "“Margin” means 2.85 per cent.").label == 1.0


def test_kind_asked_for_must_be_new() -> None:
    asked = read("What was the profit for the year ended 31 March 2026?")
    assert answers_kind(asked, "Profit for the year ended 31 March 2026 was £375,975.") is True
    assert answers_kind(asked, "Profit for the year ended 31 March 2026 rose.") is False
    assert answers_kind(read("Why did profit rise?"), "Because prices fell.") is None


def test_the_number_of_a_clause_is_no_answer() -> None:
    asked = read("What is the market value of the land?")
    assert answers_kind(asked, "10.5 The Loan is at most 65 per cent of the value.") is False
    assert answers_kind(asked, "10.5 The value is £2,050,000.") is True


def test_a_fee_may_be_a_percentage() -> None:
    text = "The Borrower shall pay 0.75 per cent a year."
    assert answers_kind(read("What is the commitment fee?"), text) is True
    assert answers_kind(read("What is the price?"), text) is False


def test_names_that_the_file_also_writes_small_are_no_names() -> None:
    asked = read("Who valued the land?")
    common = common_words(["the charged property is a property of which part is charged"])
    assert answers_kind(asked, "the Charged Property", common=common) is False
    assert answers_kind(asked, "Marlow and Penn LLP", common=common) is True
    assert answers_kind(asked, "Helen Marlow", common=common) is True


def test_everything_is_between_nothing_and_one() -> None:
    for text in ("", "the", "Loan 5 6", "x" * 500):
        for question in ("loan?", "the?", "When is the loan due?"):
            assert all(0 <= value <= 1 for value in facts(question, text, kind="row"))
