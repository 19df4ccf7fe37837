"""CHILD: the encoding of a text file, and decoding it piece by piece."""

from __future__ import annotations

import codecs
import encodings
import importlib
import pkgutil
from typing import TYPE_CHECKING

import charset_normalizer

from appliance.documents.protocol import Fault, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
PIECE_BYTES = 1024 * 1024
_GUESS_BYTES = 64 * 1024
# Western text read as GB18030 gives rare characters; real Chinese is mostly in the basic set.
_COMMON_SHARE = 0.9
_MOST_CONTROLS = 0.01
_WIDE_USE = ("cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "big5", "shift_jis", "cp949")
_EQUAL_COHERENCE = 0.05


def load_all() -> None:
    """Import every codec now: after the lock-down none can be. Some exist on Windows only."""
    for module in pkgutil.iter_modules(encodings.__path__):
        if module.name not in ("mbcs", "oem"):
            importlib.import_module(f"encodings.{module.name}")
    charset_normalizer.from_bytes("Grüße, 你好".encode("gb18030") * 20).best()


def detect(data: bytes) -> str:
    """Name of the codec that decodes all of `data`: by its mark, UTF-8, GB18030, then a guess.

    Raises: Refused: it is binary, or no encoding fits.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            if decodes(data, name):
                return name
            raise Refused(Fault.UNKNOWN_ENCODING)
    if b"\0" in data[:PIECE_BYTES]:
        raise Refused(Fault.NOT_A_DOCUMENT)
    if _mostly_controls(data[:_GUESS_BYTES]):
        raise Refused(Fault.NOT_A_DOCUMENT)
    if decodes(data, "utf-8"):
        return "utf-8"
    if decodes(data, "gb18030") and _is_common_chinese(data):
        return "gb18030"
    guess = _guess(data[:_GUESS_BYTES])
    if guess is not None and decodes(data, guess):
        return guess
    raise Refused(Fault.UNKNOWN_ENCODING)


def decoder(name: str) -> Callable[[bytes], str]:
    """Decodes the beginning of a file, which may end inside a character."""
    return codecs.getincrementaldecoder(name)(errors="strict").decode


def pieces(data: bytes, name: str) -> Iterator[str]:
    """The text of `data` about a million characters at a time, line ends as they are."""
    decode = codecs.getincrementaldecoder(name)(errors="strict").decode
    for start in range(0, len(data), PIECE_BYTES):
        last = start + PIECE_BYTES >= len(data)
        yield decode(data[start : start + PIECE_BYTES], last)


def decodes(data: bytes, name: str) -> bool:
    """True if all of `data` is text in that encoding."""
    try:
        for _ in pieces(data, name):
            pass
    except (UnicodeDecodeError, UnicodeError, LookupError):
        return False
    return True


def _guess(head: bytes) -> str | None:
    """Among encodings that fit equally well, the one in widest use."""
    matches = charset_normalizer.from_bytes(head)
    best = matches.best()
    if best is None:
        return None
    equal = {
        match.encoding
        for match in matches
        if match.chaos == best.chaos and match.coherence >= best.coherence - _EQUAL_COHERENCE
    }
    return next((name for name in _WIDE_USE if name in equal), best.encoding)


def _mostly_controls(head: bytes) -> bool:
    controls = sum(head.count(bytes([code])) for code in range(32) if code not in b"\t\n\v\f\r")
    return controls > _MOST_CONTROLS * len(head)


def _is_common_chinese(data: bytes) -> bool:
    foreign = [letter for letter in decoder("gb18030")(data[:_GUESS_BYTES]) if letter > "\x7f"]
    common = sum(1 for letter in foreign if _in_basic_set(letter))
    return common >= _COMMON_SHARE * len(foreign)


def _in_basic_set(letter: str) -> bool:
    try:
        letter.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
