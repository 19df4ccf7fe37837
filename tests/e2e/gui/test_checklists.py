"""Checklists in the window: the shelf, files in and out, the editor and its try on a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec import structs

from appliance.review.checklists.records import DateRule
from appliance.review.checklists.writing import to_toml
from gui.pages.checklists.editor import ChecklistEditor
from gui.pages.reviews import ReviewsPage
from tests.e2e.gui.reviewed import CASE
from tests.e2e.gui.speaking import nameless

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from gui.pages.checklists.shelf import ChecklistsPage
    from tests.e2e.gui.conftest import Driver

# Offscreen there is no window manager to tell the sizes of dialogs to.
pytestmark = [pytest.mark.model, pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)]


def shelf(driver: Driver) -> ChecklistsPage:
    driver.station.show_review_list()
    page = driver.page(ReviewsPage)
    page.tabs.setCurrentWidget(page.checklists)
    driver.settle()
    return page.checklists


def names(page: ChecklistsPage) -> list[tuple[str, str]]:
    return [(one.checklist.name, one.origin) for one in page.table.rows.rows]


def select(driver: Driver, page: ChecklistsPage, name: str) -> None:
    found = [one.checklist.name for one in page.table.rows.rows]
    page.table.selectRow(found.index(name))
    driver.settle()


def test_a_file_is_imported_exported_and_removed_and_a_bad_one_told_place_by_place(
    open_window: Callable[..., Driver], staffed: Path, tmp_path: Path
) -> None:
    driver = open_window(staffed)
    driver.unlock(name="Tomasz")
    page = shelf(driver)
    shipped = {name for name, origin in names(page) if origin == "shipped"}
    assert shipped >= {"customer-due-diligence", "loan-file", "nda", "aml-indicators"}
    assert nameless(page) == []
    select(driver, page, "nda")
    assert "17. " in driver.texts()
    assert not page.remove.isEnabled(), "what comes with the program stays"
    base = driver.office.checklists.show("loan-file").checklist
    branch = structs.replace(base, name="branch-loans", title="Loans of our branch")
    good, bad = tmp_path / "good.toml", tmp_path / "bad.toml"
    good.write_bytes(to_toml(branch))
    text = good.read_text("utf-8").replace('severity = "high"', 'severity = "urgent"', 1)
    bad.write_text(text.replace('kind = "document"', 'kind = "dokument"', 1), "utf-8")
    page.bring_in(bad)
    driver.settle()
    assert not page.problems.isHidden()
    told = page.problems.lines.text()
    assert "urgent" in told or "severity" in told
    assert "item" in told, "each is named with its place"
    assert "branch-loans" not in dict(names(page))
    page.bring_in(good)
    driver.settle()
    assert page.problems.isHidden()
    assert page.told.text() == "Imported: Loans of our branch. It is not signed."
    assert dict(names(page))["branch-loans"] == "imported"
    # Another wording under the same version is refused.
    good.write_bytes(to_toml(structs.replace(branch, title="Other loans")))
    page.bring_in(good)
    driver.settle()
    assert page.banner.told.code == "C803"
    page.banner.clear()
    select(driver, page, "branch-loans")
    file = tmp_path / "out.toml"
    page.write(file)
    driver.settle()
    assert file.read_bytes() == to_toml(branch)
    # What this vault signed, it trusts; what was changed after that, nobody.
    signed = tmp_path / "signed.toml"
    other = structs.replace(branch, version="2.0")
    signed.write_bytes(to_toml(other))
    driver.office.checklists.sign(signed)
    page.bring_in(signed)
    driver.settle()
    assert "signature" in page.told.text(), page.banner.told
    signed.write_bytes(to_toml(structs.replace(other, version="2.1")))
    page.bring_in(signed)
    driver.settle()
    assert not page.problems.isHidden() or page.banner.isVisible()
    assert "2.1" not in [one.checklist.version for one in page.table.rows.rows]
    select(driver, page, "branch-loans")
    driver.answer_dialog(lambda dialog: dialog.yes.click())  # type: ignore[attr-defined]
    page.remove.click()
    driver.settle()
    left = [one.checklist.version for one in page.table.rows.rows if one.origin == "imported"]
    assert len(left) == 1


def test_an_own_list_is_made_of_a_copy_tried_on_a_case_and_kept(
    open_window: Callable[..., Driver], staffed: Path, tmp_path: Path
) -> None:
    driver = open_window(staffed)
    driver.unlock(name="Tomasz")
    page = shelf(driver)
    select(driver, page, "loan-file")

    def change(dialog: QWidget) -> None:
        assert isinstance(dialog, ChecklistEditor)
        assert nameless(dialog) == []
        dialog.title.setText("Loans of our branch")
        first = dialog.items.rows[0].title
        dialog.form.title.setText("")
        dialog.form.title.textEdited.emit("")
        dialog.keep()
        driver.until(lambda: not dialog.trouble.isHidden())
        assert "item 1" in dialog.trouble.lines.text()
        dialog.form.title.setText(f"{first}, of ours")
        dialog.form.title.textEdited.emit("")
        dialog.case.setCurrentIndex(dialog.case.findData(CASE))
        dialog.try_it.click()
        driver.until(lambda: dialog.outcome.text() or dialog.banner.isVisible())
        lines = dialog.outcome.text().splitlines()
        assert len(lines) == len(dialog.items.rows)
        assert lines[0].startswith(f"{first}, of ours: ")
        # A statement is left to the models.
        dialog.items.add_row()
        driver.bot.keyClicks(dialog.form.title, "Set-off")
        dialog.form.question.setPlainText("The lender may set off.")
        # The rule of another item is made here as well; a date without one is told.
        dialog.items.add_row()
        driver.bot.keyClicks(dialog.form.title, "Insured")
        dialog.form.question.setPlainText("Is the cover in force?")
        dialog.form.kind.setCurrentIndex(dialog.form.kind.findData("date"))
        dialog.form.kind.activated.emit(dialog.form.kind.currentIndex())
        dialog.keep()
        driver.until(lambda: not dialog.trouble.isHidden())
        assert "date" in dialog.trouble.lines.text()
        assert nameless(dialog) == []
        driver.bot.keyClicks(dialog.form.rule.date.labels, "insured until")
        dialog.form.rule.date.expires.click()
        dialog.form.rule.date.warn.setValue(30)
        dialog.keep()
        driver.until(lambda: not dialog.isVisible())

    driver.answer_dialog(change)
    page.edit.click()
    driver.until(page.told.isVisible)
    driver.settle()
    assert page.told.text() == "Saved: Loans of our branch"
    assert dict(names(page))["loans-of-our-branch"] == "own"
    kept = driver.office.checklists.show("loans-of-our-branch").checklist
    assert kept.items[-2].title == "Set-off"
    assert kept.items[-1].date == DateRule(labels=("insured until",), expires=True, warn_days=30)
    assert kept.items[0].title.endswith("of ours")
    # Own ones go out with this vault's signature.
    select(driver, page, "loans-of-our-branch")
    page.write(tmp_path / "ours.toml")
    driver.settle()
    assert page.told.text() == "Written and signed: ours.toml"
    assert (tmp_path / "ours.toml.sig").is_file()
    # Changed again, it becomes the next version; both are there.

    def again(dialog: QWidget) -> None:
        assert isinstance(dialog, ChecklistEditor)
        assert dialog.version.text() == "1.1"
        dialog.items.move_row(1)
        # What any paper would meet is shown, and saved when it is wanted all the same.
        dialog.form.patterns.setPlainText("and")
        dialog.keep()
        driver.until(lambda: not dialog.trouble.isHidden())
        assert "pattern 1: it fits 83% of texts" in dialog.trouble.lines.text()
        assert dialog.save.text() == "&Save all the same"
        dialog.keep()
        driver.until(lambda: not dialog.isVisible())

    driver.answer_dialog(again)
    page.edit.click()
    driver.until(lambda: names(page).count(("loans-of-our-branch", "own")) == 2)


def test_an_officer_uses_lists_and_changes_none(
    open_window: Callable[..., Driver], branch: Path
) -> None:
    driver = open_window(branch)
    driver.unlock(name="Anna")
    page = shelf(driver)
    for button in (page.import_, page.edit, page.remove):
        assert not button.isVisible()
    assert page.table.rows.rows


def test_a_model_owner_sees_lists_and_no_reviews(
    open_window: Callable[..., Driver], branch: Path
) -> None:
    driver = open_window(branch)
    driver.unlock(name="Mei")
    page = shelf(driver)
    reviews = driver.page(ReviewsPage)
    assert (reviews.list, reviews.batches, reviews.tabs.count()) == (None, None, 1)
    assert page.import_.isVisible()
    assert page.table.rows.rows

    def look(dialog: QWidget) -> None:
        assert isinstance(dialog, ChecklistEditor)
        assert not dialog.try_it.isVisible(), "no cases to try it on"
        dialog.reject()

    driver.answer_dialog(look)
    page.edit.click()
    driver.settle()
