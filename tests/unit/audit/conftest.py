from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from appliance.audit.events import Event
from appliance.audit.watch import Watch
from appliance.vault.store import Vault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from appliance.clock import Clock
    from appliance.crypto.kdf import KdfParams


@pytest.fixture
def medium(tmp_path: Path) -> Path:
    made = tmp_path / "stick"
    made.mkdir()
    return made


@pytest.fixture
def watched(tmp_path: Path, medium: Path, clock: Clock) -> Callable[[Vault], Watch]:
    """A watch over a vault, with this computer's memory and one medium, both of this test."""

    def make(vault: Vault) -> Watch:
        return Watch(vault, clock, seen_folder=tmp_path / "seen", media=lambda: (medium,))

    return make


@pytest.fixture
def reopened(
    tmp_path: Path, clock: Clock, fast: KdfParams, passphrase: str
) -> Iterator[Callable[[], Vault]]:
    """Opens the vault in `tmp_path`/kept, made at the first call; the one before is locked."""
    opened: list[Vault] = []

    def again() -> Vault:
        if opened:
            opened.pop().lock()
        folder = tmp_path / "kept"
        if folder.exists():
            opened.append(Vault.open(folder, passphrase, clock=clock))
        else:
            opened.append(Vault.create(folder, passphrase, clock=clock, kdf=fast)[0])
        return opened[0]

    yield again
    for vault in opened:
        vault.lock()


@pytest.fixture
def fill(watched: Callable[[Vault], Watch]) -> Callable[[Vault, int], Watch]:
    """Appends so many entries and gives the watch."""

    def work(vault: Vault, count: int) -> Watch:
        watch = watched(vault)
        for number in range(count):
            watch.log.append(Event.ASKED, f"case:{number}", hits=number)
        return watch

    return work


@pytest.fixture
def copied(tmp_path: Path) -> Callable[[Path, str], Path]:
    """A copy of a folder or file under a name of its own."""

    def copy(source: Path, name: str) -> Path:
        target = tmp_path / name
        if source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copy2(source, target)
        return target

    return copy
