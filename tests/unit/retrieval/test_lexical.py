"""Places of words in the index, counted in whatever way is quickest, always to the same result."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from appliance.retrieval import lexical
from appliance.retrieval.scope import load_scope
from appliance.retrieval.terms import phrases

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from tests.unit.retrieval.conftest import Library

# “rate” is frequent, “hedge” is rare, 0 stands between Chinese letters, too.
PAGES = [f"The rate of year {n}: rate {n % 7} per cent, 0 fees. 利率 {n}" for n in range(40)]
PAGES[11] += " hedge year-end rate"
QUESTIONS = ["rate", "hedge", "0 fees", "利率", "year-end rate", "hedge rate of year 7"]


def _scored(library: Library, case_id: int, question: str) -> list[NDArray[np.float32]]:
    connection = library.vault.case(case_id).connection()
    words = lexical.Words(load_scope(connection))
    matches = words.scores(connection, phrases(question))
    return [matches.passages, matches.pages, matches.found.astype(np.float32)]


@pytest.mark.parametrize("question", QUESTIONS)
def test_frequent_words_are_added_whole_to_the_same_scores(
    library: Library, monkeypatch: pytest.MonkeyPatch, question: str
) -> None:
    case_id = library.case()
    library.add(case_id, "a.txt", PAGES)
    usual = _scored(library, case_id, question)
    assert usual[0].any()
    monkeypatch.setattr(lexical, "_FREQUENT", 0)  # nothing is frequent
    for one, other in zip(usual, _scored(library, case_id, question), strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_part_of_the_case_has_its_own_statistics(library: Library) -> None:
    case_id = library.case()
    library.add(case_id, "a.txt", PAGES[:20])
    library.add(case_id, "b.txt", PAGES[20:])
    connection = library.vault.case(case_id).connection()
    scope = load_scope(connection)
    first = scope.document_of[scope.page_of] == 0
    matches = lexical.Words(scope).scores(connection, phrases("hedge rate"), first)
    assert matches.found[first].any()
    assert not matches.found[~first].any()
    assert not matches.passages[~first].any()


def test_a_zero_between_letters_is_no_zero_of_the_text(library: Library) -> None:
    case_id = library.case()
    library.add(case_id, "a.txt", ["利率 一 年 months", "0 months"])
    (first, second) = _scored(library, case_id, "0")[2]
    assert (first, second) == (0, 1)
