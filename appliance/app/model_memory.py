"""How much memory models may take here, and how much one takes, before it is loaded."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from appliance.app.eviction import Budget, Need
from appliance.engine.gguf.shape import shape_of
from appliance.engine.machine.memory_bill import MEMORY, bill
from appliance.engine.weights_faults import WeightsRefused

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from appliance.engine.gguf.shape import ModelShape
    from appliance.engine.gguf.values import Source
    from appliance.engine.records import RunSettings
    from appliance.packs.records import ModelRecord
    from appliance.settings import Settings

    Peek = Callable[[], AbstractContextManager[Source]]

_MIB = 1024**2
# A desk PC has 8 to 16 GB and the starter model was trained on 8192 tokens; 4096 hold the policy,
# four passages and an answer several times over, and cost a quarter of the memory of 8192.
CONTEXT_TOKENS = 4096
# Of what was free when the vault was opened; the rest is for documents, the window and the desktop.
_SHARE = 0.6
# Never taken from a machine whose memory other programs filled in the meantime.
_RESERVE_BYTES = 256 * _MIB
# Interpreter and libraries of a child, measured as its memory with the smallest model.
_EMBEDDING_BYTES, _SMALL_BYTES = 288 * _MIB, 96 * _MIB


class ModelMemory:
    """Budget and needs of one open vault. Thread-safe."""

    def __init__(
        self,
        settings: Settings,
        *,
        available: Callable[[], int] | None = None,
        device_share: Callable[[], int] | None = None,
    ) -> None:
        """`available` gives the bytes that are free on the machine at that moment.

        `device_share` gives what models may take of the graphics device; asked once one is to.
        """
        self._settings = settings
        self._device_share = device_share or (lambda: 0)
        self._available = available or available_bytes
        self._at_start = self._available()
        self._guard = threading.Lock()
        self._needs: dict[str, Need] = {}
        self._device = 0  # share of the graphics device, once a model is to use it

    def budget(self, taken_bytes: int) -> Budget:
        """What all models together may take now; `taken_bytes` is what they take already.

        The settings' number, or a share of what was free at the start. Less if other programs
        filled the machine since: two models larger than its memory must never end it.
        """
        wanted = self._settings.model_memory_bytes or round(_SHARE * self._at_start)
        possible = max(0, taken_bytes + self._available() - _RESERVE_BYTES)
        return Budget(min(wanted, possible), self._settings.device_memory_bytes or self._device)

    def need(self, record: ModelRecord, peek: Peek, run: RunSettings) -> Need:
        """What a model takes; `peek` opens its first file to read its head.

        Raises: ModelUnknown, PackTampered, SealVersionUnknown, what `peek` raises.
        """
        with self._guard:
            found = self._needs.get(record.digest)
        if found is None:
            found = estimate(record, self._shape(record, peek), run)
            if found.device_bytes and not self._device:
                self._device = self._device_share()
            with self._guard:
                self._needs[record.digest] = found
        return found

    def forget(self, digest: str) -> None:
        """A model is to be run otherwise from now on: estimate it anew."""
        with self._guard:
            self._needs.pop(digest, None)

    @staticmethod
    def _shape(record: ModelRecord, peek: Peek) -> ModelShape | None:
        if record.manifest.language is None:
            return None
        try:
            with peek() as source:
                return shape_of(source)
        except WeightsRefused:
            return None  # its child will say what is wrong with it


def estimate(record: ModelRecord, shape: ModelShape | None, run: RunSettings) -> Need:
    """The one place that says how much a model takes. Pure.

    While weights are loaded, the file is in memory beside them.
    """
    manifest, size_bytes = record.manifest, record.size_bytes
    if manifest.language is not None and shape is not None:
        tokens = min(manifest.language.context_tokens, CONTEXT_TOKENS)
        taken = bill(
            shape,
            replace(
                run,
                lane_tokens=run.lane_tokens or tokens,
                batch_tokens=run.batch_tokens or tokens,
            ),
        )
        device_bytes = sum(taken.total(place) for place in taken.places if place != MEMORY)
        return Need(taken.total(MEMORY), device_bytes, loading_bytes=size_bytes)
    if manifest.embedding is not None:
        return Need(2 * size_bytes + _EMBEDDING_BYTES, loading_bytes=size_bytes)
    return Need(4 * size_bytes + _SMALL_BYTES, loading_bytes=size_bytes)


def available_bytes() -> int:
    """Free memory of the machine, caches counted as free; less where a container limits it."""
    found = 0
    for line in _text("/proc/meminfo").splitlines():
        name, _, rest = line.partition(":")
        if name == "MemAvailable":
            found = int(rest.split()[0]) * 1024
    limit, used = _text("/sys/fs/cgroup/memory.max"), _text("/sys/fs/cgroup/memory.current")
    if limit.strip().isdecimal() and used.strip().isdecimal():
        found = min(found, max(0, int(limit) - int(used)))
    return found


def _text(path: str) -> str:
    try:
        return Path(path).read_text("utf-8", "replace")
    except OSError:
        return ""
