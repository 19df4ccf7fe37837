"""The main job through the real command."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
import tomllib
from typing import TYPE_CHECKING, Any

import pytest

from appliance.app.demo import SAMPLE, sample_documents, sample_questions

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Command

pytestmark = pytest.mark.model

EXPECTED = tomllib.loads((SAMPLE / "answers.toml").read_text("utf-8"))
ATTACHED = "email_2026-09-22_quotation.eml › quotation_VM-2026-1187.pdf"
NAMES = {path.name for path in sample_documents()} | {ATTACHED}


def test_models_are_listed_shown_and_verified(made: Command) -> None:
    listed = made("models", "list", "--json").json
    assert {item["kind"] for item in listed} == {"language", "embedding", "risk"}
    assert all(item["active"] for item in listed)
    assert all(item["vouched"] for item in listed)
    for item in listed:
        shown = made("models", "show", item["name"], "--json").json
        assert shown["manifest"]["licence"] == item["licence"]
        assert made("models", "verify", item["name"], "--json").json["name"] == item["name"]


def test_a_changed_byte_in_sealed_weights_is_found(made: Command) -> None:
    sealed = max((made.vault / "models").rglob("*.sealed"), key=lambda path: path.stat().st_size)
    content = bytearray(sealed.read_bytes())
    content[len(content) // 2] ^= 1
    sealed.write_bytes(content)
    ended = made("models", "verify", "smollm2-135m-instruct", "--json", code=32)
    assert ended.json["error"]["code"] == "P303"


def test_a_case_is_filled_searched_and_deleted(filled: Command) -> None:
    detail = filled("case", "show", "Sample", "--json").json
    assert {item["state"] for item in detail["documents"]} == {"ready"}
    assert {item["name"] for item in detail["documents"]} == NAMES
    again = filled("add", "Sample", *sample_documents(), "--json").json
    assert {item["status"] for item in again} == {"duplicate"}
    filled("case", "remove", "Sample", "--yes")
    assert filled("case", "list", "--json").json == []
    assert list((filled.vault / "cases").iterdir()) == []


def test_search_gives_exact_places(filled: Command, tmp_path: Path) -> None:
    hits = filled("search", "Sample", "interest rate", "--top", "3", "--json").json
    assert len(hits) == 3
    for hit in hits:
        assert set(hit) == {
            "document", "page", "start", "end", "text", "score", "section", "kind"
        }  # fmt: skip
        assert hit["page"] >= 1
        assert hit["end"] - hit["start"] == len(hit["text"])
    named = hits[0]["document"]
    only = filled("search", "Sample", "interest", "--document", named, "--json").json
    assert {hit["document"] for hit in only} == {named}
    queries = tmp_path / "queries.jsonl"
    lines = [
        {"id": "a", "text": "interest rate"},
        {"id": 2, "text": "interest", "document": named},
    ]
    queries.write_text("\n".join(map(json.dumps, lines)))
    batch = filled("search", "Sample", "--queries", queries, "--top", "3", "--json").json
    assert [item["id"] for item in batch] == ["a", 2]
    assert batch[0]["results"] == hits


def test_the_sample_questions_are_answered_with_places_that_hold(
    filled: Command, tmp_path: Path
) -> None:
    questions = SAMPLE / "questions.jsonl"
    answers = filled("ask", "Sample", "--questions", questions, "--json").json
    assert [item["id"] for item in answers] == [identifier for identifier, _ in sample_questions()]
    by_status = [item["status"] for item in answers]
    assert by_status == [expected["status"] for expected in EXPECTED.values()]
    for item in answers:
        if item["status"] == "not_found":
            assert item["pages_searched"] > 12
            assert item["sentences"] == []
            continue
        supported = [sentence for sentence in item["sentences"] if sentence["supported"]]
        assert supported, item
        for sentence in supported:
            assert sentence["citations"]
            for citation in sentence["citations"]:
                assert citation["end"] - citation["start"] == len(citation["quote"])
                assert citation["quote"].strip()


def test_the_same_question_gives_the_same_answer(filled: Command) -> None:
    _, question = sample_questions()[0]

    def ask() -> dict[str, Any]:
        answer: dict[str, Any] = filled("ask", "Sample", question, "--json").json
        return {key: answer[key] for key in ("status", "answer", "sentences")}

    assert ask() == ask()


def test_a_kept_answer_is_shown_and_made_again(filled: Command) -> None:
    _, question = sample_questions()[0]
    answer = filled("ask", "Sample", question, "--json").json
    (kept,) = filled("case", "answers", "Sample", "--json").json
    assert kept["id"] == answer["id"]
    assert kept["sentences"] == answer["sentences"]
    again = filled("case", "replay", "Sample", str(answer["id"]), "--json").json
    assert again["same"] is True
    assert again["differences"] == []
    cited = answer["sentences"][0]["citations"][0]["document"]
    filled("case", "forget", "Sample", cited, "--yes")
    again = filled("case", "replay", "Sample", str(answer["id"]), "--json").json
    assert again["same"] is False
    filled("case", "replay", "Sample", "99", code=64 + 1)


def test_settings_are_changed_and_checked(fresh: Command) -> None:
    assert fresh("settings", "theme=dark", "idle_lock_s=60", "--json").json["idle_lock_s"] == 60
    assert fresh("settings", "--json").json["theme"] == "dark"
    fresh("settings", "theme=pink", code=16)
    fresh("settings", "theme", code=11)
    assert fresh("settings", "--json").json["theme"] == "dark"


def test_the_passphrase_is_changed(made: Command) -> None:
    new = made.home / "new"
    new.write_text("another long passphrase\n")
    made("passphrase", "--new-passphrase-file", new)
    made("case", "list", code=22)
    made("--passphrase-file", new, "case", "list")


def test_applicants_are_scored_with_reasons(made: Command, tmp_path: Path) -> None:
    listed = made("models", "list", "--json").json
    model = next(item["name"] for item in listed if item["kind"] == "risk")
    output = tmp_path / "scored.csv"
    result = made(
        "score",
        model,
        "--input",
        SAMPLE / "applicants.csv",
        "--output",
        output,
        "--explain",
        "--json",
    ).json
    assert len(result["rows"]) == 3
    assert result["errors"] == []
    for row in result["rows"]:
        assert 0 < row["pd"] < 1
        assert row["distance"] == row["points"] - row["cutoff_points"]
        assert len(row["reasons"]) <= 4
        lost = [reason["points_lost"] for reason in row["reasons"]]
        assert lost == sorted(lost, reverse=True)
        assert all(points > 0 for points in lost)
    assert len(output.read_text("utf-8-sig").splitlines()) == 4


def test_one_bad_file_never_stops_the_rest(made: Command, tmp_path: Path) -> None:
    good = tmp_path / "letter.txt"
    good.write_text("The borrower asks for an extension until 30 June 2026.\n")
    bad = tmp_path / "broken.pdf"
    bad.write_bytes(b"%PDF-1.7\nnothing follows")
    made("case", "new", "Mixed")
    outcomes = made("add", "Mixed", bad, tmp_path / "absent.pdf", good, "--json", code=57).json
    assert [item["status"] for item in outcomes] == ["failed", "failed", "added"]
    assert all(item["error"]["next_step"] for item in outcomes[:2])


def test_killed_while_adding_then_resumed(made: Command, tmp_path: Path) -> None:
    made("case", "new", "Cut")
    running = subprocess.Popen(
        [sys.executable, "-m", "appliance.cli.main", "add", "Cut", *map(str, sample_documents())],
        env=made.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert running.stderr is not None
    for line in running.stderr:
        if "passages" in line:
            break
    running.send_signal(signal.SIGKILL)
    running.wait()
    running.stderr.close()
    time.sleep(1)
    outcomes = made("add", "Cut", *sample_documents(), "--json").json
    assert {item["status"] for item in outcomes} <= {"added", "duplicate"}
    detail = made("case", "show", "Cut", "--json").json
    assert sorted(item["name"] for item in detail["documents"]) == sorted(NAMES)
    assert {item["state"] for item in detail["documents"]} == {"ready"}


def test_doctor_finds_the_machine_in_order(made: Command) -> None:
    report = made("doctor", "--json").json
    assert report["healthy"] is True
    assert {check["name"] for check in report["checks"]} >= {"engine", "confinement", "vault"}


def test_the_demo_does_the_whole_job(fresh: Command) -> None:
    result = fresh("demo", "--json").json
    assert {item["id"]: item["status"] for item in result["answers"]} == {
        identifier: expected["status"] for identifier, expected in EXPECTED.items()
    }
    assert {item["name"] for item in result["documents"]} == NAMES
    assert len(result["scores"]["rows"]) == 3
    assert result["connections_opened"] == 0
    assert not list(fresh.home.glob("cofferdam-demo-*"))
