"""The order of a table's rows changes nothing of what is the greatest or least in it."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from appliance.assistant.arithmetic.figures import figures
from appliance.assistant.ranking import choosing
from appliance.assistant.ranking.asking import ranking
from appliance.documents.store import PageText

_NAMES = ("Retail banking", "Leasing", "Custody", "Brokerage", "Insurance", "Treasury")


def _adds_up(values: list[int]) -> bool:
    """Whether one is nearly the sum of three or more others: then it may be their subtotal."""
    others = [sum(part) for count in range(3, len(values)) for part in combinations(values, count)]
    return any(abs(one - total) <= max(1, one / 200) for one in values for total in others)


rows = (
    st.lists(st.integers(1, 9_999), min_size=3, max_size=6, unique=True)
    .filter(lambda v: not _adds_up(v))
    .flatmap(lambda values: st.permutations(list(zip(_NAMES, values, strict=False))))
)


@given(rows=rows, most=st.booleans())
def test_the_greatest_whatever_the_order(rows: list[tuple[str, int]], *, most: bool) -> None:
    body = "\n".join(f"{name}\t{value:,}" for name, value in rows)
    total = sum(value for _, value in rows)
    text = f"Revenue (USD million)\nSegment\t2024\n{body}\nTotal revenue\t{total:,}\n"
    asked = ranking(f"Which segment had the {'highest' if most else 'lowest'} revenue in 2024?")
    assert asked is not None
    made = choosing.best(asked, figures(PageText("a", 1, 1, text), None), {})
    assert made is not None
    pick = max if most else min
    assert made.members[0].label == pick(rows, key=lambda one: one[1])[0]
    ordered = [one.figure.value for one in made.members]
    assert ordered == sorted(ordered, reverse=most)
