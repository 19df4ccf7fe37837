"""Documents that come from code are compared with the code."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_error_list_is_up_to_date() -> None:
    script = ROOT / "packaging" / "error_list.py"
    ended = subprocess.run(
        [sys.executable, str(script), "--check"], check=False, capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stderr


def test_the_list_of_audit_events_is_up_to_date() -> None:
    script = ROOT / "packaging" / "event_list.py"
    ended = subprocess.run(
        [sys.executable, str(script), "--check"], check=False, capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stderr
