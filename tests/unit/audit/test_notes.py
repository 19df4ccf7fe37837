"""Notes, checkpoints and cosignatures against the examples of their specifications."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from appliance.audit import notes
from appliance.audit.notes import (
    COSIGNATURE_TYPE,
    SIGNATURE_TYPE,
    Note,
    NoteInvalid,
    Verifier,
)
from appliance.audit.records import Checkpoint

# c2sp.org/signed-note, section “Example”.
KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE = (
    "This is an example message.\n\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXm"
    "RKuwHjG1Yu72IneyaQM=\n"
)
# c2sp.org/tlog-cosignature, its first example (no keys are published for it).
COSIGNED = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv"
    "2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2"
    "oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
)
LOG = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
WITNESS = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
TEXT = notes.body(Checkpoint("cofferdam/00", 5, bytes(range(32))))


def log_key() -> Verifier:
    return Verifier("cofferdam/00", SIGNATURE_TYPE, LOG.public_key().public_bytes_raw())


def witness_key() -> Verifier:
    return Verifier("w", COSIGNATURE_TYPE, WITNESS.public_key().public_bytes_raw())


def signed() -> Note:
    return Note(
        TEXT,
        (
            notes.sign(TEXT, "cofferdam/00", LOG),
            notes.cosign(TEXT, "w", WITNESS, time_s=1679315147),
        ),
    )


def test_the_specifications_own_note_and_key() -> None:
    who = notes.verifier(KEY)
    assert who.encoded() == KEY
    note = notes.parse(EXAMPLE)
    assert notes.signed_by(note, who)
    assert notes.render(note) == EXAMPLE
    with pytest.raises(NoteInvalid):
        notes.signed_by(Note(note.text.replace("example", "other"), note.signatures), who)


def test_the_specifications_own_checkpoint() -> None:
    note = notes.parse(COSIGNED)
    assert notes.render(note) == COSIGNED
    found = notes.checkpoint(note.text)
    assert (found.origin, found.size) == ("example.com/behind-the-sofa", 20852163)
    assert notes.body(found) == note.text
    cosignature = note.signatures[1]
    assert int.from_bytes(cosignature.value[:8], "big") == 1679315147


def test_signatures_and_cosignatures_come_back() -> None:
    note = notes.parse(notes.render(signed()))
    assert notes.signed_by(note, log_key())
    assert notes.signed_by(note, witness_key())
    assert not notes.signed_by(note, Verifier("w", COSIGNATURE_TYPE, bytes(32)))
    assert not notes.signed_by(note, Verifier("v", COSIGNATURE_TYPE, witness_key().public))


@pytest.mark.parametrize("at", [0, 4, 8, 40, 71])
def test_a_changed_signature_does_not_fit(at: int) -> None:
    note = signed()
    for which, who in ((0, log_key()), (1, witness_key())):
        old = note.signatures[which]
        value = bytearray(old.value)
        value[min(at, len(value) - 1)] ^= 1
        changed = list(note.signatures)
        changed[which] = notes.Signature(old.name, old.key_id, bytes(value))
        with pytest.raises(NoteInvalid):
            notes.signed_by(Note(note.text, tuple(changed)), who)


def test_a_signature_is_no_cosignature() -> None:
    as_other = Verifier("cofferdam/00", COSIGNATURE_TYPE, log_key().public)
    assert not notes.signed_by(signed(), as_other)


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "text",
        "text\n",
        "text\n\n",
        "text\n\n— name\n",
        "text\n\n— name !!!!\n",
        "text\n\n— name AAAA\n",
        "text\n\n- name AAAAAAAAAA==\n",
        "text\n\n— na+me AAAAAAAAAA==\n",
        "text\n\n— name AAAAAAAAAA==",
        "te\x00xt\n\n— name AAAAAAAAAA==\n",
        "te\rxt\n\n— name AAAAAAAAAA==\n",
        "text\n\n" + "— name AAAAAAAAAA==\n" * 33,
        "x" * 70_000 + "\n\n— name AAAAAAAAAA==\n",
    ],
)
def test_what_is_no_note_is_refused(raw: str) -> None:
    with pytest.raises(NoteInvalid):
        notes.parse(raw)


@pytest.mark.parametrize(
    "text",
    [
        "o\n5\n",
        "o\n05\n" + base64.b64encode(bytes(32)).decode() + "\n",
        "o\n-5\n" + base64.b64encode(bytes(32)).decode() + "\n",
        "o\n5\n" + base64.b64encode(bytes(31)).decode() + "\n",
        "o\n5\n" + base64.b64encode(bytes(32)).decode() + "\nmore\n",
        "o o\n5\n" + base64.b64encode(bytes(32)).decode() + "\n",
        "o\n" + "9" * 19 + "\n" + base64.b64encode(bytes(32)).decode() + "\n",
        "\n5\n" + base64.b64encode(bytes(32)).decode() + "\n",
        "o\n5\n" + base64.b64encode(bytes(32)).decode().rstrip("=") + "\n",
    ],
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    with pytest.raises(NoteInvalid):
        notes.checkpoint(text)


@pytest.mark.parametrize(
    "key",
    ["", "a+b", KEY.replace("530d", "530e"), KEY[:-4], "n+00000000+" + "A" * 44, "n o" + KEY],
)
def test_what_is_no_key_is_refused(key: str) -> None:
    with pytest.raises(NoteInvalid):
        notes.verifier(key)
