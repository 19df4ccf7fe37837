"""The growing delay: it grows, it passes, and neither clock nor damage gets round it or stays."""

from __future__ import annotations

import json
import os
import signal
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING

import pytest

from appliance.crypto.kdf import argon2id
from appliance.errors import DiskFull, HeaderDamaged, TooManyAttempts, WrongPassphrase
from appliance.vault import attempts, opening, slots
from appliance.vault.attempts import ANY, CODE, SHARES, UNKNOWN, Attempts, delay_s
from appliance.vault.domains import Domain
from appliance.vault.store import Vault
from tests import forked

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.crypto.kdf import KdfParams


@dataclass
class Hands:
    """A clock that is moved by hand."""

    at_s: float = 1_800_000_000.0

    def now(self) -> datetime:
        return datetime.fromtimestamp(0, UTC) + timedelta(seconds=self.at_s)

    def monotonic(self) -> float:
        return self.at_s


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def tries(tmp_path: Path, hands: Hands) -> Attempts:
    return Attempts(tmp_path, hands, users={"a" * 16})


def wait_of(tries: Attempts, who: str = ANY) -> int:
    with pytest.raises(TooManyAttempts) as caught:
        tries.begin(who)
    return int(caught.value.facts["wait_s"])


def test_the_delays() -> None:
    assert [delay_s(count) for count in range(8)] == [0, 0, 0, 2, 4, 8, 16, 32]
    assert delay_s(12) == delay_s(1000) == 900


def test_three_are_free_then_it_grows(tries: Attempts, hands: Hands) -> None:
    for _ in range(3):
        tries.begin(ANY)
    for expected in (2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900):
        assert wait_of(tries) == expected
        hands.at_s += expected - 0.5
        assert wait_of(tries) == 1
        hands.at_s += 0.5
        tries.begin(ANY)


def test_each_is_counted_alone(tries: Attempts) -> None:
    for _ in range(3):
        tries.begin(ANY)
    wait_of(tries)
    for other in (UNKNOWN, CODE, SHARES, "a" * 16):
        tries.begin(other)


def test_success_forgets(tries: Attempts, tmp_path: Path) -> None:
    for _ in range(3):
        tries.begin(ANY)
    tries.succeeded(ANY)
    assert not (tmp_path / attempts.NAME).exists()
    tries.begin(ANY)


def test_a_clock_set_back_shortens_nothing_and_locks_nobody_out(
    tries: Attempts, hands: Hands
) -> None:
    for _ in range(3):
        tries.begin(ANY)
    hands.at_s -= 10 * 365 * 24 * 3600
    assert wait_of(tries) == 2, "the whole delay counts again"
    hands.at_s += 2
    tries.begin(ANY)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"nonsense",
        b"[]",
        b"{" * 10_000,
        b"[" * 60_000,
        b" " * (attempts.MAX_BYTES + 1),
        b'{"format":2,"tries":{}}',
        b'{"format":1,"tries":{"any":{"failures":-1,"last_s":0}}}',
        b'{"format":1,"tries":{"any":{"failures":1,"last_s":1e999}}}',
        b'{"format":1,"tries":{"any":{"failures":99999999999,"last_s":0}}}',
        b'{"format":1,"tries":{},"more":1}',
    ],
)
def test_a_damaged_file_counts_as_just_failed(
    tries: Attempts, hands: Hands, tmp_path: Path, raw: bytes
) -> None:
    (tmp_path / attempts.NAME).write_bytes(raw)
    assert wait_of(tries) == 2
    hands.at_s += 2
    tries.begin(ANY)
    tries.succeeded(ANY)


def test_a_time_in_the_future_does_not_stay(tries: Attempts, hands: Hands, tmp_path: Path) -> None:
    far = {"format": 1, "tries": {"any": {"failures": 1000, "last_s": 1e300}}}
    (tmp_path / attempts.NAME).write_text(json.dumps(far))
    assert wait_of(tries) == 900
    hands.at_s += 900
    tries.begin(ANY)


def test_the_file_stays_small(tmp_path: Path, hands: Hands) -> None:
    everybody = Attempts(tmp_path, hands, users={f"{number:016x}" for number in range(64)})
    for number in range(64):
        everybody.begin(f"{number:016x}")
    assert (tmp_path / attempts.NAME).stat().st_size < 8000
    assert (tmp_path / attempts.NAME).stat().st_mode & 0o777 == 0o600
    Attempts(tmp_path, hands, users=set()).begin(ANY)
    assert list(json.loads((tmp_path / attempts.NAME).read_bytes())["tries"]) == [ANY]


def test_only_a_wrong_secret_counts(tries: Attempts, tmp_path: Path) -> None:
    for _ in range(5):
        with pytest.raises(HeaderDamaged), opening.counted(tries, ANY):
            raise HeaderDamaged(why="x")
    assert not (tmp_path / attempts.NAME).exists()


def test_two_hundred_wrong_passphrases(
    tmp_path: Path, fast: KdfParams, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, _code = Vault.create(tmp_path / "v", "right", clock=hands, kdf=fast)
    made.lock()
    messages, waits = set(), []
    derived: list[bytes] = []

    def counting(passphrase: bytes, salt: bytes, params: KdfParams) -> bytes:
        derived.append(salt)
        return argon2id(passphrase, salt, params)

    monkeypatch.setattr(slots, "argon2id", counting)
    for number in range(200):
        with pytest.raises((WrongPassphrase, TooManyAttempts)) as caught:
            Vault.open(tmp_path / "v", f"wrong {number}", clock=hands)
        if isinstance(caught.value, WrongPassphrase):
            messages.add((caught.value.message, caught.value.next_step))
            continue
        count, wait_s = len(derived), int(caught.value.facts["wait_s"])
        # Before a derivation is made, and just as long for the right passphrase.
        with pytest.raises(TooManyAttempts):
            Vault.open(tmp_path / "v", "right", clock=hands)
        assert len(derived) == count
        waits.append(wait_s)
        hands.at_s += wait_s
    assert len(messages) == 1
    assert waits == sorted(waits)
    assert waits[0] == 2
    assert waits[-1] == 900
    Vault.open(tmp_path / "v", "right", clock=hands).lock()
    assert not (tmp_path / "v" / attempts.NAME).exists()


def test_an_unknown_user_is_like_a_wrong_passphrase(
    tmp_path: Path, fast: KdfParams, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    made, _code = Vault.create(tmp_path / "v", "right", clock=hands, kdf=fast)
    made.add_user("Anna", "hers", ["officer"], Domain, kdf=fast)
    made.lock()
    costs: list[object] = []

    def counting(passphrase: bytes, salt: bytes, params: KdfParams) -> bytes:
        costs.append(params)
        return argon2id(passphrase, salt, params)

    monkeypatch.setattr("appliance.vault.slots.argon2id", counting)
    monkeypatch.setattr("appliance.vault.opening.argon2id", counting)
    seen = []
    for name in ("Anna", "Nobody"):
        costs.clear()
        with pytest.raises(WrongPassphrase) as caught:
            Vault.open(tmp_path / "v", "wrong", clock=hands, user=name)
        seen.append((caught.value.message, caught.value.next_step, list(costs)))
    assert seen[0] == seen[1]
    for name in ("Nobody", "Somebody"):
        with pytest.raises(WrongPassphrase):
            Vault.open(tmp_path / "v", "wrong", clock=hands, user=name)
    with pytest.raises(TooManyAttempts):
        Vault.open(tmp_path / "v", "wrong", clock=hands, user="Another")
    Vault.open(tmp_path / "v", "hers", clock=hands, user="Anna").lock()


def test_recovery_is_delayed_by_itself(tmp_path: Path, fast: KdfParams, hands: Hands) -> None:
    made, code = Vault.create(tmp_path / "v", "right", clock=hands, kdf=fast)
    wrong = made.new_recovery_code()
    last = made.new_recovery_code()
    made.lock()
    for _ in range(3):
        with pytest.raises(WrongPassphrase):
            Vault.open(tmp_path / "v", wrong, clock=hands)
    for secret in (wrong, last, code):
        with pytest.raises(TooManyAttempts):
            Vault.open(tmp_path / "v", secret, clock=hands)
    Vault.open(tmp_path / "v", "right", clock=hands).lock()
    hands.at_s += 2
    Vault.open(tmp_path / "v", last, clock=hands).lock()


def test_asking_again_while_open_is_delayed_too(
    tmp_path: Path, fast: KdfParams, hands: Hands
) -> None:
    made, _code = Vault.create(tmp_path / "v", "right", clock=hands, kdf=fast)
    for _ in range(3):
        assert not made.opens_with("wrong")
    with pytest.raises(TooManyAttempts):
        made.opens_with("right")
    hands.at_s += 2
    assert made.opens_with("right")
    made.lock()


def test_a_kill_does_not_skip_the_count(tmp_path: Path, fast: KdfParams, hands: Hands) -> None:
    """Killed as soon as the derivation begins, a try has been counted."""
    made, _code = Vault.create(tmp_path / "v", "right", clock=hands, kdf=fast)
    made.lock()

    def attempt() -> None:
        def die(*_all: object) -> bytes:
            os.kill(os.getpid(), signal.SIGKILL)
            return b""

        slots.argon2id = die  # type: ignore[assignment, attr-defined]  # in a child that ends at once
        Vault.open(tmp_path / "v", "right", clock=hands)

    for _ in range(3):
        assert forked.run(attempt).killed
    with pytest.raises(TooManyAttempts):
        Vault.open(tmp_path / "v", "right", clock=hands)


def test_a_kill_at_any_file_never_leaves_it_shut(
    tmp_path: Path, fast: KdfParams, hands: Hands
) -> None:
    made, _code = Vault.create(tmp_path / "v", "right", clock=hands, kdf=fast)
    made.lock()

    def wrong() -> None:
        Vault.open(tmp_path / "v", "wrong", clock=hands)

    for number in range(1, 100):
        ended = forked.run(partial(wrong), kill_at=number)
        hands.at_s += 3600
        Vault.open(tmp_path / "v", "right", clock=hands).lock()
        assert not list((tmp_path / "v").glob(".attempts*"))
        if not ended.killed:
            assert ended.error == "V203"
            return
    pytest.fail("killed at every step tried")


def test_a_full_disk_tells_so(tmp_path: Path, tries: Attempts) -> None:
    def full(_path: Path, **_options: object) -> object:
        raise DiskFull(name=attempts.NAME)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(attempts, "atomic_write", full)
        with pytest.raises(DiskFull):
            tries.begin(ANY)
    tries.begin(ANY)
