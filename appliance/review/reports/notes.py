"""The signature beside a report: `NAME.sig`, one JSON object (docs/formats/review-report.md).

It is read strictly: its bytes must be exactly those that writing it again gives, so that nothing
can stand in it that is not signed, such as a field twice.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec

from appliance.crypto import signing
from appliance.review.reports.records import SignedReview

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from appliance.review.reports.records import Report

FORMAT = 1
ENDING = ".sig"
LIMIT_BYTES = 64 * 1024
PURPOSE = "review report"


class Note(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is signed about one file. `signature` is over all other fields."""

    format: int
    file: str
    size_bytes: int
    sha256: str
    vault: str
    key: str
    fingerprint: str
    made_at: str
    made_by: str
    program: str
    review: SignedReview
    signature: str = ""


class NoteInvalid(Exception):
    """It is not a note, or not a genuine one; the text is the end of a sentence."""


def fingerprint(public: bytes) -> str:
    """SHA-256 of a public key, the first 32 digits in groups of four, for reading aloud."""
    digest = hashlib.sha256(public).hexdigest()[:32]
    return " ".join(digest[place : place + 4] for place in range(0, 32, 4))


def signed(name: str, data: bytes, report: Report, key: Ed25519PrivateKey) -> bytes:
    """The bytes of the note for a file of that name and content.

    Raises: ValueError: the report names another key than the one that signs.
    """
    public = key.public_key().public_bytes_raw()
    if report.signer.key != public.hex():
        raise ValueError("the report names another key")
    bare = Note(
        format=FORMAT,
        file=name,
        size_bytes=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        vault=report.signer.vault,
        key=public.hex(),
        fingerprint=fingerprint(public),
        made_at=report.exported_at,
        made_by=report.exported_by,
        program=report.letterhead.program,
        review=_review(report),
    )
    made = signing.sign(key, PURPOSE, canonical(bare))
    return _bytes(msgspec.structs.replace(bare, signature=made.hex()))


def read(data: bytes) -> Note:
    """A note whose signature is genuine; whose key it is, is another question.

    Raises: NoteInvalid.
    """
    try:
        note = msgspec.json.decode(data, type=Note)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise NoteInvalid("it is not the JSON of a signature") from error
    if note.format != FORMAT:
        raise NoteInvalid("it is of a format that this release does not know")
    public, signature = _hex(note.key, signing.PUBLIC_BYTES), _hex(note.signature, 64)
    if not signing.is_signed(public, PURPOSE, canonical(note), signature):
        raise NoteInvalid("it was changed after it was signed")
    if note.fingerprint != fingerprint(public) or data != _bytes(note):
        raise NoteInvalid("it was changed after it was signed")
    return note


def canonical(note: Note) -> bytes:
    """What is signed: the object without `signature`, keys sorted, no spaces, UTF-8."""
    fields = msgspec.to_builtins(note)
    del fields["signature"]
    return msgspec.json.encode(fields, order="sorted")


def _bytes(note: Note) -> bytes:
    return msgspec.json.format(msgspec.json.encode(note, order="sorted"), indent=1) + b"\n"


def _hex(text: str, size_bytes: int) -> bytes:
    try:
        found = bytes.fromhex(text)
    except ValueError:
        found = b""
    if len(found) != size_bytes or found.hex() != text:
        raise NoteInvalid("its key or signature is not one")
    return found


def _review(report: Report) -> SignedReview:
    by_part = {one.part: one for one in report.signatures if one.present}
    maker, checker = by_part.get("maker"), by_part.get("checker")
    return SignedReview(
        number=report.number,
        round=report.round,
        state=report.state,
        content_sha256=report.content_sha256,
        checklist=report.checklist,
        checklist_version=report.checklist_version,
        checklist_sha256=report.checklist_sha256,
        maker=maker.by if maker else "",
        maker_at=maker.at if maker else "",
        checker=checker.by if checker else "",
        checker_at=checker.at if checker else "",
    )
