"""The checklists of one vault: those of the program, own and imported ones, those of packs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from appliance.clock import stamp
from appliance.errors import (
    ChecklistExists,
    ChecklistInvalid,
    ChecklistUnknown,
    KeyRevoked,
    VaultDamaged,
)
from appliance.review.checklists import signing
from appliance.review.checklists.reading import digest, look, read
from appliance.review.checklists.records import Checklist, Problem, Shelved, Signed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Literal

    from appliance.clock import Clock
    from appliance.packs.custody import Custody
    from appliance.packs.pack_items import PackItem
    from appliance.vault.store import Vault

_FOLDER = Path(__file__).parent / "shipped"


@dataclass(frozen=True)
class Copy:
    """A checklist with its file, letter by letter, and the note of who signed it, or ""."""

    shelved: Shelved
    content: bytes
    note: str = ""


@cache
def shipped() -> tuple[tuple[Checklist, bytes], ...]:
    """The checklists that come with the program and their files, by name; read once."""
    files = [path.read_bytes() for path in sorted(_FOLDER.glob("*.toml"))]
    return tuple((read(content, "shipped"), content) for content in files)


@lru_cache(maxsize=256)
def _looked(content: bytes) -> tuple[Checklist | None, tuple[Problem, ...]]:
    """As `look`, once for each wording: a vault's own checklists are asked for again and again."""
    return look(content)


class Shelf:
    """Checklists by name and version. Thread-safe; raises VaultLocked after the lock.

    Of two of one name and version with different contents, which only packs can bring, the
    program's comes before a pack's, and a pack's before an own one; `troubles` names the other.
    """

    def __init__(self, vault: Vault, clock: Clock, custody: Custody) -> None:
        self._vault = vault
        self._clock = clock
        self._custody = custody

    def all(self) -> tuple[Shelved, ...]:
        """Each name and version once, by name, the newest version first."""
        return tuple(copy.shelved for copy in self.copies())

    def copies(self) -> tuple[Copy, ...]:
        """The same with their files."""
        return tuple(self._sorted()[0].values())

    def troubles(self) -> tuple[tuple[str, tuple[Problem, ...]], ...]:
        """Checklists of packs and own ones that cannot be used, by their titles, and why."""
        return tuple(self._sorted()[1])

    def get(self, name: str, version: str | None = None) -> Shelved:
        """One checklist; without a version the newest that is in force, else the newest.

        Raises: ChecklistUnknown.
        """
        return self.copy(name, version).shelved

    def copy(self, name: str, version: str | None = None) -> Copy:
        """The same with its file. Raises: ChecklistUnknown."""
        found = [
            copy
            for copy in self.copies()
            if copy.shelved.checklist.name == name
            and version in (None, copy.shelved.checklist.version)
        ]
        if not found:
            raise ChecklistUnknown(
                name=name, where=f"of version {version}" if version else "on the shelf"
            )
        return next((copy for copy in found if copy.shelved.in_force), found[0])

    def put(
        self, content: bytes, *, origin: Literal["own", "imported"], name: str = "", note: str = ""
    ) -> Shelved:
        """Keep a checklist's file; `name` is the file's, `note` who signed it, already checked.

        Keeping the same content again changes nothing, but that a signature is added.
        Raises: ChecklistInvalid; ChecklistExists: that version has another content.
        """
        checklist = read(content, name)
        with self._vault.transaction() as connection:
            before = self._of(checklist)
            if before is not None:
                if before.shelved.checklist != checklist:
                    raise ChecklistExists(name=checklist.name, version=checklist.version)
                if not note or before.content != content or before.shelved.origin == "shipped":
                    return before.shelved
            connection.execute(
                "INSERT OR REPLACE INTO checklist "
                "(name, version, sha256, origin, changed_at, content, signature) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    checklist.name,
                    checklist.version,
                    digest(content),
                    before.shelved.origin if before else origin,
                    stamp(self._clock),
                    content.decode("utf-8"),
                    note,
                ),
            )
        return self.get(checklist.name, checklist.version)

    def remove(self, name: str, version: str) -> None:
        """Take an own or imported checklist off the shelf; reviews keep the one they used.

        Raises: ChecklistUnknown: also for those of the program and of packs.
        """
        origin = self.get(name, version).origin
        if origin not in ("own", "imported"):
            whose = "with the program" if origin == "shipped" else "in a pack"
            raise ChecklistUnknown(name=name, where=f"that can be removed: it came {whose}")
        with self._vault.transaction() as connection:
            connection.execute(
                "DELETE FROM checklist WHERE name = ? AND version = ?", (name, version)
            )

    def _of(self, checklist: Checklist) -> Copy | None:
        key = checklist.name, checklist.version
        return self._sorted()[0].get(key)

    def _sorted(
        self,
    ) -> tuple[dict[tuple[str, str], Copy], list[tuple[str, tuple[Problem, ...]]]]:
        troubles: list[tuple[str, tuple[Problem, ...]]] = []
        found: dict[tuple[str, str], Copy] = {}
        for copy in (*self._shipped(), *self._of_packs(troubles), *self._rows(troubles)):
            checklist = copy.shelved.checklist
            before = found.setdefault((checklist.name, checklist.version), copy)
            if before.shelved.checklist != checklist:
                why = (
                    f"version {checklist.version} of it is there twice with different contents; "
                    f"this one ({copy.shelved.origin}) is not used"
                )
                troubles.append((checklist.title, (Problem("version", why),)))
        ordered = sorted(found, key=lambda key: _number(key[1]), reverse=True)
        return {key: found[key] for key in sorted(ordered, key=lambda key: key[0])}, troubles

    def _shipped(self) -> Iterator[Copy]:
        for checklist, content in shipped():
            now = self._now(checklist)
            yield Copy(Shelved(checklist, "shipped", digest(content), in_force=now), content)

    def _of_packs(self, troubles: list[tuple[str, tuple[Problem, ...]]]) -> Iterator[Copy]:
        for item in self._custody.items.items("checklist"):
            if item.quarantine:
                continue
            content = item.text.encode()
            checklist, wrong = _looked(content)
            if checklist is None or wrong:
                troubles.append((item.title, wrong))
                continue
            signers = self._signers(item)
            yield Copy(
                Shelved(
                    checklist,
                    "pack",
                    item.digest,
                    changed_at=item.imported_at,
                    signed=signers[0] if signers else None,
                    in_force=self._now(checklist),
                    signers=signers,
                ),
                content,
            )

    def _signers(self, item: PackItem) -> tuple[Signed, ...]:
        """Who signed a pack; what is revoked since was set aside before."""
        state = self._custody.trust.state()
        known = {key.id: key.holder for key in state.root.keys} if state.root else {}
        return tuple(
            Signed(
                key,
                known.get(key, item.publisher),
                item.imported_at,
                trusted=key in known and key not in state.revoked_keys,
            )
            for key in item.signers
        )

    def _rows(self, troubles: list[tuple[str, tuple[Problem, ...]]]) -> Iterator[Copy]:
        rows = self._vault.connection().execute(
            "SELECT name, sha256, origin, changed_at, content, signature FROM checklist"
        )
        for name, sha256, origin, changed_at, text, note in rows.fetchall():
            content = str(text).encode()
            if digest(content) != sha256:
                raise VaultDamaged("checklist", why="a kept checklist was changed")
            checklist, wrong = _looked(content)
            if checklist is None or wrong:
                # Another version of the program takes what this one refuses; it is not damaged.
                troubles.append((str(name), wrong))
                continue
            try:
                signed = self.signer(content, str(note))
            except KeyRevoked as error:
                troubles.append((checklist.title, (Problem("the signature", error.message),)))
                continue
            except ChecklistInvalid as error:
                raise VaultDamaged("checklist", why="a kept signature was changed") from error
            yield Copy(
                Shelved(
                    checklist,
                    origin,
                    sha256,
                    changed_at=changed_at,
                    signed=signed,
                    in_force=self._now(checklist),
                    signers=(signed,) if signed else (),
                ),
                content,
                str(note),
            )

    def signer(self, content: bytes, note: str) -> Signed | None:
        """Who signed a file by its note, and whether the vault trusts them; None without a note.

        Raises: ChecklistInvalid: the note is not of this file; KeyRevoked.
        """
        if not note:
            return None
        return signing.check(
            content,
            note.encode(),
            state=self._custody.trust.state(),
            own=self._vault.identity.signing_public(),
        )

    def _now(self, checklist: Checklist) -> bool:
        today = self._clock.now().date().isoformat()
        return (checklist.valid_from or today) <= today <= (checklist.valid_to or today)


def _number(version: str) -> tuple[int, ...]:
    return tuple(map(int, version.split(".")))
