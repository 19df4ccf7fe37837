"""Head office makes keys and packs with the real command; nothing is said in an argument."""

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
sequence = 4
expires = "2099-01-02T12:00:00Z"
changes = "Trained anew."

[terms]
until = "2099-06-30"
branches = ["branch-12"]
purposes = ["score"]
"""
CHECKLIST = """
format = 1
kind = "checklist"
publisher = "head-office"
sequence = 1
expires = "2099-01-02T12:00:00Z"
name = "kyc"
version = "1"
title = "Know your customer"
licence = "Internal"
file = "kyc.md"
"""


@pytest.fixture
def desk(fresh: Command, tmp_path: Path) -> Path:
    """A folder with the files that head office works on, and passphrases."""
    desk = tmp_path / "desk"
    (desk / "model").mkdir(parents=True)
    for name in ("manifest.toml", "model.onnx"):
        shutil.copy(RISK / name, desk / "model" / name)
    (desk / "model" / "pack.toml").write_text(RECIPE)
    (desk / "kyc").mkdir()
    (desk / "kyc" / "pack.toml").write_text(CHECKLIST)
    (desk / "kyc" / "kyc.md").write_text("# Know your customer\n")
    for name in ("one", "two", "pack"):
        (desk / f"{name}.txt").write_text(f"secret of {name}\n")
    for name in ("one", "two"):
        fresh("keys", "new", desk / name, "--name", name, "--passphrase-file", desk / f"{name}.txt")
    return desk


def test_keys(fresh: Command, desk: Path) -> None:
    key, public = desk / "one", desk / "one.pub"
    assert key.stat().st_mode & 0o777 == 0o600
    made = fresh("keys", "show", key, "--json").json
    shown = fresh("keys", "show", public, "--json").json
    assert {**made, "kind": ""} == {**shown, "kind": ""}
    assert (made["kind"], made["name"]) == ("publisher, private", "one")
    again = ("keys", "new", key, "--name", "one", "--passphrase-file", desk / "one.txt")
    assert fresh(*again, "--json", code=18).json["error"]["code"] == "G108"
    (desk / "new.txt").write_text("another secret\n")
    change = ("keys", "change-passphrase", key, "--new-passphrase-file", desk / "new.txt")
    fresh(*change, "--passphrase-file", desk / "one.txt")
    assert fresh("keys", "show", key, "--json").json == made
    refused = fresh(*change, "--passphrase-file", desk / "one.txt", "--json", code=114)
    assert refused.json["error"]["code"] == "P328"
    fresh("keys", "show", desk / "kyc" / "kyc.md", code=115)
    fresh("keys", "show", desk / "missing", code=12)


def test_a_pack_for_a_passphrase(fresh: Command, desk: Path) -> None:
    file = desk / "kyc.cofferpack"
    build = ("pack", "build", desk / "kyc", "--output", file)
    fresh(*build, code=11)
    fresh(*build, "--passphrase-file", desk / "pack.txt")
    verify = ("pack", "verify", file, "--key", desk / "one.pub", "--json")
    assert fresh(*verify, code=112).json["error"]["code"] == "P326"
    sign = ("pack", "sign", file, "--key", desk / "one", "--key-passphrase-file")
    fresh(*sign, desk / "two.txt", code=114)
    fresh(*sign, desk / "one.txt")
    fresh(*sign, desk / "one.txt", code=112)
    told = fresh(*verify).json
    assert told["signers"] == told["signatures"]
    assert (len(told["signers"]), told["payload_verified"]) == (1, False)
    assert fresh(*verify, "--passphrase-file", desk / "pack.txt").json["payload_verified"]
    fresh(*verify, "--passphrase-file", desk / "one.txt", code=114)
    fresh(*verify, "--threshold", "2", code=58)
    fresh("pack", "verify", file, "--key", desk / "two.pub", code=58)
    fresh("pack", "verify", file, "--key", desk / "one", code=115)
    fresh(*build, "--passphrase-file", desk / "pack.txt", code=18)


def test_a_pack_for_an_appliance(fresh: Command, desk: Path) -> None:
    fresh("init", "--no-starters")
    branch = desk / "branch-12.pub"
    public = fresh("keys", "appliance", "--name", "branch-12", "--output", branch, "--json").json
    printed = fresh("keys", "appliance", "--name", "branch-12").out
    assert printed == branch.read_text()
    fresh("keys", "appliance", "--name", "branch-12", "--output", branch, code=18)
    file = desk / "credit.cofferpack"
    keys: list[str | Path] = []
    for name in ("one", "two"):
        keys += ["--key", desk / name, "--key-passphrase-file", desk / f"{name}.txt"]
    built = fresh(
        "pack", "build", desk / "model", "--output", file, "--to", branch, *keys, "--json"
    ).json
    assert built["recipients"] == [{"kind": "appliance", "id": public["id"]}]
    assert built["size_bytes"] == file.stat().st_size
    assert fresh("pack", "inspect", file, "--json").json == built
    both = ("--key", desk / "one.pub", "--key", desk / "two.pub", "--threshold", "2")
    assert fresh("pack", "verify", file, *both, "--json").json["digest"] == built["digest"]
    people = fresh("pack", "inspect", file).out
    for fact in ("branch-12", "2099-06-30", "Trained anew.", "4 of head-office", built["digest"]):
        assert fact in people
    fresh(
        "pack", "build", desk / "model", "--output", desk / "x", "--to", desk / "one.pub", code=115
    )
    with file.open("ab") as out:
        out.write(b"\n")
    assert fresh("pack", "inspect", file, "--json", code=106).json["error"]["code"] == "P317"


def test_the_vaults_passphrase_never_becomes_that_of_a_pack(fresh: Command, desk: Path) -> None:
    """It is named by the environment here; a prompt asks for the pack's own, and gets no answer."""
    assert "COFFERDAM_PASSPHRASE_FILE" in fresh.environment()
    fresh("pack", "build", desk / "kyc", "--output", desk / "x", code=11)
    ask = ("pack", "build", desk / "kyc", "--output", desk / "x", "--with-passphrase")
    fresh(*ask, stdin="", code=130)
    assert not (desk / "x").exists()
    fresh("keys", "new", desk / "three", "--name", "three", stdin="", code=130)
    assert not list(desk.glob("three*"))
