"""The page about the architecture knows every room, and pages name only what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [
    *(ROOT / name for name in ("README.md", "SECURITY.md", "CONTRIBUTING.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]


def test_every_room_is_in_the_table() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    rows = re.findall(r"^\| (`.*?) \|", text, re.MULTILINE)
    known = {name.removeprefix("appliance/") for name in re.findall(r"`([^`]+)`", " ".join(rows))}
    rooms = {
        path.stem
        for path in (ROOT / "appliance").iterdir()
        if (path.is_dir() and (path / "__init__.py").exists()) or path.suffix == ".py"
    } - {"__init__"}
    assert rooms - known == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_that_a_page_names_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    named = re.findall(r"`((?:docs|tests|appliance|gui|packaging|benchmarks)/[\w./-]+)`", text)
    linked = [link for link in re.findall(r"\]\(([^)#:]+)\)", text) if "*" not in link]
    missing = [
        name for name in named if not ((ROOT / name).exists() or (ROOT / f"{name}.py").exists())
    ]
    missing += [link for link in linked if not (page.parent / link).exists()]
    assert not missing
