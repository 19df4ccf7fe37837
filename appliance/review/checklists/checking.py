"""What a checklist must be so that it can be used: all that is wrong, each with its place. Pure."""

from __future__ import annotations

import math
import re
import unicodedata
from datetime import date
from difflib import get_close_matches
from itertools import islice
from typing import TYPE_CHECKING

from appliance.accounts.roles import Role
from appliance.privacy.kinds import KINDS
from appliance.review.checklists.patterns import too_long, why_not
from appliance.review.checklists.records import (
    MOST_DAYS,
    MOST_ITEMS,
    MOST_LINE_CP,
    MOST_PAPERS,
    MOST_PATTERNS,
    MOST_TEXT_CP,
    ROLES,
    Checklist,
    Problem,
)
from appliance.review.checklists.weakness import FITS_ALL, fits_all
from appliance.review.papers.types import TYPES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.review.checklists.records import DateRule, DocumentRule, Item

MOST_PROBLEMS = 100
MOST_WORDS = 60
NAME = r"[a-z][a-z0-9-]{0,59}"
VERSION = r"(0|[1-9][0-9]{0,5})(\.(0|[1-9][0-9]{0,5})){1,3}"
COUNTRY = r"any|[A-Z]{2}(-[A-Z0-9]{1,3})?"
_MODEL = re.compile(r"[a-z0-9][a-z0-9-]{0,59}/[a-z0-9][a-z0-9-]{0,59}")
# Nobody sees these; some turn the direction of writing, so that a title reads as another one.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def problems(checklist: Checklist) -> tuple[Problem, ...]:
    """All that is wrong, at most the first 100; () for a checklist that can be used."""
    return tuple(islice(_wrong(checklist), MOST_PROBLEMS))


def _wrong(checklist: Checklist) -> Iterator[Problem]:
    if not re.fullmatch(NAME, checklist.name):
        yield Problem(
            "name", "small letters, digits and “-”, beginning with a letter, at most 60 of them"
        )
    if not re.fullmatch(VERSION, checklist.version):
        yield Problem("version", "numbers with points between, such as 1.0 or 2.1")
    if not re.fullmatch(COUNTRY, checklist.jurisdiction):
        yield Problem("jurisdiction", "a code of ISO 3166 such as GB, CN or US-NY, or “any”")
    if checklist.language not in ("en", "zh"):
        yield Problem("language", "“en” or “zh”")
    yield from _line("title", checklist.title, needed=True)
    yield from _line("title_zh", checklist.title_zh)
    yield from _text("source", checklist.source)
    yield from _text("licence", checklist.licence)
    yield from _validity(checklist)
    if not 1 <= len(checklist.items) <= MOST_ITEMS:
        yield Problem("items", f"1 to {MOST_ITEMS}, there are {len(checklist.items)}")
    ids = [item.id for item in checklist.items]
    for place, item in enumerate(checklist.items, start=1):
        where = f"item {place} ({item.id[:60]})"
        if not re.fullmatch(NAME, item.id):
            yield Problem(f"{where}, id", "small letters, digits and “-”, at most 60 of them")
        first = ids.index(item.id) + 1
        if first != place:
            yield Problem(f"{where}, id", f"item {first} has the same id")
        yield from _item(where, item)


def _validity(checklist: Checklist) -> Iterator[Problem]:
    days = {}
    for name in ("valid_from", "valid_to"):
        text = getattr(checklist, name)
        if not text:
            continue
        try:
            if len(text) != len("2026-01-01"):
                raise ValueError
            days[name] = date.fromisoformat(text)
        except ValueError:
            yield Problem(name, "a day written as 2026-01-31")
    if len(days) == 2 and days["valid_to"] < days["valid_from"]:
        yield Problem("valid_to", "it is before “valid_from”")


def _item(where: str, item: Item) -> Iterator[Problem]:
    yield from _line(f"{where}, title", item.title, needed=True)
    yield from _line(f"{where}, title_zh", item.title_zh)
    yield from _text(f"{where}, question", item.question, needed=True)
    for name in ("question_zh", "met_when", "met_when_zh"):
        yield from _text(f"{where}, {name}", getattr(item, name))
    yield from _line(f"{where}, owner", item.owner)
    for name in ("documents", "look", "exceptions"):
        yield from _words(f"{where}, {name}", getattr(item, name))
    yield from _types(f"{where}, documents", item.documents)
    for name in ("patterns", "against"):
        yield from _patterns(f"{where}, {name}", getattr(item, name))
    for role in item.waive:
        if role not in ROLES:
            known = role in {one.value for one in Role}
            why = "may not decide reviews" if known else "is no role"
            yield Problem(f"{where}, waive", f"“{role[:60]}” {why}; use {' or '.join(ROLES)}")
    if not 0 <= item.due_days <= MOST_DAYS:
        yield Problem(f"{where}, due_days", f"0 to {MOST_DAYS}")
    if not (math.isfinite(item.threshold) and item.threshold >= 0):
        yield Problem(f"{where}, threshold", "an amount of 0 or more")
    if item.model and not _MODEL.fullmatch(item.model):
        yield Problem(f"{where}, model", "the model's name, “/” and the statement's, as a/b-1")
    yield from _of_kind(where, item)


def _of_kind(where: str, item: Item) -> Iterator[Problem]:
    """What its kind needs, and what only another kind can use."""
    for name, kinds in _ONLY.items():
        if getattr(item, name) and item.kind not in kinds:
            yield Problem(f"{where}, {name}", f"an item of the kind “{item.kind}” cannot use it")
    for needed, field, why in _NEEDED.get(item.kind, ()):
        if not any(getattr(item, name) for name in needed):
            yield Problem(f"{where}, {field}" if field else where, why)
    if item.document is not None:
        yield from _document(f"{where}, document", item.document)
    if item.date is not None:
        yield from _date(f"{where}, date", item.date)
    if item.agreement is not None:
        yield from _words(f"{where}, agreement, labels", item.agreement.labels, needed=True)
        if not 0 <= item.agreement.tolerance < 1:
            yield Problem(f"{where}, agreement, tolerance", "a part of the amount, 0 to below 1")
    if item.identifier and item.identifier not in KINDS:
        yield Problem(f"{where}, identifier", f"there is no kind “{item.identifier[:60]}”")
    if item.indicator == "below-threshold" and not item.threshold:
        yield Problem(f"{where}, threshold", "the rule “below-threshold” needs the amount")


# What an item of a kind cannot be decided without: one of these fields, its place, why.
_NEEDED: dict[str, tuple[tuple[tuple[str, ...], str, str], ...]] = {
    "document": ((("documents",), "documents", "an item about papers must name their types"),),
    "date": ((("date",), "", "an item about a date needs a table “date”"),),
    "agreement": ((("agreement",), "", "an item about agreement needs a table “agreement”"),),
    "identifier": (
        (("identifier",), "", "an item about an identifier must name its kind in “identifier”"),
    ),
    "presence": (
        (("patterns",), "patterns", "an item about presence must say what is to be there"),
    ),
    "indicator": (
        (("indicator", "patterns"), "", "an indicator needs a rule in “indicator” or “patterns”"),
    ),
}
# Given beside another kind they would be read by nobody, and a person would rely on them.
_ONLY: dict[str, tuple[str, ...]] = {
    "document": ("document",),
    "date": ("date",),
    "agreement": ("agreement",),
    "identifier": ("identifier",),
    "indicator": ("indicator",),
    "threshold": ("indicator",),
    "model": ("statement",),
}


def _document(where: str, rule: DocumentRule) -> Iterator[Problem]:
    yield from _words(f"{where}, signatories", rule.signatories)
    if not 1 <= rule.at_least <= MOST_PAPERS:
        yield Problem(f"{where}, at_least", f"1 to {MOST_PAPERS}")
    if rule.signatories and not rule.signed:
        yield Problem(f"{where}, signatories", "“signed” must be true with them")
    if rule.date is not None:
        yield from _date(f"{where}, date", rule.date)


def _date(where: str, rule: DateRule) -> Iterator[Problem]:
    yield from _words(f"{where}, labels", rule.labels)
    yield from _words(f"{where}, against", rule.against)
    yield from _words(f"{where}, against_documents", rule.against_documents)
    yield from _types(f"{where}, against_documents", rule.against_documents)
    if rule.against_documents and not rule.against:
        why = "“against” must say beside which words the date of these papers stands"
        yield Problem(f"{where}, against_documents", why)
    for name in ("at_most_days_before", "at_most_days_after", "warn_days"):
        days = getattr(rule, name)
        if days is not None and not 0 <= days <= MOST_DAYS:
            yield Problem(f"{where}, {name}", f"0 to {MOST_DAYS} days")
    if rule.at_most_days_before is None and rule.at_most_days_after is None and not rule.expires:
        yield Problem(where, "it demands nothing: give a number of days or “expires”")
    if rule.warn_days and not rule.expires:
        yield Problem(f"{where}, warn_days", "only an end of validity (“expires”) has it")


def _types(where: str, types: tuple[str, ...]) -> Iterator[Problem]:
    for kind in types:
        if kind not in TYPES:
            near = get_close_matches(kind[:60], list(TYPES), n=1)
            meant = f"; “{near[0]}” was meant?" if near else ""
            yield Problem(where, f"there is no type of paper “{kind[:60]}”{meant}")


def _patterns(where: str, patterns: tuple[str, ...]) -> Iterator[Problem]:
    if len(patterns) > MOST_PATTERNS:
        yield Problem(where, f"there are {len(patterns)}, and {MOST_PATTERNS} are allowed")
    for place, pattern in enumerate(patterns[:MOST_PATTERNS], start=1):
        why = why_not(pattern) or too_long(pattern) or (FITS_ALL if fits_all(pattern) else "")
        if why:
            yield Problem(f"{where}, pattern {place}", why)


def _words(where: str, words: tuple[str, ...], *, needed: bool = False) -> Iterator[Problem]:
    if needed and not words:
        yield Problem(where, "it may not be empty")
    if len(words) > MOST_WORDS:
        yield Problem(where, f"there are {len(words)}, and {MOST_WORDS} are allowed")
    for word in words[:MOST_WORDS]:
        yield from _line(where, word, needed=True)


def _line(where: str, text: str, *, needed: bool = False) -> Iterator[Problem]:
    if len(text) > MOST_LINE_CP:
        yield Problem(where, f"it has {len(text)} characters, and {MOST_LINE_CP} are allowed")
    elif "\n" in text:
        yield Problem(where, "it must be one line")
    else:
        yield from _text(where, text, needed=needed)


def _text(where: str, text: str, *, needed: bool = False) -> Iterator[Problem]:
    if needed and not text.strip():
        yield Problem(where, "it may not be empty")
    if len(text) > MOST_TEXT_CP:
        yield Problem(where, f"it has {len(text)} characters, and {MOST_TEXT_CP} are allowed")
    for character in text:
        if character != "\n" and unicodedata.category(character) in _UNSEEN:
            yield Problem(where, f"it has a character that nobody sees (U+{ord(character):04X})")
            return
