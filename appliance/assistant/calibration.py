"""Weights and thresholds fitted on general data, kept in a file beside this module.

`benchmarks/answerability.py` makes the file from public question sets, never from the sample
customer. The numbers are data: changing them changes answers, so the version stands in every
answer's provenance.
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from appliance.assistant.evidence import Evidence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

VERSION = "v2"
_KINDS = ("fits", "misses", "counts", "lacks")
_FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class Calibration:
    """What was fitted.

    Attributes:
        fits: weight of each fact of `Evidence` in the order of candidates.
        found: weight of each fact of `relevance.Facts` in the decision, with "bias".
        threshold: an answer is given from this probability on.
        calculated: weight of each fact that says how sure the figures of a calculation are.
        calculated_threshold: figures are used from this probability on.
    """

    version: str
    fits: Mapping[str, float]
    found: Mapping[str, float]
    threshold: float
    calculated: Mapping[str, float] = field(default_factory=dict)
    calculated_threshold: float = 0.5

    def fit(self, evidence: Evidence, *, kinds: bool = True) -> float:
        """How well a candidate fits; only differences have a meaning.

        Without `kinds` it does not count whether the kind of thing asked for is there.
        """
        return math.fsum(
            self.fits[name] * value
            for name, value in evidence._asdict().items()
            if kinds or name not in _KINDS
        )

    def probability(self, facts: Mapping[str, float]) -> float:
        """That the answer stands in what was found."""
        log_odds = self.found["bias"] + math.fsum(
            self.found[name] * value for name, value in facts.items()
        )
        return 1 / (1 + math.exp(-log_odds))


@cache
def load(version: str = VERSION) -> Calibration:
    """The calibration of a version. Raises KeyError or OSError when the package is damaged."""
    raw = tomllib.loads((_FOLDER / f"calibration.{version}.toml").read_text("utf-8"))
    fits = _numbers(raw["fits"], Evidence._fields)
    return Calibration(
        version,
        fits,
        dict(raw["found"]),
        float(raw["threshold"]),
        dict(raw.get("calculated", {})),
        float(raw.get("calculated_threshold", 0.5)),
    )


def _numbers(table: Mapping[str, float], names: Sequence[str]) -> dict[str, float]:
    return {name: float(table[name]) for name in names}
