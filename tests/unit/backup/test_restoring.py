"""Backups that somebody with the keys made, naming files that no vault has."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest

from appliance.backup import making
from appliance.backup.making import back_up
from appliance.backup.restoring import Backup
from appliance.backup.sources import Source, sources
from appliance.errors import BackupDamaged
from appliance.jobs import Job

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from appliance.clock import Clock
    from appliance.vault.store import Vault


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("cases", "each other's way"),
        ("vault.db/x", "each other's way"),
        ("lock/x/y", "each other's way"),
        ("../outside", "outside the vault"),
        ("/tmp/outside", "outside the vault"),  # noqa: S108
        ("models/../../outside", "outside the vault"),
        ("a" * 256, "impossible"),
        ("中" * 86, "impossible"),
        ("a/" * 9 + "a", "impossible"),
        ("a\x00b", "impossible"),
    ],
)
def test_a_file_that_cannot_be_is_damage(
    vault: Vault,
    tmp_path: Path,
    clock: Clock,
    passphrase: str,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    why: str,
) -> None:
    def more(of: Vault) -> Iterator[Source]:
        yield from sources(of)
        yield Source(path, io.BytesIO(b"content"))

    monkeypatch.setattr(making, "sources", more)
    file, target = tmp_path / "b.cofferbackup", tmp_path / "restored"
    back_up(vault, file, clock=clock, job=Job())
    with Backup(file, passphrase) as backup, pytest.raises(BackupDamaged, match=why):
        backup.restore(target, job=Job())
    assert not (target / "header.json").exists()
    assert not list(tmp_path.glob("outside*"))
