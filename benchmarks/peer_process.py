"""Another program to be measured against, kept running so that both sides can take turns.

The other side runs in a Python of its own, outside the project, with a script of
`benchmarks/peers/`: it reads one JSON list of words and numbers per line, does that work, and
answers with one JSON line. Nothing of it is imported here.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any, Self

PEERS = Path(__file__).resolve().parent / "peers"


class Peer:
    """One running script of `benchmarks/peers/`; use it as a context manager."""

    def __init__(self, python: Path, script: str, *arguments: str) -> None:
        """`python` is the interpreter of the environment that the peer needs."""
        self._process = subprocess.Popen(
            [str(python), str(PEERS / script), *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self.about: dict[str, Any] = self._answer()

    def ask(self, *request: object) -> Any:  # noqa: ANN401 - whatever the script answers
        """Let the peer do one piece of work and wait for its answer."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> Any:  # noqa: ANN401 - whatever the script answers
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit(f"the peer ended with status {self._process.wait()}")
        return json.loads(line)

    def __enter__(self) -> Self:
        """Use it for the block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close its input, which ends it."""
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()
