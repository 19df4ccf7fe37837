"""A look at the report of a review, and writing it to a signed file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui import review_words as words
from gui import texts
from gui.spacing import XL, L, M, S
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.progress import ProgressStrip

if TYPE_CHECKING:
    from appliance.documents.records import PageImage
    from appliance.review.records import Review
    from gui.session import Session

# Ending of the file and what is said of it.
_FORMATS = (
    (".pdf", "pdf"),
    (".docx", "docx"),
    (".xlsx", "xlsx"),
    (".json", "json"),
    (".zip", "zip"),
)


class ReportDialog(QDialog):
    """`pages` are the pictures on screen."""

    def __init__(self, parent: QWidget, session: Session, case: str, review: Review) -> None:
        super().__init__(parent)
        self._session, self._case, self._review = session, case, review
        self.setWindowTitle(self.tr("Report"))
        self.banner = ErrorBanner()
        self.progress = ProgressStrip()
        self.told = labels.note(tone="good")
        self.told.hide()
        self.pages: tuple[PageImage, ...] = ()
        self.export = buttons.push(
            self.tr("&Write to a file…"), self._choose, look="primary", icon="upload"
        )
        self._column = QVBoxLayout()
        self._build()
        self._load()

    def _build(self) -> None:
        inner = QWidget()
        inner.setProperty("look", "desk")
        self._column.setContentsMargins(M, M, M, M)
        self._column.setSpacing(M)
        self._column.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        inner.setLayout(self._column)
        area = QScrollArea()
        area.setProperty("look", "desk")
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setAccessibleName(self.tr("Pages of the report"))
        area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        row = QHBoxLayout()
        row.setSpacing(S)
        row.addWidget(self.told, 1)
        row.addStretch(1)
        row.addWidget(buttons.push(self.tr("&Close"), self.reject))
        row.addWidget(self.export)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(L)
        column.addWidget(
            labels.note(
                self.tr(
                    "The report holds the verdicts, the quotes with their pictures, the exceptions"
                    " and the signatures. It is signed, and “cofferdam verify” checks it on any"
                    " computer, without this vault."
                )
            )
        )
        column.addWidget(self.banner)
        column.addWidget(self.progress)
        column.addWidget(area, 1)
        column.addLayout(row)
        self.resize(868, 700)

    def _load(self) -> None:
        office, case, number = self._session.office, self._case, self._review.id
        task = self._session.lanes.run(
            self,
            lambda job: office.reports.preview(
                case, number, language=words.report_language(), job=job
            ),
            lane="pages",
            on_done=self._show,
            on_error=self.banner.show_error,
        )
        self.progress.watch(task, self.tr("Making the report"))

    def _show(self, pages: tuple[PageImage, ...]) -> None:
        self.pages = pages
        for number, page in enumerate(pages, start=1):
            image = QImage(
                page.rgb,
                page.width_px,
                page.height_px,
                3 * page.width_px,
                QImage.Format.Format_RGB888,
            )
            shown = labels.plain()
            shown.setPixmap(QPixmap.fromImage(image))
            shown.setAccessibleName(
                self.tr("Page {page} of {count} of the report").format(
                    page=texts.number(number), count=texts.number(len(pages))
                )
            )
            self._column.addWidget(shown)

    def _choose(self) -> None:
        kinds = ";;".join(
            (
                self.tr("PDF, to read and print (*.pdf)"),
                self.tr("Word memo (*.docx)"),
                self.tr("Excel list of exceptions (*.xlsx)"),
                self.tr("JSON, for other programs (*.json)"),
                self.tr("Everything for an examiner (*.zip)"),
            )
        )
        name = f"review-{self._review.id}-{self._review.checklist.name}.pdf"
        found, kind = QFileDialog.getSaveFileName(
            self, self.tr("Write the report"), str(Path.home() / name), kinds
        )
        if found:
            path = Path(found)
            ending = next((one for one, _ in _FORMATS if one in kind), ".pdf")
            known = [one for one, _ in _FORMATS]
            self.write(path if path.suffix.lower() in known else path.with_suffix(ending))

    def write(self, path: Path) -> None:
        """Write to this file; its ending says which kind."""
        office, case, number = self._session.office, self._case, self._review.id
        wanted = dict(_FORMATS)[path.suffix.lower()]
        self.banner.clear()
        self.told.hide()
        task = self._session.lanes.run(
            self,
            # The dialog has asked about a file of that name.
            lambda job: office.reports.export(
                case,
                number,
                path,
                wanted,
                language=words.report_language(),
                replace=True,
                job=job,
            ),
            lane="pages",
            on_done=lambda _: self._written(path),
            on_error=self.banner.show_error,
        )
        self.progress.watch(task, self.tr("Making the report"))

    def _written(self, path: Path) -> None:
        self.told.setText(self.tr("Written and signed: {name}").format(name=path.name))
        self.told.show()
