"""A witness on a removable medium: it signs each checkpoint that continues the last one it saw.

A whole vault put back to an earlier state, with everything this computer remembers of it, is still
consistent in itself; the medium in somebody's pocket is not put back with it. Files there are
written without changing their mode, because the file system of a USB stick often has none.
"""

from __future__ import annotations

import base64
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from appliance.audit import checkpoints, merkle, notes
from appliance.audit.checkpoints import Signed
from appliance.audit.notes import COSIGNATURE_TYPE, Note, NoteInvalid, Verifier
from appliance.audit.records import WitnessInfo
from appliance.crypto.kdf import RECOMMENDED_MINIMUM, KdfParams, KdfRefused, argon2id
from appliance.crypto.wrapping import WrapBroken, unwrap, wrap
from appliance.errors import (
    ApplianceError,
    AuditForked,
    AuditRolledBack,
    WitnessUnusable,
    WrongPassphrase,
)
from appliance.files import read_limited, saving, sync_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from appliance.audit.log import AuditLog

FOLDER = "cofferdam-witness"
_KEY_FILE = "witness.json"
_LIMIT_BYTES = 64 * 1024
_NOTE_NAME = re.compile(r"([0-9]{12})\.note")
_WHERE = "the witness medium"


class _Wrapped(msgspec.Struct, forbid_unknown_fields=True):
    memory_kib: int
    iterations: int
    lanes: int
    salt: bytes
    key: bytes


class _KeyFile(msgspec.Struct, forbid_unknown_fields=True):
    format: Literal[1]
    name: str
    public: bytes
    plain: bytes | None = None
    wrapped: _Wrapped | None = None


@dataclass(frozen=True)
class Witness:
    """One witness, found in its folder."""

    folder: Path
    verifier: Verifier
    _file: _KeyFile

    @property
    def info(self) -> WitnessInfo:
        """For display."""
        wrapped = self._file.wrapped is not None
        return WitnessInfo(
            str(self.folder), self.verifier.name, self.verifier.encoded(), wrapped=wrapped
        )

    def newest(self, vault: Verifier) -> Signed | None:
        """The largest checkpoint of the vault on the medium; None if there is none yet.

        `vault` is the key that signs the vault's checkpoints; the file must carry its signature.
        Raises: WitnessUnusable: it is not genuine.
        """
        try:
            names = [path.name for path in self._place(vault).iterdir()]
        except FileNotFoundError:
            return None
        except OSError as error:
            raise WitnessUnusable(
                str(error), name=self.folder.name, why=error.strerror or "unknown"
            ) from error
        sizes = [int(found[1]) for name in names if (found := _NOTE_NAME.fullmatch(name))]
        return self._read(vault, max(sizes)) if sizes else None

    def compare(self, log: AuditLog, vault: Verifier) -> int:
        """Hold the chain against the medium; returns how many entries the medium vouches for.

        Raises: AuditRolledBack: the chain is shorter; AuditForked: it is another one;
        WitnessUnusable.
        """
        seen = self.newest(vault)
        if seen is None:
            return 0
        last = log.last().seq
        if last < seen.size:
            why = f"and it has {last} entries"
            raise AuditRolledBack(where=_WHERE, expected=seen.size, found=last, why=why)
        if merkle.root(log.links(until=seen.size)) != seen.checkpoint.root:
            raise AuditForked(entry=seen.size, why=f"{_WHERE} holds another history")
        return seen.size

    def add(
        self,
        signed: Signed,
        links: Sequence[bytes],
        vault: Verifier,
        *,
        time_s: int,
        secret: str | None = None,
    ) -> Signed:
        """Keep a checkpoint on the medium, cosigned if the witness's key can be opened.

        It is taken only if it continues the last one there, which a consistency proof over the
        entries' `links` must show.

        Raises: AuditRolledBack, AuditForked, WitnessUnusable, WrongPassphrase, DiskFull,
        FolderReadOnly.
        """
        before = self.newest(vault)
        if before is not None:
            _require_continued(before, signed, links)
        key = self._key(secret)
        if key is not None and not self._has_cosigned(signed.note):
            mine = notes.cosign(signed.note.text, self.verifier.name, key, time_s=time_s)
            signed = Signed(
                signed.checkpoint, Note(signed.note.text, (*signed.note.signatures, mine))
            )
        with saving(self.folder.name):
            place = self._place(vault)
            place.mkdir(parents=True, exist_ok=True)
            _write(place / f"{signed.size:012d}.note", notes.render(signed.note).encode())
        return signed

    def _has_cosigned(self, note: Note) -> bool:
        try:
            return notes.signed_by(note, self.verifier)
        except NoteInvalid as error:
            raise WitnessUnusable(
                str(error), name=self.folder.name, why="a signature of it is not genuine"
            ) from error

    def _place(self, vault: Verifier) -> Path:
        return self.folder / vault.name.rsplit("/", 1)[-1]

    def _read(self, vault: Verifier, size: int) -> Signed:
        path = self._place(vault) / f"{size:012d}.note"
        try:
            found = checkpoints.read(read_limited(path, _LIMIT_BYTES).decode("utf-8"), vault)
            notes.signed_by(found.note, self.verifier)
            if found.size != size:
                raise NoteInvalid("its name says another size")
        except (ApplianceError, UnicodeDecodeError, NoteInvalid) as error:
            why = f"its checkpoint “{path.name}” is not genuine"
            raise WitnessUnusable(str(error), name=self.folder.name, why=why) from error
        return found

    def _key(self, secret: str | None) -> Ed25519PrivateKey | None:
        if self._file.plain is not None:
            return Ed25519PrivateKey.from_private_bytes(self._file.plain)
        if secret is None or self._file.wrapped is None:
            return None
        held = self._file.wrapped
        try:
            cost = KdfParams(held.memory_kib, held.iterations, held.lanes)
            opened = unwrap(
                argon2id(secret.encode(), held.salt, cost), held.key, binding=_binding(self._file)
            )
        except (KdfRefused, ValueError) as error:
            raise WitnessUnusable(
                str(error), name=self.folder.name, why="its key file is damaged"
            ) from error
        except WrapBroken as error:
            raise WrongPassphrase(str(error)) from error
        return Ed25519PrivateKey.from_private_bytes(bytes(opened))


def make(medium: Path, *, secret: str | None, kdf: KdfParams = RECOMMENDED_MINIMUM) -> Witness:
    """A new witness in `medium`/cofferdam-witness; with `secret` its key is wrapped under that.

    Without one, whoever has the medium can sign with it.
    Raises: WitnessUnusable: there is one already; DiskFull, FolderReadOnly.
    """
    folder = medium / FOLDER
    if (folder / _KEY_FILE).exists():
        raise WitnessUnusable(name=medium.name, why="there is a witness on it already")
    key = Ed25519PrivateKey.generate()
    seed = key.private_bytes_raw()
    file = _KeyFile(
        1, f"cofferdam-witness/{os.urandom(4).hex()}", key.public_key().public_bytes_raw()
    )
    if secret is None:
        file.plain = seed
    else:
        salt = os.urandom(16)
        wrapping = argon2id(secret.encode(), salt, kdf)
        wrapped = wrap(wrapping, seed, binding=_binding(file))
        file.wrapped = _Wrapped(kdf.memory_kib, kdf.iterations, kdf.lanes, salt, wrapped)
    with saving(medium.name):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except (FileExistsError, NotADirectoryError) as error:
            raise WitnessUnusable(name=medium.name, why="a file is in its place") from error
        _write(folder / _KEY_FILE, msgspec.json.encode(file) + b"\n")
    return find(folder)


def find(folder: Path) -> Witness:
    """The witness in a folder or medium. Raises: WitnessUnusable."""
    place = folder if (folder / _KEY_FILE).exists() else folder / FOLDER
    try:
        file = msgspec.json.decode(read_limited(place / _KEY_FILE, _LIMIT_BYTES), type=_KeyFile)
        found = Verifier(file.name, COSIGNATURE_TYPE, file.public)
        if notes.verifier(found.encoded()) != found:
            raise NoteInvalid("the name or key cannot be")
        if (file.plain is None) == (file.wrapped is None):
            raise NoteInvalid("it needs one key")
        if file.plain is not None and _public(file.plain) != file.public:
            raise NoteInvalid("the key's parts do not fit")
    except (ApplianceError, msgspec.MsgspecError, ValueError, RecursionError) as error:
        why = "there is no usable “witness.json” in it"
        raise WitnessUnusable(str(error), name=folder.name, why=why) from error
    return Witness(place, found, file)


def present(media: Iterable[Path]) -> tuple[Witness, ...]:
    """The witnesses on mounted media; what cannot be used is passed over."""
    found: list[Witness] = []
    for medium in media:
        try:
            if (medium / FOLDER / _KEY_FILE).is_file():
                found.append(find(medium))
        except (WitnessUnusable, OSError):
            continue
    return tuple(found)


def _require_continued(before: Signed, signed: Signed, links: Sequence[bytes]) -> None:
    if signed.size < before.size:
        why = f"and it has {signed.size} entries"
        raise AuditRolledBack(where=_WHERE, expected=before.size, found=signed.size, why=why)
    if not merkle.consistent(
        old=before.size,
        old_root=before.checkpoint.root,
        new=signed.size,
        new_root=signed.checkpoint.root,
        proof=merkle.consistency_proof(links, before.size, signed.size),
    ):
        raise AuditForked(entry=before.size, why=f"{_WHERE} holds another history")


def _binding(file: _KeyFile) -> bytes:
    return b"cofferdam witness 1\x00" + file.name.encode() + b"\x00" + base64.b64encode(file.public)


def _public(seed: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(seed).public_key().public_bytes_raw()


def _write(path: Path, data: bytes) -> None:
    """Whole or not at all, synced; `atomic_write` would fail on a medium without modes."""
    temporary = path.with_name(path.name + ".part")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)
