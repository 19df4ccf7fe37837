"""Every test runs in a house of its own: temporary home, no network, and noise is a failure."""

from __future__ import annotations

import logging
import os
import socket
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
# The official ONNX Runtime starts collecting for its maker when a test imports it.
os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class RefusedConnection(OSError):
    """A test tried to reach another machine."""


@pytest.fixture(autouse=True)
def sealed_house(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Point every personal folder to a temporary one; refuse and count outgoing connections.

    The count fails the test even if the code under test swallowed the refusal.
    """
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    for name in ("COFFERDAM_VAULT", "COFFERDAM_PASSPHRASE_FILE"):
        monkeypatch.delenv(name, raising=False)
    refused: list[str] = []
    connect, connect_ex = socket.socket.connect, socket.socket.connect_ex

    def guard(real: Callable[..., object]) -> Callable[..., object]:
        def attempt(self: socket.socket, address: object) -> object:
            if self.family in (socket.AF_INET, socket.AF_INET6):
                refused.append(str(address))
                raise RefusedConnection(f"outgoing connection to {address}")
            return real(self, address)

        return attempt

    monkeypatch.setattr(socket.socket, "connect", guard(connect))
    monkeypatch.setattr(socket.socket, "connect_ex", guard(connect_ex))
    yield
    assert not refused, f"outgoing connections were attempted: {refused}"


class _Collector(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture
def expected_log() -> list[str]:
    """Fragments of warnings that this test means to provoke; append to it."""
    return []


@pytest.fixture(autouse=True)
def no_unexpected_log(expected_log: list[str]) -> Iterator[None]:
    """Fail the test if the program logs a warning or an error that the test did not announce."""
    collector = _Collector()
    root = logging.getLogger()
    root.addHandler(collector)
    yield
    root.removeHandler(collector)
    surprising = [
        record.getMessage()
        for record in collector.records
        if not any(fragment in record.getMessage() for fragment in expected_log)
    ]
    assert not surprising, f"unexpected log: {surprising}"


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The evaluation data; tests that need it are skipped with a plain message without it."""
    named = os.environ.get("COFFERDAM_DATA")
    folder = Path(named) if named else Path(__file__).parents[2] / "shared" / "data"
    if not (folder / "README.md").is_file():
        pytest.skip("COFFERDAM_DATA names no folder with the evaluation data")
    return folder
