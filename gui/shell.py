"""The main window: unlock screen or station, the menu, the status line, locking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from gui import icons
from gui.clipboard import Clipboard
from gui.dialogs import BugDialog, asking, close_dialogs, confirmed, run_dialog
from gui.idle import IdleWatch
from gui.menus import Menus
from gui.pages.unlock import UnlockPage
from gui.shortcuts import ShortcutsDialog
from gui.spacing import WINDOW, WINDOW_LEAST
from gui.statusline import StatusLine
from gui.wheel import WheelGuard
from gui.widgets.frame import drop

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.app.office import Office
    from appliance.app.records import Status
    from appliance.jobs import Job
    from appliance.settings import Settings
    from gui.collector import Collector
    from gui.jobs import Lanes, Task
    from gui.language import Languages
    from gui.pages.create import Made
    from gui.session import Session
    from gui.settings_file import SettingsFile
    from gui.station import Station
    from gui.theme import Theme

STATUS_MS = 1000


class MainWindow(QMainWindow):
    """Owns the session while the vault is open; drops it whole at the lock."""

    def __init__(
        self,
        lanes: Lanes,
        settings: SettingsFile,
        theme: Theme,
        languages: Languages,
        folder: Path,
    ) -> None:
        super().__init__()
        self._lanes = lanes
        self._settings = settings
        self._theme = theme
        self._languages = languages
        self._folder = folder
        self.session: Session | None = None
        # Open for a run alone, while nobody is here; then `session` is None, as after the lock.
        self._away: Session | None = None
        self.collector: Collector | None = None
        self._menus: Menus | None = None
        self._roles: tuple[str, ...] | None = None
        self._clipboard = Clipboard(self)
        self.station: Station | None = None
        self._stack = QStackedWidget()
        self.idle = IdleWatch(self)
        for watch in (self.idle, WheelGuard(self)):
            QApplication.instance().installEventFilter(watch)  # type: ignore[union-attr]  # it runs
        self._poll = QTimer(self)
        self._poll.setInterval(STATUS_MS)
        self._poll.timeout.connect(self._ask_status)
        self.setMinimumSize(*WINDOW_LEAST)
        self.resize(*WINDOW)
        self._build()
        self.idle.expired.connect(self.leave)
        self.idle.warned.connect(self._warn)
        lanes.crashed.connect(self._crashed)
        settings.changed.connect(self._settings_changed)
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(lambda _: self._recolour())
        self._recolour()
        self.unlock.arrive()

    # Building ------------------------------------------------------------------------------------

    def _build(self) -> None:
        """Make everything that shows text; done again when the language changes."""
        self.setWindowTitle(self.tr("Cofferdam"))
        self.status = StatusLine()
        self.unlock = UnlockPage(self._lanes, self._settings, self._folder)
        self.unlock.opened.connect(self._opened)
        self.unlock.create_wanted.connect(self._create)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.unlock)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stack, 1)
        column.addWidget(self.status)
        self.setCentralWidget(centre)
        if self._menus is not None:
            self._menus.close()
        self._menus = Menus(self)
        self._enable_actions()

    def _enable_actions(self) -> None:
        if self._menus is not None:
            self._menus.enable(self.session)

    # Opening and locking -------------------------------------------------------------------------

    def _create(self, folder: Path) -> None:
        from gui.pages.create import CreatePage

        page = CreatePage(self._lanes, self._settings, folder)
        page.made.connect(self._made)
        page.left.connect(lambda: self._leave(page))
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.arrive()

    def _leave(self, page: QWidget) -> None:
        self._stack.setCurrentWidget(self.unlock)
        drop(self._stack, page)
        self.unlock.arrive()

    def _made(self, made: Made) -> None:
        from gui.pages.recovery import RecoveryPage

        create = self._stack.currentWidget()
        page = RecoveryPage()
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.confirmed.connect(lambda: self._after_recovery(page, made))
        page.arrive(made.code)
        drop(self._stack, create)
        # The vault is open from here on, but the idle watch waits until the code is written down,
        # because it cannot be shown again.
        self._begin(made.office, made.folder)

    def _after_recovery(self, page: QWidget, made: Made) -> None:
        drop(self._stack, page)
        self._opened(made.office, made.folder)
        if made.trouble is not None and self.station is not None:
            self.station.show_trouble(made.trouble)

    def _opened(self, office: Office, folder: Path, user_name: str = "") -> None:
        session = self._begin(office, folder, user_name)
        self.idle.start(office.idle_lock_within(self._settings.values.idle_lock_s))
        self._show_station(session)

    def _show_station(self, session: Session) -> None:
        from gui.station import Station

        self.station = Station(session)
        self.station.lock_wanted.connect(self.lock)
        self._stack.addWidget(self.station)
        self._stack.setCurrentWidget(self.station)
        self.station.show_place(self.station.first_place())

    def _begin(self, office: Office, folder: Path, user_name: str = "") -> Session:
        from gui.session import Session

        self._folder = folder
        session = Session.begin(office, self._lanes, self._settings, folder, user_name or None)
        session.runs.away_wanted.connect(self.leave)
        session.runs.ended.connect(lambda: self._run_ended(session))
        self._roles = None
        self._admit(session)
        return session

    def _admit(self, session: Session) -> None:
        """Somebody is at the window."""
        self.session = session
        self.setWindowTitle(self.tr("Cofferdam, {vault}").format(vault=session.folder.name))
        self._enable_actions()
        self._poll.start()
        self._ask_status()

    def lock(self) -> None:
        """Take everything off the screen at once, stop what runs, then lock the vault."""
        session = self.session or self._away
        if session is None or self._code_on_screen():
            return
        self._away = None
        self._empty_screen()
        self.status.show_locked()
        self._stack.setCurrentWidget(self.unlock)
        self.unlock.arrive(locked=True)
        self._lanes.run(self, lambda job: session.office.lock(), lane="door")

    def _empty_screen(self, keep: Task | None = None) -> None:
        """Nobody is here any more: stop what runs but what is kept, and show nothing."""
        self.session = None
        self.idle.stop()
        self._poll.stop()
        self._lanes.cancel_all(keep=keep)
        close_dialogs(self)
        self._forget_pages()
        self.setWindowTitle(self.tr("Cofferdam"))
        self._enable_actions()
        self._clipboard.clear()

    # Nobody here, and a run goes on --------------------------------------------------------------

    def leave(self) -> None:
        """Take everything off the screen; the vault stays open if a run may go on, for it alone."""
        session = self.session
        if session is None or not session.runs.stays:
            self.lock()
            return
        self._away = session
        session.reading.stop()
        self._empty_screen(keep=session.runs.task)
        self._show_away(session)

        def work(job: Job) -> bool:
            return session.office.screen.lock()

        def judge(is_locked: object) -> None:
            if is_locked is not True and self._away is session:
                self.lock()

        self._lanes.run(self, work, lane="door", on_done=judge, on_error=judge)

    def _show_away(self, session: Session) -> None:
        from gui.pages.away import AwayPage

        page = AwayPage(session)
        page.came_back.connect(lambda: self._came_back(session))
        page.lock_wanted.connect(self.lock)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self._poll.start()
        self._ask_status()
        page.arrive()

    def _came_back(self, session: Session) -> None:
        if self._away is not session:  # the run has ended meanwhile, and the vault is locked
            return
        self._away = None
        self._forget_pages()
        self._admit(session)
        self.idle.start(session.office.idle_lock_within(self._settings.values.idle_lock_s))
        self._show_station(session)
        self.go("reviews")

    def _run_ended(self, session: Session) -> None:
        """Nothing is left that the vault would stay open for."""
        if self._away is session:
            self.lock()
            self.unlock.say_run_ended()

    def _code_on_screen(self) -> bool:
        """True while the recovery code waits to be written down; it cannot be shown again."""
        page = self._stack.currentWidget()
        return page is not None and page.objectName() == "recovery"

    def _forget_pages(self) -> None:
        """Delete every widget that showed something of the vault."""
        self.station = None
        for index in reversed(range(self._stack.count())):
            page = self._stack.widget(index)
            if page is not self.unlock:
                drop(self._stack, page)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Lock before the window goes away."""
        if self._code_on_screen() and not confirmed(
            self,
            self.tr("Leave without the recovery code?"),
            self.tr(
                "The code is not shown again. If the passphrase is lost too, nobody can open the"
                " vault."
            ),
            self.tr("&Leave"),
            danger=True,
        ):
            event.ignore()
            return
        session, self.session, self._away = self.session or self._away, None, None
        self.hide()
        self.idle.stop()
        self._poll.stop()
        self._lanes.close()
        if session is not None:
            session.office.lock()
        if self.collector is not None:
            self.collector.stop()
        self._languages.close()
        event.accept()

    # Actions -------------------------------------------------------------------------------------

    def new_case(self) -> None:
        """Ask for a name on the list of cases."""
        if self.station is not None:
            self.station.new_case()

    def add_documents(self) -> None:
        """The file dialog of the open case, if there is one."""
        if self.station is not None:
            self.station.add_documents()

    def go(self, place: str) -> None:
        """Go to a place of the rail."""
        if self.station is not None:
            self.station.show_place(place)

    def help(self) -> None:
        """List all keys."""
        run_dialog(ShortcutsDialog(self))

    def about(self) -> None:
        """Name, version and licences."""
        from gui.about import AboutDialog

        run_dialog(AboutDialog(self))

    def quit(self) -> None:
        """Lock and end the program."""
        self.close()

    # Watching ------------------------------------------------------------------------------------

    def _ask_status(self) -> None:
        session = self.session or self._away
        if session is None:
            return

        def show(found: tuple[Status, tuple[str, ...]]) -> None:
            if session is self.session or session is self._away:
                self.status.show_status(found[0], session.folder, away=session is self._away)
                self._judge_roles(found[1])

        def work(job: Job) -> tuple[Status, tuple[str, ...]]:
            office, status = session.office, session.office.status()
            nobody = status.locked or session is self._away
            return status, () if nobody else office.accounts.me().roles

        self._lanes.run(self, work, lane="status", on_done=show)

    def _judge_roles(self, roles: tuple[str, ...]) -> None:
        """Other roles mean other places and buttons; not in the middle of something, though."""
        if self.station is None or not roles or self._roles == roles:
            return
        if self._roles is None:
            self._roles = roles
        elif self._lanes.busy() == self._lanes.busy("status") and not asking():
            self._roles = roles
            self._rebuild()

    def _warn(self, left_s: int) -> None:
        text = self.tr("No activity: the vault locks in %n second(s)", "", left_s)
        if self.session is not None and self.session.runs.stays:
            text = self.tr("No activity: the screen locks in %n second(s)", "", left_s)
        self.status.show_notice("" if left_s < 0 else text)

    def _crashed(self, report: str) -> None:
        dialog = BugDialog(self, report)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _recolour(self) -> None:
        self._theme.apply()
        icons.refresh()

    def _settings_changed(self, values: Settings) -> None:
        office = self.session.office if self.session is not None else None
        # A policy of head office may demand a shorter time than the person chose.
        within = office.idle_lock_within if office is not None else int
        self.idle.set_limit(within(values.idle_lock_s))
        self._theme.choose(values.theme)
        icons.refresh()
        if self._languages.choose(values.language):
            # Not from inside a signal of a widget that the new texts replace.
            QTimer.singleShot(0, self._rebuild)

    def _rebuild(self) -> None:
        """A new language needs new widgets; the open case stays open."""
        station, session = self.station, self.session
        case = station.case if station is not None else None
        place = station.place if station is not None else "cases"
        self._build()
        if self._away is not None:
            self._show_away(self._away)
        elif session is not None:
            self._show_station(session)
            assert self.station is not None  # noqa: S101 - made one line above
            if case is not None and session.may("VIEW_CASES"):
                self.station.open_case(case)
            self.station.show_place(place)
        self._recolour()
