from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from appliance.retrieval.fusion import best, by_rank, spread

items = st.lists(st.integers(0, 30), max_size=20)


def test_what_both_rankings_have_comes_first() -> None:
    assert by_rank([[1, 2, 3], [4, 3, 5]])[0] == 3


def test_one_ranking_stays_as_it_is() -> None:
    assert by_rank([[5, 3, 9]]) == [5, 3, 9]
    assert by_rank([[], []]) == []


@given(st.lists(items, max_size=4))
def test_every_item_is_there_once(rankings: list[list[int]]) -> None:
    assert sorted(by_rank(rankings)) == sorted({item for ranking in rankings for item in ranking})


@given(items, items)
def test_moving_up_never_hurts(first: list[int], second: list[int]) -> None:
    both = [ranking for ranking in (first, second) if ranking]
    if not both or len(set(first)) < 2:
        return
    distinct = list(dict.fromkeys(first))
    risen = distinct[-1]
    before = by_rank([distinct, second]).index(risen)
    assert by_rank([[risen, *distinct[:-1]], second]).index(risen) <= before


@given(st.permutations(list(range(6))), st.permutations(list(range(6))))
def test_the_order_of_the_rankings_changes_no_sum(first: list[int], second: list[int]) -> None:
    assert set(by_rank([first, second])[:2]) & set(by_rank([second, first])[:2])


@given(st.lists(st.integers(0, 5), max_size=30), st.integers(1, 40))
def test_best_is_the_sorted_beginning(values: list[int], limit: int) -> None:
    scores = np.array(values, np.float64)
    expected = sorted(range(len(values)), key=lambda place: (-values[place], place))
    assert best(scores, limit) == expected[:limit]


def test_a_page_comes_twice_only_if_it_is_clearly_better() -> None:
    page_of = {1: "a", 2: "a", 3: "b", 4: "c"}
    close = [(1, 0.60), (2, 0.59), (3, 0.55), (4, 0.54)]
    assert [item for item, _ in spread(close, page_of, 4)] == [1, 3, 4, 2]
    clear = [(1, 0.60), (2, 0.59), (3, 0.40), (4, 0.10)]
    assert [item for item, _ in spread(clear, page_of, 3)] == [1, 2, 3]


def test_a_single_page_still_gives_all_of_its_passages() -> None:
    ranked = [(n, 0.5) for n in range(5)]
    assert [item for item, _ in spread(ranked, dict.fromkeys(range(5), "a"), 5)] == list(range(5))


@given(st.lists(st.tuples(st.integers(0, 3), st.floats(-1, 1)), max_size=20), st.integers(1, 25))
def test_spreading_loses_nothing_and_scores_fall(
    entries: list[tuple[int, float]], top: int
) -> None:
    ranked = sorted(
        ((number, score) for number, (_, score) in enumerate(entries)), key=lambda entry: -entry[1]
    )
    page_of = {number: page for number, (page, _) in enumerate(entries)}
    chosen = spread(ranked, page_of, top)
    assert len({item for item, _ in chosen}) == len(chosen) == min(top, len(entries))
    scores = [score for _, score in chosen]
    assert scores == sorted(scores, reverse=True)
