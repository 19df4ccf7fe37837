"""The three steps together: learned so that each step sees the one before as on new papers.

The second step learns from scores that the first gave to papers it had not learned from, and the
third likewise. For a cross-validation of all that, a model without the folds a and b serves both
as the one for a without b and for b without a.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import TYPE_CHECKING

import first_step
import likeness
import numpy as np
import third_step
import trees

from appliance.review.statements import paper as papers_rows
from appliance.review.statements import relations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from data import Corpus

FOLDS = 5
# Papers that do not mention a statement count so much in the second step: it has to find the
# evidence where there is some; whether there is some is for the third.
_UNMENTIONED = 0.3
# Sentences below this score are no evidence; the second step is spared them.
_HOPELESS = -7.0


@dataclass(frozen=True)
class Model:
    """All that the graph is made of; without the corpus' vectors of clauses and statements."""

    first: first_step.Linear
    second: trees.Trees
    third: third_step.Verdicts


@dataclass(frozen=True)
class Judgement:
    """What a model says of a paper: (sentences, statements) and (statements, 3)."""

    evidence: np.ndarray
    verdicts: np.ndarray


def folds(count: int) -> np.ndarray:
    """The fold of each paper, always the same."""
    order = np.random.RandomState(0).permutation(count)
    found = np.empty(count, int)
    found[order] = np.arange(count) % FOLDS
    return found


class Learner:
    """Learns from a corpus; keeps what several folds need."""

    def __init__(self, corpus: Corpus, say: Callable[[str], None] = lambda _: None) -> None:
        self._corpus = corpus
        self._say = say
        self._fold = folds(len(corpus.papers))
        self._like = [likeness.of(corpus, one.vectors) for one in corpus.papers]
        self._windows = [
            likeness.in_windows(corpus, one, like)
            for one, like in zip(corpus.papers, self._like, strict=True)
        ]
        self._without: dict[tuple[int, ...], first_step.Linear] = {}

    def held_out(self) -> list[tuple[Model, list[int]]]:
        """For each fold, a model that knows nothing of it, and its papers."""
        for pair in combinations_with_replacement(range(FOLDS), 2):
            self._first({*pair})
        made = []
        for fold in range(FOLDS):
            made.append((self._learned({fold}), self._of_fold(fold)))
            self._say(f"fold {fold + 1} of {FOLDS}")
        return made

    def whole(self) -> Model:
        """The model of all papers."""
        return self._learned(set())

    def judge(self, model: Model, number: int) -> Judgement:
        """As the program would, given the marked sentences."""
        first = self._scores(model.first, number)
        evidence = model.second.sums(self._related(first, number))[:, 0]
        evidence = evidence.reshape(first.any.shape)
        row = self._paper_row(evidence, first, number)
        return Judgement(evidence, model.third.probabilities(row[None])[0])

    def _learned(self, without: set[int]) -> Model:
        """A model that knows nothing of the folds `without`; steps 2 and 3 by folds of the rest."""
        rest = [fold for fold in range(FOLDS) if fold not in without]
        firsts = {
            number: self._scores(self._first({*without, fold}), number)
            for fold in rest
            for number in self._of_fold(fold)
        }
        related = {number: self._related(first, number) for number, first in firsts.items()}
        rows = {}
        for fold in rest:
            others = [number for number in firsts if self._fold[number] != fold]
            second = self._second(related, firsts, others)
            for number in self._of_fold(fold):
                evidence = second.sums(related[number])[:, 0].reshape(firsts[number].any.shape)
                rows[number] = self._paper_row(evidence, firsts[number], number)
        choices = np.stack([self._corpus.papers[number].choices for number in rows])
        third = third_step.fit(np.stack(list(rows.values())), choices)
        return Model(self._first(without), self._second(related, firsts, firsts), third)

    def _first(self, without: set[int]) -> first_step.Linear:
        key = tuple(sorted(without))
        if key not in self._without:
            document = self._corpus.inputs.document
            own = np.isin(document, [n for fold in key for n in self._of_fold(fold)])
            self._without[key] = first_step.fit(self._corpus.inputs.part(~own))
            self._say(f"first step without {key}")
        return self._without[key]

    def _second(
        self,
        related: dict[int, np.ndarray],
        firsts: dict[int, relations.First],
        numbers: Iterable[int],
    ) -> trees.Trees:
        chosen = list(numbers)
        papers = [self._corpus.papers[number] for number in chosen]
        rows = np.vstack([related[number] for number in chosen])
        answers = np.concatenate([one.evidence.ravel() for one in papers])
        counts = [
            np.broadcast_to(np.where(p.choices > 0, 1.0, _UNMENTIONED), p.evidence.shape)
            for p in papers
        ]
        weights = np.concatenate([one.ravel() for one in counts])
        keep = np.concatenate([firsts[number].any.ravel() for number in chosen]) > _HOPELESS
        return trees.evidence(rows[keep], answers[keep], weights[keep])

    def _of_fold(self, fold: int) -> list[int]:
        return [int(number) for number in np.flatnonzero(self._fold == fold)]

    def _scores(self, linear: first_step.Linear, number: int) -> relations.First:
        chosen = self._corpus.inputs.document == number
        inputs = self._corpus.inputs
        scores = linear.scores(inputs.counts[chosen], inputs.rest[chosen]).astype(np.float32)
        parts = np.split(scores, 5, axis=1)
        return relations.First(*parts, *self._like[number])

    def _related(self, first: relations.First, number: int) -> np.ndarray:
        one = self._corpus.papers[number]
        rows = relations.rows(
            one.read, first, self._windows[number], one.wordings, self._corpus.keys
        )
        return rows.reshape(-1, rows.shape[1] // len(self._corpus.keys))

    def _paper_row(self, evidence: np.ndarray, first: relations.First, number: int) -> np.ndarray:
        row = papers_rows.row(evidence.astype(np.float32), first, self._windows[number])
        return row.reshape(len(self._corpus.keys), -1)
