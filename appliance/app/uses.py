"""May this model be used for this, now? Asked at each use, before any engine is handed out."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from msgspec import structs

from appliance.packs import licence
from appliance.packs.derived import derivation
from appliance.packs.registry import require_usable

if TYPE_CHECKING:
    from appliance.app.door import Visit
    from appliance.packs.custody import Custody
    from appliance.packs.pack_records import Purpose
    from appliance.packs.records import ModelRecord
    from appliance.settings import Settings


class Uses:
    """Quarantine and licence terms of the models of one vault. Thread-safe.

    Runs are counted in the transaction of the audit line, so none is counted without a line nor
    the other way round. Until then they are promised to the visit, so that two visits at once
    cannot share the last one.
    """

    def __init__(self, custody: Custody, settings: Settings) -> None:
        self._custody = custody
        self._settings = settings
        self._lock = threading.Lock()
        self._promised: dict[str, int] = {}

    def allow(self, record: ModelRecord, purpose: Purpose) -> None:
        """The model may do such work, of which nothing is counted, such as filling an index.

        Raises: ModelQuarantined, LicenceExpired, LicenceBranch, LicencePurpose, LicenceRunsUsed.
        """
        self._check(self._fresh(record), purpose, 0)

    def claim(self, visit: Visit, record: ModelRecord, purpose: Purpose, *, runs: int = 1) -> None:
        """Take `runs` of the licence for this visit, and note model and pack in its audit line.

        Raises: as `allow`; LicenceRunsUsed also if fewer than `runs` are left.
        """
        with self._lock:
            record = self._fresh(record)
            origin = record.origin
            promised = 0 if origin is None else self._promised.get(origin.pack_id, 0)
            self._check(record, purpose, runs + promised)
            if origin is not None and origin.runs is not None:
                self._promised[origin.pack_id] = promised + runs
                self._settle_at_end(visit, record, runs)
        _note(visit, record)

    def _fresh(self, record: ModelRecord) -> ModelRecord:
        """With the runs and the standing of this moment, not of when the work began."""
        row = self._custody.imports.of_model(record.digest)
        return structs.replace(
            record,
            origin=row.origin if row else None,
            quarantine=self._custody.imports.model_quarantine(record.digest),
        )

    def _check(self, record: ModelRecord, purpose: Purpose, runs: int) -> None:
        require_usable(record)
        licence.check(
            record,
            purpose,
            now=self._custody.trust.time.now(),
            branch=self._settings.branch,
            runs=runs,
        )

    def _settle_at_end(self, visit: Visit, record: ModelRecord, runs: int) -> None:
        origin = record.origin
        assert origin is not None  # noqa: S101 - the caller looked
        pack_id, name = origin.pack_id, record.manifest.title

        def release() -> None:
            with self._lock:
                left = self._promised.get(pack_id, 0) - runs
                if left > 0:
                    self._promised[pack_id] = left
                else:
                    self._promised.pop(pack_id, None)

        visit.with_line(lambda: self._custody.imports.use(pack_id, runs, name=name))
        visit.at_end(release)


def _note(visit: Visit, record: ModelRecord) -> None:
    """Every line of an answer or a score names the models and the packs that made it."""
    prefix = "embedding_" if record.manifest.kind == "embedding" else ""
    facts = {f"{prefix}model": record.digest}
    made = derivation(record)
    if made is not None:
        facts["parent"] = made.parent
    if record.origin is not None:
        facts[f"{prefix}pack"] = record.origin.pack_digest
    visit.note(**facts)
