"""A line for a folder or a file, with a button that opens the system's dialog."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QWidget

from gui.spacing import S
from gui.widgets import buttons


class FolderEdit(QWidget):
    """`edit` is the line itself, for labels and signals."""

    def __init__(self, name: str, folder: Path) -> None:
        super().__init__()
        self.edit = QLineEdit(str(folder))
        self.edit.setAccessibleName(name)
        self.edit.setCursorPosition(0)
        self._name = name
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        row.addWidget(self.edit, 1)
        choose = buttons.push(self.tr("Ch&oose…"), self._choose)
        choose.setAccessibleName(self.tr("Choose a folder"))
        row.addWidget(choose)
        self.setFocusProxy(self.edit)

    def folder(self) -> Path:
        """The folder as typed, with `~` resolved."""
        return Path(self.edit.text().strip()).expanduser()

    def _choose(self) -> None:
        start = self.folder()
        while not start.is_dir() and start != start.parent:
            start = start.parent
        chosen = QFileDialog.getExistingDirectory(self, self._name, str(start))
        if chosen:
            self.edit.setText(chosen)


class FileEdit(QWidget):
    """A line for a file that may stay empty."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.edit = QLineEdit()
        self.edit.setAccessibleName(name)
        self._name = name
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(S)
        row.addWidget(self.edit, 1)
        choose = buttons.push(self.tr("Choo&se…"), self._choose)
        choose.setAccessibleName(self.tr("Choose a file"))
        row.addWidget(choose)
        self.setFocusProxy(self.edit)

    def file(self) -> Path | None:
        """The file as typed, with `~` resolved; None if the line is empty."""
        typed = self.edit.text().strip()
        return Path(typed).expanduser() if typed else None

    def _choose(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(self, self._name)
        if chosen:
            self.edit.setText(chosen)
