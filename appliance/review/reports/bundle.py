"""The examiner's bundle: a ZIP with its own signed list of files. Pure.

Files lie in it as they are, in the order of their names, without times. So there is exactly one
archive for given files, and who checks it can make it again and compare every byte.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from typing import TYPE_CHECKING

import msgspec

from appliance.review.reports.notes import ENDING

if TYPE_CHECKING:
    from collections.abc import Mapping

FORMAT = 1
MANIFEST = "MANIFEST.json"
MANIFEST_NOTE = "MANIFEST" + ENDING
LIMIT_BYTES = 512 * 1024 * 1024
MOST_FILES = 4000
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_UNIX = 3
_MODE = 0o600 << 16


class ListedFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A file of the bundle; `name` has “/” between folders."""

    name: str
    size_bytes: int
    sha256: str


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All files of the bundle but itself and its signature, by name."""

    format: int
    files: tuple[ListedFile, ...]


def manifest_bytes(files: Mapping[str, bytes]) -> bytes:
    """The list of the files."""
    listed = tuple(
        ListedFile(name, len(data), hashlib.sha256(data).hexdigest())
        for name, data in sorted(files.items())
    )
    return as_written(Manifest(FORMAT, listed))


def as_written(manifest: Manifest) -> bytes:
    """A manifest as its file has it."""
    return msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n"


def archive(files: Mapping[str, bytes]) -> bytes:
    """The ZIP of these files, the manifest and its signature among them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as made:
        for name, data in sorted(files.items()):
            entry = zipfile.ZipInfo(name, _NO_TIME)
            entry.create_system = _UNIX
            entry.external_attr = _MODE
            made.writestr(entry, data)
    return out.getvalue()
