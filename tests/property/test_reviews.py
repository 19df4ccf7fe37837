"""A review under any order of deciding, looking, signing and opening again, by three persons.

A real vault, which each of them opens with a passphrase of their own. Whatever they do, a review is
signed only by two persons over the same content, and nothing that could be signed is refused.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections import Counter
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlcipher3 import dbapi2

from appliance.errors import ApplianceError
from appliance.review import signing
from appliance.review.deciding import decisions_of
from tests import reviews
from tests.reviews import ISSUE, RETURN, SECRET

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

    from appliance.app.office import Office
    from appliance.review.records import Review

PEOPLE = {"Olga": "officer", "Rita": "reviewer", "Bo": "officer reviewer"}
MAY_CHECK = {"Rita", "Bo"}
CASE_NO = iter(range(10**9))

_people = st.sampled_from(sorted(PEOPLE))
# Who decides anything in an example: if all three do, nobody is left to check.
_makers = st.sets(_people, min_size=1, max_size=2)
_any = st.integers(0, 5)
_places = st.integers(0, len(reviews.ITEMS) - 1)
_kinds = st.sampled_from(["accepted", "corrected", "rejected"])
_verdicts = st.sampled_from([None, "met", "not met", "contradicted", "not found", "needs a person"])
_quotes = st.lists(st.sampled_from([ISSUE, SECRET, RETURN]), max_size=2)
_reasons = st.sampled_from(["", "because", "another reason"])


def one_of(names: set[str], number: int) -> str:
    return sorted(names)[number % len(names)]


class Vault:
    """One vault for all examples, each of which has a case of its own in it."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="reviews-"))
        self.office = reviews.create(self.folder / "vault", **PEOPLE)
        self.name = reviews.OWNER
        self.reached: Counter[str] = Counter()
        self.ids = {one.name: one.id for one in self.office._vault.users()}

    def enter(self, name: str) -> Office:
        if name != self.name:
            self.office.lock()
            self.office = reviews.enter(self.folder / "vault", name)
            self.name = name
        return self.office

    def close(self) -> None:
        self.office.lock()
        shutil.rmtree(self.folder)


class Reviewing(RuleBasedStateMachine):
    vault: Vault

    @initialize(name=_people, makers=_makers)
    def begin(self, name: str, makers: set[str]) -> None:
        self.makers = makers
        self.case = f"case {next(CASE_NO)}"
        reviews.begin(self.vault.enter(reviews.OWNER), self.case)
        self.vault.enter(name)
        self.signatures: tuple[object, ...] = ()
        self.history: tuple[object, ...] = ()
        self.opened: set[tuple[str, int]] = set()  # who opened what since the maker signed

    # What is there ------------------------------------------------------------------------------

    @property
    def office(self) -> Office:
        return self.vault.office

    @property
    def me(self) -> str:
        return self.vault.name

    def review(self) -> Review:
        return reviews.show(self.office, self.case)

    def deciders(self) -> set[str]:
        return {made.by for item in self.review().items for made in decisions_of(item)}

    def undecided(self) -> list[int]:
        return [
            one.place
            for one in self.review().items
            if one.decision is None or one.decision.verdict == "needs a person"
        ]

    def maker(self) -> str | None:
        found = [one.by for one in self.review().signatures if one.part == "maker"]
        return found[0] if found else None

    def act(self, work: Callable[[], object], *, allowed: bool) -> bool:
        """Do it: it succeeds if, and only if, that is allowed; what is refused changes nothing."""
        before = self.review()
        try:
            work()
        except ApplianceError:
            if allowed:
                raise
            assert self.review() == before
            return False
        assert allowed
        return True

    # What people do -----------------------------------------------------------------------------

    @rule(name=_people)
    def enter(self, name: str) -> None:
        self.vault.enter(name)

    @precondition(lambda self: self.me in self.makers)
    @rule(
        place=_places, kind=_kinds, verdict=_verdicts, quotes=_quotes, reason=_reasons,
        keep=st.booleans(), waive=st.booleans(), behind=st.integers(0, 3),
    )  # fmt: skip
    def decide(
        self, place: int, kind: str, verdict: str | None, quotes: list[Any], reason: str,
        *, keep: bool, waive: bool, behind: int,
    ) -> None:  # fmt: skip
        """Anything that a person could type; mostly with the newest decision before them."""
        before = self.review()
        known = len(decisions_of(before.items[place]))
        after = known - 1 if behind == 0 else known
        try:
            made = self.office.decisions.decide(
                self.case, 1, place, kind, verdict=verdict, reason=reason, waive=waive,
                evidence=quotes, keep=keep, after=after,
            )  # fmt: skip
        except ApplianceError:
            assert self.review() == before
            return
        assert before.state == "open"
        assert after == known
        assert made == self.review().items[place]
        decision = made.decision
        assert decision is not None
        assert decision.by == self.me
        assert (decision.verdict == "needs a person") == (kind == "rejected")
        assert decision.evidence or decision.verdict in ("not found", "needs a person")
        assert decision.reason or (kind == "accepted" and not waive)
        assert made.before == decisions_of(before.items[place])
        if waive:
            assert set(PEOPLE[self.me].split()) & set(made.item.waive)
        for one in decision.evidence:
            assert reviews.TEXTS[one.document][one.start : one.end] == one.quote

    @precondition(lambda self: self.me in self.makers and self.review().state == "open")
    @rule()
    def decide_the_rest(self) -> None:
        for place in self.undecided():
            item = self.review().items[place]
            self.office.decisions.decide(
                self.case, 1, place, "corrected",
                verdict="contradicted", reason="so it is", evidence=[RETURN],
                after=len(decisions_of(item)),
            )  # fmt: skip

    @rule(place=_places)
    def look(self, place: int) -> None:
        submitted = self.review().state == "submitted"
        found = self.office.decisions.seen(self.case, 1, place)
        if submitted:
            self.opened.add((self.me, place))
            assert place in found

    @rule()
    def look_at_everything(self) -> None:
        for place in range(len(reviews.ITEMS)):
            self.look(place)

    @rule()
    def submit(self) -> None:
        allowed = self.review().state == "open" and not self.undecided()
        if self.act(lambda: self.office.decisions.submit(self.case, 1), allowed=allowed):
            self.opened.clear()

    @rule()
    def check(self) -> None:
        review = self.review()
        closed = {
            place for place in signing.with_evidence(review) if (self.me, place) not in self.opened
        }
        allowed = (
            review.state == "submitted"
            and self.me in MAY_CHECK
            and self.me != self.maker()
            and self.me not in self.deciders()
            and not closed
        )
        done = self.act(lambda: self.office.decisions.check(self.case, 1), allowed=allowed)
        self.vault.reached["signed" if done else "refused"] += 1

    @precondition(lambda self: self.review().state == "open")
    @rule(maker=_any, checker=_any, early=_places, late=st.sampled_from([True, True, False]))
    def hand_over(self, maker: int, checker: int, early: int, *, late: bool) -> None:
        """As work goes where nothing happens between: without it few examples come to an end.

        The checker may look too early, or not in time.
        """
        other = one_of(MAY_CHECK - self.deciders() or MAY_CHECK, checker)
        if not early:
            self.vault.enter(other)
            self.look_at_everything()
        self.vault.enter(one_of(self.makers - {other} or self.makers, maker))
        self.decide_the_rest()
        self.submit()
        self.vault.enter(other)
        if late:
            self.look_at_everything()
        self.check()

    @rule()
    def send_back(self) -> None:
        allowed = (
            self.review().state == "submitted" and self.me in MAY_CHECK and self.me != self.maker()
        )
        self.act(
            lambda: self.office.decisions.send_back(self.case, 1, "once more"), allowed=allowed
        )

    @rule()
    def reopen(self) -> None:
        allowed = self.review().state in ("submitted", "signed") and self.me in MAY_CHECK
        self.act(lambda: self.office.decisions.reopen(self.case, 1, "news"), allowed=allowed)

    @rule()
    def sign_past_the_program(self) -> None:
        """The database itself demands the second person."""
        connection = self.office._store.content(self.office._store.case(self.case).id).connection()
        before = self.review()
        for statement in (
            "UPDATE review SET state = 'signed' WHERE state <> 'signed'",
            "UPDATE review_item SET record = '{}' WHERE 'open' <> (SELECT state FROM review)",
            "DELETE FROM review_history",
            "DELETE FROM review_signature",
        ):
            with suppress(dbapi2.IntegrityError):
                connection.execute(statement)
        assert self.review() == before

    # What always holds --------------------------------------------------------------------------

    @invariant()
    def two_persons_signed_what_is_signed(self) -> None:
        """Read from the rows themselves, past the store and the rules of signing."""
        connection = self.office._store.content(self.office._store.case(self.case).id).connection()
        ((state, round_no),) = connection.execute("SELECT state, round FROM review").fetchall()
        rows = connection.execute(
            "SELECT part, who, content_sha256 FROM review_signature WHERE round = ?", (round_no,)
        ).fetchall()
        signed = {part: (who, sha256) for part, who, sha256 in rows}
        assert set(signed) == {
            "open": set(), "submitted": {"maker"}, "signed": {"maker", "checker"},
        }[state]  # fmt: skip
        if state == "open":
            return
        items = connection.execute("SELECT place, state, record FROM review_item").fetchall()
        decided = {place: json.loads(record) for place, _, record in items}
        assert {one for _, one, _ in items} <= {"accepted", "corrected"}
        assert all(one["decision"]["verdict"] != "needs a person" for one in decided.values())
        assert signed["maker"][1] == hashlib.sha256(signing.content(self.review())).hexdigest()
        if state == "submitted":
            return
        checker, sha256 = signed["checker"]
        assert checker != signed["maker"][0]
        assert sha256 == signed["maker"][1]
        assert checker in {self.vault.ids[name] for name in MAY_CHECK}
        seen = connection.execute(
            "SELECT place FROM review_seen WHERE round = ? AND who = ?", (round_no, checker)
        ).fetchall()
        for place, one in decided.items():
            made = [one["decision"], *one["before"]]
            assert checker not in {decision["by_id"] for decision in made}
            if one["decision"]["evidence"] or one["proposal"]["evidence"]:
                assert (place,) in seen

    @invariant()
    def nothing_of_the_past_is_lost(self) -> None:
        signatures = self.office.decisions.signatures(self.case, 1)
        history = self.office.decisions.history(self.case, 1)
        assert signatures[: len(self.signatures)] == self.signatures
        assert history[: len(self.history)] == self.history
        assert sum(one.what in ("submitted", "signed") for one in history) == len(signatures)
        self.signatures, self.history = signatures, history


def test_no_way_leads_to_a_signed_review_but_two_persons(monkeypatch: pytest.MonkeyPatch) -> None:
    reviews.cheap(monkeypatch)
    vault = Vault()
    monkeypatch.setattr(Reviewing, "vault", vault, raising=False)
    try:
        run_state_machine_as_test(
            Reviewing,
            settings=settings(
                max_examples=25,
                stateful_step_count=20,
                deadline=None,
                phases=(Phase.explicit, Phase.reuse, Phase.generate),
                suppress_health_check=list(HealthCheck),
            ),
        )
    finally:
        vault.close()
    # Else all that was shown is that nothing was ever signed.
    assert vault.reached["signed"], vault.reached
    assert vault.reached["refused"], vault.reached
