"""What was found in a case that names persons and accounts: by kind, with its places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QHeaderView, QTreeWidget, QTreeWidgetItem

from gui import side_words, texts
from gui.pages.viewer import Place
from gui.spacing import M
from gui.theme import tones
from gui.widgets import labels

if TYPE_CHECKING:
    from appliance.privacy.records import Finding, KindCount, Scan

_FINDING = Qt.ItemDataRole.UserRole
# A list nobody reads to its end; the count says how many there are.
_MOST_OF_A_KIND = 300


class IdentifierTree(QTreeWidget):
    """Signals: `finding_chosen` the place that is selected."""

    finding_chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._scan: Scan | None = None
        self.setProperty("look", "plain")
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setIndentation(M)
        self.setUniformRowHeights(True)
        self.setAccessibleName(self.tr("Identifiers found"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        head = self.header()
        head.setStretchLastSection(False)
        head.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        head.setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self.currentItemChanged.connect(lambda item, _before: self._chosen(item))

    def show_scan(self, found: Scan) -> None:
        """Replace what is listed."""
        self._scan = found
        self.blockSignals(True)
        self.clear()
        for count in found.counts:
            group = self._group(count)
            mine = [one for one in found.findings if one.kind == count.kind]
            for finding in mine[:_MOST_OF_A_KIND]:
                self._add(group, finding)
        if len(found.counts) == 1:
            self.expandAll()
        self.blockSignals(False)

    @property
    def finding(self) -> Finding | None:
        """The place that is selected."""
        item = self.currentItem()
        found: Finding | None = item.data(0, _FINDING) if item is not None else None
        return found

    def places(self, kind: str) -> tuple[Place, ...]:
        """All places of a kind."""
        findings = self._scan.findings if self._scan is not None else ()
        return tuple(self.place(one) for one in findings if one.kind == kind)

    @staticmethod
    def place(finding: Finding) -> Place:
        """Where a finding stands."""
        return Place(finding.document, finding.page, finding.start, finding.end)

    def _group(self, count: KindCount) -> QTreeWidgetItem:
        group = QTreeWidgetItem(self)
        title = side_words.word(side_words.IDENTIFIERS, count.kind)
        group.setText(0, title)
        group.setText(1, texts.number(count.found))
        said = self.tr("{title}: {found} places, {values} different").format(
            title=title, found=texts.number(count.found), values=texts.number(count.values)
        )
        if count.valid:
            said += "; " + self.tr("{valid} with right check digits").format(
                valid=texts.number(count.valid)
            )
        self._say(group, said)
        return group

    def _add(self, group: QTreeWidgetItem, finding: Finding) -> None:
        item = QTreeWidgetItem(group)
        item.setData(0, _FINDING, finding)
        where = self.tr("{name}, p. {page}").format(name=finding.document, page=finding.page)
        text = " ".join(finding.text.split())
        item.setText(0, text)
        item.setText(1, where if len(where) < 30 else f"{where[:12]}…{where[-16:]}")
        item.setForeground(1, QBrush(QColor(tones().muted)))
        said = f"{text}, {where}"
        if finding.valid is False:
            said += "; " + self.tr("the check digits are wrong")
        self._say(item, said)

    @staticmethod
    def _say(item: QTreeWidgetItem, said: str) -> None:
        item.setData(0, Qt.ItemDataRole.AccessibleTextRole, said)
        for column in (0, 1):
            labels.set_item_tip(item, column, said)

    def _chosen(self, item: QTreeWidgetItem | None) -> None:
        finding = item.data(0, _FINDING) if item is not None else None
        if finding is not None:
            self.finding_chosen.emit(finding)
