"""Names that come from inside a stranger's file, made fit to be shown and stored."""

from __future__ import annotations

import unicodedata

from appliance.documents.normal import limit_marks

_LONGEST = 150
_LONGEST_ENDING = 16
# Separators of paths and streams on any system, and what shells and lists trip over.
_UNFIT = frozenset('/\\:*?"<>|')


def clean_name(untrusted: str, otherwise: str = "attachment") -> str:
    """A file name: last part of a path, printable, without marks that turn the reading direction.

    The ending survives a cut. Never empty, never only dots.
    """
    last = untrusted[-4 * _LONGEST :].replace("\\", "/").rstrip("/ ").rpartition("/")[2]
    kept = "".join(
        "_" if letter in _UNFIT or not (letter.isprintable()) else letter
        for letter in limit_marks(last)
        if unicodedata.category(letter) != "Cf"
    )
    kept = kept.strip().strip(".").strip() if not kept.strip(". ") else kept.strip()
    if len(kept) > _LONGEST:
        stem, dot, ending = kept.rpartition(".")
        tail = dot + ending if dot and len(ending) <= _LONGEST_ENDING else ""
        kept = (stem if tail else kept)[: _LONGEST - len(tail)].rstrip() + tail
    return kept or otherwise
