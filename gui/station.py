"""What is on screen while the vault is open: the rail on the left and one page beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from gui import icons, places
from gui.dialogs import run_dialog
from gui.pages.administration import AdministrationPage
from gui.pages.audit import AuditPage
from gui.pages.cases import CasesPage
from gui.pages.models import ModelsPage
from gui.pages.passphrase import PassphraseDialog
from gui.pages.protection import ProtectionPage
from gui.pages.review.page import ReviewPage
from gui.pages.reviews import ReviewsPage
from gui.pages.risk import RiskPage
from gui.pages.settings import SettingsPage
from gui.pages.workspace import WorkspacePage
from gui.spacing import RAIL_WIDTH, XS, S
from gui.widgets import labels
from gui.widgets.frame import scrolling
from gui.widgets.waiting import WaitingUsers

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from appliance.errors import ApplianceError
    from gui.session import Session

# Places whose picture has another name.
_ICONS = {"reviews": "review"}


class Station(QWidget):
    """Pages are made when first shown, so that unlocking stays quick.

    Signals:
        lock_wanted: the Lock button of the rail.
    """

    lock_wanted = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._pages: dict[str, QWidget] = {}
        self._buttons: dict[str, QToolButton] = {}
        self._case: str | None = None
        self._stack = QStackedWidget()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail())
        column = QVBoxLayout()
        column.setSpacing(0)
        self.waiting = WaitingUsers(session)
        self.waiting.pressed.connect(self.show_administration)
        self.waiting.passphrase_wanted.connect(self._change_passphrase)
        column.addWidget(self.waiting)
        column.addWidget(self._stack, 1)
        row.addLayout(column, 1)
        self.waiting.refresh()

    @property
    def case(self) -> str | None:
        """The case whose workspace is open, if any."""
        return self._case

    @property
    def place(self) -> str:
        """Which place of the rail is on screen."""
        return next(name for name, button in self._buttons.items() if button.isChecked())

    def show_cases(self) -> None:
        """The open case, or the list when none is open."""
        if self._case is not None and self._stack.currentWidget() is not self._pages.get("case"):
            self._show("case")
        else:
            self.show_case_list()

    def show_case_list(self) -> None:
        """The list of cases; the open case is closed."""
        self._case = None
        page = self._page("cases", self._new_cases_page)
        self._drop("case")
        self._show("cases")
        assert isinstance(page, CasesPage)  # noqa: S101 - made one line above
        page.refresh()

    def open_case(self, name: str, files: Sequence[Path] = ()) -> None:
        """The workspace of a case; `files` are added to it at once."""
        self._drop("case")
        self._case = name
        workspace = WorkspacePage(self._session, name)
        workspace.left.connect(self.show_case_list)
        workspace.review_wanted.connect(lambda: self.open_review(name, 0))
        self._pages["case"] = workspace
        self._stack.addWidget(workspace)
        self._show("case")
        workspace.begin(files)

    def show_reviews(self) -> None:
        """The open review, or the reviews of all cases."""
        review = self._pages.get("review")
        if review is not None and self._stack.currentWidget() is not review:
            self._show("review")
        else:
            self.show_review_list()

    def show_review_list(self) -> None:
        """The reviews of all cases; the open review is closed."""
        page = self._page("reviews", self._new_reviews_page)
        self._drop("review")
        self._show("reviews")
        assert isinstance(page, ReviewsPage)  # noqa: S101 - made one line above
        page.refresh()

    def open_review(self, case: str, number: int) -> None:
        """One review: items, evidence, decisions; number 0 asks for a checklist and begins one."""
        self._drop("review")
        page = ReviewPage(self._session, case, number)
        page.left.connect(self.show_review_list)
        page.case_wanted.connect(self.open_case)
        self._pages["review"] = page
        self._stack.addWidget(page)
        self._show("review")
        page.begin()

    def new_case(self) -> None:
        """Ask for a name on the list of cases."""
        self.show_case_list()
        page = self.current()
        if isinstance(page, CasesPage):
            page.new_case()

    def add_documents(self) -> None:
        """The file dialog of the open case, if it is on screen."""
        page = self.current()
        if isinstance(page, WorkspacePage):
            page.documents.choose()

    def show_risk(self) -> None:
        """The risk desk."""
        page = self._page("risk", lambda: RiskPage(self._session))
        self._show("risk")
        assert isinstance(page, RiskPage)  # noqa: S101 - made one line above
        page.refresh()

    def show_models(self) -> None:
        """The models."""
        page = self._page("models", lambda: ModelsPage(self._session))
        self._show("models")
        assert isinstance(page, ModelsPage)  # noqa: S101 - made one line above
        page.refresh()

    def show_trouble(self, error: ApplianceError) -> None:
        """The models, with why they are not all there."""
        self.show_models()
        page = self.current()
        if isinstance(page, ModelsPage):
            page.banner.show_error(error)

    def show_audit(self) -> None:
        """The audit record."""
        page = self._page("audit", lambda: AuditPage(self._session))
        self._show("audit")
        assert isinstance(page, AuditPage)  # noqa: S101 - made one line above
        page.refresh()

    def show_protection(self) -> None:
        """The offline proof and the keys."""
        page = self._page("protection", lambda: ProtectionPage(self._session))
        self._show("protection")
        assert isinstance(page, ProtectionPage)  # noqa: S101 - made one line above
        page.refresh()

    def show_administration(self) -> None:
        """Users, backups."""
        page = self._page("administration", self._new_administration_page)
        self._show("administration")
        assert isinstance(page, AdministrationPage)  # noqa: S101 - made one line above
        page.refresh()

    def show_settings(self) -> None:
        """The settings."""
        self._page("settings", lambda: SettingsPage(self._session))
        self._show("settings")

    def current(self) -> QWidget | None:
        """The page on screen."""
        return self._stack.currentWidget()

    def show_place(self, place: str) -> None:
        """Go to a place of the rail by its name, if this user has it."""
        if place not in self._buttons:
            return
        shows: dict[str, Callable[[], None]] = {
            "cases": self.show_cases,
            "reviews": self.show_reviews,
            "risk": self.show_risk,
            "models": self.show_models,
            "audit": self.show_audit,
            "protection": self.show_protection,
            "administration": self.show_administration,
            "settings": self.show_settings,
        }
        shows[place]()

    def _new_cases_page(self) -> CasesPage:
        page = CasesPage(self._session)
        page.chosen.connect(self.open_case)
        return page

    def _new_reviews_page(self) -> ReviewsPage:
        page = ReviewsPage(self._session)
        page.chosen.connect(self.open_review)
        return page

    def _change_passphrase(self) -> None:
        run_dialog(PassphraseDialog(self, self._session))
        self.waiting.refresh()

    def _new_administration_page(self) -> AdministrationPage:
        page = AdministrationPage(self._session)
        page.users_changed.connect(self.waiting.refresh)
        return page

    def _page(self, name: str, make: Callable[[], QWidget]) -> QWidget:
        if name not in self._pages:
            self._pages[name] = make()
            self._stack.addWidget(self._pages[name])
        return self._pages[name]

    def _show(self, name: str) -> None:
        audit = self._pages.get("audit")
        if name != "audit" and isinstance(audit, AuditPage):
            audit.leave()
        self._stack.setCurrentWidget(self._pages[name])
        button = self._buttons[{"case": "cases", "review": "reviews"}.get(name, name)]
        button.setChecked(True)

    def _drop(self, name: str) -> None:
        page = self._pages.pop(name, None)
        if page is not None:
            self._stack.removeWidget(page)
            page.deleteLater()

    def _rail(self) -> QFrame:
        rail = QFrame()
        rail.setProperty("look", "rail")
        rail.setFixedWidth(RAIL_WIDTH)
        rail.setAccessibleName(self.tr("Places"))
        column = QVBoxLayout(rail)
        column.setContentsMargins(0, S, 0, S)
        column.setSpacing(XS)
        inner = QWidget()
        inside = QVBoxLayout(inner)
        inside.setContentsMargins(XS, 0, XS, 0)
        # So close that all places fit into the least window without a scroll bar.
        inside.setSpacing(1)
        group = QButtonGroup(rail)
        for name, (text, show) in self._places().items():
            if not places.reachable(self._session, name):
                continue
            button = self._rail_button(name, text)
            button.setCheckable(True)
            group.addButton(button)
            button.clicked.connect(show)
            self._buttons[name] = button
            inside.addWidget(button)
        inside.addStretch(1)
        # In a low window the places scroll; the lock below them never leaves the screen.
        area = scrolling(inner)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(area, 1)
        lock = self._rail_button("lock", self.tr("&Lock"))
        labels.set_tip(lock, self.tr("Lock the vault (Ctrl+L)"))
        lock.clicked.connect(self.lock_wanted)
        below = QVBoxLayout()
        below.setContentsMargins(XS, 0, XS, 0)
        below.addWidget(lock)
        column.addLayout(below)
        return rail

    def _places(self) -> dict[str, tuple[str, Callable[[], None]]]:
        return {
            "cases": (self.tr("&Cases"), self.show_cases),
            "reviews": (self.tr("Reviews"), self.show_reviews),
            "risk": (self.tr("&Risk desk"), self.show_risk),
            "models": (self.tr("&Models"), self.show_models),
            "audit": (self.tr("Audi&t"), self.show_audit),
            "protection": (self.tr("&Protection"), self.show_protection),
            "administration": (self.tr("&Users"), self.show_administration),
            "settings": (self.tr("&Settings"), self.show_settings),
        }

    def first_place(self) -> str:
        """Where this user begins."""
        return places.beginning(self._session)

    def _rail_button(self, icon: str, text: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setAccessibleName(text.replace("&", ""))
        button.setProperty("look", "rail")
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextUnderIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        icons.put(button, _ICONS.get(icon, icon), "muted", 22)
        return button
