"""Letters, forms, statements and mails in seven languages, with the places of what stands in them.

Every third is damaged as text recognition damages. Half of the names and addresses stand in running
text with no label, title or post code beside them.
"""

from __future__ import annotations

from typing import NamedTuple

from identifier_numbers import DICE, NATIONAL, NUMBERS, Gold, born, french_vat, german_vat, phone
from identifier_wordings import ADDRESSES, BARE, BARE_ADDRESSES, FILLER, LABELS, NAMES

DAMAGED_SHARE, BARE_SHARE = 1 / 3, 0.5


def made(kind: str, where: str) -> Gold:
    """One identifier of a kind as it is written there."""
    if kind == "phone":
        return phone(where)
    if kind == "birth-date":
        return born(where)
    if kind == "person":
        return Gold(kind, DICE.choice(NAMES[where]), None)
    if kind == "address":
        return Gold(kind, DICE.choice(ADDRESSES[where]), None)
    if kind == "vat":
        return german_vat() if where == "de" else french_vat()
    return NATIONAL[where]() if kind == "national-id" else NUMBERS[kind]()


_READ_AS = {"0": "O", "1": "l", "5": "S", "8": "B"}


def damaged(gold: Gold) -> Gold:
    """As recognition gives it: letters for digits, gaps, a line break, or full-width digits."""
    if gold.kind in ("person", "address", "email", "bic"):
        return gold
    text = gold.text
    how = DICE.random()
    if how < 0.35:
        places = [place for place, one in enumerate(text) if one in _READ_AS]
        for place in DICE.sample(places, min(len(places), DICE.randint(1, 2))):
            text = text[:place] + _READ_AS[text[place]] + text[place + 1 :]
    elif how < 0.55:
        place = DICE.randint(3, max(3, len(text) - 3))
        text = text[:place] + " " + text[place:]
    elif how < 0.75:
        place = text.find(" ", 3)
        text = text[:place] + "\n" + text[place + 1 :] if place > 0 else text[:6] + "\n" + text[6:]
    else:
        text = "".join(chr(ord(one) + 0xFEE0) if one.isdigit() else one for one in text)
    return gold._replace(text=text)


class Written(NamedTuple):
    """A text with the places of what stands in it, and which of them are damaged."""

    text: str
    gold: tuple[tuple[int, int, Gold], ...]
    damaged: bool


def document(wordings: dict[str, dict[str, list[str]]] = LABELS) -> Written:
    """A letter, form, statement or mail."""
    languages = ["en", "en", "de", "fr", "zh", "zh", "es", "it", "nl"]
    where = DICE.choice([one for one in languages if one in wordings])
    labels = wordings[where]
    broken = DICE.random() < DAMAGED_SHARE
    parts: list[str] = []
    gold: list[tuple[int, int, Gold]] = []
    length = 0

    def say(text: str) -> None:
        nonlocal length
        parts.append(text)
        length += len(text)

    def put(one: Gold) -> None:
        gold.append((length, length + len(one.text), one))
        say(one.text)

    form = DICE.random() < 0.5
    for kind in DICE.sample(sorted(labels), min(len(labels), DICE.randint(4, 8))):
        if DICE.random() < 0.5:
            say(DICE.choice(FILLER[where]) + "\n")
        if kind in ("person", "address") and DICE.random() < BARE_SHARE:
            text = DICE.choice(NAMES[where] if kind == "person" else BARE_ADDRESSES[where])
            before, after = DICE.choice(BARE[where]).split("{}")
            say(before)
            put(Gold(kind, text, None, bare=True))
            say(after + "\n")
            continue
        one = made(kind, where)
        say(DICE.choice(labels[kind]))
        put(damaged(one) if broken else one)
        comma = "，" if where == "zh" else ", "
        say("\n" if form or "：" in parts[-2] else DICE.choice([".\n", comma, ";\n"]))
    return Written("".join(parts), tuple(gold), broken)
