from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from appliance.app.proof_file import check
from gui.pages.protection import ProtectionPage
from tests.e2e.gui.speaking import nameless, reached_by_tab

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.e2e.gui.conftest import Driver

# Offscreen there is no window manager to tell the sizes of dialogs to.
pytestmark = [pytest.mark.model, pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)]


@pytest.fixture
def driver(open_window: Callable[..., Driver], branch: Path) -> Driver:
    """The page as the owner sees it first."""
    made = open_window(branch)
    made.unlock(name="owner")
    made.station.show_protection()
    made.settle()
    return made


def test_every_layer_of_every_process_is_a_field_with_words(driver: Driver) -> None:
    page = driver.page(ProtectionPage)
    proof = page.proof
    assert proof is not None
    fields = page.matrix.fields
    assert fields.columnCount() == len(proof.processes)
    spoken = {
        fields.data(fields.index(row, column), Qt.ItemDataRole.AccessibleTextRole): layer
        for row in range(fields.rowCount())
        for column in range(fields.columnCount())
        if (layer := fields.layer_at(fields.index(row, column))) is not None
    }
    every = [layer for process in proof.processes for layer in process.layers]
    assert len(spoken) == len(every), "no two fields say the same, and none is missing"
    for words, layer in spoken.items():
        assert ("not in force" in str(words)) is not layer.enforced
        if not layer.enforced:
            assert layer.reason in str(words)
    whole = page.headline.text() == "Nothing that this program runs can reach another machine."
    assert whole is proof.holds
    assert all(remark in page.remarks.text() for remark in proof.remarks)
    assert nameless(page) == []
    assert {page.again, page.export, page.matrix} <= reached_by_tab(page)
    page.matrix.setFocus()
    page.matrix.setCurrentIndex(fields.index(0, 1))
    driver.bot.keyClick(page.matrix, Qt.Key.Key_Down)
    assert page.matrix.currentIndex().row() == 1
    assert "Writes answers" in page.words.text()


def test_the_signed_proof_is_genuine_and_names_its_key(driver: Driver, tmp_path: Path) -> None:
    page = driver.page(ProtectionPage)
    page.export_to(tmp_path / "proof.json")
    assert not page.export.isEnabled()
    driver.settle()
    found = check(tmp_path / "proof.json")
    assert found.fingerprint in page.notice.text()
    assert page.proof is not None
    assert found.proof["made_at"] == page.proof.made_at
    before = page.proof.made_at
    driver.press(Qt.Key.Key_Space, on=page.again)
    driver.settle()
    assert page.proof.made_at != before


def test_looking_can_be_stopped(driver: Driver) -> None:
    page = driver.page(ProtectionPage)
    before = page.proof
    page.again.click()
    driver.until(page.progress.isVisible)
    page.progress._cancel.click()
    driver.settle()
    assert page.proof is before
    assert page.again.isEnabled()


def test_who_holds_which_keys(driver: Driver) -> None:
    page = driver.page(ProtectionPage)
    assert page.holders.content.text() == "owner, Anna, Tomasz"
    assert page.holders.models.text() == "owner, Anna, Tomasz, Mei"
    assert "Ruth" in page.holders.control.text()
    assert page.holders.memory.text().split(":")[0] in ("hidden", "locked", "ordinary memory")
