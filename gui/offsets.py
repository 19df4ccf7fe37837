"""Code points, in which offsets are kept, against UTF-16 units, in which Qt counts."""

from __future__ import annotations


def shown(text: str) -> str:
    """The text as a Qt document keeps it: one character per line end."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def to_document(text: str, offset_cp: int) -> int:
    """Where a code point offset of `text` lies in a Qt document; past the end gives the end."""
    return len(shown(text[:offset_cp]).encode("utf-16-le", "surrogatepass")) // 2
