"""Keys that outlast every change of keys: random, kept in the database like the appliance's pairs.

One is the root of all control sub-keys that only make keyed hashes and MACs. One makes the tags
that stand for content in the audit chain; only who may read the content has it. A vault that was
made as format 1 has two more: the key of its audit chain, which must stay checkable, and the one
that its originals were sealed under, for as long as some are not moved.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from appliance.crypto.wrapping import WrapBroken, unwrap, wrap
from appliance.errors import VaultDamaged
from appliance.vault.domains import CONTENT, CONTROL, Domain
from appliance.vault.identity import DOMAINS, PURPOSE, binding

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.vault.connection import Connection

    Subkey = Callable[[str, Domain], bytes]

LASTING, AUDIT, FORMER_BLOBS = "lasting", "audit", "former blobs"
CONTENT_TAGS = "content tags"
KEY_BYTES = 32


def domain_of(kind: str) -> Domain:
    """Under whose sub-key a row of `identity` is wrapped."""
    return CONTENT if kind in (FORMER_BLOBS, CONTENT_TAGS) else DOMAINS.get(kind, CONTROL)


def put(connection: Connection, kind: str, key: bytes | bytearray, subkey: Subkey) -> None:
    """Add a key, inside the caller's transaction."""
    wrapped = wrap(subkey(PURPOSE, domain_of(kind)), key, binding=binding(kind))
    connection.execute(
        "INSERT INTO identity (kind, public, wrapped) VALUES (?, x'', ?)", (kind, wrapped)
    )


def put_new(connection: Connection, subkey: Subkey) -> None:
    """Add the lasting keys of a new vault."""
    for kind in (LASTING, CONTENT_TAGS):
        put(connection, kind, os.urandom(KEY_BYTES), subkey)


def get(connection: Connection, kind: str, subkey: Subkey) -> bytearray | None:
    """A key, which the caller wipes, or None. Raises: VaultDamaged."""
    row = connection.execute("SELECT wrapped FROM identity WHERE kind = ?", (kind,)).fetchone()
    if row is None:
        return None
    try:
        return unwrap(subkey(PURPOSE, domain_of(kind)), bytes(row[0]), binding=binding(kind))
    except WrapBroken as error:
        raise VaultDamaged(kind, why="one of its own keys is not genuine") from error
