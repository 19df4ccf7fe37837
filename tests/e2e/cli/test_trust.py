"""Head office and a branch with the real command: trust, import, use, revocation."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.e2e.conftest import Command

RISK = Path(__file__).parents[3] / "models" / "credit-default"
RECIPE = """
format = 1
kind = "model"
publisher = "head-office"
sequence = {sequence}
expires = "2098-01-02T12:00:00Z"

[terms]
purposes = ["score"]
runs = 2
"""
POLICY = """
format = 1
kind = "policy"
publisher = "head-office"
sequence = 1
expires = "2098-01-02T12:00:00Z"
name = "house"
version = "1"
title = "House rules"
licence = "Internal"
file = "house.toml"
"""


@pytest.fixture
def desk(fresh: Command, tmp_path: Path) -> Path:
    """Head office with four keys and a signed root, and a branch without models."""
    fresh("init", "--no-starters")
    desk = tmp_path / "desk"
    desk.mkdir()
    (desk / "secret.txt").write_text("secret of all keys\n")
    for name in ("r1", "r2", "p1", "v1"):
        fresh("keys", "new", desk / name, "--name", name, "--passphrase-file", desk / "secret.txt")
    fresh(
        "trust", "new-root", "--publisher", "head-office", "--root-key", desk / "r1.pub",
        "--root-key", desk / "r2.pub", "--packs-key", desk / "p1.pub", "--revocation-key",
        desk / "v1.pub", "--root-threshold", "2", "--output", desk / "root.json",
    )  # fmt: skip
    sign(fresh, desk, "root.json", "r1")
    fresh("keys", "appliance", "--name", "branch", "--output", desk / "branch.pub")
    return desk


def sign(command: Command, desk: Path, file: str, key: str) -> str:
    ended = command(
        "trust", "sign", desk / file, "--key", desk / key, "--key-passphrase-file",
        desk / "secret.txt", "--json",
    )  # fmt: skip
    fingerprint: str = ended.json["fingerprint"]
    return fingerprint


def build(command: Command, desk: Path, folder: Path, output: str) -> Path:
    command(
        "pack", "build", folder, "--output", desk / output, "--to", desk / "branch.pub", "--key",
        desk / "p1", "--key-passphrase-file", desk / "secret.txt",
    )  # fmt: skip
    return desk / output


def credit(command: Command, desk: Path, sequence: int) -> Path:
    folder = desk / f"credit{sequence}"
    folder.mkdir()
    for name in ("manifest.toml", "model.onnx"):
        shutil.copy(RISK / name, folder / name)
    (folder / "pack.toml").write_text(RECIPE.format(sequence=sequence))
    return build(command, desk, folder, f"credit{sequence}.cofferpack")


def test_from_a_root_to_a_revoked_model(fresh: Command, desk: Path) -> None:
    pack = credit(fresh, desk, 2)
    looked = fresh("pack", "look", pack, "--json").json
    assert not looked["importable"]
    assert looked["refusals"][0]["code"] == "P334"
    # One of two signatures is not enough to be pinned, and neither is a wrong fingerprint.
    fingerprint = sign(fresh, desk, "root.json", "r1")
    fresh("trust", "pin", desk / "root.json", "--fingerprint", fingerprint, code=37)
    assert sign(fresh, desk, "root.json", "r2") == fingerprint
    fresh("trust", "pin", desk / "root.json", "--fingerprint", "0" * 40, code=39)
    pinned = fresh("trust", "pin", desk / "root.json", "--json", stdin=f"{fingerprint}\n").json
    assert pinned["thresholds"] == {"root": 2, "packs": 1, "revocation": 1}
    fresh("trust", "pin", desk / "root.json", "--fingerprint", fingerprint, code=11)

    looked = fresh("pack", "look", pack, "--json").json
    assert looked["importable"]
    assert [one["standing"] for one in looked["signers"]] == ["trusted"]
    assert "trusted  p1" in fresh("pack", "look", pack).out
    imported = fresh("models", "import", pack, "--json").json
    assert imported["origin"]["runs"] == 2
    assert imported["active"]

    fresh("pack", "import", credit(fresh, desk, 1), code=76)

    row = (RISK / "manifest.toml").read_text().count("[[risk.features]]")
    table = desk / "rows.csv"
    names = [line.split('"')[1] for line in (RISK / "manifest.toml").read_text().splitlines()
             if line.startswith("name = ") and line.split('"')[1].isupper()]  # fmt: skip
    assert len(names) == row
    value = ",".join(["10000", *["0"] * (row - 1)])
    table.write_text("\n".join([",".join(names), value, value]) + "\n")
    fresh("score", "credit-default", "--input", table, "--json")
    fresh("score", "credit-default", "--input", table, "--json", code=116)

    fresh(
        "trust", "revoke", "--root", desk / "root.json", "--output", desk / "list.json",
        "--model", f"{imported['digest']}=gave wrong scores",
    )  # fmt: skip
    sign(fresh, desk, "list.json", "v1")
    fresh(
        "trust", "bundle", desk / "root.json", desk / "list.json", "--output", desk / "stick.json"
    )
    updated = fresh("trust", "update", desk / "stick.json", "--json").json
    assert updated["accepted"] == ["revocation 1 of head-office"]
    assert "gave wrong scores" in updated["set_aside"][0][2]
    assert "gave wrong scores" in fresh("trust", "revoke-check").out
    fresh("models", "activate", "credit-default", code=78)
    fresh("score", "credit-default", "--input", table, code=78)
    assert "Nothing in it is newer" in fresh("trust", "update", desk / "stick.json").out
    fresh("audit", "verify")


def test_a_policy_and_a_refused_folder(fresh: Command, desk: Path) -> None:
    fingerprint = sign(fresh, desk, "root.json", "r2")
    fresh("trust", "pin", desk / "root.json", "--fingerprint", fingerprint)
    folder = desk / "house"
    folder.mkdir()
    (folder / "pack.toml").write_text(POLICY)
    (folder / "house.toml").write_text("format = 1\nidle_lock_max_s = 120\n")
    fresh("pack", "import", build(fresh, desk, folder, "house.cofferpack"), "--yes")
    (item,) = fresh("pack", "list", "--json").json
    assert (item["kind"], item["name"], item["quarantine"]) == ("policy", "house", "")
    assert "idle_lock_max_s = 120" in fresh("pack", "show", "policy", "house").out
    fresh("pack", "export", "policy", "house", "--output", desk / "out.toml")
    assert (desk / "out.toml").read_text() == (folder / "house.toml").read_text()
    fresh("pack", "show", "checklist", "house", code=19)
    bare = desk / "bare"
    shutil.copytree(RISK, bare, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    text = (bare / "manifest.toml").read_text().replace('"credit-default"', '"credit-other"', 1)
    (bare / "manifest.toml").write_text(text)
    fresh("models", "import", bare, code=77)


def test_a_clock_may_start_again_with_a_reason(fresh: Command, desk: Path) -> None:
    fresh("trust", "start-clock-again", "--because", "   ", code=11)
    ended = fresh("trust", "start-clock-again", "--because", "the battery was empty", "--json")
    assert not ended.json["clock_behind"]
