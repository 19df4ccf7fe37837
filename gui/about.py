"""What the program is, its version and the licences that must be named."""

from __future__ import annotations

from importlib.metadata import version

from PySide6.QtCore import qVersion
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from gui.spacing import CARD_WIDTH, XL, L, M
from gui.widgets import buttons, labels
from gui.widgets.brand import Brand


class AboutDialog(QDialog):
    """Opened from the Help menu."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About Cofferdam"))
        self.setFixedWidth(CARD_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(M)
        column.addWidget(Brand())
        column.addWidget(
            labels.body(self.tr("Version {version}").format(version=version("cofferdam")))
        )
        column.addWidget(
            labels.body(
                self.tr(
                    "Cofferdam is free software under the Apache License 2.0. It works without any"
                    " network and reports to nobody."
                )
            )
        )
        column.addWidget(
            labels.note(
                self.tr(
                    "The window is drawn with Qt {version} under the GNU Lesser General Public"
                    " License 3; its libraries may be replaced. The licences of all parts are in"
                    " the folder of the program."
                ).format(version=qVersion())
            )
        )
        close = buttons.push(self.tr("&Close"), self.accept, look="primary")
        close.setDefault(True)
        column.addWidget(close)
