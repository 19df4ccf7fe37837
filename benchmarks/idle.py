"""What the program costs while nobody uses it: the window open, all three models loaded.

A throw-away vault with one document is made; then the real window (drawn offscreen) is opened in a
process of its own, unlocked, searched, asked and scored with, and left alone. Over the next
`--seconds` the processor time and memory of that process and its children are read from /proc.
`ratio` is the allowance over what was used: 0.5 % of one core counts as nothing measurable, and
the console may hold 200 MB.

    .venv/bin/python benchmarks/idle.py [--seconds 30] [--save]
"""

from __future__ import annotations

import argparse
import os
import secrets
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from measure import ROOT, report

from appliance.app import demo
from appliance.app.office import Office
from appliance.children import stop_all
from appliance.jobs import Job
from appliance.settings import Settings

PASSPHRASE = secrets.token_urlsafe(16)
CPU_SHARE = 0.005
CONSOLE_BYTES = 200 * 10**6

_WINDOW = """
import json, sys, threading
from pathlib import Path
from appliance.app.fence import give_up_connections
give_up_connections()
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from appliance import settings
from gui.main import build
vault, passphrase, case = sys.argv[1:4]
app = QApplication(sys.argv[:1])
window = build(app, Path(vault).parent / "settings.toml", settings.Settings(), Path(vault))
window.show()
window.unlock.secret.setText(passphrase)
window.unlock.submit()
def work(office):
    from appliance.app import demo
    from appliance.jobs import Job
    office.answers.ask(case, "What is the interest rate of the loan?", job=Job())
    model = office.scores.model().manifest.name
    applicants = demo.SAMPLE / "applicants.csv"
    office.scores.score_csv(model, applicants, explain=True, case=case, job=Job())
    print("ready", flush=True)
def look():
    if window.session is not None and window.station is not None:
        timer.stop()
        threading.Thread(target=work, args=(window.session.office,), daemon=True).start()
timer = QTimer()
timer.timeout.connect(look)
timer.start(100)
app.exec()
"""


def main() -> None:
    """Measure and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=30)
    parser.add_argument("--save", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        vault = Path(folder) / "vault"
        _fill(vault)
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": folder,
            "LANG": "C.UTF-8",
            "QT_QPA_PLATFORM": "offscreen",
        }
        window = subprocess.Popen(
            [sys.executable, "-c", _WINDOW, str(vault), PASSPHRASE, demo.CASE],
            env=environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert window.stdout is not None
            if window.stdout.readline() != "ready\n":
                raise SystemExit("the window did not get ready")
            time.sleep(5)  # what the last work left to do
            found = _watch(window.pid, given.seconds)
        finally:
            window.kill()
            window.wait()
    console = found["console"]
    share = sum(one["cpu_share"] for one in found.values())
    if not {"language", "embedding", "risk"} <= found.keys():
        raise SystemExit(f"not every model is loaded: {sorted(found)}")
    used = max(share / CPU_SHARE, console["resident_bytes"] / CONSOLE_BYTES)
    result: dict[str, Any] = {
        "seconds": given.seconds,
        "cpu_share_of_one_core": round(share, 5),
        "console_resident_mb": round(console["resident_bytes"] / 10**6, 1),
        "processes": found,
    }
    report("idle", 1 / used, result, save=given.save)


def _fill(vault: Path) -> None:
    office, _ = Office.create(vault, PASSPHRASE, settings=Settings())
    try:
        office.cases.new(demo.CASE)
        agreement = [path for path in demo.sample_documents() if "agreement" in path.name]
        office.documents.add(demo.CASE, agreement, Job())
    finally:
        office.lock()
        stop_all()


def _watch(console: int, seconds: float) -> dict[str, dict[str, Any]]:
    """Processor share and memory of the console and of each child over some seconds."""
    names = {console: "console"} | {pid: _kind(pid) for pid in _everything_below(console)}
    before = {pid: _cpu_s(pid) for pid in names}
    began_s = time.monotonic()
    time.sleep(seconds)
    passed_s = time.monotonic() - began_s
    return {
        name: {
            "cpu_share": round((_cpu_s(pid) - before[pid]) / passed_s, 5),
            **_memory(pid),
            "threads": len(list(Path(f"/proc/{pid}/task").iterdir())),
        }
        for pid, name in names.items()
    }


def _everything_below(parent: int) -> list[int]:
    found: list[int] = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[1]) == parent:
                found += [int(entry.name), *_everything_below(int(entry.name))]
    return found


def _kind(pid: int) -> str:
    words = Path(f"/proc/{pid}/cmdline").read_bytes().decode().split("\0")
    return words[words.index("--kind") + 1] if "--kind" in words else f"child {pid}"


def _cpu_s(pid: int) -> float:
    """User and system time of all threads, in ticks of 10 ms."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _memory(pid: int) -> dict[str, int]:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    fields = dict(line.split(":", 1) for line in lines if ":" in line)
    return {
        "resident_bytes": 1024 * int(fields["VmRSS"].split()[0]),
        "anonymous_bytes": 1024 * int(fields["RssAnon"].split()[0]),
    }


if __name__ == "__main__":
    main()
