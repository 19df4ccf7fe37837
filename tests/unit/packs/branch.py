"""A branch for tests: a real vault with its desks, wired as the program wires them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.app.door import Door
from appliance.app.engines import Engines
from appliance.app.metering import Metering
from appliance.app.models import ModelDesk
from appliance.app.packs import PackDesk
from appliance.app.profiles import ProfileStore
from appliance.app.self_tests import SelfTests
from appliance.app.trust import TrustDesk
from appliance.app.uses import Uses
from appliance.audit.log import AuditLog
from appliance.packs.custody import Custody
from appliance.packs.receiving import Receiving
from appliance.packs.registry import Registry
from appliance.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.packs.trust_records import Imported
    from appliance.vault.store import Vault
    from tests.unit.packs.publishing import MovableClock

PASSPHRASE = "correct horse battery staple"


class Branch:
    """A vault with its desks, as the program wires them."""

    def __init__(self, vault: Vault, clock: MovableClock, *, branch: str = "") -> None:
        settings = Settings(branch=branch, threads=1)
        audit = AuditLog(vault, clock)
        self.vault, self.clock, self.audit = vault, clock, audit
        self.door = Door(vault, audit, clock)
        self.custody = Custody(vault, clock)
        self.registry = Registry(vault, clock, custody=self.custody)
        self.uses = Uses(self.custody, settings)
        self.engines = Engines(
            self.registry, settings, self.uses, Metering(vault, clock), ProfileStore(vault)
        )
        self.models = ModelDesk(self.door, self.registry, self.engines, self.custody)
        self.trust = TrustDesk(self.door, self.custody, self.registry, self.engines)
        receiving = Receiving(
            vault,
            self.custody,
            self.registry,
            branch=branch,
            self_test=SelfTests(self.engines),
        )
        self.packs = PackDesk(
            self.door, self.custody, receiving, on_trust=self.trust.stop_quarantined
        )

    @property
    def address(self) -> bytes:
        return self.vault.identity.recipient_public()

    def take(self, path: Path, passphrase: str | None = None) -> Imported:
        return self.packs.import_pack(path, passphrase)

    def last_line(self) -> dict[str, object]:
        entry = self.audit.entries()[-1]
        return {"event": entry.event.value, "subject": entry.subject, **entry.details}

    def traces(self) -> dict[str, object]:
        """Everything an import could leave."""
        connection = self.vault.connection()
        counts = {
            table: connection.execute(f"SELECT count(*) FROM {table}").fetchall()  # noqa: S608  # constants
            for table in ("model", "pack_import", "pack_item", "trust_document")
        }
        folders = sorted(path.name for path in self.vault.models_folder.iterdir())
        return {**counts, "folders": folders}
