"""The columns of the table of models, and what its rows know of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gui import texts
from gui.tables.rows import Column
from gui.words import pack

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appliance.app.records import LoadedChild
    from appliance.packs.records import ModelRecord


class ModelRows(QObject):
    """`refused_as_old`: digests that were refused because a newer number was seen here."""

    def __init__(self) -> None:
        super().__init__()
        self._memory: dict[str, int] = {}
        self._remarks: dict[str, tuple[str, ...]] = {}
        self._newest: dict[str, int] = {}
        self.refused_as_old: set[str] = set()

    def learn(self, records: Iterable[ModelRecord], loaded: Iterable[LoadedChild]) -> None:
        """Take in which models are in memory, and the newest number of each name."""
        loaded = tuple(loaded)
        self._memory = {child.name: child.memory_bytes for child in loaded}
        self._remarks = {child.name: child.remarks for child in loaded}
        self._newest = {}
        for record in records:
            number = record.origin.sequence if record.origin else 0
            name = record.manifest.name
            self._newest[name] = max(number, self._newest.get(name, 0))

    def older(self, record: ModelRecord) -> bool:
        """A newer number of it was seen here, so it is used again only on purpose."""
        if record.origin is None:
            return False
        newest = self._newest.get(record.manifest.name, 0)
        return record.origin.sequence < newest or record.digest in self.refused_as_old

    def columns(self) -> list[Column]:
        """What is shown of each model."""
        return [
            Column(self.tr("Model"), lambda record: pack(record.manifest.title)),
            Column(self.tr("Purpose"), lambda record: texts.kind(record.manifest.kind)),
            Column(self.tr("Version"), lambda record: record.manifest.version),
            Column(
                self.tr("Size"),
                lambda record: texts.size(record.size_bytes),
                lambda record: record.size_bytes,
                right=True,
            ),
            Column(self.tr("Memory"), self._memory_text, self.memory_bytes, right=True),
            Column(self.tr("In use"), self._use_text),
        ]

    def _use_text(self, record: ModelRecord) -> str:
        if record.quarantine:
            return self.tr("set aside")
        return self.tr("yes") if record.active else self.tr("no")

    def memory_bytes(self, record: ModelRecord) -> int:
        """Memory that the model takes now; 0 if it is not loaded."""
        # Only the version in use is ever loaded.
        return self._memory.get(record.manifest.name, 0) if record.active else 0

    def remarks(self, record: ModelRecord) -> tuple[str, ...]:
        """What was given up so that the model could be loaded, in the core's sentences."""
        return self._remarks.get(record.manifest.name, ()) if record.active else ()

    def _memory_text(self, record: ModelRecord) -> str:
        size = self.memory_bytes(record)
        return texts.size(size) if size else self.tr("not loaded")
