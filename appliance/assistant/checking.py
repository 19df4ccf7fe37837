"""Checks a drafted sentence against the file: figures and names, then words, then sense.

A sentence is supported when one part of the found pages (or two together) has each of its
numbers, dates, percentages, codes, names and quotations, most of its words, means about the same
by embedding, and agrees on yes or no. Everything else is unsupported, with the reason in plain
words. The draft's own naming of passages is a hint where to look first, never a proof.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import combinations
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
# Pairs are tried among so many parts with the most of the sentence's words.
_PAIRED = 6
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


class Checker:
    """Checks sentences against the candidates of one question."""

    def __init__(self, question: Question, candidates: Sequence[Candidate]) -> None:
        self._question = question
        self._parts = [Part(candidate) for candidate in candidates]
        seen = Counter(term for part in self._parts for term in part.terms)
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
        order = sorted(
            self._parts,
            key=lambda part: (
                len(claim.missing((part,))),
                -self._overlap(claim, (part,)),
                key(part.candidate) not in named,
            ),
        )
        groups: list[tuple[Part, ...]] = [(part,) for part in order]
        groups += [pair for pair in combinations(order[:_PAIRED], 2) if _both_needed(claim, pair)]
        note = "Nothing in the file was found to say this."
        for n, group in enumerate(groups):
            objection = self._objection(claim, vector, group)
            if not objection:
                return Checked(True, tuple(part.candidate for part in group), "")
            note = objection if n == 0 else note
        return Checked(False, (), note)

    def _says_nothing(self, claim: Claim) -> bool:
        figures = [v for v in claim.values if not covered(v, self._question.values)]
        return not figures and not claim.terms - set(self._question.terms)

    def _objection(self, claim: Claim, vector: NDArray[np.float32], group: tuple[Part, ...]) -> str:
        """Why the parts do not support the claim; empty when they do."""
        missing = claim.missing(group)
        if missing:
            return f"The file does not say this of: {', '.join(missing[:4])}."
        if self._overlap(claim, group) < WORDS:
            return "The file does not say this in these words."
        if max(float(part.candidate.vector @ vector) for part in group) < LIKENESS:
            return "The nearest place in the file is about something else."
        if claim.denies != any(part.denies for part in group):
            return "The file may say the opposite; read the quotation."
        limits = frozenset[str]().union(*(part.bounds for part in group))
        if claim.bounds and limits and not claim.bounds & limits:
            return "The file may set the limit the other way round; read the quotation."
        return ""

    def _overlap(self, claim: Claim, group: tuple[Part, ...]) -> float:
        there: set[str] = set().union(*(part.terms | part.around for part in group))
        total = self._weights.total(claim.terms)
        return self._weights.total(claim.terms & there) / total if total else 1.0


def key(candidate: Candidate) -> str:
    """Names a candidate within one question."""
    return f"{candidate.page.document_id}:{candidate.page.page}:{candidate.start}"


def _both_needed(claim: Claim, pair: tuple[Part, Part]) -> bool:
    """Each of the two has a figure or a name that the other lacks."""
    return all(claim.missing((part,)) for part in pair)
