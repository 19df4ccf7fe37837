"""Pictures of the models: the list, what they take and do here, packs, trust and the ledger."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screenshots import Photographer

    from gui.pages.models import ModelsPage


def take(photographer: Photographer) -> None:
    """The models page with its screens, then the ledger of what the models did."""
    for step in (_models, _usage):
        step(photographer)


def _models(photographer: Photographer) -> None:
    import sample_publisher
    from picture_vault import packs

    from gui.pages.models import ModelsPage

    photographer.station.show_models()
    page = photographer.page(ModelsPage)
    photographer.wait(lambda: len(page.table.rows.rows) >= 4)
    page.table.selectRow(0)
    page.verify.click()
    photographer.wait(lambda: page.notice.isVisible() and page.verify.isEnabled())
    photographer.shoot("models")
    page.notice.hide()
    _measured(photographer, page)
    aside = [bool(one.quarantine) for one in page.table.rows.rows].index(True)
    page.table.selectRow(aside)
    photographer.shoot("models-set-aside")
    for name, picture in (
        (sample_publisher.NEW_PACK, "import"),
        (sample_publisher.STRANGE_PACK, "import-refused"),
    ):
        page.look_at(packs(photographer.vault) / name)
        photographer.wait(lambda: page.importing.preview is not None, 0.2)
        photographer.shoot(picture)
    page.show_trust()
    photographer.wait(lambda: page.trust.view is not None, 0.2)
    photographer.shoot("trust")


def _measured(photographer: Photographer, page: ModelsPage) -> None:
    """What a language model takes of memory, how it runs best, and what the machine can do."""
    from PySide6.QtWidgets import QScrollArea

    rows = page.table.rows.rows
    language = next(
        place
        for place, record in enumerate(rows)
        if record.manifest.kind == "language" and not record.quarantine
    )
    page.table.selectRow(language)
    page.bill.look.click()
    photographer.wait(lambda: page.bill.plan is not None)
    photographer.shoot("models-memory")
    page.show_tuning()
    photographer.wait(page.tuning.undo.isEnabled)
    photographer.shoot("tuning")
    area = page.tuning.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    photographer.shoot("tuning-settings")
    page.tuning.left.emit()
    page.show_machine()
    photographer.wait(lambda: page.machine.report is not None)
    photographer.shoot("machine")
    page.machine.left.emit()
    photographer.wait(page.table.isVisible, 0.3)


def _usage(photographer: Photographer) -> None:
    from gui.pages.administration import AdministrationPage

    photographer.station.show_administration()
    page = photographer.page(AdministrationPage)
    usage = page.usage
    assert usage is not None
    page.tabs.setCurrentWidget(usage)
    photographer.wait(lambda: usage.report is not None)
    usage.by.setCurrentIndex(usage.by.findData("purpose"))
    photographer.wait(lambda: usage.report is not None and usage.report.by == "purpose")
    photographer.shoot("usage")
