"""Reviews with the real command and the real models on the sample customer's papers."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from tests.e2e.cli.test_hostile_names import FORGED, no_forgery
from tests.e2e.conftest import ANY, GUARDED, SAMPLE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Command

pytestmark = pytest.mark.model

CANCELLED, UNUSABLE = 130, 63
FAILED = 57  # as of files that were not added
NDA = "non_disclosure_agreement_2026-03-02.pdf"
SMALL = ("proof_of_address_ryde.pdf", "identity_document_ryde.pdf")


def started(command: Command, *arguments: str | Path) -> subprocess.Popen[str]:
    refused = str(command.home / "refused.txt")
    return subprocess.Popen(
        [sys.executable, str(GUARDED), refused, *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=command.environment(),
    )


def end_when(
    command: Command, word: str, number: signal.Signals, *arguments: str | Path
) -> tuple[int, str]:
    """Start it, and send a signal as soon as its progress says `word`."""
    running = started(command, *arguments)
    assert running.stderr is not None
    told = ""
    for line in running.stderr:
        told += line
        if word in line:
            running.send_signal(number)
            break
    out, more = running.communicate()
    assert word in told, f"{told}{more}{out}"
    return running.returncode, told + more


def proposals(review: dict[str, Any]) -> list[dict[str, Any]]:
    """Without times."""
    found = []
    for item in review["items"]:
        proposal = dict(item["proposal"])
        proposal["made"] = {**proposal["made"], "seconds": 0}
        found.append(proposal)
    return found


def test_every_verdict_has_quotes_that_stand_in_the_papers(filled: Command) -> None:
    made = filled(
        "review", "Sample", "--checklist", "nda", "--document", NDA, "--json"
    ).json  # fmt: skip
    assert (made["state"], made["counts"]["total"], made["documents"]) == ("open", 17, [NDA])
    assert made["models"]["embedding_digest"]
    assert {one["state"] for one in made["items"]} == {"open"}
    text = filled("search", "Sample", "Receiving Party", "--document", NDA, "--top", "1", "--json")
    assert text.json
    for item in made["items"]:
        proposal = item["proposal"]
        if proposal["verdict"] != "not found":
            assert proposal["evidence"], item["item"]
        else:
            assert proposal["searched"]["documents"] == [NDA]
        for place in proposal["evidence"]:
            assert place["end"] - place["start"] == len(place["quote"])
            assert place["boxes"], "a PDF has boxes"
            assert place["sha256"] == made["papers"][0]["sha256"]
    assert filled("review", "show", "Sample", "1", "--json").json == made
    printed = filled("review", "show", "Sample", "1").out
    assert "nda-17" in printed
    assert f"{NDA}, page" in printed
    one = filled("review", "show", "Sample", "1", "--item", "nda-4", "--json").json
    assert one == made["items"][3]
    assert "Searched: " in filled("review", "show", "Sample", "1", "--item", "nda-4").out


def test_a_report_comes_with_the_review(filled: Command, tmp_path: Path) -> None:
    target = tmp_path / "review.pdf"
    made = filled(
        "review", "Sample", "--checklist", "customer-due-diligence", "--report", target, "--json"
    ).json
    assert target.read_bytes().startswith(b"%PDF")
    assert made["report"]["path"] == str(target)
    assert filled("verify", target, "--json").json["holds"]
    memo = tmp_path / "memo.docx"
    told = filled("review", "Sample", "--checklist", "aml-indicators", "--report", memo).out
    assert "It is a DRAFT" in told, "as the command that only writes one says it"


def test_a_case_may_be_called_like_a_command(filled: Command) -> None:
    filled("case", "new", "list")
    filled("add", "list", SAMPLE / "documents" / SMALL[0])
    assert filled("review", "list", "--json").json == []
    run = ("review", "run", "list", "--checklist", "customer-due-diligence", "--json")
    assert filled(*run).json["case"] == "list"
    assert [one["case"] for one in filled("review", "list", "list", "--json").json] == ["list"]
    first = filled("review", "--checklist", "customer-due-diligence", "Sample", "--json").json
    assert first["case"] == "Sample", "options may come first"


def test_what_is_not_there_is_named(filled: Command) -> None:
    def code(*arguments: str) -> str:
        ended = filled(*arguments, "--json", code=ANY)
        assert ended.code not in (0, 70)
        found: str = ended.json["error"]["code"]
        return found

    assert code("review", "Nobody", "--checklist", "nda") == "A601"
    assert code("review", "Sample", "--checklist", "nothing") == "C802"
    assert code("review", "show", "Sample", "9") == "C804"
    assert code("review", "resume", "Sample", "9") == "C804"
    assert code("review", "batches", "9") == "C819"
    assert code("review", "batch", "--resume", "9") == "C819"
    filled("review", "Sample", code=2)
    filled("review", "batch", "--all", "Sample", "--checklist", "nda", code=2)
    filled("review", "batch", "--all", code=2)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGKILL])
def test_stopped_and_gone_on_it_is_what_it_would_have_been(
    filled: Command, number: signal.Signals
) -> None:
    review = ("review", "Sample", "--checklist", "nda", "--document", NDA, "--document", SMALL[0])
    whole = filled(*review, "--json").json
    code, told = end_when(filled, "reviewing", number, *review, "--json")
    assert code == (CANCELLED if number == signal.SIGINT else -number), told
    half = filled("review", "show", "Sample", "2", "--json").json
    assert half["state"] == "proposing"
    refused = filled("review", "replay", "Sample", "2", "--json", code=UNUSABLE)
    assert refused.json["error"]["code"] == "C807"
    ended = filled("review", "resume", "Sample", "2", "--json").json
    assert ended["state"] == "open"
    assert proposals(ended) == proposals(whole)


def test_a_folder_of_cases_survives_a_power_cut(filled: Command, tmp_path: Path) -> None:
    folder = tmp_path / "cases"
    for case in ("Ryde", "Second", "Broken", "Third"):
        (folder / case).mkdir(parents=True)
        for name in SMALL:
            if case != "Broken":
                shutil.copy(SAMPLE / "documents" / name, folder / case / name)
    (folder / "Broken" / "scan.pdf").write_bytes(b"%PDF-1.7\n" + os.urandom(2000))
    batch = ("review", "batch", "--folder", folder, "--checklist", "customer-due-diligence")
    code, told = end_when(filled, "Ryde: done", signal.SIGKILL, *batch, "--json")
    assert code == -signal.SIGKILL, told
    (listed,) = filled("review", "batches", "--json").json
    half = filled("review", "batches", "1", "--json").json
    assert listed["waiting"] == half["waiting"] > 0
    assert not half["ended_at"]
    done = [one for one in half["cases"] if one["state"] == "done"]
    ended = filled("review", "batch", "--resume", "1", "--json", code=FAILED).json
    assert {one["case"]: one["state"] for one in ended["cases"]} == {
        "Broken": "failed", "Ryde": "done", "Second": "done", "Third": "done",
    }  # fmt: skip
    assert [one for one in ended["cases"] if one in done] == done
    assert filled("review", "batches", "1", "--json").json == ended
    reviews = filled("review", "list", "--json").json
    assert {(one["case"], one["state"]) for one in reviews} == {
        ("Ryde", "open"), ("Second", "open"), ("Third", "open"),
    }  # fmt: skip
    assert len({json.dumps(one["counts"]) for one in ended["cases"] if one["counts"]}) == 1
    summary = filled("review", "batches", "1").out
    assert "3 of 4 cases reviewed, 1 failed" in summary
    assert "A603" in summary
    assert "Broken, scan.pdf: failed" in summary, "each file is accounted for"


def test_a_script_sees_that_a_case_failed_and_tries_it_again(
    filled: Command, tmp_path: Path
) -> None:
    filled("case", "new", "Empty")
    batch = ("review", "batch", "--checklist", "customer-due-diligence", "Empty", "Nobody")
    told = filled(*batch, "--json", code=FAILED)
    first = told.json
    assert [one["code"] for one in first["cases"]] == ["A603", "A601"]
    assert (first["failed"], first["again"]) == (2, True)
    assert "error C821: 2 of 2 cases could not be reviewed." in told.err
    assert "--resume 1" in told.err
    filled("add", "Empty", SAMPLE / "documents" / SMALL[0])
    second = filled("review", "batch", "--resume", "1", "--json", code=FAILED).json
    mended, unknown = second["cases"]
    assert (mended["state"], mended["code"]) == ("done", "")
    assert [one["code"] for one in mended["before"]] == ["A603"]
    assert [(one["document"], one["state"]) for one in mended["files"]] == [(SMALL[0], "read")]
    assert unknown == first["cases"][1], "what is no case cannot be tried again"
    assert not second["again"]
    shown = filled("review", "batches", "1").out
    assert "Empty, tried before" in shown
    assert "1 of 2 cases reviewed, 1 failed" in shown


def test_names_from_outside_forge_no_line(filled: Command, tmp_path: Path) -> None:
    name = f"bill\x1b[2K\n{FORGED}.txt"
    path = tmp_path / name
    path.write_text(f"Account: GB29 NWBK 6016 1331 9268 19 \u202e\u2028{FORGED}\n")
    filled("case", "new", "Hostile")
    filled("add", "Hostile", path)
    for arguments in (
        ("review", "Hostile", "--checklist", "loan-file"),
        ("review", "show", "Hostile", "1"),
        ("review", "show", "Hostile", "1", "--item", "account-number-checked"),
        ("review", "replay", "Hostile", "1"),
        ("review", "list"),
        ("review", "batch", "--checklist", "loan-file", "Hostile"),
    ):
        for as_json in ((), ("--json",)):
            ended = filled(*arguments, *as_json)
            no_forgery(ended.out + ended.err)


def test_the_chain_names_no_customer(filled: Command) -> None:
    filled("review", "Sample", "--checklist", "customer-due-diligence", "--json")
    chain = filled("audit", "list", "--event", "reviewed", "--because", "yearly", "--json").json
    assert [one["details"]["outcome"] for one in chain] == ["begun", "done"]
    assert chain[1]["details"]["review"] == 1
    text = json.dumps(chain)
    assert not any(word in text for word in ("Ryde", "Alderbrook", "due-diligence", ".pdf"))
