"""What came into the vault on whose word: the highest numbers seen, quarantine, runs used.

The rows lie in the encrypted and authenticated database and are never removed with a model, so
removing and importing again neither forgets a number nor gives runs back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from appliance.clock import Clock, stamp
from appliance.errors import LicenceRunsUsed, PackDowngrade
from appliance.packs import trust_rules
from appliance.packs.derived import parent_of
from appliance.packs.pack_records import Terms
from appliance.packs.records import PackOrigin

if TYPE_CHECKING:
    from appliance.packs.pack_records import PackInfo
    from appliance.packs.trust_store import TrustStore
    from appliance.vault.store import Vault

_COLUMNS = (
    "pack_id, pack_digest, publisher, name, version, sequence, model_digest, signers, threshold, "
    "licence, runs_used, quarantine, imported_at"
)


class ImportRow(msgspec.Struct, frozen=True):
    """One imported pack, as it is kept."""

    pack_id: str
    pack_digest: str
    publisher: str
    name: str
    version: str
    sequence: int
    model_digest: str | None
    signers: tuple[str, ...]
    threshold: int
    terms: Terms | None
    runs_used: int
    quarantine: str
    imported_at: str

    @property
    def origin(self) -> PackOrigin:
        """The part that is shown with a model."""
        terms = self.terms or Terms()
        return PackOrigin(
            pack_id=self.pack_id,
            pack_digest=self.pack_digest,
            publisher=self.publisher,
            sequence=self.sequence,
            signers=self.signers,
            imported_at=self.imported_at,
            until=terms.until,
            branches=terms.branches,
            purposes=terms.purposes,
            runs=terms.runs,
            runs_used=self.runs_used,
        )


class Imports:
    """The imported packs of one vault. Thread-safe; raises VaultLocked after the lock."""

    def __init__(self, vault: Vault, clock: Clock, trust: TrustStore) -> None:
        self._vault = vault
        self._clock = clock
        self._trust = trust

    def of_pack(self, pack_id: str) -> ImportRow | None:
        """The import of a pack, or None."""
        return self._one("pack_id = ?", pack_id)

    def of_model(self, digest: str) -> ImportRow | None:
        """The newest import that brought a model; its terms are in force.

        A model that was derived here has those of its parent.
        """
        return self._one("model_digest = ?", parent_of(self._vault.connection(), digest) or digest)

    def of_version(self, name: str, version: str) -> ImportRow | None:
        """The newest import of a version of a model, also of one that was removed since."""
        return self._one("kind = 'model' AND name = ? AND version = ?", name, version)

    def add(
        self,
        info: PackInfo,
        signers: tuple[str, ...],
        *,
        threshold: int,
        model_digest: str | None,
        quarantine: str = "",
    ) -> None:
        """Remember an import. The same pack again keeps the runs that it has used.

        It raises the bar like a first import, although somebody went back behind it before.
        """
        manifest = info.manifest
        terms = None if manifest.terms is None else msgspec.json.encode(manifest.terms).decode()
        with self._vault.transaction() as connection:
            connection.execute(
                "INSERT INTO pack_import (pack_id, pack_digest, publisher, kind, name, version, "
                "sequence, model_digest, signers, threshold, licence, quarantine, imported_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (pack_id) DO UPDATE "
                # A new id, so that it counts as seen after the last time somebody went back.
                "SET id = (SELECT max(id) + 1 FROM pack_import), "
                "signers = excluded.signers, threshold = excluded.threshold, "
                "quarantine = excluded.quarantine, imported_at = excluded.imported_at",
                (
                    manifest.id,
                    info.digest,
                    manifest.publisher,
                    manifest.kind,
                    manifest.name,
                    manifest.version,
                    manifest.sequence,
                    model_digest,
                    msgspec.json.encode(signers).decode(),
                    threshold,
                    terms,
                    quarantine,
                    stamp(self._clock),
                ),
            )

    def highest(self, publisher: str, kind: str, name: str) -> int:
        """The lowest number that a pack of this name may have; 0 if none was seen.

        Imports that only revoked keys vouched for do not count, or a thief of a key could have
        used up the numbers; a roll-back on purpose counts until something newer comes.
        """
        connection = self._vault.connection()
        named = (publisher, kind, name)
        back = connection.execute(
            "SELECT sequence, after_import FROM pack_rollback "
            "WHERE publisher = ? AND kind = ? AND name = ? ORDER BY id DESC LIMIT 1",
            named,
        ).fetchone()
        floor, after = (int(back[0]), int(back[1])) if back else (0, 0)
        rows = connection.execute(
            "SELECT sequence, signers, threshold FROM pack_import "
            "WHERE publisher = ? AND kind = ? AND name = ? AND id > ?",
            (*named, after),
        )
        for sequence, signers, threshold in rows:
            if self._counts(signers, threshold):
                floor = max(floor, int(sequence))
        return floor

    def check_number(self, info: PackInfo) -> None:
        """The pack is newer than all of its name, or one that is known. Raises: PackDowngrade.

        Two packs of one name with the same number are two stories told to two vaults; the second
        is refused, too.
        """
        manifest = info.manifest
        known = self.of_pack(manifest.id)
        highest = self.highest(manifest.publisher, manifest.kind, manifest.name)
        if known is None:
            fits = manifest.sequence > highest and not self._taken(info)
        else:
            fits = manifest.sequence >= highest and known.pack_digest == info.digest
        if not fits:
            raise PackDowngrade(name=manifest.title, found=manifest.sequence, highest=highest)

    def check_activation(self, digest: str, title: str) -> None:
        """A signed model that is older than the newest seen stays out. Raises: PackDowngrade.

        One that is newer than the one to which somebody went back raises the bar again.
        """
        row = self.of_model(digest)
        if row is None:
            return
        highest = self.highest(row.publisher, "model", row.name)
        if row.sequence < highest:
            raise PackDowngrade(name=title, found=row.sequence, highest=highest)
        if row.sequence > highest:
            with self._vault.transaction() as connection:
                connection.execute(
                    "UPDATE pack_import SET id = (SELECT max(id) + 1 FROM pack_import) "
                    "WHERE pack_id = ?",
                    (row.pack_id,),
                )

    def roll_back(self, row: ImportRow, *, because: str) -> None:
        """Take this number of a model again, although newer ones were seen."""
        with self._vault.transaction() as connection:
            last = connection.execute("SELECT max(id) FROM pack_import").fetchall()
            connection.execute(
                "INSERT INTO pack_rollback (publisher, kind, name, sequence, after_import, "
                "because, at) VALUES (?, 'model', ?, ?, ?, ?, ?)",
                (
                    row.publisher,
                    row.name,
                    row.sequence,
                    int(last[0][0] or 0),
                    because,
                    stamp(self._clock),
                ),
            )

    def model_quarantine(self, digest: str) -> str:
        """Why a model is set aside; empty if it may be used.

        A model that came from a folder is set aside only if its digest is revoked. One that was
        derived here is set aside with its parent, and if its own digest is revoked.
        """
        parent = parent_of(self._vault.connection(), digest)
        for revocable in (digest, *((parent,) if parent else ())):
            revoked = trust_rules.revoked_reason(
                self._trust.state(), pack_id=None, model_digest=revocable
            )
            if revoked:
                return f"head office revoked it: {revoked}"
        row = self.of_model(digest)
        return "" if row is None else self._set_aside(row) or self._trust.stop_reason()

    def pack_quarantine(self, pack_id: str) -> str:
        """Why what a pack brought is set aside; empty if it may be used."""
        row = self.of_pack(pack_id)
        return "it is not known how it came here" if row is None else self._set_aside(row)

    def use(self, pack_id: str, runs: int, *, name: str) -> None:
        """Count runs; joins the transaction of the audit line. Raises: LicenceRunsUsed."""
        with self._vault.transaction() as connection:
            row = self.of_pack(pack_id)
            limit = row.terms.runs if row and row.terms else None
            if row is None or limit is None:
                return
            if row.runs_used + runs > limit:
                raise LicenceRunsUsed(name=name, runs=limit)
            connection.execute(
                "UPDATE pack_import SET runs_used = runs_used + ? WHERE pack_id = ?",
                (runs, pack_id),
            )

    def _set_aside(self, row: ImportRow) -> str:
        state = self._trust.state()
        revoked = trust_rules.revoked_reason(
            state, pack_id=row.pack_id, model_digest=row.model_digest
        )
        if revoked:
            return f"head office revoked it: {revoked}"
        if row.quarantine:
            return row.quarantine
        if len(set(row.signers) - state.revoked_keys) >= row.threshold:
            return ""
        why = trust_rules.key_reason(state, row.signers)
        return f"it was signed with a key that head office revoked: {why}"

    def _taken(self, info: PackInfo) -> bool:
        """Another pack had this number, on the word of keys that still count."""
        manifest = info.manifest
        rows = self._vault.connection().execute(
            "SELECT signers, threshold FROM pack_import WHERE publisher = ? AND kind = ? "
            "AND name = ? AND sequence = ? AND pack_digest != ?",
            (manifest.publisher, manifest.kind, manifest.name, manifest.sequence, info.digest),
        )
        return any(self._counts(*row) for row in rows)

    def _counts(self, signers: str, threshold: int) -> bool:
        revoked = self._trust.state().revoked_keys
        left = set(msgspec.json.decode(signers, type=tuple[str, ...])) - revoked
        return len(left) >= threshold

    def _one(self, where: str, *values: str) -> ImportRow | None:
        row = (
            self._vault.connection()
            .execute(
                f"SELECT {_COLUMNS} FROM pack_import WHERE {where} ORDER BY id DESC LIMIT 1",  # noqa: S608  # constants
                values,
            )
            .fetchone()
        )
        if row is None:
            return None
        facts = dict(zip(ImportRow.__struct_fields__, row, strict=True))
        facts["signers"] = msgspec.json.decode(facts["signers"])
        facts["terms"] = None if facts["terms"] is None else msgspec.json.decode(facts["terms"])
        return msgspec.convert(facts, ImportRow)
