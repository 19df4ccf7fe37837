"""After a deletion: what was deleted, and the certificate to keep."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from appliance.errors import ApplianceError
from gui import texts
from gui.dialogs import run_dialog
from gui.spacing import CARD_WIDTH, XL, L, M, S
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.facts import Fact, facts_grid
from gui.widgets.frame import scrolling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.vault.case_records import DeletionCertificate

_SHOWN_AT_MOST = 20


class CertificateDialog(QDialog):
    """Shows certificates of deletion and offers to save them as one file."""

    def __init__(self, parent: QWidget, certificates: Sequence[DeletionCertificate]) -> None:
        super().__init__(parent)
        self._certificates = tuple(certificates)
        several = len(self._certificates) > 1
        self.setWindowTitle(
            self.tr("Deletion certificates") if several else self.tr("Deletion certificate")
        )
        self.setMinimumSize(CARD_WIDTH + 120, 420)
        self.banner = ErrorBanner()
        self.saved = labels.note(tone="good")
        self.saved.hide()
        self.save_button = buttons.push(
            self.tr("&Save…"), self._choose, look="primary", icon="document"
        )
        self.close_button = buttons.push(self.tr("&Close"), self.accept)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(M)
        column.addWidget(labels.heading(self.tr("%n case(s) deleted", "", len(self._certificates))))
        column.addWidget(
            labels.body(
                self.tr(
                    "The keys are destroyed, so nobody can read what is left on the disk or in"
                    " later backups. The record of the vault certifies it without naming anybody."
                    " You can save the certificate as a file."
                )
            )
        )
        column.addWidget(scrolling(self._list()), 1)
        column.addWidget(self.banner)
        column.addWidget(self.saved)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addStretch(1)
        row.addWidget(self.save_button)
        row.addWidget(self.close_button)
        column.addLayout(row)
        self.save_button.setFocus()

    def _list(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, S, 0)
        column.setSpacing(M)
        for one in self._certificates[:_SHOWN_AT_MOST]:
            column.addLayout(facts_grid(self._facts(one)))
            column.addWidget(labels.line())
        if (rest := len(self._certificates) - _SHOWN_AT_MOST) > 0:
            column.addWidget(labels.note(self.tr("and %n more, in the file", "", rest)))
        column.addStretch(1)
        return inner

    def _facts(self, one: DeletionCertificate) -> list[Fact]:
        contents = self.tr("{documents}, {pages}, {answers} answers, {scores} scores").format(
            documents=texts.documents(one.documents),
            pages=texts.pages(one.pages),
            answers=texts.number(one.answers),
            scores=texts.number(one.scores),
        )
        return [
            (self.tr("Case"), one.ref, "text"),
            (self.tr("Deleted"), texts.moment(one.deleted_at), "text"),
            (self.tr("Contents"), contents, "text"),
            (self.tr("Sealed files"), texts.number(one.files), "text"),
            (self.tr("Hash of the name"), one.name_hash, "text"),
            (self.tr("Hash of the files"), one.files_sha256 or self.tr("none"), "text"),
        ]

    def _choose(self) -> None:
        start = Path.home() / f"deletion-{self._certificates[0].ref[:8]}.json"
        found, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("Save the certificate"),
            str(start),
            "JSON (*.json)",
            options=QFileDialog.Option.DontConfirmOverwrite,
        )
        if found:
            self.save(Path(found))

    def save(self, target: Path) -> None:
        """Write the certificates to a new file; a few hundred bytes each, so at once."""
        from appliance.app.certificates import save

        self.banner.clear()
        self.saved.hide()
        try:
            save(self._certificates, target)
        except ApplianceError as error:
            self.banner.show_error(error)
            return
        self.saved.setText(self.tr("Saved as {file}.").format(file=target.name))
        self.saved.show()


def show_certificates(parent: QWidget, certificates: Sequence[DeletionCertificate]) -> None:
    """The dialog, if anything was deleted."""
    if certificates:
        run_dialog(CertificateDialog(parent, certificates))
