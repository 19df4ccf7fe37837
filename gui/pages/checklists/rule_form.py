"""The rule of code of an item: other fields for each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, get_args

from msgspec import structs
from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QVBoxLayout,
    QWidget,
)

from appliance.review.checklists.records import (
    MOST_PAPERS,
    AgreementRule,
    DateRule,
    DocumentRule,
    Indicator,
    Item,
    ItemKind,
)
from gui import review_words as words
from gui.pages.checklists.date_form import DateForm
from gui.pages.checklists.fields import box, form
from gui.side_words import IDENTIFIERS
from gui.side_words import word as side_word
from gui.typed_texts import lines
from gui.widgets import numbers

if TYPE_CHECKING:
    from collections.abc import Mapping

_MOST_AMOUNT = 1e12
_MOST_PERCENT = 99.99


class Rules(TypedDict):
    """What of an item is a rule of code; an item of another kind has none of it."""

    document: DocumentRule | None
    date: DateRule | None
    agreement: AgreementRule | None
    identifier: str
    indicator: Indicator
    threshold: float


class RuleForm(QWidget):
    """One page for each kind that has a rule; hidden for the others.

    Signals: `changed` after any change by the person.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.date = DateForm()
        self.date.changed.connect(self.changed)
        self._document()
        self._agreement()
        self.identifier = self._choice({name: side_word(IDENTIFIERS, name) for name in IDENTIFIERS})
        self._indicator()
        self._pages: dict[ItemKind, QWidget] = {
            "date": self.date,
            "document": self._document_page,
            "agreement": _page(
                (self.tr("Words beside the value, one on a line"), self.labels),
                (self.tr("What it is"), self.value),
                (self.tr("Amounts may differ by"), self.tolerance),
            ),
            "identifier": _page((self.tr("Kind of number"), self.identifier)),
            "indicator": _page(
                (self.tr("Rule over transactions"), self.indicator),
                (self.tr("Amount that it is about (0: the usual one)"), self.threshold),
            ),
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for page in self._pages.values():
            column.addWidget(page)
        self._kept: Item | None = None
        # A field shows fewer digits than a file may have: what nobody changes keeps them.
        self._shown = 0.0, 0.0

    def _document(self) -> None:
        self.at_least = numbers.whole(1, MOST_PAPERS)
        self.at_least.valueChanged.connect(self._changed)
        self.complete = self._tick(self.tr("No page or schedule may be missing"))
        self.signed = self._tick(self.tr("It must be signed"))
        self.signatories = box(self._changed)
        self.dated = self._tick(self.tr("Its date must keep a rule"))
        self.paper_date = DateForm()
        self.paper_date.changed.connect(self.changed)
        self._document_page = _page(
            (self.tr("How many papers at least"), self.at_least),
            ("", self.complete),
            ("", self.signed),
            (
                self.tr("Parties that must each sign, one on a line (empty: all)"),
                self.signatories,
            ),
            ("", self.dated),
            ("", self.paper_date),
        )

    def _agreement(self) -> None:
        self.labels = box(self._changed)
        kinds = words.AGREEMENT_VALUES
        self.value = self._choice({kind: words.word(kinds, kind) for kind in kinds})
        self.tolerance = numbers.decimal(_MOST_PERCENT, unit=" %")
        self.tolerance.valueChanged.connect(self._changed)

    def _indicator(self) -> None:
        rules = words.INDICATORS
        self.indicator = self._choice({one: words.word(rules, one) for one in get_args(Indicator)})
        self.threshold = numbers.decimal(_MOST_AMOUNT)
        self.threshold.setGroupSeparatorShown(True)
        self.threshold.valueChanged.connect(self._changed)

    def _tick(self, text: str) -> QCheckBox:
        tick = QCheckBox(text)
        tick.toggled.connect(self._changed)
        return tick

    def _choice(self, shown: Mapping[str, str]) -> QComboBox:
        choice = QComboBox()
        for value, text in shown.items():
            choice.addItem(text, value)
        choice.activated.connect(self._changed)
        return choice

    # Showing and reading -------------------------------------------------------------------------

    def show_kind(self, kind: ItemKind) -> None:
        """The fields of that kind; none where people or models alone decide."""
        for of, page in self._pages.items():
            page.setVisible(of == kind)
        self.setVisible(self.has(kind))

    def has(self, kind: ItemKind) -> bool:
        """Whether there are rules of that kind."""
        return kind in self._pages

    def show_item(self, item: Item) -> None:
        """Fill the fields of all kinds; this is not a change."""
        document = item.document or DocumentRule()
        agreement = item.agreement or AgreementRule(labels=())
        self.blockSignals(True)
        self._kept = item
        self.date.show_rule(item.date)
        self.at_least.setValue(document.at_least)
        self.complete.setChecked(document.pages_complete)
        self.signed.setChecked(document.signed)
        self.signatories.setPlainText("\n".join(document.signatories))
        self.dated.setChecked(document.date is not None)
        self.paper_date.show_rule(document.date)
        self.labels.setPlainText("\n".join(agreement.labels))
        self.value.setCurrentIndex(self.value.findData(agreement.value))
        self.tolerance.setValue(agreement.tolerance * 100)
        self.identifier.setCurrentIndex(max(0, self.identifier.findData(item.identifier)))
        self.indicator.setCurrentIndex(self.indicator.findData(item.indicator))
        self.threshold.setValue(item.threshold)
        self._shown = self.tolerance.value(), self.threshold.value()
        self.blockSignals(False)
        self._lock()
        self.show_kind(item.kind)

    def applied(self, item: Item) -> Item:
        """The item with the rule of its kind as it is typed now, and with no other."""
        made = Rules(
            document=None, date=None, agreement=None, identifier="", indicator="", threshold=0.0
        )
        match item.kind:
            case "document":
                made["document"] = self._document_rule()
            case "date":
                made["date"] = self.date.rule()
            case "agreement":
                made["agreement"] = AgreementRule(
                    labels=lines(self.labels.toPlainText()),
                    value=self.value.currentData(),
                    tolerance=self._tolerance() if self.tolerance.isEnabled() else 0.0,
                )
            case "identifier":
                made["identifier"] = self.identifier.currentData()
            case "indicator":
                made["indicator"] = self.indicator.currentData()
                made["threshold"] = self._threshold() if self.threshold.isEnabled() else 0.0
            case _:
                pass
        return structs.replace(item, **made)

    def _tolerance(self) -> float:
        was = self._kept.agreement if self._kept is not None else None
        if was is not None and self.tolerance.value() == self._shown[0]:
            return was.tolerance
        return round(self.tolerance.value() / 100, 6)

    def _threshold(self) -> float:
        if self._kept is not None and self.threshold.value() == self._shown[1]:
            return self._kept.threshold
        return self.threshold.value()

    def _document_rule(self) -> DocumentRule | None:
        signed = self.signed.isChecked()
        rule = DocumentRule(
            signed=signed,
            signatories=lines(self.signatories.toPlainText()) if signed else (),
            pages_complete=self.complete.isChecked(),
            date=self.paper_date.rule() if self.dated.isChecked() else None,
            at_least=self.at_least.value(),
        )
        there_before = self._kept is not None and self._kept.document is not None
        return rule if there_before or rule != DocumentRule() else None

    def _changed(self, *_: object) -> None:
        self._lock()
        self.changed.emit()

    def _lock(self) -> None:
        self.signatories.setEnabled(self.signed.isChecked())
        self.paper_date.setVisible(self.dated.isChecked())
        self.tolerance.setEnabled(self.value.currentData() == "amount")
        self.threshold.setEnabled(bool(self.indicator.currentData()))


def _page(*rows: tuple[str, QWidget]) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(0, 0, 0, 0)
    column.addLayout(form(*rows))
    column.addStretch(1)
    return page
