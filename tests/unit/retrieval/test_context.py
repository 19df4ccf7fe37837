from __future__ import annotations

from appliance.retrieval.context import heading, title, with_context

PAGE = "12\nConsolidated Balance Sheets\n($ in millions)\nCash 689 775\n"


def test_titles() -> None:
    assert title("AMCOR_2023_10K.pdf") == "AMCOR 2023 10K"
    assert title("Kreditvertrag") == "Kreditvertrag"
    assert title(".env") == "env"


def test_the_heading_is_the_first_line_with_words() -> None:
    assert heading(PAGE) == "Consolidated Balance Sheets"
    assert heading("12\n34\n") == heading("") == ""
    assert heading("资产负债表\n现金") == "资产负债表"


def test_a_passage_is_told_what_it_is_part_of() -> None:
    start = PAGE.index("Cash")
    assert with_context("a_b.pdf", PAGE, start, len(PAGE) - 1) == (
        "a b\nConsolidated Balance Sheets\nCash 689 775"
    )


def test_the_heading_is_not_said_twice() -> None:
    start = PAGE.index("Consolidated")
    assert with_context("a.pdf", PAGE, start, start + 30).count("Consolidated") == 1
