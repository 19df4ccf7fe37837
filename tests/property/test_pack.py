"""The pack file: what goes in comes out, and no changed byte does, wherever it is."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from appliance.crypto.kdf import KdfParams
from appliance.crypto.sealed_box import public_of
from appliance.crypto.signing import key_id, sign
from appliance.errors import (
    ApplianceError,
    NotAPack,
    PackPartForeign,
    PackSignersShort,
    PackTooNew,
    SignatureWrong,
)
from appliance.packs import pack_manifest, pack_recipients
from appliance.packs.pack_reader import PURPOSE, open_pack, parse, valid_signers
from appliance.packs.pack_records import (
    MAX_SEQUENCE,
    Needs,
    PackComponent,
    PackManifest,
    Signature,
)
from appliance.packs.pack_writer import assemble
from appliance.packs.records import Component, EmbeddingTraits, Manifest

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.packs.pack_records import Recipient

KEY = bytes(range(32))
PRIVATE = bytes(range(1, 33))
SIGNERS = [Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in (1, 2)]
PUBLICS = [signer.public_key().public_bytes_raw() for signer in SIGNERS]
CHEAP = KdfParams(memory_kib=8192, iterations=1, lanes=1)
MUTATIONS = 1000
# Kept: a failure can be made again from its number alone.
SEEDS = range(20_260_000, 20_260_000 + MUTATIONS)


def described(files: dict[str, bytes], **changes: object) -> PackManifest:
    """A model of kind embedding, whose files are as given."""
    components = tuple((name, len(data), sha256(data).hexdigest()) for name, data in files.items())
    model = Manifest(
        format=1,
        name="tiny",
        version="1",
        kind="embedding",
        title="Tiny",
        licence="Internal",
        origin="made for tests",
        description="",
        quantization="none",
        components=tuple(Component(*one) for one in components),
        embedding=EmbeddingTraits(dimensions=4, max_tokens=64),
    )
    fields = {
        "format": 1,
        "id": "ab" * 16,
        "kind": "model",
        "name": "tiny",
        "version": "1",
        "sequence": 3,
        "publisher": "head-office",
        "title": "Tiny",
        "licence": "Internal",
        "created": "2026-01-02T12:00:00Z",
        "expires": "2030-01-02T12:00:00Z",
        "changes": "",
        "needs": Needs(),
        "components": tuple(PackComponent(*one) for one in components),
        "model": model,
    }
    return PackManifest(**{**fields, **changes})  # type: ignore[arg-type]  # fields by name


def packed(
    manifest: PackManifest,
    files: dict[str, bytes],
    recipients: tuple[Recipient, ...],
    *,
    chunk_log2: int = 10,
) -> bytes:
    out = io.BytesIO()
    assemble(
        out,
        manifest,
        recipients,
        payload_key=KEY,
        signed_by=lambda signed: [
            Signature(key_id(public), sign(signer, PURPOSE, signed))
            for signer, public in zip(SIGNERS, PUBLICS, strict=True)
        ],
        sources=[io.BytesIO(data) for data in files.values()],
        chunk_log2=chunk_log2,
    )
    return out.getvalue()


FILES = {"model.onnx": bytes(range(256)) * 10, "tokenizer.json": b"words " * 250}


@pytest.fixture(scope="module")
def good() -> bytes:
    manifest = described(FILES)
    to = pack_recipients.for_appliances(KEY, [public_of(PRIVATE)], pack_id=manifest.id)
    return packed(manifest, FILES, to)


@dataclass
class Reader:
    """Reads packs as an import does: every signature by a known key, every byte of the payload."""

    path: Path

    def __call__(self, data: bytes) -> list[bytes]:
        self.path.write_bytes(data)
        found = []
        with open_pack(self.path) as pack:
            signers = valid_signers(pack.info, PUBLICS, name="pack")
            if len(signers) < len(PUBLICS):
                raise PackSignersShort(name="pack", found=len(signers), needed=len(PUBLICS))
            with pack.unlock(recipient=PRIVATE) as payload:
                payload.verify()
                for number in range(len(pack.info.manifest.components)):
                    with payload.stream(number) as source:
                        room = memoryview(bytearray(2**22))
                        content = b""
                        while got := source.readinto(room):
                            content += room[:got]
                        found.append(content)
        return found


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return Reader(tmp_path_factory.mktemp("packs") / "it.cofferpack")


def mutated(data: bytes, seed: int) -> bytes:
    """One to three changes of the kinds that a stick, a careless copy or an attacker makes."""
    dice = random.Random(seed)  # noqa: S311 - repeatable on purpose
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 1, 2, 3))):
        at = dice.randrange(len(changed))
        # Half of the changes in the head, which is the smaller part.
        if dice.random() < 0.5:
            at = dice.randrange(min(len(changed), 2000))
        end = min(len(changed), at + dice.choice((1, 2, 4, 16, 80, 97, 500, 1040)))
        match dice.randrange(9):
            case 0:
                changed[at] ^= 1 << dice.randrange(8)
            case 1:
                changed[at] = dice.randrange(256)
            case 2:
                changed[at:at] = dice.randbytes(dice.choice((1, 2, 16, 80)))
            case 3:
                del changed[at:end]
            case 4:
                changed[at:at] = changed[at:end]
            case 5:
                changed[at:end] = bytes(end - at)
            case 6:
                del changed[at:]
            case 7:
                to = dice.randrange(len(changed))
                piece = bytes(changed[at:end])
                changed[to : to + len(piece)] = piece
            case _:
                changed[at : at + 4] = dice.choice(
                    (b"\xff\xff\xff\xff", b"\x80\0\0\0", b"\0\0\0\0", b"\x7f\xff\xff\xff")
                )
        if not changed:
            changed = bytearray(b"\x8b")
    return bytes(changed)


def test_the_good_one_is_accepted(good: bytes, read: Reader) -> None:
    assert read(good) == list(FILES.values())


def test_of_1000_mutations_none_is_accepted(good: bytes, read: Reader) -> None:
    refused: dict[str, int] = {}
    same = 0
    for seed in SEEDS:
        data = mutated(good, seed)
        if data == good:
            same += 1
            continue
        with pytest.raises(ApplianceError) as caught:
            read(data)
        refused[caught.value.code] = refused.get(caught.value.code, 0) + 1
    assert sum(refused.values()) + same == MUTATIONS
    assert same < 100
    # Not all for one reason: the mutations reach every part of the file.
    assert len(refused) >= 10, refused


def test_every_byte_of_the_head_is_watched(good: bytes, read: Reader) -> None:
    """Each byte flipped, one at a time; where the region leaves one cause, it is that one."""
    info = parse(good)
    for at in range(info.head_bytes + 60):
        changed = bytearray(good)
        changed[at] ^= 0x01
        with pytest.raises(ApplianceError) as caught:
            read(bytes(changed))
        kind = type(caught.value)
        if at < 8:
            assert kind is NotAPack
        elif at < 10:
            assert kind is PackTooNew
        elif info.signed_bytes - 32 <= at < info.signed_bytes:
            assert kind is SignatureWrong
        elif at >= info.head_bytes:
            assert kind is PackPartForeign


@given(data=st.binary(max_size=3000))
def test_parse_gives_an_error_of_ours_for_anything(data: bytes) -> None:
    with pytest.raises(ApplianceError):
        parse(data)


@given(front=st.integers(0, 1200), data=st.binary(max_size=600))
def test_parse_survives_any_continuation_of_a_good_beginning(
    good: bytes, front: int, data: bytes
) -> None:
    if good.startswith(good[:front] + data) and front + len(data) == len(good):
        return
    with pytest.raises(ApplianceError):
        parse(good[:front] + data)


SHOWN = st.text(
    st.characters(exclude_categories=["Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"]),
    min_size=1,
    max_size=60,
)
SIZES = st.one_of(
    st.integers(1, 3),
    st.builds(lambda chunks, shift: chunks * 1024 + shift, st.integers(1, 4), st.integers(-2, 2)),
)


@settings(max_examples=60)
@given(
    sizes=st.tuples(SIZES, SIZES),
    title=SHOWN,
    changes=SHOWN,
    sequence=st.integers(1, MAX_SEQUENCE),
    others=st.integers(0, 5),
    chunk_log2=st.integers(10, 12),
)
def test_round_trip(
    read: Reader,
    sizes: tuple[int, int],
    title: str,
    changes: str,
    sequence: int,
    others: int,
    chunk_log2: int,
) -> None:
    files = {
        name: bytes((at * 7 + at // 256) % 256 for at in range(size))
        for name, size in zip(("model.onnx", "tokenizer.json"), sizes, strict=True)
    }
    bare = described(files, changes=changes, sequence=sequence)
    assert bare.model is not None
    manifest = replace(bare, title=title, model=replace(bare.model, title=title))
    publics = [public_of(PRIVATE), *(public_of(bytes([40 + n]) * 32) for n in range(others))]
    to = pack_recipients.for_appliances(KEY, publics, pack_id=manifest.id)
    data = packed(manifest, files, to, chunk_log2=chunk_log2)
    assert read(data) == list(files.values())
    info = parse(data)
    assert (info.manifest, info.file_bytes) == (manifest, len(data))
    assert len(info.recipients) == others + 1
    raw = pack_manifest.canonical(manifest)
    assert pack_manifest.parse(raw, name="it") == manifest


@settings(max_examples=8)
@given(passphrase=st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_any_passphrase_opens_its_pack_and_no_other(
    tmp_path_factory: pytest.TempPathFactory, passphrase: str
) -> None:
    manifest = described(FILES)
    to = pack_recipients.for_passphrase(KEY, passphrase, kdf=CHEAP, pack_id=manifest.id)
    path = tmp_path_factory.mktemp("pack") / "it.cofferpack"
    path.write_bytes(packed(manifest, FILES, to))
    with open_pack(path) as pack:
        with pack.unlock(passphrase=passphrase) as payload:
            payload.verify()
        with pytest.raises(ApplianceError):
            pack.unlock(passphrase=passphrase + "x")
