"""Accounts as they are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from appliance.vault.records import User


@dataclass(frozen=True)
class Account:
    """One user of the vault; `waiting` for somebody to let them in, `me` for the present one."""

    name: str
    roles: tuple[str, ...]
    waiting: bool
    key_file: bool
    me: bool


def account_of(user: User, *, me: bool) -> Account:
    """How a user of the vault is shown."""
    return Account(user.name, user.roles, bool(user.pending), user.key_file, me)
