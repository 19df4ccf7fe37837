"""Which graphics device language models use here, looked for once while a vault is open.

Nothing is looked for unless an engine for devices is installed beside the processor's.
"""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import TYPE_CHECKING

from appliance import settings as places
from appliance.app.model_memory import CONTEXT_TOKENS
from appliance.engine.gguf.shape import shape_of
from appliance.engine.machine import hardware
from appliance.engine.machine.gpu_plan import choose
from appliance.engine.weights_faults import WeightsRefused

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from appliance.app.model_memory import Peek
    from appliance.engine.machine.gpu_plan import Offload
    from appliance.engine.machine.hardware import MachineFacts
    from appliance.engine.records import RunSettings
    from appliance.packs.records import ModelRecord
    from appliance.settings import Settings

# Of the graphics device; its driver and the desktop need the rest.
_SHARE = 0.8


class Devices:
    """Plans models for the best device. Thread-safe."""

    def __init__(
        self,
        settings: Settings,
        *,
        engines: Path | None = None,
        look: Callable[[Path], MachineFacts] = hardware.look,
    ) -> None:
        """`engines` holds one folder per engine build; the installed ones unless given."""
        self._settings = settings
        self._engines = engines or places.engine_folder().parent
        self._look = look
        self._guard = threading.Lock()
        self._facts: MachineFacts | None = None
        self._plans: dict[str, Offload | None] = {}

    def plan(self, record: ModelRecord, peek: Peek, run: RunSettings) -> Offload | None:
        """How a model is run with a device; None to run it on the processor as `run` says.

        The first call takes about a second per engine build. `peek` opens the model's first file.
        Raises: what `peek` raises.
        """
        if record.manifest.language is None or not self._installed():
            return None
        with self._guard:
            if record.digest not in self._plans:
                tokens = min(record.manifest.language.context_tokens, CONTEXT_TOKENS)
                self._plans[record.digest] = self._planned(tokens, peek, run)
            return self._plans[record.digest]

    def forget(self, digest: str) -> None:
        """A model is to be run otherwise from now on."""
        with self._guard:
            self._plans.pop(digest, None)

    def folder(self, found: Offload) -> Path:
        """Of the engine that computes with the plan's device."""
        return self._engines / found.backend

    def share_bytes(self) -> int:
        """What models may take of the device: the person's number, or most of its memory."""
        with self._guard:
            found = self._seen().devices() if self._installed() else ()
        return found[0][1].free_bytes if found else 0

    def _installed(self) -> bool:
        return any(
            (self._engines / name / "libllama.so").exists()
            for name in hardware.BACKENDS
            if name != "cpu"
        )

    def _planned(self, tokens: int, peek: Peek, run: RunSettings) -> Offload | None:
        facts = self._seen()
        if not facts.devices():
            return None
        try:
            with peek() as source:
                shape = shape_of(source)
        except WeightsRefused:
            return None  # its child will say what is wrong with it
        wanted = replace(
            run,
            lane_tokens=run.lane_tokens or tokens,
            batch_tokens=run.batch_tokens or 2 * tokens,
        )
        found = choose(facts, shape, wanted, required=self._settings.child_layers())
        return found if found.settings.device else None

    def _seen(self) -> MachineFacts:
        """The machine; of each device only what may be taken counts as free."""
        if self._facts is None:
            seen = self._look(self._engines)
            self._facts = replace(
                seen,
                backends=tuple(
                    replace(
                        backend,
                        devices=tuple(
                            replace(
                                one, free_bytes=min(one.free_bytes, self._most(one.total_bytes))
                            )
                            for one in backend.devices
                        ),
                    )
                    for backend in seen.backends
                ),
            )
        return self._facts

    def _most(self, total_bytes: int) -> int:
        return self._settings.device_memory_bytes or round(_SHARE * total_bytes)
