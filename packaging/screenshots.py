"""Takes the pictures in docs/screenshots: the real window over the sample customer, real models.

    python packaging/screenshots.py            every picture
    python packaging/screenshots.py --only light-100
    python packaging/screenshots.py --part models --part settings

The vault is made once; each look (theme, scale, language) is a process of its own, because Qt
reads its scale factor at start. Fonts: Inter for Latin and WenQuanYi Micro Hei for Chinese, if the
machine has them (Debian: fonts-inter, fonts-wqy-microhei); other machines give other letters.
"""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import picture_vault
import review_pictures
import side_pictures

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QDialog, QWidget

    from gui.session import Session
    from gui.shell import MainWindow
    from gui.station import Station

P = TypeVar("P")

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "screenshots"
PATIENCE_S = 300
SHOWN_COLOURS = 256
# The vault of the pictures lies in a temporary folder; a branch would keep it somewhere like this.
SHOWN_FOLDER = Path("/srv/harbour-branch")
PARTS = (
    "entering",
    "cases",
    "case",
    *side_pictures.NAMES,
    *review_pictures.NAMES,
    "documents",
    "models",
    "keeping",
    "desks",
    "settings",
    "locking",
)


@dataclass(frozen=True)
class Look:
    """One set of pictures."""

    theme: str
    percent: int
    language: str

    @property
    def name(self) -> str:
        """The end of the file names."""
        suffix = "" if self.language == "en" else f"-{self.language}"
        return f"{self.theme}-{self.percent}{suffix}"


LOOKS = (
    Look("light", 100, "en"),
    Look("dark", 100, "en"),
    Look("light", 150, "en"),
    Look("dark", 150, "en"),
    Look("light", 100, "zh_CN"),
)


def main() -> None:
    """Make the vault, then one process per look."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", help="name of one look, for example dark-150")
    parser.add_argument("--part", action="append", choices=PARTS, help="only these screens")
    parser.add_argument("--look", nargs=3, help=argparse.SUPPRESS)
    parser.add_argument("--vault", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder for the pictures")
    chosen = parser.parse_args()
    if chosen.look:
        # As the program itself does, before Qt makes its first thread; the pictures show it.
        from appliance.app.fence import give_up_connections

        give_up_connections()
        theme, percent, language = chosen.look
        look = Look(theme, int(percent), language)
        Photographer(look, chosen.vault, chosen.out).run(chosen.part or PARTS)
        return
    chosen.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="cofferdam-pictures-") as folder:
        vault = chosen.vault or Path(folder) / "harbour-branch"
        if not vault.exists():
            print("making the vault; the machine is measured, too", flush=True)
            picture_vault.fill(vault)
        for look in LOOKS:
            if chosen.only in (None, look.name):
                print(look.name, flush=True)
                start(look, vault, chosen.out, chosen.part or PARTS)
    size = sum(path.stat().st_size for path in chosen.out.glob("*.png"))
    print(f"{len(list(chosen.out.glob('*.png')))} pictures, {size / 2**20:.1f} MiB")


def start(look: Look, vault: Path, out: Path, parts: Sequence[str]) -> None:
    """One look in a process of its own."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": str(look.percent / 100),
        "LC_ALL": "C.UTF-8",
        # Wall-clock times in the pictures are shown in this zone on every machine.
        "TZ": "UTC",
    }
    command = [sys.executable, __file__, "--look", look.theme, str(look.percent), look.language]
    for part in parts:
        command += ["--part", part]
    subprocess.run(
        [*command, "--vault", str(vault), "--out", str(out)],
        env=environment,
        cwd=ROOT,
        check=True,
    )


class Photographer:
    """Drives one window from the unlock screen to the lock, and takes pictures on the way."""

    def __init__(self, look: Look, vault: Path, out: Path) -> None:
        from PySide6.QtCore import QLocale
        from PySide6.QtWidgets import QApplication

        from appliance.settings import Settings
        from gui.main import build

        self._look = look
        self._out = out
        self.vault = vault
        self._app = QApplication([])
        QLocale.setDefault(QLocale("en_GB"))
        values = Settings(theme=look.theme, language=look.language)  # type: ignore[arg-type]
        settings = Path(tempfile.mkdtemp()) / "settings.toml"
        self.window: MainWindow = build(self._app, settings, values, SHOWN_FOLDER)
        self.window.show()
        self.wait(lambda: True, 0.2)

    def run(self, parts: Sequence[str]) -> None:
        """These screens, in the order of a working day."""
        steps = {
            "cases": self._cases,
            "case": self._case,
            **{name: partial(side_pictures.take, self, name) for name in side_pictures.NAMES},
            **{name: partial(review_pictures.take, self, name) for name in review_pictures.NAMES},
            "documents": self._documents,
            "models": self._models,
            "keeping": self._keeping,
            "desks": self._desks,
            "settings": self._settings,
            "locking": self._lock,
        }
        if "entering" in parts:
            self._before_unlocking()
        self.unlock()
        for part, step in steps.items():
            if part in parts:
                step()
        self.window.close()

    # Screens -------------------------------------------------------------------------------------

    def _before_unlocking(self) -> None:
        from appliance.vault.recovery import render
        from gui.pages.create import CreatePage
        from gui.pages.recovery import RecoveryPage

        window = self.window
        window.unlock.create_button.click()
        create = window.findChild(CreatePage)
        create.secret.first.setText("harbour maple seven trombone")
        create.secret.second.setText("harbour maple seven trombone")
        self.shoot("create")
        create.back.click()
        recovery = RecoveryPage()
        stack = window.unlock.parentWidget()
        stack.addWidget(recovery)  # type: ignore[attr-defined]  # it is the window's stack
        stack.setCurrentWidget(recovery)  # type: ignore[attr-defined]
        recovery.arrive(render(bytes(range(7, 27))))
        self.shoot("recovery")
        stack.setCurrentWidget(window.unlock)  # type: ignore[attr-defined]
        stack.removeWidget(recovery)  # type: ignore[attr-defined]
        recovery.deleteLater()
        window.unlock.folder.edit.setText(str(self.vault))
        window.unlock.secret.setText("not the passphrase")
        window.unlock.submit()
        self.wait(window.unlock.banner.isVisible)
        self._name_folder(SHOWN_FOLDER)
        self.shoot("unlock-refused")
        window.unlock.banner.clear()
        window.unlock.secret.setText("sixteen letters.")
        self.shoot("unlock")

    def _name_folder(self, folder: Path) -> None:
        """Show this folder without the screen looking into it."""
        edit = self.window.unlock.folder.edit
        edit.blockSignals(True)
        edit.setText(str(folder))
        edit.setCursorPosition(0)
        edit.blockSignals(False)

    def unlock(self) -> None:
        """Open the vault with its passphrase."""
        window = self.window
        window.unlock.folder.edit.setText(str(self.vault))
        window.unlock.secret.setText(picture_vault.passphrase_file(self.vault).read_text())
        window.unlock.submit()
        self.wait(lambda: window.station is not None)

    def _cases(self) -> None:
        from gui.pages.cases import CasesPage
        from gui.widgets.empty import EmptyState

        page = self.page(CasesPage)
        self.wait(lambda: len(page.table.rows.rows) == 3)
        self.shoot("cases")
        stack = page.findChild(EmptyState).parentWidget()
        stack.setCurrentIndex(2)  # type: ignore[attr-defined]  # the empty state is the third
        self.shoot("cases-empty")
        page.refresh()

    def _case(self) -> None:
        import case_pictures

        case_pictures.take(self)

    def _documents(self) -> None:
        import document_pictures

        document_pictures.take(self)

    def _models(self) -> None:
        import model_pictures

        model_pictures.take(self)

    def _keeping(self) -> None:
        from gui.pages.administration import AdministrationPage

        self.station.show_administration()
        tabs = self.page(AdministrationPage)
        assert tabs.retention is not None
        tabs.tabs.setCurrentWidget(tabs.retention)
        page = tabs.retention
        self.wait(lambda: bool(page.table.rows.rows))
        self.shoot("keeping")

    def _desks(self) -> None:
        import desk_pictures

        desk_pictures.take(self)

    def _settings(self) -> None:
        from PySide6.QtWidgets import QScrollArea

        from gui.pages.settings import SettingsPage

        self.station.show_settings()
        page = self.page(SettingsPage)
        self.shoot("settings")
        area = page.findChild(QScrollArea)
        assert isinstance(area, QScrollArea)
        area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
        self.shoot("settings-models")
        from gui.shortcuts import ShortcutsDialog

        self.shoot_dialog("shortcuts", ShortcutsDialog(self.window))

    def _lock(self) -> None:
        self.window.lock()
        self._name_folder(SHOWN_FOLDER)
        self.wait(lambda: True, 0.3)
        self.shoot("locked")

    # Tools ---------------------------------------------------------------------------------------

    @property
    def station(self) -> Station:
        """The pages of the unlocked window."""
        assert self.window.station is not None
        return self.window.station

    @property
    def session(self) -> Session:
        """Who is at work in the unlocked window."""
        assert self.window.session is not None
        return self.window.session

    def page(self, kind: type[P]) -> P:
        """The page on screen; waits for its first data."""
        shown = self.station.current()
        assert isinstance(shown, kind)
        return shown

    def wait(self, ready: Callable[[], bool], least_s: float = 0.0) -> None:
        """Let the window work until it is ready, and for that many seconds at least."""
        began_s = time.monotonic()
        while not ready() or time.monotonic() - began_s < least_s:
            if time.monotonic() - began_s > PATIENCE_S:
                raise TimeoutError(f"the window did not get there: {ready}")
            self._app.processEvents()
            time.sleep(0.01)

    def settled(self, least_s: float = 0.4) -> None:
        """Wait until nothing is under way but the status bar's own looks."""
        lanes = self.window._lanes
        self.wait(lambda: lanes.busy() == lanes.busy("status"), least_s)

    def shoot_dialog(self, name: str, dialog: QDialog, least_s: float = 0.4) -> None:
        """Open a dialog, save a picture of it once it is settled, and close it."""
        dialog.show()
        self.settled(least_s)
        self.shoot(name, dialog)
        dialog.close()

    def shoot(self, name: str, widget: QWidget | None = None, *, pause_s: float = 0.4) -> None:
        """Save a picture of the window, with as few colours as it needs, after that pause."""
        from PIL import Image
        from PySide6.QtCore import QBuffer, QIODevice

        self.wait(lambda: True, pause_s)
        picture = (widget or self.window).grab()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        picture.save(buffer, "PNG")
        image = Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGB")
        small = image.quantize(SHOWN_COLOURS, dither=Image.Dither.NONE)
        small.save(self._out / f"{name}-{self._look.name}.png", optimize=True)


if __name__ == "__main__":
    main()
