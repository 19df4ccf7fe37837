"""Pictures of what is kept in order around the cases: the record, the protection, the users."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screenshots import Photographer

RESTORED = Path("/srv/harbour-branch-restored")
STAFF = (
    ("Anna Lindqvist", ("officer",)),
    ("Tomasz Nowak", ("reviewer",)),
    ("Ruth Adeyemi", ("administrator",)),
    ("Li Wei", ("auditor",)),
)
SECRET = "harbour maple seven trombone"  # noqa: S105 - of users who are gone a minute later


def take(photographer: Photographer) -> None:
    """The staff is added for the pictures and removed again, so that the vault stays as it was."""
    for name, roles in STAFF:
        photographer.session.office.accounts.add(name, SECRET, roles)
    for step in (_audit, _protection, _users, _entering):
        step(photographer)
    for name, _ in STAFF:
        photographer.session.office.accounts.remove(name)


def _audit(photographer: Photographer) -> None:
    from gui.pages.audit import AuditPage

    photographer.station.show_audit()
    page = photographer.page(AuditPage)
    record = page.record
    assert record is not None
    photographer.shoot("audit-reason")
    record.reason.setText("Quarterly review")
    record.submit()
    photographer.wait(lambda: bool(record.table.rows.rows))
    asked = [entry.seq for entry in record.table.rows.rows if entry.event == "asked"]
    places = [entry.seq for entry in record.table.rows.rows]
    record.table.selectRow(places.index(asked[0]) if asked else 0)
    photographer.shoot("audit")
    page.tabs.setCurrentWidget(page.check)
    page.check.verify.click()
    photographer.wait(page.check.result.isVisible)
    photographer.shoot("audit-check")


def _protection(photographer: Photographer) -> None:
    from PySide6.QtWidgets import QScrollArea

    from gui.pages.protection import ProtectionPage

    photographer.station.show_protection()
    page = photographer.page(ProtectionPage)
    photographer.wait(lambda: page.proof is not None and page.again.isEnabled())
    photographer.shoot("protection")
    area = page.findChild(QScrollArea)
    assert isinstance(area, QScrollArea)
    fence = page.matrix.parentWidget()
    assert fence is not None
    area.verticalScrollBar().setValue(fence.y() - 8)
    photographer.shoot("protection-fence")
    area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
    photographer.shoot("protection-keys")


def _users(photographer: Photographer) -> None:
    from gui.pages.administration import AdministrationPage
    from gui.pages.passphrase import PassphraseDialog
    from gui.pages.user_form import UserDialog

    photographer.station.show_administration()
    page = photographer.page(AdministrationPage)
    page.tabs.setCurrentWidget(page.users)
    photographer.wait(lambda: len(page.users.table.rows.rows) == len(STAFF) + 1)
    page.users.table.selectRow(1)
    photographer.shoot("users")
    page.tabs.setCurrentWidget(page.backups)
    photographer.shoot("backups")
    dialog = UserDialog(photographer.window)
    dialog.name.setText("Noor Haddad")
    photographer.shoot_dialog("user-new", dialog)
    passphrase = PassphraseDialog(photographer.window, photographer.session)
    passphrase.with_key_file.setChecked(True)
    photographer.shoot_dialog("passphrase", passphrase)


def _entering(photographer: Photographer) -> None:
    from appliance.errors import AuditTruncated
    from gui.pages.restore import RestoreDialog
    from gui.pages.rollback import RollbackDialog

    window = photographer.window
    restore = RestoreDialog(
        window, photographer.session.lanes, photographer.session.settings, RESTORED
    )
    photographer.shoot_dialog("restore", restore)
    rollback = RollbackDialog(window, AuditTruncated(found=388, expected=412))
    photographer.shoot_dialog("rolled-back", rollback)
