"""Writes tests/vectors/audit/: exports of audit chains, good and bad, each with its outcome.

A third implementation of docs/formats/audit.md that shares no line with the program nor with the
script that verifies exports. Everything is fixed, so a second run writes the same.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import struct
from dataclasses import dataclass, replace
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FOLDER = Path(__file__).parent / "audit"
VAULT = "00112233445566778899aabbccddeeff"
ORIGIN = f"cofferdam/{VAULT}"
LOG_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
WITNESS_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(2, 34)))
MAC_KEY = bytes(range(100, 132))
WITNESS = "cofferdam-witness/0a0b0c0d"


def sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


@dataclass(frozen=True)
class Entry:
    """One line of entries.jsonl."""

    seq: int
    subject: str = "case:ab12"
    format: int = 2
    event: str = "asked"
    at: str = "2026-01-02T12:00:00.000+00:00"
    actor: str = "00112233445566ff Ana Alves"
    details: str = '{"outcome":"done"}'
    link: bytes = b""
    mac: bytes = b""

    def covered(self) -> bytes:
        texts = [self.at, self.event, self.actor, self.subject, self.details]
        if self.format == 1:
            del texts[2]
        out = struct.pack(">Q", self.seq)
        for text in texts:
            out += struct.pack(">I", len(text.encode())) + text.encode()
        return out

    def shown(self, *, macs: bool) -> dict[str, object]:
        names = ("seq", "format", "at", "event", "actor", "subject", "details")
        line: dict[str, object] = {name: getattr(self, name) for name in names}
        line["link"] = self.link.hex()
        return {**line, "mac": self.mac.hex()} if macs else line


def chained(entries: list[Entry]) -> list[Entry]:
    """The same entries with links and MACs that fit."""
    link = mac = bytes(32)
    out = []
    for one in entries:
        new = sha256(b"\x00cofferdam audit entry" + bytes([one.format]) + link + one.covered())
        label = b"cofferdam audit 1" if one.format == 1 else b"cofferdam audit 2"
        mac = hmac.digest(
            MAC_KEY, label + mac + (one.covered() if one.format == 1 else new), "sha256"
        )
        link = new
        out.append(replace(one, link=link, mac=mac))
    return out


def root(leaves: list[bytes]) -> bytes:
    """RFC 6962 section 2.1, word for word."""
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    return sha256(b"\x01" + root(leaves[:k]) + root(leaves[k:]))


def key_bytes(key: Ed25519PrivateKey, kind: int) -> bytes:
    return bytes([kind]) + key.public_key().public_bytes_raw()


def encoded_key(name: str, key: Ed25519PrivateKey, kind: int) -> str:
    raw = key_bytes(key, kind)
    identifier = sha256(name.encode() + b"\n" + raw)[:4].hex()
    return f"{name}+{identifier}+{base64.b64encode(raw).decode()}"


def line(name: str, key: Ed25519PrivateKey, kind: int, value: bytes) -> str:
    identifier = sha256(name.encode() + b"\n" + key_bytes(key, kind))[:4]
    return f"\u2014 {name} {base64.b64encode(identifier + value).decode()}\n"


def note(
    entries: list[Entry],
    size: int,
    *,
    key: Ed25519PrivateKey = LOG_KEY,
    origin: str = ORIGIN,
    witness: Ed25519PrivateKey | None = None,
) -> str:
    """A checkpoint over the first `size` entries."""
    top = base64.b64encode(root([one.link for one in entries[:size]])).decode()
    text = f"{origin}\n{size}\n{top}\n"
    lines = line(origin, key, 1, key.sign(text.encode()))
    if witness is not None:
        value = struct.pack(">Q", 1767355200)
        value += witness.sign(f"cosignature/v1\ntime 1767355200\n{text}".encode())
        lines += line(WITNESS, witness, 4, value)
    return f"{text}\n{lines}"


KEY = encoded_key(ORIGIN, LOG_KEY, 1)
WITNESS_VKEY = encoded_key(WITNESS, WITNESS_KEY, 4)


def write(
    name: str,
    outcome: str,
    comment: str,
    entries: list[Entry],
    notes: list[str],
    *,
    size: int | None = None,
    mac_key: bool = False,
    key: str = KEY,
    witness: str = "",
    earlier: str = "",
    files: dict[str, str] | None = None,
    about: dict[str, object] | None = None,
    without: tuple[str, ...] = (),
) -> None:
    """One file: lines of text, an empty line, and the export's files as JSON."""
    names = {one.split(" ")[1] for text in notes for one in text.split("\n") if "\u2014 " in one}
    facts: dict[str, object] = {
        "format": 1,
        "program": "vectors",
        "vault": VAULT,
        "entries": len(entries) if size is None else size,
        "key": key,
        "witnesses": sorted(name for name in names if name.startswith("cofferdam-witness/")),
    }
    facts |= about or {}
    shown = (json.dumps(one.shown(macs=mac_key), ensure_ascii=False) for one in entries)
    content = {"export.json": json.dumps(facts), "entries.jsonl": "".join(f"{s}\n" for s in shown)}
    content |= {f"checkpoints/{number:012d}.note": one for number, one in enumerate(notes)}
    if mac_key:
        content["mac-key.hex"] = MAC_KEY.hex() + "\n"
    content |= files or {}
    head = [f"expect: {outcome}", f"comment: {comment}", f"key: {key}"]
    head += [f"witness: {witness}"] if witness else []
    head += [f"earlier: {json.dumps(earlier)}"] if earlier else []
    kept = {name: text for name, text in content.items() if name not in without}
    body = json.dumps(kept, indent=1, ensure_ascii=False)
    (FOLDER / name).write_text("\n".join(head) + "\n\n" + body + "\n", "utf-8")


def lines(entries: list[Entry], number: int, old: str, new: str) -> dict[str, str]:
    """The entries' lines, with a piece of one written in another way."""
    shown = [json.dumps(one.shown(macs=False), ensure_ascii=False) for one in entries]
    assert old in shown[number - 1]
    shown[number - 1] = shown[number - 1].replace(old, new, 1)
    return {"entries.jsonl": "".join(f"{one}\n" for one in shown)}


def chain(count: int) -> list[Entry]:
    return chained([Entry(number, subject=f"case:{number:04x}") for number in range(1, count + 1)])


FIVE = chain(5)
SIGNED = [note(FIVE, 2), note(FIVE, 5)]


def good() -> None:
    write("five", "genuine", "two checkpoints", FIVE, SIGNED)
    write("empty", "genuine", "no entry, signed", [], [note([], 0)])
    write("one", "genuine", "a tree of one leaf", chain(1), [note(chain(1), 1)])
    long = chain(70)
    sizes = (1, 2, 3, 31, 32, 33, 63, 64, 65, 70)
    write("seventy", "genuine", "every shape of tree", long, [note(long, size) for size in sizes])
    mixed = chained(
        [Entry(1, format=1, actor=""), Entry(2, format=1, actor=""), Entry(3), Entry(4)]
    )
    write("both_formats", "genuine", "began in format 1", mixed, [note(mixed, 4)], mac_key=True)
    texts = chained([Entry(1, subject="案件 – “x”\u2028", details='{"a":"\\u0000"}'), Entry(2)])
    write("texts", "genuine", "characters that lines may trip over", texts, [note(texts, 2)])
    back = chained([Entry(1), Entry(2, at="2016-01-02T12:00:00.000+00:00")])
    write("clock_back", "genuine", "a time before that of the entry before", back, [note(back, 2)])
    seen = [note(FIVE, 5, witness=WITNESS_KEY)]
    write("witnessed", "genuine", "countersigned", FIVE, seen, witness=WITNESS_VKEY)
    write("unasked_witness", "genuine", "an unknown signature is ignored", FIVE, seen)
    write("earlier", "genuine", "begins as the note elsewhere", FIVE, SIGNED, earlier=note(FIVE, 3))
    write("macs", "genuine", "with the key of the MACs", FIVE, SIGNED, mac_key=True)


def altered() -> None:
    for field, value in (
        ("subject", "case:9999"), ("at", "2020"), ("event", "scored"), ("actor", "somebody"),
        ("details", "{}"), ("link", bytes(32)), ("format", 1), ("format", 3),
    ):  # fmt: skip
        name = f"altered_{field}" + (f"_{value!r}" if field == "format" else "")
        changed = [*FIVE[:2], replace(FIVE[2], **{field: value}), *FIVE[3:]]  # type: ignore[arg-type]  # fields by name
        write(name, "altered", f"{field} of entry 3", changed, SIGNED)
    last = [*FIVE[:4], replace(FIVE[4], subject="x")]
    write("altered_last", "altered", "the newest entry", last, SIGNED)
    flow = [*FIVE[:2], replace(FIVE[2], event="askedc", subject="ase:0003"), *FIVE[3:]]
    write("altered_flow", "altered", "a letter moved from one field to the next", flow, SIGNED)
    added = [*FIVE[:2], replace(FIVE[0], seq=3), *(replace(e, seq=e.seq + 1) for e in FIVE[2:])]
    write("altered_added", "altered", "an entry put in, the rest renumbered", added, SIGNED)
    zero = [replace(FIVE[0], seq=0), *FIVE]
    write("altered_zero", "altered", "an entry with the number 0", zero, SIGNED)
    wrong = [*FIVE[:2], replace(FIVE[2], mac=bytes(32)), *FIVE[3:]]
    write("altered_mac", "altered", "a MAC", wrong, SIGNED, mac_key=True)
    other = {"entries.jsonl": "{\n"}
    write("altered_line", "altered", "a line that is no JSON", FIVE, SIGNED, files=other)
    other = {"entries.jsonl": '{"seq":"1"}\n'}
    write("altered_fields", "altered", "a line that is no entry", FIVE, SIGNED, files=other)


def written_in_another_way() -> None:
    """What one reader takes for one thing and another for something else."""
    for name, comment, old, new in (
        ("repeated", "a name twice, the first another value",
         '{"seq": 3', '{"subject": "user:nobody", "seq": 3'),
        ("repeated_same", "a name twice with the same value", '{"seq": 3', '{"seq": 3, "seq": 3'),
        ("unknown", "a name that no entry has", '"link"', '"comment": "seen by court", "link"'),
        ("mac_unasked", "a MAC without the key", '"link"', f'"mac": "{"00" * 32}", "link"'),
        ("order", "two names exchanged", '{"seq": 3, "format": 2', '{"format": 2, "seq": 3'),
        ("spaces", "other white space", '{"seq": 3', '{ "seq":3'),
        ("indented", "white space behind the line", '"}', '"} '),
        ("return", "a carriage return behind the line", '"}', '"}\r'),
        ("escaped", "a letter as an escape", "case:", "\\u0063ase:"),
        ("fraction", "a number with a fraction", '"seq": 3', '"seq": 3.0'),
        ("exponent", "a number with an exponent", '"seq": 3', '"seq": 3e0'),
        ("boolean", "a number as true", '"format": 2', '"format": true'),
        ("surrogate", "half a character", "case:", "\\ud800case:"),
        ("blank", "an empty line", '{"seq": 3', '\n{"seq": 3'),
        ("capitals", "a hash in capitals", FIVE[2].link.hex(), FIVE[2].link.hex().upper()),
        ("hash_spaces", "a hash with spaces", FIVE[2].link.hex(), FIVE[2].link.hex(" ")),
    ):  # fmt: skip
        files = lines(FIVE, 3, old, new)
        write(f"altered_form_{name}", "altered", comment, FIVE, SIGNED, files=files)
    whole = lines(FIVE, 3, "3", "3")["entries.jsonl"]
    for name, comment, text in (
        ("no_end", "the last line without its end", whole[:-1]),
        ("blank_end", "an empty line at the end", whole + "\n"),
        ("blank_begin", "an empty line at the beginning", "\n" + whole),
        ("mark", "a byte order mark", "\ufeff" + whole),
        ("array", "a line that is an array", whole + "[]\n"),
    ):
        files = {"entries.jsonl": text}
        write(f"altered_form_{name}", "altered", comment, FIVE, SIGNED, files=files)


def about_itself() -> None:
    """export.json says something else than what is signed."""
    seen = [note(FIVE, 5, witness=WITNESS_KEY)]
    write(
        "altered_vault", "altered", "the name of another vault", FIVE, SIGNED,
        about={"vault": "f" * 32},
    )  # fmt: skip
    write("altered_size", "altered", "fewer entries than there are", FIVE, SIGNED, size=4)
    write(
        "signature_invented_witness", "signature", "a witness that no checkpoint carries",
        FIVE, SIGNED, about={"witnesses": ["cofferdam-witness/ffffffff"]},
    )  # fmt: skip
    write(
        "signature_hidden_witness", "signature", "a witness that is left out",
        FIVE, seen, about={"witnesses": []},
    )  # fmt: skip
    write(
        "signature_named_key", "signature", "another key than the one that signed", FIVE, SIGNED,
        about={"key": encoded_key(ORIGIN, OTHER_KEY, 1)},
    )  # fmt: skip
    good_one = json.loads(json.dumps({
        "format": 1, "program": "vectors", "vault": VAULT, "entries": 5, "key": KEY,
        "witnesses": [],
    }))  # fmt: skip
    for name, comment, text in (
        ("about_repeated", "a name twice", json.dumps(good_one)[:-1] + ', "entries": 5}'),
        ("about_unknown", "a name it does not have", json.dumps({**good_one, "seal": "x"})),
        ("about_missing", "a name missing", json.dumps({**good_one, "x": 1}).replace("vault", "v")),
        ("about_kind", "a number as text", json.dumps({**good_one, "entries": "5"})),
        ("about_true", "a number as true", json.dumps({**good_one, "format": True})),
        ("about_format", "a format of later", json.dumps({**good_one, "format": 2})),
    ):
        files = {"export.json": text}
        write(f"unreadable_{name}", "unreadable", comment, FIVE, SIGNED, files=files)


def dropped() -> None:
    write("dropped_first", "dropped", "entry 1", FIVE[1:], SIGNED)
    write("dropped_middle", "dropped", "entry 3", [*FIVE[:2], *FIVE[3:]], SIGNED)
    write("dropped_two", "dropped", "entries 2 and 4", [FIVE[0], FIVE[2], FIVE[4]], SIGNED)
    for gone in (1, 3):
        left = [one for one in FIVE if one.seq != gone]
        left = [replace(one, seq=number) for number, one in enumerate(left, start=1)]
        write(f"dropped_renumbered_{gone}", "dropped", "the rest renumbered", left, SIGNED, size=4)


def reordered() -> None:
    write(
        "reordered_lines",
        "reordered",
        "lines 2 and 3",
        [FIVE[0], FIVE[2], FIVE[1], *FIVE[3:]],
        SIGNED,
    )
    write("reordered_reverse", "reordered", "newest first", FIVE[::-1], SIGNED)
    for one, other in ((2, 3), (1, 5), (4, 5)):
        swapped = [*FIVE]
        swapped[one - 1] = replace(FIVE[other - 1], seq=one)
        swapped[other - 1] = replace(FIVE[one - 1], seq=other)
        write(f"reordered_{one}_{other}", "reordered", "numbers exchanged too", swapped, SIGNED)


def truncated() -> None:
    write("truncated_last", "truncated", "the newest entry", FIVE[:4], SIGNED)
    write("truncated_all", "truncated", "every entry", [], SIGNED)
    write("truncated_quietly", "truncated", "its size fitted", FIVE[:4], SIGNED, size=4)
    write(
        "truncated_earlier", "truncated", "cut with its checkpoint; a note elsewhere tells",
        FIVE[:2], SIGNED[:1], earlier=SIGNED[1],
    )  # fmt: skip
    write("truncated_size", "truncated", "only export.json tells", FIVE[:2], SIGNED[:1], size=5)


def forked() -> None:
    twice = [*FIVE[:3], replace(FIVE[2], subject="other"), *FIVE[3:]]
    write("forked_number", "forked", "two entries with the number 3", twice, SIGNED)
    other = chained([*FIVE[:3], replace(FIVE[3], subject="other"), FIVE[4]])
    write("forked_tail", "forked", "another history from entry 4 on", other, SIGNED)
    write(
        "forked_signed", "forked", "both histories are signed", other,
        [*SIGNED, note(other, 5)],
    )  # fmt: skip
    write(
        "forked_earlier", "forked", "a note elsewhere covers another history",
        other, [note(other, 5)], earlier=SIGNED[1],
    )  # fmt: skip


def signatures() -> None:
    write("signature_other_key", "signature", "another key", FIVE, [note(FIVE, 5, key=OTHER_KEY)])
    changed = SIGNED[1].replace("5\n", "4\n", 1)
    write("signature_changed", "signature", "the size changed", FIVE, [changed])
    write("signature_none", "signature", "no checkpoint", FIVE, [])
    write("signature_not_all", "signature", "entries behind the newest", FIVE, SIGNED[:1])
    other = note(FIVE, 5, origin="cofferdam/ff")
    write("signature_origin", "signature", "of another vault", FIVE, [other])
    write("signature_no_note", "signature", "no note at all", FIVE, ["5\n"])
    write("signature_witness", "signature", "no witness", FIVE, SIGNED, witness=WITNESS_VKEY)
    wrong = note(FIVE, 5, witness=WITNESS_KEY)
    stamp = wrong.rindex(" ") + 9
    wrong = wrong[:stamp] + ("A" if wrong[stamp] != "A" else "B") + wrong[stamp + 1 :]
    write("signature_time", "signature", "the witness's time", FIVE, [wrong], witness=WITNESS_VKEY)
    key = KEY.replace("+", "+0", 1)
    write("signature_key", "signature", "a key whose parts do not fit", FIVE, SIGNED, key=key)
    trusting = encoded_key(ORIGIN, OTHER_KEY, 1)
    write("signature_pinned", "signature", "not the key known", FIVE, SIGNED, key=trusting)


def unreadable() -> None:
    for name in ("export.json", "entries.jsonl"):
        write(f"unreadable_{name[:6]}", "unreadable", name, FIVE, SIGNED, without=(name,))
    for number, text in enumerate(("", "[]", '{"key":1}', "[" * 100_000)):
        files = {"export.json": text}
        write(f"unreadable_{number}", "unreadable", "export.json", FIVE, SIGNED, files=files)


def main() -> None:
    """Write all of them."""
    FOLDER.mkdir(exist_ok=True)
    for group in (
        good, altered, written_in_another_way, about_itself, dropped, reordered, truncated, forked,
        signatures, unreadable,
    ):  # fmt: skip
        group()


if __name__ == "__main__":
    main()
