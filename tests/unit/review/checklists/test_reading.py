"""Files of strangers: all that is wrong is said at once, each with its place."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from appliance.errors import ChecklistInvalid
from appliance.review.checklists.checking import MOST_PROBLEMS
from appliance.review.checklists.reading import LIMIT_BYTES, digest, look, read
from appliance.review.checklists.records import MOST_ITEMS, Checklist, DateRule, DocumentRule
from tests.unit.review.checklists.made import item, toml


def problems(content: bytes) -> dict[str, str]:
    """Place → why, and the error says the same."""
    checklist, wrong = look(content)
    assert wrong
    with pytest.raises(ChecklistInvalid) as caught:
        read(content, "list.toml")
    assert caught.value.problems == wrong
    assert wrong[0].why in caught.value.message
    assert checklist is None or isinstance(checklist, Checklist)
    found: dict[str, str] = {}
    for one in wrong:
        found[one.where] = f"{found[one.where]}; {one.why}" if one.where in found else one.why
    return found


def test_a_checklist_is_read_with_its_tables_and_its_defaults() -> None:
    rule = {"signed": True, "date": {"labels": ["bill date"], "at_most_days_before": 92}}
    made = read(toml(item(document=rule, waive=["reviewer"], due_days=7)), "list.toml")
    assert (made.name, made.version, made.jurisdiction, made.language) == (
        "branch-list", "1.0", "any", "en",
    )  # fmt: skip
    only = made.items[0]
    assert only.document == DocumentRule(
        signed=True, date=DateRule(labels=("bill date",), at_most_days_before=92)
    )
    assert (only.waive, only.due_days, only.patterns) == (("reviewer",), 7, ())


def test_a_byte_order_mark_and_a_day_without_quotes_are_understood() -> None:
    content = b"\xef\xbb\xbf" + toml().replace(
        b'title = "List', b'valid_from = 2026-01-31\ntitle = "List'
    )
    assert read(content, "list.toml").valid_from == "2026-01-31"


def test_all_that_is_wrong_is_said_at_once() -> None:
    content = toml(
        item(id="Bad Id", severity="grave", document={"signd": True}),
        item(patterns="one text", documents=["proof-of-address"]),
        item(id="third", due_days="soon", title=None),
        titel="List",
        valid_from=20260101,
    )
    found = problems(content)
    assert found["the checklist"] == "there is no field “titel”; “title” was meant?"
    severities = "it is one of “critical”, “high”, “medium”, “low”"
    assert found["item 1 (Bad Id), severity"] == severities
    assert found["item 1 (Bad Id), document"] == "there is no field “signd”; “signed” was meant?"
    assert "item 2 (proof-of-address), patterns" in found
    assert found["item 3 (third)"] == "“title” is missing"
    assert "item 3 (third), due_days" in found
    assert "valid_from" in found
    # An error of the shape hides those of the content, which are found when it is mended.
    assert "item 1 (Bad Id), id" not in found


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "“name” is missing"),
        (b"\xff\xfe", "it is not UTF-8 text (byte 0)"),
        (b"name = ", "it is not TOML"),
        (b"# Know your customer\n", "“items” is missing"),
        (b"x" * (LIMIT_BYTES + 1), "more than 512 KiB"),
        (b"a = " + b"[" * 100_000, "it is not TOML"),
        (b"a." * 100_000 + b"a = 1", "a key has more than 32 parts"),
        (b"a = " + b"9" * 100_000, "it is not TOML"),
        (b"name = 'a'\nname = 'b'", "it is not TOML"),
        (b"items = 3", "there must be at least one [[items]]"),
        (b"items = [1, 'two']", "it must be a table with names and values"),
        (b"items = []", "there must be at least one [[items]]"),
    ],
    ids=lambda value: value[:30] if isinstance(value, bytes) else None,
)
def test_what_is_no_checklist(content: bytes, said: str) -> None:
    assert any(said in why for why in problems(content).values())


def test_very_many_items_or_errors_are_counted_not_listed() -> None:
    found = problems(toml(*(item(id=f"i{n}") for n in range(MOST_ITEMS + 1))))
    assert found == {"items": f"there are {MOST_ITEMS + 1}, and {MOST_ITEMS} are allowed"}
    _, wrong = look(toml(*(item(id=f"i{n}", severity=1, kind=2) for n in range(150))))
    assert len(wrong) == MOST_PROBLEMS


def test_the_digest_is_of_the_bytes() -> None:
    assert digest(b"abc").startswith("ba7816bf8f01cfea")


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_said_to_be_wrong(content: bytes) -> None:
    checklist, wrong = look(content)
    assert wrong or checklist is not None


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["documents", "document", "date", "patterns", "waive", "threshold", "id"]),
    _VALUES,
)
def test_any_value_of_any_field_is_read_or_said_to_be_wrong(name: str, value: object) -> None:
    try:
        content = toml(item(**{name: value}))
    except (TypeError, ValueError):  # what TOML cannot say
        return
    checklist, wrong = look(content)
    assert wrong or checklist is not None
