"""What a pack file says about itself. The structure is docs/formats/pack.md."""

from __future__ import annotations

from typing import Annotated, Literal

from msgspec import Meta, Struct

from appliance.packs.records import Manifest

PackKind = Literal["model", "checklist", "prompts", "policy", "trust"]
Purpose = Literal["answer", "search", "score", "review"]

# The highest number of a version: reached by no honest publisher, far from any integer limit.
MAX_SEQUENCE = 2**31 - 1

_Id = Annotated[str, Meta(pattern="^[0-9a-f]{32}\\Z")]
_Digest = Annotated[str, Meta(pattern="^[0-9a-f]{64}\\Z")]
_Name = Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9._-]{0,63}\\Z")]
_Version = Annotated[str, Meta(pattern="^[0-9A-Za-z][0-9A-Za-z.+_-]{0,31}\\Z")]
_Line = Annotated[str, Meta(min_length=1, max_length=300)]
_Text = Annotated[str, Meta(max_length=4000)]
_Day = Annotated[str, Meta(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}\\Z")]
_Time = Annotated[str, Meta(pattern="^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z\\Z")]
_Bytes = Annotated[int, Meta(ge=0, le=2**50)]


class PackComponent(Struct, frozen=True, forbid_unknown_fields=True):
    """One file of the payload: clear size (1 to 2^40 bytes) and SHA-256 of the clear bytes.

    `name` and `size_bytes` are checked by `pack_manifest`, which names the cause of a refusal.
    """

    name: str
    size_bytes: int
    sha256: _Digest


class Needs(Struct, frozen=True, forbid_unknown_fields=True):
    """What the content needs. `engine` is the oldest engine version that reads it, or empty."""

    memory_bytes: _Bytes = 0
    disk_bytes: _Bytes = 0
    engine: Annotated[str, Meta(pattern="^([0-9]{1,6}(\\.[0-9]{1,6}){0,3})?\\Z")] = ""
    instruction_sets: Annotated[
        tuple[Annotated[str, Meta(pattern="^[a-z0-9_]{1,32}\\Z")], ...], Meta(max_length=32)
    ] = ()


class Terms(Struct, frozen=True, forbid_unknown_fields=True):
    """The licence's limits; None or an empty list means no limit of that sort.

    `until` is the last day (UTC) on which the model may be used; `runs` counts all uses.
    """

    until: _Day | None = None
    branches: Annotated[
        tuple[Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9-]{0,31}\\Z")], ...],
        Meta(max_length=1000),
    ] = ()
    purposes: Annotated[tuple[Purpose, ...], Meta(max_length=4)] = ()
    runs: Annotated[int, Meta(ge=1, le=10**12)] | None = None


class SelfTestCase(Struct, frozen=True, forbid_unknown_fields=True):
    """One question to a model and the answer its publisher got, as text.

    What the two texts hold depends on the model's kind. `tokens` is the length of the answer that
    is asked for, for a language model.
    """

    input: _Text
    expected: _Text
    tokens: Annotated[int, Meta(ge=1, le=64)] = 16


class PackManifest(Struct, frozen=True, forbid_unknown_fields=True):
    """The signed description. `model` is present exactly for kind `model`, unchanged.

    `sequence` orders the versions of one name of one publisher. `created` and `expires` are UTC;
    after `expires` the pack may no longer be imported.
    """

    format: int
    id: _Id
    kind: PackKind
    name: _Name
    version: _Version
    sequence: Annotated[int, Meta(ge=1, le=MAX_SEQUENCE)]
    publisher: _Name
    title: _Line
    licence: _Line
    created: _Time
    expires: _Time
    changes: _Text
    needs: Needs
    # How many there may be is checked by `pack_manifest`, which names the cause.
    components: tuple[PackComponent, ...]
    terms: Terms | None = None
    self_test: Annotated[tuple[SelfTestCase, ...], Meta(max_length=16)] = ()
    model: Manifest | None = None


class ApplianceRecipient(Struct, frozen=True):
    """An appliance for which the payload key is sealed; `key_id` of its X25519 public key, hex."""

    key_id: str
    sealed_key: bytes


class PassphraseRecipient(Struct, frozen=True):
    """Whoever knows the passphrase. Argon2id memory in KiB, passes, lanes."""

    memory_kib: int
    iterations: int
    lanes: int
    salt: bytes
    wrapped_key: bytes


Recipient = ApplianceRecipient | PassphraseRecipient


class Signature(Struct, frozen=True):
    """One publisher's Ed25519 signature; `key_id` of the public key in hex."""

    key_id: str
    value: bytes


class PackInfo(Struct, frozen=True):
    """A pack's head: checked for form, but its signatures and payload not yet.

    `digest` is the SHA-256 of the signed part, in hex: the pack's identity, whoever signed it.
    `signed_bytes` is the length of the signed part, `head_bytes` that of everything before the
    payload, `file_bytes` that of the whole pack.
    """

    manifest: PackManifest
    digest: str
    minor: int
    chunk_log2: int
    recipients: tuple[Recipient, ...]
    key_check: bytes
    signatures: tuple[Signature, ...]
    signed_bytes: int
    head_bytes: int
    file_bytes: int
