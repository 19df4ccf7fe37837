"""Pure changes of a header's list of users."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from appliance.errors import BadInput
from appliance.vault import opening
from appliance.vault.header import (
    ROLES,
    Credential,
    Grant,
    Header,
    Passphrase,
    Recovery,
    Shares,
    UserRecord,
)
from appliance.vault.records import RECOVERY_CODE, RECOVERY_SHARES, User

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from appliance.vault.domains import Domain


def new_record(
    user_id: str,
    name: str,
    *,
    names_key: bytes,
    vault_id: str,
    roles: tuple[str, ...],
    domains: tuple[Domain, ...],
    public: bytes,
    credential: Credential,
) -> UserRecord:
    """A user without any grant yet."""
    return UserRecord(
        credentials=(credential,),
        domains=domains,
        grants=(),
        id=user_id,
        name=opening.seal_name(name, names_key, vault_id=vault_id, user_id=user_id),
        name_tag=opening.name_tag(vault_id, name),
        public=public,
        roles=roles,  # type: ignore[arg-type]  # checked against the list before
    )


def receivers(head: Header) -> Iterator[tuple[UserRecord | Recovery, str]]:
    """Everybody to whom keys are sealed, with the id that their grants are bound to."""
    for record in head.users:
        yield record, record.id
    for entry in head.recovery:
        yield entry, opening.owner_of(entry)


def receiver_name(entry: UserRecord | Recovery, names_key: bytes, *, vault_id: str) -> str:
    """What a person calls a receiver. Raises: HeaderDamaged."""
    if isinstance(entry, UserRecord):
        return opening.open_name(entry, names_key, vault_id=vault_id)
    return RECOVERY_SHARES if isinstance(entry, Shares) else RECOVERY_CODE


def shown(record: UserRecord, names_key: bytes, *, vault_id: str) -> User:
    """What is told of a user. Raises: HeaderDamaged."""
    return User(
        id=record.id,
        name=opening.open_name(record, names_key, vault_id=vault_id),
        roles=record.roles,
        held=frozenset(given.domain for given in record.grants),
        pending=missing(record),
        key_file=any(isinstance(one, Passphrase) and one.key_file for one in record.credentials),
        must_change=any(isinstance(one, Passphrase) and one.first for one in record.credentials),
    )


def missing(record: UserRecord) -> frozenset[Domain]:
    """Domains that the user should hold and has no grant for."""
    return frozenset(record.domains) - {given.domain for given in record.grants}


def checked_roles(roles: Iterable[str]) -> tuple[str, ...]:
    """Known roles in their order, each once. Raises: BadInput."""
    chosen = tuple(sorted(set(roles)))
    if not chosen or not set(chosen) <= set(ROLES):
        raise BadInput(what="The role", why=f"it must be one of {', '.join(ROLES)}")
    return chosen


def with_grants(record: UserRecord, grants: Iterable[Grant]) -> UserRecord:
    """The record with these grants, in their order."""
    return replace(record, grants=tuple(sorted(grants, key=lambda given: given.domain)))


def with_user(head: Header, record: UserRecord) -> Header:
    """The header with this record in place of the one with its id."""
    users = tuple(record if one.id == record.id else one for one in head.users)
    return replace(head, users=users)


def with_due(head: Header, domains: Iterable[Domain]) -> Header:
    """The header with more domains whose keys ought to be changed."""
    return replace(head, due=tuple(sorted({*head.due, *domains})))


def renamed(record: UserRecord, old: bytes, new: bytes, *, vault_id: str) -> UserRecord:
    """The same name, sealed under another key. Raises: HeaderDamaged."""
    name = opening.open_name(record, old, vault_id=vault_id)
    return replace(record, name=opening.seal_name(name, new, vault_id=vault_id, user_id=record.id))
