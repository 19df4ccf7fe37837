"""Many scores as columns of numbers, turned into records only when someone reads them.

100,000 scored rows are 16 MB as columns and more than 300 MB as records.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, overload

import numpy as np

from appliance.risk import reasons
from appliance.risk.records import Contribution, Score
from appliance.risk.schema import range_warning

if TYPE_CHECKING:
    from appliance.packs.records import ModelRecord, RiskTraits
    from appliance.risk.records import RangeWarning

# Turning columns into Python numbers so many rows at a time is twice as fast as row by row.
_ROWS_AT_A_TIME = 2048


class ScoreTable(Sequence[Score]):
    """Scored rows in order. Reading an item builds its record; the columns never change."""

    def __init__(
        self,
        record: ModelRecord,
        traits: RiskTraits,
        *,
        values: np.ndarray,
        row_ids: Sequence[str | None],
        pd: np.ndarray,
        points: np.ndarray,
        contributions: np.ndarray,
        starting_points: int,
    ) -> None:
        self.traits = traits
        self.values = values
        self.row_ids = row_ids
        self.pd = pd
        self.points = points
        self.contributions = contributions
        self.starting_points = starting_points
        self._record = record
        self._bands = sorted(traits.bands, key=lambda band: band.from_points)

    def __len__(self) -> int:
        return len(self.points)

    def __iter__(self) -> Iterator[Score]:
        for start in range(0, len(self), _ROWS_AT_A_TIME):
            yield from self._records(start, min(start + _ROWS_AT_A_TIME, len(self)))

    @overload
    def __getitem__(self, place: int) -> Score: ...
    @overload
    def __getitem__(self, place: slice) -> tuple[Score, ...]: ...
    def __getitem__(self, place: int | slice) -> Score | tuple[Score, ...]:
        """The score at `place`, or the scores of a slice."""
        if isinstance(place, slice):
            return tuple(self[number] for number in range(*place.indices(len(self))))
        if not -len(self) <= place < len(self):
            raise IndexError(place)
        start = place % len(self)
        return next(self._records(start, start + 1))

    @cached_property
    def band_numbers(self) -> np.ndarray:
        """Place of each row's band among the bands from the worst up."""
        edges = [band.from_points for band in self._bands]
        # The worst band also takes points below its lower edge: there is nothing worse.
        return np.maximum(np.searchsorted(edges, self.points, side="right") - 1, 0)

    @cached_property
    def _lost(self) -> np.ndarray:
        return reasons.points_lost(self.contributions, self.traits)

    @cached_property
    def _order(self) -> np.ndarray:
        return reasons.strongest(self._lost)

    @cached_property
    def _outside(self) -> np.ndarray:
        lows = [feature.minimum for feature in self.traits.features]
        highs = [feature.maximum for feature in self.traits.features]
        beyond: np.ndarray = (self.values < lows) | (self.values > highs)
        outside: np.ndarray = np.any(beyond, axis=1)
        return outside

    def _records(self, start: int, stop: int) -> Iterator[Score]:
        here = slice(start, stop)
        manifest, digest = self._record.manifest, self._record.digest
        cutoff = self.traits.cutoff_points
        rows = zip(
            self.row_ids[here],
            # To a millionth: float32 carries no more near one.
            np.round(self.pd[here].astype(np.float64), 6).tolist(),
            self.points[here].tolist(),
            self.band_numbers[here].tolist(),
            self.values[here].tolist(),
            self.contributions[here].tolist(),
            self._lost[here].tolist(),
            self._order[here].tolist(),
            self._outside[here].tolist(),
            strict=True,
        )
        for row_id, pd, points, number, values, contributions, lost, order, outside in rows:
            band = self._bands[number]
            yield Score(
                id=None,
                row_id=row_id,
                pd=pd,
                points=points,
                starting_points=self.starting_points,
                band=band.name,
                decision=band.decision,
                cutoff_points=cutoff,
                distance=points - cutoff,
                reasons=reasons.in_words(order, lost, values, self.traits),
                contributions=self._contributions(values, contributions),
                warnings=self._warnings(values) if outside else (),
                model=manifest.name,
                version=manifest.version,
                digest=digest,
            )

    def _warnings(self, values: list[float]) -> tuple[RangeWarning, ...]:
        pairs = zip(values, self.traits.features, strict=True)
        found = (range_warning(value, feature) for value, feature in pairs)
        return tuple(warning for warning in found if warning is not None)

    def _contributions(
        self, values: list[float], contributions: list[int]
    ) -> tuple[Contribution, ...]:
        return tuple(
            [
                Contribution(feature.name, feature.label, value, points, neutral)
                for feature, value, points, neutral in zip(
                    self.traits.features,
                    values,
                    contributions,
                    self.traits.neutral_points,
                    strict=True,
                )
            ]
        )
