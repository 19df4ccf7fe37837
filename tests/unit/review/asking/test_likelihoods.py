"""Likelihoods by the real starter model, and the arithmetic after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.app.forms import Hidden
from appliance.engine.records import Priority
from appliance.errors import Cancelled
from appliance.jobs import Job
from appliance.privacy.masking import Tokens
from appliance.privacy.prompts import PromptMask
from appliance.review.asking.likelihoods import Answered, Asked, calibrated, likelihoods
from appliance.review.asking.passages import Passage, Reading
from appliance.review.checklists.records import Item

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.engine.records import Likelihood, LoadedModel, ScoreAsk
    from tests.unit.review.asking.conftest import House

IBAN = "GB33BUKB20201555555555"
TEXT = (
    "The Recipient shall keep the Information secret for five years. "
    f"Fees are paid to account {IBAN}. The Recipient may copy the Information for its auditors."
)
shares = st.tuples(*[st.floats(1e-6, 1)] * 3).map(
    lambda row: Answered(*(one / sum(row) for one in row))
)


def item(name: str, question: str) -> Item:
    return Item(id=name, kind="statement", title=name, question=question, severity="high")


ITEMS = (
    item("secret", "The Recipient keeps the Information secret."),
    item("copy", "The Recipient may make copies of the Information."),
    item("law", "The agreement is governed by the law of Scotland."),
)


def reading(text: str = TEXT, items: tuple[Item, ...] = ITEMS) -> Reading:
    return Reading((Passage(1, 0, len(text), text),), items)


class Listening:
    """The real engine, and what was asked of it."""

    def __init__(self, house: House) -> None:
        self.engine = house.language
        self.asks: list[ScoreAsk] = []
        self.calls = 0

    @property
    def loaded(self) -> LoadedModel | None:
        return self.engine.loaded

    def load(self, job: Job | None = None) -> LoadedModel:
        return self.engine.load(job)

    def score(
        self,
        asks: Sequence[ScoreAsk],
        *,
        job: Job | None = None,
        priority: Priority = Priority.BATCH,
    ) -> list[list[Likelihood]]:
        self.asks += asks
        self.calls += 1
        return self.engine.score(asks, job=job, priority=priority)

    def count_tokens(self, texts: Sequence[str]) -> list[int]:
        return self.engine.count_tokens(texts)


@given(st.lists(st.tuples(shares, shares), min_size=1, max_size=3))
def test_what_is_divided_by_itself_says_nothing(pairs: list[tuple[Answered, Answered]]) -> None:
    habits = [habit for _, habit in pairs]
    assert calibrated(habits, habits) == pytest.approx((1 / 3, 1 / 3, 1 / 3))
    assert sum(calibrated([said for said, _ in pairs], habits)) == pytest.approx(1)


def test_a_rise_over_the_habit_counts() -> None:
    habit = Answered(0.9, 0.05, 0.05)
    found = calibrated([Answered(0.8, 0.15, 0.05)], [habit])
    assert found.no > found.unmentioned > found.yes


@pytest.mark.model
def test_all_statements_of_a_document_in_one_batch_and_the_same_again(house: House) -> None:
    listening = Listening(house)
    model = Asked(listening, "smollm2-135m-instruct", "d1", "chatml")
    first = likelihoods([reading()], model, Job())
    assert listening.calls == 2  # without a document once, and with it
    again = likelihoods([reading()], model, Job())
    assert listening.calls == 3
    assert set(first.answers) == {"secret", "copy", "law"}
    assert again == first
    assert first.schedule.startswith("score:")
    for answered in first.answers.values():
        assert sum(answered) == pytest.approx(1)
        assert min(answered) > 0
    fresh = likelihoods([reading()], Asked(house.language, "s", "d1", "chatml"), Job())
    assert fresh == first


@pytest.mark.model
def test_what_a_case_hides_does_not_reach_the_model(house: House) -> None:
    listening = Listening(house)
    hiding = Hidden(PromptMask(Tokens()))
    asked = (item("iban", f"Fees are paid to the account {IBAN}."),)
    likelihoods([reading(items=asked)], Asked(listening, "s", "d", "chatml", mask=hiding), Job())
    written = "".join(turn.text for ask in listening.asks for turn in ask.prompt.messages)
    assert IBAN not in written
    assert "[IBAN-1]" in written


@pytest.mark.model
def test_a_cancelled_job_stops(house: House) -> None:
    job = Job()
    job.cancel()
    with pytest.raises(Cancelled):
        likelihoods([reading()], Asked(house.language, "s", "d", "chatml"), job)


@pytest.mark.model
def test_what_is_read_fits_the_context(house: House) -> None:
    model = Asked(house.language, "s", "d", "chatml")
    limit = house.language.load().limit_tokens
    assert model.most_tokens(1400, ["Short."], Job()) == 1400
    long = "The Recipient shall keep it. " * 60
    most = model.most_tokens(100_000, [long], Job())
    assert 0 < most < limit
    words = "keep " * most
    (size,) = house.language.count_tokens([words])
    text = words[: len(words) * most // size]
    found = likelihoods([reading(text, (item("a", long),))], model, Job())
    assert sum(found.answers["a"]) == pytest.approx(1)


@pytest.mark.model
def test_nothing_to_ask(house: House) -> None:
    assert likelihoods([], Asked(house.language, "s", "d", "chatml"), Job()).answers == {}
