"""What the offline proof found beside the fence: connections, memory, machine, libraries."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from gui import layer_words, texts
from gui.spacing import L, S
from gui.widgets import labels
from gui.widgets.fold import Fold
from gui.widgets.frame import card, clear
from gui.words import core

if TYPE_CHECKING:
    from appliance.app.proof_facts import ProcessFacts, Proof
    from gui.theme import Tone

Line = tuple[str, str, "Tone"]


class FactCards(QWidget):
    """Four cards, two beside each other; replaced as a whole."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(L)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1)

    def show_proof(self, proof: Proof, fingerprint: str) -> None:
        """Show the facts of this proof."""
        clear(self._grid)
        cards = (
            (self.tr("Connections"), self._connections(proof), self._sockets(proof)),
            (self.tr("Memory and disk"), self._memory(proof), None),
            (self.tr("Program code in memory"), self._libraries(proof), self._named(proof)),
            (self.tr("This machine"), self._machine(proof, fingerprint), None),
        )
        for place, (headline, lines, more) in enumerate(cards):
            self._grid.addWidget(_card(headline, lines, more), place // 2, place % 2)

    def _connections(self, proof: Proof) -> list[Line]:
        tried = proof.attempts
        if not tried.tested:
            test: Line = (self.tr("Test connection"), self.tr("not made"), "danger")
        elif tried.test_refused:
            words = self.tr("refused by the system")
            if not tried.test_counted:
                words = self.tr("refused by the system, but not counted")
            test = (self.tr("Test connection"), words, "good")
        else:
            test = (self.tr("Test connection"), self.tr("went through"), "danger")
        outside = sum(
            1 for process in proof.processes for one in process.sockets or () if one.reaches_out
        )
        return [
            test,
            (
                self.tr("Refused attempts since the start"),
                texts.number(tried.refused),
                "warning" if tried.refused else "good",
            ),
            (
                self.tr("Open connections to other machines"),
                texts.number(outside) if outside else self.tr("none"),
                "danger" if outside else "good",
            ),
            (
                self.tr("Network interfaces of this machine"),
                ", ".join(proof.host.interfaces) or self.tr("none"),
                "text",
            ),
        ]

    def _sockets(self, proof: Proof) -> tuple[str, str] | None:
        lines = []
        for process in proof.processes:
            name = layer_words.process(process.name)
            if process.sockets is None:
                lines.append(
                    self.tr("{process}: the system does not show them").format(process=name)
                )
            for one in process.sockets or ():
                reach = self.tr("other machines") if one.reaches_out else self.tr("this machine")
                lines.append(f"{name}: {one.kind} ({reach}) {one.address}".rstrip())
        if not lines:
            return None
        return self.tr("Every open socket"), "\n".join(lines)

    def _memory(self, proof: Proof) -> list[Line]:
        host = proof.host
        encrypted = host.disk == "encrypted"
        handed_over = host.crash_images.startswith("|")
        return [
            (
                self.tr("Swap"),
                self.tr("not encrypted: {names}").format(names=", ".join(host.plain_swap))
                if host.plain_swap
                else self.tr("none, or encrypted or compressed in memory"),
                "warning" if host.plain_swap else "good",
            ),
            (
                self.tr("Who may trace processes"),
                core(host.tracing),
                "good" if host.tracing_restricted else "warning",
            ),
            (
                self.tr("Memory images of crashes"),
                self.tr("the program makes none; the system would hand them to another program")
                if handed_over
                else self.tr("the program makes none"),
                "good",
            ),
            (
                self.tr("Encryption of the disk itself"),
                core(host.disk),
                "good" if encrypted else "text",
            ),
        ]

    def _libraries(self, proof: Proof) -> list[Line]:
        lines: list[Line] = []
        for process in proof.processes:
            networked = [
                Path(one.path).name.split(".")[0] for one in process.libraries if one.for_networks
            ]
            networked += process.network_modules
            words = self.tr("%n file(s)", "", len(process.libraries))
            if networked:
                words += "; " + self.tr("made for networks: {names}").format(
                    names=", ".join(sorted(set(networked)))
                )
            lines.append((layer_words.process(process.name), words, "text"))
        return lines

    def _named(self, proof: Proof) -> tuple[str, str] | None:
        files = sorted({one.path for process in proof.processes for one in process.libraries})
        if not files:
            return None
        return self.tr("All files"), "\n".join(Path(path).name for path in files)

    def _machine(self, proof: Proof, fingerprint: str) -> list[Line]:
        host = proof.host
        landlock = str(host.landlock) if host.landlock else self.tr("not there")
        return [
            (self.tr("System"), f"{host.system}, {host.machine}", "text"),
            (self.tr("Landlock"), landlock, "text" if host.landlock else "warning"),
            (self.tr("User namespaces"), core(host.user_namespaces), "text"),
            (self.tr("Key that signs the proof"), fingerprint, "text"),
            *self._troubles(proof.processes),
        ]

    def _troubles(self, processes: tuple[ProcessFacts, ...]) -> list[Line]:
        return [
            (layer_words.process(process.name), process.trouble, "danger")
            for process in processes
            if process.trouble
        ]


def _card(headline: str, lines: list[Line], more: tuple[str, str] | None) -> QWidget:
    frame, inside = card()
    inside.addWidget(labels.heading(headline))
    for name, found, tone in lines:
        row = QVBoxLayout()
        row.setSpacing(0)
        row.addWidget(labels.note(name))
        shown = labels.body(found)
        shown.setAccessibleName(f"{name}: {found}")
        labels.set_tone(shown, tone)
        row.addWidget(shown)
        inside.addLayout(row)
        inside.addSpacing(S // 2)
    if more is not None:
        inside.addWidget(Fold(more[0], labels.note(more[1])))
    inside.addStretch(1)
    return frame
