"""The bytes of an entry, its link and MAC, and what a chain that does not hold was done to.

Pure: rows in, verdict out. docs/formats/audit.md defines the bytes; `verify_audit.py`, which
travels with an export, is a second implementation of the same text.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING

from appliance.audit.merkle import HASH_BYTES, leaf_hash
from appliance.errors import AuditAltered, AuditBroken, AuditDropped, AuditReordered

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

FORMAT = 2
START = bytes(HASH_BYTES)
_LEAF_LABEL = b"cofferdam audit entry"
_MAC_LABELS = {1: b"cofferdam audit 1", 2: b"cofferdam audit 2"}
# Trying every order of so many entries that do not fit costs less than a second.
_ORDERS_LIMIT = 48
_SHIFT_LIMIT = 32


@dataclass(frozen=True)
class Row:
    """One entry as it is stored; `details` is the JSON text that was signed."""

    seq: int
    format: int
    at: str
    event: str
    actor: str
    subject: str
    details: str
    link: bytes
    mac: bytes


@dataclass(frozen=True)
class Mark:
    """A place in the chain: the entry's number, its MAC and its link; number 0 is the start."""

    seq: int
    mac: bytes = START
    link: bytes = START


def mark(row: Row) -> Mark:
    """The place that the entry takes."""
    return Mark(row.seq, row.mac, row.link)


def link(row: Row, previous: bytes, seq: int | None = None) -> bytes:
    """SHA-256 that names the entry and, through `previous`, all before it; needs no key.

    It is the leaf hash of the Merkle tree. `seq` computes it as if the entry had that number.
    """
    head = _LEAF_LABEL + bytes([row.format & 0xFF]) + previous
    return leaf_hash(head + _fields(row, row.seq if seq is None else seq))


def mac(row: Row, previous: Mark, key: bytes) -> bytes:
    """HMAC-SHA256 that only the vault's key can make; the row's `link` must be set and fit."""
    label = _MAC_LABELS.get(row.format, b"")
    if row.format == 1:
        return hmac.digest(key, label + previous.mac + _fields(row, row.seq), "sha256")
    return hmac.digest(key, label + previous.mac + row.link, "sha256")


def _fields(row: Row, seq: int) -> bytes:
    texts = [row.at, row.event, row.subject, row.details]
    if row.format != 1:
        texts.insert(2, row.actor)
    parts = [(seq & (2**64 - 1)).to_bytes(8, "big")]
    for text in texts:
        encoded = text.encode("utf-8", "surrogatepass")
        parts += [len(encoded).to_bytes(4, "big"), encoded]
    return b"".join(parts)


def walk(rows: Iterator[Row], key: bytes) -> Iterator[Row]:
    """The rows, each checked against the one before.

    Raises: AuditAltered: the first that does not hold; `diagnose` says what was done.
    """
    before, least_format = Mark(0), 1
    for row in rows:
        genuine = (
            row.seq == before.seq + 1
            and row.format in _MAC_LABELS
            and row.format >= least_format
            and hmac.compare_digest(row.link, link(row, before.link))
            and hmac.compare_digest(row.mac, mac(row, before, key))
        )
        if not genuine:
            raise AuditAltered(entry=before.seq + 1, why="it is not what was written")
        yield row
        before, least_format = mark(row), row.format


def diagnose(rows: Sequence[Row], failed_at: int) -> AuditBroken:
    """What was done to a chain that failed at entry `failed_at`, as the error that says so.

    The links need no key, so a row that was only moved still shows where it stood.
    """
    for expected, row in enumerate(rows, start=1):
        if row.seq > expected:
            return AuditDropped(entry=expected, why="its number is missing")
        if row.seq < expected:
            return AuditAltered(entry=row.seq, why="it was added")
    wrong = [at for at, row in enumerate(rows) if not _holds(rows, at)]
    if not wrong:
        return AuditAltered(entry=failed_at, why="it is not what was written")
    first = rows[wrong[0]].seq
    if len(wrong) <= _ORDERS_LIMIT and _moved(rows, wrong):
        return AuditReordered(entry=first, why="it stood at another place")
    shift = _shifted(rows, wrong[0])
    if shift > 0:
        return AuditDropped(entry=first, why="the entries behind it were given new numbers")
    if shift < 0:
        return AuditAltered(entry=first, why="it was added")
    return AuditAltered(entry=first, why="it is not what was written")


def _holds(rows: Sequence[Row], at: int) -> bool:
    return rows[at].link == link(rows[at], rows[at - 1].link if at else START)


def _moved(rows: Sequence[Row], wrong: Sequence[int]) -> bool:
    """Would the entries that do not fit all hold if they only exchanged their numbers?"""
    numbers = [rows[at].seq for at in wrong]
    links = {rows[at].link for at in wrong}
    links |= {rows[at - 1].link if at else START for at in wrong}

    def first_number(row: Row) -> int | None:
        held = (n for n in numbers if any(link(row, one, n) in links for one in links))
        return next(held, None)

    return {first_number(rows[at]) for at in wrong} == set(numbers)


def _shifted(rows: Sequence[Row], at: int) -> int:
    """By how many the numbers of the entries behind `at` were lowered; negative: raised."""
    before = rows[at - 1].link if at else START
    for by in range(1, _SHIFT_LIMIT + 1):
        if at + 1 < len(rows):
            behind = rows[at + 1]  # follows rows[at] as it did, both with lower numbers
            if link(behind, rows[at].link, behind.seq + by) == behind.link:
                return by
        if at + by < len(rows):
            behind = rows[at + by]  # followed the entry before rows[at]
            if link(behind, before, behind.seq - by) == behind.link:
                return -by
    return 0
