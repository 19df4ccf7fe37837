"""Texts from outside stand beside our own on a screen, and must not disturb those."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

# Controls, invisible and direction characters, private use, surrogates, line separators: they
# would rearrange or hide what is shown next to them.
_UNSHOWABLE = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})


def shown(text: str) -> str:
    """The text with every character that cannot be shown replaced by the sign for that."""
    return "".join("\N{REPLACEMENT CHARACTER}" if _hides(c) else c for c in text)


def texts(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    """Every text in built-in values with where it is, such as `risk.features.0.label`."""
    if isinstance(value, str):
        yield place, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from texts(inner, f"{place}.{name}".removeprefix("."))
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from texts(inner, f"{place}.{number}".removeprefix("."))


def _hides(character: str) -> bool:
    return unicodedata.category(character) in _UNSHOWABLE
