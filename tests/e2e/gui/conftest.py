"""The real window, offscreen, over a real vault with the real starter models."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import QLocale, QModelIndex, Qt, QTimer
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from appliance.settings import Settings
from gui.main import build
from tests.garbage import collected_here

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from appliance.app.office import Office
    from gui.shell import MainWindow
    from gui.station import Station
    from tests.e2e.conftest import Command

PASSPHRASE = "correct horse battery staple 批准"
# A guard against hanging, not a measure: the machine may be busy with other work.
PATIENCE_MS = 120_000

STAFF = {
    "Anna": "officer",
    "Tomasz": "reviewer",
    "Mei": "model_owner",
    "Ruth": "administrator",
    "Li Wei": "auditor",
}

P = TypeVar("P", bound=QWidget)


@pytest.fixture(autouse=True)
def _garbage(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield from collected_here(monkeypatch)


class Driver:
    """A person at the window. Waits for what should be seen, never for a time."""

    def __init__(self, window: MainWindow, bot: QtBot) -> None:
        self.window = window
        self.bot = bot

    def until(self, seen: Callable[[], object]) -> None:
        """Let the window work until something is seen."""
        self.bot.waitUntil(lambda: bool(seen()), timeout=PATIENCE_MS)

    def settle(self) -> None:
        """Until nothing runs, except the asking for the status."""
        lanes = self.window._lanes
        self.until(lambda: lanes.busy() == lanes.busy("status"))

    def unlock(self, secret: str = PASSPHRASE, name: str = "") -> None:
        """Type the passphrase, after the name if there are several users, and press Return."""
        self.window.unlock.name.setText(name)
        field = self.window.unlock.secret
        # Inserted as an input method does it: Qt's simulated keyboard only has Latin keys.
        field.insert(secret)
        self.bot.keyClick(field, Qt.Key.Key_Return)
        self.until(lambda: self.window.station is not None)
        self.settle()

    def press(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        *,
        on: QWidget | None = None,
    ) -> None:
        """A key in the active window; after a dialog nobody else activates it offscreen."""
        self.window.activateWindow()
        self.until(self.window.isActiveWindow)
        if on is not None:
            on.setFocus()
        self.bot.keyClick(on or self.window, key, modifier)

    def page(self, kind: type[P]) -> P:
        """The page on screen."""
        shown = self.station.current()
        assert isinstance(shown, kind), f"{type(shown).__name__} is shown"
        return shown

    def find(self, kind: type[P]) -> P:
        """The one widget of this kind; waits until there is one."""
        self.until(lambda: self.window.findChild(kind) is not None)
        found = self.window.findChild(kind)
        assert found is not None
        return found

    @property
    def office(self) -> Office:
        """The open vault behind the window."""
        assert self.window.session is not None
        return self.window.session.office

    @property
    def station(self) -> Station:
        """What is on screen while the vault is open."""
        assert self.window.station is not None
        return self.window.station

    def answer_dialog(self, answer: Callable[[QWidget], None]) -> None:
        """Do this with the next dialog that opens."""

        def look() -> None:
            dialog = QApplication.activeModalWidget()
            if not isValid(self.window):
                return
            if dialog is None:
                QTimer.singleShot(20, look)
                return
            try:
                answer(dialog)
            except BaseException:
                # Or the test would wait for the dialog instead of failing.
                dialog.close()
                raise

        QTimer.singleShot(0, look)

    def texts(self) -> str:
        """Everything that any widget of the program shows or tells a screen reader."""
        found: list[str] = []
        for widget in QApplication.allWidgets():
            found += [widget.windowTitle(), widget.toolTip()]
            found += [widget.accessibleName(), widget.accessibleDescription()]
            if isinstance(widget, (QLabel, QLineEdit, QAbstractButton)):
                found.append(widget.text())
            elif isinstance(widget, (QTextEdit, QPlainTextEdit)):
                found.append(widget.toPlainText())
            elif isinstance(widget, QComboBox):
                found += [widget.itemText(index) for index in range(widget.count())]
            elif isinstance(widget, QAbstractItemView):
                found += _cells(widget)
        return "\n".join(found)


def _cells(view: QAbstractItemView) -> list[str]:
    model, top = view.model(), QModelIndex()
    columns = model.columnCount(top) if isinstance(view, QTableView) else 1
    return [
        str(model.index(row, column, top).data())
        for row in range(model.rowCount(top))
        for column in range(columns)
    ]


@pytest.fixture
def open_window(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., Driver]]:
    """A function that opens the window over a vault folder."""
    opened: list[MainWindow] = []
    QLocale.setDefault(QLocale("en_GB"))

    def start(vault: Path, **values: object) -> Driver:
        settings = Settings(language="en", theme="light").with_changes(**values)
        app = QApplication.instance()
        window = build(app, tmp_path / "settings.toml", settings, vault)
        opened.append(window)
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        window.activateWindow()
        return Driver(window, qtbot)

    yield start
    for window in opened:
        window.close()
    QApplication.sendPostedEvents(None, 0)


@pytest.fixture(scope="session")
def _branch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from appliance.app.office import Office
    from appliance.crypto.kdf import KdfParams

    folder = tmp_path_factory.mktemp("branch") / "vault"
    cheap = KdfParams(memory_kib=8192, iterations=1, lanes=1)
    office, _ = Office.create(folder, PASSPHRASE, settings=Settings(), starters=False, kdf=cheap)
    office.cases.new("Bakery")
    office.cases.new("Orchard")
    for name, role in STAFF.items():
        office.accounts.add(name, PASSPHRASE, (role,))
    office.cases.remove("Orchard")
    office.lock()
    return folder


@pytest.fixture
def branch(_branch: Path, tmp_path: Path) -> Path:
    """A vault without models, with the owner and one user for each role, and the case “Bakery”."""
    return shutil.copytree(_branch, tmp_path / "branch")


@pytest.fixture(scope="session")
def _staffed(_filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.e2e.gui import reviewed

    return reviewed.staffed(_filled, tmp_path_factory.mktemp("staffed"))


@pytest.fixture(scope="session")
def _begun(_staffed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.e2e.gui import reviewed

    vault = shutil.copytree(_staffed, tmp_path_factory.mktemp("begun") / "vault")
    assert reviewed.begin(vault, "Anna") == 1
    return vault


@pytest.fixture
def staffed(_staffed: Path, tmp_path: Path) -> Path:
    """A vault with models, the sample customer and one user for each role."""
    return shutil.copytree(_staffed, tmp_path / "staffed")


@pytest.fixture
def begun(_begun: Path, tmp_path: Path) -> Path:
    """The same with review 1 of the loan file, which Anna began and nobody decided."""
    return shutil.copytree(_begun, tmp_path / "begun")


@pytest.fixture
def empty_case(open_window: Callable[..., Driver], made: Command) -> Driver:
    """Unlocked, with models and without cases."""
    driver = open_window(made.vault)
    driver.unlock()
    return driver


@pytest.fixture
def sample_case(open_window: Callable[..., Driver], filled: Command) -> Driver:
    """Unlocked, with the workspace of the sample customer open."""
    from gui.pages.workspace import WorkspacePage

    driver = open_window(filled.vault)
    driver.unlock()
    driver.station.open_case("Sample")
    page = driver.page(WorkspacePage)
    driver.until(lambda: page.viewer.loaded is not None)
    driver.settle()
    return driver
