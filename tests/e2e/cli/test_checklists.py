"""The real command: the shelf, files in and out, signatures, the sample customer's gaps."""

from __future__ import annotations

import json
import tomllib
from typing import TYPE_CHECKING

import pytest

from tests.e2e.conftest import SAMPLE, Command
from tests.unit.review.checklists.made import item, toml

if TYPE_CHECKING:
    from pathlib import Path


# Each planted gap: the item that finds it, what code proposes, and words that it shows.
GAPS = {
    "guarantor-signature": ("agreement-executed", "not met", "Signed for Alderbrook Holdings"),
    "valuation-stale": ("valuation-age", "not met", "12 May 2024"),
    "turnover-differs": ("turnover-agrees", "contradicted", "4,812,600"),
    "insurance-expired": ("insurance-in-force", "not met", "30 June 2026"),
    "hire-purchase-undeclared": ("other-finance-declared", "needs a person", "FERRAND"),
    "address-stale": ("address-recent", "not met", "11 February 2026"),
    "debenture-page-missing": ("security-executed", "not met", "Page 3 of 4"),
    "guarantee-limit-differs": ("guarantee-limit-agrees", "contradicted", "£500,000"),
    "confidence-exception": ("confidence-binding-customer", "needs a person", "clause 3.2"),
}
INVALID, UNKNOWN, EXISTS, INPUT = 63, 65, 61, 11


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "list.toml"
    path.write_bytes(toml())
    return path


def test_the_shelf(made: Command) -> None:
    found = made("checklist", "list", "--json").json
    assert found["troubles"] == []
    assert {one["name"]: one["origin"] for one in found["checklists"]} == dict.fromkeys(
        ("aml-indicators", "company-due-diligence", "customer-due-diligence", "loan-file", "nda"),
        "shipped",
    )
    shown = made("checklist", "show", "nda", "--json").json
    assert len(shown["checklist"]["items"]) == 17
    assert shown["sha256"] == found["checklists"][-1]["sha256"]
    text = made("checklist", "show", "nda", "--toml").out
    assert tomllib.loads(text)["items"][0]["id"] == "nda-1"
    assert "Koreeda" in made("checklist", "show", "nda").out
    assert "Met when" in made("checklist", "show", "nda", "--item", "nda-4").out
    made("checklist", "show", "nda", "--item", "nda-6", code=2)
    made("checklist", "show", code=2)
    schema = made("checklist", "show", "--schema").json
    assert schema["$defs"]["Item"]["required"]
    error = made("checklist", "show", "nothing", "--json", code=UNKNOWN).json
    assert error["error"]["code"] == "C802"


def test_a_file_is_validated_with_all_that_is_wrong(made: Command, file: Path) -> None:
    assert made("checklist", "validate", file, "--json").json["valid"] is True
    assert "nothing wrong" in made("checklist", "validate", file).out
    file.write_bytes(toml(item(severity="grave"), item(due_days="soon"), titel="x\u202ey"))
    ended = made("checklist", "validate", file, "--json", code=INVALID)
    assert ended.json["valid"] is False
    assert [one["where"] for one in ended.json["problems"]] == [
        "the checklist",
        "item 1 (proof-of-address), severity",
        "item 2 (proof-of-address), due_days",
    ]
    ended = made("checklist", "validate", file, code=INVALID)
    assert "item 2 (proof-of-address), due_days: " in ended.out
    assert "C801" in ended.err
    error = made("checklist", "import", file, "--json", code=INVALID).json
    assert "and 2 more" in error["error"]["message"]


def test_a_file_is_validated_without_a_vault(made: Command, file: Path, tmp_path: Path) -> None:
    alone = Command(tmp_path / "no vault", tmp_path)
    weak = item(id="any", kind="presence", documents=[], patterns=["and"])
    file.write_bytes(toml(weak))
    signed = made("checklist", "sign", "--file", file, "--json").json
    shown = alone("checklist", "validate", file, "--json").json
    assert shown["valid"] is True
    assert "fits 83% of texts about something else" in shown["warnings"][0]["why"]
    assert (shown["signed"]["trusted"], shown["signed"]["public"]) == (False, signed["public_key"])
    key = ("--key", signed["public_key"])
    assert "Warning: item 1 (any)" in alone("checklist", "validate", file, *key).out
    alone("checklist", "validate", file, "--key", "00" * 32, code=INPUT)
    file.write_bytes(toml(item(id="any", kind="presence", documents=[], patterns=[r"\w"])))
    ended = alone("checklist", "validate", file, code=INVALID)
    assert "it fits any text at all" in ended.out
    assert "its content was changed" in ended.out
    assert not (tmp_path / "no vault").exists()


def test_a_checklist_is_handed_on_with_its_signature(
    made: Command, file: Path, tmp_path: Path
) -> None:
    kept = made("checklist", "save", file, "--json").json
    assert (kept["origin"], kept["items"]) == ("own", 1)
    file.write_bytes(toml(item(due_days=9)))
    error = made("checklist", "save", file, "--json", code=EXISTS).json
    assert error["error"]["code"] == "C803"
    out = tmp_path / "handed.toml"
    signed = made("checklist", "sign", "branch-list", "--output", out, "--json").json
    assert signed["signature"] == f"{out}.sig"
    made("checklist", "remove", "branch-list", "1.0")
    made("checklist", "import", out, "--key", "00" * 32, code=INPUT)
    taken = made("checklist", "import", out, "--key", signed["public_key"], "--json").json
    assert taken["signers"][0]["trusted"] is True
    again = tmp_path / "again.toml"
    assert made("checklist", "export", "branch-list", "--output", again, "--json").json["path"]
    assert json.loads(again.with_name("again.toml.sig").read_text())["key"] == signed["public_key"]
    again.write_bytes(again.read_bytes().replace(b"high", b"low"))
    ended = made("checklist", "import", again, code=INVALID)
    assert "its content was changed" in ended.err
    made("checklist", "sign", code=2)
    made("checklist", "sign", "nda", code=2)
    made("checklist", "sign", "--file", file, "--output", tmp_path / "other.toml", code=2)
    assert "Public key: " in made("checklist", "sign", "--file", file).out


def test_a_try_finds_the_gaps_of_the_sample_customer(filled: Command) -> None:
    found = filled("checklist", "dry-run", "Sample", "loan-file", "--json").json
    proposed = {one["id"]: one["proposal"] for one in found["items"]}
    verdicts = {name: one and one["verdict"] for name, one in proposed.items()}
    planted = tomllib.loads((SAMPLE / "gaps.toml").read_text("utf-8"))["gap"]
    assert {gap["id"] for gap in planted} == set(GAPS)
    for item_id, verdict, quote in GAPS.values():
        assert verdicts[item_id] == verdict, item_id
        shown = [" ".join(one["quote"].split()) for one in proposed[item_id]["evidence"]]
        assert any(quote in one for one in shown), (item_id, shown)
    # And what is in order is not said to be a gap.
    assert verdicts["application-signed"] == "met"
    assert verdicts["accounts-current"] == "met"
    assert verdicts["loan-amount-agrees"] == "met"
    for proposal in proposed.values():
        if proposal is None:
            continue
        assert proposal["evidence"] or proposal["verdict"] == "not found"
        if proposal["verdict"] == "not found":
            assert proposal["searched"]["ways"]
    text = filled("checklist", "dry-run", "Sample", "loan-file").out
    assert "630,000" in text
    statements = filled("checklist", "dry-run", "Sample", "nda", "--json").json["items"]
    assert [one["proposal"] for one in statements] == [None] * 17
    assert filled("review", "list", "--json").json == []
    filled("checklist", "dry-run", "Sample", code=2)
