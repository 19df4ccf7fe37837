"""Lists of questions with the real models: one reading, many answers, kept for tomorrow."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.conftest import GUARDED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Command

pytestmark = pytest.mark.model

LETTERS = "correspondence_2026-06_to_2026-09.txt"
QUESTIONS = (
    "What fixed price have Veldkamp quoted for the five-axis line?",
    "What is the recipe for pancakes?",
    "What is the sum insured?",
    "When were the accounts approved by the board?",
)
CANARY = b"Veldkamp have quoted"


def ask_all(command: Command, *more: str | Path) -> list[dict[str, Any]]:
    ended = command(
        "ask", "Sample", "--document", LETTERS, "--json", *more,
        "--questions", "-", stdin="\n\n".join(QUESTIONS),
    )  # fmt: skip
    found: list[dict[str, Any]] = ended.json
    return found


def asked_lines(command: Command) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = command(
        "audit", "list", "--event", "asked", "--because", "yearly review", "--json"
    ).json
    return found


def texts(found: list[dict[str, Any]]) -> list[tuple[Any, ...]]:
    return [(one["question"], one["status"], one["sentences"]) for one in found]


def test_a_document_is_read_once_for_a_list_and_not_again_the_next_day(
    filled: Command,
) -> None:
    today = ask_all(filled)
    assert [one["id"] for one in today] == [1, 3, 5, 7], "numbers of lines"
    assert [one["status"] for one in today] == ["answered", "not_found", "answered", "answered"]
    written = [one for one in today if one["status"] == "answered"]
    assert {one["provenance"]["prompt_version"] for one in written} == {"document.v1"}
    (schedule,) = {one["provenance"]["schedule"] for one in written}
    assert schedule.startswith("batch:")
    computed = sum(one["timings"]["prefill_tokens"] for one in written)
    kept = max(one["timings"]["kept_tokens"] for one in written)
    assert kept > 1000
    assert computed < kept * 1.5, "the document once, the questions each"
    assert "£1,096,000" in today[0]["answer"]

    (reading,) = filled.vault.glob("cases/*/.readings/*")
    assert CANARY not in reading.read_bytes()
    tomorrow = ask_all(filled)
    assert texts(tomorrow) == texts(today)
    for one in tomorrow:
        if one["status"] == "answered":
            assert one["timings"]["kept_tokens"] == kept
            assert one["timings"]["prefill_tokens"] < 100
            assert one["provenance"]["schedule"] == schedule
    single = filled("ask", "Sample", QUESTIONS[2], "--document", LETTERS, "--json").json
    assert single["provenance"]["prompt_version"] == "document.v1"
    assert single["provenance"]["schedule"] == "alone"
    assert single["timings"]["kept_tokens"] == kept

    reading.write_bytes(reading.read_bytes()[:-1] + b"\0")
    again = ask_all(filled)
    assert texts(again) == texts(today), "a damaged reading is read anew"
    filled("case", "forget", "Sample", LETTERS, "--yes")
    assert list(filled.vault.glob("cases/*/.readings/*")) == []


def test_each_question_is_in_the_conversation_and_in_the_chain(filled: Command) -> None:
    asked = ask_all(filled)
    kept = filled("case", "answers", "Sample", "--json").json
    assert sorted(one["question"] for one in kept) == sorted(QUESTIONS)
    lines = asked_lines(filled)
    assert len(lines) == len(QUESTIONS)
    lists = {one["details"]["list"] for one in lines}
    assert lists == {asked[0]["provenance"]["list"]}
    one = next(one for one in kept if one["status"] == "answered")
    replayed = filled("case", "replay", "Sample", str(one["id"]), "--json").json
    assert replayed["same"]
    assert replayed["differences"] == [], "the whole list was computed again"


def test_answers_are_printed_as_they_finish_and_a_stop_keeps_them(
    filled: Command, tmp_path: Path
) -> None:
    path = tmp_path / "questions.txt"
    path.write_text("\n".join(QUESTIONS * 8), "utf-8")
    process = subprocess.Popen(
        [sys.executable, str(GUARDED), str(filled.home / "refused.txt"),
         "ask", "Sample", "--document", LETTERS, "--questions", str(path)],
        env=filled.environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    seen = 0
    for line in process.stdout:
        seen += line.startswith("==")
        if seen == 10:  # of 32, 8 of them not found
            process.send_signal(signal.SIGINT)
            break
    rest, _ = process.communicate(timeout=120)
    assert process.returncode == 130
    printed = seen + rest.count("\n==")
    assert 10 <= printed < 32
    kept = filled("case", "answers", "Sample", "--json").json
    assert len(kept) in (printed, printed + 1), "perhaps one more was kept, but not printed"
    lines = asked_lines(filled)
    assert len(lines) == 32
    assert sum(one["details"]["outcome"] == "done" for one in lines) == len(kept)
    assert {one["details"]["outcome"] for one in lines} == {"done", "cancelled"}


def test_lists_that_cannot_be_asked(filled: Command, tmp_path: Path) -> None:
    path = tmp_path / "questions.txt"
    for content, code, name in (
        ("", 11, "G101"),
        ("\n \n", 11, "G101"),
        ("Who?\n" * 1000, 63, "A611"),
        ("Who?\n" + "x" * 2001, 63, "A604"),
    ):
        path.write_text(content, "utf-8")
        ended = filled("ask", "Sample", "--questions", path, code=code)
        assert name in ended.err
    filled("ask", "Sample", "Who?", "-q", "When?", code=11)
    filled("ask", "Sample", code=11)


def test_questions_of_several_documents_and_options(filled: Command, tmp_path: Path) -> None:
    path = tmp_path / "questions.jsonl"
    lines = [
        {"id": "a", "question": QUESTIONS[2], "document": LETTERS},
        {"id": "b", "question": "What is the amount of the term loan facility?"},
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), "utf-8")
    found = filled("ask", "Sample", "--questions", path, "--json").json
    assert [one["id"] for one in found] == ["a", "b"]
    assert found[0]["provenance"]["prompt_version"] == "document.v1"
    assert found[1]["provenance"]["prompt_version"] == "answer.v1"
    two = filled("ask", "Sample", "-q", QUESTIONS[2], "-q", QUESTIONS[1], "--json").json
    assert [one["id"] for one in two] == [1, 2]
    assert [one["status"] for one in two] == ["answered", "not_found"]
