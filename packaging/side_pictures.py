"""Pictures of what is beside a page: search, forms, overview, privacy, a second page, answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screenshots import Photographer

    from gui.pages.workspace import WorkspacePage

FORM = "loan-application"
CALCULATED = "What is the current ratio at the year end?"
COUNTED = "List all guarantors named in the documents."
NAMES = {
    "search": "_search",
    "form": "_form",
    "form-editor": "_form_editor",
    "overview": "_overview",
    "privacy": "_privacy",
    "side-by-side": "_second",
    "answer-calculation": "_calculation",
    "answer-coverage": "_coverage",
}


def take(photographer: Photographer, name: str) -> None:
    """One of the parts, over the open case."""
    from appliance.app import demo
    from gui.pages.workspace import WorkspacePage

    if not isinstance(photographer.station.current(), WorkspacePage):
        photographer.station.open_case(demo.CASE)
    page = photographer.page(WorkspacePage)
    photographer.wait(lambda: page.viewer.loaded is not None, 0.5)
    globals()[NAMES[name]](photographer, page)


def _search(photographer: Photographer, page: WorkspacePage) -> None:
    page.side.open("search")
    page.search.box.setText("interest on the loan")
    page.search.submit()
    photographer.settled(0.8)
    photographer.shoot("search")


def _form(photographer: Photographer, page: WorkspacePage) -> None:
    pane = page.form
    page.side.open("form")
    photographer.settled()
    photographer.shoot("form-empty")
    pane.form.setCurrentIndex(pane.form.findData(FORM))
    photographer.settled()
    pane.fill_form()
    photographer.wait(pane.progress.isVisible, 0.4)
    photographer.shoot("form-filling", pause_s=0.05)
    photographer.settled(0.8)
    if not pane.rows:
        return
    pane.go_on()
    for _ in range(3):
        pane.card.decide("accepted")
        photographer.settled()
    photographer.shoot("form")
    pane.card.edit()
    photographer.shoot("form-correcting")
    pane.card.stop_editing()


def _form_editor(photographer: Photographer, page: WorkspacePage) -> None:
    from gui.pages.form_editor import FormEditor

    photographer.settled()
    page.side.open("form")
    photographer.settled()
    forms = tuple(page.form._forms.values())
    dialog = FormEditor(photographer.window, page.form._session, forms)
    dialog.form.setCurrentIndex(dialog.form.findData("contract-terms"))
    kinds = [field.kind for field in dialog.fields.rows]
    dialog.fields.list.setCurrentRow(kinds.index("choice") if "choice" in kinds else 1)
    dialog.show()
    photographer.shoot("form-editor", dialog)
    dialog.form.setCurrentIndex(0)
    dialog.keep()
    photographer.shoot("form-editor-wrong", dialog)
    dialog.close()


def _overview(photographer: Photographer, page: WorkspacePage) -> None:
    pane = page.overview
    page.side.open("overview")
    photographer.settled(0.5)
    photographer.shoot("overview-first")
    pane.summarise()
    photographer.settled(0.8)
    photographer.shoot("overview")
    bar = pane._area.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    photographer.shoot("overview-facts")
    bar.setValue(0)


def _privacy(photographer: Photographer, page: WorkspacePage) -> None:
    pane = page.privacy
    page.side.open("privacy")
    photographer.settled()
    photographer.shoot("privacy-empty")
    pane.extents["screen"].setChecked(True)
    pane.keep_rule()
    photographer.settled()
    pane.scan()
    photographer.settled(0.6)
    group = pane.tree.topLevelItem(0)
    first = group.child(0) if group is not None else None
    if group is not None and first is not None:
        group.setExpanded(True)
        pane.tree.setCurrentItem(first)
    photographer.settled(0.6)
    photographer.shoot("privacy")
    pane.extents["off"].setChecked(True)
    pane.keep_rule()
    photographer.settled()


def _second(photographer: Photographer, page: WorkspacePage) -> None:
    page.side.open("second")
    photographer.settled(0.5)
    place = page.viewer.place
    names = [page.second.document.itemText(at) for at in range(page.second.document.count())]
    other = next(at for at, name in enumerate(names) if place and name != place.document)
    page.second.document.setCurrentIndex(other)
    photographer.settled(0.8)
    photographer.shoot("side-by-side")


def _asked(
    photographer: Photographer, page: WorkspacePage, question: str, name: str, *, top: bool = True
) -> None:
    page.side.open("ask")
    page.ask.question.setPlainText(question)
    page.ask.submit()
    photographer.wait(lambda: page.ask.draft is None, 0.8)
    card = page.ask.cards()[-1]
    if card.places:
        page.open_places(card.places, 0)
    photographer.settled(0.8)
    page.ask._area.verticalScrollBar().setValue(card.y() - 8 if top else card.y() + card.height())
    photographer.shoot(name)


def _calculation(photographer: Photographer, page: WorkspacePage) -> None:
    _asked(photographer, page, CALCULATED, "answer-calculation", top=False)


def _coverage(photographer: Photographer, page: WorkspacePage) -> None:
    _asked(photographer, page, COUNTED, "answer-coverage")
