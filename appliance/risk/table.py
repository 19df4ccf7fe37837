"""Many scores as columns of numbers, turned into records only when someone reads them.

100,000 scored rows are 16 MB as columns and more than 300 MB as records.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, overload

import numpy as np

from appliance.risk import reasons
from appliance.risk.records import Contribution, Score
from appliance.risk.schema import range_warning

if TYPE_CHECKING:
    from appliance.packs.records import ModelRecord, RiskTraits
    from appliance.risk.records import RangeWarning, Reason


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
        lows = [feature.minimum for feature in traits.features]
        highs = [feature.maximum for feature in traits.features]
        self._outside = (values < lows) | (values > highs)
        self.lost = reasons.points_lost(contributions, traits)
        self._order = reasons.strongest(self.lost)
        # The worst band also takes points below its lower edge: there is nothing worse.
        self._bands = sorted(traits.bands, key=lambda band: band.from_points)
        edges = [band.from_points for band in self._bands]
        self._band_numbers = np.maximum(np.searchsorted(edges, points, side="right") - 1, 0)

    def __len__(self) -> int:
        return len(self.points)

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
        manifest = self._record.manifest
        points, band = int(self.points[place]), self._bands[self._band_numbers[place]]
        return Score(
            id=None,
            row_id=self.row_ids[place],
            pd=self.probability(place),
            points=points,
            starting_points=self.starting_points,
            band=band.name,
            decision=band.decision,
            cutoff_points=self.traits.cutoff_points,
            distance=points - self.traits.cutoff_points,
            reasons=self.reasons(place),
            contributions=self._contributions(place),
            warnings=self.warnings(place),
            model=manifest.name,
            version=manifest.version,
            digest=self._record.digest,
        )

    def probability(self, place: int) -> float:
        """Probability of default, to a millionth: float32 carries no more near one."""
        return round(float(self.pd[place]), 6)

    def band(self, place: int) -> tuple[str, str]:
        """Name and decision of the band."""
        band = self._bands[self._band_numbers[place]]
        return band.name, band.decision

    def reasons(self, place: int) -> tuple[Reason, ...]:
        """At most four adverse reasons, strongest first."""
        return reasons.in_words(
            self._order[place].tolist(),
            self.lost[place].tolist(),
            self.values[place].tolist(),
            self.traits,
        )

    def warnings(self, place: int) -> tuple[RangeWarning, ...]:
        """One for each value outside the training range."""
        if not self._outside[place].any():
            return ()
        pairs = zip(self.values[place].tolist(), self.traits.features, strict=True)
        found = (range_warning(value, feature) for value, feature in pairs)
        return tuple(warning for warning in found if warning is not None)

    def _contributions(self, place: int) -> tuple[Contribution, ...]:
        return tuple(
            Contribution(feature.name, feature.label, value, points, neutral)
            for feature, value, points, neutral in zip(
                self.traits.features,
                self.values[place].tolist(),
                self.contributions[place].tolist(),
                self.traits.neutral_points,
                strict=True,
            )
        )
