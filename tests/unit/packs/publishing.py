"""A head office for tests: real keys, real trust documents and real packs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TYPE_CHECKING, Any

import msgspec
import tomli_w
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from appliance.crypto.kdf import KdfParams
from appliance.crypto.signing import key_id
from appliance.jobs import Job
from appliance.packs import pack_writer
from appliance.packs import trust_documents as documents
from appliance.packs.trust_records import (
    Revocation,
    RevokedKey,
    RevokedModel,
    RevokedPack,
    RoleKeys,
    Root,
    RootRoles,
    SignedDocument,
)
from tests.unit.packs.test_registry import pack as model_folder

if TYPE_CHECKING:
    from pathlib import Path

FAST = KdfParams(memory_kib=8 * 1024, iterations=1, lanes=1)
NOON = datetime(2026, 1, 2, 12, 0, 0, tzinfo=UTC)
_numbers = count()


@dataclass
class MovableClock:
    """Stands still until it is moved."""

    at: datetime = NOON

    def now(self) -> datetime:
        return self.at

    def monotonic(self) -> float:
        return 0.0


def new_keys(*names: str) -> dict[str, Ed25519PrivateKey]:
    return {name: Ed25519PrivateKey.generate() for name in names}


def public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


def identifier(key: Ed25519PrivateKey) -> str:
    return key_id(public(key))


@dataclass
class Office:
    """Publisher `head-office` with seven keys: three for roots, three for packs, one for lists."""

    keys: dict[str, Ed25519PrivateKey] = field(
        default_factory=lambda: new_keys("r1", "r2", "r3", "p1", "p2", "p3", "v1", "v2", "x")
    )
    publisher: str = "head-office"
    roots: str = "r1 r2 r3"
    packs: str = "p1 p2 p3"
    lists: str = "v1"
    root_threshold: int = 2
    pack_threshold: int = 1
    list_threshold: int = 1

    def root(self, version: int = 1, *, signed: str = "r1 r2", **other: object) -> SignedDocument:
        """A root as the fields above say, changed by `other`, signed by the keys named."""
        roles = RootRoles(
            packs=self._role(self.packs, self.pack_threshold),
            revocation=self._role(self.lists, self.list_threshold),
            root=self._role(self.roots, self.root_threshold),
        )
        used = {name for names in (self.roots, self.packs, self.lists) for name in names.split()}
        listed = [documents.publisher_key(public(self.keys[name]), name) for name in used]
        root = Root(
            format=1,
            publisher=self.publisher,
            version=version,
            created=documents.moment(NOON - timedelta(days=10)),
            expires=documents.moment(NOON + timedelta(days=700)),
            keys=tuple(sorted(listed, key=lambda one: one.id)),
            roles=roles,
        )
        return self.sign(msgspec.structs.replace(root, **other), signed)

    def list(
        self,
        version: int = 1,
        *,
        signed: str = "v1",
        keys: str = "",
        packs: tuple[str, ...] = (),
        models: tuple[str, ...] = (),
        **other: object,
    ) -> SignedDocument:
        """A revocation list; `keys` by their names here, packs by id, models by digest."""
        revocation = Revocation(
            format=1,
            publisher=self.publisher,
            version=version,
            root_version=1,
            created=documents.moment(NOON - timedelta(days=5)),
            expires=documents.moment(NOON + timedelta(days=300)),
            keys=tuple(
                RevokedKey(one, "stolen")
                for one in sorted(identifier(self.keys[name]) for name in keys.split())
            ),
            packs=tuple(RevokedPack(one, "wrong answers") for one in sorted(packs)),
            models=tuple(RevokedModel(one, "poisoned") for one in sorted(models)),
        )
        return self.sign(msgspec.structs.replace(revocation, **other), signed)

    def sign(self, signed: Root | Revocation, names: str) -> SignedDocument:
        chosen = [self.keys[name] for name in names.split()]
        return documents.sign(SignedDocument((), signed), chosen)

    def pack(
        self,
        folder: Path,
        *,
        to: bytes | None = None,
        passphrase: str | None = None,
        signed: str = "p1",
        name: str = "tiny",
        version: str = "1",
        sequence: int = 1,
        expires: str = "2027-01-01T00:00:00Z",
        kind: str = "embedding",
        weights: bytes = b"weights of a model " * 100,
        source: Path | None = None,
        clock: MovableClock | None = None,
        publisher: str | None = None,
        **recipe: object,
    ) -> Path:
        """A pack with a model in it, for one appliance or under a passphrase."""
        place = folder / f"pack{next(_numbers)}"
        if source is None:
            model_folder(place, name=name, version=version, kind=kind, weights=weights)
        else:
            place = source
        table = {
            "format": 1,
            "kind": "model",
            "publisher": publisher or self.publisher,
            "sequence": sequence,
            "expires": expires,
            **recipe,
        }
        return self._build(place, table, to, passphrase, signed, clock)

    def text(
        self,
        folder: Path,
        content: str,
        *,
        kind: str = "policy",
        to: bytes | None = None,
        signed: str = "p1",
        name: str = "rules",
        version: str = "1",
        sequence: int = 1,
        file: str = "text.toml",
        expires: str = "2027-01-01T00:00:00Z",
    ) -> Path:
        """A pack with a text in it."""
        place = folder / f"text{next(_numbers)}"
        place.mkdir(parents=True)
        (place / file).write_text(content, "utf-8")
        table = {
            "format": 1,
            "kind": kind,
            "publisher": self.publisher,
            "sequence": sequence,
            "expires": expires,
            "name": name,
            "version": version,
            "title": name.title(),
            "licence": "internal",
            "file": file,
        }
        return self._build(place, table, to, None, signed, None)

    def _build(
        self,
        place: Path,
        table: dict[str, Any],
        to: bytes | None,
        passphrase: str | None,
        signed: str,
        clock: MovableClock | None,
    ) -> Path:
        (place / "pack.toml").write_text(tomli_w.dumps(table))
        target = place.parent / f"{place.name}-{next(_numbers)}.cofferpack"
        pack_writer.build(
            place,
            target,
            to=[to] if to else [],
            passphrase=passphrase,
            kdf=FAST if passphrase else None,
            keys=[self.keys[name] for name in signed.split()],
            clock=clock or MovableClock(NOON - timedelta(days=3)),
            job=Job(),
        )
        return target

    def _role(self, names: str, threshold: int) -> RoleKeys:
        return RoleKeys(tuple(sorted(identifier(self.keys[n]) for n in names.split())), threshold)


def as_file(folder: Path, *chosen: SignedDocument) -> Path:
    """Trust documents in one file, one a line."""
    path = folder / f"trust{next(_numbers)}.json"
    path.write_bytes(b"".join(documents.encode(one) for one in chosen))
    return path
