"""Packs wrong in one or two places that the format knows of, partly with lengths that fit again."""

from __future__ import annotations

import struct
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from appliance.crypto.container import HEADER_BYTES, TAG_BYTES
from appliance.crypto.signing import key_id, sign
from appliance.packs.pack_reader import PURPOSE, parse
from tests.hostile import damage, json_mutations
from tests.hostile.damage import Case

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

VECTORS = Path(__file__).parents[1] / "vectors" / "pack"
_PREFIX = struct.Struct(">8sHHIIHH")
_SIGNATURE_BYTES = 16 + 64


class Sample(NamedTuple):
    """A pack that opens, and for whom."""

    data: bytes
    trusted: tuple[bytes, ...]
    recipient: bytes


class _Parts(NamedTuple):
    """The sections of a pack in order."""

    prefix: bytes
    described: bytes
    recipients: bytes
    key_check: bytes
    signatures: bytes
    payload: bytes

    def joined(self) -> bytes:
        return b"".join(self)

    def mended(self) -> bytes:
        """With lengths in the prefix that fit again; the signatures do not."""
        magic, major, minor, _, _, count, chunk_log2 = _PREFIX.unpack(self.prefix)
        signed = _PREFIX.size + len(self.described) + len(self.recipients) + len(self.key_check)
        sizes = (signed % 2**32, len(self.described), count, chunk_log2)
        return self._replace(prefix=_PREFIX.pack(magic, major, minor, *sizes)).joined()


@cache
def sample(name: str) -> Sample:
    """One of the kept packs for an appliance."""
    preamble, body = (VECTORS / name).read_bytes().split(b"\n\n", 1)
    fields = dict(line.split(": ", 1) for line in preamble.decode().split("\n"))
    trusted = tuple(bytes.fromhex(key) for key in fields["trusted"].split())
    return Sample(body, trusted, bytes.fromhex(fields["recipient"]))


def good() -> tuple[Sample, ...]:
    """A model of two files and a checklist."""
    return sample("good_model"), sample("good_checklist")


def make(chance: random.Random) -> tuple[Case, Sample]:
    """One hostile pack, and the good one that it was made from."""
    begin = chance.choice(good())
    if chance.random() < 0.3:
        return damage.any_bytes(begin.data, chance), begin
    info = parse(begin.data)
    data = begin.data
    sizes = (_PREFIX.size, *_PREFIX.unpack(data[: _PREFIX.size])[4:5])
    ends = [
        0,
        sizes[0],
        sizes[0] + sizes[1],
        info.signed_bytes - 32,
        info.signed_bytes,
        info.head_bytes,
        len(data),
    ]
    parts = _Parts(*(data[a:b] for a, b in pairwise(ends)))
    changes = []
    for _ in range(chance.choice((1, 1, 2))):
        change = chance.choice(_CHANGES)
        parts = change(parts, chance)
        changes.append(change.__name__.strip("_"))
    finish = chance.choice(("as it is", "mended", "signed by another"))
    body = parts.joined() if finish == "as it is" else _mended(parts)
    if finish == "signed by another":
        body = _signed(parts, body, chance)
    return Case(f"pack: {', '.join(changes)}, {finish}", body), begin


def _mended(parts: _Parts) -> bytes:
    try:
        return parts.mended()
    except struct.error:  # the prefix is of another length by now
        return parts.joined()


def _signed(parts: _Parts, body: bytes, chance: random.Random) -> bytes:
    """Signed anew by somebody, under their own number or under the publisher's."""
    end = len(body) - len(parts.payload) - len(parts.signatures)
    key = Ed25519PrivateKey.from_private_bytes(chance.randbytes(32))
    number = bytes.fromhex(key_id(key.public_key().public_bytes_raw()))
    if chance.random() < 0.5:
        number = parts.signatures[2:18]
    value = sign(key, PURPOSE, body[:end])
    return body[:end] + b"\0\1" + number + value + parts.payload


def _prefix(parts: _Parts, chance: random.Random) -> _Parts:
    fields = list(_PREFIX.unpack(parts.prefix)) if len(parts.prefix) == _PREFIX.size else []
    if not fields:
        return parts
    place = chance.randrange(1, 7)
    bits = (64, 16, 16, 32, 32, 16, 16)[place]
    fields[place] = damage.number(chance, fields[place]) % 2**bits
    return parts._replace(prefix=_PREFIX.pack(*fields))


def _description(parts: _Parts, chance: random.Random) -> _Parts:
    try:
        changed = json_mutations.make(parts.described, chance).data.rstrip(b"\n")
    except ValueError:
        changed = damage.any_bytes(parts.described or b"x", chance).data
    return parts._replace(described=changed)


def _value(parts: _Parts, chance: random.Random) -> _Parts:
    """Another number or letter, so that the description stays in its one form."""
    pairs = (
        (b'"sequence":1', b'"sequence":%d' % (damage.number(chance) % 2**63)),
        (b'"version":"1', b'"version":"2'),
        (b"2030-01-02", b"2099-01-02"),
        (b'"size_bytes":2500', b'"size_bytes":%d' % (damage.number(chance, 2500) % 2**63)),
        (b"model.onnx", chance.choice((b"../m.onnx", b"CON", b"MODEL.ONNX", b"tokenizer.json"))),
        (b"head-office", b"head-0ffice"),
        (b'"title":"', '"title":"\u202e'.encode()),
    )
    old, new = chance.choice(pairs)
    return parts._replace(described=parts.described.replace(old, new))


def _recipients(parts: _Parts, chance: random.Random) -> _Parts:
    kind = chance.randrange(4)
    if kind == 0:
        return parts._replace(recipients=damage.any_bytes(parts.recipients or b"x", chance).data)
    if kind == 1:
        return parts._replace(recipients=parts.recipients * chance.choice((2, 65, 700)))
    if kind == 2:
        costs = struct.pack(">III", *(damage.number(chance) % 2**32 for _ in range(3)))
        return parts._replace(recipients=b"\2" + costs + chance.randbytes(16 + 60))
    return parts._replace(recipients=b"")


def _key_check(parts: _Parts, chance: random.Random) -> _Parts:
    return parts._replace(key_check=damage.any_bytes(parts.key_check or b"x", chance).data)


def _signatures(parts: _Parts, chance: random.Random) -> _Parts:
    entries = parts.signatures[2:]
    kind = chance.randrange(5)
    if kind == 0:
        return parts._replace(signatures=b"\0\0")
    if kind == 1:
        return parts._replace(signatures=b"\0\2" + entries[:_SIGNATURE_BYTES] * 2)
    if kind == 2:
        other = chance.randbytes(_SIGNATURE_BYTES)
        ordered = b"".join(sorted((entries[:_SIGNATURE_BYTES], other)))
        return parts._replace(signatures=b"\0\2" + ordered)
    if kind == 3:
        count = struct.pack(">H", damage.number(chance) % 2**16)
        return parts._replace(signatures=count + entries)
    return parts._replace(signatures=damage.any_bytes(parts.signatures or b"x", chance).data)


def _chunks(parts: _Parts, chance: random.Random) -> _Parts:
    """Chunks swapped, doubled, missing, or from another pack."""
    step = 1024 + TAG_BYTES
    head, body = parts.payload[:HEADER_BYTES], parts.payload[HEADER_BYTES:]
    chunks = [body[at : at + step] for at in range(0, len(body), step)]
    if not chunks:
        return parts
    kind = chance.randrange(5)
    one, other = chance.randrange(len(chunks)), chance.randrange(len(chunks))
    if kind == 0:
        chunks[one], chunks[other] = chunks[other], chunks[one]
    elif kind == 1:
        chunks.insert(one, chunks[other])
    elif kind == 2:
        del chunks[one]
    elif kind == 3:
        foreign = sample("good_first_of_two").data
        chunks[one] = foreign[-len(chunks[one]) :]
    else:
        head = damage.any_bytes(head or b"x", chance).data
    return parts._replace(payload=head + b"".join(chunks))


def _payload(parts: _Parts, chance: random.Random) -> _Parts:
    return parts._replace(payload=damage.any_bytes(parts.payload or b"x", chance).data)


_CHANGES: tuple[Callable[[_Parts, random.Random], _Parts], ...] = (
    _prefix,
    _description,
    _value,
    _value,
    _recipients,
    _key_check,
    _signatures,
    _chunks,
    _payload,
)
