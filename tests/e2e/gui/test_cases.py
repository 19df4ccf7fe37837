from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from appliance.app.demo import sample_documents
from gui.dialogs import Question
from gui.pages.cases import CasesPage, NewCaseDialog
from gui.pages.certificate import CertificateDialog
from gui.pages.viewer import Place
from gui.pages.workspace import WorkspacePage

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from tests.e2e.gui.conftest import Driver

# Offscreen there is no window manager to tell the sizes of dialogs to.
pytestmark = [pytest.mark.model, pytest.mark.qt_log_ignore("propagateSizeHints", extend=True)]


def drop(driver: Driver, page: WorkspacePage, paths: list[Path]) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton)
    plain = Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(page.documents, QDragEnterEvent(QPoint(20, 20), *how, plain))
    assert page.documents._drop.property("over") == "true"
    QApplication.sendEvent(page.documents, QDropEvent(QPointF(20, 20), *how, plain))
    assert page.documents._drop.property("over") == "false"
    driver.until(lambda: driver.window._lanes.busy("models") > 0)


def entries(page: WorkspacePage) -> dict[str, str]:
    return {entry.name: entry.state for entry in page.documents.model.entries}


def test_the_empty_list_says_how_to_begin_and_a_case_is_made_opened_and_removed(
    empty_case: Driver,
) -> None:
    driver = empty_case
    page = driver.page(CasesPage)
    assert "No cases yet" in driver.texts()

    def name_it(dialog: QWidget) -> None:
        assert isinstance(dialog, NewCaseDialog)
        driver.bot.keyClicks(dialog.name, "Harbour Bakery")
        driver.bot.keyClick(dialog.name, Qt.Key.Key_Return)

    driver.answer_dialog(name_it)
    driver.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    driver.settle()
    workspace = driver.page(WorkspacePage)
    assert "No documents yet" in driver.texts()
    assert not workspace.ask.ask.isEnabled()
    driver.press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    driver.settle()
    page = driver.page(CasesPage)
    assert [case.name for case in page.table.rows.rows] == ["Harbour Bakery"]

    def keep(dialog: QWidget) -> None:
        assert isinstance(dialog, Question)
        assert dialog.focusWidget() is dialog.no
        dialog.no.click()

    driver.answer_dialog(keep)
    driver.press(Qt.Key.Key_Delete, on=page.table)
    driver.settle()
    assert len(page.table.rows.rows) == 1

    def close(dialog: QWidget) -> None:
        assert isinstance(dialog, CertificateDialog)
        dialog.close_button.click()

    def agree(dialog: QWidget) -> None:
        assert isinstance(dialog, Question)
        driver.answer_dialog(close)
        dialog.yes.click()

    driver.answer_dialog(agree)
    driver.press(Qt.Key.Key_Delete, on=page.table)
    driver.until(lambda: not page.table.rows.rows)
    driver.settle()


def test_the_same_name_twice_is_an_error_with_a_next_step(empty_case: Driver) -> None:
    driver = empty_case
    page = driver.page(CasesPage)
    page._make("Harbour Bakery", ())
    driver.settle()
    driver.station.show_case_list()
    driver.settle()
    page._make("Harbour Bakery", ())
    driver.settle()
    assert page.banner.told.code == "A602"


def test_dropped_files_are_read_and_a_bad_one_stops_none(
    empty_case: Driver, tmp_path: Path
) -> None:
    driver = empty_case
    driver.page(CasesPage)._make("Harbour Bakery", ())
    driver.settle()
    page = driver.page(WorkspacePage)
    good = [path for path in sample_documents() if path.suffix in (".csv", ".docx")]
    bad = tmp_path / "broken.pdf"
    bad.write_bytes(b"%PDF-1.7\nnothing more")
    twin = tmp_path / "twin.csv"
    twin.write_bytes(next(path for path in good if path.suffix == ".csv").read_bytes())
    drop(driver, page, [bad, *good, twin])
    driver.until(page.documents.queue.bar.isVisible)
    driver.settle()
    states = entries(page)
    assert {states[path.name] for path in good} == {"ready"}
    assert states["broken.pdf"] == "failed"
    assert states["twin.csv"] == "duplicate"
    failed = next(e for e in page.documents.model.entries if e.name == "broken.pdf")
    assert failed.told is not None
    assert failed.told.message
    assert failed.told.next_step
    row = page.documents.model.entries.index(failed)
    page.documents.list.setCurrentIndex(page.documents.model.index(row))
    assert failed.told.next_step in driver.texts()


def test_adding_can_be_stopped_and_what_was_finished_stays(empty_case: Driver) -> None:
    driver = empty_case
    driver.page(CasesPage)._make("Harbour Bakery", ())
    driver.settle()
    page = driver.page(WorkspacePage)
    drop(driver, page, list(sample_documents()))
    driver.until(lambda: "ready" in entries(page).values())
    page.documents.queue.stop_button.click()
    driver.settle()
    assert not page.documents.queue.bar.isVisible()
    assert page.documents.add_button.isEnabled()
    assert "ready" in entries(page).values()


def test_the_sample_customer_is_one_press_away(empty_case: Driver) -> None:
    driver = empty_case
    driver.page(CasesPage).try_sample()
    driver.until(lambda: driver.window.station and driver.window.station.case)
    driver.settle()
    page = driver.page(WorkspacePage)
    assert set(entries(page).values()) == {"ready"}
    added = [entry for entry in page.documents.model.entries if entry.level == 0]
    assert len(added) == len(sample_documents())


def test_pages_are_turned_and_zoomed_with_keys(sample_case: Driver) -> None:
    driver = sample_case
    page = driver.page(WorkspacePage)
    viewer = page.viewer
    viewer.show_place(Place("loan_agreement.pdf", 1))
    driver.until(lambda: viewer.loaded is not None)
    picture = viewer.loaded.picture if viewer.loaded else None
    assert picture is not None
    control = Qt.KeyboardModifier.ControlModifier
    viewer._area.setFocus()
    driver.bot.keyClick(viewer, Qt.Key.Key_End, control)
    driver.until(lambda: viewer.loaded is not None and viewer.loaded.view.page.number == 12)
    driver.bot.keyClick(viewer, Qt.Key.Key_Home, control)
    driver.until(lambda: viewer.loaded is not None and viewer.loaded.view.page.number == 1)
    while viewer.place is not None and viewer.place.page == 1:
        driver.bot.keyClick(viewer, Qt.Key.Key_PageDown)
    driver.until(lambda: viewer.loaded is not None and viewer.loaded.view.page.number == 2)
    driver.bot.keyClick(viewer, Qt.Key.Key_Plus, control)
    driver.until(lambda: viewer.loaded is not None)
    assert viewer.loaded is not None
    assert viewer.loaded.picture is not None
    assert viewer.loaded.picture.width_px > picture.width_px
    driver.bot.keyClick(viewer, Qt.Key.Key_G, control)
    assert viewer.bar.page.hasFocus()
    driver.bot.keyClicks(viewer.bar.page, "7")
    driver.bot.keyClick(viewer.bar.page, Qt.Key.Key_Return)
    driver.until(lambda: viewer.loaded is not None and viewer.loaded.view.page.number == 7)


def test_a_passage_is_marked_on_the_picture_and_in_the_text(sample_case: Driver) -> None:
    driver = sample_case
    viewer = driver.page(WorkspacePage).viewer
    text = driver.office.documents.page("Sample", "loan_agreement.pdf", 4).text
    start = text.index("£1,250,000")
    place = Place("loan_agreement.pdf", 4, start, start + len("£1,250,000"))
    viewer.show_place(place)
    driver.until(lambda: viewer.loaded is not None)
    (box,) = viewer.canvas.boxes
    assert box.x1 > box.x0
    marked = viewer.canvas.marked()
    picture = viewer.canvas.grab(marked).toImage()
    colours = {
        picture.pixelColor(x, y).name()
        for x in range(picture.width())
        for y in range(picture.height())
    }
    assert "#ffd84d" in colours, "the highlighter"
    assert any(int(colour[1:3], 16) < 90 for colour in colours), "letters stay dark under it"
    viewer.bar.as_text.click()
    assert viewer.text.isVisible()
    assert viewer.text.marked_text() == "£1,250,000"


def test_text_formats_show_the_marked_span_with_other_scripts_before_it(
    sample_case: Driver, tmp_path: Path
) -> None:
    driver = sample_case
    page = driver.page(WorkspacePage)
    path = tmp_path / "memo.txt"
    path.write_bytes("𠮷野家\r\n贷款 😀 note\r\nThe facility is 500 units.\r\n".encode())
    page.documents.add([path])
    driver.settle()
    assert entries(page)["memo.txt"] == "ready"
    text = driver.office.documents.page("Sample", "memo.txt", 1).text
    start = text.index("500 units")
    page.viewer.show_place(Place("memo.txt", 1, start, start + len("500 units")))
    driver.until(lambda: page.viewer.loaded is not None)
    assert page.viewer.text.isVisible()
    assert page.viewer.text.marked_text() == "500 units"


def test_a_document_is_removed_and_its_page_goes_away(sample_case: Driver) -> None:
    driver = sample_case
    page = driver.page(WorkspacePage)
    page.documents.select("application_form.docx")
    page.viewer.show_place(Place("application_form.docx", 1))
    driver.until(lambda: page.viewer.loaded is not None)

    def agree(dialog: QWidget) -> None:
        assert isinstance(dialog, Question)
        dialog.yes.click()

    driver.answer_dialog(agree)
    driver.press(Qt.Key.Key_Delete, on=page.documents.list)
    driver.settle()
    assert "application_form.docx" not in entries(page)
    assert page.viewer.place is None or page.viewer.place.document != "application_form.docx"
