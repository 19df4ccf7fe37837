"""What the passages found have in common. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from appliance.retrieval import parts
from appliance.retrieval.records import Facet, Facets, PageCount

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from appliance.retrieval.scope import Scope

# More values than that are no choice for a person.
_MOST_VALUES, _MOST_PAGES = 30, 50


def facets(scope: Scope, found: NDArray[np.int64]) -> Facets:
    """Counts of passages by document, kind, section, part of a report, and page.

    Args:
        scope: the passages of the case.
        found: places of passages in the scope.
    """
    pages = scope.page_of[found]
    certain = scope.parts[pages] >= parts.CERTAIN
    return Facets(
        documents=_values(scope.document_names, scope.document_of[pages]),
        kinds=_values(scope.kind_names, scope.kinds[found]),
        sections=_values(scope.section_names, scope.sections[found]),
        parts=_sorted(parts.names(), certain.sum(axis=0), _MOST_VALUES),
        pages=_pages(scope, pages),
    )


def _values(names: Sequence[str], values: NDArray[np.integer]) -> tuple[Facet, ...]:
    return _sorted(names, np.bincount(values, minlength=len(names)), _MOST_VALUES)


def _sorted(names: Sequence[str], counts: NDArray[np.integer], most: int) -> tuple[Facet, ...]:
    order = np.argsort(-counts, kind="stable")[:most]
    return tuple(Facet(names[at], int(counts[at])) for at in order if counts[at] and names[at])


def _pages(scope: Scope, pages: NDArray[np.int32]) -> tuple[PageCount, ...]:
    counts = np.bincount(pages, minlength=len(scope.page_numbers))
    order = np.argsort(-counts, kind="stable")[:_MOST_PAGES]
    return tuple(
        PageCount(
            scope.document_names[scope.document_of[at]],
            int(scope.page_numbers[at]),
            int(counts[at]),
        )
        for at in order
        if counts[at]
    )
