"""What is known of one model, as a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from appliance.errors import ModelQuarantined
from gui import texts
from gui.errors import tell
from gui.pages import pack_words
from gui.spacing import XS, L, M, S
from gui.widgets import labels
from gui.widgets.facts import Fact, facts_grid
from gui.widgets.frame import card, clear
from gui.words import core, pack

if TYPE_CHECKING:
    from appliance.packs.records import Manifest, ModelRecord, PackOrigin


class ModelCard(QWidget):
    """Filled anew for each model."""

    def __init__(self) -> None:
        super().__init__()
        self._column: QVBoxLayout
        # Key id → holder, of whom the vault trusts.
        self.signers: dict[str, str] = {}
        frame, self._column = card(margin=L, spacing=M)
        outer = QGridLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame, 0, 0)
        outer.setRowStretch(1, 1)

    def show_record(
        self, record: ModelRecord | None, memory_bytes: int, remarks: tuple[str, ...] = ()
    ) -> None:
        """Show a model, or nothing; `remarks` on how it was loaded are the core's sentences."""
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
        if record.quarantine:
            pills.addWidget(labels.pill(self.tr("set aside"), "danger"))
        if record.vouched:
            pills.addWidget(labels.pill(self.tr("vouched for"), "good"))
        elif record.origin is not None:
            pills.addWidget(labels.pill(self.tr("signed"), "good"))
        else:
            pills.addWidget(labels.pill(self.tr("not vouched for"), "warning"))
        pills.addStretch(1)
        self._column.addLayout(pills)
        if record.quarantine:
            self._column.addWidget(_set_aside(record))
        if remarks:
            self._column.addWidget(labels.note(" ".join(map(core, remarks)), tone="warning"))
        self._column.addWidget(labels.body(pack(manifest.description)))
        self._column.addWidget(labels.line())
        self._column.addLayout(facts_grid(self._facts(record, memory_bytes)))
        if record.origin is not None:
            self._column.addWidget(labels.line())
            self._column.addWidget(labels.heading(self.tr("Pack and licence")))
            self._column.addLayout(facts_grid(self._terms(record.origin)))
            return
        vouching = (
            self.tr("Vouched for: its weights are those this release was made with.")
            if record.vouched
            else self.tr(
                "Not vouched for: this release does not know its weights. Use it only if you know"
                " where it comes from."
            )
        )
        self._column.addWidget(labels.note(vouching))

    def _facts(self, record: ModelRecord, memory_bytes: int) -> list[Fact]:
        manifest = record.manifest
        facts = [
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
        return [(term, value, "text") for term, value in facts]

    def _terms(self, origin: PackOrigin) -> list[Fact]:
        used_up = origin.runs is not None and origin.runs_used >= origin.runs
        facts: list[Fact] = [
            (self.tr("Publisher"), origin.publisher, "text"),
            (self.tr("Pack"), f"{pack_words.short_key(origin.pack_digest[:32])} …", "text"),
            (self.tr("Number"), texts.number(origin.sequence), "text"),
        ]
        for key in origin.signers:
            who = self.signers.get(key) or pack_words.short_key(key)
            facts.append((self.tr("Signed by"), who, "text"))
        facts += [
            (self.tr("Until"), pack_words.until(origin.until), "text"),
            (self.tr("Branches"), pack_words.branches(origin.branches), "text"),
            (self.tr("For"), pack_words.purposes(origin.purposes), "text"),
            (
                self.tr("Runs"),
                pack_words.runs(origin.runs, origin.runs_used),
                "danger" if used_up else "text",
            ),
        ]
        return facts

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


def _set_aside(record: ModelRecord) -> QFrame:
    """Why the model is not used, in red, with what to do."""
    told = tell(ModelQuarantined(name=record.manifest.title, why=record.quarantine))
    frame = QFrame()
    frame.setObjectName("setAside")
    frame.setProperty("look", "danger")
    frame.setAccessibleName(told.message)
    frame.setAccessibleDescription(told.next_step)
    column = QVBoxLayout(frame)
    column.setContentsMargins(M, S, M, S)
    column.setSpacing(XS)
    column.addWidget(labels.body(told.message))
    column.addWidget(labels.note(told.next_step, tone="text"))
    column.addWidget(labels.note(told.code))
    return frame


def _grouped(digest: str) -> list[str]:
    return [digest[index : index + 8] for index in range(0, len(digest), 8)]
