"""Readings that outlive the engine: kept with a real case, given back, thrown away when unfit."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from msgspec import structs

from appliance.assistant import prompting
from appliance.assistant.answers import Assistant, answer, answer_many
from appliance.assistant.kept import KeptReadings
from appliance.assistant.writing import named, readable
from appliance.jobs import Job
from tests.unit.assistant.batching import BatchingEngine

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.assistant.records import Answer
    from appliance.vault.store import Vault
    from tests.unit.assistant.conftest import Shelf

AMOUNT = "What is the amount of the term loan facility?"
REPAID = "In what instalments shall the Borrower repay the Loan?"
DRAFTS = {AMOUNT: "The amount of the term loan facility is £1,250,000. [P1]"}
DOCUMENT, DOCUMENT_ID = "agreement.pdf", 1
NOW = "2026-01-02T12:00:00.000+00:00"
LIMIT_BYTES = 1024**2


@pytest.fixture
def readings(vault: Vault) -> KeptReadings:
    case = vault.case(vault.cases.new("Bakery", now=NOW).id)
    return KeptReadings(vault, case, limit_bytes=LIMIT_BYTES)


@pytest.fixture
def at_desk(assistant: Assistant, readings: KeptReadings) -> Assistant:
    """Yesterday's assistant, with the list asked and its reading kept."""
    made = replace(
        assistant,
        language=BatchingEngine(by_question=DRAFTS),
        readings=readings,
        machine="this one",
    )
    answer_many([AMOUNT], case_id=1, document=DOCUMENT, assistant=made)
    assert readings.take(DOCUMENT_ID, name_of(made), made.language, Job())
    return made


def name_of(assistant: Assistant) -> str:
    pages = list(assistant.pages.texts(1, DOCUMENT))
    document, _ = readable(pages, [AMOUNT], assistant)
    assert document is not None
    return named(document, assistant, Job())


def tomorrow(assistant: Assistant, **changes: object) -> Assistant:
    """The same with an engine that has read nothing yet."""
    return replace(assistant, language=BatchingEngine(by_question=DRAFTS), **changes)  # type: ignore[arg-type]  # names of fields


def ask(assistant: Assistant) -> Answer:
    return answer(AMOUNT, case_id=1, document=DOCUMENT, assistant=assistant)


def files(vault: Vault) -> list[Path]:
    return sorted(vault.cases_folder.glob("*/.readings*/*"))


def test_the_next_day_a_single_question_computes_no_token_of_the_document(
    at_desk: Assistant,
) -> None:
    given = ask(tomorrow(at_desk))
    assert given.provenance.prompt_version == prompting.WHOLE_VERSION
    assert given.timings["kept_tokens"] > 50
    assert given.timings["prefill_tokens"] < 120, "policy and question"
    without = answer_many(
        [AMOUNT], case_id=1, document=DOCUMENT, assistant=tomorrow(at_desk, readings=None)
    )[0]
    assert without.timings["kept_tokens"] == 0
    assert given.sentences == without.sentences


def test_a_list_the_next_day_is_given_the_reading_too(at_desk: Assistant) -> None:
    later = tomorrow(at_desk)
    made = answer_many([AMOUNT, REPAID], case_id=1, document=DOCUMENT, assistant=later)
    assert [one.timings["kept_tokens"] > 50 for one in made] == [True, True]
    assert later.language.given  # type: ignore[attr-defined]  # of the scripted engine


def test_without_a_kept_reading_a_single_question_reads_passages(
    assistant: Assistant, readings: KeptReadings
) -> None:
    made = replace(assistant, language=BatchingEngine(), readings=readings)
    assert ask(made).provenance.prompt_version == "answer.v1"


@pytest.mark.parametrize("change", ["text", "model", "machine", "build", "template"])
def test_a_reading_of_something_else_is_thrown_away_and_the_answer_is_right(
    at_desk: Assistant, vault: Vault, shelf: Shelf, change: str
) -> None:
    later = tomorrow(at_desk)
    if change == "text":
        changed = shelf.pages[0].text.replace("twenty equal", "forty equal")
        shelf.pages[0] = shelf.pages[0]._replace(text=changed)
    elif change == "machine":
        later = replace(later, machine="another one")
    elif change == "model":
        later = replace(later, models=structs.replace(later.models, language_digest="d9"))
    elif change == "template":
        later = replace(later, models=structs.replace(later.models, template="llama"))
    else:
        loaded = later.language.load()
        later.language.loaded = replace(loaded, engine_build="newer")  # type: ignore[misc]  # scripted
        later.language.load = lambda job=None: loaded  # type: ignore[method-assign]  # scripted
    given = ask(later)
    assert given.sentences[0].text.startswith("The amount of the term loan facility is £1,250,000")
    assert given.provenance.prompt_version == "answer.v1"
    assert files(vault) == []
    assert later.language.given == []  # type: ignore[attr-defined]  # scripted


def test_another_prompt_text_makes_another_name(
    at_desk: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = name_of(at_desk)
    assert name_of(at_desk) == before
    system, *rest = prompting._template(prompting.WHOLE_VERSION)
    monkeypatch.setattr(prompting, "_template", lambda _version: (system + " Be brief.", *rest))
    assert name_of(at_desk) != before


def test_a_damaged_reading_is_thrown_away_with_a_line_in_the_log(
    at_desk: Assistant, vault: Vault, expected_log: list[str]
) -> None:
    expected_log.append("a kept reading was deleted: P")
    (path,) = files(vault)
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    given = ask(tomorrow(at_desk))
    assert given.sentences[0].text.startswith("The amount of the term loan facility is £1,250,000")
    assert given.provenance.prompt_version == "answer.v1"
    assert files(vault) == []


def test_one_that_the_engine_does_not_take_is_thrown_away(
    at_desk: Assistant, vault: Vault, expected_log: list[str], readings: KeptReadings
) -> None:
    expected_log.append("the engine cannot use it")
    name = name_of(at_desk)
    readings._case.readings.put(DOCUMENT_ID, name, b"\0\0\0\x07somebody else's state")
    given = ask(tomorrow(at_desk))
    assert given.status == "answered"
    assert files(vault) == []


def test_what_does_not_fit_the_limit_is_not_kept(at_desk: Assistant, vault: Vault) -> None:
    small = KeptReadings(vault, vault.case(1), limit_bytes=100)
    small._case.readings.remove(DOCUMENT_ID)
    assert not small.take(DOCUMENT_ID, name_of(at_desk), at_desk.language, Job())
    assert files(vault) == []


def test_the_log_says_plainly_that_another_text_was_met(
    at_desk: Assistant, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="appliance.assistant.kept"):
        ask(tomorrow(at_desk, machine="another one"))
    assert "another text, model or machine" in caplog.text
