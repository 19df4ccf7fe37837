"""What counts as an exception, how a reason is kept, and what may be decided by whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.errors import BadInput, VaultDamaged
from appliance.review import limits as lines
from appliance.review.checklists.records import Item
from appliance.review.deciding import (
    MOST_REASON_CP,
    VERDICTS,
    decisions_of,
    reason_line,
)
from appliance.review.items import makes_exception
from appliance.review.limits import LimitShelf, checked
from appliance.review.records import LEVELS, LIMITED_ROLES, Decision, Limits, ReviewItem

if TYPE_CHECKING:
    from appliance.clock import Clock
    from appliance.vault.store import Vault

_severities = st.sampled_from(LEVELS)
_roles = st.sets(st.sampled_from([*LIMITED_ROLES, "administrator", "auditor"]))
_part = st.dictionaries(st.sampled_from(LIMITED_ROLES), _severities)


def item(kind: str = "statement", severity: str = "high", *waive: str) -> Item:
    return Item("a", kind, "A", "Is it so?", severity, waive=waive)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kind", "exceptions"),
    [
        ("statement", {"not met", "contradicted", "not found"}),
        ("document", {"not met", "contradicted", "not found"}),
        ("indicator", {"met"}),  # the sign of risk is there
    ],
)
def test_what_is_not_as_it_should_be(kind: str, exceptions: set[str]) -> None:
    assert {one for one in VERDICTS if makes_exception(item(kind), one)} == exceptions
    assert not makes_exception(item(kind), None)


@given(st.text())
def test_a_reason_is_one_printable_line_of_a_length(text: str) -> None:
    line = reason_line(text)
    if line is None:
        return
    assert line.isprintable()
    assert 3 <= len(line) <= MOST_REASON_CP
    assert line.split() == text.split()


def test_reasons_that_are_none() -> None:
    assert reason_line("  so\n it  is ") == "so it is"
    for text in ("", "  ", "ab", "a\x00bc", "turn\u202ethis", "x" * 1001, "\ud800abc"):
        assert reason_line(text) is None


def test_decisions_oldest_first() -> None:
    first = Decision("rejected", "needs a person", "A", "a", "1")
    last = Decision("accepted", "met", "B", "b", "2")
    one = ReviewItem(0, item(), "accepted", decision=last, before=(first,))
    assert decisions_of(one) == (first, last)
    assert decisions_of(ReviewItem(0, item(), "open")) == ()


# Limits -----------------------------------------------------------------------------------------


def test_severities_weigh_more_one_after_the_other() -> None:
    assert LEVELS == ("", "low", "medium", "high", "critical")
    assert [lines.rank(one) for one in LEVELS] == [0, 1, 2, 3, 4]
    assert lines.highest(["low", "critical", "high"]) == "critical"
    assert lines.highest([]) == ""


@given(_part, _roles, _severities)
def test_of_several_roles_the_highest_counts(
    part: dict[str, str], roles: set[str], severity: str
) -> None:
    alone = [lines.may_decide(Limits(decide=part), [role], severity) for role in roles]
    together = lines.may_decide(Limits(decide=part), roles, severity)
    assert together == (any(alone) or not severity)
    assert lines.may_check(Limits(check=part), roles, [severity, ""]) == together


@given(_part, _roles, st.sampled_from(LEVELS[1:]), st.sets(st.sampled_from(LIMITED_ROLES)))
def test_a_waiver_needs_a_role_that_the_item_names_and_that_reaches(
    part: dict[str, str], roles: set[str], severity: str, named: set[str]
) -> None:
    may = lines.may_waive(Limits(waive=part), roles, item("statement", severity, *named))
    assert may == any(
        lines.rank(part.get(role, "")) >= lines.rank(severity) for role in roles & named
    )


def test_the_program_s_own_limits() -> None:
    own = Limits()
    assert lines.may_decide(own, ["officer"], "critical")
    assert not lines.may_decide(own, ["administrator", "auditor", "model_owner"], "low")
    assert not lines.may_waive(own, ["officer"], item("statement", "low", "officer"))
    assert lines.may_waive(own, ["reviewer"], item("statement", "high", "reviewer"))
    assert not lines.may_waive(own, ["reviewer"], item("statement", "critical", "reviewer"))
    assert lines.may_check(own, ["reviewer"], ["critical"])
    assert not lines.may_check(own, ["officer"], ["low"])


@given(_part, _part, _part)
def test_checked_limits_name_each_role(
    decide: dict[str, str], waive: dict[str, str], check: dict[str, str]
) -> None:
    made = checked(Limits(decide, waive, check))
    for part, given_part in ((made.decide, decide), (made.waive, waive), (made.check, check)):
        assert part == {role: given_part.get(role, "") for role in LIMITED_ROLES}
    assert checked(made) == made


@pytest.mark.parametrize("part", ["decide", "waive", "check"])
def test_limits_of_nobody_and_of_nothing(part: str) -> None:
    for wrong in ({"auditor": "low"}, {"officer": "grave"}, {"": ""}):
        with pytest.raises(BadInput):
            checked(Limits(**{part: wrong}))


def test_limits_are_kept(vault: Vault, clock: Clock) -> None:
    shelf = LimitShelf(vault, clock)
    assert shelf.get() == Limits()
    for level in ("low", ""):
        made = shelf.put(Limits(decide={"officer": level}))
        assert shelf.get() == made
        assert made.decide == {"officer": level, "reviewer": ""}
    for damaged in ("{", '{"decide": {"officer": "grave"}}', '{"more": 1}'):
        with vault.transaction() as connection:
            connection.execute("UPDATE review_limits SET record = ?", (damaged,))
        with pytest.raises(VaultDamaged):
            shelf.get()
