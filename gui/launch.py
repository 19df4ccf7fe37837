"""Entry point of `cofferdam-window`: drop planted variables before anything else is imported."""

from __future__ import annotations

import sys

from appliance.hygiene import start_clean


def main() -> int:
    """Open the window; returns the exit code."""
    start_clean("gui.launch")
    from gui.main import main as window

    return window()


if __name__ == "__main__":
    sys.exit(main())
