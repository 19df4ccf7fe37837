"""The page viewer: one page of one document, as a picture or as text, with places marked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QKeyCombination, QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout

from gui.keys import KEYS, bind
from gui.pages.page_remarks import PageRemarks
from gui.pages.viewer_bar import ViewerBar
from gui.spacing import L
from gui.widgets import buttons
from gui.widgets.banner import ErrorBanner
from gui.widgets.canvas import PageCanvas
from gui.widgets.empty import EmptyState
from gui.widgets.marks import marks_on
from gui.widgets.textpage import TextPage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from appliance.app.records import PageView
    from appliance.documents.records import Document, PageImage
    from appliance.errors import ApplianceError
    from appliance.jobs import Job
    from gui.jobs import Task
    from gui.session import Session
    from gui.widgets.marks import Mark

# 100 % shows a point as 1/72 inch on a screen of 96 dots per inch.
POINTS_TO_PIXELS = 96 / 72
ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)
_REFIT_MS = 150
_SHEETS = ("text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
# Of the lines of a page; such a page is not wrapped.
_TABLE_SHARE = 0.8


@dataclass(frozen=True)
class Place:
    """A page of a document, and a half-open range of code points on it (equal: none)."""

    document: str
    page: int
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Loaded:
    """What one step in the background brings for a place."""

    view: PageView
    picture: PageImage | None
    marks: tuple[Mark, ...]


class Viewer(QFrame):
    """Loads in the background; a newer wish replaces an older one that has not come yet.

    It may hold several places, of a search or of an answer, and goes from one to the next.

    Signals:
        retry_wanted: the name of a file that was not read, to be read again.
        arrived: the `Place` that is on screen now.
    """

    retry_wanted = Signal(str)
    arrived = Signal(object)

    def __init__(self, session: Session, case: str, *, beside: bool = False) -> None:
        """`beside`: a second one, whose keys must not reach beyond it."""
        super().__init__()
        self._beside = beside
        self._session = session
        self._case = case
        self._documents: dict[str, Document] = {}
        self._place: Place | None = None
        self._places: tuple[Place, ...] = ()
        self._loaded: Loaded | None = None
        self._task: Task | None = None
        self._zoom: float | None = None
        self._failed_name = ""
        self.setProperty("look", "pane")
        self.setMinimumWidth(370)
        self.bar = ViewerBar()
        self.banner = ErrorBanner()
        self.remarks = PageRemarks()
        self.canvas = PageCanvas()
        self.text = TextPage()
        self._area = QScrollArea()
        self._area.setProperty("look", "desk")
        self._area.setWidget(self.canvas)
        self._area.setWidgetResizable(True)
        self._area.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._refit = QTimer(self)
        self._refit.setSingleShot(True)
        self._refit.setInterval(_REFIT_MS)
        self._refit.timeout.connect(self._reload_if_fitted)
        self._build()
        self._connect()
        self.clear()

    def _build(self) -> None:
        self.canvas.setProperty("look", "desk")
        self.retry = buttons.push("", self._retry, look="primary")
        self._failed = EmptyState("failed", self.tr("This file was not read"), "", self.retry)
        self._nothing = EmptyState(
            "document",
            self.tr("No page to show"),
            self.tr("Choose a document on the left, or a source under an answer on the right."),
        )
        for page in (self._nothing, self._area, self.text, self._failed):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.banner)
        column.addWidget(self.remarks)
        column.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.bar.page_wanted.connect(self.go_to)
        self.bar.zoom_wanted.connect(self.step_zoom)
        self.bar.fit_wanted.connect(self.fit)
        self.bar.text_wanted.connect(self._show_loaded)
        self.bar.mark_wanted.connect(self.step_mark)
        calls: dict[str, Callable[[], object]] = {
            "page_next": self.forward,
            "page_previous": self.backward,
            "page_first": lambda: self.go_to(1),
            "page_last": lambda: self.go_to(self._page_count()),
            "zoom_in": lambda: self.step_zoom(1),
            "zoom_out": lambda: self.step_zoom(-1),
            "zoom_fit": self.fit,
        }
        if not self._beside:
            calls["mark_next"] = lambda: self.step_mark(1)
            calls["mark_previous"] = lambda: self.step_mark(-1)
        for name, call in calls.items():
            # The next place is wanted while the list of places has the focus.
            bind(KEYS[name], self, call, "window" if name.startswith("mark_") else "inside")
        # The plus sign shares its key with the equals sign on most keyboards.
        equals = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Equal)
        bind(equals, self, lambda: self.step_zoom(1), "inside")

    # What is shown -------------------------------------------------------------------------------

    @property
    def place(self) -> Place | None:
        """The page on screen, or on its way."""
        return self._place

    @property
    def loaded(self) -> Loaded | None:
        """What has come for the place; None while it is on its way."""
        return self._loaded

    def set_documents(self, documents: tuple[Document, ...]) -> None:
        """The documents of the case; closes the page if its document is gone."""
        before, self._documents = self._documents, {one.name: one for one in documents}
        place = self._place
        if place is None:
            return
        known, now = before.get(place.document), self._documents.get(place.document)
        if now is None:
            self.clear()
        elif known is not None and known.state != now.state:
            self._load()  # what was noticed on the page comes after its text
        else:
            self.bar.show_place(place.document, place.page, self._page_count())

    def clear(self) -> None:
        """Show nothing."""
        self._cancel()
        self._place = self._loaded = None
        self._places = ()
        self.canvas.clear()
        self.text.clear()
        self.banner.clear()
        self.remarks.show_view(None)
        self.bar.show_nothing()
        self._stack.setCurrentWidget(self._nothing)

    def show_reason(self, name: str, reason: str, next_step: str, retry: str = "") -> None:
        """Say why a file has no pages; `retry` is the text of the button to read it again."""
        self.clear()
        self.bar.show_name(name)
        self._failed_name = name
        self.retry.setText(retry)
        self.retry.setVisible(bool(retry))
        self._failed.explanation.setText(f"{reason}\n\n{next_step}".strip())
        self._stack.setCurrentWidget(self._failed)

    def _retry(self) -> None:
        self.retry_wanted.emit(self._failed_name)

    def show_place(self, place: Place) -> None:
        """Open a page, with its passage marked and scrolled to."""
        self.show_places((place,))

    def show_places(self, places: Sequence[Place], current: int = 0) -> None:
        """Open one of several places; those on the same page are marked, too."""
        same = tuple(places) == self._places
        self._places = tuple(places)
        place = self._places[current]
        if same and place == self._place and self._loaded is not None:
            self._scroll_to_marks()
            self.arrived.emit(place)
            return
        self._place = place
        self._load()

    def step_mark(self, step: int) -> None:
        """The next place (1) or the one before (-1); after the last comes the first."""
        if len(self._places) < 2:
            return
        here = self._at()
        # On a turned page no place is the current one; the next is then the first.
        index = 0 if here is None and step > 0 else ((here or 0) + step) % len(self._places)
        self.show_places(self._places, index)

    def go_to(self, page: int) -> None:
        """Another page of the same document, as near as there is one."""
        if self._place is not None:
            number = min(max(page, 1), max(self._page_count(), 1))
            if number != self._place.page:
                self._place = Place(self._place.document, number)
                self._load()

    def forward(self) -> None:
        """A screenful down; at the foot of a page, the next page."""
        self._scroll_or_turn(1)

    def backward(self) -> None:
        """A screenful up; at the head of a page, the page before."""
        self._scroll_or_turn(-1)

    def step_zoom(self, step: int) -> None:
        """One step larger (1) or smaller (-1)."""
        now = self._zoom or self._fitting_zoom()
        if step > 0:
            self._zoom = next((zoom for zoom in ZOOMS if zoom > now + 0.01), ZOOMS[-1])
        else:
            self._zoom = next((zoom for zoom in reversed(ZOOMS) if zoom < now - 0.01), ZOOMS[0])
        self._load()

    def fit(self) -> None:
        """As wide as the pane, also when the pane changes."""
        self._zoom = None
        self._load()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A fitted page is drawn anew once the pane has come to rest."""
        super().resizeEvent(event)
        self._refit.start()

    # Loading -------------------------------------------------------------------------------------

    def _load(self) -> None:
        place = self._place
        if place is None:
            return
        self._cancel()
        self._loaded = None
        self.banner.clear()
        self.bar.show_place(place.document, place.page, self._page_count())
        self.bar.show_marks(self._at(), len(self._places))
        office, case = self._session.office, self._case
        room_px, ratio, zoom = self._room_px(), self.devicePixelRatioF(), self._zoom
        here = [
            one
            for one in dict.fromkeys((place, *self._places))
            if (one.document, one.page) == (place.document, place.page) and one.end > one.start
        ]

        def work(job: Job) -> Loaded:
            stretches = [(one.start, one.end) for one in here]
            view = office.pages.view(case, place.document, place.page, stretches)
            job.check()
            page = view.page
            factor = zoom * POINTS_TO_PIXELS if zoom else room_px / max(page.width_pt, 1.0)
            picture = None
            if page.width_pt > 0:
                picture = office.documents.render(case, place.document, place.page, factor * ratio)
            return Loaded(view, picture, marks_on(view, [one == place for one in here]))

        self._task = self._session.lanes.run(
            self,
            work,
            lane="pages",
            on_done=lambda loaded: self._arrived(place, loaded),
            on_error=lambda error: self._refused(place, error),
        )

    def _arrived(self, place: Place, loaded: Loaded) -> None:
        if place == self._place:
            self._loaded = loaded
            self._show_loaded()
            self.arrived.emit(place)

    def _refused(self, place: Place, error: ApplianceError) -> None:
        if place == self._place:
            self.banner.show_error(error)

    def _show_loaded(self) -> None:
        place, loaded = self._place, self._loaded
        if place is None or loaded is None:
            return
        words = self.tr("Page {page} of {count} of {name}").format(
            page=place.page, count=self._page_count(), name=place.document
        )
        self.remarks.show_view(loaded.view)
        has_picture = loaded.picture is not None
        self.bar.set_text_possible(possible=has_picture)
        if loaded.picture is not None and not self.bar.text_chosen():
            self.canvas.show_page(loaded.picture, loaded.marks)
            self._area.setAccessibleName(words)
            self._area.setAccessibleDescription(loaded.view.text)
            self._stack.setCurrentWidget(self._area)
        else:
            table = self._is_table(place.document, loaded.view.text)
            self.text.show_text(loaded.view.text, table=table, marks=loaded.marks)
            self.text.setAccessibleName(words)
            self._stack.setCurrentWidget(self.text)
        zoom = self._zoom or self._fitting_zoom()
        self.bar.show_zoom(zoom if has_picture else None, fitted=self._zoom is None)
        # After the layout knows the size of the new page.
        QTimer.singleShot(0, self, self._scroll_to_marks)

    def _is_table(self, name: str, text: str) -> bool:
        """A sheet, or a page of nothing but rows; what the file is called does not matter."""
        document = self._documents.get(name)
        if document is not None and document.media_type in _SHEETS:
            return True
        lines = [line for line in text.splitlines() if line.strip()]
        rows = sum("\t" in line for line in lines)
        return rows > _TABLE_SHARE * len(lines)

    def _scroll_to_marks(self) -> None:
        if self._stack.currentWidget() is not self._area:
            return
        marked = self.canvas.marked()
        if marked.isEmpty():
            self._area.verticalScrollBar().setValue(0)
            return
        height = self._area.viewport().height()
        above = max(0, (height - marked.height()) // 3)
        self._area.verticalScrollBar().setValue(max(0, marked.top() - above))
        self._area.horizontalScrollBar().setValue(max(0, marked.left() - 2 * L))

    def _scroll_or_turn(self, direction: int) -> None:
        area = self._area if self._stack.currentWidget() is self._area else self.text
        bar = area.verticalScrollBar()
        end = bar.maximum() if direction > 0 else bar.minimum()
        if bar.value() != end:
            bar.setValue(bar.value() + direction * bar.pageStep())
        elif self._place is not None:
            self.go_to(self._place.page + direction)

    def _reload_if_fitted(self) -> None:
        if self._zoom is None and self._loaded is not None and self._loaded.picture is not None:
            width = self.canvas.sizeHint().width() - 2 * L
            if abs(width - self._room_px()) > 2:
                self._load()

    def _room_px(self) -> int:
        # The scroll bar's width is always kept free, so that it does not move the page.
        return max(200, self.width() - 2 * L - 14)

    def _fitting_zoom(self) -> float:
        width_pt = self._loaded.view.page.width_pt if self._loaded is not None else 0
        return self._room_px() / (width_pt * POINTS_TO_PIXELS) if width_pt > 0 else 1.0

    def _page_count(self) -> int:
        if self._place is None or self._place.document not in self._documents:
            return 0
        return self._documents[self._place.document].page_count

    def _at(self) -> int | None:
        """Which of the places is on screen; None on a page that was turned to."""
        return self._places.index(self._place) if self._place in self._places else None

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def sizeHint(self) -> QSize:
        """A page at about 80 %."""
        return QSize(520, 600)
