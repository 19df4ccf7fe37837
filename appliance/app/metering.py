"""Counts what models do for each visit, and hands the sums to the ledger with its audit line."""

from __future__ import annotations

import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, fields
from functools import partial
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from appliance.app.door import under_way
from appliance.app.energy import EnergyShares
from appliance.clock import stamp
from appliance.vault import usage
from appliance.vault.usage import UsageRow

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.app.door import Visit
    from appliance.clock import Clock
    from appliance.engine.records import Generation
    from appliance.packs.records import ModelRecord
    from appliance.vault.store import Vault

_CASE = "case:"
_DAY_CHARACTERS = 10


@dataclass
class Spent:
    """What calls of a model took. Seconds; millijoules, as far as they could be read.

    `metered_s` are the seconds of `work_s` for which the energy could be read.
    """

    prefill_tokens: int = 0
    kept_tokens: int = 0
    decode_tokens: int = 0
    texts: int = 0
    rows: int = 0
    requests: int = 1
    work_s: float = 0.0
    energy_mj: int = 0
    metered_s: float = 0.0

    def wrote(self, made: Generation) -> None:
        """Add the tokens of an answer."""
        self.prefill_tokens += made.timings.prefill_tokens
        self.kept_tokens += made.timings.kept_tokens
        self.decode_tokens += made.timings.decode_tokens


class Metering:
    """Counts for one vault. Thread-safe.

    Work that belongs to no visit, such as the recorded questions of a pack before it is imported,
    is not counted.
    """

    def __init__(self, vault: Vault, clock: Clock, energy: EnergyShares | None = None) -> None:
        self._vault = vault
        self._clock = clock
        self._guard = threading.Lock()
        self._energy = energy or EnergyShares()
        self._open: WeakKeyDictionary[Visit, _Sums] = WeakKeyDictionary()

    def energy_missing(self) -> str:
        """Why energy is not counted on this machine, in words; empty if it is."""
        return self._energy.why_not()

    @contextmanager
    def measure(self, record: ModelRecord) -> Iterator[Spent]:
        """Take the time and the energy of the block; the caller fills in the rest.

        Counted also if the block fails, because the work was done.
        """
        spent = Spent()
        visit = under_way()
        began_s = time.monotonic()
        token = self._energy.begin()
        try:
            yield spent
        finally:
            energy_mj = self._energy.end(token)
            spent.work_s = time.monotonic() - began_s
            if energy_mj is not None:
                spent.energy_mj, spent.metered_s = energy_mj, spent.work_s
            if visit is not None:
                self._note(visit, record, spent)

    def _note(self, visit: Visit, record: ModelRecord, spent: Spent) -> None:
        with self._guard:
            sums = self._open.get(visit)
            if sums is None:
                sums = self._open[visit] = _Sums()
                visit.with_any_line(partial(self._write, visit, sums))
            sums.add(record, spent)

    def _write(self, visit: Visit, sums: _Sums) -> None:
        """In the transaction of the visit's line, whichever of its lines is kept first."""
        if sums.written:
            return
        day = stamp(self._clock)[:_DAY_CHARACTERS]
        ref = visit.subject.removeprefix(_CASE) if visit.subject.startswith(_CASE) else ""
        with self._vault.transaction() as connection:
            for record, spent in sums.by_model.values():
                usage.add(
                    connection,
                    _row(record, spent, day, self._vault.user.name, ref, visit.purpose),
                )
        self._vault.on_commit(sums.close)


class _Sums:
    """What one visit used of each model, by digest."""

    def __init__(self) -> None:
        self.by_model: dict[str, tuple[ModelRecord, Spent]] = {}
        self.written = False

    def add(self, record: ModelRecord, spent: Spent) -> None:
        """Add one call."""
        _, total = self.by_model.setdefault(record.digest, (record, Spent(requests=0)))
        for field in fields(Spent):
            before, more = getattr(total, field.name), getattr(spent, field.name)
            setattr(total, field.name, before + more)

    def close(self) -> None:
        """They are in the ledger."""
        self.written = True


def _row(
    record: ModelRecord, spent: Spent, day: str, user: str, ref: str, purpose: str
) -> UsageRow:
    return UsageRow(
        day=day,
        user=user,
        ref=ref,
        model=record.digest,
        title=f"{record.manifest.name} {record.manifest.version}",
        purpose=purpose,
        requests=spent.requests,
        prefill_tokens=spent.prefill_tokens,
        kept_tokens=spent.kept_tokens,
        decode_tokens=spent.decode_tokens,
        texts=spent.texts,
        rows=spent.rows,
        work_ms=round(spent.work_s * 1000),
        energy_mj=spent.energy_mj,
        metered_ms=round(spent.metered_s * 1000),
    )
