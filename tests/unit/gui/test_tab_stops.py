"""Cells of tab-separated lines stand under each other: figures to the right, others to the left."""

from __future__ import annotations

from PySide6.QtGui import QTextOption

from gui.widgets.tabstops import Stops, stops_of_runs

LEFT, RIGHT = QTextOption.TabType.LeftTab, QTextOption.TabType.RightTab


def width(text: str) -> float:
    return 10.0 * len(text)


def only(*lines: str) -> Stops:
    runs = list(stops_of_runs(lines, width))
    assert [(first, last) for first, last, _ in runs] == [(0, len(lines) - 1)]
    return runs[0][2]


def test_a_statement_has_its_figures_to_the_right_under_their_heads() -> None:
    stops = only("\t2026\t2025", "Revenue\t4,812\t£4,310", "Loss\t(12)\t", "Notes\tnone\t3 %")
    assert [tab.type for tab in stops.tabs] == [RIGHT, RIGHT]
    assert stops.hanging_px == 70 + 16
    assert [tab.position for tab in stops.tabs] == [86 + 50, 86 + 50 + 16 + 60]


def test_a_form_has_its_values_beside_their_labels() -> None:
    stops = only("Turnover\t£4,812,600", "Net assets\t£1,402,395", "Loans\t£504,000 (term loan)")
    assert [tab.type for tab in stops.tabs] == [LEFT]
    assert stops.tabs[0].position == stops.hanging_px


def test_a_long_heading_does_not_make_a_form_of_a_statement() -> None:
    stops = only("Year ended\t31 March 2026", "Revenue\t12", "Loss\t(3)")
    assert [tab.type for tab in stops.tabs] == [RIGHT]


def test_a_very_long_cell_does_not_push_the_others_out_of_sight() -> None:
    stops = only("x" * 200 + "\ta", "b\tc")
    assert stops.hanging_px == 280 + 16


def test_lines_between_two_tables_part_them() -> None:
    runs = list(stops_of_runs(["a\tb", "text", "c\td", "e\tf"], width))
    assert [(first, last) for first, last, _ in runs] == [(0, 0), (2, 3)]
    assert list(stops_of_runs(["text", ""], width)) == []
