"""Whether the audit record is whole: check it, sign it, have it witnessed, export it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDateTime
from PySide6.QtWidgets import (
    QCheckBox,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from gui import texts
from gui.announcing import announce
from gui.dialogs import run_dialog
from gui.pages.witness import CheckpointDialog, WitnessDialog
from gui.spacing import FORM_WIDTH, L, M, S
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.field import Field
from gui.widgets.frame import card, scrolling
from gui.widgets.progress import ProgressStrip

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.audit.records import (
        Exported,
        KeptCheckpoint,
        Verification,
        WitnessInfo,
    )
    from appliance.jobs import Job
    from gui.session import Session


class CheckPage(QWidget):
    """Cards for what may be done with the record as a whole; those not allowed are not there."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.banner = ErrorBanner()
        self.progress = ProgressStrip()
        self.result = QFrame()
        self.verdict = labels.body()
        self.verify = buttons.push(
            self.tr("&Check the record"), self._verify, look="primary", icon="check"
        )
        self.against = buttons.push(
            self.tr("Check a&gainst a medium…"),
            self._verify_against,
            hint=self.tr("Also compares with the checkpoints on a removable medium."),
        )
        self.sign = buttons.push(self.tr("&Sign a checkpoint…"), self._sign, icon="key")
        self.witness = buttons.push(self.tr("Prepare a &medium…"), self._prepare)
        self.secret_key = QCheckBox(
            self.tr("Add the secret &key that proves who could write the entries")
        )
        self.export = buttons.push(self.tr("E&xport to a folder…"), self._export, icon="folder")
        self.zip = buttons.push(self.tr("Export as one &zip file…"), self._export_zip)
        self.checkpoints = labels.note()
        # A line, because a key has no place where it could be broken.
        self.key = QLineEdit()
        self.key.setReadOnly(True)
        self.key.setAccessibleName(self.tr("Key that verifies the checkpoints"))
        self._build()

    def _build(self) -> None:
        may = self._session.may
        inner = QWidget()
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, M, 0)
        column.setSpacing(L)
        self.result.setProperty("look", "good")
        inside = QHBoxLayout(self.result)
        inside.setContentsMargins(M, M, M, M)
        inside.addWidget(self.verdict)
        self.result.hide()
        column.addWidget(
            _group(
                self.tr("Is the record whole?"),
                self.tr(
                    "Every entry is bound to all before it. This reads all of them and finds"
                    " whatever was altered, dropped, reordered or cut off."
                ),
                self.verify,
                self.against,
                below=(self.result,),
            )
        )
        if may("SIGN_CHECKPOINT"):
            column.addWidget(
                _group(
                    self.tr("Checkpoints"),
                    self.tr(
                        "A signed checkpoint states what the record held at a time. One is signed"
                        " at every lock. On a removable medium that is kept elsewhere it also"
                        " shows if the whole vault was put back to an older state."
                    ),
                    self.sign,
                    self.witness,
                    below=(
                        self.checkpoints,
                        Field(self.tr("Key that verifies the checkpoints"), self.key),
                    ),
                )
            )
        if may("EXPORT_AUDIT"):
            column.addWidget(
                _group(
                    self.tr("Hand the record over"),
                    self.tr(
                        "The export is readable and holds a small program that checks it on any"
                        " computer, without this one and without a vault."
                    ),
                    self.export,
                    self.zip,
                    above=(self.secret_key,),
                )
            )
        self.secret_key.setAccessibleDescription(
            self.tr("Whoever has that key could write entries that look genuine.")
        )
        labels.set_tip(self.secret_key, self.secret_key.accessibleDescription())
        column.addStretch(1)
        holder = QWidget()
        holder.setMaximumWidth(FORM_WIDTH)
        holder.setLayout(column)
        row = QHBoxLayout(inner)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(holder, 10)
        row.addStretch(1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, L, 0, 0)
        whole.setSpacing(M)
        whole.addWidget(self.banner)
        whole.addWidget(self.progress)
        whole.addWidget(scrolling(inner), 1)

    def refresh(self) -> None:
        """Read the checkpoints again."""
        office = self._session.office
        self._session.lanes.run(
            self,
            lambda job: (office.audit.checkpoints(), office.audit.key()),
            on_done=lambda found: self._show_checkpoints(*found),
            on_error=self.banner.show_error,
        )

    def _show_checkpoints(self, kept: tuple[KeptCheckpoint, ...], key: str) -> None:
        if kept:
            last = kept[-1]
            witnesses = ", ".join(last.witnesses) or self.tr("nobody")
            self.checkpoints.setText(
                self.tr(
                    "The newest is of {when}, covers {entries} entries and is countersigned by:"
                    " {witnesses}."
                ).format(
                    when=texts.moment(last.at),
                    entries=texts.number(last.size),
                    witnesses=witnesses,
                )
            )
        else:
            self.checkpoints.setText(self.tr("None was signed yet."))
        self.key.setText(key)
        self.key.setCursorPosition(0)

    # Actions -------------------------------------------------------------------------------------

    def _run(
        self, work: Callable[[Job], object], words: str, on_done: Callable[[Any], None]
    ) -> None:
        self.banner.clear()
        self.result.hide()
        self._set_free(False)
        task = self._session.lanes.run(
            self,
            work,
            lane="models",
            on_done=on_done,
            on_error=self.banner.show_error,
            on_end=lambda: self._set_free(True),
        )
        self.progress.watch(task, words, stoppable=False)

    def _set_free(self, free: bool) -> None:
        for button in (
            self.verify,
            self.against,
            self.sign,
            self.witness,
            self.export,
            self.zip,
        ):
            button.setEnabled(free)

    def _tell(self, words: str) -> None:
        self.verdict.setText(words)
        self.result.setAccessibleName(words)
        self.result.show()
        announce(self.result, words)

    def _verify(self) -> None:
        self.check(None)

    def _verify_against(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, self.tr("Medium with a witness"))
        if folder:
            self.check(Path(folder))

    def check(self, medium: Path | None) -> None:
        """Check everything; trouble is shown with its code."""
        office = self._session.office
        self._run(
            lambda job: office.audit.verify(medium), self.tr("Checking the record"), self._verified
        )

    def _verified(self, found: Verification) -> None:
        number = texts.number
        parts = [
            self.tr("The record is whole: all {entries} entries are genuine.").format(
                entries=number(found.entries)
            ),
            self.tr(
                "%n checkpoint(s) agree; the newest covers {entries} entries.",
                "",
                found.checkpoints,
            ).format(entries=number(found.signed_entries)),
        ]
        if found.witnessed_entries is None:
            parts.append(self.tr("No medium was looked at."))
        else:
            parts.append(
                self.tr("The medium vouches for the first {entries} entries.").format(
                    entries=number(found.witnessed_entries)
                )
            )
        if found.clock_set_back:
            parts.append(
                self.tr("The clock was set back before entry {numbers}.").format(
                    numbers=_listed(found.clock_set_back)
                )
            )
        if found.rollbacks_accepted:
            parts.append(
                self.tr("An older state was accepted on purpose at entry {numbers}.").format(
                    numbers=_listed(found.rollbacks_accepted)
                )
            )
        self._tell(" ".join(parts))

    def _sign(self) -> None:
        dialog = CheckpointDialog(self)
        asked: list[tuple[Path | None, str | None]] = []
        dialog.accepted.connect(lambda: asked.append(dialog.taken()))
        if run_dialog(dialog):
            self.sign_now(*asked[0])

    def sign_now(self, medium: Path | None, secret: str | None) -> None:
        """Sign the record as it is, countersigned on a medium if there is one."""
        office = self._session.office
        self._run(
            lambda job: office.audit.checkpoint(medium, secret),
            self.tr("Signing a checkpoint"),
            self._signed,
        )

    def _signed(self, kept: KeptCheckpoint) -> None:
        words = self.tr("Signed: the first {entries} entries.").format(
            entries=texts.number(kept.size)
        )
        if kept.witnesses:
            words += " " + self.tr("Countersigned by {names}.").format(
                names=", ".join(kept.witnesses)
            )
        self._tell(words)
        self.refresh()

    def _prepare(self) -> None:
        dialog = WitnessDialog(self)
        asked: list[tuple[Path, str]] = []
        dialog.accepted.connect(lambda: asked.append(dialog.taken()))
        if run_dialog(dialog):
            self.prepare(*asked[0])

    def prepare(self, medium: Path, secret: str) -> None:
        """Make a removable medium a witness; its key lies there under a passphrase."""
        from appliance.app.audit import make_witness

        self._run(
            lambda job: make_witness(medium, secret=secret),
            self.tr("Preparing the medium"),
            self._prepared,
        )

    def _prepared(self, made: WitnessInfo) -> None:
        self._tell(
            self.tr("The witness {name} is on the medium. Write its key down: {key}").format(
                name=made.name, key=made.key
            )
        )

    def _export(self) -> None:
        self._ask_for_target("")

    def _export_zip(self) -> None:
        self._ask_for_target(".zip")

    def _ask_for_target(self, ending: str) -> None:
        day = QDateTime.currentDateTime().toString("yyyy-MM-dd")
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("New file or folder for the export"),
            str(Path.home() / f"audit-{day}{ending}"),
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if chosen:
            self.export_to(Path(chosen))

    def export_to(self, target: Path) -> None:
        """Write the export; nothing is overwritten."""
        office, key = self._session.office, self.secret_key.isChecked()
        self._run(
            lambda job: office.audit.export(target, with_mac_key=key),
            self.tr("Exporting the record"),
            self._exported,
        )

    def _exported(self, made: Exported) -> None:
        self._tell(
            self.tr("{entries} entries and {checkpoints} checkpoints are in {place}.").format(
                entries=texts.number(made.entries),
                checkpoints=texts.number(made.checkpoints),
                place=Path(made.path).name,
            )
        )


def _listed(numbers: tuple[int, ...]) -> str:
    return ", ".join(texts.number(number) for number in numbers)


def _group(
    headline: str,
    explanation: str,
    *actions: QWidget,
    above: tuple[QWidget, ...] = (),
    below: tuple[QWidget, ...] = (),
) -> QFrame:
    frame, inside = card(spacing=M)
    inside.addWidget(labels.heading(headline))
    inside.addWidget(labels.note(explanation))
    for widget in above:
        inside.addWidget(widget)
    row = QHBoxLayout()
    row.setSpacing(S)
    for action in actions:
        row.addWidget(action)
    row.addStretch(1)
    inside.addLayout(row)
    for widget in below:
        inside.addWidget(widget)
    return frame
