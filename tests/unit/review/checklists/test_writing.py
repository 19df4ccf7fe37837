"""What is written is read as the same checklist."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.review.checklists.reading import look, read
from appliance.review.checklists.records import (
    AgreementRule,
    Checklist,
    DateRule,
    DocumentRule,
    Item,
)
from appliance.review.checklists.shelf import shipped
from appliance.review.checklists.writing import to_toml

_TEXT = st.text(
    st.characters(exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"]),
    min_size=1,
    max_size=30,
).filter(str.strip)
_DAYS = st.none() | st.integers(0, 36_500)
_RULE = st.builds(
    DateRule,
    labels=st.lists(_TEXT, max_size=3).map(tuple),
    against=st.lists(_TEXT, max_size=2).map(tuple),
    at_most_days_before=st.integers(0, 9999),
    at_most_days_after=_DAYS,
    expires=st.booleans(),
)
_COMMON = {
    "title": _TEXT,
    "question": st.text(st.sampled_from("ab\"'\\\n中é "), min_size=1).filter(str.strip),
    "severity": st.sampled_from(["critical", "high", "medium", "low"]),
    "met_when": st.text(st.sampled_from("ab\"'\\\n中é "), max_size=40),
    "look": st.lists(_TEXT, max_size=4).map(tuple),
    "patterns": st.lists(
        st.sampled_from([r"a\s+b", "it's", r"it's\b", r'"\d+"', "不得", "[^.;]{0,9}x"]), max_size=3
    ).map(tuple),
    "waive": st.sampled_from([(), ("officer",), ("officer", "reviewer")]),
    "due_days": st.integers(0, 400),
}
_ITEMS = st.one_of(
    st.builds(Item, id=st.just("i"), kind=st.just("statement"), **_COMMON),
    st.builds(Item, id=st.just("i"), kind=st.just("date"), date=_RULE, **_COMMON),
    st.builds(
        Item,
        id=st.just("i"),
        kind=st.just("document"),
        documents=st.just(("accounts", "valuation")),
        document=st.none() | st.builds(DocumentRule, signed=st.booleans(), date=st.none() | _RULE),
        **_COMMON,
    ),
    st.builds(
        Item,
        id=st.just("i"),
        kind=st.just("agreement"),
        agreement=st.builds(
            AgreementRule,
            labels=st.lists(_TEXT, min_size=1, max_size=3).map(tuple),
            tolerance=st.floats(0, 0.99),
        ),
        **_COMMON,
    ),
)


@pytest.mark.parametrize("place", range(len(shipped())))
def test_a_shipped_checklist_survives(place: int) -> None:
    checklist, _ = shipped()[place]
    assert read(to_toml(checklist), "again.toml") == checklist


@settings(max_examples=150, deadline=None)
@given(st.lists(_ITEMS, min_size=1, max_size=3), _TEXT, _TEXT)
def test_any_checklist_survives(items: list[Item], title: str, source: str) -> None:
    numbered = tuple(
        msgspec.structs.replace(one, id=f"i{place}") for place, one in enumerate(items)
    )
    made = Checklist("list", "1.0", title, numbered, source=source)
    found, wrong = look(to_toml(made))
    assert (found, wrong) == (made, ())
    assert found is not None
    assert to_toml(made) == to_toml(found)


def test_patterns_stand_between_single_quotes_and_defaults_are_not_written() -> None:
    item = Item("i", "presence", "T", "Q", "low", patterns=(r"a\s+b",))
    text = to_toml(Checklist("list", "1.0", "T", (item,))).decode()
    assert r"'a\s+b'" in text
    assert "waive" not in text
    assert "jurisdiction" not in text
