"""Sentences far from a rule that limit it, found for one item.

A carve-out may stand pages away and name the rule only by its section ("Section 4 shall not apply
to …"), or stand in a definition that leaves something out. Every sentence with words of exception
is weighed by how much it is about the item: by the terms they share, rare ones more, and by the
section that it refers to. Only what is clearly about the item is shown.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING, NamedTuple
from weakref import WeakKeyDictionary

from appliance.assistant.wording import terms
from appliance.review.exception_words import DEFINES_OUT, QUALIFIERS, REFERENCES, section_of
from appliance.review.papers.parts import Sentence, sentences_of
from appliance.review.phrases import statements as said_of
from appliance.review.phrases import values

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from appliance.review.checklists.records import Item
    from appliance.review.papers.reading import Papers
    from appliance.review.records import Evidence, PaperRead

MOST = 6
MORE_LIMITS = values.MORE_LIMITS.say()
_SPACES = re.compile(r"\s+")
# A line break inside Chinese text stands for nothing.
_BETWEEN = re.compile(r"(?<=[\u3400-\u9fff，。；])\s+(?=[\u3400-\u9fff])")
_ENOUGH = 0.34
_ASKED_FOR = 0.5
_REFERENCE_WORTH = 0.85
_HEADING_WORTH = 0.35
_SECTION_CP = 320
_NEAR_CP = 60


class _Candidate(NamedTuple):
    """A sentence with words of exception; `refers` are numbers of sections that it names."""

    sentence: Sentence
    strength: float
    word: str
    terms: frozenset[str]
    refers: tuple[str, ...]


class _Prepared(NamedTuple):
    """What is kept of a paper from item to item: how often terms occur, sections, candidates."""

    counts: Mapping[str, int]
    sentences: int
    sections: Mapping[str, frozenset[str]]
    headings: Mapping[str, str]
    candidates: tuple[_Candidate, ...]


_KEPT: WeakKeyDictionary[Papers, dict[int, _Prepared]] = WeakKeyDictionary()


def exceptions(
    item: Item, papers: Papers, documents: Sequence[PaperRead], *, most: int = MOST
) -> tuple[Evidence, ...]:
    """What limits the item's rule in these papers, best first, with the side "exception".

    At most `most`, each a sentence with a note that says by which words; who asks for one more
    than it shows knows whether there are more. The same papers give the same. Raises: VaultLocked.
    """
    wanted = _wanted(item)
    own = [re.compile(re.escape(words), re.IGNORECASE) for words in item.exceptions if words]
    found: list[tuple[float, int, _Candidate, str]] = []
    for order, paper in enumerate(documents):
        prepared = _prepared(papers, paper)
        weights = _weights(wanted, prepared)
        for candidate in prepared.candidates:
            score, note = _score(candidate, weights, prepared)
            if any(pattern.search(candidate.sentence.text) for pattern in own):
                score = max(score, _ASKED_FOR) + _ENOUGH
            if score >= _ENOUGH:
                found.append((-score, order, candidate, note))
    found.sort(key=lambda one: (one[0], one[1], one[2].sentence.page, one[2].sentence.start))
    return tuple(
        papers.evidence(
            one.sentence.document_id, one.sentence.page, one.sentence.start, one.sentence.end,
            "exception", note,
        )
        for _, _, one, note in found[:most]
    )  # fmt: skip


def _wanted(item: Item) -> dict[str, float]:
    """Terms of the item; those of the question count fully, those about it half."""
    wanted: dict[str, float] = {}
    for text, worth in (
        (f"{item.question} {item.question_zh}", 1.0),
        (" ".join(item.look), 0.8),
        (f"{item.title} {item.title_zh}", 0.6),
    ):
        for term in terms(text):
            wanted[term] = max(worth, wanted.get(term, 0.0))
    return wanted


def _weights(wanted: Mapping[str, float], prepared: _Prepared) -> dict[str, float]:
    """How much each term of the item tells in this paper: nothing where it does not occur."""
    weights: dict[str, float] = {}
    for term, worth in wanted.items():
        count = prepared.counts.get(term, 0)
        if count:
            weights[term] = worth * math.log((prepared.sentences + 1) / (count + 0.5))
    return {term: weight for term, weight in weights.items() if weight > 0}


def _score(
    candidate: _Candidate, weights: Mapping[str, float], prepared: _Prepared
) -> tuple[float, str]:
    """From 0 to about 1, and the words for the person who looks at it."""
    total = sum(sorted(weights.values(), reverse=True)[:6])
    if not total:
        return 0.0, ""
    shared = candidate.terms & weights.keys()
    direct = sum(weights[term] for term in shared) / total if len(shared) > 1 else 0.0
    heading = prepared.headings.get(candidate.sentence.section, "")
    about = _share(frozenset(terms(heading)), weights, total) if heading else 0.0
    score = min(1.0, direct) + _HEADING_WORTH * about * bool(shared)
    note = said_of.MAY_LIMIT.say(words=candidate.word)
    for number in candidate.refers:
        named = _share(prepared.sections.get(number, frozenset()), weights, total)
        if named * _REFERENCE_WORTH > score:
            score = named * _REFERENCE_WORTH
            title = prepared.headings.get(number, "")
            phrase = said_of.REFERS_TITLED if title else said_of.REFERS
            note = phrase.say(words=candidate.word, section=number, title=title)
    return score * candidate.strength, note


def _share(own: frozenset[str], weights: Mapping[str, float], total: float) -> float:
    return min(1.0, sum(weights[term] for term in own & weights.keys()) / total)


def _prepared(papers: Papers, paper: PaperRead) -> _Prepared:
    kept = _KEPT.setdefault(papers, {})
    if paper.document_id not in kept:
        kept[paper.document_id] = _prepare(papers, paper)
    return kept[paper.document_id]


def _prepare(papers: Papers, paper: PaperRead) -> _Prepared:
    counts: dict[str, int] = {}
    sections: dict[str, str] = {}
    headings: dict[str, str] = {}
    candidates: list[_Candidate] = []
    total = 0
    for sentence in sentences_of(papers, paper):
        total += 1
        own = frozenset(terms(sentence.text))
        for term in own:
            counts[term] = counts.get(term, 0) + 1
        if sentence.section:
            headings.setdefault(sentence.section, sentence.heading)
            for number in _outer(sentence.section):
                sections[number] = (sections.get(number, "") + " " + sentence.text)[:_SECTION_CP]
        plain = _SPACES.sub(" ", _BETWEEN.sub("", sentence.text))
        strength, word = _qualified(plain)
        if strength:
            refers = _refers(plain, word)
            candidates.append(_Candidate(sentence, strength, word, own, refers))
    named = {number: frozenset(terms(text)) for number, text in sections.items()}
    return _Prepared(counts, total, named, headings, tuple(candidates))


def _outer(section: str) -> Iterable[str]:
    """A section and those that it lies in: 4.2.1, 4.2 and 4."""
    parts = section.split(".")
    return (".".join(parts[:length]) for length in range(1, len(parts) + 1))


def _refers(text: str, word: str) -> tuple[str, ...]:
    """Sections named near the words of exception; others are named for other reasons."""
    places = [match.span() for match in re.finditer(re.escape(word), text)]
    return tuple(
        dict.fromkeys(
            section_of(match)
            for match in REFERENCES.finditer(text)
            if any(match.start() - b <= _NEAR_CP and a - match.end() <= _NEAR_CP for a, b in places)
        )
    )


def _qualified(text: str) -> tuple[float, str]:
    """How strongly a sentence makes an exception, and by which words."""
    best = 0.0
    word = ""
    for strength, pattern in QUALIFIERS:
        match = pattern.search(text)
        if match is not None and strength > best:
            best, word = strength, match[0]
    match = DEFINES_OUT.search(text)
    if match is not None and best < 1.0:
        best, word = 1.0, match[0]
    return best, word[:60]
