"""Folders, passwords and the queue through the real command."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.unit.documents import samples

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Command

pytestmark = pytest.mark.model
LINE = "The borrower repays the loan on the first day of each month."


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    (folder / "inner").mkdir(parents=True)
    (folder / "loan.pdf").write_bytes(samples.pdf([[LINE]]))
    (folder / "locked.pdf").write_bytes(samples.pdf([[LINE, "one"]], password="sesame"))
    (folder / "~$open.docx").write_bytes(b"x")
    (folder / "inner" / "letter.txt").write_text("Dear bank.")
    return folder


def test_a_folder_a_pause_and_a_password(made: Command, papers: Path, tmp_path: Path) -> None:
    made("case", "new", "A")
    assert made("queue", "pause", "--json").json == {"paused": True}
    waiting = made("add", "A", papers, "--json").json
    assert [(one["document"], one["status"]) for one in waiting] == [
        ("letter.txt", "waiting"),
        ("loan.pdf", "waiting"),
        ("locked.pdf", "waiting"),
        ("~$open.docx", "skipped"),
    ]
    assert "open in another program" in waiting[-1]["note"]
    state = made("queue", "show", "A", "--json").json
    assert state["paused"]
    assert state["seconds_left"] is None
    assert [one["document"] for one in state["items"]] == ["letter.txt", "loan.pdf", "locked.pdf"]
    assert "cofferdam queue resume" in made("queue", "show").out
    resumed = made("queue", "resume", "--json", code=57).json
    assert [one["status"] for one in resumed] == ["added", "added", "failed"]
    assert resumed[-1]["error"]["code"] == "D504"

    secret = tmp_path / "secret"
    secret.write_text("guess\n")
    wrong = made("queue", "retry", "A", "locked.pdf", "--password-file", secret, code=57)
    assert "locked.pdf" in wrong.out
    (one,) = made("case", "show", "A", "--json").json["unread"]
    assert (one["document"], one["page"]) == ("locked.pdf", None)
    assert "Could not be read" in made("case", "show", "A").out
    right = made(
        "queue", "retry", "A", "locked.pdf", "--password-stdin", "--json", stdin="sesame\n"
    )
    assert [one["status"] for one in right.json] == ["added"]
    assert made("queue", "show", "--json").json["items"] == []


def test_passwords_by_pattern_and_attached_files(
    made: Command, papers: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("sesame\n")
    mail = papers / "mail.eml"
    mail.write_bytes(samples.mail("See below.", {"note.txt": b"A note.", "bad.pdf": b"%PDF-1.7"}))
    made("case", "new", "A")
    option = f"locked*={secret}"
    added = made("add", "A", papers, "--password-file", option, "--json").json
    assert [(one["document"], one["status"], one["parent"]) for one in added] == [
        ("letter.txt", "added", None),
        ("loan.pdf", "added", None),
        ("locked.pdf", "added", None),
        ("mail.eml", "added", None),
        ("mail.eml › note.txt", "added", "mail.eml"),
        ("mail.eml › bad.pdf", "failed", "mail.eml"),
        ("~$open.docx", "skipped", None),
    ]
    shown = made("case", "show", "A", "--json").json
    (document,) = [one for one in shown["documents"] if one["name"] == "mail.eml"]
    assert [one["document"] for one in document["attachments"]] == [
        "mail.eml › note.txt",
        "mail.eml › bad.pdf",
    ]
    assert document["reader"].startswith("parsers ")
    assert [one["document"] for one in shown["unread"]] == ["mail.eml › bad.pdf"]
    made("add", "A", papers / "loan.pdf", "--password-file", "no pattern", code=11)


def test_a_password_is_neither_recorded_nor_in_clear_on_the_disk(
    made: Command, papers: Path, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    secret.write_text("sesame\n")
    made("case", "new", "A")
    made("add", "A", papers / "locked.pdf", "--password-file", f"*={secret}")
    assert made("queue", "show", "--json").json["items"] == []
    chain = made("audit", "list", "--because", "looking for a password", "--json").out
    assert "document added" in chain
    assert "sesame" not in chain
    for path in made.vault.rglob("*"):
        assert not path.is_file() or b"sesame" not in path.read_bytes(), path
