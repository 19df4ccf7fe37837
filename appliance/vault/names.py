"""Names that a person would take for one another.

The audit chain and the list of users show names, so nobody may be added whose name only looks like
that of another user. Two names are alike if their *skeletons* are the same. The idea is that of
Unicode Technical Standard 39, section 4; the table is only as long as Latin, Greek and Cyrillic
letters that look the same in common fonts.
"""

from __future__ import annotations

import unicodedata

from appliance.errors import BadInput

# Alphabets that share shapes. Japanese, Chinese and Korean names mix scripts lawfully.
_ALPHABETS = frozenset({"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE", "COPTIC"})
_LOOKS = str.maketrans(
    # Cyrillic, capitals and small letters
    "АВЕЗІЇЈКМНОРСТУХЅԚԜӀҮ"
    "авезіїјкмнорстухѕԁԛԝһӏгпьү"
    # Greek
    "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"
    "αβγεικνορτυχω"
    # digits and strokes
    "01|ıƖ",
    "ABE3IIJKMHOPCTYXSQWIYabe3iijkmhopctyxsdqwhlrnbyABEZHIKMNOPTYXabyeikvoptuxwollil",
)
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"))
_QUOTES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u0060\u00b4", "'"))


def skeleton(name: str) -> str:
    """What a name looks like: the same for names that a person would mistake for one another."""
    plain = unicodedata.normalize("NFKC", name)
    for table in (_DASHES, _QUOTES, _LOOKS):
        plain = plain.translate(table)
    # A capital I and a small l are one stroke.
    looks = plain.replace("I", "l").casefold().replace("i", "l")
    return "".join(looks.split())


def refuse_mixed(name: str) -> None:
    """Refuse letters of several of the alphabets that share shapes. Raises: BadInput."""
    found = {
        unicodedata.name(one, "").split(" ")[0]
        for one in unicodedata.normalize("NFKC", name)
        if one.isalpha()
    }
    if len(found & _ALPHABETS) > 1:
        raise BadInput(what="The user's name", why="it mixes letters of different alphabets")
