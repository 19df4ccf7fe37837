"""The real command on real starter models; vaults are made once and copied per test."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from appliance.settings import starter_folder

GUARDED = Path(__file__).parent / "guarded.py"
SAMPLE = Path(__file__).parents[2] / "appliance" / "app" / "sample"
PASSPHRASE = "correct horse battery staple 批准"
# For a command whose exit code a test looks at itself.
ANY = -1


@dataclass
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - what a test expects is its business
        return json.loads(self.out)


@dataclass
class Command:
    """The `cofferdam` command on one vault, with connections refused."""

    vault: Path
    home: Path

    def __call__(self, *arguments: str | Path, code: int = 0, stdin: str | None = None) -> Ended:
        refused = self.home / "refused.txt"
        ended = subprocess.run(
            [sys.executable, str(GUARDED), str(refused), *map(str, arguments)],
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            env=self.environment(),
        )
        assert not refused.exists(), f"outgoing connections: {refused.read_text()}"
        assert code == ANY or ended.returncode == code, (
            f"exit {ended.returncode}\n{ended.stdout}\n{ended.stderr}"
        )
        assert "Traceback" not in ended.stderr
        return Ended(ended.returncode, ended.stdout, ended.stderr)

    def environment(self) -> dict[str, str]:
        passphrase = self.home / "passphrase"
        passphrase.write_text(PASSPHRASE + "\n", "utf-8")
        return {
            "PATH": os.environ["PATH"],
            "LANG": "C.UTF-8",
            "HOME": str(self.home),
            "TMPDIR": str(self.home),
            "COFFERDAM_VAULT": str(self.vault),
            "COFFERDAM_PASSPHRASE_FILE": str(passphrase),
        }


def _command(folder: Path) -> Command:
    home = folder / "home"
    home.mkdir()
    return Command(folder / "vault", home)


@pytest.fixture(scope="session")
def _made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    names = {path.parent.name for path in starter_folder().glob("*/manifest.toml")}
    assert len(names) >= 3, f"starter models are not prepared: only {names}; run make setup"
    folder = tmp_path_factory.mktemp("made")
    command = _command(folder)
    command("init", "--json")
    return command.vault


@pytest.fixture(scope="session")
def _filled(_made: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("filled")
    shutil.copytree(_made, folder / "vault")
    command = _command(folder)
    command("case", "new", "Sample")
    command("add", "Sample", *sorted((SAMPLE / "documents").iterdir()))
    return command.vault


@pytest.fixture
def fresh(tmp_path: Path) -> Command:
    """No vault yet."""
    return _command(tmp_path)


@pytest.fixture
def made(_made: Path, tmp_path: Path) -> Command:
    """A vault with the starter models and no case."""
    shutil.copytree(_made, tmp_path / "vault")
    return _command(tmp_path)


@pytest.fixture
def filled(_filled: Path, tmp_path: Path) -> Command:
    """A vault with the sample customer in the case “Sample”."""
    shutil.copytree(_filled, tmp_path / "vault")
    return _command(tmp_path)
