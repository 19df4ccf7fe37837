"""Packs in the window: real keys and packs of a head office, a real vault, the real import."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel

from appliance.app.office import Office
from appliance.packs import trust_documents
from appliance.settings import Settings
from gui.pages.models import ModelsPage
from gui.pages.pin_root import PinDialog
from gui.pages.reason import ReasonDialog
from tests.e2e.gui.conftest import PASSPHRASE
from tests.unit.packs.publishing import FAST, as_file
from tests.unit.packs.publishing import Office as HeadOffice

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from appliance.packs.trust_records import SignedDocument
    from tests.e2e.gui.conftest import Driver

pytestmark = [pytest.mark.model, pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)]

# The window looks at the real clock, so nothing here may ever run out.
FAR = "2099-01-01T00:00:00Z"
OFFICER = "quiet river under seven bridges"


class Branch:
    """A head office, and a vault of a branch that trusts it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.vault = folder / "vault"
        self.head = HeadOffice()
        self.root = self.head.root(expires=FAR)
        office, _ = Office.create(
            self.vault, PASSPHRASE, settings=Settings(threads=1), starters=False, kdf=FAST
        )
        try:
            self.address = office.keys.appliance("branch").raw
            office.accounts.add("olga", OFFICER, ("officer",))
        finally:
            office.lock()

    @property
    def fingerprint(self) -> str:
        return trust_documents.fingerprint(self.root.signed)

    def pin(self) -> None:
        """Trust head office, before the window is opened."""
        office = Office.open(self.vault, PASSPHRASE, settings=Settings(threads=1), user="owner")
        try:
            office.trust.pin(as_file(self.folder, self.root), self.fingerprint)
        finally:
            office.lock()

    def pack(self, **fields: object) -> Path:
        if "passphrase" not in fields:
            fields["to"] = self.address
        return self.head.pack(self.folder, expires=FAR, **fields)  # type: ignore[arg-type]

    def text(self, content: str, **fields: object) -> Path:
        return self.head.text(
            self.folder,
            content,
            to=self.address,
            expires=FAR,
            **fields,  # type: ignore[arg-type]
        )

    def news(self, *documents: SignedDocument, **fields: object) -> Path:
        bundle = as_file(self.folder, *documents).read_text("utf-8")
        return self.text(bundle, kind="trust", name="news", file="news.json", **fields)


@pytest.fixture
def branch(tmp_path: Path) -> Branch:
    return Branch(tmp_path)


@pytest.fixture
def trusting(branch: Branch) -> Branch:
    branch.pin()
    return branch


def models(driver: Driver, user: str = "owner", secret: str = PASSPHRASE) -> ModelsPage:
    driver.window.unlock.name.setText(user)
    driver.unlock(secret)
    driver.station.show_models()
    driver.settle()
    return driver.page(ModelsPage)


def look(driver: Driver, page: ModelsPage, path: Path) -> str:
    """What the import screen shows of a pack."""
    page.look_at(path)
    driver.settle()
    return "\n".join(label.text() for label in page.importing.findChildren(QLabel))


def bring(driver: Driver, page: ModelsPage, path: Path) -> None:
    look(driver, page, path)
    assert page.importing.go_on.isEnabled()
    page.importing.go_on.click()
    driver.settle()
    assert page.screens.currentIndex() == 0, page.importing.banner.told


def choose(driver: Driver, page: ModelsPage, version: str) -> None:
    versions = [record.manifest.version for record in page.table.rows.rows]
    page.table.selectRow(versions.index(version))
    driver.settle()


def test_head_office_is_trusted_by_typing_its_fingerprint(
    open_window: Callable[..., Driver], branch: Branch
) -> None:
    driver = open_window(branch.vault)
    page = models(driver)
    page.trust_button.click()
    driver.settle()
    assert "Nobody is trusted yet" in driver.texts()
    assert not page.trust.update_button.isEnabled()
    file = as_file(branch.folder, branch.root)
    wrong = branch.fingerprint[:-1] + ("0" if branch.fingerprint[-1] != "0" else "1")

    def fill(dialog: QWidget, typed: str) -> None:
        assert isinstance(dialog, PinDialog)
        assert branch.fingerprint not in driver.texts(), "it must come from head office"
        dialog.file.edit.setText(str(file))
        assert not dialog.go_on.isEnabled()
        dialog.typed.setText(typed)
        dialog.go_on.click()

    driver.answer_dialog(lambda dialog: fill(dialog, wrong))
    page.trust.pin_button.click()
    driver.settle()
    assert page.trust.banner.told.code == "P333"
    assert not driver.office.trust.show().pinned
    driver.answer_dialog(lambda dialog: fill(dialog, branch.fingerprint.upper()))
    page.trust.pin_button.click()
    driver.settle()
    assert driver.office.trust.show().pinned
    shown = driver.texts()
    assert "head-office" in shown
    assert branch.fingerprint in shown
    assert "none was ever brought here" in shown
    listed = branch.head.list(expires=FAR, keys="p3")
    page.trust.update_from(as_file(branch.folder, listed))
    driver.settle()
    shown = driver.texts()
    assert "stolen" in shown
    assert "revoked" in shown


def test_a_pack_is_shown_first_and_exactly_that_is_imported(
    open_window: Callable[..., Driver], trusting: Branch
) -> None:
    terms = {"until": "2098-12-31", "branches": ["harbour"], "purposes": ["search"], "runs": 500}
    path = trusting.pack(terms=terms, changes="Trained anew.", version="1")
    other = trusting.pack(version="2", sequence=2, weights=b"other weights" * 50)
    driver = open_window(trusting.vault, branch="harbour")
    page = models(driver)
    shown = look(driver, page, path)
    for words in ("head-office", "trusted ·", "Trained anew.", "2098-12-31", "harbour", "500"):
        assert words in shown
    assert "1 of the 1 trusted signatures" in shown
    assert "self-test" in shown
    assert not driver.office.models.list()
    asked = path.read_bytes()
    shutil.copy(other, path)
    page.importing.go_on.click()
    driver.settle()
    assert page.importing.banner.told.code == "P330"
    assert not driver.office.models.list()
    path.write_bytes(asked)
    bring(driver, page, path)
    (record,) = driver.office.models.list()
    assert record.origin is not None
    assert record.manifest.version == "1"
    assert "imported and sealed" in page.notice.text()
    card = "\n".join(label.text() for label in page.card.findChildren(QLabel))
    for words in ("signed", "head-office", "p1", "2098-12-31", "harbour", "500 of 500 left"):
        assert words in card
    assert "already imported" in look(driver, page, path)


def test_what_speaks_against_a_pack_is_said_with_what_to_do(
    open_window: Callable[..., Driver], trusting: Branch
) -> None:
    stranger = trusting.pack(signed="x")
    foreign = trusting.head.pack(trusting.folder, to=bytes(range(32)), expires=FAR)
    broken = trusting.folder / "broken.cofferpack"
    broken.write_bytes(trusting.pack().read_bytes()[:40])
    driver = open_window(trusting.vault)
    page = models(driver)
    shown = look(driver, page, stranger)
    assert "nobody this vault knows" in shown
    assert "P336" in shown
    assert "ask for a pack signed by its keys" in shown
    assert not page.importing.go_on.isEnabled()
    assert "P327" in look(driver, page, foreign)
    assert not page.importing.go_on.isEnabled()
    look(driver, page, broken)
    assert page.importing.banner.told.code == "P316"
    assert not page.importing.go_on.isEnabled()
    page.importing.submit()
    driver.settle()
    assert not driver.office.models.list()
    driver.press(Qt.Key.Key_Space, on=page.importing.back)
    driver.settle()
    assert page.screens.currentIndex() == 0


def test_a_pack_with_a_passphrase_asks_for_it(
    open_window: Callable[..., Driver], trusting: Branch
) -> None:
    path = trusting.pack(passphrase="seven grey herons")
    driver = open_window(trusting.vault)
    page = models(driver)
    look(driver, page, path)
    screen = page.importing
    assert screen.secret.isVisible()
    assert not screen.go_on.isEnabled()
    driver.bot.keyClicks(screen.secret, "seven grey geese")
    driver.bot.keyClick(screen.secret, Qt.Key.Key_Return)
    driver.settle()
    assert screen.banner.told.code == "P328"
    assert screen.secret.text() == ""
    driver.bot.keyClicks(screen.secret, "seven grey herons")
    driver.bot.keyClick(screen.secret, Qt.Key.Key_Return)
    driver.settle()
    assert len(driver.office.models.list()) == 1
    assert "seven grey" not in driver.texts()


def test_news_and_texts_come_the_same_way_and_a_revoked_model_is_set_aside(
    open_window: Callable[..., Driver], trusting: Branch
) -> None:
    checklist = trusting.text("# Know your customer\n", kind="checklist", name="kyc", file="a.md")
    driver = open_window(trusting.vault)
    page = models(driver)
    bring(driver, page, trusting.pack())
    assert "Checklist" in look(driver, page, checklist)
    bring(driver, page, checklist)
    assert "Checklist: Kyc 1" in page.texts.text()
    (record,) = driver.office.models.list()
    news = trusting.news(trusting.head.list(expires=FAR, models=(record.digest,)))
    assert "set aside at once" in look(driver, page, news)
    bring(driver, page, news)
    assert "in force" in page.notice.text()
    box = page.card.findChild(QFrame, "setAside")
    assert box is not None
    said = "\n".join(label.text() for label in box.findChildren(QLabel))
    assert "poisoned" in said
    assert "P342" in said
    assert "ask head office" in said
    assert not page.use.isEnabled()
    bring(driver, page, news)
    assert "Nothing in it is newer" in page.notice.text()


def test_an_older_version_is_used_again_only_with_a_reason(
    open_window: Callable[..., Driver], trusting: Branch
) -> None:
    driver = open_window(trusting.vault)
    page = models(driver)
    first = trusting.pack(version="1", sequence=1)
    bring(driver, page, first)
    bring(driver, page, trusting.pack(version="2", sequence=2, weights=b"new weights" * 80))
    choose(driver, page, "2")
    assert page.use.isVisible()
    assert not page.go_back.isVisible()
    page.use.click()
    driver.settle()
    choose(driver, page, "1")
    assert page.go_back.isVisible()
    assert not page.use.isVisible()

    def reason(dialog: QWidget) -> None:
        assert isinstance(dialog, ReasonDialog)
        driver.bot.keyClicks(dialog.reason, "it ranks wrongly")
        driver.bot.keyClick(dialog.reason, Qt.Key.Key_Return)

    driver.answer_dialog(reason)
    page.go_back.click()
    driver.settle()
    active = {one.manifest.version: one.active for one in driver.office.models.list()}
    assert active == {"1": True, "2": False}
    driver.office.models.remove("tiny", "1")
    shown = look(driver, page, first)
    assert "P340" not in shown, "what was gone back to may come again"


def test_who_may_not_import_sees_no_button_for_it(
    open_window: Callable[..., Driver], trusting: Branch
) -> None:
    driver = open_window(trusting.vault)
    page = models(driver, "olga", OFFICER)
    assert not page.import_button.isVisible()
    assert not page.remove.isVisible()
    assert page.trust_button.isVisible()
    page.show_trust()
    driver.settle()
    assert "head-office" in driver.texts()
    assert not page.trust.update_button.isVisible()
    assert not page.trust.pin_button.isVisible()
    look(driver, page, trusting.pack())
    assert not page.importing.go_on.isEnabled()
