"""A line for a passphrase, with a button that shows what was typed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QIcon
from PySide6.QtWidgets import QLineEdit, QWidget

from gui import icons
from gui.keys import keys


class SecretEdit(QLineEdit):
    """Hides its text; never offers it to input methods' memory or to undo."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAccessibleName(name)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhHiddenText
            | Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        self._eye = QAction(self.tr("Show what is typed (Ctrl+T)"), self)
        self._eye.setCheckable(True)
        self._eye.setShortcut(keys("reveal"))
        self._eye.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._eye.toggled.connect(self._toggled)
        self.addAction(self._eye, QLineEdit.ActionPosition.TrailingPosition)
        self._toggled(False)

    def take(self) -> str:
        """The text; the field forgets it."""
        text = self.text()
        self.clear()
        self._eye.setChecked(False)
        return text

    def _toggled(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.setEchoMode(mode)
        colour = self.palette().placeholderText().color().name()
        self._eye.setIcon(QIcon(icons.pixmap("eye-off" if shown else "eye", colour, 18)))
