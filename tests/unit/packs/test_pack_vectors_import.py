"""The import into a real vault over every pack of tests/vectors/pack: what a vault refuses of them.

The vault is the recipient of the vector, and trusts the keys that the vector names. What the
content means (a policy's fields, trust documents, weights) has tests of its own.
"""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

from appliance.crypto.signing import key_id
from appliance.crypto.wrapping import wrap
from appliance.errors import (
    ApplianceError,
    DiskFull,
    ModelRefused,
    TrustFileInvalid,
)
from appliance.jobs import Job
from appliance.packs import trust_documents as documents
from appliance.packs.custody import Custody
from appliance.packs.receiving import Receiving
from appliance.packs.registry import Registry
from appliance.packs.trust_records import RoleKeys, Root, RootRoles, SignedDocument
from appliance.vault.identity import DOMAINS, PURPOSE, RECIPIENT, binding
from appliance.vault.store import Vault
from tests.unit.packs.publishing import FAST, NOON, MovableClock
from tests.unit.packs.test_pack_vectors import NAMES, OUTCOMES, Vector, load

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from appliance.packs.trust_records import Imported

PASSPHRASE = "correct horse battery staple"
ROOT_KEY = Ed25519PrivateKey.from_private_bytes(bytes([77]) * 32)
# Good as packs, but a vault looks further: no trust documents are inside, and no machine has that.
LOOKED_FURTHER: dict[str, tuple[type[ApplianceError], ...]] = {
    "good_trust": (TrustFileInvalid,),
    "good_model_needs": (DiskFull, ModelRefused),
}


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "vault"
    made, _code = Vault.create(folder, PASSPHRASE, clock=MovableClock(), kdf=FAST)
    made.lock()
    return folder


def pin(custody: Custody, vector: Vector) -> None:
    """Trust the vector's keys, with its threshold; keys nobody has fill up what is missing."""
    packs = {key_id(key): key for key in vector.trusted}
    for number in range(vector.threshold - len(packs)):
        unused = Ed25519PrivateKey.from_private_bytes(bytes([90 + number]) * 32)
        raw = unused.public_key().public_bytes_raw()
        packs[key_id(raw)] = raw
    own = documents.publisher_key(ROOT_KEY.public_key().public_bytes_raw(), "root")
    listed = [own, *(documents.publisher_key(raw, "packs") for raw in packs.values())]
    alone = RoleKeys((own.id,), 1)
    root = Root(
        format=1,
        publisher="head-office",
        version=1,
        created="2026-01-01T00:00:00Z",
        expires="2029-01-01T00:00:00Z",
        keys=tuple(sorted(listed, key=lambda one: one.id)),
        roles=RootRoles(
            packs=RoleKeys(tuple(sorted(packs)), vector.threshold), revocation=alone, root=alone
        ),
    )
    signed = documents.sign(SignedDocument((), root), [ROOT_KEY])
    custody.trust.pin(signed, typed=documents.fingerprint(root), source="test")


@contextmanager
def branch(template: Path, folder: Path, vector: Vector) -> Iterator[tuple[Vault, Receiving]]:
    shutil.copytree(template, folder)
    vault = Vault.open(folder, PASSPHRASE, clock=MovableClock(NOON))
    try:
        if vector.recipient is not None:
            public = X25519PrivateKey.from_private_bytes(vector.recipient).public_key()
            with vault.transaction() as connection:
                key = vault.subkey(PURPOSE, DOMAINS[RECIPIENT])
                sealed = wrap(key, vector.recipient, binding=binding(RECIPIENT))
                connection.execute(
                    "INSERT OR REPLACE INTO identity (kind, public, wrapped) VALUES (?, ?, ?)",
                    (RECIPIENT, public.public_bytes_raw(), sealed),
                )
        clock = MovableClock(NOON)
        custody = Custody(vault, clock)
        with vault.transaction():
            pin(custody, vector)
        registry = Registry(vault, clock, custody=custody)
        yield (
            vault,
            Receiving(
                vault, custody, registry, branch="branch-12", self_test=lambda *_arguments: ""
            ),
        )
    finally:
        vault.lock()


def traces(vault: Vault) -> tuple[object, ...]:
    connection = vault.connection()
    counts = [
        connection.execute(f"SELECT count(*) FROM {table}").fetchall()  # noqa: S608  # constants
        for table in ("model", "pack_import", "pack_item")
    ]
    return (*counts, *sorted(path.name for path in vault.models_folder.iterdir()))


@pytest.mark.parametrize("name", NAMES)
def test_an_import_gives_the_expected_outcome(name: str, template: Path, tmp_path: Path) -> None:
    vector = load(name)
    path = tmp_path / "vector.cofferpack"
    path.write_bytes(vector.body)
    with branch(template, tmp_path / "vault", vector) as (vault, receiving):
        before = traces(vault)

        def bring() -> Imported:
            return receiving.bring(
                path,
                passphrase=vector.passphrase,
                shown=None,
                log=lambda _imported: None,
                job=Job(),
            )

        if vector.expect == "success" and name not in LOOKED_FURTHER:
            imported = bring()
            assert traces(vault) != before
            assert len(imported.signers) >= vector.threshold
            return
        wanted = LOOKED_FURTHER.get(name) or (OUTCOMES[vector.expect],)
        with pytest.raises(wanted) as caught:
            bring()
        assert type(caught.value) in wanted
        assert traces(vault) == before
