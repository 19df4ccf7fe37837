"""A choice among the documents of a case that are ready, or all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.documents.records import Document


class DocumentScope(QComboBox):
    """The first entry means all."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    @property
    def document(self) -> str | None:
        """The chosen document; None for all."""
        chosen: str | None = self.currentData()
        return chosen

    def show_documents(self, documents: Sequence[Document]) -> bool:
        """Replace the entries; the choice stays if it still exists. True if there is any."""
        ready = [document.name for document in documents if document.state == "ready"]
        chosen = self.document
        self.blockSignals(True)
        self.clear()
        self.addItem(self.tr("All documents"), None)
        for name in ready:
            self.addItem(name, name)
        self.setCurrentIndex(max(0, self.findData(chosen) if chosen else 0))
        self.blockSignals(False)
        return bool(ready)
