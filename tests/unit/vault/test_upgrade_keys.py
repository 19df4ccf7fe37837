"""A vault of format 1 becomes one of format 2, whichever way it is opened and wherever killed."""

from __future__ import annotations

import shutil
import tarfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from appliance.audit.log import AuditLog
from appliance.errors import (
    ApplianceError,
    CredentialsOld,
    HeaderDamaged,
    TooManyAttempts,
    VaultDamaged,
    WrongPassphrase,
)
from appliance.vault import format_1, header
from appliance.vault.domains import Domain
from appliance.vault.header import Code, FormerCode, FormerPassphrase, Passphrase
from appliance.vault.store import Vault
from tests.unit.vault import killing

if TYPE_CHECKING:
    from appliance.clock import Clock
    from appliance.crypto.kdf import KdfParams

GOLDEN = Path(__file__).parents[2] / "golden" / "vault-format-1.tar.gz"
PASSPHRASE = "golden vault of format 1"
CODE = "JZCP-MCKE-85W0-TBXN-DD6E-EK37-3S4E-HZ4W-TFB0"
ENTRIES = 12


def unpacked(folder: Path) -> Path:
    with tarfile.open(GOLDEN) as archive:
        archive.extractall(folder, filter="data")
    return next(path.parent for path in folder.rglob(header.NAME))


@pytest.fixture
def golden(tmp_path: Path) -> Path:
    return unpacked(tmp_path / "golden")


def ways_in(vault: Vault) -> tuple[type, type]:
    return (
        type(vault._header.users[0].credentials[0]),
        type(vault._header.recovery[0]),
    )


@pytest.mark.parametrize(
    ("first", "second", "ways"),
    [
        (PASSPHRASE, CODE, (Passphrase, FormerCode)),
        (CODE.lower(), PASSPHRASE, (FormerPassphrase, Code)),
    ],
)
def test_either_way_in_upgrades_and_both_still_open(
    golden: Path, clock: Clock, first: str, second: str, ways: tuple[type, type]
) -> None:
    opened = Vault.open(golden, first, clock=clock)
    assert header.read(golden).format == 2
    assert ways_in(opened) == ways
    assert [user.name for user in opened.users()] == ["owner"]
    assert opened.users()[0].held == frozenset(Domain)
    assert AuditLog(opened, clock).verify() == ENTRIES
    chain = opened.subkey("audit")
    content = opened.subkey("x", Domain.CONTENT)
    opened.lock()
    again = Vault.open(golden, second, clock=clock)
    assert ways_in(again) == (Passphrase, Code), "the way in that was just used was made anew"
    assert again.subkey("x", Domain.CONTENT) == content
    assert again.subkey("audit") == chain
    again.lock()
    for secret in (PASSPHRASE, CODE):
        Vault.open(golden, secret, clock=clock).lock()


def test_nothing_is_left_under_the_former_key(golden: Path, clock: Clock) -> None:
    old = (golden / "vault.db").read_bytes()[:16]
    Vault.open(golden, PASSPHRASE, clock=clock).lock()
    left = {path.name for path in golden.iterdir()}
    assert "vault.2.db" in left
    assert not left & {"vault.db", "vault.db-wal", "vault.db-shm", "header.format-1.json", "blobs"}
    assert (golden / "vault.2.db").read_bytes()[:16] != old


def test_the_chain_and_the_models_outlast_a_change_of_keys(golden: Path, clock: Clock) -> None:
    Vault.open(golden, PASSPHRASE, clock=clock).lock()
    opened = Vault.open(golden, CODE, clock=clock)
    chain = opened.subkey("audit")
    opened.rotate()
    assert AuditLog(opened, clock).verify() == ENTRIES
    opened.lock()
    again = Vault.open(golden, PASSPHRASE, clock=clock)
    assert again.subkey("audit") == chain
    assert again.connection().execute("SELECT count(*) FROM model").fetchone() == (1,)
    again.lock()


def test_keys_are_not_changed_while_a_way_in_hangs_on_the_former_one(
    golden: Path, clock: Clock, fast: KdfParams
) -> None:
    opened = Vault.open(golden, PASSPHRASE, clock=clock)
    with pytest.raises(CredentialsOld, match="recovery code"):
        opened.rotate()
    code = opened.new_recovery_code()
    opened.rotate()
    opened.lock()
    with pytest.raises(WrongPassphrase):
        Vault.open(golden, CODE, clock=clock)
    Vault.open(golden, code, clock=clock).lock()


def test_a_passphrase_that_nobody_used_since_is_named(
    golden: Path, clock: Clock, fast: KdfParams
) -> None:
    opened = Vault.open(golden, CODE, clock=clock)
    with pytest.raises(CredentialsOld, match="owner"):
        opened.rotate()
    opened.change_passphrase("a new one", kdf=fast)  # by recovery: the only user is let in anew
    opened.rotate()
    opened.lock()
    with pytest.raises(WrongPassphrase):
        Vault.open(golden, PASSPHRASE, clock=clock)
    Vault.open(golden, "a new one", clock=clock).lock()


def test_an_old_header_opens_nothing_after_a_change_of_keys(
    golden: Path, clock: Clock, tmp_path: Path
) -> None:
    old = (golden / header.NAME).read_bytes()
    opened = Vault.open(golden, PASSPHRASE, clock=clock)
    opened.new_recovery_code()
    opened.rotate()
    opened.lock()
    shutil.copytree(golden, tmp_path / "copy")
    (golden / header.NAME).write_bytes(old)
    with pytest.raises(VaultDamaged):
        Vault.open(golden, PASSPHRASE, clock=clock)
    # Also not if somebody gives the database the name that the old header stands for.
    (golden / "vault.3.db").rename(golden / "vault.db")
    with pytest.raises(VaultDamaged):
        Vault.open(golden, PASSPHRASE, clock=clock)
    master, _slot = format_1.open_any(format_1.decode(old), PASSPHRASE)
    salt = format_1.subkey(master, "database salt")[:16]
    assert (golden / "vault.db").read_bytes()[:16] != salt


def test_a_wrong_passphrase_changes_nothing_and_is_counted(golden: Path, clock: Clock) -> None:
    before = {
        path.relative_to(golden): path.read_bytes() for path in golden.rglob("*") if path.is_file()
    }
    for _ in range(3):
        with pytest.raises(WrongPassphrase):
            Vault.open(golden, "wrong", clock=clock)
    with pytest.raises(TooManyAttempts):
        Vault.open(golden, PASSPHRASE, clock=clock)
    (golden / "attempts.json").unlink()
    after = {
        path.relative_to(golden): path.read_bytes() for path in golden.rglob("*") if path.is_file()
    }
    assert after.keys() - {Path("lock")} == before.keys() - {Path("lock")}
    assert all(after[name] == before[name] for name in before if name.name != "lock")


def test_every_changed_byte_of_the_old_header_is_named(golden: Path, clock: Clock) -> None:
    path = golden / header.NAME
    good = path.read_bytes()
    for at in range(len(good)):
        changed = bytearray(good)
        changed[at] ^= 1
        path.write_bytes(changed)
        with pytest.raises(ApplianceError) as caught:
            Vault.open(golden, PASSPHRASE, clock=clock)
        assert caught.value.code in ("V204", "V208"), at
    path.write_bytes(good)
    Vault.open(golden, PASSPHRASE, clock=clock).lock()


def test_an_absurd_cost_in_the_old_header_is_refused(golden: Path, clock: Clock) -> None:
    import msgspec

    head = format_1.decode((golden / header.NAME).read_bytes())
    slots = tuple(
        msgspec.structs.replace(slot, memory_kib=2**36)
        if isinstance(slot, format_1.PassphraseSlot)
        else slot
        for slot in head.slots
    )
    from hashlib import sha256

    bare = msgspec.structs.replace(head, slots=slots, checksum=b"")
    fitting = msgspec.structs.replace(bare, checksum=sha256(format_1.encode(bare)).digest())
    (golden / header.NAME).write_bytes(format_1.encode(fitting))
    with pytest.raises(HeaderDamaged, match="impossible amount of work"):
        Vault.open(golden, PASSPHRASE, clock=clock)


def test_a_database_of_another_vault_is_refused(golden: Path, clock: Clock) -> None:
    (golden / "vault.db").write_bytes(bytes(16384))
    with pytest.raises(VaultDamaged):
        Vault.open(golden, PASSPHRASE, clock=clock)
    assert header.format_of((golden / header.NAME).read_bytes()) == 1


@pytest.mark.slow
@pytest.mark.parametrize("secret", [PASSPHRASE, CODE])
def test_a_kill_anywhere_can_be_opened_again(tmp_path: Path, clock: Clock, secret: str) -> None:
    def upgrade(folder: Path) -> None:
        Vault.open(folder, secret, clock=clock).lock()

    formats = {1: 0, 2: 0}
    for number in range(1, 5000, 17):
        folder = unpacked(tmp_path / f"v{number}")
        ended = killing.run(partial(upgrade, folder), kill_at=number)
        formats[header.format_of((folder / header.NAME).read_bytes())] += 1
        opened = Vault.open(folder, CODE if number % 2 else PASSPHRASE, clock=clock)
        assert AuditLog(opened, clock).verify() == ENTRIES
        assert len(opened.cases.all()) == 2
        opened.lock()
        assert {path.name for path in folder.glob("vault*")} == {"vault.2.db"}
        assert not list(folder.glob(".*"))
        shutil.rmtree(tmp_path / f"v{number}")
        assert ended.killed or ended.well, ended
        if ended.well:
            break
    else:
        pytest.fail("killed at every step tried")
    assert min(formats.values()) > 1, formats
