"""Everything the import screen tells of a pack: who signed it, what changes, what it needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from gui import texts
from gui.errors import retell
from gui.pages import pack_words
from gui.spacing import TERMS_WIDTH, XS, L, M, S
from gui.widgets import labels
from gui.widgets.facts import Fact, facts_grid
from gui.widgets.frame import card
from gui.words import core, pack

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from appliance.packs.trust_records import PackPreview
    from gui.theme import Tone


class PackSheet(QWidget):
    """One preview, as it was when the file was looked at."""

    def __init__(self, preview: PackPreview) -> None:
        super().__init__()
        self._preview = preview
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, S, 0)
        column.setSpacing(L)
        for refusal in preview.refusals:
            told = retell(refusal.code, refusal.message)
            code = self.tr("Code {code}").format(code=told.code)
            step = told.next_step or refusal.next_step
            column.addWidget(_remark("danger", "failed", told.message, step, code))
        for warning in preview.warnings:
            column.addWidget(_remark("warning", "warning", core(warning)))
        column.addWidget(self._head())
        self._add(column, self.tr("Signed by"), self._signers())
        self._add(column, self.tr("What changes"), self._changes())
        if preview.kind == "model":
            self._add(column, self.tr("Licence"), self._licence())
            self._add(column, self.tr("What it needs, and what this machine has"), self._needs())
        column.addStretch(1)

    def _head(self) -> QWidget:
        frame, inside = card(spacing=M)
        preview = self._preview
        name = labels.heading(pack(preview.title))
        name.setWordWrap(True)
        inside.addWidget(name)
        pills = QHBoxLayout()
        pills.setSpacing(S)
        pills.addWidget(labels.pill(pack_words.kind(preview.kind), "accent"))
        if preview.already_imported:
            pills.addWidget(labels.pill(self.tr("already imported")))
        if not preview.importable:
            pills.addWidget(labels.pill(self.tr("cannot be imported"), "danger"))
        pills.addStretch(1)
        inside.addLayout(pills)
        inside.addWidget(labels.note(pack_words.effect(preview.kind)))
        size = self.tr("{file} file, {clear} in it").format(
            file=texts.size(preview.file_bytes), clear=texts.size(preview.clear_bytes)
        )
        inside.addLayout(
            facts_grid(
                (
                    (self.tr("File"), preview.file, "text"),
                    (self.tr("Publisher"), preview.publisher, "text"),
                    (self.tr("Name"), f"{preview.name} {preview.version}", "text"),
                    (self.tr("Number"), texts.number(preview.sequence), "text"),
                    (self.tr("Made"), texts.day(preview.created), "text"),
                    (self.tr("Can be imported until"), texts.day(preview.expires), "text"),
                    (self.tr("Size"), size, "text"),
                ),
                terms_px=TERMS_WIDTH,
            )
        )
        return frame

    def _add(self, column: QVBoxLayout, headline: str, facts: Sequence[Fact]) -> None:
        frame, inside = card(spacing=M)
        inside.addWidget(labels.heading(headline))
        inside.addLayout(facts_grid(facts, terms_px=TERMS_WIDTH))
        column.addWidget(frame)

    def _signers(self) -> list[Fact]:
        preview = self._preview
        facts: list[Fact] = []
        for signer in preview.signers:
            words, tone = pack_words.standing(signer)
            who = signer.holder or self.tr("nobody this vault knows")
            facts.append((who, f"{words} · {pack_words.short_key(signer.key)}", tone))
        trusted = sum(one.standing == "trusted" for one in preview.signers)
        if preview.signatures_needed:
            words = self.tr("{found} of the {needed} trusted signatures that are needed").format(
                found=texts.number(trusted), needed=texts.number(preview.signatures_needed)
            )
        else:
            words = self.tr("nobody is trusted yet, so no signature counts")
        tone = "good" if preview.signatures_met else "danger"
        return [*facts, (self.tr("In all"), words, tone)]

    def _changes(self) -> list[Fact]:
        preview = self._preview
        before = preview.installed_version or self.tr("nothing of this name is installed")
        facts: list[Fact] = [(self.tr("Says the publisher"), preview.changes or "–", "text")]
        if preview.kind == "model":
            facts.append((self.tr("Installed now"), before, "text"))
            facts += [("", core(difference), "text") for difference in preview.differences]
        if preview.highest_sequence:
            seen = texts.number(preview.highest_sequence)
            facts.append((self.tr("Highest number seen here"), seen, "text"))
        return facts

    def _licence(self) -> list[Fact]:
        preview = self._preview
        return [
            (self.tr("Licence"), preview.licence, "text"),
            (self.tr("Until"), pack_words.until(preview.until), "text"),
            (self.tr("Branches"), pack_words.branches(preview.branches), "text"),
            (self.tr("For"), pack_words.purposes(preview.purposes), "text"),
            (self.tr("Runs"), pack_words.runs(preview.runs), "text"),
        ]

    def _needs(self) -> list[Fact]:
        return list(self._each_need())

    def _each_need(self) -> Iterator[Fact]:
        preview = self._preview
        both = self.tr("{needed}, and {here} is there")
        sizes = (
            (self.tr("Memory"), preview.memory_needed_bytes, preview.memory_here_bytes),
            (self.tr("Disk"), preview.disk_needed_bytes, preview.disk_free_bytes),
        )
        for term, needed, here in sizes:
            if not needed:
                yield term, self.tr("not said"), "text"
                continue
            tone: Tone = "good" if needed <= here else "danger"
            yield term, both.format(needed=texts.size(needed), here=texts.size(here)), tone
        if preview.engine_needed:
            words = both.format(needed=preview.engine_needed, here=preview.engine_here)
            yield self.tr("Engine"), words, "text"
        if preview.instruction_sets_needed:
            missing = preview.instruction_sets_missing
            words = ", ".join(preview.instruction_sets_needed)
            if missing:
                words += "; " + self.tr("missing: {names}").format(names=", ".join(missing))
            yield self.tr("Processor"), words, "danger" if missing else "good"
        if preview.self_tests:
            words = self.tr("%n question(s) are asked after the import", "", preview.self_tests)
            yield self.tr("Self-test"), words, "text"


def _remark(look: str, icon: str, message: str, *more: str) -> QFrame:
    """A box that stands out; `look` is also the tone of its icon."""
    frame = QFrame()
    frame.setProperty("look", look)
    frame.setAccessibleName(message)
    frame.setAccessibleDescription(" ".join(more))
    words = QVBoxLayout()
    words.setSpacing(XS)
    words.addWidget(labels.body(message))
    for index, text in enumerate(filter(None, more)):
        words.addWidget(labels.note(text, tone="muted" if index else "text"))
    row = QHBoxLayout(frame)
    row.setContentsMargins(M, S, M, S)
    row.setSpacing(M)
    row.addWidget(labels.icon(icon, "danger" if look == "danger" else "warning"))
    row.addLayout(words, 1)
    return frame
