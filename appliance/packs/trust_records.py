"""What trust documents say (docs/formats/trust.md), and what the program says about them."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

Role = Literal["root", "packs", "revocation"]
ROLES: tuple[Role, ...] = ("root", "packs", "revocation")

MAX_KEYS = 32
MAX_SIGNATURES = 64
MAX_REVOKED = 4096
# A version counts documents made by people; a stolen key must not be able to use up the numbers.
MAX_VERSION = 1_000_000
# The same for packs: a day's builds for centuries, and far below where other programs overflow.
MAX_SEQUENCE = 2**31 - 1

KeyId = Annotated[str, Meta(pattern="^[0-9a-f]{32}\\Z")]
Digest = Annotated[str, Meta(pattern="^[0-9a-f]{64}\\Z")]
PackId = Annotated[str, Meta(pattern="^[0-9a-f]{32}\\Z")]
Moment = Annotated[
    str, Meta(pattern="^20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\\Z")
]
PublisherName = Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9._-]{0,63}\\Z")]
_Version = Annotated[int, Meta(ge=1, le=MAX_VERSION)]
_Line = Annotated[str, Meta(min_length=1, max_length=300)]


class PublisherKey(Struct, frozen=True, forbid_unknown_fields=True):
    """One Ed25519 public key in hex; `id` is the first 16 bytes of its SHA-256 in hex."""

    id: KeyId
    public: Digest
    holder: _Line


class RoleKeys(Struct, frozen=True, forbid_unknown_fields=True):
    """Who may sign for a role, and how many different keys must."""

    keys: Annotated[tuple[KeyId, ...], Meta(min_length=1, max_length=MAX_KEYS)]
    threshold: Annotated[int, Meta(ge=1, le=MAX_KEYS)]


class RootRoles(Struct, frozen=True, forbid_unknown_fields=True):
    """The closed list of roles."""

    packs: RoleKeys
    revocation: RoleKeys
    root: RoleKeys


class Root(Struct, frozen=True, forbid_unknown_fields=True, tag="root", tag_field="type"):
    """Whom a vault trusts. `created` and `expires` are UTC, to the second."""

    format: int
    publisher: PublisherName
    version: _Version
    created: Moment
    expires: Moment
    keys: Annotated[tuple[PublisherKey, ...], Meta(min_length=1, max_length=MAX_KEYS)]
    roles: RootRoles

    def role(self, role: Role) -> RoleKeys:
        """Keys and threshold of one role."""
        chosen: RoleKeys = getattr(self.roles, role)
        return chosen

    def public_keys(self, role: Role) -> dict[str, bytes]:
        """Key id → 32 bytes of the public key, for the keys of one role."""
        allowed = set(self.role(role).keys)
        return {key.id: bytes.fromhex(key.public) for key in self.keys if key.id in allowed}


class RevokedKey(Struct, frozen=True, forbid_unknown_fields=True):
    """A key whose signatures count no more, whenever they were made."""

    id: KeyId
    reason: _Line


class RevokedPack(Struct, frozen=True, forbid_unknown_fields=True):
    """A pack, by its random id, that is no longer used."""

    id: PackId
    reason: _Line


class RevokedModel(Struct, frozen=True, forbid_unknown_fields=True):
    """A model, by the digest of its manifest, that is no longer used, however it came."""

    digest: Digest
    reason: _Line


class Revocation(
    Struct, frozen=True, forbid_unknown_fields=True, tag="revocation", tag_field="type"
):
    """What counts no more. A list is whole: it replaces the one before.

    `root_version`: the lowest root version that a vault must have to use it.
    """

    format: int
    publisher: PublisherName
    version: _Version
    root_version: _Version
    created: Moment
    expires: Moment
    keys: Annotated[tuple[RevokedKey, ...], Meta(max_length=MAX_REVOKED)] = ()
    packs: Annotated[tuple[RevokedPack, ...], Meta(max_length=MAX_REVOKED)] = ()
    models: Annotated[tuple[RevokedModel, ...], Meta(max_length=MAX_REVOKED)] = ()


class Signature(Struct, frozen=True, forbid_unknown_fields=True):
    """One Ed25519 signature in hex."""

    key: KeyId
    signature: Annotated[str, Meta(pattern="^[0-9a-f]{128}\\Z")]


class SignedDocument(Struct, frozen=True, forbid_unknown_fields=True):
    """A trust document as it travels."""

    signatures: Annotated[tuple[Signature, ...], Meta(max_length=MAX_SIGNATURES)]
    signed: Root | Revocation


class TrustState(Struct, frozen=True):
    """What a vault trusts now, as it was signed; without a root it trusts nobody."""

    root_document: SignedDocument | None = None
    revocation_document: SignedDocument | None = None

    @property
    def root(self) -> Root | None:
        """The root in force."""
        signed = None if self.root_document is None else self.root_document.signed
        return signed if isinstance(signed, Root) else None

    @property
    def revocation(self) -> Revocation | None:
        """The newest revocation list."""
        signed = None if self.revocation_document is None else self.revocation_document.signed
        return signed if isinstance(signed, Revocation) else None

    @property
    def revoked_keys(self) -> frozenset[str]:
        """Ids of keys whose signatures under packs count no more."""
        return frozenset(one.id for one in self.revocation.keys) if self.revocation else frozenset()


class TrustView(Struct, frozen=True):
    """What the screen and the command show; dates in ISO 8601, ages in whole days.

    `warnings` are sentences, the gravest first. `clock_behind` is True if the machine's clock is
    behind the latest time this vault has seen, which is then used instead.
    """

    pinned: bool
    publisher: str
    root_version: int
    fingerprint: str
    root_expires: str
    root_expired: bool
    keys: tuple[PublisherKey, ...]
    thresholds: dict[str, int]
    revocation_version: int
    revocation_created: str
    revocation_age_days: int | None
    revocation_expired: bool
    revoked_keys: tuple[RevokedKey, ...]
    revoked_packs: tuple[RevokedPack, ...]
    revoked_models: tuple[RevokedModel, ...]
    require_signed_models: bool
    time_used: str
    clock_behind: bool
    warnings: tuple[str, ...]


class SignerView(Struct, frozen=True):
    """One signature on a pack. `holder` is empty for a key that the root does not list."""

    key: str
    holder: str
    standing: Literal["trusted", "revoked", "unknown"]


class Refusal(Struct, frozen=True):
    """Why an import would be refused: an error's code, what is the matter, what to do."""

    code: str
    message: str
    next_step: str


class PackPreview(Struct, frozen=True):
    """What the import screen shows before anything is imported; plain data, nothing proved twice.

    Sizes are bytes; days and times ISO 8601 in UTC. `digest` names exactly what was shown: give it
    to the import, so that another file in the same place is refused. `installed_version` and
    `highest_sequence` are empty and 0 if the vault has nothing of that name. `differences` are
    sentences about what changes against the installed version, `warnings` what a person should
    know, `refusals` why the import would fail; without any, `importable` is True.
    """

    file: str
    pack_id: str
    digest: str
    kind: str
    name: str
    version: str
    sequence: int
    title: str
    publisher: str
    changes: str
    licence: str
    created: str
    expires: str
    file_bytes: int
    clear_bytes: int
    signers: tuple[SignerView, ...]
    signatures_needed: int
    signatures_met: bool
    needs_passphrase: bool
    for_this_appliance: bool
    installed_version: str
    highest_sequence: int
    already_imported: bool
    differences: tuple[str, ...]
    until: str | None
    branches: tuple[str, ...]
    purposes: tuple[str, ...]
    runs: int | None
    memory_needed_bytes: int
    memory_here_bytes: int
    disk_needed_bytes: int
    disk_free_bytes: int
    engine_needed: str
    engine_here: str
    instruction_sets_needed: tuple[str, ...]
    instruction_sets_missing: tuple[str, ...]
    self_tests: int
    warnings: tuple[str, ...]
    refusals: tuple[Refusal, ...]
    importable: bool


class Imported(Struct, frozen=True):
    """What an import brought.

    `model_digest` is empty for anything but a model; `accepted` names the trust documents that are
    in force since, for a pack of kind trust.
    """

    kind: str
    name: str
    version: str
    sequence: int
    publisher: str
    pack_id: str
    digest: str
    signers: tuple[str, ...]
    model_digest: str = ""
    accepted: tuple[str, ...] = ()
