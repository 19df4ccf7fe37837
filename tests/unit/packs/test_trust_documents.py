"""The form of trust documents: one encoding, nothing unknown, every bound."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from appliance.errors import ApplianceError, TrustFileInvalid
from appliance.packs import trust_documents as documents
from appliance.packs.trust_records import MAX_VERSION
from tests.unit.packs.publishing import Office, identifier, public

if TYPE_CHECKING:
    from collections.abc import Callable

OFFICE = Office()
ROOT = documents.encode(OFFICE.root())
LIST = documents.encode(OFFICE.list(keys="p1", packs=("a" * 32,), models=("b" * 64,)))

KEYS = {identifier(key): public(key) for key in OFFICE.keys.values()}

Table = dict[str, Any]


def changed(raw: bytes, change: Callable[[Table], object]) -> bytes:
    table = json.loads(raw)
    change(table)
    return (
        json.dumps(table, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
        + b"\n"
    )


def put(*path: str | int, value: object) -> Callable[[Table], object]:
    def change(table: Table) -> None:
        place: Any = table
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value

    return change


def swap(*path: str | int) -> Callable[[Table], object]:
    def change(table: Table) -> None:
        place: Any = table
        for step in path:
            place = place[step]
        place[0], place[1] = place[1], place[0]

    return change


@pytest.mark.parametrize("raw", [ROOT, LIST], ids=["root", "list"])
def test_a_document_is_read_back_byte_for_byte(raw: bytes) -> None:
    document = documents.parse(raw, name="file")
    assert documents.encode(document) == raw
    signers = documents.valid_signers(document, KEYS)
    assert signers == {one.key for one in document.signatures}


@pytest.mark.parametrize("raw", [ROOT, LIST], ids=["root", "list"])
def test_the_test_itself_writes_the_one_form(raw: bytes) -> None:
    assert changed(raw, lambda _table: None) == raw


SIGNED = "signed"
BAD_ROOTS: dict[str, Callable[[Table], object]] = {
    "unknown field": put(SIGNED, "extra", value=1),
    "unknown field outside": put("extra", value=1),
    "unknown field of a key": put(SIGNED, "keys", 0, "extra", value=1),
    "unknown type": put(SIGNED, "type", value="timestamp"),
    "no type": lambda table: table[SIGNED].pop("type"),
    "later format": put(SIGNED, "format", value=2),
    "format as text": put(SIGNED, "format", value="1"),
    "version 0": put(SIGNED, "version", value=0),
    "version -1": put(SIGNED, "version", value=-1),
    "version above the bound": put(SIGNED, "version", value=MAX_VERSION + 1),
    "version 2^63-1": put(SIGNED, "version", value=2**63 - 1),
    "version 2^64": put(SIGNED, "version", value=2**64),
    "version as float": put(SIGNED, "version", value=1.5),
    "version true": put(SIGNED, "version", value=True),
    "no version": lambda table: table[SIGNED].pop("version"),
    "date without zone": put(SIGNED, "expires", value="2027-01-01T00:00:00"),
    "date with offset": put(SIGNED, "expires", value="2027-01-01T00:00:00+01:00"),
    "date that does not exist": put(SIGNED, "expires", value="2027-02-30T00:00:00Z"),
    "hour 25": put(SIGNED, "expires", value="2027-02-01T25:00:00Z"),
    "ends before it begins": put(SIGNED, "expires", value="2025-01-01T00:00:00Z"),
    "publisher with capitals": put(SIGNED, "publisher", value="Head"),
    "publisher with a path": put(SIGNED, "publisher", value="../head"),
    "no keys": put(SIGNED, "keys", value=[]),
    "a key with another id": put(SIGNED, "keys", 0, "id", value="0" * 32),
    "a key of 31 bytes": put(SIGNED, "keys", 0, "public", value="a" * 62),
    "a key in capitals": put(SIGNED, "keys", 0, "public", value="A" * 64),
    "keys out of order": swap(SIGNED, "keys"),
    "a key twice": lambda table: table[SIGNED]["keys"].insert(0, table[SIGNED]["keys"][0]),
    "a key without a role": lambda table: table[SIGNED]["roles"]["packs"]["keys"].pop(),
    "33 keys": lambda table: table[SIGNED]["keys"].extend(table[SIGNED]["keys"][:1] * 33),
    "a holder with a direction character": put(SIGNED, "keys", 0, "holder", value="a\u202eb"),
    "a holder with a zero-width space": put(SIGNED, "keys", 0, "holder", value="a\u200bb"),
    "an empty holder": put(SIGNED, "keys", 0, "holder", value=""),
    "role keys out of order": swap(SIGNED, "roles", "packs", "keys"),
    "a role names an unlisted key": put(SIGNED, "roles", "packs", "keys", value=["f" * 32]),
    "a role without keys": put(SIGNED, "roles", "root", "keys", value=[]),
    "a role key twice": lambda table: table[SIGNED]["roles"]["packs"]["keys"].insert(
        0, table[SIGNED]["roles"]["packs"]["keys"][0]
    ),
    "threshold 0": put(SIGNED, "roles", "root", "threshold", value=0),
    "threshold above the keys": put(SIGNED, "roles", "root", "threshold", value=4),
    "a missing role": lambda table: table[SIGNED]["roles"].pop("revocation"),
    "an unknown role": put(SIGNED, "roles", "timestamp", value={"keys": [], "threshold": 1}),
    "signatures out of order": swap("signatures"),
    "a signature twice": lambda table: table["signatures"].insert(0, table["signatures"][0]),
    "a signature of 63 bytes": put("signatures", 0, "signature", value="0" * 126),
    "65 signatures": lambda table: table["signatures"].extend(table["signatures"][:1] * 64),
}
BAD_LISTS: dict[str, Callable[[Table], object]] = {
    "unknown field": put(SIGNED, "extra", value=1),
    "root version 0": put(SIGNED, "root_version", value=0),
    "no root version": lambda table: table[SIGNED].pop("root_version"),
    "a key that is no id": put(SIGNED, "keys", 0, "id", value="xyz"),
    "a key without a reason": put(SIGNED, "keys", 0, "reason", value=""),
    "a reason with a line end": put(SIGNED, "keys", 0, "reason", value="a\u2028b"),
    "a key twice": lambda table: table[SIGNED]["keys"].append(table[SIGNED]["keys"][0]),
    "a pack twice": lambda table: table[SIGNED]["packs"].append(table[SIGNED]["packs"][0]),
    "a model twice": lambda table: table[SIGNED]["models"].append(table[SIGNED]["models"][0]),
    "a short digest": put(SIGNED, "models", 0, "digest", value="b" * 63),
    "4097 packs": put(
        SIGNED, "packs", value=[{"id": f"{n:032x}", "reason": "r"} for n in range(4097)]
    ),
}


@pytest.mark.parametrize("change", BAD_ROOTS.values(), ids=BAD_ROOTS)
def test_a_bad_root_is_refused(change: Callable[[Table], object]) -> None:
    with pytest.raises(TrustFileInvalid):
        documents.parse(changed(ROOT, change), name="file")


@pytest.mark.parametrize("change", BAD_LISTS.values(), ids=BAD_LISTS)
def test_a_bad_list_is_refused(change: Callable[[Table], object]) -> None:
    with pytest.raises(TrustFileInvalid):
        documents.parse(changed(LIST, change), name="file")


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\n",
        b"{}",
        b"null\n",
        b"[]\n",
        ROOT[:-1],
        ROOT + b"\n",
        b" " + ROOT,
        ROOT.replace(b",", b", ", 1),
        ROOT.replace(b'{"signatures"', b'{"signatures":[],"signatures"', 1),
        ROOT.replace(b'"version":1', b'"version":01', 1),
        ROOT.replace(b'"version":1', b'"version":1.0', 1),
        ROOT.replace(b'"version":1', b'"version":NaN', 1),
        ROOT.replace(b"head-office", b"head-offic\\u0065", 1),
        ROOT.replace(b"head-office", b"head-offic\xff", 1),
        b"[" * 100_000,
        ROOT + b" " * documents.MAX_BYTES,
    ],
    ids=[
        "empty", "a line end", "an empty object", "null", "a list", "cut", "a line more",
        "a space before", "a space inside", "a field twice", "a leading zero", "a float",
        "not a number", "an escape", "not UTF-8", "deep", "too long",
    ],
)  # fmt: skip
def test_another_form_is_refused(raw: bytes) -> None:
    with pytest.raises(TrustFileInvalid):
        documents.parse(raw, name="file")


@pytest.mark.parametrize("raw", [ROOT, LIST], ids=["root", "list"])
def test_every_flipped_byte_is_refused_or_unsigned(raw: bytes) -> None:
    whole = documents.valid_signers(documents.parse(raw, name="file"), KEYS)
    for place in range(len(raw)):
        for flip in (0x01, 0x20):
            bad = raw[:place] + bytes([raw[place] ^ flip]) + raw[place + 1 :]
            try:
                document = documents.parse(bad, name="file")
            except ApplianceError:
                continue
            assert len(documents.valid_signers(document, KEYS)) < len(whole), place


def test_a_signature_counts_for_one_type_of_document_only() -> None:
    root, listed = OFFICE.root(), OFFICE.list()
    moved = msgspec.structs.replace(listed, signatures=root.signatures)
    assert not documents.valid_signers(moved, KEYS)


def test_signing_again_replaces_the_earlier_signature() -> None:
    document = OFFICE.root(signed="r1")
    again = documents.sign(document, [OFFICE.keys["r1"], OFFICE.keys["r2"]])
    assert [one.key for one in again.signatures] == sorted(
        identifier(OFFICE.keys[name]) for name in ("r1", "r2")
    )


def test_the_fingerprint_is_of_the_content_and_easy_to_type() -> None:
    root = OFFICE.root(signed="r1").signed
    shown = documents.fingerprint(root)
    assert len(shown) == 49
    assert documents.fingerprint(OFFICE.root(signed="r2 r3").signed) == shown
    assert documents.fingerprint(OFFICE.root(version=2).signed) != shown
    for typed in (
        shown,
        shown.upper(),
        shown.replace(" ", ""),
        shown.replace(" ", "-"),
        f" {shown}\t",
    ):
        assert documents.same_fingerprint(typed, root)
    digit = "1" if shown[0] == "0" else "0"
    for typed in ("", shown[:-1], shown + "0", digit + shown[1:], shown[:24]):
        assert not documents.same_fingerprint(typed, root)


@pytest.mark.parametrize(
    "raw",
    [b"", b"\n", ROOT + ROOT[:-1], ROOT + b"\n" + LIST, ROOT * (documents.MAX_DOCUMENTS + 1)],
    ids=["empty", "no document", "cut", "an empty line", "too many"],
)
def test_a_bad_bundle_is_refused(raw: bytes) -> None:
    with pytest.raises(TrustFileInvalid):
        documents.parse_bundle(raw, name="file")


def test_a_bundle_is_documents_line_by_line() -> None:
    found = documents.parse_bundle(ROOT + LIST, name="file")
    assert b"".join(documents.encode(one) for one in found) == ROOT + LIST
