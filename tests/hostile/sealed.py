"""Hostile packs and vault headers: what is sealed must be refused or mean what it meant."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import UTC, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from appliance.crypto.kdf import KdfParams
from appliance.errors import PackSignersShort
from appliance.packs.pack_reader import PackFile, parse, valid_signers
from appliance.vault import header
from appliance.vault.store import Vault
from tests.hostile import backup_mutations, children, json_mutations, pack_mutations
from tests.hostile.outcomes import Outcome, settle

if TYPE_CHECKING:
    import random
    from collections.abc import Iterator, Sequence
    from types import TracebackType

    from tests.hostile.damage import Case
    from tests.hostile.pack_mutations import Sample

PASSPHRASE = "correct horse battery staple"
_CHUNK_BYTES = 64 * 1024


class PackRun:
    """Reads each pack as the import does: form, signatures, key, every byte."""

    limit_s = 60.0

    def __init__(self) -> None:
        self._samples: dict[bytes, Sample] = {}

    def make(self, chance: random.Random) -> Case:
        """One hostile pack."""
        case, sample = pack_mutations.make(chance)
        self.keep(case.data, sample)
        return case

    def keep(self, data: bytes, sample: Sample) -> None:
        """Remember from which good pack a hostile one was made."""
        self._samples[data] = sample

    def run(self, cases: Sequence[Case]) -> Iterator[Outcome]:
        """The outcome of each case, in order."""
        for case in cases:
            sample = self._samples[case.data]
            yield settle(partial(self._one, case.data, sample))

    def _one(self, data: bytes, sample: Sample) -> Outcome:
        handle = children.memory(data)
        try:
            return self._opened(PackFile(handle, name="hostile"), data, sample)
        finally:
            os.close(handle)

    def _opened(self, pack: PackFile, data: bytes, sample: Sample) -> Outcome:
        if not valid_signers(pack.info, sample.trusted, name="hostile"):
            raise PackSignersShort(name="hostile", found=0, needed=1)
        with pack.unlock(recipient=sample.recipient) as payload:
            payload.verify()
            read = sha256()
            for number in range(len(pack.info.manifest.components)):
                with payload.stream(number) as source:
                    room = memoryview(bytearray(_CHUNK_BYTES))
                    while got := source.readinto(room):
                        read.update(room[:got])
        if data == sample.data:
            return Outcome("same")
        # Signatures are not under the signature: one more by a stranger changes nothing.
        identity = parse(sample.data).digest
        same = pack.info.digest == identity and read.digest() == _clear(sample)
        return Outcome("accepted") if same else Outcome("believed", detail="another pack")


def _clear(sample: Sample) -> bytes:
    handle = children.memory(sample.data)
    try:
        with PackFile(handle, name="good").unlock(recipient=sample.recipient) as payload:
            read = sha256()
            for number in range(len(parse(sample.data).manifest.components)):
                with payload.stream(number) as source:
                    room = memoryview(bytearray(_CHUNK_BYTES))
                    while got := source.readinto(room):
                        read.update(room[:got])
            return read.digest()
    finally:
        os.close(handle)


class Clock:
    """Stands still."""

    def now(self) -> datetime:
        return datetime(2026, 1, 2, 12, 0, 0, tzinfo=UTC)

    def monotonic(self) -> float:
        return 0.0


class HeaderRun:
    """Opens a real vault, with its right passphrase, whose header is hostile."""

    # A header may ask for as much work as a passphrase of ours may cost: about 10 s here.
    limit_s = 120.0

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="cofferdam-hostile-"))
        fast = KdfParams(memory_kib=8 * 1024, iterations=1, lanes=1)
        made, _code = Vault.create(self._folder / "good", PASSPHRASE, clock=Clock(), kdf=fast)
        made.lock()
        self._good = (self._folder / "good" / header.NAME).read_bytes()

    def __enter__(self) -> HeaderRun:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        shutil.rmtree(self._folder)

    def make(self, chance: random.Random) -> Case:
        """One hostile header; some have the checksum that anybody can compute."""
        return json_mutations.make(self._good, chance, backup_mutations.with_checksum)

    def run(self, cases: Sequence[Case]) -> Iterator[Outcome]:
        """The outcome of each case, in order."""
        for case in cases:
            yield settle(partial(self._one, case.data))

    def _one(self, data: bytes) -> Outcome:
        folder = self._folder / "tried"
        if folder.exists():
            shutil.rmtree(folder)
        shutil.copytree(self._folder / "good", folder)
        (folder / header.NAME).write_bytes(data)
        vault = Vault.open(folder, PASSPHRASE, clock=Clock())
        vault.lock()
        return Outcome("same") if data == self._good else Outcome("believed", detail="opened")
