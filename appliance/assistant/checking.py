"""Checks a drafted sentence against the file: figures and names, then words, then sense.

A statement is supported when one part of the found pages has each of its numbers, dates,
percentages, codes, names and quotations, most of its words, means about the same by embedding, and
agrees on yes or no and on least or most. One part, not two: figures of two clauses put together
make a false statement of true figures. Everything else is unsupported, with the reason in plain
words. The draft's own naming of passages is a hint where to look first, never a proof.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from appliance.assistant.claims import Claim, Part
from appliance.assistant.values import covered
from appliance.assistant.wording import Weights

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    import numpy as np
    from numpy.typing import NDArray

    from appliance.assistant.candidates import Candidate
    from appliance.assistant.questions import Question

# The least share of the sentence's words, weighed by rarity, that must stand in the cited parts,
# and the least likeness of the embeddings (docs/adr/0008-answers-from-quotes.md says what drafts
# of the starter model passed and failed on TAT-QA with these).
WORDS = 0.6
LIKENESS = 0.55
# What the sentence adds to the question must nearly all be the file's own words: a small model
# pads a true beginning with words of its own.
NEW_WORDS = 0.8
# A row has few words, and each of them counts: the next row has another label.
ROW_WORDS = 0.8
_NOTHING_FOUND = re.compile(
    r"\bnot found\b|\bno (?:information|answer|mention)\b|\b(?:do|does|did|is|are|was|were)(?: not"
    r"|n['’]t) (?:provide|specif|mention|contain|state|include|given|hold)",
    re.IGNORECASE,
)


class Checked(NamedTuple):
    """What was found out about one sentence; `parts` support it, `note` says why not."""

    supported: bool
    parts: tuple[Candidate, ...]
    note: str


def says_not_found(text: str) -> bool:
    """The draft itself says that the passages hold no answer."""
    return _NOTHING_FOUND.search(text) is not None


def together(checked: Sequence[Checked]) -> Checked:
    """The supported statements of one compound sentence as one; each place once."""
    parts = {key(part): part for one in checked for part in one.parts}
    return Checked(True, tuple(parts.values()), "")


class Checker:
    """Checks sentences against the candidates of one question."""

    def __init__(self, question: Question, candidates: Sequence[Candidate]) -> None:
        self._question = question
        self._parts = [Part(candidate) for candidate in candidates]
        seen = Counter(term for part in self._parts for term in part.terms | part.around)
        self._weights = Weights(seen, len(self._parts))

    def check(self, text: str, vector: NDArray[np.float32], named: Collection[str] = ()) -> Checked:
        """Check one sentence.

        Args:
            text: the sentence, without ids.
            vector: its embedding, of length 1.
            named: keys of the candidates (see `key`) in passages that the draft named; of equally
                good parts they come first.
        """
        claim = Claim(text)
        if self._says_nothing(claim):
            return Checked(False, (), "This only repeats the question.")
        unheard = [
            word.strip(".,;:!?\"'“”‘’()")
            for term, word in claim.words.items()
            if term in claim.terms and self._weights.absent(term)
        ]
        if unheard:
            named = ", ".join(unheard[:4])
            return Checked(False, (), f"Nothing that was found speaks of: {named}.")
        order = sorted(
            self._parts,
            key=lambda part: (
                len(claim.missing(part, self._question.terms)),
                -self._overlap(claim.terms, part),
                key(part.candidate) not in named,
            ),
        )
        note = "Nothing in the file was found to say this."
        for n, part in enumerate(order):
            objection = self._objection(claim, vector, part)
            if not objection:
                return Checked(True, (part.candidate,), "")
            note = objection if n == 0 else note
        return Checked(False, (), note)

    def _says_nothing(self, claim: Claim) -> bool:
        if self._question.wanted == "yes-no":
            return False
        figures = [v for v in claim.values if not covered(v, self._question.values)]
        return not figures and not claim.terms - set(self._question.terms)

    def _objection(self, claim: Claim, vector: NDArray[np.float32], part: Part) -> str:
        """Why the part does not support the claim; empty when it does."""
        missing = claim.missing(part, self._question.terms)
        if missing:
            return f"The file does not say this of: {', '.join(missing[:4])}."
        new = claim.terms - set(self._question.terms)
        least = ROW_WORDS if part.candidate.kind == "row" else WORDS
        if self._overlap(claim.terms, part) < least or self._overlap(new, part) < NEW_WORDS:
            return "The file does not say this in these words."
        if float(part.candidate.vector @ vector) < LIKENESS:
            return "The nearest place in the file is about something else."
        if claim.denies != part.denies:
            return "The file may say the opposite; read the quotation."
        if claim.bounds and part.bounds and not claim.bounds & part.bounds:
            return "The file may set the limit the other way round; read the quotation."
        return ""

    def _overlap(self, words: Collection[str], part: Part) -> float:
        """Share of the words, by rarity, that stand in the part or above it."""
        total = self._weights.total(words)
        there = part.terms | part.around
        return self._weights.total(set(words) & there) / total if total else 1.0


def key(candidate: Candidate) -> str:
    """Names a candidate within one question."""
    return f"{candidate.page.document_id}:{candidate.page.page}:{candidate.start}"
