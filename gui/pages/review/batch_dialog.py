"""What a run over many cases is to be over: checklist, cases or a folder, and leave to go on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFileDialog,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from gui import review_words as words
from gui.spacing import CARD_WIDTH, XL, L
from gui.widgets import buttons, labels
from gui.widgets.field import Field
from gui.widgets.staying import StayOn
from gui.widgets.summed import tool_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.app.records import CaseSummary
    from appliance.review.checklists.records import Shelved


class Wish(NamedTuple):
    """What a run is to be over: `cases`, or `folder` where there is one."""

    checklist: str
    folder: Path | None
    cases: tuple[str, ...]
    stays: bool


class BatchDialog(QDialog):
    """Asks for a `Wish`."""

    def __init__(
        self,
        parent: QWidget,
        shelf: Sequence[Shelved],
        cases: Sequence[CaseSummary],
        *,
        may_stay: bool,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Review many cases"))
        self.setMinimumWidth(CARD_WIDTH)
        self._folder: Path | None = None
        self.checklist = QComboBox()
        for one in shelf:
            title = words.checklist_title(one.checklist)
            self.checklist.addItem(f"{title} ({one.checklist.version})", one.checklist.name)
        self.cases = QListWidget()
        for case in cases:
            line = QListWidgetItem(case.name)
            line.setFlags(line.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            line.setCheckState(Qt.CheckState.Checked)
            self.cases.addItem(line)
        self.folder = labels.note()
        self.folder.hide()
        self.stay = StayOn(allowed=may_stay)
        self.start = buttons.push(self.tr("&Begin"), self.accept, look="primary")
        self.start.setDefault(True)
        self.cases.itemChanged.connect(lambda _item: self._judge())
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(L)
        column.addWidget(Field(self.tr("&Checklist"), self.checklist))
        column.addWidget(Field(self.tr("C&ases"), self.cases))
        column.addWidget(
            buttons.push(
                self.tr("A &folder with one folder for each case…"),
                self._choose,
                look="link",
                icon="folder",
            )
        )
        column.addWidget(self.folder)
        column.addWidget(self.stay)
        cancel = buttons.push(self.tr("Cance&l"), self.reject)
        column.addLayout(tool_row((None, cancel, self.start)))
        self._judge()

    @property
    def wish(self) -> Wish:
        """What was chosen."""
        lines = [self.cases.item(at) for at in range(self.cases.count())]
        chosen = [one.text() for one in lines if one.checkState() == Qt.CheckState.Checked]
        checklist = str(self.checklist.currentData())
        return Wish(checklist, self._folder, tuple(chosen), self.stay.wished)

    def _choose(self) -> None:
        found = QFileDialog.getExistingDirectory(self, self.tr("Folder with the cases"))
        if found:
            self._folder = Path(found)
            self.folder.setText(
                self.tr("Each folder in “{name}” becomes a case.").format(name=self._folder.name)
            )
            self.folder.show()
            self.cases.setEnabled(False)
            self._judge()

    def _judge(self) -> None:
        ready = self._folder is not None or bool(self.wish.cases)
        self.start.setEnabled(ready and self.checklist.count() > 0)
