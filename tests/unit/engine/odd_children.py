"""An engine whose children are programs of the test: some keep the protocol, some lie or die."""

from __future__ import annotations

import os
import signal
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from appliance import children
from appliance.children import ChildSpec, sealed_memory
from appliance.engine.client import LanguageEngine
from appliance.engine.records import (
    Message,
    Prompt,
    Rung,
    RunSettings,
    Sampling,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from appliance.jobs import Job

LIAR = Path(__file__).parent / "programs" / "liar.py"
SCRIPTED = Path(__file__).parents[2] / "contract" / "programs" / "scripted_child.py"
PROMPT = Prompt((Message("user", "What is the rate?"),), "chatml")
OTHER = Prompt((Message("user", "Who lends?"),), "chatml")
GUARD_S = 30.0


class Programs:
    """Which program each next child is: first those in `next`, then `usual`.

    Attributes:
        started: how many children there were.
    """

    def __init__(self) -> None:
        self.next: list[str] = []
        self.usual = "scripted pace=0.002"
        self.started = 0

    def command_line(self, _: ChildSpec) -> list[str]:
        self.started += 1
        what = self.next.pop(0) if self.next else self.usual
        program, option = (SCRIPTED, what.split()[1]) if "pace" in what else (LIAR, f"lie={what}")
        return [sys.executable, "-I", "-X", "utf8", str(program), "--option", option]


def weights() -> Mapping[str, int]:
    def write(descriptor: int) -> None:
        os.write(descriptor, b"x")

    return {"model.gguf": sealed_memory("weights", write)}


def made(*rungs: Rung, settings: RunSettings | None = None) -> LanguageEngine:
    return LanguageEngine(
        weights,
        name="m",
        context_tokens=4096,
        template="chatml",
        threads=1,
        settings=settings,
        rungs=rungs,
    )


class Asked(threading.Thread):
    """A request in a thread of its own, and how it ended.

    Attributes:
        began: set at the first piece.
    """

    def __init__(self, ask: Callable[[Callable[[str], None]], str]) -> None:
        super().__init__(daemon=True)
        self.began = threading.Event()
        self.text = ""
        self.error: BaseException | None = None
        self._ask = ask
        self.start()

    def run(self) -> None:
        try:
            self.text = self._ask(lambda _: self.began.set())
        except Exception as error:
            self.error = error

    def ended(self) -> Asked:
        self.join(GUARD_S)
        assert not self.is_alive()
        return self


def asked(
    engine: LanguageEngine, tokens: int, *, prompt: Prompt = PROMPT, job: Job | None = None
) -> Asked:
    return Asked(
        lambda on_text: engine.generate(prompt, Sampling(tokens), on_text=on_text, job=job).text
    )


def kill(number: int = signal.SIGKILL) -> None:
    (child,) = children.running()
    os.kill(child.pid, number)
