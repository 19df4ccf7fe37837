"""kill -9 while users are changed: the header is the old one or the new one, and opens."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from appliance.vault.domains import CONTROL, Domain
from appliance.vault.store import Vault
from tests.unit.vault import killing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from appliance.clock import Clock
    from appliance.crypto.kdf import KdfParams

ALL = frozenset(Domain)
FRESH = "Fresh"


def state(vault: Vault) -> object:
    return (
        [(user.name, user.roles, user.held, user.pending) for user in vault.users()],
        vault.recoveries,
        [user.credentials for user in vault._header.users],
        vault._header.recovery,
    )


def add(vault: Vault, fast: KdfParams) -> None:
    vault.add_user(FRESH, "f", ["officer"], ALL, kdf=fast)


def remove(vault: Vault, _fast: KdfParams) -> None:
    vault.remove_user(vault.users()[1].id)


def roles(vault: Vault, _fast: KdfParams) -> None:
    vault.set_roles(vault.users()[1].id, ["auditor"], {CONTROL})


def readmit(vault: Vault, fast: KdfParams) -> None:
    vault.readmit_user(vault.users()[1].id, "g", kdf=fast)


def code(vault: Vault, _fast: KdfParams) -> None:
    vault.new_recovery_code()


def shares(vault: Vault, _fast: KdfParams) -> None:
    vault.new_recovery_shares()


@pytest.mark.parametrize("change", [add, remove, roles, readmit, code, shares])
def test_the_old_or_the_new(
    tmp_path: Path,
    clock: Clock,
    fast: KdfParams,
    change: Callable[[Vault, KdfParams], None],
) -> None:
    folder = tmp_path / "v"
    made, _code = Vault.create(folder, "p", clock=clock, kdf=fast)
    made.add_user("Otto", "o", ["officer"], ALL, kdf=fast)
    before, revision = state(made), made._header.revision
    made.lock()
    good = (folder / "header.json").read_bytes()
    seen = {"old": 0, "new": 0}

    def work() -> None:
        opened = Vault.open(folder, "p", clock=clock)
        change(opened, fast)
        opened.lock()

    for number in range(1, 1000, 2):
        ended = killing.run(partial(work), kill_at=number)
        opened = Vault.open(folder, "p", clock=clock)
        assert opened._header.revision in (revision, revision + 1)
        is_new = opened._header.revision == revision + 1
        assert (state(opened) != before) == is_new
        seen["new" if is_new else "old"] += 1
        assert not list(folder.glob(".*"))
        with opened.transaction() as connection:  # back to the start, by hand
            connection.execute(
                "UPDATE meta SET value = ? WHERE key = 'header_revision'", (str(revision),)
            )
        opened.lock()
        (folder / "header.json").write_bytes(good)
        assert ended.killed or ended.well, ended
        if ended.well:
            break
    else:
        pytest.fail("killed at every step tried")
    assert seen["new"] > 0
    assert seen["old"] > 10
