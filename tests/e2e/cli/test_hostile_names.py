"""Names from outside can forge no line of what the program prints, and none of its audit chain."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.errors import FileUnreadable
from appliance.errors.one_line import one_line

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Command

FORGED = "19  2026-11-22  owner  user removed  bob  done"
NAMES = {
    "newline": f"a\n{FORGED}",
    "ansi": f"a\x1b[2K\x1b[1A\r{FORGED}",
    "c1": f"a\x9b2K\x85{FORGED}",
    "separator": f"a\u2028{FORGED}",
    "direction": f"a\u202e{FORGED}",
}


@pytest.fixture
def opened(fresh: Command) -> Command:
    fresh("init", "--no-starters")
    return fresh


def no_forgery(text: str) -> None:
    assert not any(line.strip().startswith(FORGED[:20]) for line in text.splitlines()), text
    unprintable = {character for character in text if not character.isprintable()} - {"\n"}
    assert not unprintable, text


@pytest.mark.parametrize("kind", NAMES)
def test_c2_46_a_name_with_newlines_or_controls_forges_no_line(
    opened: Command, tmp_path: Path, kind: str
) -> None:
    name = NAMES[kind]
    # Short enough for a file system, whatever the name weighs in UTF-8.
    (tmp_path / name).write_text("not a root, not a pack, not a document")
    for command in (
        ("trust", "update", tmp_path / name),
        ("pack", "import", tmp_path / name),
        ("pack", "show", tmp_path / name),
        ("trust", "update", tmp_path / f"{name}.missing"),
    ):
        for as_json in ((), ("--json",)):
            ended = opened(*command, *as_json, code=-1)
            assert ended.code not in (0, 70)
            no_forgery(ended.out + ended.err)
    listed = opened("audit", "list", "--because", f"looking\n{FORGED}")
    no_forgery(listed.out)
    # What the chain holds is not what the maker of the file wrote.
    for entry in opened("audit", "list", "--because", "looking", "--json").json:
        if entry["event"] in ("trust changed", "pack imported"):
            assert "user removed" not in str(entry)
            assert len(entry["details"]["file_hash"]) == 16
    number = str(len(opened("audit", "list", "--because", "looking", "--json").json) - 1)
    no_forgery(opened("audit", "show", number, "--because", f"looking\n{FORGED}").out)


def test_c2_46_a_document_with_such_a_name_is_one_row(opened: Command, tmp_path: Path) -> None:
    opened("case", "new", "Miller")
    path = tmp_path / f"letter\n{FORGED}.txt"
    path.write_text("A letter about nothing.\n")
    opened("add", "Miller", path, code=-1)
    shown = opened("case", "show", "Miller")
    no_forgery(shown.out)
    no_forgery(opened("case", "show", "Miller", "--json").out)


def test_a_fact_of_an_error_is_one_line() -> None:
    error = FileUnreadable(name="a\nb\x1b[1m", why="of \u202e this")
    assert error.facts["name"] == r"a\nb\x1b[1m"
    assert "\n" not in error.message
    assert error.message.isprintable()
    assert one_line("Müller – 批准 £") == "Müller – 批准 £"
    assert one_line("\udcff") == r"\udcff"
