"""An abort inside llama.cpp ends one child and starts no debugger on the clear weights."""

from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

import pytest

from appliance.children import Child, ChildSpec, spawning
from appliance.errors import ModelStopped
from appliance.settings import engine_folder

PROGRAMS = Path(__file__).parent / "programs"

pytestmark = pytest.mark.skipif(
    not (engine_folder() / "libggml-base.so").exists(), reason="the engine is not built"
)


class Watch(threading.Thread):
    """Notes every process whose parent is `pid`, as fast as it can look."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.found: set[str] = set()
        self.looks = 0
        self.over = threading.Event()
        self._pid = str(pid)

    def run(self) -> None:
        while not self.over.is_set():
            for path in Path("/proc").glob("[0-9]*/stat"):
                try:
                    words = path.read_text("ascii", "replace").rsplit(")", 1)[1].split()
                except (OSError, IndexError):
                    continue
                if words[1] == self._pid:
                    self.found.add(path.parent.name)
            self.looks += 1


@pytest.mark.parametrize("backtrace", ["off", "on"])
def test_c2_14_no_debugger_is_started(monkeypatch: pytest.MonkeyPatch, backtrace: str) -> None:
    """`on`: even where the variable that switches the debugger off were lost."""

    def command_line(spec: ChildSpec) -> list[str]:
        return [sys.executable, "-I", "-X", "utf8", str(PROGRAMS / spec.module)]

    monkeypatch.setattr(spawning, "command_line", command_line)
    child = Child.start(
        ChildSpec("language", "aborting.py", None, options=(f"backtrace={backtrace}",))
    )
    watch = Watch(child.pid)
    watch.start()
    try:
        while watch.looks < 2:
            time.sleep(0.01)
        child.send(b"abort")
        # Where it looks for its own symbols instead, because it got no debugger, it crashes.
        with pytest.raises(ModelStopped, match=r"it found an inconsistency and gave up|it crashed"):
            child.receive(60)
        looks = watch.looks
        while watch.looks < looks + 2:
            time.sleep(0.01)
    finally:
        watch.over.set()
        watch.join()
        child.stop(grace_s=0)
    assert watch.found == set()
