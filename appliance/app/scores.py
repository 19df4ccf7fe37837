"""The scores desk: one applicant from a form, or a file of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from appliance.app.door import Action
from appliance.errors import ModelUnknown
from appliance.jobs import Job
from appliance.risk import batch
from appliance.risk.schema import validate
from appliance.risk.scoring import score_rows

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from appliance.app.door import Door
    from appliance.app.engines import Engines
    from appliance.documents.store import DocumentStore
    from appliance.packs.records import ModelRecord
    from appliance.packs.registry import Registry
    from appliance.risk.records import BatchResult, Score
    from appliance.risk.store import ScoreStore


class ScoreDesk:
    """What a person may score. Every method raises VaultLocked after the lock."""

    def __init__(
        self,
        door: Door,
        registry: Registry,
        engines: Engines,
        documents: DocumentStore,
        scores: ScoreStore,
    ) -> None:
        self._door = door
        self._registry = registry
        self._engines = engines
        self._documents = documents
        self._scores = scores

    def model(self, name: str | None = None) -> ModelRecord:
        """The named risk model, or the active one. Raises: ModelUnknown.

        Of several versions of one name it is the active one; otherwise the newest import.
        """
        self._door.check(Action.VIEW_MODELS)
        record = self._registry.active("risk") if name is None else self._named(name)
        if record.manifest.risk is None:
            raise ModelUnknown(what=f"risk model “{name}”")
        return record

    def score(
        self,
        name: str | None,
        values: Mapping[str, str | float],
        case: str | None = None,
        job: Job | None = None,
    ) -> Score:
        """Score one applicant from the values of a form, and keep the result.

        Raises: ModelUnknown, CaseUnknown, RowInvalid (names the first bad value), ModelStopped.
        """
        record = self.model(name)
        kept: list[Score] = []
        with self._door.enter(
            Action.SCORE, self._documents.subject(case), whole=False, model=record.digest
        ) as visit:
            case_id = self._case_id(case)
            traits = record.manifest.risk
            assert traits is not None  # noqa: S101 - `model` checked it
            row = np.array([validate(values, traits)])
            (score,) = score_rows(self._engines.risk(record, visit), record, row, job=job)
            # Neither points nor a hash of the values: both could be found by trying.
            visit.with_line(lambda: kept.append(self._scores.add(score, case_id=case_id)))
        return kept[0]

    def score_csv(
        self,
        name: str,
        source: Path,
        *,
        output: Path | None = None,
        explain: bool = False,
        case: str | None = None,
        job: Job | None = None,
    ) -> BatchResult:
        """Score the rows of a CSV; with `output` write one, with `case` keep the scores in it.

        Raises: ModelUnknown, CaseUnknown, FileUnreadable, CsvInvalid, ColumnsMissing,
        DocumentTooLarge, DiskFull, FolderReadOnly, ModelStopped, Cancelled.
        """
        job = job or Job()
        record = self.model(name)
        entrance = self._door.enter(
            Action.SCORE,
            self._documents.subject(case),
            whole=False,
            announce=output is not None,
            model=record.digest,
            file=self._door.tag(source.name),
        )
        with entrance as visit:
            case_id = self._case_id(case)
            engine = self._engines.risk(record, visit)
            result = batch.score_csv(engine, record, source, output, explain=explain, job=job)
            visit.note(rows=len(result.rows), failed=result.failed, exported=output is not None)
            if case_id is not None:
                # Without the job: it could be cancelled half-way through what belongs together.
                visit.with_line(
                    lambda: self._scores.add_all(result.rows, case_id=case_id, job=Job())
                )
        return result

    def history(self, case: str | None) -> tuple[Score, ...]:
        """Kept scores of a case, or those of no case, oldest first. Raises: CaseUnknown."""
        self._door.check(Action.VIEW_CASES)
        return self._scores.history(None if case is None else self._documents.case(case).id)

    def _named(self, name: str) -> ModelRecord:
        # What was only imported, and what somebody went back from, must not score by its name.
        active = [one for one in self._registry.models() if one.active]
        of_that_name = [one for one in active if one.manifest.name == name]
        return of_that_name[0] if of_that_name else self._registry.get(name)

    def _case_id(self, case: str | None) -> int | None:
        if case is None:
            return None
        case_id = self._documents.case(case).id
        self._documents.used(case_id)
        return case_id
