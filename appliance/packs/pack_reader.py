"""Reading a pack file: look at its head, check its signatures, open its payload as streams.

The order is always the same: `open_pack` checks the form of the head without any key, then
`valid_signers` says who signed, and only then does `unlock` spend memory and time on a passphrase.
Everything is read through one descriptor, so a file that is exchanged meanwhile changes nothing.
"""

from __future__ import annotations

import os
import stat
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from appliance.crypto.signing import is_signed_digest, key_id
from appliance.errors import FileUnreadable, PackTextHidden, PackUnsigned, SignatureWrong
from appliance.packs import pack_recipients
from appliance.packs.pack_framing import MAX_HEAD_BYTES, parse_head
from appliance.packs.pack_manifest import text_complaint
from appliance.packs.pack_parts import ComponentStream, Parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

    from cryptography.utils import Buffer

    from appliance.packs.pack_records import PackInfo

# What a signature on a pack is for; see `appliance.crypto.signing`.
PURPOSE = "pack"
_PEEK_BYTES = 8
_READ_BYTES = 1024 * 1024


def parse(data: bytes, *, name: str = "pack") -> PackInfo:
    """The head of a pack that is wholly in memory; pure. Raises: see `pack_framing.parse_head`."""
    return parse_head(
        data[:MAX_HEAD_BYTES], len(data), name=name, peek=lambda at: data[at : at + _PEEK_BYTES]
    )


def inspect(path: Path) -> PackInfo:
    """The head of a pack, checked for form; signatures and payload are not.

    Raises: FileUnreadable; what is wrong with the head, see `pack_framing.parse_head`.
    """
    with open_pack(path) as pack:
        return pack.info


def valid_signers(info: PackInfo, publics: Iterable[bytes], *, name: str) -> tuple[str, ...]:
    """Key ids of those of `publics` (raw Ed25519 keys) that signed, each once, in order.

    Signatures by other keys are left out: nothing can be said of them.

    Raises: PackUnsigned: no signature at all; SignatureWrong: one of the keys did not make the
        signature that bears its id.
    """
    if not info.signatures:
        raise PackUnsigned(name=name)
    by_id = {key_id(public): public for public in publics}
    good = []
    for signature in info.signatures:
        public = by_id.get(signature.key_id)
        if public is None:
            continue
        if not is_signed_digest(public, PURPOSE, bytes.fromhex(info.digest), signature.value):
            raise SignatureWrong(name=name, key=signature.key_id)
        good.append(signature.key_id)
    return tuple(good)


@contextmanager
def open_pack(path: Path) -> Iterator[PackFile]:
    """A pack for the block, its head checked for form. Raises: see `inspect`."""
    name = path.name
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError as error:
        raise FileUnreadable(str(error), name=name, why=error.strerror or "unknown") from error
    try:
        yield PackFile(handle, name=name)
    finally:
        os.close(handle)


class PackFile:
    """An open pack. `info` is its head; `name` is what errors call it."""

    def __init__(self, handle: int, *, name: str) -> None:
        """Read the head from a descriptor, which the caller closes. Raises: see `inspect`."""
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise FileUnreadable(name=name, why="it is not a regular file")
        raw = _front(handle, min(MAX_HEAD_BYTES, status.st_size), name)
        self.name = name
        self.handle = handle
        self.info: PackInfo = parse_head(
            raw,
            status.st_size,
            name=name,
            peek=lambda at: os.pread(handle, _PEEK_BYTES, at),
        )
        self.signed = raw[: self.info.signed_bytes]

    def unlock(self, *, recipient: Buffer | None = None, passphrase: str | None = None) -> Payload:
        """The payload, by the appliance's raw X25519 private key (32 bytes) or a passphrase.

        A passphrase costs what the pack asks for, within the bounds of `KdfParams`: call
        `valid_signers` first. Use the result as a context manager, which wipes the key.

        Raises: PackNotForHere, PassphraseRefused, PackKeyMismatch, BadInput.
        """
        key = pack_recipients.payload_key(
            self.info, self.signed, name=self.name, recipient=recipient, passphrase=passphrase
        )
        return Payload(Parts(self.handle, self.info, key, self.name))


class Payload:
    """The components of an unlocked pack; valid while its `PackFile` is open."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Overwrite the payload key."""
        self._parts.key[:] = bytes(len(self._parts.key))

    @contextmanager
    def stream(self, number: int) -> Iterator[ComponentStream]:
        """The clear bytes of component `number` (from 0) in order, as `seal_stream` reads them.

        The last bytes come only after the digest fitted; after an error everything that was read
        is to be thrown away.

        Raises: while reading: PackPartForeign, PackPartsSwapped, PackOrderWrong, WeightsMismatch,
            FileUnreadable.
        """
        stream = ComponentStream(self._parts, number)
        try:
            yield stream
        finally:
            stream.wipe()

    def verify(self, progress: Callable[[str, int], None] | None = None) -> None:
        """Authenticate every byte and compare every digest; keep nothing.

        `progress` gets a component's name and its clear bytes so far; what it raises stops this.
        Raises: see `stream`; for a text also PackTextHidden.
        """
        if self._parts.info.manifest.kind != "model":
            self.text()
            return
        room = memoryview(bytearray(_READ_BYTES))
        for number, component in enumerate(self._parts.info.manifest.components):
            with self.stream(number) as source:
                done = 0
                while got := source.readinto(room):
                    done += got
                    if progress is not None:
                        progress(component.name, done)
        room[:] = bytes(len(room))

    def text(self) -> str:
        """The text of a checklist, prompts, policy or trust pack, at most 4 MiB.

        Raises: see `stream`; PackTextHidden: not UTF-8, or control or invisible characters.
        """
        component = self._parts.info.manifest.components[0]
        data = bytearray(component.size_bytes)
        with self.stream(0) as source:
            filled = 0
            while got := source.readinto(memoryview(data)[filled:]):
                filled += got
        why = text_complaint(bytes(data))
        if why:
            raise PackTextHidden(name=self._parts.name, place=f"{component.name}: {why}")
        return data.decode("utf-8")


def _front(handle: int, count: int, name: str) -> bytes:
    raw = b""
    try:
        # A file on a stick or a share may give less at once than was asked for.
        while len(raw) < count and (got := os.pread(handle, count - len(raw), len(raw))):
            raw += got
    except OSError as error:
        raise FileUnreadable(str(error), name=name, why=error.strerror or "unknown") from error
    return raw
