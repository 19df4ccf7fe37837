"""C2 35: ten thousand wrong passphrases, by a clock that is moved by hand.

On a memory disk, and with a real derivation for every hundredth try only: what is counted is how
often one is asked for, which is what a try costs wherever it is made.
"""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from appliance.crypto.kdf import KdfParams, argon2id
from appliance.errors import TooManyAttempts, WrongPassphrase
from appliance.vault import attempts
from appliance.vault.domains import Domain
from appliance.vault.store import Vault
from tests.unit.vault.test_attempts import Hands

if TYPE_CHECKING:
    from collections.abc import Iterator

TRIES = 10_000
REAL_EVERY = 100
RIGHT = "the right passphrase"
MEMORY_DISK = Path("/dev/shm")  # noqa: S108


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    root = MEMORY_DISK if MEMORY_DISK.is_dir() else tmp_path
    made = Path(tempfile.mkdtemp(prefix="cofferdam-tries-", dir=root))
    yield made / "v"
    shutil.rmtree(made)


class Derivations:
    """What was asked for since `begin`; every hundredth try is derived as it really is."""

    def __init__(self) -> None:
        self.asked: list[KdfParams] = []
        self._tries = 0

    def begin(self) -> None:
        self._tries += 1
        self.asked = []

    def __call__(self, passphrase: bytes, salt: bytes, params: KdfParams) -> bytes:
        self.asked.append(params)
        if self._tries % REAL_EVERY == 0:
            return argon2id(passphrase, salt, params)
        return sha256(salt + passphrase).digest()


def test_c2_35_ten_thousand_wrong_passphrases(
    folder: Path, fast: KdfParams, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands = Hands()
    vault, _code = Vault.create(folder, RIGHT, clock=hands, kdf=fast)
    vault.add_user("Anna", RIGHT, ["officer"], Domain, kdf=fast)
    vault.lock()
    derived = Derivations()
    monkeypatch.setattr("appliance.vault.slots.argon2id", derived)
    monkeypatch.setattr("appliance.vault.opening.argon2id", derived)
    said: Counter[tuple[str, str, str, tuple[KdfParams, ...]]] = Counter()
    waits: dict[str, list[int]] = {"Anna": [], "nobody": []}
    made = 0
    while made < TRIES:
        who = "Anna" if made < TRIES // 2 else "nobody"
        derived.begin()
        try:
            Vault.open(folder, f"wrong {made}", clock=hands, user=who)
        except WrongPassphrase as error:
            # Nothing tells a name that nobody has from a wrong passphrase: neither what is said nor
            # what was derived before it was said.
            said[error.code, error.message, error.next_step, tuple(derived.asked)] += 1
            made += 1
        except TooManyAttempts as error:
            assert not derived.asked
            waits[who].append(int(error.facts["wait_s"]))
            hands.at_s += waits[who][-1]
        else:
            pytest.fail("opened")
    assert list(said.values()) == [TRIES]
    ((*_, costs),) = said
    assert costs == (fast,)
    for seen in waits.values():
        assert seen[:10] == [2, 4, 8, 16, 32, 64, 128, 256, 512, 900]
        assert set(seen[10:]) == {attempts.MAX_DELAY_S}
    assert hands.at_s - Hands().at_s > 100 * 24 * 3600
    monkeypatch.undo()
    hands.at_s += attempts.MAX_DELAY_S
    Vault.open(folder, RIGHT, clock=hands, user="Anna").lock()
