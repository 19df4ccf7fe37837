"""The settings in use and the file they are kept in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from appliance import settings as core

if TYPE_CHECKING:
    from pathlib import Path


class SettingsFile(QObject):
    """Holds the settings of this person; saves each change whole.

    Signals:
        changed: the new `Settings`.
    """

    changed = Signal(object)

    def __init__(self, path: Path, values: core.Settings) -> None:
        super().__init__()
        self.path = path
        self.values = values

    def change(self, **changes: object) -> None:
        """Check, save and announce. Raises: SettingsDamaged, DiskFull, FolderReadOnly."""
        wanted = self.values.with_changes(**changes)
        if wanted == self.values:
            return
        core.save(self.path, wanted)
        self.values = wanted
        self.changed.emit(wanted)
