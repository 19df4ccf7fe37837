"""How much of the pages was read for an answer: a thin bar, words, and what could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from gui import texts
from gui.spacing import XS
from gui.widgets import labels
from gui.widgets.fold import Fold

if TYPE_CHECKING:
    from appliance.assistant.records import Coverage

_MOST_NAMED = 40


class CoverageBar(QWidget):
    """The words say what the bar shows."""

    def __init__(self, coverage: Coverage) -> None:
        super().__init__()
        whole = coverage.read >= coverage.total and not coverage.unread
        self.words = labels.note(
            self.tr("{read} of {total} pages read").format(
                read=texts.number(coverage.read), total=texts.number(coverage.total)
            ),
            tone="good" if whole else "warning",
        )
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setRange(0, max(1, coverage.total))
        bar.setValue(min(coverage.read, max(1, coverage.total)))
        bar.setAccessibleName(self.words.text())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(bar)
        column.addWidget(self.words)
        if coverage.unread:
            named = list(coverage.unread[:_MOST_NAMED])
            if len(coverage.unread) > _MOST_NAMED:
                named.append("…")
            self.unread = labels.note("\n".join(named))
            count = len(coverage.unread)
            column.addWidget(Fold(self.tr("%n place(s) not read", "", count), self.unread))
