"""Which of the known ways of wording stand in a text."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

_FILE = "cues.toml"
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"'})
_SPACE = re.compile(r"\s+")


def plain(text: str) -> str:
    """Small letters, straight quotes, single spaces: what the patterns are written for."""
    return _SPACE.sub(" ", text.lower().translate(_QUOTES)).strip()


@cache
def content() -> bytes:
    """The file as it ships; part of what a verdict is made with."""
    return (resources.files(__package__ or "") / _FILE).read_bytes()


@cache
def patterns() -> tuple[re.Pattern[str], ...]:
    """All patterns, each once, in the order of the trained model."""
    table = tomllib.loads(content().decode())
    texts = [text for found in table.values() if isinstance(found, list) for text in found]
    return tuple(re.compile(text) for text in dict.fromkeys(texts))


@cache
def own(key: str) -> tuple[int, ...]:
    """Places in `patterns` of those that were written for a statement."""
    place = {pattern.pattern: number for number, pattern in enumerate(patterns())}
    found: list[str] = tomllib.loads(content().decode()).get(key, [])
    return tuple(place[text] for text in found)


class Finder:
    """Looks each different text through once; made for one paper."""

    def __init__(self) -> None:
        self._known: dict[str, NDArray[np.float32]] = {"": np.zeros(len(patterns()), np.float32)}

    def found(self, text: str) -> NDArray[np.float32]:
        """1 for each pattern that matches `text`, which is `plain`."""
        if text not in self._known:
            hits = [pattern.search(text) is not None for pattern in patterns()]
            self._known[text] = np.array(hits, np.float32)
        return self._known[text]
