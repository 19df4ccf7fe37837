"""What a language model will take of memory, as bars, before it is loaded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from gui import texts
from gui.spacing import S
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.bars import Bar, Bars
from gui.widgets.frame import clear

if TYPE_CHECKING:
    from appliance.app.planning import ModelPlan
    from appliance.packs.records import ModelRecord
    from gui.session import Session

_MEMORY = "memory"


class ModelBill(QWidget):
    """Hidden for models that are not language models. `plan` is what is shown."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._record: ModelRecord | None = None
        self.plan: ModelPlan | None = None
        self.banner = ErrorBanner()
        self.look = buttons.push(
            self.tr("What it will ta&ke of memory"),
            self._look,
            icon="cpu",
            hint=self.tr("Looks at the model and the machine; nothing is loaded."),
        )
        self._sheet = QVBoxLayout()
        self._sheet.setContentsMargins(0, 0, 0, 0)
        self._sheet.setSpacing(S)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addWidget(self.banner)
        column.addWidget(self.look)
        column.addLayout(self._sheet)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def choose(self, record: ModelRecord | None) -> None:
        """Another model was selected; its bill is drawn when it is asked for."""
        self._record = record
        self.plan = None
        self.banner.clear()
        clear(self._sheet)
        self.setVisible(record is not None and record.manifest.language is not None)

    def _look(self) -> None:
        record, office = self._record, self._session.office
        if record is None:
            return
        self.banner.clear()
        self._session.lanes.run(
            self,
            lambda _: office.models.plan(record.manifest.name, record.manifest.version),
            lane="models",
            on_done=self.show_plan,
            on_error=self.banner.show_error,
        )

    def show_plan(self, plan: ModelPlan) -> None:
        """Draw the bill of one model."""
        self.plan = plan
        clear(self._sheet)
        for place, taken in plan.first.taken:
            free = dict(plan.free).get(place, 0)
            name = self.tr("Memory") if place == _MEMORY else place
            heading = self.tr("{place}: {taken} of {free} free").format(
                place=name, taken=texts.size(taken), free=texts.size(free)
            )
            title = labels.body(heading)
            self._sheet.addWidget(title)
            bars = Bars(heading)
            bars.show_bars(
                [
                    Bar(_what(line.what, line.lane), line.size_bytes, texts.size(line.size_bytes))
                    for line in plan.lines
                    if line.where == place
                ]
            )
            self._sheet.addWidget(bars)
        self._sheet.addWidget(labels.note(self._words(plan)))
        if not plan.fits:
            lacking = self.tr("It does not fit into what is free now: close other programs first.")
            self._sheet.addWidget(labels.note(lacking, tone="danger"))

    def _words(self, plan: ModelPlan) -> str:
        first = plan.first
        if not first.device:
            where = self.tr("The processor computes everything.")
        elif first.layers >= plan.network_layers:
            where = self.tr("{device} computes everything.").format(device=first.device)
        else:
            where = self.tr("{device} computes {layers} of {all} layers.").format(
                device=first.device,
                layers=texts.number(first.layers),
                all=texts.number(plan.network_layers),
            )
        if not plan.steps:
            return where
        last = plan.steps[-1]
        fallback = self.tr("If memory runs out, it is loaded with less, down to {taken}.").format(
            taken=texts.size(sum(taken for _, taken in last.taken))
        )
        return f"{where} {fallback}"


def _what(what: str, lane: str) -> str:
    """A line of the bill; the contexts of people and of batches are told apart."""
    translate = QCoreApplication.translate
    names = {
        "weights": translate("ModelBill", "Weights"),
        "kv": translate("ModelBill", "Readings"),
        "compute": translate("ModelBill", "Work space"),
        "output": translate("ModelBill", "Probabilities"),
        "kept": translate("ModelBill", "Kept readings, at most"),
        "program": translate("ModelBill", "The program"),
    }
    lanes = {
        "desk": translate("ModelBill", "{what}, questions"),
        "batch": translate("ModelBill", "{what}, batches"),
    }
    return lanes.get(lane, "{what}").format(what=names.get(what, what))
