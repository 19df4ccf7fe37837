"""Packs with false signatures, keys or payloads."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from pack_vector_recipe import (
    APPLIANCES,
    PASSPHRASE,
    SIGNERS,
    Pack,
    component,
    fixed,
    flip,
    manifest,
    model_manifest,
    note,
    ordered,
    pair,
    raw,
    short,
    sign,
    text,
    to_appliance,
    to_passphrase,
    write,
)

ORDER = 2**252 + 27742317777372353535851937790883648493


def payload(name: str, expect: str, comment: str, body: bytes) -> None:
    """Refused only when the payload is read."""
    write(name, expect, "payload", comment, body)


def signatures() -> None:
    pack = note()
    signed = pack.signed()
    key_id, value = short(raw(SIGNERS[0])), sign(SIGNERS[0], signed)
    above = value[:32] + (int.from_bytes(value[32:], "little") + ORDER).to_bytes(32, "little")
    elsewhere = note(sequence=6).signed()
    bare = SIGNERS[0].sign(signed)
    for name, comment, entry in (
        ("bit", "one bit of it", flip(value, 5)),
        ("last_bit", "its last byte", flip(value, 63)),
        ("zero", "zeros", bytes(64)),
        ("malleable", "the other form of the same number", above),
        ("other_key", "another key's under this id", sign(SIGNERS[1], signed)),
        ("other_pack", "of the version before", sign(SIGNERS[0], elsewhere)),
        ("other_purpose", "made for a root", sign(SIGNERS[0], signed, b"root")),
        ("no_label", "of the bare content", bare),
        ("of_the_payload_too", "of more than the signed part", sign(SIGNERS[0], pack.file())),
    ):
        body = replace(pack, signatures=[(key_id, entry)]).file()
        write(f"signature_{name}", "signature", "signatures", comment, body)
    for name, comment, other in (
        ("sequence", "a higher number put in", note(sequence=8)),
        ("expires", "a later date put in", note(expires="2031-01-02T12:00:00Z")),
        (
            "digest",
            "another file's digest put in",
            note(components=[component("note.md", text(61)[1:])]),
        ),
        (
            "recipient_added",
            "another recipient added",
            replace(pack, recipients=ordered([to_appliance(key) for key in APPLIANCES[:2]])),
        ),
        (
            "recipient_exchanged",
            "the recipient sealed anew",
            replace(pack, recipients=[to_appliance(APPLIANCES[0], key=fixed("other"))]),
        ),
        ("minor", "another minor version", replace(pack, minor=1)),
        ("key_check", "another key check", replace(pack, key_check=fixed("other"))),
        ("chunks", "another chunk size", replace(pack, chunk_log2=11)),
    ):
        body = replace(other, signed_instead=signed).file()
        write(f"signature_kept_{name}", "signature", "signatures", comment, body)
    write(
        "unsigned", "unsigned", "signatures", "nobody signed it", replace(pack, signers=()).file()
    )
    stranger = replace(pack, signers=(SIGNERS[3],))
    write("signers_unknown", "signers", "signatures", "an unknown key", stranger.file())
    both = (SIGNERS[0], SIGNERS[1])
    write(
        "signers_one_of_two",
        "signers",
        "signatures",
        "two are needed",
        pack.file(),
        trusted=both,
        threshold=2,
    )
    write(
        "signers_key_given_twice",
        "signers",
        "signatures",
        "one key trusted twice is one",
        pack.file(),
        trusted=(SIGNERS[0],) * 2,
        threshold=2,
    )
    beside = replace(pack, signers=both)
    write(
        "signers_unknown_is_none",
        "signers",
        "signatures",
        "the second key is not trusted",
        beside.file(),
        threshold=2,
    )
    false = sorted([(key_id, value), (short(raw(SIGNERS[1])), bytes(64))])
    write(
        "signature_second_false",
        "signature",
        "signatures",
        "one is enough, but another is false",
        replace(pack, signatures=false).file(),
        trusted=both,
    )


def unlocking() -> None:
    pack = note()

    def locked(name: str, expect: str, comment: str, body: Pack, **more: Any) -> None:  # noqa: ANN401 - see `write`
        write(name, expect, "unlock", comment, body.file(), **more)

    locked("recipient_other", "not-for-here", "another appliance", pack, recipient=APPLIANCES[1])
    locked(
        "recipient_needs_key",
        "not-for-here",
        "a passphrase for an appliance's pack",
        pack,
        passphrase=PASSPHRASE,
    )
    protected = replace(pack, recipients=[to_passphrase()])
    locked(
        "recipient_needs_passphrase",
        "not-for-here",
        "a key for a pack with a passphrase",
        protected,
    )
    locked(
        "passphrase_wrong", "passphrase", "another one", protected, passphrase="vector passphrase e"
    )
    locked("passphrase_case", "passphrase", "capitals", protected, passphrase=PASSPHRASE.upper())
    swapped = flip(to_passphrase(), 13)
    locked(
        "passphrase_salt",
        "passphrase",
        "another salt",
        replace(pack, recipients=[swapped]),
        passphrase=PASSPHRASE,
    )
    more = replace(pack, recipients=[to_passphrase(costs=(8192, 2, 1))])
    locked(
        "passphrase_cost",
        "passphrase",
        "another cost than it was made with",
        more,
        passphrase=PASSPHRASE,
    )
    stanza = to_appliance(APPLIANCES[0])
    for name, comment, bad in (
        ("ciphertext", "a bit of the sealed key", flip(stanza, len(stanza) - 20)),
        ("tag", "its tag", flip(stanza, len(stanza) - 1)),
        ("ephemeral", "a bit of the ephemeral key", flip(stanza, 20)),
        (
            "ephemeral_zero",
            "an ephemeral key of small order",
            stanza[:17] + bytes(32) + stanza[49:],
        ),
        (
            "ephemeral_one",
            "another key of small order",
            stanza[:17] + b"\x01" + bytes(31) + stanza[49:],
        ),
        (
            "other_pack",
            "sealed for another pack's id",
            to_appliance(APPLIANCES[0], pack_id="ab" * 16),
        ),
        (
            "other_id",
            "another appliance's key under this id",
            stanza[:17] + to_appliance(APPLIANCES[1])[17:],
        ),
        ("other_key", "it opens, to another key", to_appliance(APPLIANCES[0], key=fixed("other"))),
    ):
        locked(f"key_{name}", "key", comment, replace(pack, recipients=[bad]))
    two = sorted(
        [to_appliance(APPLIANCES[0]), to_appliance(APPLIANCES[1], key=fixed("other"))],
        key=lambda it: it[1:17],
    )
    locked(
        "key_for_the_second",
        "key",
        "two recipients, two keys",
        replace(pack, recipients=two),
        recipient=APPLIANCES[1],
    )
    locked("key_check_zero", "key", "zeros for the key check", replace(pack, key_check=bytes(32)))
    elsewhere = note(sequence=6).signed()[-32:]
    locked(
        "key_check_other",
        "key",
        "the key check of another pack",
        replace(pack, key_check=elsewhere),
    )
    other = replace(pack, recipients=[to_passphrase(key=fixed("other"))])
    locked(
        "key_by_passphrase", "key", "the passphrase opens another key", other, passphrase=PASSPHRASE
    )


def payloads() -> None:
    pack = pair()
    top = len(pack.head())
    whole = pack.file()
    made, (first, second, last) = pack.sealed(0)
    start = made.header()
    for name, comment, at in (
        ("first_byte", "content of the first chunk", top + 52),
        ("first_tag", "tag of the first chunk", top + 52 + 1039),
        ("middle", "content of the second chunk", top + 52 + 1040 + 500),
        ("last", "content of the last chunk of a component", top + 52 + 2080 + 5),
        ("salt", "another key would be derived", top + 20),
        ("header_magic", "a component that is no container", top),
        ("header_version", "another version of the container", top + 9),
        ("header_chunks", "another chunk size than the head says", top + 11),
        ("header_size", "another size than the description says", top + 19),
        ("second_component", "content of the second component", len(whole) - 30),
        ("last_byte", "the last byte of the file", len(whole) - 1),
    ):
        payload(f"changed_{name}", "foreign", comment, flip(whole, at))
    payload(
        "swapped_chunks",
        "swapped",
        "first and second exchanged",
        pack.file(c0=start + second + first + last),
    )
    payload(
        "swapped_repeated",
        "swapped",
        "the first in the second's place",
        pack.file(c0=start + first * 2 + last),
    )
    payload(
        "swapped_second_first",
        "swapped",
        "the second in the first's place",
        pack.file(c0=start + second * 2 + last),
    )
    counted = pack.container(0, first_number=1)
    payload(
        "swapped_counted_from_one", "swapped", "chunk numbers begin at 1", pack.file(c0=counted)
    )
    for name, comment, flags in (
        ("last_not_marked", "no chunk is the last", (0, 0, 0)),
        ("last_marked_early", "the first says it is", (1, 0, 1)),
        ("last_marked_all", "all say they are", (1, 1, 1)),
        ("last_marked_two", "the mark is 2", (0, 0, 2)),
    ):
        payload(name, "foreign", comment, pack.file(c0=pack.container(0, last_flags=flags)))
    _, (inner, _rest) = pack.sealed(1)
    payload(
        "order_chunk_of_other",
        "order",
        "a chunk of the other component",
        pack.file(c0=start + inner + second + last),
    )
    payload(
        "order_components_exchanged",
        "order",
        "both, of two sizes",
        pack.head() + pack.container(1) + pack.container(0),
    )
    same = {"model.onnx": text(1100), "tokenizer.json": text(1101)[1:]}
    twins = Pack(model_manifest("embedding", same), same)
    payload(
        "order_twins_exchanged",
        "order",
        "both, of one size",
        twins.file(c0=twins.container(1), c1=twins.container(0)),
    )
    payload(
        "order_first_twice",
        "order",
        "the first in the second's place",
        twins.file(c1=twins.container(0)),
    )
    older = pair(sequence=6)
    payload(
        "foreign_component",
        "foreign",
        "a component of the version before, same key",
        pack.file(c0=older.container(0)),
    )
    payload(
        "foreign_payload",
        "foreign",
        "the payload of the version before",
        pack.head() + older.file()[len(older.head()) :],
    )
    _, (theirs, *_more) = older.sealed(0)
    payload(
        "foreign_chunk",
        "foreign",
        "a chunk of the version before",
        pack.file(c0=start + theirs + second + last),
    )
    fresh = replace(pack, salts="other").sealed(0)[1][0]
    payload(
        "foreign_salt",
        "foreign",
        "a chunk of this component sealed anew",
        pack.file(c0=start + fresh + second + last),
    )
    payload(
        "foreign_key",
        "foreign",
        "sealed under another key",
        pack.file(c0=pack.container(0, key=fixed("other"))),
    )
    unbound = start + b"".join(made.chunks(b""))
    payload("foreign_unbound", "foreign", "bound to nothing", pack.file(c0=unbound))
    renamed = start + b"".join(made.chunks(pack.binding(0, "model.gguf")))
    payload("foreign_renamed", "foreign", "bound to another name", pack.file(c0=renamed))
    moved = start + b"".join(made.chunks(pack.binding(2, "model.onnx")))
    payload("foreign_moved", "foreign", "bound to another place", pack.file(c0=moved))
    listed = dict(pack.files) | {"model.onnx": text(2501)[1:]}
    payload(
        "digest_first",
        "digest",
        "sealed well, but not what was signed",
        Pack(pack.described, listed).file(),
    )
    listed = dict(pack.files) | {"tokenizer.json": text(1501)[1:]}
    payload(
        "digest_second",
        "digest",
        "the second file is not what was signed",
        Pack(pack.described, listed).file(),
    )
    for name, comment, content in (
        ("nul", "NUL", b"a\x00b"),
        ("escape", "a sequence that drives terminals", b"a\x1b[2Kb"),
        ("not_utf8", "no UTF-8", b"a\xffb"),
        ("overlong", "a slash in two bytes", b"a\xc0\xafb"),
        ("surrogate", "half a character", b"a\xed\xa0\x80b"),
        ("right_to_left", "an override of direction", "a\u202eb".encode()),
        ("byte_order_mark", "a mark in front", b"\xef\xbb\xbfa"),
        ("return_alone", "a return without a line end", b"a\rb"),
    ):
        files = {"note.md": content}
        payload(
            f"content_{name}", "text", comment, Pack(manifest("checklist", files), files).file()
        )


def write_all() -> None:
    """Every bad vector of this sort."""
    for group in (signatures, unlocking, payloads):
        group()
