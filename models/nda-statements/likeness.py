"""Cosines of sentences with the statements and with the clauses written by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from data import Corpus, Paper

Three = tuple[np.ndarray, np.ndarray, np.ndarray]


def of(corpus: Corpus, vectors: np.ndarray) -> Three:
    """With each statement, its nearest confirming clause, its nearest denying clause."""
    cosines = vectors @ corpus.clause_vectors.T
    return (
        vectors @ corpus.statement_vectors.T,
        _largest(cosines, corpus.clause_for),
        _largest(cosines, corpus.clause_against),
    )


def in_windows(corpus: Corpus, paper: Paper, own: Three) -> Three:
    """The largest of each sentence and its windows."""
    found = tuple(one.copy() for one in own)
    if len(paper.window_of):
        for into, one in zip(found, of(corpus, paper.window_vectors), strict=True):
            np.maximum.at(into, paper.window_of, one)
    return found[0], found[1], found[2]


def _largest(cosines: np.ndarray, chosen: np.ndarray) -> np.ndarray:
    return np.stack([cosines[:, column].max(axis=1) for column in chosen.T], axis=1)
