"""Reports as a person uses them: written by the real command, checked on another machine."""

from __future__ import annotations

import json
import os
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.e2e.conftest import SAMPLE, Command

if TYPE_CHECKING:
    from pathlib import Path

NOT_VALID = 118


@pytest.fixture
def reviewed(made: Command) -> Command:
    """A case with two papers of the sample customer, reviewed and not signed."""
    made("case", "new", "Mini")
    documents = SAMPLE / "documents"
    made("add", "Mini", documents / "loan_agreement.pdf", documents / "proof_of_address_ryde.pdf")
    made("review", "run", "Mini", "--checklist", "loan-file")
    return made


@pytest.fixture
def elsewhere(tmp_path: Path) -> Command:
    """Another machine: its own home, no vault."""
    folder = tmp_path / "elsewhere"
    (folder / "home").mkdir(parents=True)
    return Command(folder / "vault", folder / "home")


def test_every_format_is_checked_on_another_machine(
    reviewed: Command, elsewhere: Command, tmp_path: Path
) -> None:
    key = ""
    for ending in ("pdf", "docx", "xlsx", "json", "zip"):
        target = tmp_path / f"report.{ending}"
        told = reviewed("review", "report", "Mini", "1", "--to", target, "--json").json
        assert (told["format"], told["signed"]) == (ending, False)
        assert told["size_bytes"] == target.stat().st_size
        key = told["key"]
    shutil.rmtree(reviewed.vault)
    for ending in ("pdf", "docx", "xlsx", "json", "zip"):
        target = elsewhere.home / f"report.{ending}"
        for name in (target.name, f"{target.name}.sig"):
            shutil.move(tmp_path / name, elsewhere.home / name)
        found = elsewhere("verify", target, "--key", key, "--json").json
        assert found["holds"] is True
        assert found["review"]["checklist"] == "loan-file"
        assert any("draft" in one for one in found["remarks"])
        data = target.read_bytes()
        target.write_bytes(data[:-9] + bytes([data[-9] ^ 1]) + data[-8:])
        ended = elsewhere("verify", target, "--key", key, code=NOT_VALID)
        assert "NOT VALID" in ended.out
        assert "C812" in ended.err
        target.write_bytes(data)
        told = elsewhere("verify", target, "--key", "ab" * 32, "--json", code=NOT_VALID).json
        assert "another vault" in told["problems"][0]
        target.with_name(f"{target.name}.sig").unlink()
        if ending != "zip":
            ended = elsewhere("verify", target, code=NOT_VALID)
            assert f"its signature “{target.name}.sig” is missing" in ended.out
    # The bundle carries its own signature, packed and unpacked.
    folder = elsewhere.home / "folder"
    with zipfile.ZipFile(elsewhere.home / "report.zip") as archive:
        archive.extractall(folder)
    assert "genuine" in elsewhere("verify", folder, "--key", key).out
    (folder / "crops" / "more.png").write_bytes(b"nobody signed this")
    assert "added" in elsewhere("verify", folder, code=NOT_VALID).out
    (folder / "crops" / "more.png").unlink()
    (folder / "report.pdf").unlink()
    assert "missing" in elsewhere("verify", folder, code=NOT_VALID).out
    assert not elsewhere.vault.exists()


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
