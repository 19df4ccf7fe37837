"""What this machine can do: what it has, and how fast and how large each model is on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from gui import texts
from gui.announcing import announce
from gui.spacing import L, M, S
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.bars import Bar, Bars
from gui.widgets.empty import EmptyState
from gui.widgets.facts import Fact, facts_grid
from gui.widgets.frame import card, clear, page_column, scrolling
from gui.widgets.progress import ProgressStrip
from gui.words import core, pack

if TYPE_CHECKING:
    from appliance.app.machine import MachineReport, ModelOutlook
    from gui.session import Session


class MachineScreen(QWidget):
    """Signals: `left` when the person goes back. `report` is what is shown."""

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.report: MachineReport | None = None
        self.banner = ErrorBanner()
        self.progress = ProgressStrip()
        self.back = buttons.push(
            self.tr("&Back to the models"), self.left.emit, look="link", icon="previous"
        )
        self.measure = buttons.push(
            self.tr("&Measure this machine"),
            self._measure,
            look="primary",
            icon="cpu",
            hint=self.tr("Takes a minute or some. Leave the machine alone meanwhile."),
        )
        self.measure.setVisible(session.may("MEASURE_MACHINE"))
        inner = QWidget()
        self._sheet = QVBoxLayout(inner)
        self._sheet.setContentsMargins(0, 0, S, 0)
        self._sheet.setSpacing(L)
        column = page_column(self)
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(labels.title(self.tr("What this machine can do")))
        head.addStretch(1)
        head.addWidget(self.back)
        head.addWidget(self.measure)
        column.addLayout(head)
        for widget in (self.banner, self.progress):
            column.addWidget(widget)
        area = scrolling(inner)
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # scrolled by the keyboard, too
        area.setAccessibleName(self.tr("What was found"))
        column.addWidget(area, 1)

    def refresh(self) -> None:
        """Look at the machine; about a second."""
        office = self._session.office
        self.banner.clear()
        task = self._session.lanes.run(
            self,
            lambda job: office.machine.report(),
            lane="models",
            on_done=self._show,
            on_error=self.banner.show_error,
        )
        self.progress.watch(task, self.tr("Looking at the machine"))

    def _measure(self) -> None:
        office = self._session.office
        self.banner.clear()
        self.measure.setEnabled(False)
        task = self._session.lanes.run(
            self,
            office.machine.measure,
            lane="models",
            on_done=self._measured,
            on_error=self.banner.show_error,
            on_end=lambda: self.measure.setEnabled(True),
        )
        self.progress.watch(task, self.tr("Measuring the machine"))

    def _measured(self, report: MachineReport) -> None:
        self._show(report)
        announce(self, self.tr("The machine was measured."))

    def _show(self, report: MachineReport) -> None:
        self.report = report
        clear(self._sheet)
        if report.outdated:
            self._sheet.addWidget(
                labels.note(
                    self.tr(
                        "Something changed since the machine was measured ({what}). Measure it"
                        " again."
                    ).format(what=core(report.outdated)),
                    tone="warning",
                )
            )
        self._sheet.addWidget(self._machine(report))
        if not report.models:
            self._sheet.addWidget(
                EmptyState(
                    "cpu",
                    self.tr("No models yet"),
                    self.tr("Import a model to see how fast it will be on this machine."),
                ),
                1,
            )
            return
        self._sheet.addWidget(self._memory(report))
        self._sheet.addWidget(self._speeds(report))
        self._sheet.addStretch(1)

    def _machine(self, report: MachineReport) -> QWidget:
        frame, inside = card(spacing=M)
        inside.addWidget(labels.heading(self.tr("This machine")))
        facts = report.facts
        lines: list[Fact] = [
            (self.tr("Processor"), facts.processor, "text"),
            (
                self.tr("Cores"),
                self.tr("{cores}; a language model that is not tuned uses {threads}").format(
                    cores=texts.number(facts.cores), threads=texts.number(report.threads)
                ),
                "text",
            ),
            (
                self.tr("Memory"),
                self.tr("{free} of {all} free").format(
                    free=texts.size(facts.available_bytes), all=texts.size(facts.memory_bytes)
                ),
                "text",
            ),
            (self.tr("For models"), texts.size(report.budget_bytes), "text"),
            (self.tr("Graphics"), self._devices(report), "text"),
            (
                self.tr("Measured"),
                texts.moment(report.measured_at) if report.measured_at else self.tr("not yet"),
                "text" if report.measured_at else "warning",
            ),
        ]
        inside.addLayout(facts_grid(lines))
        return frame

    def _devices(self, report: MachineReport) -> str:
        found = [
            self.tr("{name}, {free} of {all} free").format(
                name=device.description,
                free=texts.size(device.free_bytes),
                all=texts.size(device.total_bytes),
            )
            for _, device in report.facts.devices()
        ]
        return "\n".join(found) or self.tr("none that models can use")

    def _memory(self, report: MachineReport) -> QWidget:
        frame, inside = card(spacing=M)
        inside.addWidget(labels.heading(self.tr("Memory that models need")))
        inside.addWidget(
            labels.note(
                self.tr(
                    "The dashed line is what all models together may take, {budget}. A model that"
                    " is not needed leaves memory when another one needs the room."
                ).format(budget=texts.size(report.budget_bytes))
            )
        )
        bars = Bars(self.tr("Memory that models need"))
        bars.show_bars(
            [
                Bar(
                    self._name(one),
                    one.memory_bytes,
                    texts.size(one.memory_bytes),
                    "danger" if one.fits == "never" else "accent",
                )
                for one in report.models
            ],
            mark=report.budget_bytes,
        )
        inside.addWidget(bars)
        for one in report.models:
            words = {
                "with_others": self.tr("{model} fits beside the others."),
                "alone": self.tr("{model} fits, but not beside the others: they take turns."),
                "never": self.tr("{model} is too large for this machine as it is set."),
            }[one.fits].format(model=self._name(one))
            inside.addWidget(labels.note(words, tone="danger" if one.fits == "never" else "muted"))
        return frame

    def _speeds(self, report: MachineReport) -> QWidget:
        frame, inside = card(spacing=M)
        inside.addWidget(labels.heading(self.tr("How fast they will be")))
        writing = [one for one in report.models if one.unknown != "not_language"]
        if not writing:
            inside.addWidget(labels.note(self.tr("There is no model here that writes answers.")))
            return frame
        known = [one for one in writing if one.decode_rate is not None]
        if known:
            inside.addWidget(
                labels.note(
                    self.tr(
                        "Predicted from the size of the model and the speed of this machine,"
                        " without loading it; usually right within a quarter."
                    )
                )
            )
            bars = Bars(self.tr("Words written per minute"))
            bars.show_bars(
                [
                    Bar(
                        self._name(one),
                        one.decode_rate or 0,
                        self.tr("about {count} words a minute").format(
                            count=texts.number(_words_per_minute(one))
                        ),
                    )
                    for one in known
                ]
            )
            inside.addWidget(bars)
        for one in writing:
            inside.addWidget(labels.body(self._sentence(one)))
        return frame

    def _sentence(self, one: ModelOutlook) -> str:
        if one.page_s is None or one.answer_s is None:
            words = {
                "not_measured": self.tr("{model}: measure this machine to see its speed."),
                "type_unknown": self.tr(
                    "{model}: its kind of weights was not measured yet; measure again."
                ),
            }.get(one.unknown, self.tr("{model}: its file cannot be read; verify the model."))
            return words.format(model=self._name(one))
        return self.tr(
            "{model} reads a page in about {page} and writes an answer of some sentences in about"
            " {answer} ({read} and {written} tokens a second)."
        ).format(
            model=self._name(one),
            page=texts.duration(one.page_s),
            answer=texts.duration(one.answer_s),
            read=texts.number(one.prefill_rate or 0),
            written=texts.number(one.decode_rate or 0, 1),
        )

    def _name(self, one: ModelOutlook) -> str:
        return f"{pack(one.title)} {one.version}"


# An English word is about four thirds of a token in the vocabularies of the supported models.
_TOKENS_PER_WORD = 4 / 3


def _words_per_minute(one: ModelOutlook) -> float:
    return round((one.decode_rate or 0) * 60 / _TOKENS_PER_WORD, -1)
