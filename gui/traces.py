"""What Qt and the desktop would keep of a person's work outside the vault, switched off.

Qt's file dialog writes the folders that were visited into the person's `QtProject.conf`, and the
dialogs of some desktops add each chosen file to a list of recent documents. A path may be a
customer's name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings, Qt

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

# No file can be made below it, and Qt gives up without a word.
_NOWHERE = "/dev/null"


def leave_none(app: QApplication) -> None:
    """Use Qt's own dialogs, and let them remember nothing; before any dialog is shown."""
    QSettings.setPath(QSettings.Format.NativeFormat, QSettings.Scope.UserScope, _NOWHERE)
    app.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeDialogs)
