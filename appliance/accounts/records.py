"""Accounts as they are shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Account:
    """One user of the vault; `waiting` for somebody to let them in, `me` for the present one.

    `must_change`: the passphrase is the first one, which whoever opened the account knows.
    """

    name: str
    roles: tuple[str, ...]
    waiting: bool
    key_file: bool
    me: bool
    must_change: bool = False
