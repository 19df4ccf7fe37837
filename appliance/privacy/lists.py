"""Lists of given names, family names and ordinary words; `packaging/name_lists.py` writes them."""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import files

_ENDINGS = ("ies", "es", "s", "ied", "ed", "d", "ing", "ly", "ers", "er", "ness", "able")

# Words of the dictionary that hardly any text begins with a capital unless they are names.
_NAMES_FIRST = frozenset({"john", "peter", "carol", "harry", "smith", "martin"})


@cache
def _words(name: str) -> frozenset[str]:
    text = files("appliance.privacy").joinpath("names", f"{name}.txt").read_text("utf-8")
    lines = text.splitlines()
    words = [line for line in lines if not line.startswith("#")]
    return frozenset([*words, *(_plain(word) for word in words if not word.isascii())])


def _plain(word: str) -> str:
    """Without marks: as passports and old systems write it."""
    decomposed = unicodedata.normalize("NFD", word)
    kept = "".join(one for one in decomposed if not unicodedata.combining(one))
    return kept.replace("ß", "ss").replace("ø", "o").replace("ł", "l")


def given(word: str) -> bool:
    """Whether a word is a listed given name; both parts of one with a hyphen."""
    known = _words("given")
    small = word.lower()
    return small in known or ("-" in small and all(part in known for part in small.split("-")))


def family(word: str) -> bool:
    """Whether a word is a listed family name; the last part of one with a hyphen."""
    small = word.lower().replace("’", "'")
    known = _words("family")
    return small in known or small.replace("'", "") in known or small.rpartition("-")[2] in known


def ordinary(word: str) -> bool:
    """Whether an English dictionary has a word, or what it is a form of, in small letters."""
    known = _words("ordinary")
    small = word.lower()
    if small in _NAMES_FIRST:
        return False
    return small in known or any(stem in known for stem in _stems(small))


def _stems(word: str) -> list[str]:
    found = []
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            stem = word[: -len(ending)]
            found += [stem, stem + "e", stem + "y"]
            if len(stem) > 3 and stem[-1] == stem[-2]:
                found.append(stem[:-1])
    return found
