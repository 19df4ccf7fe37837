"""Models that this appliance made of others: which, of what, and how they are described.

A derived model is a model like any other in the vault, sealed under a key of its own. Its
description is the parent's with the recipe and the measured cost of quality (`Derivation`), bound
into its digest. Nobody signs it: what vouches for it is that its parent was trusted, and this
appliance's own record of making it. So whatever stops the parent stops it, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import UnsetType, structs

from appliance.packs.records import Component, Derivation, Manifest, ModelRecord

if TYPE_CHECKING:
    from datetime import datetime

    from appliance.vault.connection import Connection

# Raised when another method makes other weights or other figures of the same parent.
TUNER_VERSION = 1
_NAME_ROOM, _VERSION_ROOM = 48, 17


def derivation(record: ModelRecord) -> Derivation | None:
    """How the model was made here; None if it came from outside."""
    derived = record.manifest.derived
    return None if isinstance(derived, UnsetType) else derived


def describe(
    parent: ModelRecord, made: Derivation, *, size_bytes: int, sha256: str, at: datetime
) -> Manifest:
    """The description of derived weights; `at` is UTC and makes the version unlike any before."""
    of = parent.manifest
    return structs.replace(
        of,
        name=f"{of.name[:_NAME_ROOM]}.{made.weights.lower()}",
        version=f"{of.version[:_VERSION_ROOM]}+{at:%Y%m%d%H%M%S}",
        title=f"{of.title[:270]} ({made.weights}, made here)",
        origin=f"Made on this appliance of the model {parent.digest}, which came from: {of.origin}"[
            :1000
        ],
        quantization=f"{made.weights}, from: {of.quantization}"[:300],
        components=(Component(of.components[0].name, size_bytes, sha256),),
        derived=made,
    )


def parent_of(connection: Connection, digest: str) -> str | None:
    """Digest of what a model was made of here; None if it came from outside, or is not there."""
    row = connection.execute(
        "SELECT json_extract(manifest, '$.derived.parent') FROM model WHERE digest = ?", (digest,)
    ).fetchone()
    return None if row is None or row[0] is None else str(row[0])


def children_of(connection: Connection, digest: str) -> tuple[str, ...]:
    """Digests of what was made of a model here, oldest first."""
    rows = connection.execute(
        "SELECT digest FROM model WHERE json_extract(manifest, '$.derived.parent') = ? ORDER BY id",
        (digest,),
    ).fetchall()
    return tuple(str(row[0]) for row in rows)
