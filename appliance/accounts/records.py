"""Accounts as they are shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Account:
    """One user of the vault; `waiting` for somebody to let them in, `me` for the present one."""

    name: str
    roles: tuple[str, ...]
    waiting: bool
    key_file: bool
    me: bool
