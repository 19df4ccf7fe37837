"""The system's dialogs for files and folders that are to be read."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

from appliance.app.formats import FORMATS, patterns

# A test compares these with the core's list of formats.
NAMES = {
    "pdf": QT_TRANSLATE_NOOP("formats", "PDF"),
    "word": QT_TRANSLATE_NOOP("formats", "Word"),
    "excel": QT_TRANSLATE_NOOP("formats", "Excel"),
    "powerpoint": QT_TRANSLATE_NOOP("formats", "PowerPoint"),
    "text": QT_TRANSLATE_NOOP("formats", "Text and tables"),
    "web": QT_TRANSLATE_NOOP("formats", "Web pages"),
    "mail": QT_TRANSLATE_NOOP("formats", "E-mail"),
    "scan": QT_TRANSLATE_NOOP("formats", "Scans"),
}


def filters() -> str:
    """What the file dialog offers: all formats, each of them, all files."""
    lines = [_filter(_tr(QT_TRANSLATE_NOOP("formats", "All that can be read")), patterns())]
    lines += [
        _filter(_tr(NAMES[key]), tuple(f"*.{one}" for one in endings)) for key, endings in FORMATS
    ]
    lines.append(_filter(_tr(QT_TRANSLATE_NOOP("formats", "All files")), ("*",)))
    return ";;".join(lines)


def choose_files(parent: QWidget, title: str) -> list[Path]:
    """Files that the person chose; none if they thought better of it."""
    names, _ = QFileDialog.getOpenFileNames(parent, title, _start(), filters())
    return [Path(name) for name in names]


def choose_folder(parent: QWidget, title: str) -> Path | None:
    """A folder with all that is in it."""
    name = QFileDialog.getExistingDirectory(parent, title, _start())
    return Path(name) if name else None


def _start() -> str:
    return QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)


def _filter(name: str, some: tuple[str, ...]) -> str:
    return f"{name} ({' '.join(some)})"


def _tr(text: object) -> str:
    return QCoreApplication.translate("formats", str(text))
