"""Deciding and signing with the real command, each person with a passphrase of their own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from tests import reviews
from tests.reviews import RETURN

if TYPE_CHECKING:
    from tests.e2e.conftest import Command, Ended

NOT_ALLOWED, UNUSABLE = 15, 63
# There is no word for all items at once.
EVERY = ("0", "1", "2", "3")


@pytest.fixture
def bank(fresh: Command, monkeypatch: pytest.MonkeyPatch) -> Command:
    """A vault with a review whose items are proposed, and three people."""
    reviews.cheap(monkeypatch)
    office = reviews.create(fresh.vault, Olga="officer", Rita="reviewer", Adam="administrator")
    reviews.begin(office, "A")
    office.lock()
    return fresh


def by(command: Command, name: str) -> tuple[str, ...]:
    """What to put behind a command to run it as this user."""
    file = command.home / f"{name}.txt"
    file.write_text(reviews.secret(name) + "\n", "utf-8")
    return ("--user", name, "--passphrase-file", str(file), "--json")


def code_of(ended: Ended) -> str:
    return str(json.loads(ended.out)["error"]["code"])


def test_a_review_is_decided_and_signed_by_two(bank: Command) -> None:
    olga, rita = by(bank, "Olga"), by(bank, "Rita")
    first = bank("review", "decide", "A", "1", "address", "accepted", *olga).json
    assert (first["state"], first["decision"]["owner"]) == ("accepted", "onboarding")
    assert first["decision"]["due"] == "2026-02-01"
    bank("review", "decide", "A", "1", "1", "accepted", *olga)
    refused = bank("review", "decide", "A", "1", "return", "accepted", *olga, code=UNUSABLE)
    assert code_of(refused) == "C806"
    corrected = bank(
        "review", "decide", "A", "1", "return", "corrected", "--verdict", "not met",
        "--reason", "section 9", "--quote", RETURN.document, "1", RETURN.text, *olga,
    ).json  # fmt: skip
    assert corrected["decision"]["evidence"][0]["quote"] == RETURN.text
    assert code_of(bank("review", "submit", "A", "1", *olga, code=UNUSABLE)) == "C808"
    bank("review", "decide", "A", "1", "cash", "accepted", *olga)
    again = ("review", "decide", "A", "1", "cash", "rejected", "--reason", "look again")
    assert code_of(bank(*again, *olga, code=-1)) == "C814"
    assert bank(*again, "--again", *olga).json["before"][0]["kind"] == "accepted"
    bank("review", "decide", "A", "1", "cash", "accepted", "--again", *olga)

    early = bank("review", "seen", "A", "1", *EVERY, *rita).json
    assert early["seen"] == []
    maker = bank("review", "sign", "A", "1", "--note", "complete", *olga).json
    assert (maker["state"], len(maker["signatures"])) == ("submitted", 1)
    assert code_of(bank("review", "check", "A", "1", *olga, code=NOT_ALLOWED)) == "G105"
    assert code_of(bank("review", "sign", "A", "1", *rita, code=NOT_ALLOWED)) == "C810"
    opened = bank("review", "seen", "A", "1", "address", "2", *rita).json
    assert opened["seen"] == [0, 2]
    assert opened["opened"][1]["evidence"][0]["quote"] == RETURN.text
    bank("review", "seen", "A", "1", *EVERY, *rita)
    done = bank("review", "sign", "A", "1", *rita).json
    assert done["state"] == "signed"
    assert [one["by"] for one in done["signatures"]] == ["Olga", "Rita"]
    assert len({one["content_sha256"] for one in done["signatures"]}) == 1


def test_a_quote_over_two_lines_is_read_as_one(bank: Command) -> None:
    olga = by(bank, "Olga")[:-1]
    quote = f"for five years. Section 9: {RETURN.text}"
    bank(
        "review", "decide", "A", "1", "return", "corrected", "--verdict", "not met",
        "--reason", "section 9", "--quote", RETURN.document, "1", quote, *olga,
    )  # fmt: skip
    assert f"page 1 (against): “{quote}”" in bank("review", "seen", "A", "1", "return", *olga).out


def test_a_review_comes_back_and_its_history_stays(bank: Command) -> None:
    olga, rita = by(bank, "Olga"), by(bank, "Rita")
    office = reviews.enter(bank.vault, "Olga")
    reviews.decide_all(office, "A")
    office.lock()
    bank("review", "submit", "A", "1", *olga)
    bank("review", "send-back", "A", "1", "--reason", "the bill is another's", *olga, code=15)
    back = bank("review", "send-back", "A", "1", "--reason", "the bill is another's", *rita).json
    assert (back["state"], back["round"], back["signatures"]) == ("open", 2, [])
    bank("review", "submit", "A", "1", *olga)
    bank("review", "seen", "A", "1", *EVERY, *rita)
    bank("review", "check", "A", "1", *rita)
    bank("review", "reopen", "A", "1", "--reason", "a new paper came", *rita)
    told = bank("review", "history", "A", "1", *olga).json
    whole = [one["what"] for one in told["events"] if one["place"] == -1]
    assert whole == ["submitted", "sent back", "submitted", "signed", "reopened"]
    signed = [(one["round"], one["part"]) for one in told["signatures"]]
    assert signed == [(1, "maker"), (2, "maker"), (2, "checker")]
    lines = bank("review", "history", "A", "1", *olga[:-1]).out
    assert "the bill is another's" in lines
    assert "Round 2: checker, Rita" in lines


def test_limits_are_the_administrator_s(bank: Command) -> None:
    adam, olga = by(bank, "Adam"), by(bank, "Olga")
    changed = bank("review", "limits", "--decide", "officer", "high", "--waive", "reviewer", "none",
                   *adam).json  # fmt: skip
    assert changed["decide"] == {"officer": "high", "reviewer": "critical"}
    assert changed["waive"] == {"officer": "", "reviewer": ""}
    assert bank("review", "limits", *olga).json == changed
    bank("review", "limits", "--check", "officer", "low", *olga, code=NOT_ALLOWED)
    over = bank("review", "decide", "A", "1", "address", "accepted", *olga, code=NOT_ALLOWED)
    assert code_of(over) == "C811"
    rows = [line.split() for line in bank("review", "limits", *adam[:-1]).out.splitlines()]
    assert rows[1:] == [
        ["officer", "high", "none", "none"], ["reviewer", "critical", "none", "critical"],
    ]  # fmt: skip


def test_what_is_typed_wrong(bank: Command) -> None:
    olga = by(bank, "Olga")
    assert code_of(bank("review", "decide", "A", "1", "none", "accepted", *olga, code=-1)) == "C805"
    assert code_of(bank("review", "history", "A", "9", *olga, code=-1)) == "C804"
    assert code_of(bank("review", "history", "B", "1", *olga, code=-1)) == "A601"
    for words in (
        ("seen", "A", "1"),
        ("seen", "A", "1", "--all"),
        ("decide", "A", "1", "cash", "corrected", "--verdict", "needs a person"),
        ("decide", "A", "1", "cash", "waived"),
        ("limits", "--decide", "auditor", "low"),
        ("reopen", "A", "1"),
    ):
        bank("review", *words, *olga, code=2)
