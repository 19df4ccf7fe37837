"""The language of the window: English source texts, translations from `gui/translations`."""

from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_FOLDER = "translations"


class Languages:
    """Installs the translators of one language at a time. Made once, on the GUI thread."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._installed: list[QTranslator] = []
        # The desktop's locale, kept because `choose` replaces the program's default.
        self._system = QLocale.system()
        self._current = ""

    def choose(self, choice: str) -> bool:
        """Use “en”, “zh_CN” or “system” for texts made from now on; True if that is a change."""
        if choice == self._current:
            return False
        self._current = choice
        self._remove()
        locale = self._system if choice == "system" else QLocale(choice)
        QLocale.setDefault(locale)
        name = "zh_CN" if locale.language() == QLocale.Language.Chinese else "en"
        with resources.as_file(resources.files("gui").joinpath(_FOLDER)) as folder:
            self._install(f"cofferdam_{name}", str(folder))
        if name != "en":
            # Texts of Qt's own dialogs and buttons.
            where = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
            self._install(f"qtbase_{name}", where)
        return True

    def close(self) -> None:
        """Give the program its source texts back; the window is gone."""
        self._remove()
        self._current = ""

    def _remove(self) -> None:
        for translator in self._installed:
            self._app.removeTranslator(translator)
            translator.deleteLater()
        self._installed.clear()

    def _install(self, name: str, folder: str) -> None:
        translator = QTranslator(self._app)
        if translator.load(name, folder):
            self._app.installTranslator(translator)
            self._installed.append(translator)
