"""Checking reports on a machine without a vault: what is no report, and names from outside.

Reports that are written, checked and tampered with are in test_review_story.py.
"""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from tests.e2e.conftest import Command

if TYPE_CHECKING:
    from pathlib import Path

NOT_VALID = 118


@pytest.fixture
def elsewhere(tmp_path: Path) -> Command:
    """Another machine: its own home, no vault."""
    folder = tmp_path / "elsewhere"
    (folder / "home").mkdir(parents=True)
    return Command(folder / "vault", folder / "home")


def test_checking_asks_for_no_passphrase_and_names_hostile_names_safely(
    elsewhere: Command,
) -> None:
    hostile = elsewhere.home / "re\x1b[31mport\n.pdf"
    hostile.write_bytes(b"no report")
    ended = elsewhere("verify", hostile, code=NOT_VALID, stdin="")
    assert "\x1b" not in ended.out + ended.err
    assert "assphrase" not in ended.out + ended.err
    assert elsewhere("verify", elsewhere.home / "none.pdf", code=12).out == ""
    empty = elsewhere.home / "empty"
    empty.mkdir()
    told = json.loads(elsewhere("verify", empty, "--json", code=NOT_VALID).out)
    assert told["error"]["code"] == "C812"
    assert os.listdir(empty) == []  # noqa: PTH208 - names are enough
