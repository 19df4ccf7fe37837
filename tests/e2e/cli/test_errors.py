"""Wrong use of the real command: a clear error, the right exit code, nothing lost."""

from __future__ import annotations

import fcntl
import json
import shutil
import sqlite3
import subprocess
import sys
import unicodedata
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Command

pytestmark = pytest.mark.model


def test_no_vault(fresh: Command) -> None:
    ended = fresh("case", "list", "--json", code=20)
    assert ended.json["error"]["code"] == "V201"
    assert "hint:" in ended.err


def test_a_vault_is_not_made_over_files(fresh: Command) -> None:
    fresh.vault.mkdir()
    (fresh.vault / "letter.txt").write_text("mine")
    fresh("init", code=21)
    assert [path.name for path in fresh.vault.iterdir()] == ["letter.txt"]


def test_wrong_passphrase(made: Command) -> None:
    wrong = made.home / "wrong"
    wrong.write_text("not it\n")
    made("--passphrase-file", wrong, "case", "list", code=22)


def test_an_unreadable_passphrase_file(made: Command) -> None:
    made("--passphrase-file", made.home / "absent", "case", "list", code=12)
    empty = made.home / "empty"
    empty.write_text("\n")
    made("--passphrase-file", empty, "case", "list", code=12)


def test_a_damaged_header(made: Command) -> None:
    header = made.vault / "header.json"
    header.write_bytes(header.read_bytes()[:-40])
    made("case", "list", code=23)


def test_another_program_holds_the_vault(made: Command) -> None:
    with (made.vault / "lock").open("r+b") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        made("case", "list", code=24)


def test_a_plain_database_in_the_place_of_ours(made: Command) -> None:
    (database,) = made.vault.glob("*.db")
    for file in made.vault.glob("*.db*"):
        file.unlink()
    plain = sqlite3.connect(database)
    plain.execute("create table t (x)")
    plain.commit()
    plain.close()
    made("case", "list", code=25)


def test_a_damaged_database(made: Command) -> None:
    (database,) = made.vault.glob("*.db")
    content = bytearray(database.read_bytes())
    content[100:200] = bytes(100)
    database.write_bytes(content)
    made("case", "list", code=26)


def test_an_empty_file_in_the_place_of_the_database(made: Command) -> None:
    for file in made.vault.glob("*.db*"):
        file.unlink()
    (made.vault / "vault.db").touch()
    made("case", "list", code=26)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("case", "show", "Nobody"), 60),
        (("case", "new", "  "), 11),
        (("search", "Nobody", "x"), 60),
        (("ask", "Nobody"), 11),
        (("ask", "Nobody", "What?"), 60),
        (("models", "show", "nothing"), 33),
        (("models", "import", "/nonexistent"), 12),
        (("score", "nothing", "--input", "/nonexistent.csv"), 33),
        (("add", "Nobody", "/nonexistent.pdf"), 60),
        (("frobnicate",), 2),
        (("search",), 2),
    ],
)
def test_what_is_not_there_is_named(made: Command, arguments: tuple[str, ...], code: int) -> None:
    made(*arguments, code=code)


def test_an_empty_case_says_what_to_do(made: Command) -> None:
    made("case", "new", "Empty")
    made("ask", "Empty", "What is the rate?", code=62)
    made("case", "new", "Empty", code=61)


def test_a_questions_file_with_a_bad_line(filled: Command, tmp_path: Path) -> None:
    questions = tmp_path / "questions.jsonl"
    questions.write_text('{"id": 1, "question": "What is the rate?"}\n{"id": 2}\n')
    ended = filled("ask", "Sample", "--questions", questions, "--json", code=63)
    assert "Line 2" in ended.json["error"]["message"]


def test_a_csv_without_the_columns(made: Command, tmp_path: Path) -> None:
    listed = made("models", "list", "--json").json
    model = next(item["name"] for item in listed if item["kind"] == "risk")
    rows = tmp_path / "rows.csv"
    rows.write_text("id,colour\n1,red\n")
    made("score", model, "--input", rows, code=71)


def test_a_model_that_is_not_what_its_manifest_says(made: Command, tmp_path: Path) -> None:
    from appliance.settings import starter_folder

    folder = tmp_path / "copy"
    shutil.copytree(starter_folder() / "credit-default", folder)
    model = folder / "model.onnx"
    content = bytearray(model.read_bytes())
    content[-1] ^= 1
    model.write_bytes(content)
    manifest = folder / "manifest.toml"
    manifest.write_text(manifest.read_text("utf-8").replace('version = "', 'version = "9.', 1))
    before = made("models", "list", "--json").json
    made("models", "import", folder, code=31)
    assert made("models", "list", "--json").json == before


def test_what_a_stranger_wrote_cannot_drive_the_terminal(made: Command, tmp_path: Path) -> None:
    made("case", "new", "Hostile")
    letter = tmp_path / "le\x1b[31mtter.txt"
    text = "The rate is \x1b]0;pwned\x07\x9b31m five \u202e percent. "
    letter.write_text(text + "It was agreed between the parties in good faith. " * 20, "utf-8")
    printed = [
        made("add", "Hostile", letter, tmp_path / "ab\x1b[sent.pdf", code=57),
        made("case", "show", "Hostile"),
        made("search", "Hostile", "rate"),
        made("search", "Hostile", "rate", "--json"),
        made("case", "show", "No\x1b[31mbody", code=60),
    ]
    for ended in printed:
        for stream in (ended.out, ended.err):
            assert not {c for c in stream if unicodedata.category(c) == "Cc"} - {"\n"}, stream
    people = [ended for ended in printed if not ended.out.startswith("[")]
    assert all("\u202e" not in ended.out for ended in people)


def test_a_bug_says_where_but_not_what(fresh: Command) -> None:
    from appliance.cli.session import EXIT_BUG

    script = (
        "import appliance.app.office as o\n"
        "def broken(*a, **k): raise RuntimeError('secret text of a document')\n"
        "o.Office.open = broken\n"
        "from appliance.cli.main import main\n"
        "main()\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, "case", "list", "--json"],
        env=fresh.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == EXIT_BUG
    assert json.loads(ended.stdout)["error"]["code"] == "G100"
    assert "RuntimeError at" in ended.stderr
    assert "secret" not in ended.stderr
