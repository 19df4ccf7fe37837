"""How a language model runs best on this machine: measure it, see it, undo it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from appliance.packs.records import ModelRecord
from gui.dialogs import confirmed
from gui.spacing import L, S
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.bars import Bar, Bars
from gui.widgets.frame import card, clear, page_column, scrolling
from gui.widgets.progress import ProgressStrip
from gui.words import core, pack

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.app.profiles import Figure, MachineProfile
    from appliance.jobs import Job
    from gui.session import Session
    from gui.theme import Tone

_GROUPS = {
    "weights": QT_TRANSLATE_NOOP("tuning", "Type of the weights"),
    "prefill_threads": QT_TRANSLATE_NOOP("tuning", "Threads for reading"),
    "decode_threads": QT_TRANSLATE_NOOP("tuning", "Threads for writing"),
    "flash_attention": QT_TRANSLATE_NOOP("tuning", "Flash attention"),
    "step": QT_TRANSLATE_NOOP("tuning", "Tokens per reading step"),
    "kv": QT_TRANSLATE_NOOP("tuning", "Key-value cache"),
}
_TOO_MUCH = "changes too much"
_NO_GAIN = "not clearly faster"


class TuningScreen(QWidget):
    """One model at a time. Signals: `left` when the person goes back."""

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._name = ""
        self._busy = False
        self.banner = ErrorBanner()
        self.progress = ProgressStrip()
        self.notice = labels.note(tone="good")
        self.notice.hide()
        self.back = buttons.push(
            self.tr("&Back to the models"), self.left.emit, look="link", icon="previous"
        )
        self.measure = buttons.push(
            self.tr("&Measure and use the result"), self._measure, look="primary", icon="cpu"
        )
        self.undo = buttons.push(self.tr("&Undo the tuning…"), self._undo)
        self._heading = labels.title("")
        inner = QWidget()
        self._sheet = QVBoxLayout(inner)
        self._sheet.setContentsMargins(0, 0, S, 0)
        self._sheet.setSpacing(L)
        column = page_column(self)
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(self._heading)
        head.addStretch(1)
        for widget in (self.back, self.undo, self.measure):
            head.addWidget(widget)
        column.addLayout(head)
        for shown in (self.banner, self.notice, self.progress):
            column.addWidget(shown)
        column.addWidget(scrolling(inner), 1)
        if not session.may("TUNE_MODEL"):
            self.measure.hide()
            self.undo.hide()

    def look_at(self, name: str) -> None:
        """Show the profile of the model of that name."""
        self._name = name
        self.banner.clear()
        self.notice.hide()
        self.refresh()

    def refresh(self) -> None:
        """Read it again."""
        office, name = self._session.office, self._name
        self._session.lanes.run(
            self,
            lambda job: office.tuning.show(name),
            on_done=lambda found: self._show(*found),
            on_error=self.banner.show_error,
        )

    def _show(self, record: ModelRecord, profile: MachineProfile | None, remark: str) -> None:
        self._heading.setText(
            self.tr("{title} on this machine").format(title=pack(record.manifest.title))
        )
        self.undo.setEnabled(profile is not None and not self._busy)
        self.measure.setEnabled(not self._busy)
        clear(self._sheet)
        if remark:
            self._sheet.addWidget(
                labels.note(
                    self.tr("A profile of another machine or engine is not used."), tone="warning"
                )
            )
        if profile is None:
            self._sheet.addWidget(
                labels.note(
                    self.tr(
                        "Not measured yet. Measuring takes some minutes, in which the machine"
                        " should have nothing else to do. The faster settings are used from then"
                        " on; other weights are used only if they change next to nothing, and"
                        " the original stays in the vault."
                    )
                )
            )
            self._sheet.addStretch(1)
            return
        for group, heading in _GROUPS.items():
            figures = [one for one in profile.figures if one.group == group]
            if figures:
                self._add(QCoreApplication.translate("tuning", str(heading)), figures)
        for fact in profile.facts:
            self._sheet.addWidget(labels.note(core(fact)))
        self._sheet.addStretch(1)

    def _add(self, heading: str, figures: list[Figure]) -> None:
        frame, column = card()
        column.addWidget(labels.heading(heading))
        bars = Bars(heading)
        bars.show_bars([self._bar(figure) for figure in figures])
        column.addWidget(bars)
        for figure in figures:
            if figure.quality is not None:
                quality = figure.quality
                text = self.tr(
                    "{value}: the likeliest token stays the same at {same} of the fixed"
                    " text, mean divergence {kl}; {changed} of {answers} answers differ"
                    " ({rounding} if the original is computed in another order)."
                ).format(
                    value=figure.value,
                    same=f"{quality.same_top:.1%}",
                    kl=f"{quality.mean_kl:.4f}",
                    changed=quality.answers_changed,
                    answers=quality.answers,
                    rounding=quality.answers_changed_by_rounding,
                )
                column.addWidget(labels.note(text))
        self._sheet.addWidget(frame)

    def _bar(self, figure: Figure) -> Bar:
        writing = figure.group == "decode_threads"
        rate = figure.decode_rate if writing else figure.prefill_rate
        words = self.tr("{rate} tokens/s").format(rate=f"{rate:,.0f}")
        name = figure.value
        if figure.group == "flash_attention":
            on = self.tr("on") if figure.value == "on" else self.tr("off")
            name = self.tr("{value}, {tokens} tokens").format(
                value=on, tokens=f"{figure.prompt_tokens:,}"
            )
        tone: Tone = "muted"
        if figure.chosen:
            tone = "good"
            words = self.tr("{words} · used").format(words=words)
        elif figure.verdict.startswith(_TOO_MUCH):
            tone = "danger"
            words = self.tr("{words} · changes too much").format(words=words)
        elif figure.verdict == _NO_GAIN and figure.gain > 1:
            words = self.tr("{words} · not clearly faster").format(words=words)
        return Bar(name, rate, words, tone)

    def _measure(self) -> None:
        office, name = self._session.office, self._name
        self._run(
            lambda job: office.tuning.tune(name, job=job),
            self.tr("Measuring"),
            self.tr("The result is used from now on."),
        )

    def _undo(self) -> None:
        if not confirmed(
            self,
            self.tr("Undo the tuning?"),
            self.tr(
                "The model is used as its publisher made it, with the usual settings. Weights"
                " that were made here are deleted."
            ),
            self.tr("&Undo"),
        ):
            return
        office, name = self._session.office, self._name
        self._run(
            lambda job: office.tuning.undo(name),
            self.tr("Undoing"),
            self.tr("The model is used as its publisher made it."),
        )

    def _run(self, work: Callable[[Job], object], first_words: str, done: str) -> None:
        self.banner.clear()
        self.notice.hide()
        self._busy = True
        self.measure.setEnabled(False)
        self.undo.setEnabled(False)

        def told(found: object) -> None:
            if isinstance(found, ModelRecord):  # undone: the one that was made here is gone
                self._name = found.manifest.name
            self.notice.setText(done)
            self.notice.show()

        task = self._session.lanes.run(
            self,
            work,
            lane="models",
            on_done=told,
            on_error=self.banner.show_error,
            on_end=self._ended,
        )
        self.progress.watch(task, first_words)

    def _ended(self) -> None:
        self._busy = False
        self.refresh()
