"""The model of statements: checked as it loads, in one child of its own."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from appliance.app import networks
from appliance.app.eviction import Need
from appliance.engine.client import TabularEngine
from appliance.jobs import Job
from appliance.review.statements.network import FILE, shipped

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np
    from numpy.typing import NDArray

    from appliance.app.engines import Engines
    from appliance.confinement.report import ConfinementReport
    from appliance.packs.records import Manifest
    from appliance.settings import Settings

FOLDER = "nda-statements"
# Of the child over an agreement of 30 pages.
_NEED = Need(256 * 1024**2)
_KEY = "model of statements"


def installed() -> bool:
    """Whether set-up laid the model out; what is in the file is checked when it loads."""
    return networks.laid_out(FOLDER, pinned())


def pinned() -> Mapping[str, str]:
    """SHA-256 by file name."""
    return {FILE: shipped().sha256}


class StatementModel:
    """Runs the trained model of statements; shares the memory for models. A `Tabular`.

    `engines` closes its child when the vault is locked or another model needs the room.
    """

    def __init__(self, settings: Settings, engines: Engines) -> None:
        self._engine = TabularEngine(
            partial(networks.weights, FOLDER, pinned(), what="the model of statements"),
            name=shipped().name,
            threads=settings.core_count(),
            required_layers=settings.child_layers(),
        )
        self._engines = engines

    def fits(self, embedding: Manifest) -> bool:
        """Whether vectors of this embedding model are what it was trained on."""
        return shipped().embedding in {one.sha256 for one in embedding.components}

    def run(
        self, rows: NDArray[np.floating[Any]], *, job: Job | None = None
    ) -> dict[str, NDArray[Any]]:
        """All outputs for each row; its progress is that of the whole judgement.

        Raises: Cancelled, VaultLocked, ModelTooLarge, EngineMissing, WeightsMismatch,
            ModelRefused, ModelStopped, NotConfined, OutOfMemory, ChildTimeout, ProtocolBroken.
        """
        job = job or Job()
        job.check()
        with self._engines.guest(_KEY, self._engine, _NEED, name=shipped().name, job=job):
            return self._engine.run(rows)

    @property
    def confinement(self) -> ConfinementReport | None:
        """How well its running child is fenced in; None while none runs."""
        return self._engine.confinement


def statement_model(settings: Settings, engines: Engines) -> StatementModel | None:
    """The model; None where it is not installed."""
    return StatementModel(settings, engines) if installed() else None
