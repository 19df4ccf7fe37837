"""Making trust documents at head office: a root, its successor, a list; signed key by key."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from appliance.errors import BadInput, TrustFileInvalid
from appliance.files import read_limited
from appliance.packs import trust_documents as documents
from appliance.packs.trust_records import (
    ROLES,
    Revocation,
    RevokedKey,
    RevokedModel,
    RevokedPack,
    RoleKeys,
    Root,
    RootRoles,
    SignedDocument,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from appliance.clock import Clock
    from appliance.crypto.key_files import PublicKey
    from appliance.packs.trust_records import Role


def new_root(
    publisher: str,
    keys: Mapping[Role, Sequence[PublicKey]],
    thresholds: Mapping[Role, int],
    *,
    days: int,
    clock: Clock,
    before: Root | None = None,
) -> SignedDocument:
    """A root without signatures, valid from now for `days`; the successor of `before` if given.

    Raises: TrustFileInvalid: the result would be refused; BadInput: another publisher.
    """
    if before is not None and before.publisher != publisher:
        raise BadInput(what="The publisher", why=f"the root before is of {before.publisher}")
    now = clock.now()
    by_id = {key.id: key for role in ROLES for key in keys[role]}
    root = Root(
        format=documents.FORMAT,
        publisher=publisher,
        version=1 if before is None else before.version + 1,
        created=documents.moment(now),
        expires=documents.moment(now + timedelta(days=days)),
        keys=tuple(
            documents.publisher_key(by_id[one].raw, by_id[one].name) for one in sorted(by_id)
        ),
        roles=RootRoles(**{role: _role(keys[role], thresholds[role]) for role in ROLES}),
    )
    documents.check(root, name=documents.name_of(root))
    return SignedDocument((), root)


def new_list(
    root: Root,
    *,
    keys: Mapping[str, str],
    packs: Mapping[str, str],
    models: Mapping[str, str],
    days: int,
    clock: Clock,
    before: Revocation | None = None,
) -> SignedDocument:
    """A revocation list without signatures: what `before` says, and more; id or digest → reason.

    Raises: TrustFileInvalid: the result would be refused; BadInput: another publisher's list.
    """
    if before is not None and before.publisher != root.publisher:
        raise BadInput(what="The list before", why=f"it is of {before.publisher}")
    all_keys = {one.id: one.reason for one in before.keys} if before else {}
    all_packs = {one.id: one.reason for one in before.packs} if before else {}
    all_models = {one.digest: one.reason for one in before.models} if before else {}
    now = clock.now()
    revocation = Revocation(
        format=documents.FORMAT,
        publisher=root.publisher,
        version=1 if before is None else before.version + 1,
        root_version=root.version,
        created=documents.moment(now),
        expires=documents.moment(now + timedelta(days=days)),
        keys=tuple(RevokedKey(*one) for one in sorted({**all_keys, **keys}.items())),
        packs=tuple(RevokedPack(*one) for one in sorted({**all_packs, **packs}.items())),
        models=tuple(RevokedModel(*one) for one in sorted({**all_models, **models}.items())),
    )
    documents.check(revocation, name=documents.name_of(revocation))
    return SignedDocument((), revocation)


def read(path: Path) -> SignedDocument:
    """A document from a file. Raises: FileUnreadable, DocumentTooLarge, TrustFileInvalid."""
    return documents.parse(read_limited(path, documents.MAX_BYTES), name=path.name)


def read_root(path: Path) -> Root:
    """A root from a file. Raises: as `read`; TrustFileInvalid: it is a list."""
    signed = read(path).signed
    if not isinstance(signed, Root):
        raise TrustFileInvalid(name=path.name, why="it is not a root")
    return signed


def read_list(path: Path) -> Revocation:
    """A revocation list from a file. Raises: as `read`; TrustFileInvalid: it is a root."""
    signed = read(path).signed
    if not isinstance(signed, Revocation):
        raise TrustFileInvalid(name=path.name, why="it is not a revocation list")
    return signed


def _role(keys: Sequence[PublicKey], threshold: int) -> RoleKeys:
    return RoleKeys(tuple(sorted({key.id for key in keys})), threshold)
