"""The offline proof: what keeps this program and its helpers from reaching another machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, Qt
from PySide6.QtWidgets import QFileDialog, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from gui import icons, texts
from gui.announcing import announce
from gui.pages.key_holders import KeyHolders
from gui.pages.protection_facts import FactCards
from gui.spacing import ICON_LARGE, XL, L, M, S
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.frame import card, page_column, scrolling
from gui.widgets.matrix import Matrix
from gui.widgets.progress import ProgressStrip
from gui.words import core

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.app.proof_facts import Proof
    from appliance.jobs import Job
    from gui.session import Session

    # What was found, the signing key with its fingerprint, and how the keys lie in memory.
    Found = tuple[Proof, tuple[str, str], str]


class ProtectionPage(QWidget):
    """Looks when it is first shown and when asked; `proof` is what was found last."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._busy = False
        self.proof: Proof | None = None
        self.banner = ErrorBanner()
        self.progress = ProgressStrip()
        self.notice = labels.note(tone="good")
        self.notice.hide()
        self.again = buttons.push(self.tr("Check &again"), self.look, icon="repeat")
        self.export = buttons.push(
            self.tr("E&xport signed proof…"), self._export, look="primary", icon="shield"
        )
        self.verdict = QFrame()
        self._verdict_icon = labels.icon("shield", "good", ICON_LARGE - S)
        self.headline = labels.heading("")
        self.headline.setWordWrap(True)
        self.explanation = labels.body()
        self.remarks = labels.note(tone="text")
        self.facts = FactCards()
        self.matrix = Matrix(self.tr("Layers of protection and processes"))
        self.holders = KeyHolders(session)
        self._found = QWidget()
        self._build()

    def _build(self) -> None:
        column = page_column(self)
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(labels.title(self.tr("Protection")))
        head.addStretch(1)
        head.addWidget(self.again)
        head.addWidget(self.export)
        column.addLayout(head)
        for widget in (self.banner, self.notice, self.progress):
            column.addWidget(widget)
        inside = QVBoxLayout(self._found)
        inside.setContentsMargins(0, 0, M, 0)
        inside.setSpacing(L)
        inside.addWidget(self._verdict_card())
        inside.addWidget(self.facts)
        inside.addWidget(self._picture())
        inside.addWidget(self.holders)
        inside.addStretch(1)
        area = scrolling(self._found)
        # Scrolled by the keyboard, too.
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        area.setAccessibleName(self.tr("What was found"))
        column.addWidget(area, 1)
        self._found.setVisible(False)

    def _verdict_card(self) -> QFrame:
        row = QHBoxLayout(self.verdict)
        row.setContentsMargins(L, M, L, M)
        row.setSpacing(L)
        row.addWidget(self._verdict_icon, alignment=Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(S)
        for label in (self.headline, self.explanation, self.remarks):
            words.addWidget(label)
        row.addLayout(words, 1)
        return self.verdict

    def _picture(self) -> QFrame:
        frame, inside = card(spacing=M)
        inside.addWidget(labels.heading(self.tr("The fence, layer by layer")))
        inside.addWidget(
            labels.note(
                self.tr(
                    "Each process was started and asked just now. Point at a field, or go there"
                    " with the arrow keys, to read what it means and why it may be missing."
                )
            )
        )
        inside.addLayout(_legend(self.tr("in force"), self.tr("not in force"), self.tr("stopped")))
        inside.addWidget(self.matrix)
        self.words = labels.note(tone="text")
        inside.addWidget(self.words)
        self.matrix.selectionModel().currentChanged.connect(
            lambda index, _: self.words.setText(
                self.matrix.fields.words(index).replace("\n", ". ", 1) if index.isValid() else ""
            )
        )
        return frame

    def refresh(self) -> None:
        """Look, unless it was done already."""
        if self.proof is None and not self._busy:
            self.look()
        self.holders.refresh()

    def look(self) -> None:
        """Start a process of each kind, try, and show what was found; about two seconds."""
        office = self._session.office

        def work(job: Job) -> Found:
            return office.proof.look(job), office.proof.key(), office.proof.key_memory()

        self._start(work, self.tr("Looking at the fence"), lambda found: self._show(*found))

    def _start(
        self, work: Callable[[Job], Found], words: str, on_done: Callable[[Found], None]
    ) -> None:
        self.banner.clear()
        self.notice.hide()
        self._set_busy(True)
        task = self._session.lanes.run(
            self,
            work,
            lane="models",
            on_done=on_done,
            on_error=self.banner.show_error,
            on_end=lambda: self._set_busy(False),
        )
        self.progress.watch(task, words)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.again.setEnabled(not busy)
        self.export.setEnabled(not busy)

    def _show(self, proof: Proof, key: tuple[str, str], memory: str) -> None:
        self.proof = proof
        look, tone = ("good", "good") if proof.holds else ("danger", "danger")
        self.verdict.setProperty("look", look)
        labels.restyle(self.verdict)
        icons.put(
            self._verdict_icon,
            "shield" if proof.holds else "warning",
            "good" if tone == "good" else "danger",
            ICON_LARGE - S,
        )
        self.headline.setText(
            self.tr("Nothing that this program runs can reach another machine.")
            if proof.holds
            else self.tr("The protection is not whole.")
        )
        self.explanation.setText(
            self.tr("Looked at on {when}, by trying: {program} on {system}.").format(
                when=texts.moment(proof.made_at), program=proof.program, system=proof.host.system
            )
        )
        self.remarks.setText("\n".join(f"• {core(remark)}" for remark in proof.remarks))
        self.remarks.setVisible(bool(proof.remarks))
        self.facts.show_proof(proof, key[1])
        self.holders.show_memory(memory)
        self.matrix.show_processes(proof.processes)
        self._found.setVisible(True)
        self.verdict.setAccessibleName(self.headline.text())
        announce(self.verdict, self.headline.text())

    def _export(self) -> None:
        day = QDateTime.currentDateTime().toString("yyyy-MM-dd")
        chosen, _ = QFileDialog.getSaveFileName(
            self,
            self.tr("File for the proof"),
            str(Path.home() / f"offline-proof-{day}.json"),
            "JSON (*.json)",
        )
        if chosen:
            self.export_to(Path(chosen))

    def export_to(self, path: Path) -> None:
        """Look once more and write what is found, signed by this vault's key."""
        office = self._session.office

        def work(job: Job) -> Found:
            return office.proof.export(path, job), office.proof.key(), office.proof.key_memory()

        def done(found: Found) -> None:
            self._show(*found)
            self.notice.setText(
                self.tr("Written: {file}. Its signature is that of the key {fingerprint}.").format(
                    file=path.name, fingerprint=found[1][1]
                )
            )
            self.notice.show()

        self._start(work, self.tr("Looking at the fence"), done)


def _legend(held: str, missing: str, stopped: str) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(S)
    for place, (icon, tone, words) in enumerate(
        (("check", "good", held), ("warning", "warning", missing), ("failed", "danger", stopped))
    ):
        grid.addWidget(labels.icon(icon, tone, 16), 0, 3 * place)  # type: ignore[arg-type]
        grid.addWidget(labels.plain(words), 0, 3 * place + 1)
        grid.setColumnMinimumWidth(3 * place + 2, XL)
    grid.setColumnStretch(9, 1)
    return grid
