"""The form of an item of a checklist: nothing is lost in it, and every kind of rule can be made."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args, get_type_hints

import pytest
from msgspec import structs
from PySide6.QtCore import Qt

from appliance.review.checklists.checking import problems
from appliance.review.checklists.records import (
    AgreementRule,
    Checklist,
    DateRule,
    DocumentRule,
    Indicator,
    Item,
    ItemKind,
)
from appliance.review.checklists.shelf import shipped
from gui import review_words as words
from gui.pages.checklists.item_form import ItemForm

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from gui.widgets.ticklist import TickList

ITEMS = [item for checklist, _ in shipped() for item in checklist.items]
MADE = (
    Item(
        "a", "date", "T", "Q?", "low",
        date=DateRule(("合同日期",), ("valued on",), ("valuation",), 30, 0, True, 14),
        exceptions=("save that",), waive=("reviewer",),
    ),
    Item(
        "b", "document", "T", "Q?", "low", documents=("income-evidence", "bank-statement"),
        document=DocumentRule(True, ("lender", "借款人"), True, DateRule(expires=True), 3),
    ),
    Item(
        "c", "agreement", "T", "Q?", "low",
        agreement=AgreementRule(("amount of the loan",), "amount", 0.015),
    ),
    Item("d", "indicator", "T", "Q?", "low", indicator="below-threshold", threshold=9999.99),
    Item("e", "identifier", "T", "Q?", "low", identifier="iban"),
    # What a file may say and a field shows with fewer digits, or not whole.
    Item(
        "f", "agreement", "t" * 300, "Q?", "low", owner="o" * 300, due_days=36_500,
        agreement=AgreementRule(("amount of the loan",), "amount", 0.000049),
    ),
    Item("g", "agreement", "T", "Q?", "low",
         agreement=AgreementRule(("amount of the loan",), "amount", 0.99999)),
    Item("h", "indicator", "T", "Q?", "low", indicator="round-sums", threshold=0.125),
    Item("i", "indicator", "T", "Q?", "low", indicator="round-sums", threshold=5e13),
)  # fmt: skip


@pytest.fixture
def form(qtbot: QtBot) -> ItemForm:
    made = ItemForm()
    qtbot.addWidget(made)
    return made


def tick(ticks: TickList, value: str) -> None:
    rows = [ticks.item(row) for row in range(ticks.count())]
    one = next(row for row in rows if row.data(Qt.ItemDataRole.UserRole) == value)
    one.setCheckState(Qt.CheckState.Checked)


def choose(form: ItemForm, kind: ItemKind) -> None:
    form.kind.setCurrentIndex(form.kind.findData(kind))
    form.kind.activated.emit(form.kind.currentIndex())


def wrong(item: Item) -> list[str]:
    listed = Checklist(name="own", version="1.0", title="Own", items=(item,))
    return [f"{one.where}: {one.why}" for one in problems(listed)]


def test_an_item_that_was_only_shown_is_the_same(form: ItemForm) -> None:
    for item in (*ITEMS, *MADE):
        form.show_row(item)
        assert form.row() == item


def test_showing_an_item_is_no_change(form: ItemForm, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(form.changed):
        for item in (*ITEMS, *MADE):
            form.show_row(item)


def test_every_kind_can_be_made_from_nothing(form: ItemForm, qtbot: QtBot) -> None:
    empty = Item("new", "statement", "New", "Is it so?", "high", model="nda-statements/nda-1")
    for kind in get_args(ItemKind):
        form.show_row(empty)
        choose(form, kind)
        with qtbot.waitSignal(form.changed):
            match kind:
                case "document":
                    tick(form.documents, "income-evidence")
                case "date":
                    form.rule.date.expires.setChecked(True)
                case "agreement":
                    form.rule.labels.setPlainText("amount of the loan")
                case "presence":
                    form.patterns.setPlainText("set[- ]off")
                case "indicator":
                    form.rule.indicator.setCurrentIndex(
                        form.rule.indicator.findData("below-threshold")
                    )
                    form.rule.indicator.activated.emit(0)
                    form.rule.threshold.setValue(10_000)
                case _:
                    form.question.setPlainText("Is it so now?")
        assert wrong(form.row()) == [], kind
        assert form.row().kind == kind


def test_a_rule_of_another_kind_does_not_stay_in_the_item(form: ItemForm) -> None:
    for item in MADE:
        form.show_row(item)
        choose(form, "presence")
        form.patterns.setPlainText("set[- ]off")
        assert wrong(form.row()) == []
        # Chosen by mistake: what was typed is still there.
        choose(form, item.kind)
        assert structs.replace(form.row(), patterns=()) == item


@pytest.mark.qt_log_ignore("propagateSizeHints")  # offscreen there is no window manager
def test_only_the_fields_of_the_kind_are_there(form: ItemForm) -> None:
    form.show()
    for item in MADE:
        form.show_row(item)
        assert form.rule.isVisible()
        assert form.rule.date.isVisible() == (item.kind == "date")
        assert form.rule.identifier.isVisible() == (item.kind == "identifier")
    choose(form, "statement")
    assert not form.rule.isVisible()
    assert not form.rule_head.isVisible()


def test_what_has_no_use_beside_the_other_fields_is_locked(form: ItemForm) -> None:
    date = form.rule.date
    form.show_row(MADE[0])
    assert date.warn.isEnabled()
    date.expires.setChecked(False)
    date.against.setPlainText("")
    assert not date.warn.isEnabled()
    assert not date.against_papers.isEnabled()
    rule = form.row().date
    assert rule is not None
    assert (rule.warn_days, rule.against_documents) == (0, ())
    form.show_row(MADE[3])
    form.rule.indicator.setCurrentIndex(form.rule.indicator.findData(""))
    form.rule.indicator.activated.emit(0)
    assert form.row().threshold == 0.0


def test_every_closed_list_has_its_words() -> None:
    assert set(words.INDICATORS) == set(get_args(Indicator))
    values = get_args(get_type_hints(AgreementRule)["value"])
    assert tuple(words.AGREEMENT_VALUES) == values
