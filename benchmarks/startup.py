"""Time from starting the program to its unlock screen being painted, against a bare Qt window.

Each sample is a whole new process: interpreter, imports, window, first paint. Both are offscreen
and take turns; the page cache is warm. `ratio` is the bare window over ours in seconds: 1 means
that our screen costs nothing on top of an empty PySide6 window.

    .venv/bin/python benchmarks/startup.py [--repeats 15] [--save]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import ROOT, interleaved_s, medians, report

# Both say so when the first frame is done and end at once, so that tearing down is not counted.
_BARE = """
import os
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([])
class Window(QWidget):
    def paintEvent(self, event):
        QTimer.singleShot(0, lambda: os._exit(0))
window = Window()
window.resize(1280, 800)
window.show()
app.exec()
os._exit(1)
"""

_OURS = """
import os, sys
from gui import main as program
build = program.build
def watched(app, *arguments):
    from PySide6.QtCore import QEvent, QObject, QTimer
    window = build(app, *arguments)
    class Watch(QObject):
        def eventFilter(self, widget, event):
            if widget is window.unlock.secret and event.type() == QEvent.Type.Paint:
                QTimer.singleShot(0, lambda: os._exit(0))
            return False
    window.watch = Watch()
    window.unlock.secret.installEventFilter(window.watch)
    return window
program.build = watched
program.main(sys.argv[1:])
os._exit(1)
"""


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=15)
    parser.add_argument("--save", action="store_true")
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        samples = interleaved_s(
            {
                "ours_s": lambda: _start(_OURS, home, "--vault", str(home / "vault")),
                "bare_s": lambda: _start(_BARE, home),
            },
            repeats=chosen.repeats,
        )
    found = medians(samples)
    report(
        "startup",
        found["bare_s"] / found["ours_s"],
        {
            "medians": {name: round(value, 4) for name, value in found.items()},
            "samples": {name: [round(v, 4) for v in values] for name, values in samples.items()},
            "platform": "offscreen",
        },
        save=chosen.save,
    )


def _start(code: str, home: Path, *arguments: str) -> None:
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "QT_QPA_PLATFORM": "offscreen",
    }
    command = [sys.executable, "-c", code, *arguments]
    subprocess.run(command, env=environment, cwd=ROOT, check=True, stderr=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
