"""Checking a report without a vault: the file and its signature, a bundle, or its folder.

What is checked is a stranger's: names, sizes and counts are looked at before anything is unpacked,
nothing is written to the disk, and whatever a signature does not speak of is never read.
"""

from __future__ import annotations

import hashlib
import io
import os
import zipfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import msgspec

from appliance.errors import ApplianceError, BadInput, ReportInvalid
from appliance.files import read_limited
from appliance.review.reports import bundle, notes
from appliance.review.reports.bundle import MANIFEST, MANIFEST_NOTE, Manifest
from appliance.review.reports.notes import ENDING, NoteInvalid
from appliance.review.reports.records import FileState, Verification

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from appliance.review.reports.bundle import ListedFile
    from appliance.review.reports.notes import Note

CONTENT = "content.json"
_LIMIT_BYTES = bundle.LIMIT_BYTES
_KEY_DIGITS, _HEX = 64, "0123456789abcdef"
_MANIFEST_BYTES = 4 * 1024 * 1024
_ZIP_MARK = b"PK\x03\x04"
_SYMLINK = 0o120000
_ENCRYPTED = 0x1
# What a damaged archive makes the library raise.
_BROKEN = (
    zipfile.BadZipFile, zipfile.LargeZipFile, RuntimeError, NotImplementedError, ValueError,
    EOFError, OSError, KeyError, UnicodeError, OverflowError, MemoryError,
)  # fmt: skip


class _Check:
    """What was found so far."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.remarks: list[str] = []
        self.files: list[FileState] = []

    def found(self, state: FileState) -> None:
        self.files.append(state)
        if state.state != "whole":
            self.problems.append(f"“{state.name}” {_SENTENCES[state.state]}")


_SENTENCES = {
    "changed": "was changed after it was signed",
    "missing": "is missing",
    "added": "was added; nobody signed it",
    "refused": "has a name or a kind that no report has; it was not read",
}


def verify(path: Path, *, expected_key: str = "") -> Verification:
    """Say what holds of a report and what does not.

    Args:
        path: the report, its `.sig`, a bundle, or the folder that a bundle was unpacked to.
        expected_key: the vault's key in hexadecimal, from another place than the report; without
            it a person has to compare the key that is shown.

    Raises: BadInput: the key is none; FileUnreadable; DocumentTooLarge: it is above 512 MiB;
        ReportInvalid: it is neither a report nor a signature of one.
    """
    expected_key = _key(expected_key)
    # Where one stands (".") has a name, too, which is told.
    path = path.absolute()
    if path.is_dir():
        return _folder(path, expected_key)
    if path.suffix == ENDING and path.name != MANIFEST_NOTE:
        path = path.with_name(path.name.removesuffix(ENDING))
    if path.name in (MANIFEST, MANIFEST_NOTE):
        return _folder(path.parent, expected_key)
    data = read_limited(path, _LIMIT_BYTES)
    if data.startswith(_ZIP_MARK) and _is_bundle(path, data):
        return _archive(path, data, expected_key)
    check = _Check()
    note = _beside(path, data, check)
    if note is None and not check.problems:
        check.problems.append(f"its signature “{path.name}{ENDING}” is missing")
    return _told(path, "file", check, note, expected_key)


def _key(given: str) -> str:
    """The digits of a key as a person typed it; "" for none. Raises: BadInput."""
    digits = given.lower().replace(" ", "").replace(":", "")
    if digits and not (len(digits) == _KEY_DIGITS and set(digits) <= set(_HEX)):
        # Half of it, or the fingerprint: "another vault signed it" would be a false alarm.
        why = f"it has {_KEY_DIGITS} hexadecimal digits, and a fingerprint is not enough"
        raise BadInput(what="The key", why=why)
    return digits


def _beside(path: Path, data: bytes, check: _Check) -> Note | None:
    """The genuine note beside a file; None if there is none or it is not one."""
    beside = path.with_name(path.name + ENDING)
    if not os.path.lexists(beside):
        return None
    try:
        note = notes.read(read_limited(beside, notes.LIMIT_BYTES))
    except (NoteInvalid, ApplianceError) as error:
        why = error.args[0] if isinstance(error, NoteInvalid) else "it cannot be read"
        check.problems.append(f"“{beside.name}”: {why}")
        return None
    digest = hashlib.sha256(data).hexdigest()
    whole = (note.size_bytes, note.sha256) == (len(data), digest)
    check.found(FileState(path.name, "whole" if whole else "changed", digest))
    if note.file != path.name:
        check.remarks.append(f"it was written as “{note.file}”")
    return note


# Bundles ----------------------------------------------------------------------------------------


def _is_bundle(path: Path, data: bytes) -> bool:
    """True for a ZIP that is not a document of an office program, which are ZIPs, too."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = {one.filename for one in archive.infolist()[: bundle.MOST_FILES]}
    except _BROKEN:
        return path.suffix.lower() == ".zip"
    return bool({MANIFEST, MANIFEST_NOTE} & names) or path.suffix.lower() == ".zip"


def _archive(path: Path, data: bytes, expected_key: str) -> Verification:
    check = _Check()
    outer = _beside(path, data, check)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = _entries(archive, check)

            def read(name: str, limit_bytes: int) -> bytes | None:
                return _member(archive, entries[name], limit_bytes) if name in entries else None

            note, contents = _listed(read, entries, check)
    except _BROKEN:
        check.problems.append("it is not a whole ZIP archive")
        return _told(path, "bundle", check, outer, expected_key)
    if outer is None:
        check.remarks.append(
            f"“{path.name}{ENDING}” is not beside it; the list inside is signed by itself"
        )
    elif note is not None and (outer.key, outer.review) != (note.key, note.review):
        check.problems.append("its signature and the one inside are of two different reports")
    if not check.problems and bundle.archive(contents) != data:
        check.problems.append("the archive holds bytes that are of none of its files")
    return _told(path, "bundle", check, note or outer, expected_key)


def _entries(archive: zipfile.ZipFile, check: _Check) -> dict[str, zipfile.ZipInfo]:
    """The files of an archive by name; what no bundle has is refused, unread."""
    listed = archive.infolist()
    if len(listed) > bundle.MOST_FILES:
        check.problems.append(f"it has {len(listed)} files; no report has so many")
        return {}
    found: dict[str, zipfile.ZipInfo] = {}
    for one in listed:
        # What the archive itself says, before the library made a usable name of it.
        if not _is_plain(one.orig_filename) or not _is_file(one):
            check.found(FileState(one.orig_filename, "refused"))
        elif one.filename in found:
            check.problems.append(f"“{one.filename}” is there twice")
        else:
            found[one.filename] = one
    return found


def _is_plain(name: str) -> bool:
    """A relative name in the bundle's own folder, of characters that are seen."""
    parts = PurePosixPath(name).parts
    return (
        bool(parts)
        and name == "/".join(parts)
        and name.isascii()
        and name.isprintable()
        and not name.startswith("/")
        and ".." not in parts
        and not set(name) & set('\\:*?"<>|')
    )


def _is_file(one: zipfile.ZipInfo) -> bool:
    kind = (one.external_attr >> 16) & 0o170000
    stored = one.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
    return not one.is_dir() and kind != _SYMLINK and not one.flag_bits & _ENCRYPTED and stored


def _member(archive: zipfile.ZipFile, one: zipfile.ZipInfo, limit_bytes: int) -> bytes | None:
    """Its bytes, one more than the limit at most, whatever its head claims; None if damaged."""
    try:
        with archive.open(one) as source:
            return source.read(limit_bytes + 1)
    except (*_BROKEN, ApplianceError):
        return b""
    except Exception as error:
        # The decompressor's own error has no common parent with the others.
        if type(error).__module__ == "zlib":
            return b""
        raise


# Folders ----------------------------------------------------------------------------------------


def _folder(folder: Path, expected_key: str) -> Verification:
    check = _Check()
    if not (folder / MANIFEST).exists() and not (folder / MANIFEST_NOTE).exists():
        raise ReportInvalid(name=folder.name, why=f"it has no “{MANIFEST}”")
    names = _below(folder, check)

    def read(name: str, limit_bytes: int) -> bytes | None:
        if name not in names:
            return None
        try:
            return read_limited(names[name], limit_bytes + 1)
        except ApplianceError:
            return b""

    note, _ = _listed(read, names, check)
    return _told(folder, "folder", check, note, expected_key)


def _below(folder: Path, check: _Check) -> dict[str, Path]:
    found: dict[str, Path] = {}
    for where, folders, files in os.walk(folder):
        for name in (*folders, *files):
            path = Path(where) / name
            shown = path.relative_to(folder).as_posix()
            if path.is_symlink() or (name in files and not path.is_file()):
                check.found(FileState(shown, "refused"))
            elif name in files:
                found[shown] = path
        if len(found) > bundle.MOST_FILES:
            check.problems.append("it has more files than any report")
            return {}
    return found


# Both -------------------------------------------------------------------------------------------


def _listed(
    read: Callable[[str, int], bytes | None], there: Mapping[str, object], check: _Check
) -> tuple[Note | None, dict[str, bytes]]:
    """Compare the files with the signed list; gives its note, and the files by name."""
    contents: dict[str, bytes] = {}
    for name, limit_bytes in ((MANIFEST, _MANIFEST_BYTES), (MANIFEST_NOTE, notes.LIMIT_BYTES)):
        data = read(name, limit_bytes)
        if data is None:
            check.found(FileState(name, "missing"))
        else:
            contents[name] = data
    if MANIFEST not in contents or MANIFEST_NOTE not in contents:
        return None, contents
    try:
        note = notes.read(contents[MANIFEST_NOTE])
    except NoteInvalid as error:
        check.problems.append(f"“{MANIFEST_NOTE}”: {error.args[0]}")
        return None, contents
    digest = hashlib.sha256(contents[MANIFEST]).hexdigest()
    manifest = _manifest(contents[MANIFEST])
    if (note.file, note.sha256) != (MANIFEST, digest) or manifest is None:
        check.found(FileState(MANIFEST, "changed", digest))
        return note, contents
    check.found(FileState(MANIFEST, "whole", digest))
    total_bytes = 0
    for one in manifest.files:
        total_bytes += one.size_bytes
        data = read(one.name, one.size_bytes) if total_bytes <= _LIMIT_BYTES else b""
        if data is not None:
            contents[one.name] = data
        check.found(_compared(one, data))
    for name in sorted(set(there) - set(contents) - {one.name for one in manifest.files}):
        check.found(FileState(name, "added"))
    _content(contents.get(CONTENT), note, check)
    return note, contents


def _compared(one: ListedFile, data: bytes | None) -> FileState:
    if data is None:
        return FileState(one.name, "missing")
    digest = hashlib.sha256(data).hexdigest()
    whole = (len(data), digest) == (one.size_bytes, one.sha256)
    return FileState(one.name, "whole" if whole else "changed", digest)


def _manifest(data: bytes) -> Manifest | None:
    try:
        found = msgspec.json.decode(data, type=Manifest)
    except (msgspec.MsgspecError, ValueError, RecursionError):
        return None
    return found if found.format == bundle.FORMAT and bundle.as_written(found) == data else None


def _content(data: bytes | None, note: Note, check: _Check) -> None:
    """What both signed, if the bundle has it, must have the hash that the signatures name."""
    if data is None:
        return
    if hashlib.sha256(data).hexdigest() != note.review.content_sha256:
        check.problems.append(f"“{CONTENT}” is not the content that the signatures of it name")
    elif note.review.checker:
        check.remarks.append(f"“{CONTENT}” is exactly what both persons signed")


def _told(
    path: Path, kind: str, check: _Check, note: Note | None, expected_key: str
) -> Verification:
    if note is not None and expected_key and expected_key != note.key:
        check.problems.append("another vault signed it than the one whose key you gave")
    elif note is not None and not expected_key:
        check.remarks.append("compare the key with the one that the bank gave you itself")
    if note is not None and not note.review.checker:
        check.remarks.append("it is a draft: two persons have not signed this review")
    known = None if note is None else note
    return Verification(
        name=path.name,
        kind=kind,  # type: ignore[arg-type]  # our own callers give no other
        holds=not check.problems and known is not None,
        problems=tuple(check.problems),
        remarks=tuple(check.remarks),
        files=tuple(check.files),
        key=known.key if known else "",
        fingerprint=known.fingerprint if known else "",
        vault=known.vault if known else "",
        made_at=known.made_at if known else "",
        made_by=known.made_by if known else "",
        program=known.program if known else "",
        review=known.review if known else None,
    )
