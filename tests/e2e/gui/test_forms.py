from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from appliance.privacy.records import MaskingRule
from gui.pages.form_editor import FormEditor
from gui.pages.form_export import HidingQuestion
from gui.pages.workspace import WorkspacePage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from gui.pages.form_pane import FormPane
    from tests.e2e.gui.conftest import Driver

pytestmark = [pytest.mark.model, pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)]

APPLICATION = "application_form.docx"


def filled(driver: Driver, form: str = "loan-application") -> FormPane:
    """The pane with one document looked through."""
    page = driver.page(WorkspacePage)
    driver.press(Qt.Key.Key_3, Qt.KeyboardModifier.AltModifier)
    driver.settle()
    pane = page.form
    pane.form.setCurrentIndex(pane.form.findData(form))
    driver.settle()
    pane.scope.setCurrentIndex(pane.scope.findData(APPLICATION))
    pane.fill_form()
    assert not pane.progress.isHidden()
    driver.settle()
    return pane


def test_fields_are_decided_by_keys_beside_their_places(
    sample_case: Driver, tmp_path: Path
) -> None:
    driver = sample_case
    pane = filled(driver)
    viewer = driver.page(WorkspacePage).viewer
    first = pane.current
    assert first is not None
    assert first.document == APPLICATION
    assert all(row.open for row in pane.rows), "nothing accepts itself"
    pane.tree.setFocus()
    driver.press(Qt.Key.Key_A, on=pane.tree)
    driver.settle()
    assert pane.rows[0].value.state == "accepted"
    assert pane.current == pane.rows[1], "the next open field follows"
    row = pane.current
    assert row.value.page, "the registered number stands in the application"
    place = viewer.place
    assert place is not None
    assert (place.document, place.start, place.end) == (
        APPLICATION,
        row.value.start,
        row.value.end,
    )
    driver.press(Qt.Key.Key_R, on=pane.tree)
    driver.settle()
    assert pane.rows[1].value.state == "rejected"
    driver.press(Qt.Key.Key_N, on=pane.tree)
    driver.settle()
    amount = next(at for at, one in enumerate(pane.rows) if one.value.kind == "money")
    pane.tree.select(amount)
    driver.settle()
    driver.press(Qt.Key.Key_E, on=pane.tree)
    assert pane.card.editing
    pane.card.typed.clear()
    driver.bot.keyClicks(pane.card.typed, "near a million")
    assert pane.card.typed.text() == "near a million", "letters are letters while typing"
    driver.bot.keyClick(pane.card.typed, Qt.Key.Key_Return)
    driver.settle()
    assert pane.card.editing
    assert pane.card.trouble.text()
    pane.card.typed.setText("GBP 1,234,000")
    driver.bot.keyClick(pane.card.typed, Qt.Key.Key_Return)
    driver.settle()
    driver.until(lambda: not pane.card.editing)
    assert (pane.rows[amount].value.state, pane.rows[amount].value.value) == (
        "corrected",
        "1234000",
    )
    assert pane.told.text() == f"3 of {len(pane.rows)} decided"
    target = tmp_path / "loan.json"
    pane.write(target)
    driver.settle()
    assert "corrected" in json.dumps(json.loads(target.read_text("utf-8")))
    assert "Exported 1 document to loan.json." in driver.texts()


def test_an_own_form_is_made_used_and_refused_in_plain_words(sample_case: Driver) -> None:
    driver = sample_case
    page = driver.page(WorkspacePage)
    page.side.open("form")
    driver.settle()

    def make(dialog: QWidget) -> None:
        assert isinstance(dialog, FormEditor)
        dialog.keep()
        assert dialog.trouble.text() == "Give the form a title."
        driver.bot.keyClicks(dialog.title, "Staff")
        dialog.keep()
        assert dialog.trouble.text() == "Give field 1 a title."
        driver.bot.keyClicks(dialog.field.title, "Employees")
        dialog.field.kind.setCurrentIndex(dialog.field.kind.findData("number"))
        dialog.field.words.setPlainText("Number of employees")
        dialog.keep()
        driver.until(lambda: not dialog.isVisible())

    driver.answer_dialog(make)
    page.form.edit_forms()
    driver.settle()
    assert page.form.chosen == "staff"
    pane = filled(driver, "staff")
    assert [row.value.value for row in pane.rows] == ["34"]

    def remove(dialog: QWidget) -> None:
        assert isinstance(dialog, FormEditor)
        assert not dialog.remove.isHidden()
        driver.answer_dialog(lambda question: question.yes.click())  # type: ignore[attr-defined]
        dialog.remove.click()
        driver.until(lambda: not dialog.isVisible())

    driver.answer_dialog(remove)
    pane.edit_forms()
    driver.settle()
    assert "staff" not in {form.name for form in driver.office.forms.list()}


def test_a_case_that_hides_in_files_asks_how_to_export(
    sample_case: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = sample_case
    pane = filled(driver)
    office, case = pane._session.office, pane._case
    office.privacy.set_masking(case, MaskingRule("exports"))
    tokens, values = tmp_path / "tokens.json", tmp_path / "values.json"

    def export(path: Path, answer: Callable[[HidingQuestion], None]) -> None:
        monkeypatch.setattr("gui.pages.form_pane.choose_target", lambda *_: path)

        def reply(dialog: QWidget) -> None:
            assert isinstance(dialog, HidingQuestion)
            assert not dialog.reveal.isHidden()
            answer(dialog)

        driver.answer_dialog(reply)
        pane.export_form()
        driver.settle()

    export(tokens, lambda question: question.yes.click())
    driver.until(tokens.exists)
    export(values, lambda question: question.reveal.click())
    driver.until(values.exists)
    hidden = [one.token for one in office._masks.tokens(office._store.case(case).id).all()]
    assert hidden
    assert any(token in tokens.read_text("utf-8") for token in hidden)
    assert not any(token in values.read_text("utf-8") for token in hidden)
    export(tmp_path / "none.json", lambda question: question.no.click())
    assert not (tmp_path / "none.json").exists()
