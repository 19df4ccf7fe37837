"""The bar above a page: name, page number, zoom, picture or text."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QSpinBox, QWidget

from gui import texts
from gui.keys import KEYS, bind
from gui.spacing import XS, L, S
from gui.widgets import buttons, labels


class ElidedLabel(QLabel):
    """A name that is shortened in the middle when there is no room; the tool tip has it whole."""

    def __init__(self) -> None:
        super().__init__()
        self._whole = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_text(self, text: str) -> None:
        """Show as much as fits."""
        self._whole = text
        labels.set_tip(self, text)
        self.setAccessibleName(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or less fits now."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        metrics = QFontMetrics(self.font())
        self.setText(metrics.elidedText(self._whole, Qt.TextElideMode.ElideMiddle, self.width()))


class ViewerBar(QFrame):
    """Name, page, places marked, zoom.

    Signals: `page_wanted` a number, `mark_wanted` and `zoom_wanted` +1 or -1, `fit_wanted`,
    `text_wanted`.
    """

    page_wanted = Signal(int)
    mark_wanted = Signal(int)
    zoom_wanted = Signal(int)
    fit_wanted = Signal()
    text_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "bar")
        self.name = ElidedLabel()
        self.page = QSpinBox()
        # The style sheet gives this look no buttons. Qt's own NoButtons leaves the number one
        # pixel of room when a style sheet places the buttons.
        self.page.setProperty("look", "bare")
        self.page.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.page.setFixedWidth(46)
        self.page.setKeyboardTracking(False)
        self.page.setAccessibleName(self.tr("Page number"))
        labels.set_tip(self.page, self.tr("Go to a page by its number (Ctrl+G)"))
        self.count = labels.note()
        self.count.setWordWrap(False)
        self.before = buttons.tool(
            "previous", self.tr("Page before (Page Up)"), lambda: self._turn(-1)
        )
        self.after = buttons.tool("next", self.tr("Next page (Page Down)"), lambda: self._turn(1))
        self.mark_before = buttons.tool(
            "previous", self.tr("Place before (Shift+F3)"), lambda: self.mark_wanted.emit(-1)
        )
        self.marks = labels.note()
        self.marks.setWordWrap(False)
        self.mark_after = buttons.tool(
            "next", self.tr("Next place (F3)"), lambda: self.mark_wanted.emit(1)
        )
        self.smaller = buttons.tool(
            "zoom-out", self.tr("Smaller (Ctrl+-)"), lambda: self.zoom_wanted.emit(-1)
        )
        self.zoom = labels.note()
        self.zoom.setWordWrap(False)
        self.zoom.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.zoom.setFixedWidth(46)
        self.larger = buttons.tool(
            "zoom-in", self.tr("Larger (Ctrl++)"), lambda: self.zoom_wanted.emit(1)
        )
        self.fit = buttons.tool("fit", self.tr("Fit the width (Ctrl+0)"), self.fit_wanted.emit)
        self.as_text = buttons.tool("text", self.tr("Show the page as text"), self.text_wanted.emit)
        self.as_text.setCheckable(True)
        self._build()
        self.page.valueChanged.connect(self.page_wanted)
        bind(KEYS["page_go"], self, self._go)

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(L, XS, S, XS)
        row.setSpacing(2)
        row.addWidget(self.name, 1)
        row.addSpacing(S)
        for widget in (self.before, self.page, self.count, self.after):
            row.addWidget(widget)
        row.addSpacing(S)
        self._marking: tuple[QWidget, ...] = (self.mark_before, self.marks, self.mark_after)
        for widget in self._marking:
            row.addWidget(widget)
            widget.hide()
        row.addSpacing(S)
        self._zooming: tuple[QWidget, ...] = (
            self.smaller,
            self.zoom,
            self.larger,
            self.fit,
            self.as_text,
        )
        for widget in self._zooming:
            row.addWidget(widget)

    def show_nothing(self) -> None:
        """No document."""
        self.show_name("")

    def show_name(self, name: str) -> None:
        """A document without pages."""
        self.name.show_text(name)
        for widget in (
            *(self.before, self.page, self.count, self.after),
            *self._marking,
            *self._zooming,
        ):
            widget.setVisible(False)

    def show_marks(self, place: int | None, count: int) -> None:
        """Which of several places is shown, from 0; hidden when there is only one."""
        for widget in self._marking:
            widget.setVisible(count > 1)
        if count > 1:
            here = texts.number(place + 1) if place is not None else "–"
            self.marks.setText(
                self.tr("place {here} of {count}").format(here=here, count=texts.number(count))
            )

    def show_place(self, name: str, page: int, count: int) -> None:
        """A page of a document; the spin box does not announce this change."""
        self.name.show_text(name)
        self.page.blockSignals(True)
        self.page.setRange(1, max(count, 1))
        self.page.setValue(page)
        self.page.blockSignals(False)
        self.count.setText(self.tr("of {count}").format(count=texts.number(count)))
        self.before.setEnabled(page > 1)
        self.after.setEnabled(page < count)
        for widget in (self.before, self.page, self.count, self.after):
            widget.setVisible(True)

    def show_zoom(self, zoom: float | None, *, fitted: bool) -> None:
        """The zoom as a percentage; None when the page has no picture."""
        for widget in (self.smaller, self.zoom, self.larger, self.fit):
            widget.setVisible(zoom is not None)
        # The name needs the room when there are places to go through.
        self.zoom.setVisible(zoom is not None and self.marks.isHidden())
        if zoom is not None:
            self.zoom.setText(f"{round(zoom * 100)} %")
            self.zoom.setAccessibleDescription(self.tr("fits the width") if fitted else "")

    def set_text_possible(self, *, possible: bool) -> None:
        """Whether there is a choice between picture and text."""
        self.as_text.setVisible(possible)

    def text_chosen(self) -> bool:
        """True if the person wants text even where there is a picture."""
        return self.as_text.isChecked()

    def _turn(self, step: int) -> None:
        self.page_wanted.emit(self.page.value() + step)

    def _go(self) -> None:
        if self.page.isVisible():
            self.page.setFocus()
            self.page.selectAll()
