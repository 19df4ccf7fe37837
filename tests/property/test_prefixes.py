"""The tree of shared beginnings: everything once, everybody served, never more than fits."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from appliance.engine.prefixes import (
    Outline,
    budget_cells,
    common_steps,
    plan,
    shared_tokens,
    steps_of,
    tokens_of,
)

STEP_TOKENS = 4
stretches = st.lists(st.integers(0, 2), min_size=1, max_size=9)
# Few different numbers and lengths, so that prompts often begin alike.
prompts = st.lists(stretches, min_size=1, max_size=4)


@st.composite
def requests(draw: st.DrawFn) -> list[Outline]:
    rows = []
    for place in range(draw(st.integers(1, 14))):
        steps = steps_of(draw(prompts), STEP_TOKENS)
        keep_steps = draw(st.integers(0, len(steps) - 1))
        keep = f"key {place % 3}" if keep_steps and draw(st.booleans()) else ""
        rows.append(Outline(steps, draw(st.integers(1, 6)), keep, keep_steps))
    return rows


@given(st.lists(stretches, min_size=1), st.integers(1, 9))
def test_steps_join_to_the_tokens_and_begin_with_each_stretch(
    rows: list[list[int]], step_tokens: int
) -> None:
    steps = steps_of(rows, step_tokens)
    assert [token for step in steps for token in step] == [t for row in rows for t in row]
    assert all(1 <= len(step) <= step_tokens for step in steps)
    for count in range(len(rows)):
        before = steps_of(rows[:count], step_tokens)
        assert steps[: len(before)] == before


@given(requests(), st.integers(1, 8), st.integers(1, 200))
def test_every_prompt_is_served_once_under_its_own_beginning(
    rows: list[Outline], most_rows: int, most_cells: int
) -> None:
    cells = budget_cells(rows, most_cells)
    branches = [b for g in plan(rows, most_rows=most_rows, most_cells=cells) for b in g.branches]
    served = Counter(place for branch in branches for place in branch.places)
    assert served == Counter(range(len(rows)))
    for branch in branches:
        assert all(rows[place].path == branch.path for place in branch.places)
        assert list(branch.places) == sorted(branch.places)


@given(requests(), st.integers(1, 8), st.integers(1, 200))
def test_each_shared_step_is_computed_once(
    rows: list[Outline], most_rows: int, most_cells: int
) -> None:
    cells = budget_cells(rows, most_cells)
    groups = plan(rows, most_rows=most_rows, most_cells=cells)
    nodes = {row.path[:size] for row in rows for size in range(1, len(row.path) + 1)}
    computed: list[tuple[tuple[int, ...], ...]] = []
    trunk: tuple[tuple[int, ...], ...] = ()
    for group in groups:
        # Between groups only the first branch is still there.
        there = [trunk[: common_steps(trunk, group.branches[0].path)]]
        for branch in group.branches:
            known = max(common_steps(path, branch.path) for path in there)
            computed += [branch.path[: size + 1] for size in range(known, len(branch.path))]
            there.append(branch.path)
        trunk = group.branches[0].path
    assert Counter(computed) == Counter(nodes)
    branches = [branch for group in groups for branch in group.branches]
    assert shared_tokens(branches) == sum(len(node[-1]) for node in nodes)


@given(requests(), st.integers(1, 8), st.integers(1, 200))
def test_no_group_fills_more_cells_than_there_are(
    rows: list[Outline], most_rows: int, most_cells: int
) -> None:
    cells = budget_cells(rows, most_cells)
    for group in plan(rows, most_rows=most_rows, most_cells=cells):
        shared = shared_tokens(group.branches)
        needs = [rows[place].row_cells for branch in group.branches for place in branch.places]
        assert shared + max(needs) <= cells  # so each is admitted sooner or later
        if len(group.branches) > 1:
            assert shared + sum(needs) <= cells
            assert len(needs) <= most_rows


@given(requests(), st.integers(1, 8), st.integers(1, 200))
def test_what_is_kept_begins_a_group(rows: list[Outline], most_rows: int, most_cells: int) -> None:
    cells = budget_cells(rows, most_cells)
    for group in plan(rows, most_rows=most_rows, most_cells=cells):
        for branch in group.branches[1:]:
            assert not any(rows[place].keep for place in branch.places)


@given(requests(), st.integers(1, 200))
def test_the_budget_is_never_too_small_nor_wasted(rows: list[Outline], most_cells: int) -> None:
    cells = budget_cells(rows, most_cells)
    longest = max(row.cells for row in rows)
    assert longest <= cells <= max(longest, most_cells)
    assert cells <= sum(row.cells for row in rows)


@given(requests(), st.integers(1, 8))
def test_the_order_depends_on_nothing_else(rows: list[Outline], most_rows: int) -> None:
    copies = [Outline(tuple(map(tuple, row.steps)), row.answer_cells) for row in rows]
    plain = [Outline(row.steps, row.answer_cells) for row in rows]
    cells = budget_cells(rows, 100)
    first = plan(plain, most_rows=most_rows, most_cells=cells)
    assert first == plan(copies, most_rows=most_rows, most_cells=cells)
    assert tokens_of(rows[0].steps) + rows[0].answer_cells == rows[0].cells
