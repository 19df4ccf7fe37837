"""The line at the bottom that is always there: vault, models, processor, connections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from gui import icons, texts
from gui.spacing import XS, L, S
from gui.widgets import labels

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.app.records import Status
    from gui.theme import Tone

_ICON = 15
_NAMES_SHOWN = 80


class _Segment(QWidget):
    """A small icon and a text that says the same in full."""

    def __init__(self) -> None:
        super().__init__()
        self._icon = labels.icon("info", "muted", _ICON)
        self.text = labels.note()
        self.text.setWordWrap(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(XS)
        row.addWidget(self._icon)
        row.addWidget(self.text)

    def show_text(self, icon: str, tone: Tone, text: str, detail: str = "") -> None:
        """Both say it; `detail` is the tool tip and the description for a screen reader."""
        icons.put(self._icon, icon, tone, _ICON)
        self.text.setText(text)
        labels.set_tone(self.text, "muted" if tone in ("accent", "text", "good") else tone)
        labels.set_tip(self, detail)
        self.setAccessibleName(text)
        self.setAccessibleDescription(detail)


class StatusLine(QFrame):
    """Four segments and room for a passing notice."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "statusline")
        self.setAccessibleName(self.tr("Status"))
        self.vault, self.models = _Segment(), _Segment()
        self.device, self.network = _Segment(), _Segment()
        self.notice = labels.plain()
        self.notice.setProperty("tone", "warning")
        row = QHBoxLayout(self)
        row.setContentsMargins(L, XS, L, XS)
        row.setSpacing(L)
        row.addWidget(self.vault)
        row.addWidget(_bar())
        row.addWidget(self.models)
        row.addWidget(_bar())
        row.addWidget(self.device)
        row.addStretch(1)
        row.addWidget(self.notice)
        row.addSpacing(S)
        row.addWidget(self.network)
        self.show_locked()

    def show_locked(self) -> None:
        """Nothing is open, nothing is loaded."""
        self.vault.show_text("lock", "text", self.tr("Vault locked"))
        self._show_models(())
        self._show_device("CPU")
        self._show_network(0)
        self.notice.clear()

    def show_status(self, status: Status, folder: Path, *, away: bool = False) -> None:
        """What the core reports about the open vault; `away` if it is open for a run alone."""
        if status.locked:
            self.show_locked()
            return
        if away:
            self.vault.show_text("lock", "text", self.tr("Screen locked, vault open for a run"))
        else:
            words = self.tr("Vault open: {name}").format(name=folder.name)
            self.vault.show_text("unlock", "good", words, str(folder))
        self._show_models(
            tuple(
                (loaded.name, loaded.memory_bytes, loaded.confinement) for loaded in status.loaded
            )
        )
        self._show_device(status.device)
        self._show_network(status.connections_opened)

    def show_notice(self, text: str) -> None:
        """A passing remark, such as the coming lock; empty takes it away."""
        self.notice.setText(text)

    def _show_models(self, loaded: tuple[tuple[str, int, str], ...]) -> None:
        if not loaded:
            self.models.show_text("models", "text", self.tr("No model loaded"))
            return
        memory = texts.size(sum(size for _, size, _ in loaded))
        names = ", ".join(name for name, _, _ in loaded)
        text = self.tr("%n model(s) loaded, {memory}", "", len(loaded)).format(memory=memory)
        detail = "\n".join(
            self.tr("{name}: {memory}, {fence}").format(
                name=name, memory=texts.size(size), fence=fence
            )
            for name, size, fence in loaded
        )
        named = self.tr("{names} ({memory})").format(names=names, memory=memory)
        shown = named if len(named) <= _NAMES_SHOWN else text
        self.models.show_text("models", "accent", shown, f"{text}\n{detail}")

    def _show_device(self, device: str) -> None:
        detail = self.tr("What the models compute on")
        self.device.show_text("cpu", "text", device, detail)

    def _show_network(self, count: int) -> None:
        if count:
            text = self.tr("%n connection(s) opened", "", count)
            self.network.show_text("warning", "danger", text)
        else:
            detail = self.tr("The program has opened no connection to another computer.")
            self.network.show_text("shield", "good", self.tr("No connection opened"), detail)


def _bar() -> QFrame:
    line = QFrame()
    line.setFixedWidth(1)
    line.setFixedHeight(14)
    line.setProperty("look", "line")
    line.setStyleSheet("max-height: 14px; min-height: 14px;")
    return line
