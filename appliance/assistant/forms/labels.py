"""How well what stands beside a value names a field. Pure."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from appliance.assistant.wording import stem
from appliance.documents.normal import normalise

if TYPE_CHECKING:
    from appliance.assistant.forms.records import FormField

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_BRACKETS = re.compile(r"\([^()]*\)|（[^（）]*）|\[[^\[\]]*\]")
_NUMERAL = re.compile(r"^\s*(?:\(\w{1,3}\)|\d{1,2}(?:\.\d{1,2})*[.)]?|[A-Za-z][.)])\s+")
_SMALL_WORDS = "the a an of for to in your and or please"
_SMALL = frozenset(_SMALL_WORDS.split())
_CJK = re.compile(r"[\u3400-\u9fff]")
# A label with one more of these is about something else.
_OTHER_WORDS = """
total net gross non other less more previous prior long short average per excluding including
    before after former second co joint deferred current fixed increase decrease change opening
    closing spouse parent subsidiary
"""
_OTHER = frozenset(stem(word) for word in _OTHER_WORDS.split())
_LIKE = 0.8


@lru_cache(maxsize=16384)
def words_of(label: str) -> tuple[str, ...]:
    """The words of a label that count, in order; Chinese as it stands."""
    plain = _NUMERAL.sub("", normalise(label).casefold())
    found: list[str] = []
    for word in _WORD.findall(plain):
        if _CJK.search(word):
            found.append(word)
        elif word not in _SMALL:
            found.append(stem(word))
    return tuple(found)


@lru_cache(maxsize=16384)
def _bare(label: str) -> str:
    """A label without what stands in brackets, unless that is all of it."""
    bare = _BRACKETS.sub(" ", label)
    return bare if words_of(bare) else label


def labels_of(field: FormField) -> tuple[str, ...]:
    """All that a document may write beside the field's value, the title first."""
    names = (field.title, field.title_zh, *field.labels, field.name.replace("_", " "))
    return tuple(dict.fromkeys(name for name in names if name))


def likeness(label: str, field: FormField) -> float:
    """1 where the label is the field's, less where it has other words, 0 where it is another's."""
    return max((_alike(label, own) for own in labels_of(field)), default=0.0)


def is_other(text: str) -> bool:
    """The words beside a label make it that of another thing ("net", "total", "less …")."""
    return bool(set(words_of(text)) & _OTHER)


@lru_cache(maxsize=65536)
def _alike(label: str, own: str) -> float:
    mine = words_of(own)
    if not mine:
        return 0.0
    if words_of(label) == mine:
        return 1.0
    theirs = words_of(_bare(label))
    if theirs == mine or theirs == words_of(_bare(own)):
        return 0.95
    if len(mine) == 1 or len(theirs) == 0:
        return 0.0  # one common word says too little beside others
    a, b = set(mine), set(theirs)
    if (a ^ b) & _OTHER:
        return 0.0
    dice = 2 * len(a & b) / (len(a) + len(b))
    return 0.9 * dice if dice >= _LIKE else 0.0
