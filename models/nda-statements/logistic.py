"""Logistic regression of many answers on one matrix, with L2; the same each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy.optimize import fmin_l_bfgs_b

if TYPE_CHECKING:
    from collections.abc import Sequence

    import scipy.sparse as sp

    Matrix = np.ndarray | sp.csr_matrix

_ROUNDS = 60
_FIRST_BIAS = -4.0


def fit(parts: Sequence[Matrix], answers: np.ndarray, l2: float, weights: np.ndarray) -> np.ndarray:
    """Weights of shape (columns + 1, answers), the bias first.

    Args:
        parts: blocks of columns, (rows, columns) each, sparse or dense.
        answers: 0 or 1, (rows, answers).
        l2: strength, the same for all columns; the bias is free.
        weights: of each row.
    """
    columns, count = sum(part.shape[1] for part in parts), answers.shape[1]
    turned = [part.T.tocsr() if hasattr(part, "tocsr") else part.T for part in parts]
    ends = np.cumsum([part.shape[1] for part in parts])[:-1]

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        now = flat.reshape(columns + 1, count)
        scores = np.repeat(now[:1], len(answers), axis=0)
        for part, table in zip(parts, np.split(now[1:].astype(np.float32), ends), strict=True):
            scores += part @ table
        lost = weights[:, None] * (np.logaddexp(0, scores) - answers * scores)
        wrong = weights[:, None] * (1 / (1 + np.exp(-scores)) - answers)
        slope = np.empty_like(now)
        slope[0] = wrong.sum(axis=0)
        small = wrong.astype(np.float32)
        slope[1:] = np.vstack([part @ small for part in turned]) + l2 * now[1:]
        return float(lost.sum() + l2 / 2 * (now[1:] ** 2).sum()), slope.ravel()

    first = np.zeros((columns + 1, count))
    first[0] = _FIRST_BIAS
    found, _, _ = fmin_l_bfgs_b(loss, first.ravel(), maxiter=_ROUNDS, m=8)
    return np.asarray(found.reshape(columns + 1, count))
