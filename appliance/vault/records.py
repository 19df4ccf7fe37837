"""What is told of the users of a vault."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from appliance.vault.domains import Domain

RECOVERY_CODE = "recovery code"
RECOVERY_SHARES = "recovery by two"


@dataclass(frozen=True)
class User:
    """One user. `pending` are the domains that somebody who holds them must still let them into.

    `must_change`: somebody else chose their passphrase. For a recovery `id` and `name` are its
    kind, and `recovery` is true.
    """

    id: str
    name: str
    roles: tuple[str, ...]
    held: frozenset[Domain]
    pending: frozenset[Domain] = frozenset()
    key_file: bool = False
    recovery: bool = False
    must_change: bool = False
