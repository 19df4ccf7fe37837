"""Takes the pictures in docs/screenshots: the real window over the sample customer, real models.

    python packaging/screenshots.py            every picture
    python packaging/screenshots.py --only light-100

The vault is made once; each look (theme, scale, language) is a process of its own, because Qt
reads its scale factor at start. Fonts: Inter for Latin and WenQuanYi Micro Hei for Chinese, if the
machine has them (Debian: fonts-inter, fonts-wqy-microhei); other machines give other letters.
"""

from __future__ import annotations

import argparse
import io
import os
import secrets
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget

    from gui.shell import MainWindow

P = TypeVar("P")

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs" / "screenshots"
PATIENCE_S = 300
SHOWN_COLOURS = 256
# The vault of the pictures lies in a temporary folder; a branch would keep it somewhere like this.
SHOWN_FOLDER = Path("/srv/harbour-branch")


@dataclass(frozen=True)
class Look:
    """One set of pictures."""

    theme: str
    percent: int
    language: str

    @property
    def name(self) -> str:
        """The end of the file names."""
        suffix = "" if self.language == "en" else f"-{self.language}"
        return f"{self.theme}-{self.percent}{suffix}"


LOOKS = (
    Look("light", 100, "en"),
    Look("dark", 100, "en"),
    Look("light", 150, "en"),
    Look("dark", 150, "en"),
    Look("light", 100, "zh_CN"),
)


def main() -> None:
    """Make the vault, then one process per look."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", help="name of one look, for example dark-150")
    parser.add_argument("--look", nargs=3, help=argparse.SUPPRESS)
    parser.add_argument("--vault", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder for the pictures")
    chosen = parser.parse_args()
    if chosen.look:
        # As the program itself does, before Qt makes its first thread; the pictures show it.
        from appliance.app.fence import give_up_connections

        give_up_connections()
        theme, percent, language = chosen.look
        Photographer(Look(theme, int(percent), language), chosen.vault, chosen.out).run()
        return
    chosen.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="cofferdam-pictures-") as folder:
        vault = chosen.vault or Path(folder) / "harbour-branch"
        if not vault.exists():
            print("making the vault", flush=True)
            fill(vault)
        for look in LOOKS:
            if chosen.only in (None, look.name):
                print(look.name, flush=True)
                start(look, vault, chosen.out)
    size = sum(path.stat().st_size for path in chosen.out.glob("*.png"))
    print(f"{len(list(chosen.out.glob('*.png')))} pictures, {size / 2**20:.1f} MiB")


def start(look: Look, vault: Path, out: Path) -> None:
    """One look in a process of its own."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "QT_SCALE_FACTOR": str(look.percent / 100),
        "LC_ALL": "C.UTF-8",
        # Wall-clock times in the pictures are shown in this zone on every machine.
        "TZ": "UTC",
    }
    command = [sys.executable, __file__, "--look", look.theme, str(look.percent), look.language]
    subprocess.run(
        [*command, "--vault", str(vault), "--out", str(out)],
        env=environment,
        cwd=ROOT,
        check=True,
    )


def passphrase_file(vault: Path) -> Path:
    """Where the passphrase of the throw-away vault is kept, beside it."""
    return vault.with_suffix(".passphrase")


def packs(vault: Path) -> Path:
    """Where head office's packs for the pictures are, beside the vault."""
    return vault.with_suffix(".packs")


class LastYear:
    """A clock of 400 days ago, for the older cases."""

    def now(self) -> datetime:
        """The time of day then."""
        return datetime.now(UTC) - timedelta(days=400)

    def monotonic(self) -> float:
        """The machine's own."""
        return time.monotonic()


def fill(vault: Path) -> None:
    """A vault with the sample customer, its questions answered and its applicants scored."""
    import sample_publisher

    from appliance.app import demo
    from appliance.app.office import Office
    from appliance.documents.records import RetentionPolicy
    from appliance.jobs import Job
    from appliance.settings import Settings

    passphrase = secrets.token_urlsafe(16)
    passphrase_file(vault).write_text(passphrase)
    settings = Settings()
    office, _ = Office.create(vault, passphrase, settings=settings, clock=LastYear())
    try:
        for name in ("Brightwater Dental, refinancing", "Orchard Lane Nursery, overdraft"):
            office.cases.new(name)
        office.cases.hold("Brightwater Dental, refinancing", "letter of the court, 17/2025")
        office.cases.close("Orchard Lane Nursery, overdraft")
        office.cases.set_retention(RetentionPolicy(after_use_days=0, after_closing_days=365))
    finally:
        office.lock()
    office = Office.open(vault, passphrase, settings=settings)
    try:
        sample_publisher.prepare(office, packs(vault))
        office.cases.new(demo.CASE)
        office.documents.add(demo.CASE, demo.sample_documents(), Job())
        for _, question in demo.sample_questions():
            office.answers.ask(demo.CASE, question, job=Job())
        model = office.scores.model().manifest.name
        applicants = demo.SAMPLE / "applicants.csv"
        office.scores.score_csv(model, applicants, explain=True, case=demo.CASE, job=Job())
    finally:
        office.lock()


class Photographer:
    """Drives one window from the unlock screen to the lock, and takes pictures on the way."""

    def __init__(self, look: Look, vault: Path, out: Path) -> None:
        from PySide6.QtCore import QLocale
        from PySide6.QtWidgets import QApplication

        from appliance.settings import Settings
        from gui.main import build

        self._look = look
        self._out = out
        self._vault = vault
        self._app = QApplication([])
        QLocale.setDefault(QLocale("en_GB"))
        values = Settings(theme=look.theme, language=look.language)  # type: ignore[arg-type]
        settings = Path(tempfile.mkdtemp()) / "settings.toml"
        self.window: MainWindow = build(self._app, settings, values, SHOWN_FOLDER)
        self.window.show()
        self.wait(lambda: True, 0.2)

    def run(self) -> None:
        """Every screen, in the order of a working day."""
        for step in (
            self._before_unlocking,
            self._unlock,
            self._cases,
            self._case,
            self._risk,
            self._models,
            self._keeping,
            self._desks,
            self._settings,
            self._lock,
        ):
            step()
        self.window.close()

    # Screens -------------------------------------------------------------------------------------

    def _before_unlocking(self) -> None:
        from appliance.vault.recovery import render
        from gui.pages.create import CreatePage
        from gui.pages.recovery import RecoveryPage

        window = self.window
        window.unlock.create_button.click()
        create = window.findChild(CreatePage)
        create.secret.first.setText("harbour maple seven trombone")
        create.secret.second.setText("harbour maple seven trombone")
        self.shoot("create")
        create.back.click()
        recovery = RecoveryPage()
        stack = window.unlock.parentWidget()
        stack.addWidget(recovery)  # type: ignore[attr-defined]  # it is the window's stack
        stack.setCurrentWidget(recovery)  # type: ignore[attr-defined]
        recovery.arrive(render(bytes(range(7, 27))))
        self.shoot("recovery")
        stack.setCurrentWidget(window.unlock)  # type: ignore[attr-defined]
        stack.removeWidget(recovery)  # type: ignore[attr-defined]
        recovery.deleteLater()
        window.unlock.folder.edit.setText(str(self._vault))
        window.unlock.secret.setText("not the passphrase")
        window.unlock.submit()
        self.wait(window.unlock.banner.isVisible)
        self._name_folder(SHOWN_FOLDER)
        self.shoot("unlock-refused")
        window.unlock.banner.clear()
        window.unlock.secret.setText("sixteen letters.")
        self.shoot("unlock")
        self._name_folder(self._vault)

    def _name_folder(self, folder: Path) -> None:
        """Show this folder without the screen looking into it."""
        edit = self.window.unlock.folder.edit
        edit.blockSignals(True)
        edit.setText(str(folder))
        edit.setCursorPosition(0)
        edit.blockSignals(False)

    def _unlock(self) -> None:
        window = self.window
        window.unlock.secret.setText(passphrase_file(self._vault).read_text())
        window.unlock.submit()
        self.wait(lambda: window.station is not None)

    def _cases(self) -> None:
        from gui.pages.cases import CasesPage
        from gui.widgets.empty import EmptyState

        page = self.page(CasesPage)
        self.wait(lambda: len(page.table.rows.rows) == 3)
        self.shoot("cases")
        stack = page.findChild(EmptyState).parentWidget()
        stack.setCurrentIndex(2)  # type: ignore[attr-defined]  # the empty state is the third
        self.shoot("cases-empty")
        page.refresh()

    def _case(self) -> None:
        from appliance.app import demo
        from gui.pages.viewer import Place
        from gui.pages.workspace import WorkspacePage
        from gui.widgets.chip import chips_in
        from gui.widgets.fold import Fold

        assert self.window.station is not None
        self.window.station.open_case(demo.CASE)
        page = self.page(WorkspacePage)
        self.wait(lambda: len(page.ask.cards()) >= 6 and page.viewer.loaded is not None)
        bar = page.ask.findChild(Fold).window()
        assert bar is not None
        answered = [card for card in page.ask.cards() if chips_in(card)]
        first = answered[0]
        self._scroll_to(first)
        chips_in(first)[0].click()
        self.wait(lambda: page.viewer.loaded is not None)
        self.shoot("case")
        fold = first.findChild(Fold)
        fold.button.setChecked(True)
        self.wait(lambda: True, 0.2)
        self._scroll_to(first)
        self.shoot("case-details")
        fold.button.setChecked(False)
        missing = next(card for card in page.ask.cards() if card.answer.status == "not_found")
        self._scroll_to(missing)
        sheet = next(name for name in self._names(page) if name.endswith(".csv"))
        page.documents.select(sheet)
        page.viewer.show_place(Place(sheet, 1, 0, 60))
        self.wait(lambda: page.viewer.loaded is not None)
        self.shoot("case-not-found")
        page.ask.question.setPlainText("How is the interest on the loan calculated?")
        page.ask.submit()
        self.wait(lambda: page.ask.draft is None or len(page.ask.draft.draft.text()) > 60)
        self.shoot("case-asking")
        self.wait(lambda: page.ask.draft is None)

    def _risk(self) -> None:
        from appliance.app import demo
        from gui.pages.risk import RiskPage

        assert self.window.station is not None
        self.window.station.show_risk()
        page = self.page(RiskPage)
        self.wait(lambda: page.one is not None)
        one, batch, kept = page.one, page.batch, page.kept
        assert one is not None
        assert batch is not None
        assert kept is not None
        one.form.fill(_third_applicant())
        one.case.setCurrentIndex(one.case.findData(demo.CASE))
        one.submit()
        self.wait(lambda: one.result is not None)
        self.shoot("risk")
        assert one.result is not None
        one.result.toggle.click()
        self.shoot("risk-table")
        page.tabs.setCurrentWidget(batch)
        with tempfile.TemporaryDirectory() as folder:
            faulty = Path(folder) / "applicants.csv"
            faulty.write_text(_faulty_applicants())
            batch.source.setText(str(faulty))
            batch.output.setText(str(Path(folder) / "applicants-scores.csv"))
            batch.submit()
            self.wait(lambda: bool(batch.summary.text()))
            batch.source.setText("/home/clerk/applicants.csv")
            batch.output.setText("/home/clerk/applicants-scores.csv")
        self.shoot("risk-file")
        batch.tabs.setCurrentIndex(1)
        self.shoot("risk-file-errors")
        page.tabs.setCurrentWidget(kept)
        kept.case.setCurrentIndex(kept.case.findData(demo.CASE))
        self.wait(lambda: bool(kept.table.rows.rows))
        self.shoot("risk-kept")

    def _models(self) -> None:
        import sample_publisher

        from gui.pages.models import ModelsPage

        assert self.window.station is not None
        self.window.station.show_models()
        page = self.page(ModelsPage)
        self.wait(lambda: len(page.table.rows.rows) == 4)
        page.table.selectRow(0)
        page.verify.click()
        self.wait(lambda: page.notice.isVisible() and page.verify.isEnabled())
        self.shoot("models")
        page.notice.hide()
        aside = [bool(one.quarantine) for one in page.table.rows.rows].index(True)
        page.table.selectRow(aside)
        self.shoot("models-set-aside")
        for name, picture in (
            (sample_publisher.NEW_PACK, "import"),
            (sample_publisher.STRANGE_PACK, "import-refused"),
        ):
            page.look_at(packs(self._vault) / name)
            self.wait(lambda: page.importing.preview is not None, 0.2)
            self.shoot(picture)
        page.show_trust()
        self.wait(lambda: page.trust.view is not None, 0.2)
        self.shoot("trust")

    def _keeping(self) -> None:
        from gui.pages.administration import AdministrationPage

        assert self.window.station is not None
        self.window.station.show_administration()
        tabs = self.page(AdministrationPage)
        assert tabs.retention is not None
        tabs.tabs.setCurrentWidget(tabs.retention)
        page = tabs.retention
        self.wait(lambda: bool(page.table.rows.rows))
        self.shoot("keeping")

    def _desks(self) -> None:
        import desk_pictures

        desk_pictures.take(self)

    def _settings(self) -> None:
        assert self.window.station is not None
        self.window.station.show_settings()
        self.shoot("settings")
        from gui.shortcuts import ShortcutsDialog

        dialog = ShortcutsDialog(self.window)
        dialog.show()
        self.shoot("shortcuts", dialog)
        dialog.close()

    def _lock(self) -> None:
        self.window.lock()
        self._name_folder(SHOWN_FOLDER)
        self.wait(lambda: True, 0.3)
        self.shoot("locked")

    # Tools ---------------------------------------------------------------------------------------

    def page(self, kind: type[P]) -> P:
        """The page on screen; waits for its first data."""
        assert self.window.station is not None
        shown = self.window.station.current()
        assert isinstance(shown, kind)
        return shown

    def _names(self, page: QWidget) -> Iterator[str]:
        for entry in page.documents.model.entries:  # type: ignore[attr-defined]
            yield entry.name

    def _scroll_to(self, card: QWidget) -> None:
        from PySide6.QtWidgets import QScrollArea

        area = card.parentWidget()
        while area is not None and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        self.wait(lambda: True, 0.2)
        assert isinstance(area, QScrollArea)
        area.verticalScrollBar().setValue(max(0, card.y() - 12))
        self.wait(lambda: True, 0.1)

    def wait(self, ready: Callable[[], bool], least_s: float = 0.0) -> None:
        """Let the window work until it is ready, and for that many seconds at least."""
        began_s = time.monotonic()
        while not ready() or time.monotonic() - began_s < least_s:
            if time.monotonic() - began_s > PATIENCE_S:
                raise TimeoutError(f"the window did not get there: {ready}")
            self._app.processEvents()
            time.sleep(0.01)

    def shoot(self, name: str, widget: QWidget | None = None) -> None:
        """Save a picture of the window, with as few colours as it needs."""
        from PIL import Image
        from PySide6.QtCore import QBuffer, QIODevice

        self.wait(lambda: True, 0.4)
        picture = (widget or self.window).grab()
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        picture.save(buffer, "PNG")
        image = Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGB")
        small = image.quantize(SHOWN_COLOURS, dither=Image.Dither.NONE)
        small.save(self._out / f"{name}-{self._look.name}.png", optimize=True)


def _applicants() -> list[str]:
    from appliance.app import demo

    return (demo.SAMPLE / "applicants.csv").read_text("utf-8").splitlines()


def _third_applicant() -> dict[str, str]:
    """The weakest of the three applicants, with one value outside the training range."""
    lines = _applicants()
    values = dict(zip(lines[0].split(","), lines[3].split(","), strict=True))
    return {**values, "PAY_AMT1": "150000"}


def _faulty_applicants() -> str:
    """The three applicants and three rows that cannot be scored."""
    lines = _applicants()
    good = lines[2].split(",")
    faults = []
    for row_id, place, value in (("A-1004", 1, ""), ("A-1005", 2, "late"), ("A-1006", 1, "-5000")):
        row = [row_id, *good[1:]]
        row[place] = value
        faults.append(",".join(row))
    return "\n".join([*lines, *faults]) + "\n"


if __name__ == "__main__":
    main()
