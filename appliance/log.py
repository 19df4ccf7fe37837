"""Logging set-up, and what may never reach a log.

Nothing is written but warnings on stderr, unless a person names a file. Every line is cleaned of
control characters, so that text from a document or a library cannot forge a line or drive a
terminal. A bug's traceback keeps its places in the program but loses its message, because a
message quotes what the code was working on: a document, a name, a passphrase.
"""

from __future__ import annotations

import logging
import sys
import traceback
from typing import TYPE_CHECKING

from appliance.errors import ApplianceError, FileUnreadable
from appliance.files import saving

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

ROOT = "appliance"
MAX_LINE_CHARACTERS = 2000
_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


def configure(level: int = logging.WARNING, file: Path | None = None) -> None:
    """Send the program's log to stderr, or to `file` as well; may be called again.

    The file is appended to and readable by its owner only. There is no rotation: the file exists
    only while somebody looks for a fault.

    Raises: DiskFull, FolderReadOnly, FileUnreadable: the file cannot be opened.
    """
    logger = logging.getLogger(ROOT)
    for handler in list(logger.handlers):
        logger.removeHandler(handler)
        handler.close()
    logger.setLevel(level)
    logger.propagate = False
    _attach(logger, logging.StreamHandler(sys.stderr))
    if file is not None:
        try:
            with saving(file.name):
                file.touch(mode=0o600)
                _attach(logger, logging.FileHandler(file, encoding="utf-8"))
        except OSError as error:
            why = error.strerror or "unknown"
            raise FileUnreadable(str(error), name=file.name, why=why) from error


def clean(text: str, limit_characters: int = MAX_LINE_CHARACTERS) -> str:
    """One printable line: control and other unprintable characters become “�”; cut if long."""
    shown = text[:limit_characters]
    line = "".join(character if character.isprintable() else "\ufffd" for character in shown)
    return line + "…" if len(text) > limit_characters else line


class CleanFormatter(logging.Formatter):
    """One clean line per record; tracebacks as places without messages."""

    def __init__(self) -> None:
        super().__init__(_FORMAT)

    def format(self, record: logging.LogRecord) -> str:
        """The record in one printable line."""
        return clean(super().format(record).replace("\n", " | "))

    def formatException(  # noqa: N802 - the standard library's name
        self,
        ei: tuple[type[BaseException], BaseException, TracebackType | None]
        | tuple[None, None, None],
    ) -> str:
        """The error's type, its code if it has one, and the lines it came through."""
        kind, error, trace = ei
        if kind is None:
            return ""
        code = f" {error.code} {error.detail}" if isinstance(error, ApplianceError) else ""
        places = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(trace)]
        return f"{kind.__name__}{code} at " + " < ".join(reversed(places))


def _attach(logger: logging.Logger, handler: logging.Handler) -> None:
    handler.setFormatter(CleanFormatter())
    logger.addHandler(handler)
