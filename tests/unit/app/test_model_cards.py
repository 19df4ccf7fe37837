"""Cards of the models that come with the program, as bundles for examiners take them."""

from __future__ import annotations

import shutil
import tomllib
from typing import TYPE_CHECKING

import pytest

from appliance import settings as places
from appliance.app import model_cards, statement_model
from appliance.app.model_cards import card

if TYPE_CHECKING:
    from pathlib import Path


def files_of(name: str) -> list[str]:
    manifest = (places.starter_folder() / name / "manifest.toml").read_text("utf-8")
    return [one["sha256"] for one in tomllib.loads(manifest)["components"]]


@pytest.mark.parametrize("name", ["all-minilm-l6-v2", "smollm2-135m-instruct", "credit-default"])
def test_a_starter_model_has_its_card(name: str) -> None:
    assert card(name, files_of(name)).startswith(b"# ")


def test_the_model_of_statements_has_its_card() -> None:
    found = card(statement_model.FOLDER, statement_model.pinned().values())
    assert b"What it is worth" in found


def test_another_model_of_the_same_name_has_none() -> None:
    assert card(statement_model.FOLDER, ["0" * 64]) == b""
    assert card(statement_model.FOLDER, []) == b""


@pytest.mark.parametrize("name", ["../trust", "nobody", "", "..", "a/../nda-statements"])
def test_a_name_leads_nowhere_else(name: str) -> None:
    assert card(name, statement_model.pinned().values()) == b""


def test_a_card_that_cannot_be_used_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = statement_model.FOLDER
    shutil.copytree(places.starter_folder() / name, tmp_path / name)
    (tmp_path / model_cards.FOLDER).mkdir()
    written = tmp_path / model_cards.FOLDER / f"{name}.md"
    pinned = statement_model.pinned().values()
    monkeypatch.setattr(places, "starter_folder", lambda: tmp_path)
    assert card(name, pinned) == b""
    written.write_bytes(b"# Card\n")
    assert card(name, pinned) == b"# Card\n"
    written.write_bytes(b"x" * (model_cards.LIMIT_BYTES + 1))
    assert card(name, pinned) == b""
    (tmp_path / name / "networks.toml").write_bytes(b"\xff not TOML")
    assert card(name, pinned) == b""
