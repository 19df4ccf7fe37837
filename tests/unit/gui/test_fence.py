"""The real window without any socket but those of this machine."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parent / "programs" / "fenced_window.py"
GUARD_S = 120


def opened(tmp_path: Path, *before: str, platform: str) -> dict[str, object]:
    environment = {**os.environ, "QT_QPA_PLATFORM": platform, "HOME": str(tmp_path)}
    environment.pop("WAYLAND_DISPLAY", None)
    done = subprocess.run(
        [*before, sys.executable, str(PROGRAM), str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=GUARD_S,
        check=False,
        env=environment,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return found


def test_it_opens_and_tries_nothing(tmp_path: Path) -> None:
    found = opened(tmp_path, platform="offscreen")
    assert found == {
        "platform": "offscreen",
        "visible": True,
        "refused": 0,
        "weak": [],
        "reaching_out": [],
        "status": 0,
    }


@pytest.mark.skipif(shutil.which("xvfb-run") is None, reason="no display server to start")
def test_it_opens_on_a_display_and_tries_nothing(tmp_path: Path) -> None:
    found = opened(tmp_path, "xvfb-run", "-a", platform="xcb")
    assert (found["platform"], found["visible"], found["refused"]) == ("xcb", True, 0)
    assert found["reaching_out"] == []


def test_a_display_on_another_machine_is_refused_in_words(tmp_path: Path) -> None:
    """It would need TCP. Nothing hangs, although Qt may hold Python's lock while it tries."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "xcb",
        "HOME": str(tmp_path),
        "DISPLAY": "127.0.0.1:97",
    }
    environment.pop("WAYLAND_DISPLAY", None)
    done = subprocess.run(
        [sys.executable, str(PROGRAM), str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=GUARD_S,
        check=False,
        env=environment,
    )
    assert done.returncode != 0
    assert "display" in done.stderr
