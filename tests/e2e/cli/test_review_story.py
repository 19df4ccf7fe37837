"""A review from head office's checklist to an examiner's desk, with the real command and models."""

from __future__ import annotations

import json
import shutil
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest

from appliance.app.office import Office
from appliance.review.reports.verifying import verify
from appliance.settings import Settings
from tests import reviews
from tests.e2e.cli.test_checklists import GAPS
from tests.e2e.conftest import PASSPHRASE, SAMPLE, Command

pytestmark = pytest.mark.model

SHIPPED = Path(reviews.__file__).parents[1] / "appliance/review/checklists/shipped/loan-file.toml"
FORMATS = ("pdf", "docx", "xlsx", "json", "zip")
NOT_VALID, UNUSABLE, NOT_ALLOWED = 118, 63, 15
CUSTOMER = ("Alderbrook", "Ryde", "4,812,600", "Ferrand", "BM-77-310452", "1940")


def machine(folder: Path) -> Command:
    """A computer with a home of its own, and no vault yet."""
    (folder / "home").mkdir(parents=True)
    return Command(folder / "vault", folder / "home")


def by(command: Command, name: str) -> tuple[str, ...]:
    """What to put behind a command to run it as this user."""
    file = command.home / f"{name}.txt"
    file.write_text(reviews.secret(name) + "\n", "utf-8")
    return ("--user", name, "--passphrase-file", str(file), "--json")


def from_head_office(branch: Command, folder: Path) -> str:
    """Import a loan-file list that another vault signed; gives its name."""
    office = machine(folder / "head-office")
    office("init", "--no-starters")
    text = SHIPPED.read_text("utf-8").replace('name = "loan-file"', 'name = "branch-loans"', 1)
    signed = folder / "branch-loans.toml"
    signed.write_text(text, "utf-8")
    made = office("checklist", "sign", "--file", signed, "--json").json
    whole = signed.read_bytes()
    signed.write_bytes(whole.replace(b'"high"', b'"low"', 1))
    assert "changed" in branch("checklist", "import", signed, code=UNUSABLE).err
    signed.write_bytes(whole)
    key = made["public_key"]
    taken = branch("checklist", "import", signed, "--key", key, "--json").json
    # Another vault than the one whose word this one takes, and it says so.
    assert [one["trusted"] for one in taken["signers"]] == [False]
    return "branch-loans"


def let_in(vault: Path) -> None:
    """Two people, each with one role and a passphrase of their own."""
    office = Office.open(vault, PASSPHRASE, settings=Settings())
    for name, role in (("Olga", "officer"), ("Rita", "reviewer")):
        office.accounts.add(name, reviews.secret(name), [role])
    office.lock()


def test_from_the_checklist_to_the_examiner(
    filled: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reviews.cheap(monkeypatch)
    checklist = from_head_office(filled, tmp_path)
    let_in(filled.vault)
    olga, rita = by(filled, "Olga"), by(filled, "Rita")

    made = filled("review", "Sample", "--checklist", checklist, *olga).json
    assert (made["state"], made["started_by"]) == ("open", "Olga")
    every_gap_is_shown(made)
    decide(filled, made, olga)

    out = tmp_path / "out"
    out.mkdir()
    draft = out / "draft.json"
    assert not filled("review", "report", "Sample", "1", "--to", draft, *olga).json["signed"]
    sign(filled, olga, rita)
    key = ""
    for ending in FORMATS:
        target = out / f"report.{ending}"
        told = filled("review", "report", "Sample", "1", "--to", target, *rita).json
        assert (told["format"], told["signed"]) == (ending, True)
        assert told["size_bytes"] == target.stat().st_size
        key = told["key"]

    count = len(made["items"])
    again = filled("review", "replay", "Sample", "1", *rita[:-1]).out
    assert again.startswith(f"{count} of {count} items came out the same."), again
    (line,) = filled("review", "list", "--json").json
    assert (line["case"], line["state"], line["counts"]["decided"]) == ("Sample", "signed", count)
    the_chain_names_the_steps_and_no_customer(filled)

    shutil.rmtree(filled.vault)
    elsewhere = machine(tmp_path / "elsewhere")
    for path in out.iterdir():
        shutil.move(path, elsewhere.home / path.name)
    everything_holds(elsewhere, key)
    whatever_is_changed_is_caught(elsewhere)
    assert not elsewhere.vault.exists()


def every_gap_is_shown(made: dict[str, Any]) -> None:
    proposals = {one["item"]: one["proposal"] for one in made["items"]}
    planted = tomllib.loads((SAMPLE / "gaps.toml").read_text("utf-8"))["gap"]
    assert len(planted) == 9
    for gap in planted:
        item, verdict, quote = GAPS[gap["id"]]
        assert proposals[item]["verdict"] == verdict, item
        shown = [" ".join(one["quote"].split()) for one in proposals[item]["evidence"]]
        assert any(quote in one for one in shown), (item, shown)
    papers = {one["sha256"] for one in made["papers"]}
    for proposal in proposals.values():
        assert proposal["evidence"] or proposal["verdict"] == "not found"
        assert all(one["sha256"] in papers for one in proposal["evidence"])


def decide(command: Command, made: dict[str, Any], olga: tuple[str, ...]) -> None:
    """A few items with the command, the others at the desk behind it."""

    def act(item: str, *words: str, code: int = 0) -> Any:  # noqa: ANN401 - JSON
        return command("review", "decide", "Sample", "1", item, *words, *olga, code=code).json

    accepted = act("insurance-in-force", "accepted", "--owner", "Bea", "--due", "2099-01-31")
    assert accepted["decision"]["owner"] == "Bea"
    refused = act("other-finance-declared", "accepted", code=UNUSABLE)
    assert refused["error"]["code"] == "C806"
    corrected = act(
        "other-finance-declared", "corrected", "--verdict", "not met", "--keep",
        "--reason", "the hire purchase was left out of the form",
    )  # fmt: skip
    assert corrected["state"] == "corrected"
    refused = command("review", "sign", "Sample", "1", *olga, code=UNUSABLE)
    assert refused.json["error"]["code"] == "C808"

    office = reviews.enter(command.vault, "Olga")
    for one in made["items"]:
        if one["item"] in ("insurance-in-force", "other-finance-declared"):
            continue
        if one["proposal"]["verdict"] == "needs a person":
            office.decisions.decide(
                "Sample", 1, one["place"], "corrected", verdict="not met", keep=True,
                reason="read by me and not as it should be",
            )  # fmt: skip
        else:
            office.decisions.decide("Sample", 1, one["place"], "accepted")
    office.lock()


def sign(command: Command, olga: tuple[str, ...], rita: tuple[str, ...]) -> None:
    assert command("review", "sign", "Sample", "1", *olga).json["state"] == "submitted"
    closed = command("review", "sign", "Sample", "1", *rita, code=NOT_ALLOWED)
    assert closed.json["error"]["code"] == "C810"
    items = command("review", "show", "Sample", "1", *rita).json["items"]
    command("review", "seen", "Sample", "1", *(one["item"] for one in items), *rita)
    signed = command("review", "sign", "Sample", "1", *rita).json
    assert [(one["part"], one["by"]) for one in signed["signatures"]] == [
        ("maker", "Olga"), ("checker", "Rita"),
    ]  # fmt: skip


def the_chain_names_the_steps_and_no_customer(command: Command) -> None:
    assert command("audit", "verify", "--json").json
    entries = command("audit", "list", "--because", "yearly", "--json").json
    events = [one["event"] for one in entries]
    for event in (
        "checklists changed", "reviewed", "review item decided", "review signed by its maker",
        "review signed by its checker", "exported", "review run again",
    ):  # fmt: skip
        assert event in events, (event, sorted(set(events)))
    text = json.dumps(entries)
    assert not any(word in text for word in CUSTOMER)
    assert "left out of the form" not in text


def everything_holds(elsewhere: Command, key: str) -> None:
    draft = elsewhere("verify", elsewhere.home / "draft.json", "--key", key, "--json").json
    assert draft["holds"]
    assert any("draft" in one for one in draft["remarks"])
    contents = set()
    for ending in FORMATS:
        found = elsewhere("verify", elsewhere.home / f"report.{ending}", "--key", key, "--json")
        told = found.json
        assert told["holds"], told
        assert (told["review"]["maker"], told["review"]["checker"]) == ("Olga", "Rita")
        assert not any("draft" in one for one in told["remarks"])
        contents.add(told["review"]["content_sha256"])
    assert len(contents) == 1


def whatever_is_changed_is_caught(elsewhere: Command) -> None:
    home = elsewhere.home
    whole = {path.name: path.read_bytes() for path in home.iterdir() if "report." in path.name}
    assert len(whole) == 2 * len(FORMATS)
    # With the command: what it says, and how it ends.
    pdf = home / "report.pdf"
    pdf.write_bytes(flipped(whole["report.pdf"]))
    ended = elsewhere("verify", pdf, code=NOT_VALID)
    assert "NOT VALID" in ended.out
    assert "C812" in ended.err
    pdf.write_bytes(whole["report.pdf"])
    told = elsewhere("verify", pdf, "--key", "ab" * 32, "--json", code=NOT_VALID).json
    assert "another vault" in told["problems"][0]
    # And each file in each way.
    for name, data in whole.items():
        path = home / name
        for changed in (flipped(data), data[:-1], data[: len(data) // 2], data + b"\n", b""):
            path.write_bytes(changed)
            assert not verify(path).holds, (name, len(changed))
        path.unlink()
        report = home / name.removesuffix(".sig")
        # A bundle carries its signature inside, too.
        if report != path and report.suffix != ".zip":
            assert any("is missing" in one for one in verify(report).problems)
        path.write_bytes(data)
    for name in ("report.docx", "draft.json", "report.zip"):
        pdf.with_name("report.pdf.sig").write_bytes((home / f"{name}.sig").read_bytes())
        assert any("changed" in one for one in verify(pdf).problems), name
    pdf.with_name("report.pdf.sig").write_bytes(whole["report.pdf.sig"])
    assert verify(pdf).holds
    the_bundle_s_folder(elsewhere)


def the_bundle_s_folder(elsewhere: Command) -> None:
    folder = elsewhere.home / "folder"
    with zipfile.ZipFile(elsewhere.home / "report.zip") as archive:
        archive.extractall(folder)
        names = archive.namelist()
    assert len(names) > 9 + len(GAPS), "reports, lists and a picture for each gap"
    assert elsewhere("verify", folder, "--json").json["holds"]
    for name in names:
        path = folder / name
        data = path.read_bytes()
        for changed in (flipped(data), data[:-1], None):
            if changed is None:
                path.unlink()
            else:
                path.write_bytes(changed)
            found = verify(folder)
            assert not found.holds
            assert any(name in one for one in found.problems), (name, found.problems)
        path.write_bytes(data)
    (folder / "crops" / "more.png").write_bytes(b"nobody signed this")
    ended = elsewhere("verify", folder, code=NOT_VALID)
    assert "added" in ended.out


def flipped(data: bytes) -> bytes:
    """One bit in the middle is another one."""
    middle = len(data) // 2
    return data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
