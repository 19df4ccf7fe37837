"""Whatever the models and the order: the budget holds, and whoever works stays."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from appliance.app.eviction import Admit, Budget, Decision, Need, Never, Resident, Wait, decide

SIZES = st.integers(0, 40)
NEEDS = st.builds(Need, SIZES, SIZES, SIZES)
BUDGETS = st.builds(Budget, st.integers(0, 100), st.integers(0, 100))


@st.composite
def residents(draw: st.DrawFn) -> tuple[Resident, ...]:
    needs = draw(st.lists(NEEDS, max_size=6))
    order = draw(st.permutations(range(len(needs))))
    return tuple(
        Resident(f"m{number}", need, draw(st.booleans()), order[number])
        for number, need in enumerate(needs)
    )


def after(there: tuple[Resident, ...], decision: Decision) -> list[Resident]:
    leaving = decision.leaving if isinstance(decision, Admit) else ()
    return [one for one in there if one.key not in leaving]


def fits(budget: Budget, there: list[Resident], need: Need) -> bool:
    memory = sum(one.need.peak_bytes for one in there) + need.peak_bytes
    device = sum(one.need.device_bytes for one in there) + need.device_bytes
    return memory <= budget.memory_bytes and (
        not need.device_bytes or device <= budget.device_bytes
    )


@given(BUDGETS, residents(), NEEDS)
def test_what_is_admitted_fits(budget: Budget, there: tuple[Resident, ...], need: Need) -> None:
    decision = decide(budget, there, "new", need)
    if isinstance(decision, Admit):
        assert fits(budget, after(there, decision), need)


@given(BUDGETS, residents(), NEEDS)
def test_nobody_at_work_leaves_and_nobody_leaves_for_nothing(
    budget: Budget, there: tuple[Resident, ...], need: Need
) -> None:
    decision = decide(budget, there, "new", need)
    leaving = decision.leaving if isinstance(decision, Admit) else ()
    by_key = {one.key: one for one in there}
    assert not any(by_key[key].in_use for key in leaving)
    assert len(set(leaving)) == len(leaving)
    if leaving:  # without the last one it would not have been enough
        kept = [*after(there, decision), by_key[leaving[-1]]]
        assert not fits(budget, kept, need)


@given(BUDGETS, residents(), NEEDS)
def test_idle_models_leave_in_the_order_of_their_last_use(
    budget: Budget, there: tuple[Resident, ...], need: Need
) -> None:
    decision = decide(budget, there, "new", need)
    if isinstance(decision, Admit) and not need.device_bytes:
        used = [one.last_used for key in decision.leaving for one in there if one.key == key]
        assert used == sorted(used)
        # Who was passed over was at work, holds nothing, or was used later than the last to leave.
        for one in after(there, decision):
            if used and not one.in_use and one.need.peak_bytes:
                assert one.last_used > used[-1]


@given(BUDGETS, residents(), NEEDS)
def test_waiting_helps_and_never_is_never(
    budget: Budget, there: tuple[Resident, ...], need: Need
) -> None:
    decision = decide(budget, there, "new", need)
    idle = tuple(Resident(one.key, one.need, False, one.last_used) for one in there)
    if isinstance(decision, Wait):
        assert isinstance(decide(budget, idle, "new", need), Admit)
        assert any(one.in_use for one in there)
    if isinstance(decision, Never):
        assert isinstance(decide(budget, (), "new", need), Never)


@given(BUDGETS, residents(), NEEDS)
def test_who_is_there_is_there(budget: Budget, there: tuple[Resident, ...], need: Need) -> None:
    for one in there:
        assert decide(budget, there, one.key, need) == Admit()
