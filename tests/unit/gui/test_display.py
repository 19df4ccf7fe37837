from __future__ import annotations

import os
import subprocess
import sys

import pytest

from appliance.errors import DisplayMissing
from gui.display import require_display


def test_without_a_display_there_is_an_error_instead_of_an_abort() -> None:
    with pytest.raises(DisplayMissing) as caught:
        require_display({}, "linux")
    assert "DISPLAY" in caught.value.message
    assert caught.value.next_step


def test_offscreen_needs_no_display() -> None:
    require_display({"QT_QPA_PLATFORM": "offscreen"}, "linux")


def test_other_systems_are_left_to_qt() -> None:
    require_display({}, "win32")


def test_the_command_ends_with_the_code_of_the_error_and_no_traceback() -> None:
    bare = {
        name: value
        for name, value in os.environ.items()
        if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    done = subprocess.run(
        [sys.executable, "-m", "gui.main"], env=bare, capture_output=True, text=True, check=False
    )
    assert done.returncode == DisplayMissing.exit_code
    assert done.stderr.startswith("error [G107]")
    assert "hint: " in done.stderr
    assert "Traceback" not in done.stderr


def test_no_core_library_is_loaded_before_the_first_screen() -> None:
    code = (
        "import sys; from pathlib import Path; from appliance.settings import Settings;"
        "from PySide6.QtWidgets import QApplication; from gui.main import build;"
        "app = QApplication([]); window = build(app, Path('s'), Settings(), Path('v'));"
        "window.show(); app.processEvents();"
        "heavy = {'numpy', 'onnxruntime', 'llama_cpp', 'sqlcipher3', 'cryptography', 'msgspec'};"
        "print(sorted(heavy & set(sys.modules)), 'appliance.app' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split("\n")[0] == "[] False"
