"""Trust, imports and imported texts of one vault, which need each other, put together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.packs.imports import Imports
from appliance.packs.pack_items import PackItems
from appliance.packs.trust_store import TrustStore

if TYPE_CHECKING:
    from appliance.clock import Clock
    from appliance.packs.policy import Policy
    from appliance.vault.store import Vault


class Custody:
    """`trust` says whom to believe, `imports` what came, `items` holds the texts among it."""

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self.trust = TrustStore(vault, clock, policy=self.policy)
        self.imports = Imports(vault, clock, self.trust)
        self.items = PackItems(vault, clock, self.imports)

    def policy(self) -> Policy:
        """What head office demands of this vault now."""
        return self.items.policy()
