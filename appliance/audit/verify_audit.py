"""Verifies an export of a Cofferdam audit chain, on its own and offline.

    python verify_audit.py EXPORT [--key KEY] [--witness KEY]... [--earlier NOTE]...

EXPORT is the folder or .zip that this script came in. It needs Python 3.9 or later and the package
`cryptography`, and nothing of Cofferdam. It is a second implementation of docs/formats/audit.md.

  --key KEY       the vault's key as your auditor wrote it down earlier; without it the key inside
                  the export is used, which shows only that the export agrees with itself
  --witness KEY   a witness's key; then a checkpoint must carry its countersignature
  --earlier NOTE  a checkpoint from elsewhere, such as a file on the witness medium: the chain must
                  begin with what it covers, or entries were rolled back since

Exit codes: 0 genuine; 2 wrong usage; 10 altered; 11 dropped; 12 reordered; 13 truncated; 14 forked;
15 a signature does not fit or is missing; 16 the export cannot be read.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import hmac
import json
import re
import sys
import zipfile
from pathlib import Path, PurePath
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

Entry = dict[str, Any]
CODES = {
    "altered": 10, "dropped": 11, "reordered": 12, "truncated": 13, "forked": 14,
    "signature": 15, "unreadable": 16,
}  # fmt: skip
START = bytes(32)
ORDERS_LIMIT, SHIFT_LIMIT = 48, 32
TEXTS = ("at", "event", "actor", "subject", "details")
LINE = ["seq", "format", *TEXTS, "link"]
ABOUT = {"format": int, "program": str, "vault": str, "entries": int, "key": str, "witnesses": list}
FILE_LIMIT_BYTES = 4 * 1024**3


class Found(Exception):
    """What is wrong: one of CODES, and in words."""

    def __init__(self, kind: str, text: str) -> None:
        super().__init__(text)
        self.kind = kind


# --- reading ---------------------------------------------------------------------------------


def name_in(folder: PurePath, path: PurePath) -> str:
    """A file's name below the export's folder, with slashes on every system."""
    return path.relative_to(folder).as_posix()


def read_export(path: Path) -> dict[str, bytes]:
    """The files of a folder or archive, by name."""
    try:
        if path.is_dir():
            paths = [*path.iterdir(), *(path / "checkpoints").glob("*")]
            return {name_in(path, p): p.read_bytes() for p in paths if p.is_file()}
        with zipfile.ZipFile(path) as archive:
            if sum(info.file_size for info in archive.infolist()) > FILE_LIMIT_BYTES:
                raise Found("unreadable", "the archive is too large")
            if len(set(archive.namelist())) < len(archive.namelist()):
                raise Found("unreadable", "the archive has two files of one name")
            return {info.filename: archive.read(info) for info in archive.infolist()}
    except (OSError, zipfile.BadZipFile, RuntimeError) as error:
        raise Found("unreadable", f"the export cannot be opened: {error}") from error


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object in which no name stands twice: readers differ about which value holds."""
    if len(dict(pairs)) < len(pairs):
        raise ValueError("a name stands twice")
    return dict(pairs)


def read_about(data: bytes) -> dict[str, Any]:
    """What export.json says; it has no other names than these."""
    about = json.loads(data, object_pairs_hook=once)
    if not isinstance(about, dict) or set(about) != set(ABOUT):
        raise ValueError("export.json has other names than it is written with")
    if any(type(about[name]) is not kind for name, kind in ABOUT.items()) or about["format"] != 1:
        raise ValueError("export.json has values that cannot be")
    return about


def read_entry(line: bytes, names: list[str]) -> Entry:
    """One line, which must be written in the one way in which the program writes it."""
    one = json.loads(line, object_pairs_hook=once)
    if not isinstance(one, dict) or list(one) != names:
        raise ValueError("its names are not those of an entry")
    if not all(isinstance(one[name], str) for name in names if name not in ("seq", "format")):
        raise ValueError("a text is missing")
    if not all(type(one[name]) is int for name in ("seq", "format")):
        raise ValueError("a number is missing")
    if json.dumps(one, ensure_ascii=False).encode() != line:
        raise ValueError("it is written in another way")
    for name in names[len(LINE) - 1 :]:
        raw = bytes.fromhex(one[name])
        if raw.hex() != one[name] or len(raw) != len(START):
            raise ValueError("a hash is not one")
        one[name] = raw
    return one


def read_entries(data: bytes, *, macs: bool) -> list[Entry]:
    """Entries in the order of the file; the link and MAC as bytes."""
    names = [*LINE, "mac"] if macs else LINE
    if data and not data.endswith(b"\n"):
        raise Found("altered", "the last line of entries.jsonl has no end")
    entries = []
    for number, line in enumerate(data.split(b"\n")[:-1], start=1):
        try:
            entries.append(read_entry(line, names))
        except (ValueError, RecursionError) as error:
            said = f"line {number} of entries.jsonl is no entry: {error}"
            raise Found("altered", said) from error
    return entries


# --- the chain -------------------------------------------------------------------------------


def fields(entry: Entry, seq: int) -> bytes:
    """Number and texts with their lengths; format 1 has no actor."""
    parts = [(seq % 2**64).to_bytes(8, "big")]
    for name in TEXTS:
        if name == "actor" and entry["format"] == 1:
            continue
        encoded = entry[name].encode("utf-8", "surrogatepass")
        parts += [len(encoded).to_bytes(4, "big"), encoded]
    return b"".join(parts)


def link_of(entry: Entry, previous: bytes, seq: int | None = None) -> bytes:
    """SHA-256 over 0x00, the label, the format, the link before and the fields."""
    label = b"\x00cofferdam audit entry" + bytes([entry["format"] % 256])
    seq = entry["seq"] if seq is None else seq
    return hashlib.sha256(label + previous + fields(entry, seq)).digest()


def check_numbers(entries: list[Entry]) -> None:
    """Each number from 1 on, once, in order."""
    seen: set[int] = set()
    for entry in entries:
        if entry["seq"] in seen:
            raise Found("forked", f"there are two entries with the number {entry['seq']}")
        seen.add(entry["seq"])
    numbers = [entry["seq"] for entry in entries]
    for expected, number in enumerate(sorted(numbers), start=1):
        if number != expected:
            kind = "dropped" if number > expected else "altered"
            raise Found(kind, f"entry {min(number, expected)} is missing or was added")
    for place, number in enumerate(numbers, start=1):
        if number != place:
            raise Found("reordered", f"entry {number} stands at place {place}")


def only_moved(entries: list[Entry], links: list[bytes], wrong: list[int]) -> bool:
    """Would the entries that do not fit all hold if they only exchanged their numbers?"""
    numbers = [entries[at]["seq"] for at in wrong]
    known = {links[at] for at in wrong} | {entries[at]["link"] for at in wrong}
    first = set()
    for at in wrong:
        held = (n for n in numbers if any(link_of(entries[at], k, n) in known for k in known))
        first.add(next(held, None))
    return first == set(numbers)


def check_links(entries: list[Entry]) -> None:
    """Each link fits the entry and the link before; else say what was done."""
    formats = [entry["format"] for entry in entries]
    if formats != sorted(formats) or not set(formats) <= {1, 2}:
        raise Found("altered", "an entry has a format that it cannot have")
    links = [START] + [entry["link"] for entry in entries]
    wrong = [at for at, entry in enumerate(entries) if link_of(entry, links[at]) != entry["link"]]
    if not wrong:
        return
    first = wrong[0]
    number = entries[first]["seq"]
    if len(wrong) <= ORDERS_LIMIT and only_moved(entries, links, wrong):
        raise Found("reordered", f"entry {number} stood at another place")
    for by in range(1, SHIFT_LIMIT + 1):
        for behind in entries[first + 1 : first + 2]:
            if link_of(behind, links[first + 1], behind["seq"] + by) == behind["link"]:
                raise Found("dropped", f"entry {number} was dropped and the rest renumbered")
        for behind in entries[first + by : first + by + 1]:
            if link_of(behind, links[first], behind["seq"] - by) == behind["link"]:
                raise Found("altered", f"entry {number} was added and the rest renumbered")
    raise Found("altered", f"entry {number} is not what was written")


def check_macs(entries: list[Entry], key: bytes) -> None:
    """Only in exports that hold the chain's key."""
    mac, link = START, START
    for entry in entries:
        first = entry["format"] == 1
        covered = fields(entry, entry["seq"]) if first else link_of(entry, link)
        label = b"cofferdam audit 1" if first else b"cofferdam audit 2"
        if not hmac.compare_digest(hmac.digest(key, label + mac + covered, "sha256"), entry["mac"]):
            raise Found("altered", f"the MAC of entry {entry['seq']} does not fit")
        mac, link = entry["mac"], entry["link"]


# --- checkpoints -----------------------------------------------------------------------------


def roots_at(entries: list[Entry], sizes: set[int]) -> dict[int, bytes]:
    """Root hashes (RFC 6962) of the tree over the first n links, for each n asked for."""
    peaks: list[tuple[int, bytes]] = []
    roots = {0: hashlib.sha256(b"").digest()}
    for size, entry in enumerate(entries, start=1):
        height, node = 0, entry["link"]
        while peaks and peaks[-1][0] == height:
            node = hashlib.sha256(b"\x01" + peaks.pop()[1] + node).digest()
            height += 1
        peaks.append((height, node))
        if size in sizes:
            root = peaks[-1][1]
            for _, left in reversed(peaks[:-1]):
                root = hashlib.sha256(b"\x01" + left + root).digest()
            roots[size] = root
    return roots


def key_id(name: str, key: bytes) -> bytes:
    """C2SP signed-note: the first four bytes of SHA-256(name, newline, kind and key)."""
    return hashlib.sha256(name.encode() + b"\n" + key).digest()[:4]


def parse_key(text: str) -> tuple[str, bytes]:
    """A C2SP verifier key: its name, and the kind byte with the public key."""
    try:
        name, given, encoded = text.strip().split("+", 2)
        key = base64.b64decode(encoded, validate=True)
        if len(key) != 33 or key[0] not in (1, 4) or key_id(name, key).hex() != given:
            raise ValueError("its parts do not fit")
    except ValueError as error:
        raise Found("signature", f"this is no key: {text!r} ({error})") from error
    return name, key


def parse_note(data: bytes, name: str) -> tuple[str, int, bytes, list[tuple[str, bytes]]]:
    """Text, size, root and signatures of a checkpoint."""
    try:
        text, _, lines = data.decode("utf-8").rpartition("\n\n")
        text += "\n"
        found = re.fullmatch(r"([^\n]+)\n(0|[1-9][0-9]{0,17})\n([A-Za-z0-9+/=]+)\n", text)
        if not found:
            raise ValueError("not three lines")
        root = base64.b64decode(found[3], validate=True)
        signatures = []
        for line in lines.rstrip("\n").split("\n"):
            dash, who, encoded = line.split(" ")
            if dash != "\u2014":
                raise ValueError("not a signature")
            signatures.append((who, base64.b64decode(encoded, validate=True)))
    except ValueError as error:
        raise Found("signature", f"{name} is no checkpoint: {error}") from error
    return text, int(found[2]), root, signatures


def signed_by(text: str, signatures: list[tuple[str, bytes]], who: tuple[str, bytes]) -> bool:
    """Is there a signature of that key, and does each of them fit?"""
    name, key = who
    mine = [raw for signer, raw in signatures if signer == name and raw[:4] == key_id(name, key)]
    for raw in mine:
        message, value = text.encode(), raw[4:]
        if key[0] == 4:
            stamp = int.from_bytes(value[:8], "big")
            message, value = f"cosignature/v1\ntime {stamp}\n{text}".encode(), value[8:]
        try:
            Ed25519PublicKey.from_public_bytes(key[1:]).verify(value, message)
        except (InvalidSignature, ValueError) as error:
            raise Found("signature", f"a signature of {name} does not fit") from error
    return bool(mine)


def check_checkpoints(
    entries: list[Entry],
    notes: dict[str, bytes],
    key: tuple[str, bytes],
    witnesses: list[tuple[str, bytes]],
) -> int:
    """Every note is signed and covers what is here; returns how many entries the newest covers."""
    read = {name: parse_note(data, name) for name, data in notes.items()}
    for name, (text, _, _, signatures) in read.items():
        if text.split("\n")[0] != key[0] or not signed_by(text, signatures, key):
            raise Found("signature", f"{name} is not signed by {key[0]}")
    roots = roots_at(entries, {size for _, size, _, _ in read.values()})
    newest = max((size for _, size, _, _ in read.values()), default=0)
    for name, (_, size, root, _) in sorted(read.items(), key=lambda item: item[1][1]):
        if size in roots and roots[size] != root:
            raise Found("forked", f"{name} covers another history of the first {size} entries")
    if newest > len(entries):
        raise Found("truncated", f"{len(entries)} entries of {newest} are here")
    for witness in witnesses:
        covered = [one[1] for one in read.values() if signed_by(one[0], one[3], witness)]
        if not covered:
            raise Found("signature", f"no checkpoint is countersigned by {witness[0]}")
        sys.stdout.write(f"{witness[0]} saw the first {max(covered)} entries.\n")
    return newest


def cosigners(notes: dict[str, bytes]) -> list[str]:
    """Who signed beside the vault, by name; whether truly, only --witness tells."""
    names = set()
    for name, data in notes.items():
        text, _, _, signatures = parse_note(data, name)
        names |= {signer for signer, _ in signatures} - {text.split("\n")[0]}
    return sorted(names)


def check_about(
    about: dict[str, Any], entries: list[Entry], key: tuple[str, bytes], named: list[str]
) -> None:
    """What export.json says agrees with what was checked."""
    if about["entries"] != len(entries):
        raise Found("altered", f"export.json speaks of {about['entries']} entries")
    if f"cofferdam/{about['vault']}" != key[0]:
        raise Found("altered", "export.json names another vault than the checkpoints")
    if parse_key(about["key"]) != key:
        raise Found("signature", "export.json names another key than the one that signed")
    if about["witnesses"] != named:
        raise Found("signature", "export.json names other witnesses than the checkpoints carry")


# --- the whole -------------------------------------------------------------------------------


def verify(options: argparse.Namespace) -> str:
    """Check everything; returns what to say. Raises: Found."""
    files = read_export(options.export)
    try:
        about = read_about(files["export.json"])
        entries_data = files["entries.jsonl"]
        mac_key = bytes.fromhex(files.get("mac-key.hex", b"").decode().strip())
    except (KeyError, ValueError, TypeError, RecursionError) as error:
        raise Found("unreadable", f"a part of the export is missing: {error}") from error
    entries = read_entries(entries_data, macs=bool(mac_key))
    check_numbers(entries)
    check_links(entries)
    if mac_key:
        check_macs(entries, mac_key)
    notes = {name: data for name, data in files.items() if name.startswith("checkpoints/")}
    named = cosigners(notes)
    for path in options.earlier:
        try:
            notes[str(path)] = path.read_bytes()
        except OSError as error:
            raise Found("unreadable", f"{path}: {error}") from error
    key = parse_key(options.key or about["key"])
    witnesses = [parse_key(one) for one in options.witness]
    covered = check_checkpoints(entries, notes, key, witnesses)
    if about["entries"] > len(entries):
        raise Found("truncated", f"{len(entries)} entries of {about['entries']} are here")
    if covered < len(entries):
        raise Found("signature", f"no checkpoint covers the entries behind {covered}")
    check_about(about, entries, key, named)
    said = f"Genuine: {len(entries)} entries, {len(notes)} checkpoints signed by {key[0]}."
    unchecked = sorted(set(named) - {name for name, _ in witnesses})
    if unchecked:
        said += f"\nNot checked: countersignatures of {', '.join(unchecked)} (use --witness)."
    if not options.key:
        said += "\nThe key was taken from the export itself. Compare it with the one you know:\n"
        said += f"  {about['key']}"
    return said


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    here = Path(__file__).resolve().parent
    parser.add_argument("export", type=Path, nargs="?", default=here)
    parser.add_argument("--key")
    parser.add_argument("--witness", action="append", default=[])
    parser.add_argument("--earlier", action="append", default=[], type=Path)
    try:
        said = verify(parser.parse_args())
    except Found as found:
        sys.stdout.write(f"{found.kind.upper()}: {found}\n")
        return CODES[found.kind]
    sys.stdout.write(said + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
