"""What a change of keys must wrap anew in the copy of the control database.

Whoever keeps something wrapped under a sub-key that changes adds a function here. It runs inside
one transaction on the copy, which nobody uses yet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from appliance.crypto.wrapping import WrapBroken, unwrap, wrap
from appliance.errors import VaultDamaged
from appliance.vault import case_seals, lasting
from appliance.vault.domains import CONTENT, MODELS, Domain
from appliance.vault.identity import PURPOSE, binding

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.vault.connection import Connection


class Keys(Protocol):
    """Sub-keys before or after; `changed` are the domains whose key is another one now."""

    vault_id: str
    changed: frozenset[Domain]

    def subkey(self, purpose: str, domain: Domain) -> bytes:
        """The sub-key of a domain that changes. Raises: KeyNotHeld."""


def rewrap_identity(connection: Connection, old: Keys, new: Keys) -> None:
    """The appliance's own keys."""
    for kind, wrapped in connection.execute("SELECT kind, wrapped FROM identity").fetchall():
        domain = lasting.domain_of(kind)
        if domain in new.changed:
            fresh = _again(
                bytes(wrapped),
                old.subkey(PURPOSE, domain),
                new.subkey(PURPOSE, domain),
                binding(kind),
            )
            connection.execute("UPDATE identity SET wrapped = ? WHERE kind = ?", (fresh, kind))


def rewrap_models(connection: Connection, old: Keys, new: Keys) -> None:
    """The models' own keys."""
    if MODELS not in new.changed:
        return
    before, after = old.subkey("models", MODELS), new.subkey("models", MODELS)
    for digest, wrapped in connection.execute("SELECT digest, wrapped_key FROM model").fetchall():
        fresh = _again(bytes(wrapped), before, after, model_binding(digest))
        connection.execute("UPDATE model SET wrapped_key = ? WHERE digest = ?", (fresh, digest))


def rewrap_cases(connection: Connection, old: Keys, new: Keys) -> None:
    """The cases' own keys, names and reasons."""
    if CONTENT in new.changed:
        case_seals.rewrap(
            connection,
            new.vault_id,
            lambda purpose: old.subkey(purpose, CONTENT),
            lambda purpose: new.subkey(purpose, CONTENT),
        )


REWRAPS: tuple[Callable[[Connection, Keys, Keys], None], ...] = (
    rewrap_identity,
    rewrap_models,
    rewrap_cases,
)


def model_binding(digest: str) -> bytes:
    """What a model's own key is wrapped for."""
    return f"cofferdam model key 1\x00{digest}".encode()


def _again(wrapped: bytes, old: bytes, new: bytes, bound: bytes) -> bytes:
    try:
        clear = unwrap(old, wrapped, binding=bound)
    except WrapBroken as error:
        raise VaultDamaged(why="one of the keys in it is not genuine") from error
    try:
        return wrap(new, clear, binding=bound)
    finally:
        clear[:] = bytes(len(clear))
