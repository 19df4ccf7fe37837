"""The items of a list: parts of pages that are about the same thing, each once."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from appliance.assistant.every_page.reading import Part, parts, share, shown, texts
from appliance.assistant.evidence import answers_kind
from appliance.assistant.values import values
from appliance.assistant.wording import STOP, Weights, occurrences, terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.assistant.questions import Question
    from appliance.documents.store import PageText
    from appliance.jobs import Job

# The words of a text, and its figures.
_Key = tuple[frozenset[str], frozenset[frozenset[str]]]
# Words that ask for a list or name the file, not what is listed.
_ASKING = frozenset(
    terms(
        "list enumerate itemise itemize count number all every each name identify find show"
        " collect "
        "extract document documents file files case page pages report agreement contract paper "
        "mentioned listed named stated given different distinct total following several there "
        "please text letter deed application form"
    )
) | {"列出", "列举", "哪些", "有哪", "多少", "文件", "合同", "全部", "所有", "几个", "少个", "份文"}
# What is counted or listed stands between the asking words and the next that says where or how.
_THING = re.compile(
    r"\b(?:how many|number of|count|list|enumerate|itemise|itemize|name|identify)\s+"
    r"(?:(?:all|every|each|of|the|these|those|different|distinct)\s+)*"
    r"(?P<thing>.+?)(?=\s+(?:in|from|under|with|by|for|on|at|to|are|is|was|were|do|does|did|has"
    r"|have|had|that|which|who|there|between|during|where|mentioned|stated|given)\b|[?.,;:]|$)",
    re.IGNORECASE,
)
# At least so much of what is asked for, by rarity, must stand in a part or over it.
LEAST = 0.6
# Two parts that share so many of their words say the same.
_SAME = 0.9
MOST = 200


class Item(NamedTuple):
    """One thing that was found; several places say it."""

    text: str
    parts: tuple[Part, ...]
    score: float


class Items(NamedTuple):
    """What was found; `more` further ones are left out."""

    items: tuple[Item, ...]
    subject: tuple[str, ...]
    more: int


def subject(question: Question) -> tuple[str, ...]:
    """The words that say what is listed; all words if nothing else is left."""
    kept = tuple(term for term in question.terms if term not in _ASKING)
    return kept or question.terms


def thing(question: Question) -> tuple[str, ...]:
    """The words for what is listed, without where or under what; empty if that is not told."""
    found = _THING.search(question.text)
    if found is None:
        return ()
    named = set(terms(found["thing"]))
    return tuple(term for term in subject(question) if term in named)


def collected(question: Question, pages: Sequence[PageText], job: Job) -> Items:
    """Everything on any page that is about the subject. Raises: Cancelled."""
    wanted = subject(question)
    weights = Weights(*occurrences(wanted, texts(pages, job)))
    present = [term for term in wanted if not weights.absent(term)]
    if not present or len(present) < len(wanted) / 2:
        return Items((), wanted, 0)
    named = thing(question)
    things = [term for term in present if term in named]
    if named and not things:
        # A file name or a heading may hold the rest of the question; that is no item.
        return Items((), wanted, 0)
    head = _head(things or present, weights)
    found: list[tuple[Part, float]] = []
    for part in parts(pages, job):
        score = share(present, part, weights)
        if score >= LEAST and (head in part.here or _under(head, part)) and _says(part, question):
            found.append((part, score))
    merged = _merged(_items_of_headings(found, head))
    best = max((item.score for item in merged), default=0.0)
    kept = [item for item in merged if item.score >= best - 0.45]
    return Items(tuple(kept[:MOST]), wanted, max(0, len(kept) - MOST))


def _head(present: Sequence[str], weights: Weights) -> str:
    """The word that must be there: the rarest of those for what is listed."""
    return max(present, key=weights.of)


def _under(head: str, part: Part) -> bool:
    """The part stands in a list or table whose nearest heading names the head."""
    nearest = part.unit.context.rsplit(" · ", 1)[-1]
    return head in terms(nearest)


def _says(part: Part, question: Question) -> bool:
    """A heading says nothing itself; a part must add to the question's words or hold a value."""
    if part.unit.kind == "heading":
        return False
    if answers_kind(question, part.text, row=part.unit.kind == "row") is True:
        return True
    return bool(part.here - set(question.terms))


def _items_of_headings(found: list[tuple[Part, float]], head: str) -> list[tuple[Part, float]]:
    """Where a lead-in is followed by its items, the items are listed and not the lead-in."""
    leads = {
        (part.page.document_id, part.page.page, shown(part.text))
        for part, _ in found
        if part.text.rstrip().endswith((":", "："))
    }
    followed = {
        (part.page.document_id, part.page.page, lead)
        for part, _ in found
        for lead in [part.unit.context.rsplit(" · ", 1)[-1]]
    }
    return [
        (part, score)
        for part, score in found
        if (part.page.document_id, part.page.page, shown(part.text)) not in leads & followed
    ]


def _merged(found: Sequence[tuple[Part, float]]) -> list[Item]:
    """The same said twice is one item with both places, in the order of the pages."""
    items: list[Item] = []
    keys: list[_Key] = []
    by_term: dict[str, list[int]] = defaultdict(list)
    for part, score in found:
        key = (_plain(part.text), frozenset(value.keys for value in values(part.text)))
        near = dict.fromkeys(n for term in _first_terms(key[0]) for n in by_term[term])
        place = next((n for n in near if _alike(key, keys[n])), None)
        if place is None:
            for term in _first_terms(key[0]):
                by_term[term].append(len(items))
            keys.append(key)
            items.append(Item(shown(part.text), (part,), score))
        else:
            before = items[place]
            items[place] = Item(before.text, (*before.parts, part), max(before.score, score))
    return items


def _first_terms(plain: frozenset[str]) -> list[str]:
    """Of two texts that share `_SAME` of their words, one of these of each is the same.

    So that thousands of items need not be compared each with each.
    """
    ordered = sorted(plain)
    return ordered[: len(ordered) - math.ceil(_SAME * len(ordered)) + 1]


_NUMERAL = re.compile(r"^\s*(?:\(\w{1,4}\)|\d{1,3}(?:\.\d{1,3})*\.?|[•·▪◦–*-])\s+")


def _plain(text: str) -> frozenset[str]:
    return frozenset(term for term in terms(_NUMERAL.sub("", text)) if term not in STOP)


def _alike(one: _Key, other: _Key) -> bool:
    if one[1] != other[1] or not one[0] or not other[0]:
        return False
    return len(one[0] & other[0]) / len(one[0] | other[0]) >= _SAME
