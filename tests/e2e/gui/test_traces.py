"""Nothing of the work stays outside the vault: dialogs' memories, recent files, the clipboard."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QPushButton

from gui.pages.workspace import WorkspacePage
from tests.e2e.cli.test_canary import scan

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tests.e2e.gui.conftest import Driver

# Offscreen there is no window manager to tell the sizes of dialogs to.
pytestmark = [pytest.mark.model, pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)]

IN_PATH, IN_DOCUMENT, IN_QUESTION = "Wraxhollow", "Pendleby Chandlers", "Zanthorpe"
# Where desktops and Qt keep what a person did, below the home folder.
KNOWN = (
    ".config/QtProject.conf",
    "xdg_config_home/QtProject.conf",
    ".local/share/recently-used.xbel",
    "xdg_data_home/recently-used.xbel",
    ".local/share/RecentDocuments",
    "xdg_data_home/RecentDocuments",
    ".cache/thumbnails",
    "xdg_cache_home/thumbnails",
)


def test_a_day_at_the_window_leaves_no_trace(empty_case: Driver, tmp_path: Path) -> None:
    driver = empty_case
    papers = tmp_path / "papers" / IN_PATH
    papers.mkdir(parents=True)
    letter = papers / "letter.txt"
    letter.write_text(f"{IN_DOCUMENT} repays 14,250.00 EUR on 3 March 2026.\n", "utf-8")
    driver.office.cases.new("Traces")
    driver.station.open_case("Traces")
    page = driver.page(WorkspacePage)

    def choose(dialog: QWidget) -> None:
        assert isinstance(dialog, QFileDialog), "the desktop's own dialog may keep what is chosen"
        assert dialog.findChildren(QPushButton), "and so may one that is not drawn by Qt"
        dialog.setDirectory(str(papers))
        dialog.selectFile(str(letter))
        dialog.accept()

    driver.answer_dialog(choose)
    page.documents.choose()
    driver.settle()
    entries = {entry.name: entry.state for entry in page.documents.model.entries}
    assert entries == {"letter.txt": "ready"}
    page.ask.question.setPlainText(f"When does {IN_DOCUMENT} repay Mr {IN_QUESTION}?")
    page.ask.submit()
    driver.settle()
    driver.window.activateWindow()
    driver.until(driver.window.isActiveWindow)
    QGuiApplication.clipboard().setText(f"{IN_DOCUMENT} repays")
    driver.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    driver.until(lambda: driver.window.station is None)
    assert QGuiApplication.clipboard().text() == ""

    home = Path(os.environ["HOME"])
    assert [name for name in KNOWN if (home / name).exists()] == []
    words = (IN_PATH, IN_DOCUMENT, IN_QUESTION)
    wanted = {word: word.encode() for word in words}
    wanted |= {f"{word} (UTF-16)": word.encode("utf-16-le") for word in words}
    places = [home, tmp_path / "vault", tmp_path / "home", Path("/dev/shm")]  # noqa: S108 - looked into
    assert scan([place for place in places if place.exists()], wanted) == set()
