"""The stand-alone script over every vector, as an auditor runs it: a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import warnings
import zipfile
from pathlib import Path, PureWindowsPath

import pytest

from appliance.audit import verify_audit

FOLDER = Path(__file__).parents[2] / "vectors" / "audit"
VECTORS = sorted(path.name for path in FOLDER.iterdir() if path.suffix != ".md")
CODES = {"genuine": 0, **verify_audit.CODES}


def read(name: str) -> tuple[dict[str, str], dict[str, str]]:
    head, _, body = (FOLDER / name).read_text("utf-8").partition("\n\n")
    return dict(line.split(": ", 1) for line in head.split("\n")), json.loads(body)


def run(*arguments: str | Path) -> tuple[int, str]:
    """With nothing of this program to import."""
    ended = subprocess.run(
        [sys.executable, "-I", verify_audit.__file__, *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"], "LANG": "C.UTF-8"},
    )
    assert "Traceback" not in ended.stderr, ended.stderr
    return ended.returncode, ended.stdout


@pytest.mark.parametrize("name", VECTORS)
def test_a_vector(name: str, tmp_path: Path) -> None:
    head, files = read(name)
    folder = tmp_path / "export"
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    options: list[str | Path] = ["--key", head["key"]]
    options += ["--witness", head["witness"]] if "witness" in head else []
    if "earlier" in head:
        (tmp_path / "earlier.note").write_text(json.loads(head["earlier"]), "utf-8")
        options += ["--earlier", tmp_path / "earlier.note"]
    code, said = run(folder, *options)
    assert code == CODES[head["expect"]], said
    assert said.startswith("Genuine" if code == 0 else head["expect"].upper()) or "witness" in head


def test_every_outcome_has_vectors() -> None:
    outcomes = {read(name)[0]["expect"] for name in VECTORS}
    assert outcomes == set(CODES)
    assert len(VECTORS) >= 50


def test_wrong_usage_has_a_code_of_its_own(tmp_path: Path) -> None:
    assert run("--nothing")[0] == 2
    assert run(tmp_path / "missing")[0] == CODES["unreadable"]
    (tmp_path / "no.zip").write_bytes(b"PK")
    assert run(tmp_path / "no.zip")[0] == CODES["unreadable"]


def test_files_have_the_same_names_on_windows() -> None:
    folder = PureWindowsPath("C:\\audit\\export")
    note = folder / "checkpoints" / "000000000005.note"
    assert verify_audit.name_in(folder, note) == "checkpoints/000000000005.note"


def test_an_archive_verifies_and_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    head, files = read("five")
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    assert run(path, "--key", head["key"])[0] == 0
    with zipfile.ZipFile(path, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of zipfile, which knows that this is odd
        archive.writestr("entries.jsonl", files["entries.jsonl"])
    assert run(path, "--key", head["key"])[0] == CODES["unreadable"]


def test_a_countersignature_that_was_not_checked_is_said(tmp_path: Path) -> None:
    head, files = read("unasked_witness")
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    code, said = run(tmp_path, "--key", head["key"])
    assert code == 0
    assert "Not checked: countersignatures of cofferdam-witness/0a0b0c0d" in said
