"""What is known of one model, as a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from gui import texts
from gui.spacing import L, M, S
from gui.widgets import labels
from gui.widgets.frame import card, clear
from gui.words import pack

if TYPE_CHECKING:
    from PySide6.QtWidgets import QVBoxLayout

    from appliance.packs.records import Manifest, ModelRecord


class ModelCard(QWidget):
    """Filled anew for each model."""

    def __init__(self) -> None:
        super().__init__()
        self._column: QVBoxLayout
        frame, self._column = card(margin=L, spacing=M)
        outer = QGridLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame, 0, 0)
        outer.setRowStretch(1, 1)

    def show_record(self, record: ModelRecord | None, memory_bytes: int) -> None:
        """Show a model, or nothing."""
        clear(self._column)
        self.setVisible(record is not None)
        if record is None:
            return
        manifest = record.manifest
        name = labels.heading(pack(manifest.title))
        name.setWordWrap(True)
        self._column.addWidget(name)
        pills = QHBoxLayout()
        pills.setSpacing(S)
        pills.addWidget(labels.pill(texts.kind(manifest.kind), "accent"))
        if record.active:
            pills.addWidget(labels.pill(self.tr("in use"), "good"))
        if record.vouched:
            pills.addWidget(labels.pill(self.tr("vouched for"), "good"))
        else:
            pills.addWidget(labels.pill(self.tr("not vouched for"), "warning"))
        pills.addStretch(1)
        self._column.addLayout(pills)
        self._column.addWidget(labels.body(pack(manifest.description)))
        self._column.addWidget(labels.line())
        grid = QGridLayout()
        grid.setHorizontalSpacing(L)
        grid.setVerticalSpacing(S)
        grid.setColumnStretch(1, 1)
        for row, (term, value) in enumerate(self._facts(record, memory_bytes)):
            grid.addWidget(labels.note(term), row, 0)
            grid.addWidget(labels.note(value, tone="text"), row, 1)
        self._column.addLayout(grid)
        vouching = (
            self.tr("Vouched for: its weights are those this release was made with.")
            if record.vouched
            else self.tr(
                "Not vouched for: this release does not know its weights. Use it only if you know"
                " where it comes from."
            )
        )
        self._column.addWidget(labels.note(vouching))

    def _facts(self, record: ModelRecord, memory_bytes: int) -> list[tuple[str, str]]:
        manifest = record.manifest
        return [
            (self.tr("Name"), f"{manifest.name} {manifest.version}"),
            (self.tr("Licence"), manifest.licence),
            (self.tr("Origin"), manifest.origin),
            (self.tr("Precision"), manifest.quantization),
            *self._traits(manifest),
            (
                self.tr("Size"),
                self.tr("{clear}, sealed {sealed}").format(
                    clear=texts.size(record.size_bytes), sealed=texts.size(record.sealed_bytes)
                ),
            ),
            (
                self.tr("Memory"),
                texts.size(memory_bytes) if memory_bytes else self.tr("not loaded"),
            ),
            (self.tr("Imported"), texts.moment(record.imported_at)),
            (self.tr("Fingerprint"), " ".join(_grouped(record.digest[:32])) + " …"),
        ]

    def _traits(self, manifest: Manifest) -> list[tuple[str, str]]:
        if manifest.language is not None:
            count = texts.number(manifest.language.context_tokens)
            return [(self.tr("Reads at once"), self.tr("{count} tokens").format(count=count))]
        if manifest.embedding is not None:
            count = texts.number(manifest.embedding.dimensions)
            return [(self.tr("Vectors"), self.tr("{count} numbers each").format(count=count))]
        if manifest.risk is not None:
            return [
                (self.tr("Predicts"), pack(manifest.risk.target)),
                (self.tr("Inputs"), texts.number(len(manifest.risk.features))),
                (self.tr("Cut-off"), texts.number(manifest.risk.cutoff_points)),
            ]
        return []


def _grouped(digest: str) -> list[str]:
    return [digest[index : index + 8] for index in range(0, len(digest), 8)]
