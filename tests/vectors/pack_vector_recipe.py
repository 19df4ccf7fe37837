"""How packs for tests are made, good ones and bad ones: a second implementation of the format.

It shares no line with the program: JSON from the standard library, HKDF by hand, the primitives
from `cryptography`. Everything is fixed, so a second run writes the same.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import struct
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

FOLDER = Path(__file__).parent / "pack"
MAGIC = b"\x8bCOFPACK"
PASSPHRASE = "vector passphrase é"
COSTS = (8192, 1, 1)
Json = dict[str, Any]


def fixed(label: str, count: int = 32) -> bytes:
    """Bytes that stand for random ones."""
    return hashlib.shake_256(b"pack vectors " + label.encode()).digest(count)


PAYLOAD_KEY = fixed("payload key")
PACK_ID = fixed("pack id", 16).hex()
SIGNERS = [Ed25519PrivateKey.from_private_bytes(fixed(f"signer {n}")) for n in range(9)]
APPLIANCES = [X25519PrivateKey.from_private_bytes(fixed(f"appliance {n}")) for n in range(66)]


def raw(key: Ed25519PrivateKey | X25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


def short(public: bytes) -> bytes:
    """The id of a public key."""
    return hashlib.sha256(public).digest()[:16]


def hkdf(key: bytes, info: bytes, salt: bytes = bytes(32)) -> bytes:
    """One block of HKDF-SHA256 (RFC 5869) is all that 32 bytes need; no salt is 32 zeros."""
    return hmac.digest(hmac.digest(salt, key, "sha256"), info + b"\x01", "sha256")


def text(size: int) -> bytes:
    """ASCII that repeats only after 89, so that shifted chunks differ."""
    return bytes(33 + at % 89 for at in range(size))


def canonical(manifest: Json) -> bytes:
    return json.dumps(manifest, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def component(name: str, content: bytes) -> Json:
    return {"name": name, "sha256": hashlib.sha256(content).hexdigest(), "size_bytes": len(content)}


def manifest(kind: str, files: dict[str, bytes], **changes: object) -> Json:
    made: Json = {
        "changes": "First version.\nSecond line.",
        "components": [component(name, content) for name, content in files.items()],
        "created": "2026-01-02T12:00:00Z",
        "expires": "2030-01-02T12:00:00Z",
        "format": 1,
        "id": PACK_ID,
        "kind": kind,
        "licence": "Internal use",
        "model": None,
        "name": "vector",
        "needs": {"disk_bytes": 0, "engine": "", "instruction_sets": [], "memory_bytes": 0},
        "publisher": "head-office",
        "self_test": [],
        "sequence": 7,
        "terms": None,
        "title": "Test vector",
        "version": "1.0",
    }
    return made | changes


def model_manifest(kind: str, files: dict[str, bytes], **changes: object) -> Json:
    traits: dict[str, Json] = {
        "embedding": {"dimensions": 4, "max_tokens": 64},
        "language": {"context_tokens": 2048, "template": "chatml"},
        "risk": {
            "bands": [{"decision": "accept", "from_points": 500, "name": "A"}],
            "base_odds": 30.0,
            "base_points": 600,
            "cutoff_points": 540,
            "features": [
                {
                    "adverse_reason": "Little income",
                    "explanation": "",
                    "integer": False,
                    "label": "Income",
                    "maximum": 1e16,
                    "minimum": -0.5,
                    "name": "INCOME",
                    "unit": "€",
                }
            ],
            "neutral_points": [5],
            "points_to_double_odds": 20,
            "target": "Default",
        },
    }
    model = {
        "components": [component(name, content) for name, content in files.items()],
        "description": "Line one.\nLine two.",
        "embedding": None,
        "format": 1,
        "kind": kind,
        "language": None,
        "licence": "Internal use",
        "name": "vector",
        "origin": "made for tests",
        "quantization": "none",
        "risk": None,
        "title": "Test vector",
        "version": "1.0",
        kind: traits[kind],
    }
    return manifest("model", files, model=model) | changes


def to_appliance(
    private: X25519PrivateKey, *, key: bytes = PAYLOAD_KEY, pack_id: str = PACK_ID
) -> bytes:
    """A recipient of kind 1."""
    ephemeral = X25519PrivateKey.from_private_bytes(fixed("ephemeral " + raw(private).hex()))
    mine, theirs = raw(ephemeral), raw(private)
    info = b"cofferdam pack recipient 1\x00" + pack_id.encode()
    shared = ephemeral.exchange(X25519PublicKey.from_public_bytes(theirs))
    derived = hkdf(shared, b"cofferdam sealed box 1\x00" + mine + theirs + info)
    return b"\x01" + short(theirs) + mine + AESGCM(derived).encrypt(bytes(12), key, info)


def to_passphrase(*, costs: tuple[int, int, int] = COSTS, key: bytes = PAYLOAD_KEY) -> bytes:
    """A recipient of kind 2; a cost nobody could pay is only written down."""
    salt, nonce = fixed("salt", 16), fixed("nonce", 12)
    memory, iterations, lanes = COSTS
    stretched = Argon2id(
        salt=salt, length=32, iterations=iterations, lanes=lanes, memory_cost=memory
    ).derive(PASSPHRASE.encode())
    bound = b"cofferdam pack passphrase 1\x00" + PACK_ID.encode()
    wrapped = nonce + AESGCM(stretched).encrypt(nonce, key, bound)
    return b"\x02" + struct.pack(">III", *costs) + salt + wrapped


def ordered(stanzas: list[bytes]) -> list[bytes]:
    return sorted(stanzas, key=lambda stanza: stanza[1:17])


def sign(private: Ed25519PrivateKey, signed: bytes, purpose: bytes = b"pack") -> bytes:
    label = b"cofferdam signature 1\x00" + purpose + b"\x00"
    return private.sign(label + hashlib.sha256(signed).digest())


@dataclass(frozen=True)
class Sealed:
    """How one component is sealed; the defaults make a good one."""

    content: bytes
    chunk_log2: int = 10
    salt: bytes = b""
    key: bytes = PAYLOAD_KEY
    size: int | None = None
    head: bytes | None = None
    first_number: int = 0
    last_flags: tuple[int, ...] | None = None

    def header(self) -> bytes:
        size = len(self.content) if self.size is None else self.size
        return self.head or (
            b"\x8bCOFSEAL" + struct.pack(">HHQ", 1, self.chunk_log2, size) + self.salt
        )

    def chunks(self, binding: bytes) -> list[bytes]:
        step = 1 << self.chunk_log2
        pieces = [self.content[at : at + step] for at in range(0, len(self.content), step)]
        flags = self.last_flags or (*(0 for _ in pieces[1:]), 1)
        cipher = AESGCM(hkdf(self.key, b"cofferdam sealed container 1", self.salt))
        bound = hashlib.sha256(self.header()).digest() + hashlib.sha256(binding).digest()
        return [
            cipher.encrypt(
                (self.first_number + number).to_bytes(11, "big") + bytes([flag]), piece, bound
            )
            for number, (piece, flag) in enumerate(zip(pieces, flags, strict=True))
        ]


@dataclass(frozen=True)
class Pack:
    """How one pack is made; the defaults make a good one from `described` and `files`."""

    described: Json
    files: dict[str, bytes]
    recipients: list[bytes] = field(default_factory=lambda: [to_appliance(APPLIANCES[0])])
    signers: tuple[Ed25519PrivateKey, ...] = (SIGNERS[0],)
    signatures: list[tuple[bytes, bytes]] | None = None
    magic: bytes = MAGIC
    major: int = 1
    minor: int = 0
    chunk_log2: int = 10
    manifest_bytes: int | None = None
    signed_bytes: int | None = None
    recipient_count: int | None = None
    signature_count: int | None = None
    json_bytes: bytes | None = None
    key_check: bytes | None = None
    signed_instead: bytes | None = None
    salts: str = "container"

    def signed(self) -> bytes:
        raw_json = canonical(self.described) if self.json_bytes is None else self.json_bytes
        stanzas = b"".join(self.recipients)
        length = 24 + len(raw_json) + len(stanzas) + 32
        head = self.magic + struct.pack(
            ">HHIIHH",
            self.major,
            self.minor,
            length if self.signed_bytes is None else self.signed_bytes,
            len(raw_json) if self.manifest_bytes is None else self.manifest_bytes,
            len(self.recipients) if self.recipient_count is None else self.recipient_count,
            self.chunk_log2,
        )
        head += raw_json + stanzas
        check = hmac.digest(hkdf(PAYLOAD_KEY, b"cofferdam pack key check 1"), head, "sha256")
        return head + (check if self.key_check is None else self.key_check)

    def signature_part(self) -> bytes:
        signed = self.signed() if self.signed_instead is None else self.signed_instead
        entries = self.signatures
        if entries is None:
            entries = sorted((short(raw(key)), sign(key, signed)) for key in self.signers)
        count = len(entries) if self.signature_count is None else self.signature_count
        return struct.pack(">H", count) + b"".join(key + value for key, value in entries)

    def head(self) -> bytes:
        return self.signed() + self.signature_part()

    def binding(self, number: int, name: str) -> bytes:
        digest = hashlib.sha256(self.signed()).hexdigest()
        pack_id = self.described["id"]
        return f"cofferdam pack payload 1\x00{pack_id}\x00{digest}\x00{number}\x00{name}".encode()

    def sealed(self, number: int, **changes: object) -> tuple[Sealed, list[bytes]]:
        """Component `number` (0 …) as header recipe and chunks."""
        name, content = list(self.files.items())[number]
        made = Sealed(content, self.chunk_log2, fixed(f"{self.salts} {number}"))
        made = replace(made, **changes)  # type: ignore[arg-type]  # fields by name
        return made, made.chunks(self.binding(number, name))

    def container(self, number: int, **changes: object) -> bytes:
        made, chunks = self.sealed(number, **changes)
        return made.header() + b"".join(chunks)

    def file(self, **changed_components: bytes) -> bytes:
        """The whole pack; `c0=…` puts other bytes in the place of component 0."""
        parts = [
            changed_components.get(f"c{number}") or self.container(number)
            for number in range(len(self.files))
        ]
        return self.head() + b"".join(parts)


NOTE = {"note.md": text(60)}
PAIR = {"model.onnx": text(2500), "tokenizer.json": text(1500)}


def note(**changes: object) -> Pack:
    """A small checklist with changes in its description."""
    return Pack(manifest("checklist", NOTE, **changes), NOTE)


def pair(**changes: object) -> Pack:
    """A model of two files, five chunks."""
    return Pack(model_manifest("embedding", PAIR, **changes), PAIR)


written: set[str] = set()


def write(
    name: str,
    expect: str,
    stage: str,
    comment: str,
    body: bytes,
    *,
    recipient: X25519PrivateKey | None = APPLIANCES[0],
    passphrase: str | None = None,
    trusted: tuple[Ed25519PrivateKey, ...] = (SIGNERS[0],),
    threshold: int = 1,
    files: dict[str, bytes] | None = None,
) -> None:
    """One vector; a name is used once."""
    assert name not in written, name
    written.add(name)
    lines = [
        f"expect: {expect}",
        f"stage: {stage}",
        f"comment: {comment}",
        f"trusted: {' '.join(raw(key).hex() for key in trusted)}",
        f"threshold: {threshold}",
    ]
    if passphrase is not None:
        lines.append(f"passphrase: {passphrase}")
    elif recipient is not None:
        lines.append(f"recipient: {recipient.private_bytes_raw().hex()}")
    for content in (files or {}).values():
        lines.append(f"payload-sha256: {hashlib.sha256(content).hexdigest()}")
    (FOLDER / name).write_bytes("\n".join(lines).encode() + b"\n\n" + body)


def flip(data: bytes, at: int, mask: int = 1) -> bytes:
    """The same bytes with one changed."""
    changed = bytearray(data)
    changed[at] ^= mask
    return bytes(changed)


def head(name: str, expect: str, comment: str, body: bytes | Pack) -> None:
    """Refused by everybody who reads the head."""
    data = body.file() if isinstance(body, Pack) else body
    write(name, expect, "head", comment, data)
