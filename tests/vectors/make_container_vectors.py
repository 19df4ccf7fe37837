"""Writes tests/vectors/container/: sealed containers, good and bad, each with its expected outcome.

A second implementation of docs/formats/sealed-container.md that shares no line with the program:
HKDF by hand, AES-GCM from `cryptography`. Everything is fixed, so a second run writes the same.
"""

from __future__ import annotations

import hashlib
import hmac
import struct
from dataclasses import dataclass, replace
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

FOLDER = Path(__file__).parent / "container"
KEY = bytes(range(32))
OTHER_KEY = bytes(range(1, 33))
SALT = hashlib.sha256(b"salt of the test vectors").digest()
BINDING = b"test vectors"


def clear(size: int) -> bytes:
    """Bytes that repeat only after 251, so that shifted chunks differ."""
    return bytes(at % 251 for at in range(size))


def hkdf(key: bytes, salt: bytes, info: bytes) -> bytes:
    """One block of HKDF-SHA256 (RFC 5869) is all that 32 bytes need."""
    extracted = hmac.digest(salt, key, "sha256")
    return hmac.digest(extracted, info + b"\x01", "sha256")


@dataclass(frozen=True)
class Recipe:
    """How one container is made; the defaults make a good one."""

    payload: bytes
    chunk_log2: int = 10
    magic: bytes = b"\x8bCOFSEAL"
    version: int = 1
    size: int | None = None
    first_number: int = 0
    last_flags: tuple[int, ...] | None = None
    bound: bytes | None = None
    salt: bytes = SALT
    parts: tuple[bytes, ...] | None = None

    def header(self) -> bytes:
        size = len(self.payload) if self.size is None else self.size
        return self.magic + struct.pack(">HHQ", self.version, self.chunk_log2, size) + self.salt

    def chunks(self) -> list[bytes]:
        step = 1 << self.chunk_log2
        pieces = self.parts or tuple(
            self.payload[at : at + step] for at in range(0, max(len(self.payload), 1), step)
        )
        flags = self.last_flags or (*(0 for _ in pieces[1:]), 1)
        cipher = AESGCM(hkdf(KEY, self.salt, b"cofferdam sealed container 1"))
        bound = hashlib.sha256(self.header()).digest() + hashlib.sha256(BINDING).digest()
        return [
            cipher.encrypt(
                (self.first_number + number).to_bytes(11, "big") + bytes([flag]),
                piece,
                bound if self.bound is None else self.bound,
            )
            for number, (piece, flag) in enumerate(zip(pieces, flags, strict=True))
        ]

    def file(self) -> bytes:
        return self.header() + b"".join(self.chunks())


def flip(data: bytes, at: int, mask: int = 1) -> bytes:
    """The same bytes with one changed."""
    changed = bytearray(data)
    changed[at] ^= mask
    return bytes(changed)


def write(
    name: str,
    outcome: str,
    comment: str,
    body: bytes,
    *,
    key: bytes = KEY,
    binding: bytes = BINDING,
    payload: bytes | None = None,
) -> None:
    """One file: lines of text, an empty line, and the container as it is."""
    lines = [
        f"expect: {outcome}",
        f"comment: {comment}",
        f"key: {key.hex()}",
        f"binding: {binding.hex()}",
    ]
    if payload is not None:
        lines.append(f"payload-sha256: {hashlib.sha256(payload).hexdigest()}")
    (FOLDER / name).write_bytes("\n".join(lines).encode() + b"\n\n" + body)


def good() -> None:
    for name, comment, size, chunk_log2 in (
        ("empty", "no clear bytes: one empty chunk, which is the last", 0, 10),
        ("one_byte", "the shortest content", 1, 10),
        ("chunk_less_one", "one byte less than a chunk", 1023, 10),
        ("one_chunk", "exactly one chunk, and no empty one after it", 1024, 10),
        ("chunk_and_one", "a last chunk of one byte", 1025, 10),
        ("two_chunks", "the last chunk is full", 2048, 10),
        ("three_chunks", "neither the first nor the last is like the middle", 2500, 10),
        ("larger_chunks", "chunks of 2 KiB", 2500, 11),
        ("largest_chunks", "chunks of 1 MiB, as the program writes", 300, 20),
    ):
        payload = clear(size)
        recipe = Recipe(payload, chunk_log2=chunk_log2)
        write(name, "success", comment, recipe.file(), payload=payload)
    nothing = hashlib.sha256(b"").digest()
    unbound = Recipe(b"abc")
    unbound = replace(unbound, bound=hashlib.sha256(unbound.header()).digest() + nothing)
    write(
        "empty_binding", "success", "bound to nothing", unbound.file(), binding=b"", payload=b"abc"
    )


def changed_header() -> None:
    three = Recipe(clear(2500)).file()
    for name, comment, at, mask in (
        ("salt_changed", "another key would be derived", 20, 1),
        ("salt_end_changed", "the last byte of the header", 51, 0x80),
        ("size_one_more", "the size in the header and the file disagree", 19, 1),
    ):
        write(name, "tampered", comment, flip(three, at, mask))
    for name, comment, changes in (
        ("chunk_size_too_small", "512 bytes", {"chunk_log2": 9}),
        ("chunk_size_zero", "one byte", {"chunk_log2": 0}),
        ("chunk_size_too_large", "2 MiB", {"chunk_log2": 21}),
        ("chunk_size_absurd", "2**65535 bytes", {"chunk_log2": 65535}),
        ("size_above_limit", "one byte above a tebibyte", {"size": 2**40 + 1}),
        ("size_at_limit", "a tebibyte is announced, nothing is there", {"size": 2**40}),
        ("size_absurd", "2**64-1 would overflow sums", {"size": 2**64 - 1}),
        ("size_zero", "content, but none announced", {"size": 0}),
        ("size_less", "the last byte is not announced", {"size": 2499}),
    ):
        recipe = Recipe(clear(2500))
        body = replace(recipe, **changes).header() + b"".join(recipe.chunks())  # type: ignore[arg-type]  # fields by name
        write(name, "tampered", comment, body)
    other_size = Recipe(clear(2500))
    body = replace(other_size, chunk_log2=11).header() + b"".join(other_size.chunks())
    write(
        "chunk_size_changed", "tampered", "a legal size, but not the one it was sealed with", body
    )


def other_formats() -> None:
    for name, comment, changes in (
        ("version_zero", "there was never a version 0", {"version": 0}),
        ("version_two", "a later format", {"version": 2}),
        ("version_absurd", "the highest number", {"version": 65535}),
        ("version_little_endian", "1 in the other byte order", {"version": 256}),
        ("magic_changed", "one bit", {"magic": b"\x8bCOFSEAM"}),
    ):
        write(name, "version", comment, replace(Recipe(clear(100)), **changes).file())
    write("clear_gguf", "version", "a model in clear", b"GGUF" + bytes(200))
    write("sqlite", "version", "a plain database", b"SQLite format 3\x00" + bytes(200))
    write("text", "version", "a text", b"Dear customer, " * 20)


def changed_chunks() -> None:
    recipe = Recipe(clear(2500))
    three = recipe.file()
    first, second, last = recipe.chunks()
    head = recipe.header()
    write("first_byte_changed", "tampered", "content of the first chunk", flip(three, 52))
    write("middle_changed", "tampered", "content of the second chunk", flip(three, 52 + 1040 + 500))
    write("last_changed", "tampered", "content of the last chunk", flip(three, len(three) - 17))
    write("first_tag_changed", "tampered", "tag of the first chunk", flip(three, 52 + 1039))
    write("last_tag_changed", "tampered", "tag of the last chunk", flip(three, len(three) - 1))
    write("swapped", "tampered", "first and second chunk exchanged", head + second + first + last)
    write(
        "duplicated", "tampered", "the first chunk in the second's place", head + first * 2 + last
    )
    other = replace(recipe, salt=SALT[::-1]).chunks()
    write(
        "other_file",
        "tampered",
        "second chunk of another file under the same key",
        head + first + other[1] + last,
    )
    moved = replace(recipe, first_number=1)
    write("counted_from_one", "tampered", "chunk numbers begin at 1", moved.file())


def cut_or_longer() -> None:
    recipe = Recipe(clear(2500))
    three = recipe.file()
    first, second, last = recipe.chunks()
    head = recipe.header()
    write("no_bytes", "tampered", "an empty file", b"")
    write("half_magic", "tampered", "four bytes", three[:4])
    write("half_header", "tampered", "cut inside the header", three[:30])
    write("header_only", "tampered", "no chunk at all", head)
    write("cut_one_byte", "tampered", "the last byte of the last tag is missing", three[:-1])
    write("cut_last_tag", "tampered", "the last tag is missing", three[:-16])
    write("cut_last_chunk", "tampered", "cut between two chunks", head + first + second)
    write("cut_middle_chunk", "tampered", "the second chunk is missing", head + first + last)
    shorter = replace(recipe, size=2048).header()
    write(
        "cut_and_size_fitted", "tampered", "last chunk gone, size fitted", shorter + first + second
    )
    write("trailing_byte", "tampered", "one byte too many", three + b"\x00")
    write("trailing_chunk", "tampered", "the last chunk twice", three + last)
    write("trailing_container", "tampered", "a second container behind it", three * 2)


def wrong_ends() -> None:
    two = Recipe(clear(2048))
    write(
        "last_not_marked",
        "tampered",
        "no chunk is the last",
        replace(two, last_flags=(0, 0)).file(),
    )
    write(
        "last_marked_early",
        "tampered",
        "the first says it is",
        replace(two, last_flags=(1, 0)).file(),
    )
    write(
        "last_marked_twice", "tampered", "both say they are", replace(two, last_flags=(1, 1)).file()
    )
    write("last_marked_two", "tampered", "the mark is 2", replace(two, last_flags=(0, 2)).file())
    extra = replace(two, parts=(two.payload[:1024], two.payload[1024:], b""))
    write("empty_chunk_behind", "tampered", "an empty last chunk behind a full one", extra.file())
    short = Recipe(clear(1024), parts=(clear(1024)[:1000], clear(1024)[1000:]))
    write("short_chunk_first", "tampered", "a first chunk that is not full", short.file())
    byte = Recipe(b"", parts=(b"x",))
    write("byte_in_empty", "tampered", "size 0, but a byte in the chunk", byte.file())


def wrong_owner() -> None:
    body = Recipe(clear(1500)).file()
    write("wrong_key", "tampered", "sealed under another key", body, key=OTHER_KEY)
    write("wrong_binding", "tampered", "belongs to something else", body, binding=b"test vectorz")
    write("binding_cut", "tampered", "the beginning of the binding", body, binding=b"test vector")
    write("binding_left_out", "tampered", "bound to nothing instead", body, binding=b"")
    bare = Recipe(clear(1500))
    bare = replace(bare, bound=hashlib.sha256(bare.header()).digest())
    write(
        "sealed_without_binding", "tampered", "sealed with the header's digest alone", bare.file()
    )
    write("sealed_without_anything", "tampered", "no bound data", replace(bare, bound=b"").file())


def main() -> None:
    """Write all of them."""
    FOLDER.mkdir(exist_ok=True)
    for group in (
        good, changed_header, other_formats, changed_chunks, cut_or_longer, wrong_ends, wrong_owner,
    ):  # fmt: skip
        group()


if __name__ == "__main__":
    main()
