"""The command `cofferdam-window`: check the display, then draw the unlock screen.

Only Qt and the settings are imported before the first screen; the core comes with the unlocking.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from appliance import settings as core
from appliance.errors import ApplianceError, DisplayMissing
from gui.display import require_display

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gui.shell import MainWindow


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the window; returns the exit code: 0, or that of the error that kept it closed."""
    chosen = _parser().parse_args(arguments)
    # Before Qt makes its first thread; only these few modules of the core, no library of it.
    from appliance.app.fence import give_up_connections, require_fence

    give_up_connections()
    try:
        require_display(os.environ)
        path = chosen.settings or core.settings_path()
        values = core.load(path)
        require_fence(values)
    except ApplianceError as error:
        sys.stderr.write(f"error [{error.code}]: {error.message}\nhint: {error.next_step}\n")
        return error.exit_code
    return _run(path, values, chosen.vault)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="cofferdam-window", description="Open the window of Cofferdam."
    )
    parser.add_argument("--vault", type=Path, help="vault folder (default: your own data folder)")
    parser.add_argument("--settings", type=Path, help="settings file (default: your own)")
    return parser


def _run(path: Path, values: core.Settings, folder: Path | None) -> int:
    try:
        from PySide6.QtWidgets import QApplication
    except ImportError as error:
        missing = DisplayMissing(why=str(error))
        sys.stderr.write(f"error [{missing.code}]: {missing.message}\n")
        return missing.exit_code
    app = QApplication(sys.argv[:1])
    window = build(app, path, values, folder)
    window.show()
    return int(app.exec())


def build(app: object, path: Path, values: core.Settings, folder: Path | None) -> MainWindow:
    """The window, not yet shown; also used by the tests and the screenshot script."""
    from PySide6.QtWidgets import QApplication

    from gui import traces
    from gui.collector import Collector
    from gui.jobs import Lanes
    from gui.language import Languages
    from gui.settings_file import SettingsFile
    from gui.shell import MainWindow
    from gui.theme import Theme
    from gui.watchdog import Watchdog

    assert isinstance(app, QApplication)  # noqa: S101 - typed late, so that Qt is imported late
    traces.leave_none(app)
    app.setApplicationName("cofferdam")
    app.setApplicationDisplayName("Cofferdam")
    app.setDesktopFileName("cofferdam")
    languages = Languages(app)
    languages.choose(values.language)
    theme = Theme(app, values.theme)
    environment = os.environ.get("COFFERDAM_VAULT")
    vault = folder or (Path(environment) if environment else core.default_vault())
    window = MainWindow(Lanes(), SettingsFile(path, values), theme, languages, vault)
    Watchdog(window).start()
    window.collector = Collector(window)
    window.collector.start()
    return window


if __name__ == "__main__":
    sys.exit(main())
