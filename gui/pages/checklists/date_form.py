"""The fields of a rule of dates."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QSpinBox, QVBoxLayout, QWidget

from appliance.review.checklists.records import MOST_DAYS, DateRule
from gui.pages.checklists.fields import box, form, papers
from gui.typed_texts import lines
from gui.widgets import numbers

_NO_LIMIT = -1


class DateForm(QWidget):
    """What has no use beside the other fields is locked, and not part of the rule.

    Signals: `changed` after any change by the person.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.labels, self.against = box(self._changed), box(self._changed)
        self.against_papers = papers(self._changed)
        self.before, self.after = self._days(), self._days()
        self.expires = QCheckBox(self.tr("The date is the day on which it expires"))
        self.expires.toggled.connect(lambda _on: self._changed())
        self.warn = numbers.whole(0, MOST_DAYS)
        self.warn.valueChanged.connect(lambda _days: self._changed())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(
            form(
                (self.tr("Words beside the date, one on a line"), self.labels),
                (self.tr("Days that it may lie before the day of the review"), self.before),
                (self.tr("Days that it may lie after the day of the review"), self.after),
                ("", self.expires),
                (self.tr("Days before that day from which it counts as expiring"), self.warn),
                (
                    self.tr("In place of the day of the review: words beside another date"),
                    self.against,
                ),
                (
                    self.tr("Papers that have this other date (none ticked: all)"),
                    self.against_papers,
                ),
            )
        )
        self._lock()

    def _days(self) -> QSpinBox:
        days = numbers.whole(_NO_LIMIT, MOST_DAYS, least=self.tr("no limit"))
        days.valueChanged.connect(lambda _days: self._changed())
        return days

    def show_rule(self, rule: DateRule | None) -> None:
        """Fill the fields; this is not a change."""
        shown = rule or DateRule()
        before, after = shown.at_most_days_before, shown.at_most_days_after
        self.blockSignals(True)
        self.labels.setPlainText("\n".join(shown.labels))
        self.against.setPlainText("\n".join(shown.against))
        self.against_papers.choose(shown.against_documents)
        self.before.setValue(_NO_LIMIT if before is None else before)
        self.after.setValue(_NO_LIMIT if after is None else after)
        self.expires.setChecked(shown.expires)
        self.warn.setValue(shown.warn_days)
        self.blockSignals(False)
        self._lock()

    def rule(self) -> DateRule:
        """The rule as it is typed now."""
        against = lines(self.against.toPlainText())
        before, after = self.before.value(), self.after.value()
        return DateRule(
            labels=lines(self.labels.toPlainText()),
            against=against,
            against_documents=self.against_papers.chosen() if against else (),
            at_most_days_before=None if before == _NO_LIMIT else before,
            at_most_days_after=None if after == _NO_LIMIT else after,
            expires=self.expires.isChecked(),
            warn_days=self.warn.value() if self.expires.isChecked() else 0,
        )

    def _changed(self) -> None:
        self._lock()
        self.changed.emit()

    def _lock(self) -> None:
        self.warn.setEnabled(self.expires.isChecked())
        self.against_papers.setEnabled(bool(self.against.toPlainText().strip()))
