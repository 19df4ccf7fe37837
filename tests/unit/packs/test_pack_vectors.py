"""Every reader over every pack of tests/vectors/pack; the preamble of each names its outcome."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from appliance.crypto.container import SALT_BYTES, seal_stream
from appliance.errors import (
    ApplianceError,
    NotAPack,
    PackCountRefused,
    PackCut,
    PackDuplicate,
    PackFieldUnknown,
    PackInvalid,
    PackKdfRefused,
    PackKeyMismatch,
    PackNameRefused,
    PackNotCanonical,
    PackNotForHere,
    PackOrderWrong,
    PackPartForeign,
    PackPartsSwapped,
    PackSignersShort,
    PackSizeRefused,
    PackTextHidden,
    PackTooNew,
    PackTrailing,
    PackUnsigned,
    PassphraseRefused,
    SignatureTwice,
    SignatureWrong,
    WeightsMismatch,
)
from appliance.packs.pack_reader import PackFile, inspect, open_pack, parse, valid_signers
from appliance.packs.pack_recipients import payload_key
from appliance.packs.pack_writer import assemble

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.packs.pack_records import PackInfo

VECTORS = Path(__file__).parents[2] / "vectors"
NAMES = sorted(path.name for path in (VECTORS / "pack").iterdir())
SCRIPTS = [VECTORS / "make_pack_vectors.py", *sorted(VECTORS.glob("pack_vector*.py"))]
OUTCOMES: dict[str, type[ApplianceError]] = {
    "not-a-pack": NotAPack,
    "version": PackTooNew,
    "unknown": PackFieldUnknown,
    "invalid": PackInvalid,
    "not-canonical": PackNotCanonical,
    "text": PackTextHidden,
    "name": PackNameRefused,
    "count": PackCountRefused,
    "size": PackSizeRefused,
    "cut": PackCut,
    "trailing": PackTrailing,
    "duplicate": PackDuplicate,
    "order": PackOrderWrong,
    "swapped": PackPartsSwapped,
    "foreign": PackPartForeign,
    "key": PackKeyMismatch,
    "kdf": PackKdfRefused,
    "unsigned": PackUnsigned,
    "signature": SignatureWrong,
    "signed-twice": SignatureTwice,
    "signers": PackSignersShort,
    "not-for-here": PackNotForHere,
    "passphrase": PassphraseRefused,
    "digest": WeightsMismatch,
}
STAGES = ("head", "signatures", "unlock", "payload", "none")


@dataclass(frozen=True)
class Vector:
    expect: str
    stage: str
    trusted: tuple[bytes, ...]
    threshold: int
    recipient: bytes | None
    passphrase: str | None
    payload_sha256: tuple[str, ...]
    body: bytes


def load(name: str) -> Vector:
    preamble, body = (VECTORS / "pack" / name).read_bytes().split(b"\n\n", 1)
    pairs = [line.split(": ", 1) for line in preamble.decode().split("\n")]
    fields = dict(pairs)
    return Vector(
        fields["expect"],
        fields["stage"],
        tuple(bytes.fromhex(key) for key in fields["trusted"].split()),
        int(fields["threshold"]),
        bytes.fromhex(fields["recipient"]) if "recipient" in fields else None,
        fields.get("passphrase"),
        tuple(value for field, value in pairs if field == "payload-sha256"),
        body,
    )


def check_signers(info: PackInfo, vector: Vector) -> None:
    found = valid_signers(info, vector.trusted, name="vector")
    if len(found) < vector.threshold:
        raise PackSignersShort(name="vector", found=len(found), needed=vector.threshold)


def by_parsing(vector: Vector, _path: Path) -> None:
    parse(vector.body)


def by_inspecting(_vector: Vector, path: Path) -> None:
    inspect(path)


def by_signatures(vector: Vector, path: Path) -> None:
    check_signers(inspect(path), vector)


def by_verifying(vector: Vector, path: Path) -> None:
    with open_pack(path) as pack:
        check_signers(pack.info, vector)
        with pack.unlock(recipient=vector.recipient, passphrase=vector.passphrase) as payload:
            payload.verify()


def contents(pack: PackFile, vector: Vector, room: int) -> list[bytes]:
    """Every component read with buffers of `room` bytes."""
    found = []
    with pack.unlock(recipient=vector.recipient, passphrase=vector.passphrase) as payload:
        for number in range(len(pack.info.manifest.components)):
            data, buffer = b"", memoryview(bytearray(room))
            with payload.stream(number) as source:
                while got := source.readinto(buffer):
                    data += buffer[:got]
            found.append(data)
        if pack.info.manifest.kind != "model":
            assert payload.text().encode() == found[0]
    return found


def by_streaming(room: int) -> Callable[[Vector, Path], None]:
    def read(vector: Vector, path: Path) -> None:
        with open_pack(path) as pack:
            check_signers(pack.info, vector)
            found = contents(pack, vector, room)
        assert [sha256(data).hexdigest() for data in found] == list(vector.payload_sha256)

    return read


def by_sealing(vector: Vector, path: Path) -> None:
    """As an import does: chunk by chunk from the pack into a sealed file of the vault."""
    with open_pack(path) as pack:
        check_signers(pack.info, vector)
        with pack.unlock(recipient=vector.recipient, passphrase=vector.passphrase) as payload:
            for number, component in enumerate(pack.info.manifest.components):
                with payload.stream(number) as source:
                    seal_stream(
                        source,
                        io.BytesIO(),
                        key=bytes(32),
                        binding=b"",
                        clear_bytes=component.size_bytes,
                        name=component.name,
                    )
            if pack.info.manifest.kind != "model":
                payload.text()


READERS: dict[str, Callable[[Vector, Path], None]] = {
    "parse": by_parsing,
    "inspect": by_inspecting,
    "signatures": by_signatures,
    "verify": by_verifying,
    "stream": by_streaming(4096),
    "slow stream": by_streaming(7),
    "seal": by_sealing,
}
# How far each of them looks.
READS = dict.fromkeys(READERS, "payload") | {
    "parse": "head",
    "inspect": "head",
    "signatures": "signatures",
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("name", NAMES)
def test_every_reader_gives_the_expected_outcome(name: str, reader: str, tmp_path: Path) -> None:
    vector = load(name)
    path = tmp_path / "vector.cofferpack"
    path.write_bytes(vector.body)
    refused_by = STAGES.index(vector.stage)
    if refused_by > STAGES.index(READS[reader]):
        # What is wrong, if anything, lies behind what this reader looks at.
        READERS[reader](vector, path)
    else:
        with pytest.raises(OUTCOMES[vector.expect]) as caught:
            READERS[reader](vector, path)
        assert type(caught.value) is OUTCOMES[vector.expect]


def test_there_are_vectors_for_every_outcome_and_stage() -> None:
    loaded = [load(name) for name in NAMES]
    assert len(loaded) >= 120
    assert {vector.expect for vector in loaded} == {*OUTCOMES, "success"}
    assert {vector.stage for vector in loaded} == {*STAGES}
    assert all((vector.expect == "success") == (vector.stage == "none") for vector in loaded)


@pytest.mark.parametrize("name", [name for name in NAMES if load(name).expect == "success"])
def test_good_vectors_are_written_again_byte_for_byte(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vector = load(name)
    path = tmp_path / "vector"
    path.write_bytes(vector.body)
    with open_pack(path) as pack:
        info = pack.info
        found = contents(pack, vector, 4096)
        key = payload_key(
            info,
            pack.signed,
            name="vector",
            recipient=vector.recipient,
            passphrase=vector.passphrase,
        )
    salts, at = [], info.head_bytes
    for data in found:
        salts.append(vector.body[at + 20 : at + 20 + SALT_BYTES])
        at += 52 + len(data) + 16 * -(-len(data) // 2**info.chunk_log2)
    turn = count()
    monkeypatch.setattr(os, "urandom", lambda _size: salts[next(turn)])
    out = io.BytesIO()
    assemble(
        out,
        info.manifest,
        info.recipients,
        payload_key=key,
        signed_by=lambda _signed: info.signatures,
        sources=[io.BytesIO(data) for data in found],
        chunk_log2=info.chunk_log2,
        minor=info.minor,
    )
    assert out.getvalue() == vector.body


def test_the_vectors_are_those_that_the_script_makes(tmp_path: Path) -> None:
    """The script is a second implementation; run again it must write exactly these files."""
    for script in SCRIPTS:
        (tmp_path / script.name).write_bytes(script.read_bytes())
    subprocess.run([sys.executable, str(tmp_path / "make_pack_vectors.py")], check=True)
    made = {path.name: path.read_bytes() for path in (tmp_path / "pack").iterdir()}
    assert made == {name: (VECTORS / "pack" / name).read_bytes() for name in NAMES}


def test_the_script_uses_nothing_of_the_program() -> None:
    for script in SCRIPTS:
        assert "appliance" not in {
            word
            for line in script.read_text().splitlines()
            if line.lstrip().startswith(("import ", "from "))
            for word in line.replace(".", " ").split()
        }
