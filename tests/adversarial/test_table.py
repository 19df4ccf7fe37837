"""The list in README.md is whole and true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
ROWS = {
    int(match[1]): match[0]
    for match in re.finditer(
        r"^\| (\d+) \|.*$", (Path(__file__).parent / "README.md").read_text("utf-8"), re.MULTILINE
    )
}
NUMBERED = sorted(
    {
        (int(match[1]), str(path.relative_to(TESTS.parent)))
        for path in TESTS.rglob("*.py")
        for match in re.finditer(r"def test_c2_(\d+)_", path.read_text("utf-8"))
    }
)


def test_all_forty_eight_are_there() -> None:
    assert sorted(ROWS) == list(range(1, 49))


@pytest.mark.parametrize("number", range(1, 49))
def test_what_a_line_names_exists_or_it_says_why_nothing_does(number: int) -> None:
    named = re.findall(r"`(tests/[^`]+)`", ROWS[number])
    assert named or "| none" in ROWS[number]
    for one in named:
        place, *parents = one.split("::")
        path = TESTS.parent / place
        assert path.exists(), one
        if parents:
            *classes, test = parents
            text = path.read_text("utf-8")
            assert f"\n{'    ' * len(classes)}def {test}(" in text, one
            assert all(f"class {name}" in text for name in classes), one


@pytest.mark.parametrize(("number", "place"), NUMBERED)
def test_every_numbered_test_stands_in_its_line(number: int, place: str) -> None:
    assert f"`{place}`" in ROWS[number] or f"`{place}::" in ROWS[number]


@pytest.mark.parametrize("number", range(1, 49))
def test_a_line_without_a_test_has_a_reason(number: int) -> None:
    cell = ROWS[number].split("|")[3].strip()
    assert not cell.startswith("none") or len(cell) > len("none: for no reason at all")
    assert "none yet" not in cell
