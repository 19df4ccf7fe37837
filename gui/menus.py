"""The menu bar: every action with its key; those for an open vault are off while it is locked."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from gui.keys import keys
from gui.places import reachable

if TYPE_CHECKING:
    from collections.abc import Callable

    from gui.session import Session
    from gui.shell import MainWindow


class Menus(QObject):
    """Made anew when the language changes; `close` takes everything away again."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._bar = window.menuBar()
        self._actions: list[QAction] = []
        self._open_only: list[QAction] = []
        # What must be allowed for an action to be there at all.
        self._needs: dict[QAction, Callable[[Session], bool]] = {}
        file = self._menu(self.tr("&File"))
        new = self._action(file, self.tr("&New case…"), "new_case", window.new_case)
        add = self._action(file, self.tr("&Add documents…"), "add", window.add_documents)
        self._needs[new] = lambda session: session.may("CREATE_CASE")
        self._needs[add] = lambda session: session.may("ADD_DOCUMENTS")
        file.addSeparator()
        self._action(file, self.tr("&Lock"), "lock", window.lock)
        self._action(file, self.tr("&Quit"), "quit", window.quit, always=True)
        go = self._menu(self.tr("&Go to"))
        for place, text in (
            ("cases", self.tr("&Cases")),
            ("reviews", self.tr("Re&views")),
            ("risk", self.tr("&Risk desk")),
            ("models", self.tr("&Models")),
            ("audit", self.tr("&Audit record")),
            ("protection", self.tr("&Protection")),
            ("administration", self.tr("&Users, keys and backups")),
            ("settings", self.tr("&Settings")),
        ):
            action = self._action(go, text, place, partial(window.go, place))
            self._needs[action] = partial(reachable, place=place)
        helping = self._menu(self.tr("&Help"))
        self._action(helping, self.tr("&Keyboard shortcuts"), "help", window.help, always=True)
        self._action(helping, self.tr("&About Cofferdam"), "", window.about, always=True)

    def enable(self, session: Session | None) -> None:
        """Allow what the open vault and the user's roles allow; hide what the roles never do."""
        for action in self._open_only:
            need = self._needs.get(action)
            allowed = session is None or need is None or need(session)
            action.setVisible(allowed)
            action.setEnabled(session is not None and allowed)

    def close(self) -> None:
        """Delete the menus and their actions, or their keys would work twice."""
        for action in self._actions:
            action.deleteLater()
        for menu in self._bar.findChildren(QMenu):
            menu.deleteLater()
        self._bar.clear()
        self.deleteLater()

    def _menu(self, text: str) -> QMenu:
        return self._bar.addMenu(text)

    def _action(
        self, menu: QMenu, text: str, key: str, call: Callable[[], None], *, always: bool = False
    ) -> QAction:
        action = QAction(text, self.parent())
        if key:
            action.setShortcut(keys(key))
        action.triggered.connect(lambda _checked: call())
        menu.addAction(action)
        self._actions.append(action)
        if not always:
            self._open_only.append(action)
        return action
