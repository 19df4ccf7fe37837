"""The keys and the header of a new vault."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from msgspec.structs import replace

from appliance.crypto.sealed_box import new_private_key, public_of
from appliance.vault import header as headers
from appliance.vault import recovery, roster, slots
from appliance.vault.domains import Domain
from appliance.vault.header import ROLES, Header
from appliance.vault.keyring import Keyring

if TYPE_CHECKING:
    from appliance.crypto.kdf import KdfParams
    from appliance.vault.header import Grant

# Nobody has to type a name while there is one user only.
FIRST_USER = "owner"


@dataclass(frozen=True)
class Made:
    """What a new vault begins with."""

    head: Header
    ring: Keyring
    recovery_code: str


def first_header(
    name: str, passphrase: str, *, kdf: KdfParams, key_file: bytes | None, created_at: str
) -> Made:
    """One user with every role, and a recovery code. Raises: BadInput."""
    vault_id, user_id = os.urandom(16).hex(), os.urandom(8).hex()
    anchor = bytearray(os.urandom(slots.ANCHOR_BYTES))
    secret, recovering = new_private_key() + anchor, new_private_key() + anchor
    ring = Keyring(bytearray(secret))
    for domain in Domain:
        ring.put(domain, 1, bytearray(os.urandom(slots.DOMAIN_KEY_BYTES)))

    def grants(public: bytes, owner: str) -> tuple[Grant, ...]:
        return tuple(
            ring.grant(domain, public=public, vault_id=vault_id, user_id=owner)
            for domain in sorted(Domain)
        )

    try:
        public, public_code = (public_of(one[slots.PRIVATE]) for one in (secret, recovering))
        user = roster.new_record(
            user_id,
            name,
            names_key=ring.subkey("names"),
            vault_id=vault_id,
            roles=ROLES,
            domains=tuple(sorted(Domain)),
            public=public,
            credential=slots.new_passphrase(
                secret,
                passphrase,
                kdf=kdf,
                vault_id=vault_id,
                user_id=user_id,
                key_file=key_file,
            ),
        )
        code, code_secret = recovery.make()
        entry = slots.wrap_code(
            recovering,
            code_secret,
            public=public_code,
            grants=grants(public_code, slots.CODE_OWNER),
            vault_id=vault_id,
        )
    except BaseException:
        ring.wipe()
        raise
    finally:
        for key in (anchor, secret, recovering):
            key[:] = bytes(len(key))
    bare = Header(
        format=headers.FORMAT,
        vault_id=vault_id,
        created_at=created_at,
        revision=1,
        generation=1,
        users=(replace(user, grants=grants(public, user_id)),),
        recovery=(entry,),
    )
    return Made(headers.signed(bare, mac_key=ring.subkey("header")), ring, code)
