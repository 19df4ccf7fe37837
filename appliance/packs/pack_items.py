"""Checklists, prompts and policies that came in signed packs, kept with their origin."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Literal

import msgspec
from msgspec import Struct

from appliance.clock import Clock, stamp
from appliance.confinement import console
from appliance.confinement.layers import CONSOLE_LAYERS
from appliance.errors import PackItemUnknown, VaultDamaged
from appliance.packs import policy as policies

if TYPE_CHECKING:
    from appliance.packs.imports import Imports
    from appliance.packs.pack_records import PackInfo
    from appliance.packs.policy import Policy
    from appliance.vault.store import Vault

ItemKind = Literal["checklist", "prompts", "policy"]

_COLUMNS = (
    "kind, name, version, sequence, publisher, title, file_name, digest, pack_id, signers, "
    "imported_at, content"
)


class PackItem(Struct, frozen=True):
    """One text with where it came from; `digest` is the SHA-256 of the text in hex.

    `quarantine` says why it may not be used, or is empty.
    """

    kind: ItemKind
    name: str
    version: str
    sequence: int
    publisher: str
    title: str
    file_name: str
    digest: str
    pack_id: str
    signers: tuple[str, ...]
    imported_at: str
    text: str
    quarantine: str = ""


class PackItems:
    """The texts of one vault. Thread-safe; every method raises VaultLocked after the lock."""

    def __init__(self, vault: Vault, clock: Clock, imports: Imports) -> None:
        self._vault = vault
        self._clock = clock
        self._imports = imports

    def items(self, kind: ItemKind | None = None) -> tuple[PackItem, ...]:
        """All texts, the newest of each name first."""
        rows = self._vault.connection().execute(
            f"SELECT {_COLUMNS} FROM pack_item WHERE ?1 IS NULL OR kind = ?1 "  # noqa: S608  # a constant
            "ORDER BY kind, name, sequence DESC",
            (kind,),
        )
        return tuple(self._item(row) for row in rows.fetchall())

    def get(self, kind: ItemKind, name: str, version: str | None = None) -> PackItem:
        """One text; the newest if no version is named. Raises: PackItemUnknown."""
        found = [one for one in self.items(kind) if one.name == name]
        for one in found:
            if version is None or one.version == version:
                return one
        raise PackItemUnknown(what=f"{kind} “{name}{f' {version}' if version else ''}”")

    def add(self, info: PackInfo, text: str, signers: tuple[str, ...]) -> None:
        """Keep a text; the same number of the same name is replaced by itself only.

        Raises: TrustFileInvalid: a policy that cannot be used; ConsoleNotConfined: it demands of
        the console what is not in force, so that the vault could not be opened again here.
        """
        manifest = info.manifest
        if manifest.kind == "policy":
            demanded = policies.parse(text, name=manifest.title).required_layers
            console.require([layer for layer in demanded if layer in CONSOLE_LAYERS])
        content = text.encode()
        with self._vault.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO pack_item (kind, name, version, sequence, publisher, "
                "title, file_name, content, digest, pack_id, signers, imported_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    manifest.kind,
                    manifest.name,
                    manifest.version,
                    manifest.sequence,
                    manifest.publisher,
                    manifest.title,
                    manifest.components[0].name,
                    content,
                    sha256(content).hexdigest(),
                    manifest.id,
                    msgspec.json.encode(signers).decode(),
                    stamp(self._clock),
                ),
            )

    def policy(self) -> Policy:
        """The strictest of the newest policy of each name; demands nothing if there is none.

        A policy that was revoked gives way to the one before it.
        """
        newest: dict[str, PackItem] = {}
        for item in self.items("policy"):
            if not item.quarantine:
                newest.setdefault(item.name, item)
        return policies.strictest(
            policies.parse(item.text, name=item.title) for item in newest.values()
        )

    def _item(self, row: tuple[object, ...]) -> PackItem:
        *facts, content = row
        assert isinstance(content, bytes)  # noqa: S101 - the column's type
        if sha256(content).hexdigest() != facts[7]:
            raise VaultDamaged("pack_item", why="an imported text was changed")
        facts[9] = msgspec.json.decode(str(facts[9]), type=tuple[str, ...])
        values = [*facts, content.decode(), self._imports.pack_quarantine(str(facts[8]))]
        return msgspec.convert(dict(zip(PackItem.__struct_fields__, values, strict=True)), PackItem)
