"""Ways to a user's secret: a passphrase, with or without a key file, or the codes of a recovery.

The secret is the user's private key and the vault's anchor, 32 random bytes that are the same for
every user and for the life of the vault. Anybody can seal something to a public key; a key of the
vault is sealed under the anchor first, so that nobody can put keys of his own into the header
(and a database of his own beside it) who was never let into this vault.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from appliance.crypto.kdf import SALT_BYTES, KdfParams, argon2id, hkdf
from appliance.crypto.sealed_box import SealBroken, open_sealed, seal_to
from appliance.crypto.wrapping import OVERHEAD_BYTES, WrapBroken, unwrap, wrap
from appliance.errors import BadInput, HeaderDamaged
from appliance.vault import format_1
from appliance.vault.costs import bounded, passphrase_bytes
from appliance.vault.header import (
    SECRET_BYTES,
    Code,
    Credential,
    FormerCode,
    FormerPassphrase,
    Grant,
    Passphrase,
    Shares,
)
from appliance.vault.vouching import voucher

if TYPE_CHECKING:
    from appliance.vault.domains import Domain
    from appliance.vault.recovery import Share

DOMAIN_KEY_BYTES = ANCHOR_BYTES = 32
PRIVATE = slice(0, 32)
ANCHOR = slice(32, SECRET_BYTES)
_NO_WRAP = bytes(SECRET_BYTES + OVERHEAD_BYTES)
_PAIRS = ((1, 2), (1, 3), (2, 3))
# In place of a user's id in what recoveries are bound to.
CODE_OWNER = "code"
SHARES_OWNER = "shares"


def new_passphrase(
    secret: bytes | bytearray,
    passphrase: str,
    *,
    kdf: KdfParams,
    vault_id: str,
    user_id: str,
    key_file: bytes | None = None,
    first: bool = False,
) -> Passphrase:
    """A credential for this passphrase; `key_file` is the file's digest. Raises: BadInput."""
    bare = Passphrase(
        first=first,
        iterations=kdf.iterations,
        key_file=key_file is not None,
        lanes=kdf.lanes,
        memory_kib=kdf.memory_kib,
        salt=os.urandom(SALT_BYTES),
        wrapped=_NO_WRAP,
    )
    key = _passphrase_key(passphrase, bare, kdf, key_file)
    binding = _binding(bare, vault_id, user_id)
    return replace(bare, wrapped=wrap(key, secret, binding=binding))


def open_credential(
    credential: Credential,
    passphrase: str,
    *,
    vault_id: str,
    user_id: str,
    key_file: bytes | None = None,
) -> bytearray:
    """The user's secret, which the caller wipes.

    Raises:
        WrapBroken: another passphrase or key file.
        HeaderDamaged: it asks for a cost outside the bounds; nothing was allocated for it.
    """
    if isinstance(credential, FormerPassphrase):
        slot = format_1.PassphraseSlot(
            credential.iterations,
            credential.lanes,
            credential.memory_kib,
            credential.salt,
            credential.master,
        )
        master = format_1.open_passphrase(slot, passphrase, vault_id)
        return _open_former(credential, master, vault_id, user_id)
    kdf = bounded(credential.memory_kib, credential.iterations, credential.lanes)
    try:
        key = _passphrase_key(
            passphrase, credential, kdf, key_file if credential.key_file else None
        )
    except BadInput as error:  # nobody has such a passphrase, so it is simply a wrong one
        raise WrapBroken from error
    return unwrap(key, credential.wrapped, binding=_binding(credential, vault_id, user_id))


def former_credential(
    secret: bytes | bytearray,
    slot: format_1.PassphraseSlot,
    master: bytes | bytearray,
    *,
    vault_id: str,
    user_id: str,
) -> FormerPassphrase:
    """Carries a slot of format 1 over whose passphrase is not known now."""
    bare = FormerPassphrase(
        slot.iterations, slot.lanes, slot.wrapped, slot.memory_kib, slot.salt, _NO_WRAP
    )
    binding = _binding(bare, vault_id, user_id)
    return replace(bare, wrapped=wrap(_former_key(master), secret, binding=binding))


def wrap_code(
    secret: bytes | bytearray,
    code: bytes,
    *,
    public: bytes,
    grants: tuple[Grant, ...],
    vault_id: str,
) -> Code:
    """A recovery that this code opens.

    No slow derivation: 160 random bits cannot be guessed at any price per guess.
    """
    bare = Code(grants=grants, public=public, salt=os.urandom(SALT_BYTES), wrapped=_NO_WRAP)
    key = _code_key(code, bare.salt)
    return replace(bare, wrapped=wrap(key, secret, binding=_binding(bare, vault_id, CODE_OWNER)))


def former_code(
    secret: bytes | bytearray,
    slot: format_1.RecoverySlot,
    master: bytes | bytearray,
    *,
    public: bytes,
    grants: tuple[Grant, ...],
    vault_id: str,
) -> FormerCode:
    """Carries a recovery code of format 1 over that is not known now."""
    bare = FormerCode(grants, slot.wrapped, public, slot.salt, _NO_WRAP)
    binding = _binding(bare, vault_id, CODE_OWNER)
    return replace(bare, wrapped=wrap(_former_key(master), secret, binding=binding))


def open_code(entry: Code | FormerCode, code: bytes, *, vault_id: str) -> bytearray:
    """The recovery's secret, which the caller wipes. Raises: WrapBroken."""
    if isinstance(entry, FormerCode):
        slot = format_1.RecoverySlot(entry.salt, entry.master)
        master = format_1.open_code(slot, code, vault_id)
        return _open_former(entry, master, vault_id, CODE_OWNER)
    key = _code_key(code, entry.salt)
    return unwrap(key, entry.wrapped, binding=_binding(entry, vault_id, CODE_OWNER))


def wrap_shares(
    secret: bytes | bytearray,
    shares: tuple[Share, ...],
    *,
    public: bytes,
    grants: tuple[Grant, ...],
    vault_id: str,
) -> Shares:
    """A recovery that any two of these three shares open."""
    bare = Shares(
        grants=grants, public=public, salt=os.urandom(SALT_BYTES), wrapped=(_NO_WRAP,) * 3
    )
    binding = _binding(bare, vault_id, SHARES_OWNER)
    by_holder = dict(shares)
    return replace(
        bare,
        wrapped=tuple(
            wrap(
                _pair_key(((a, by_holder[a]), (b, by_holder[b])), bare.salt),
                secret,
                binding=binding,
            )
            for a, b in _PAIRS
        ),
    )


def open_shares(entry: Shares, pair: tuple[Share, Share], *, vault_id: str) -> bytearray:
    """The recovery's secret, which the caller wipes. Raises: WrapBroken."""
    wrapped = entry.wrapped[_PAIRS.index((pair[0][0], pair[1][0]))]
    binding = _binding(entry, vault_id, SHARES_OWNER)
    return unwrap(_pair_key(pair, entry.salt), wrapped, binding=binding)


def grant(
    key: bytes | bytearray,
    *,
    domain: Domain,
    generation: int,
    public: bytes,
    anchor: bytes | bytearray,
    vault_id: str,
    user_id: str,
) -> Grant:
    """The key of a domain for one user, and the word of somebody who holds it that it is theirs."""
    info = _grant_info(domain, generation, vault_id, user_id)
    inner = wrap(_anchor_key(anchor), key, binding=info)
    vouched = voucher(
        key,
        domain=domain,
        generation=generation,
        public=public,
        vault_id=vault_id,
        user_id=user_id,
    )
    return Grant(domain, generation, seal_to(public, inner, info=info), vouched)


def open_grant(
    given: Grant, secret: bytes | bytearray, *, vault_id: str, user_id: str
) -> bytearray:
    """The key of the domain, which the caller wipes. Raises: HeaderDamaged."""
    info = _grant_info(given.domain, given.generation, vault_id, user_id)
    try:
        inner = open_sealed(secret[PRIVATE], given.sealed, info=info)
        return unwrap(_anchor_key(secret[ANCHOR]), bytes(inner), binding=info)
    except (SealBroken, WrapBroken) as error:
        raise HeaderDamaged(given.domain, why="it was changed by somebody else") from error


def _grant_info(domain: Domain, generation: int, vault_id: str, user_id: str) -> bytes:
    return b"\x00".join((
        b"cofferdam grant 2",
        vault_id.encode(),
        user_id.encode(),
        domain.encode(),
        str(generation).encode(),
    ))  # fmt: skip


def _anchor_key(anchor: bytes | bytearray) -> bytes:
    return hkdf(anchor, b"cofferdam anchor 2")


def _passphrase_key(
    passphrase: str, credential: Passphrase, kdf: KdfParams, key_file: bytes | None
) -> bytes:
    key = argon2id(passphrase_bytes(passphrase), credential.salt, kdf)
    if not credential.key_file:
        return key
    return hkdf(key + (key_file or b""), b"cofferdam key file 2", salt=credential.salt)


def _code_key(code: bytes, salt: bytes) -> bytes:
    return hkdf(code, b"cofferdam recovery code 2", salt=salt)


def _pair_key(pair: tuple[Share, Share], salt: bytes) -> bytes:
    (first, a), (second, b) = pair
    return hkdf(a + b, b"cofferdam recovery shares 2 %d %d" % (first, second), salt=salt)


def _former_key(master: bytes | bytearray) -> bytes:
    return hkdf(master, b"cofferdam former slot 2")


def _open_former(
    entry: FormerPassphrase | FormerCode, master: bytearray, vault_id: str, owner: str
) -> bytearray:
    try:
        key = _former_key(master)
    finally:
        master[:] = bytes(len(master))
    return unwrap(key, entry.wrapped, binding=_binding(entry, vault_id, owner))


def _binding(entry: Credential | Code | FormerCode | Shares, vault_id: str, owner: str) -> bytes:
    """The entry's own parameters, its user and its vault: moved or cheapened, it does not open.

    What changes with the keys of the vault (the grants) is left out.
    """
    if isinstance(entry, Shares):
        bare: object = replace(entry, wrapped=(_NO_WRAP,) * 3, grants=())
    elif isinstance(entry, Code | FormerCode):
        bare = replace(entry, wrapped=_NO_WRAP, grants=())
    else:
        bare = replace(entry, wrapped=_NO_WRAP)
    encoded = msgspec.json.encode(bare, order="sorted")
    return b"\x00".join((b"cofferdam slot 2", vault_id.encode(), owner.encode(), encoded))
