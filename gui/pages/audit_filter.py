"""Which entries of the audit record to show: event, person, object, from, to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QDateTime, QStringListModel, Qt, QTime, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QGridLayout, QHBoxLayout, QLineEdit, QWidget

from appliance.audit.records import Selection
from gui import audit_words
from gui.spacing import M, S
from gui.widgets import buttons, labels
from gui.widgets.field import Field

if TYPE_CHECKING:
    from collections.abc import Sequence

_DATE = "yyyy-MM-dd"
_UTC = "yyyy-MM-ddTHH:mm"


class AuditFilter(QWidget):
    """Five lines in a row. Signals: `wanted` when the person asks for the entries."""

    wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.what = QComboBox()
        self.what.addItem(self.tr("Everything"), "")
        for name, words in audit_words.events():
            self.what.addItem(words, name)
        self.what.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.what.setMinimumContentsLength(14)
        self._people = QStringListModel()
        self.person = QLineEdit()
        completer = QCompleter(self._people, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.person.setCompleter(completer)
        self.about = QLineEdit()
        self.about.setPlaceholderText(self.tr("case, model or pack"))
        self.since, self.until = _day(), _day()
        self.show_button = buttons.push(self.tr("Sho&w"), self.wanted.emit, look="primary")
        self.clear_button = buttons.push(self.tr("C&lear"), self._clear)
        self._build()
        for line in (self.person, self.about, self.since, self.until):
            line.returnPressed.connect(self._entered)
        self.what.activated.connect(lambda _: self.wanted.emit())
        for line in (self.since, self.until):
            line.textChanged.connect(lambda _: self._judge())

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(S)
        grid.setVerticalSpacing(M)
        fields = (
            (self.tr("&Event"), self.what, 3),
            (self.tr("&Person"), self.person, 2),
            (self.tr("&Object"), self.about, 3),
            (self.tr("&From"), self.since, 0),
            (self.tr("&To"), self.until, 0),
        )
        for place, (text, control, stretch) in enumerate(fields):
            grid.addWidget(Field(text, control), 0, place)
            grid.setColumnStretch(place, stretch)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.show_button)
        row.addWidget(self.clear_button)
        grid.addLayout(row, 0, len(fields), alignment=Qt.AlignmentFlag.AlignBottom)

    def know_people(self, names: Sequence[str]) -> None:
        """Names that are offered while a person is typed."""
        self._people.setStringList(list(names))

    def follow(self, about: str) -> None:
        """One object through time, and nothing else that was chosen."""
        self._empty()
        self.about.setText(about)
        self.wanted.emit()

    def chosen(self) -> Selection:
        """What was chosen; the days are local, the record is in UTC."""
        return Selection(
            event=str(self.what.currentData()),
            actor=self.person.text().strip(),
            about=self.about.text().strip(),
            since=_utc(self.since.text(), QTime(0, 0)),
            until=_utc(self.until.text(), QTime(23, 59)),
        )

    def acceptable(self) -> bool:
        """Days are days, or empty."""
        return all(_is_day(line.text()) for line in (self.since, self.until))

    def _judge(self) -> None:
        for line in (self.since, self.until):
            bad = len(line.text()) >= len(_DATE) and not _is_day(line.text())
            if line.property("bad") != bad:
                line.setProperty("bad", bad)
                labels.restyle(line)
        self.show_button.setEnabled(self.acceptable())

    def _entered(self) -> None:
        if self.acceptable():
            self.wanted.emit()

    def _empty(self) -> None:
        self.what.setCurrentIndex(0)
        for line in (self.person, self.about, self.since, self.until):
            line.clear()

    def _clear(self) -> None:
        self._empty()
        self.wanted.emit()


def _day() -> QLineEdit:
    line = QLineEdit()
    line.setPlaceholderText("2026-01-31")
    line.setMaxLength(len(_DATE))
    line.setFixedWidth(104)
    return line


def _is_day(text: str) -> bool:
    return not text.strip() or QDate.fromString(text.strip(), _DATE).isValid()


def _utc(day: str, time: QTime) -> str:
    """The moment of a local day in UTC, as the record writes it up to the minute."""
    date = QDate.fromString(day.strip(), _DATE)
    return QDateTime(date, time).toUTC().toString(_UTC) if date.isValid() else ""
