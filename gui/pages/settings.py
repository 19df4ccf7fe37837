"""What a person may choose. Each change is saved at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from appliance.errors import ApplianceError
from appliance.settings import ORGANISATION_LIMIT_CP
from gui.dialogs import run_dialog
from gui.pages.passphrase import PassphraseDialog
from gui.spacing import FORM_WIDTH, L, M
from gui.widgets import buttons, labels, numbers
from gui.widgets.banner import ErrorBanner
from gui.widgets.frame import card, page_column, scrolling

if TYPE_CHECKING:
    from PySide6.QtWidgets import QFrame

    from gui.session import Session

_MINUTE_S = 60
_MEGABYTE = 1024**2
_CONTROL_PX = 220


class SettingsPage(QWidget):
    """Three groups: how it looks, how it is protected, how models and documents are treated."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._settings = session.settings
        self.banner = ErrorBanner()
        values = self._settings.values
        self.theme = _choice(
            values.theme,
            [
                ("system", self.tr("As the desktop")),
                ("light", self.tr("Light")),
                ("dark", self.tr("Dark")),
            ],
        )
        self.language = _choice(
            values.language,
            [("system", self.tr("As the desktop")), ("en", "English"), ("zh_CN", "简体中文")],
        )
        self.idle = _number(values.idle_lock_s // _MINUTE_S, 1, 24 * 60, self.tr(" min"))
        self.threads = _number(values.threads, 0, 256, "")
        self.threads.setSpecialValueText(self.tr("automatic"))
        self.answer = _number(values.answer_tokens, 16, 1024, "")
        self.passages = _number(values.passages, 1, 12, "")
        self.document = _number(values.document_limit_bytes // _MEGABYTE, 1, 2048, self.tr(" MB"))
        self.reading = _number(values.ingest_memory_bytes // _MEGABYTE, 256, 65536, self.tr(" MB"))
        self.readings = _number(values.kept_readings_bytes // _MEGABYTE, 0, 1024**2, self.tr(" MB"))
        self.readings.setSpecialValueText(self.tr("nothing"))
        self.memory = _number(
            values.model_memory_bytes // _MEGABYTE, 0, 4 * 1024**2, self.tr(" MB")
        )
        self.memory.setSpecialValueText(self.tr("automatic"))
        self.organisation = QLineEdit(values.organisation)
        self.organisation.setMaxLength(ORGANISATION_LIMIT_CP)
        self.passphrase = buttons.push(
            self.tr("Passphrase, &key file…"), self._change_passphrase, icon="key"
        )
        self._build()
        self._connect()

    def _build(self) -> None:
        inner = QWidget()
        column = QVBoxLayout()
        column.setSpacing(L)
        column.addWidget(
            self._group(
                self.tr("Appearance"),
                (self.tr("Them&e"), "", self.theme),
                (self.tr("L&anguage"), "", self.language),
                (
                    self.tr("&Bank's name on reports"),
                    self.tr("Of your bank or firm, from the next opening of the vault."),
                    self.organisation,
                ),
            )
        )
        column.addWidget(
            self._group(
                self.tr("Protection"),
                (
                    self.tr("Lock &when idle for"),
                    self.tr("The vault locks when keyboard and mouse rest this long."),
                    self.idle,
                ),
                (
                    self.tr("Passphrase"),
                    self.tr("A key file can be asked for too. The recovery code keeps working."),
                    self.passphrase,
                ),
            )
        )
        column.addWidget(
            self._group(
                self.tr("Models and documents"),
                (
                    self.tr("Process&or threads"),
                    self.tr("Automatic leaves one core to the desktop."),
                    self.threads,
                ),
                (
                    self.tr("Lo&ngest answer"),
                    self.tr("In word pieces; a sentence has about 25."),
                    self.answer,
                ),
                (
                    self.tr("Passages per &question"),
                    self.tr("More passages find more and take longer."),
                    self.passages,
                ),
                (
                    self.tr("Largest &document"),
                    self.tr("Larger files are refused."),
                    self.document,
                ),
                (
                    self.tr("Memory for read&ing documents"),
                    self.tr(
                        "What the readers may hold together; a long document is read in parts"
                        " rather than beyond it."
                    ),
                    self.reading,
                ),
                (
                    self.tr("Sa&ve what was read, up to"),
                    self.tr(
                        "A document that was asked need not be read again. It is kept encrypted"
                        " with the case; what was not used longest leaves first."
                    ),
                    self.readings,
                ),
                (
                    self.tr("Memor&y for models"),
                    self.tr(
                        "For all models together. Automatic takes 60 % of what is free when the"
                        " vault is unlocked; what does not fit takes turns."
                    ),
                    self.memory,
                ),
                remark=self.tr("These seven take effect when the vault is unlocked the next time."),
            )
        )
        column.addStretch(1)
        holder = QWidget()
        holder.setMaximumWidth(FORM_WIDTH)
        holder.setLayout(column)
        column.setContentsMargins(0, 0, M, 0)
        row = QHBoxLayout(inner)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(holder, 10)
        row.addStretch(1)
        whole = page_column(self)
        whole.addWidget(labels.title(self.tr("Settings")))
        whole.addWidget(self.banner)
        whole.addWidget(scrolling(inner), 1)

    def _group(self, name: str, *lines: tuple[str, str, QWidget], remark: str = "") -> QFrame:
        frame, column = card(margin=L, spacing=L)
        column.addWidget(labels.heading(name))
        for text, explanation, control in lines:
            column.addLayout(_line(text, explanation, control))
        if remark:
            column.addWidget(labels.note(remark))
        return frame

    def _connect(self) -> None:
        self.theme.currentIndexChanged.connect(
            lambda _: self._change(theme=self.theme.currentData())
        )
        self.language.currentIndexChanged.connect(
            lambda _: self._change(language=self.language.currentData())
        )
        self.organisation.editingFinished.connect(self._name_organisation)
        for box, name, factor in (
            (self.idle, "idle_lock_s", _MINUTE_S),
            (self.threads, "threads", 1),
            (self.answer, "answer_tokens", 1),
            (self.passages, "passages", 1),
            (self.document, "document_limit_bytes", _MEGABYTE),
            (self.reading, "ingest_memory_bytes", _MEGABYTE),
            (self.readings, "kept_readings_bytes", _MEGABYTE),
            (self.memory, "model_memory_bytes", _MEGABYTE),
        ):
            box.valueChanged.connect(
                lambda value, name=name, factor=factor: self._change(**{name: value * factor})
            )

    def _name_organisation(self) -> None:
        name = self.organisation.text().strip()
        if name != self._settings.values.organisation:
            self._change(organisation=name)

    def _change(self, **changes: object) -> None:
        self.banner.clear()
        try:
            self._settings.change(**changes)
        except ApplianceError as error:
            self.banner.show_error(error)
            return
        office = self._session.office
        self._session.lanes.run(
            self,
            lambda job: office.preferences.changed(changes),
            on_error=self.banner.show_error,
        )

    def _change_passphrase(self) -> None:
        run_dialog(PassphraseDialog(self, self._session))


def _line(text: str, explanation: str, control: QWidget) -> QHBoxLayout:
    name = labels.plain(text)
    name.setBuddy(control)
    control.setFixedWidth(_CONTROL_PX)
    if not control.accessibleName():
        control.setAccessibleName(text.replace("&", ""))
    control.setAccessibleDescription(explanation)
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(name)
    if explanation:
        words.addWidget(labels.note(explanation))
    row = QHBoxLayout()
    row.setSpacing(L)
    row.addLayout(words, 1)
    row.addWidget(control)
    return row


def _choice(chosen: str, entries: list[tuple[str, str]]) -> QComboBox:
    box = QComboBox()
    for value, text in entries:
        box.addItem(text, value)
    box.setCurrentIndex(box.findData(chosen))
    return box


def _number(value: int, low: int, high: int, suffix: str) -> QSpinBox:
    box = numbers.whole(low, high, unit=suffix)
    box.setValue(value)
    box.setKeyboardTracking(False)
    return box
