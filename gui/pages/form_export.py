"""Where and as what a filled form is exported."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget

FORMATS = {".xlsx": "xlsx", ".csv": "csv", ".json": "json"}
_KINDS = {
    ".xlsx": QT_TRANSLATE_NOOP("side", "Table for spreadsheets (*.xlsx)"),
    ".csv": QT_TRANSLATE_NOOP("side", "Table as text (*.csv)"),
    ".json": QT_TRANSLATE_NOOP("side", "With evidence, for programs (*.json)"),
}


def choose_target(parent: QWidget, title: str, name: str) -> Path | None:
    """The file chosen, with an ending that says its format; None if the person thought better."""
    kinds = {QCoreApplication.translate("side", str(text)): end for end, text in _KINDS.items()}
    chosen, kind = QFileDialog.getSaveFileName(parent, title, f"{name}.xlsx", ";;".join(kinds))
    if not chosen:
        return None
    path = Path(chosen)
    if path.suffix.lower() in FORMATS:
        return path
    return path.with_name(path.name + kinds.get(kind, ".xlsx"))
