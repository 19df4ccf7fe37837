"""Rules of the house that a tool can hold."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = sorted([*ROOT.glob("appliance/**/*.py"), *ROOT.glob("gui/**/*.py")])


def test_modules_stay_small() -> None:
    large = {
        str(path.relative_to(ROOT)): lines
        for path in SOURCES
        if (lines := len(path.read_text("utf-8").splitlines())) > 400
    }
    assert not large, f"split these at a seam: {large}"


def test_no_module_has_a_name_that_says_nothing() -> None:
    empty = {"utils", "util", "helpers", "helper", "common", "misc", "manager"}
    assert not [path for path in SOURCES if path.stem in empty]


def test_folders_without_code_are_no_packages() -> None:
    for folder in ("packaging", "models"):
        assert not list((ROOT / folder).glob("**/__init__.py"))


def test_records_have_no_behaviour() -> None:
    for path in ROOT.glob("appliance/**/records.py"):
        text = path.read_text("utf-8")
        assert not re.search(r"^    def (?!__post_init__)", text, re.MULTILINE), path


def test_nothing_is_put_off() -> None:
    waiting = re.compile(r"\b(TODO|FIXME|XXX)\b")
    assert not [path for path in SOURCES if waiting.search(path.read_text("utf-8"))]
