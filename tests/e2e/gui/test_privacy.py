from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from gui.pages.workspace import WorkspacePage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from tests.e2e.gui.conftest import Driver

pytestmark = [pytest.mark.model, pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)]

ACCOUNT = "GB39TDWL99990120441736"


def cover(driver: Driver, extent: str = "screen") -> WorkspacePage:
    """The workspace with a rule."""
    page = driver.page(WorkspacePage)
    driver.press(Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier)
    driver.settle()
    pane = page.privacy
    assert pane.extents["off"].isChecked()
    pane.extents[extent].setChecked(True)
    pane.apply.click()
    driver.settle()
    return page


def test_what_is_covered_is_covered_everywhere_in_the_window(sample_case: Driver) -> None:
    driver = sample_case
    page = driver.page(WorkspacePage)
    page.search.box.setText("main account application form")
    page.side.open("search")
    page.search.submit()
    driver.settle()
    assert ACCOUNT in driver.texts()
    page.form.scope.setCurrentIndex(page.form.scope.findData("application_form.docx"))
    page.side.open("form")
    driver.settle()
    page.form.form.setCurrentIndex(page.form.form.findData("loan-application"))
    driver.settle()
    page.form.fill_form()
    driver.settle()
    page.side.open("overview")
    driver.settle()
    cover(driver)
    assert driver.office.privacy.masking("Sample").extent == "screen"
    page.viewer.bar.as_text.setChecked(True)
    driver.settle()
    assert ACCOUNT not in driver.texts()
    assert "[IBAN-1]" in driver.texts()


def test_identifiers_are_listed_with_places_and_one_is_uncovered_on_the_record(
    sample_case: Driver,
) -> None:
    driver = sample_case
    page = cover(driver)
    pane = page.privacy
    pane.look.click()
    driver.settle()
    group = pane.tree.topLevelItem(0)
    assert group is not None
    assert group.text(0) == "Bank account (IBAN)"
    item = group.child(0)
    assert item is not None
    assert item.text(0) == "[IBAN-1]"
    pane.tree.setCurrentItem(item)
    assert pane.why.text() == "Its check digits hold.", "the first is an account"
    pane.tree.setCurrentItem(group)
    assert not pane.why.isVisible()
    pane.tree.setCurrentItem(item)
    assert pane.why.isVisible()
    driver.settle()
    place = page.viewer.place
    assert place is not None
    assert place.document == "application_form.docx"

    def agree(dialog: QWidget) -> None:
        dialog.yes.click()  # type: ignore[attr-defined]

    driver.answer_dialog(agree)
    pane.reveal.click()
    driver.settle()
    assert ACCOUNT in pane.revealed.text()

    pane.tree.setCurrentItem(group.child(1) or item)
    driver.settle()
    assert pane.revealed.isHidden()


def test_kinds_may_be_left_out_but_not_all(sample_case: Driver) -> None:
    driver = sample_case
    page = cover(driver)
    pane = page.privacy
    pane.kinds["iban"].setChecked(False)
    pane.apply.click()
    driver.settle()
    kept = driver.office.privacy.masking("Sample").kinds
    assert "iban" not in kept
    assert "person" in kept
    for box in pane.kinds.values():
        box.setChecked(False)
    assert not pane.apply.isEnabled()
