"""Building a pack file from a folder, and adding a publisher's signature to one."""

from __future__ import annotations

import os
import stat
from contextlib import ExitStack
from hashlib import sha256
from io import FileIO
from typing import IO, TYPE_CHECKING

from appliance.crypto import container
from appliance.crypto.container import CHUNK_LOG2
from appliance.crypto.kdf import KEY_BYTES
from appliance.crypto.signing import key_id, sign
from appliance.errors import (
    BadInput,
    FileUnreadable,
    PackCountRefused,
    PackSizeRefused,
    PackTextHidden,
    SignatureTwice,
    WeightsMismatch,
)
from appliance.files import atomic_write, new_file
from appliance.packs import pack_manifest, pack_recipe, pack_recipients
from appliance.packs.binding import pack_binding
from appliance.packs.pack_framing import MAX_SIGNATURES, encode_signatures, encode_signed
from appliance.packs.pack_reader import PURPOSE, inspect, open_pack
from appliance.packs.pack_records import PackComponent, Signature

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.utils import Buffer

    from appliance.clock import Clock
    from appliance.crypto.container import Source
    from appliance.crypto.kdf import KdfParams
    from appliance.jobs import Job
    from appliance.packs.pack_records import PackInfo, PackManifest, Recipient
    from appliance.packs.records import Manifest

SUFFIX = ".cofferpack"
_COPIED_BYTES = 1024 * 1024
# For everybody: a pack is encrypted, and travels on media that other people mount.
_MODE = 0o644


def build(
    folder: Path,
    target: Path,
    *,
    to: Sequence[bytes] = (),
    passphrase: str | None = None,
    kdf: KdfParams | None = None,
    keys: Sequence[Ed25519PrivateKey] = (),
    clock: Clock,
    job: Job,
) -> PackInfo:
    """Write a pack from a folder with `pack.toml` and its files; `target` must not exist.

    `to`: raw X25519 public keys of appliances; or else a passphrase with its `kdf`. `keys` sign
    it at once; without any it is not signed yet. Files are read twice: hashed, then sealed.

    Raises: FileExists, FileUnreadable, WeightsMismatch, ManifestInvalid, BadInput, DiskFull,
        FolderReadOnly, Cancelled; what is wrong with the description, see `pack_manifest.parse`.
    """
    recipe, model = pack_recipe.read(folder)
    if bool(to) == (passphrase is not None):
        raise BadInput(what="A pack", why="it needs either appliances or a passphrase")
    with ExitStack() as stack:
        names = pack_recipe.file_names(recipe, model)
        files = [stack.enter_context(_opened(folder / name)) for name in names]
        components = tuple(
            _component(name, file, job) for name, file in zip(names, files, strict=True)
        )
        _compare(model, components)
        if model is None:
            _check_text(files[0], components[0])
        manifest = pack_recipe.describe(recipe, model, components, created=clock.now())
        payload_key = bytearray(os.urandom(KEY_BYTES))
        try:
            recipients = _recipients(payload_key, to, passphrase, kdf, manifest.id)
            with new_file(target, mode=_MODE) as out:
                assemble(
                    out,
                    manifest,
                    recipients,
                    payload_key=payload_key,
                    signed_by=lambda signed: [_signature(key, signed) for key in keys],
                    sources=files,
                    progress=_progress(job, manifest),
                )
        finally:
            payload_key[:] = bytes(KEY_BYTES)
    return inspect(target)


def assemble(
    out: IO[bytes],
    manifest: PackManifest,
    recipients: Sequence[Recipient],
    *,
    payload_key: Buffer,
    signed_by: Callable[[bytes], Sequence[Signature]],
    sources: Sequence[Source],
    chunk_log2: int = CHUNK_LOG2,
    minor: int = 0,
    progress: Callable[[int], None] = lambda _clear_bytes: None,
) -> None:
    """Write a whole pack. `signed_by` gets the signed part; `sources` are the clear files.

    Raises: FileUnreadable, WeightsMismatch: a source is not what the description says;
        SignatureTwice, PackCountRefused: keys given twice, or too many.
    """
    signed = encode_signed(
        manifest, recipients, payload_key=payload_key, chunk_log2=chunk_log2, minor=minor
    )
    digest = sha256(signed).hexdigest()
    signatures = signed_by(signed)
    _check_signatures(signatures, manifest.name)
    out.write(signed)
    out.write(encode_signatures(signatures))
    for number, (component, source) in enumerate(zip(manifest.components, sources, strict=True)):
        hasher = sha256()

        def see(chunk: memoryview, hasher: object = hasher) -> None:
            hasher.update(chunk)  # type: ignore[attr-defined]  # hashlib names no type of its own
            progress(len(chunk))

        container.seal_stream(
            source,
            out,
            key=payload_key,
            binding=pack_binding(manifest.id, digest, number, component.name),
            clear_bytes=component.size_bytes,
            name=component.name,
            on_chunk=see,
            chunk_log2=chunk_log2,
        )
        if hasher.hexdigest() != component.sha256:
            raise WeightsMismatch("it changed meanwhile", name=component.name)


def add_signature(pack: Path, key: Ed25519PrivateKey, *, target: Path | None = None) -> PackInfo:
    """Sign what is in the pack; into a new file, or, without `target`, in its place as a whole.

    Raises: SignatureTwice: this key signed it already; PackCountRefused; FileExists, DiskFull,
        FolderReadOnly; what is wrong with the pack, see `pack_reader.inspect`.
    """
    with open_pack(pack) as opened:
        signature = _signature(key, opened.signed)
        signatures = [*opened.info.signatures, signature]
        _check_signatures(signatures, pack.name)
        writing = atomic_write(pack, mode=_MODE) if target is None else new_file(target, mode=_MODE)
        with writing as out:
            out.write(opened.signed)
            out.write(encode_signatures(signatures))
            at = opened.info.head_bytes
            while at < opened.info.file_bytes:
                block = os.pread(opened.handle, _COPIED_BYTES, at)
                if not block:
                    raise FileUnreadable(name=pack.name, why="it became shorter while it was read")
                out.write(block)
                at += len(block)
    return inspect(target or pack)


def _signature(key: Ed25519PrivateKey, signed: bytes) -> Signature:
    return Signature(key_id(key.public_key().public_bytes_raw()), sign(key, PURPOSE, signed))


def _check_signatures(signatures: Sequence[Signature], name: str) -> None:
    ids = [signature.key_id for signature in signatures]
    for one in ids:
        if ids.count(one) > 1:
            raise SignatureTwice(name=name, key=one)
    if len(ids) > MAX_SIGNATURES:
        raise PackCountRefused(
            name=name, what="signatures", found=len(ids), least=1, most=MAX_SIGNATURES
        )


def _recipients(
    payload_key: Buffer,
    to: Sequence[bytes],
    passphrase: str | None,
    kdf: KdfParams | None,
    pack_id: str,
) -> tuple[Recipient, ...]:
    if passphrase is None:
        return pack_recipients.for_appliances(payload_key, to, pack_id=pack_id)
    if kdf is None:
        raise BadInput(what="A pack with a passphrase", why="it needs the cost of guessing")
    return pack_recipients.for_passphrase(payload_key, passphrase, kdf=kdf, pack_id=pack_id)


def _opened(path: Path) -> FileIO:
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except OSError as error:
        raise FileUnreadable(str(error), name=path.name, why=error.strerror or "unknown") from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise FileUnreadable(name=path.name, why="it is not a regular file")
    return FileIO(handle, "rb")


def _component(name: str, file: FileIO, job: Job) -> PackComponent:
    size_bytes = os.fstat(file.fileno()).st_size
    if size_bytes == 0:
        raise PackSizeRefused(name=name, why="the file is empty")
    hasher, done = sha256(), 0
    while block := file.read(_COPIED_BYTES):
        hasher.update(block)
        done += len(block)
        job.tick("reading", done, size_bytes, unit="bytes", note=name)
    file.seek(0)
    return PackComponent(name, size_bytes, hasher.hexdigest())


def _compare(model: Manifest | None, components: tuple[PackComponent, ...]) -> None:
    for wanted, found in zip(model.components if model else (), components, strict=bool(model)):
        if (wanted.size_bytes, wanted.sha256) != (found.size_bytes, found.sha256):
            raise WeightsMismatch(name=found.name)


def _check_text(file: FileIO, component: PackComponent) -> None:
    if component.size_bytes > pack_manifest.MAX_TEXT_BYTES:
        raise PackSizeRefused(name=component.name, why="it is longer than 4 MiB")
    why = pack_manifest.text_complaint(file.read())
    file.seek(0)
    if why:
        raise PackTextHidden(name=component.name, place=why)


def _progress(job: Job, manifest: PackManifest) -> Callable[[int], None]:
    total = sum(component.size_bytes for component in manifest.components)
    done = 0

    def tick(clear_bytes: int) -> None:
        nonlocal done
        done += clear_bytes
        job.tick("sealing", done, total, unit="bytes", note=manifest.name)

    return tick
