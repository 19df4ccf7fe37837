"""A pack's recorded questions, asked of the model in its confined child before it is used.

Damaged weights often load and answer, only differently; and an engine build or a processor may
compute differently. The publisher's answers show both.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from appliance.engine.client import EmbeddingEngine, LanguageEngine, TabularEngine
from appliance.engine.records import Message, Prompt, Sampling
from appliance.packs.showable import shown

if TYPE_CHECKING:
    from appliance.app.engines import Engine, Engines
    from appliance.packs.pack_records import SelfTestCase
    from appliance.packs.records import Manifest
    from appliance.packs.registry import WeightsSource

# Processors add float32 numbers in other orders; a damaged model is off by far more.
_VECTOR_TOLERANCE = 0.02
_PD_TOLERANCE = 1e-3
_QUOTED = 60


class SelfTests:
    """Runs them; one engine of its own per test run, closed afterwards."""

    def __init__(self, engines: Engines) -> None:
        self._engines = engines

    def __call__(
        self, manifest: Manifest, source: WeightsSource, cases: tuple[SelfTestCase, ...]
    ) -> str:
        """What differs in the first case that does; empty if nothing does or nothing is asked.

        A model that its engine refuses is not imported at all.
        Raises: ModelRefused, ModelStopped, NotConfined, OutOfMemory, EngineMissing, ChildTimeout.
        """
        if not cases:
            return ""
        engine = self._engines.trial(manifest, source)
        try:
            for number, case in enumerate(cases, start=1):
                complaint = _ask(engine, manifest, case)
                if complaint:
                    return f"question {number}: {complaint}"
        finally:
            engine.close()
        return ""


def _ask(engine: Engine, manifest: Manifest, case: SelfTestCase) -> str:
    try:
        if isinstance(engine, LanguageEngine):
            return _text(engine, manifest, case)
        if isinstance(engine, EmbeddingEngine):
            return _vector(engine, case)
        return _score(engine, case)
    except (ValueError, KeyError, TypeError) as error:
        return f"it cannot be asked ({type(error).__name__})"


def _text(engine: LanguageEngine, manifest: Manifest, case: SelfTestCase) -> str:
    """`input` is the one turn of a user, `expected` the likeliest answer of `tokens` tokens."""
    traits = manifest.language
    assert traits is not None  # noqa: S101 - the manifest reader checked it
    prompt = Prompt((Message("user", case.input),), traits.template)
    text = engine.generate(prompt, Sampling(max_tokens=case.tokens)).text
    if text == case.expected:
        return ""
    return f"“{shown(text)[:_QUOTED]}” instead of “{shown(case.expected)[:_QUOTED]}”"


def _vector(engine: EmbeddingEngine, case: SelfTestCase) -> str:
    """`expected` is a JSON list: the first numbers of the text's unit vector."""
    wanted = np.asarray(json.loads(case.expected), np.float64)
    (vector,) = engine.embed([case.input], stage="testing")
    if wanted.ndim != 1 or not 1 <= len(wanted) <= len(vector):
        return "it does not record numbers of a vector"
    off = float(np.abs(vector[: len(wanted)] - wanted).max())
    return "" if off <= _VECTOR_TOLERANCE else f"a vector is off by {off:.3f}"


def _score(engine: TabularEngine, case: SelfTestCase) -> str:
    """`input` is a JSON list of the inputs, `expected` a JSON object with `points` and `pd`."""
    wanted = json.loads(case.expected)
    row = np.asarray([json.loads(case.input)], np.float32)
    outputs = engine.run(row)
    points, pd = int(outputs["points"][0]), float(outputs["pd"][0])
    if points != int(wanted["points"]):
        return f"{points} points instead of {int(wanted['points'])}"
    if abs(pd - float(wanted["pd"])) > _PD_TOLERANCE:
        return f"probability {pd:.4f} instead of {float(wanted['pd']):.4f}"
    return ""
