"""All that is wrong with a checklist, place by place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from gui.errors import tell
from gui.spacing import XS
from gui.widgets import labels
from gui.widgets.frame import scrolling
from gui.words import core

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.errors import ApplianceError
    from appliance.errors.review import Wrong

_HEIGHT_PX, _LINES_WITHOUT_SCROLLING = 130, 5


class ProblemList(QWidget):
    """Hidden while nothing is wrong."""

    def __init__(self) -> None:
        super().__init__()
        self.head = labels.note(tone="danger")
        self.lines: QLabel = labels.note(tone="text")
        self.lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._area = scrolling(self.lines)
        self._area.setAccessibleName(self.tr("What is wrong"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        column.addWidget(self.head)
        column.addWidget(self._area)
        self.hide()

    def show_error(self, error: ApplianceError) -> bool:
        """Show an error that names places; False for one that names none."""
        problems = getattr(error, "problems", ())
        if problems:
            told = tell(error)
            self.show_problems(told.message, problems)
        return bool(problems)

    def show_problems(self, head: str, problems: Sequence[Wrong]) -> None:
        """Each place on a line, below a sentence about all of them."""
        self.head.setText(head)
        self.lines.setText("\n".join(f"{core(one.where)}: {core(one.why)}" for one in problems))
        many = len(problems) > _LINES_WITHOUT_SCROLLING
        self._area.setFixedHeight(
            _HEIGHT_PX if many else self.lines.sizeHint().height() * 2 + 2 * XS
        )
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus if many else Qt.FocusPolicy.NoFocus)
        self.show()
