"""`cofferdam proof` as a person uses it: the page, the signed file, the check without a vault."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

from tests.e2e.conftest import SAMPLE

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Command


def test_the_page_needs_no_vault_and_shows_that_nothing_is_open(fresh: Command) -> None:
    page = fresh("proof", "--json").json["proof"]
    assert page["holds"] is True
    attempts = page["attempts"]
    assert (attempts["tested"], attempts["test_refused"], attempts["test_counted"]) == (
        *(True, True, True),
    )
    assert attempts["refused"] == 0
    assert attempts["by_family"] == {"IPv4": 2}  # one at the start and one for the page
    for process in page["processes"]:
        assert [item for item in process["sockets"] or () if item["reaches_out"]] == []
        assert process["allowed"] == []
    assert not fresh.vault.exists()


def test_an_export_is_checked_without_a_vault(made: Command, tmp_path: Path) -> None:
    target = tmp_path / "proof.json"
    exported = made("proof", "--export", target, "--json").json
    assert exported["proof"]["holds"] is True
    shutil.rmtree(made.vault)
    shown = made("proof", "verify", target, "--key", exported["key"], "--json").json
    assert shown["proof"] == exported["proof"]
    assert "genuine" in made("proof", "verify", target).out
    made("proof", "verify", target, "--key", "ab" * 32, code=118)
    content = json.loads(target.read_bytes())
    content["proof"]["attempts"]["refused"] += 1
    target.write_text(json.dumps(content), "utf-8")
    assert "E410" in made("proof", "verify", target, code=118).err


def test_a_layer_that_nobody_has_is_demanded(made: Command) -> None:
    """The settings decide; then no model runs, and the page says so."""
    made("settings", "required_layers=pid-namespace,landlock-files")
    assert "landlock-files,pid-namespace" in made("settings").out
    page = made("proof", "--json", code=1).json["proof"]
    assert page["holds"] is False
    assert "pid-namespace" in page["remarks"][0]
    made("case", "new", "Sample")
    failed = made("add", "Sample", *sorted((SAMPLE / "documents").iterdir())[:1], code=42)
    assert "missing protection: pid-namespace" in failed.err
