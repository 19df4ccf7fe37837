"""Key files: something to have, beside the passphrase, which is something to know.

Any file will do, such as a photograph on a stick; what counts is its SHA-256. A file that the
program makes holds 64 random bytes as text, so that it survives being printed or typed.
"""

from __future__ import annotations

import base64
import os
import stat
from hashlib import sha256
from typing import TYPE_CHECKING

from appliance.errors import BadInput, FileExists, FileUnreadable
from appliance.files import saving, sync_folder

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 1024 * 1024
_RANDOM_BYTES = 64
_FIRST_LINE = b"cofferdam key file 1\n"


def digest_of(path: Path) -> bytes:
    """SHA-256 of a regular file of 1 byte to 1 MiB. Raises: FileUnreadable, BadInput."""
    try:
        # Not blocking: a pipe put in its place would wait for ever.
        handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except (OSError, ValueError) as error:
        why = getattr(error, "strerror", None) or "it cannot be a file name"
        raise FileUnreadable(str(error), name=path.name, why=why) from error
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise FileUnreadable(name=path.name, why="it is not a regular file")
        with os.fdopen(handle, "rb", closefd=False) as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        why = error.strerror or "unknown"
        raise FileUnreadable(str(error), name=path.name, why=why) from error
    finally:
        os.close(handle)
    if not content:
        raise BadInput(what=f"The key file “{path.name}”", why="it is empty")
    if len(content) > MAX_BYTES:
        raise BadInput(what=f"The key file “{path.name}”", why="it is longer than 1 MiB")
    return sha256(content).digest()


def make_key_file(path: Path) -> None:
    """Write a new key file, readable by its owner only.

    Raises: FileExists, FileUnreadable (no such folder), DiskFull, FolderReadOnly.
    """
    text = base64.encodebytes(os.urandom(_RANDOM_BYTES))
    with saving(path.name):
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        except FileExistsError as error:
            raise FileExists(name=path.name) from error
        except (FileNotFoundError, NotADirectoryError) as error:
            raise FileUnreadable(name=path.parent.name, why="there is no such folder") from error
        try:
            with os.fdopen(handle, "wb") as out:
                out.write(_FIRST_LINE + text)
                out.flush()
                os.fsync(handle)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
        sync_folder(path.parent)
