"""How much memory models may take here, and how much one takes, before it is loaded."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from appliance.app.eviction import Budget, Need
from appliance.engine import gguf_work
from appliance.engine.weights_faults import WeightsRefused

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from appliance.engine.gguf_values import Source
    from appliance.engine.gguf_work import ModelWork
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
# Of the graphics device; its driver and the desktop need the rest.
_DEVICE_SHARE = 0.8
# Never taken from a machine whose memory other programs filled in the meantime.
_RESERVE_BYTES = 256 * _MIB
# Interpreter and libraries of a child, measured as its memory with the smallest model.
_LANGUAGE_BYTES, _EMBEDDING_BYTES, _RISK_BYTES = 96 * _MIB, 288 * _MIB, 96 * _MIB
_STEP_TOKENS = 512
_FLOAT_BYTES = 4


class ModelMemory:
    """Budget and needs of one open vault. Thread-safe."""

    def __init__(self, settings: Settings, *, available: Callable[[], int] | None = None) -> None:
        """`available` gives the bytes that are free on the machine at that moment."""
        self._settings = settings
        self._available = available or available_bytes
        self._at_start = self._available()
        self._guard = threading.Lock()
        self._needs: dict[str, Need] = {}

    def budget(self, taken_bytes: int) -> Budget:
        """What all models together may take now; `taken_bytes` is what they take already.

        The settings' number, or a share of what was free at the start. Less if other programs
        filled the machine since: two models larger than its memory must never end it.
        """
        wanted = self._settings.model_memory_bytes or round(_SHARE * self._at_start)
        possible = max(0, taken_bytes + self._available() - _RESERVE_BYTES)
        return Budget(min(wanted, possible), self._settings.device_memory_bytes)

    def need(self, record: ModelRecord, peek: Peek, run: RunSettings) -> Need:
        """What a model takes; `peek` opens its first file to read its head.

        Raises: ModelUnknown, PackTampered, SealVersionUnknown, what `peek` raises.
        """
        with self._guard:
            found = self._needs.get(record.digest)
        if found is None:
            found = estimate(record, self._shape(record, peek), run)
            with self._guard:
                self._needs[record.digest] = found
        return found

    @staticmethod
    def _shape(record: ModelRecord, peek: Peek) -> ModelWork | None:
        if record.manifest.language is None:
            return None
        try:
            with peek() as source:
                return gguf_work.read(source)
        except WeightsRefused:
            return None  # its child will say what is wrong with it


def estimate(record: ModelRecord, shape: ModelWork | None, run: RunSettings) -> Need:
    """The one place that says how much a model takes. Pure.

    While weights are loaded, the file is in memory beside them.
    """
    manifest, size_bytes = record.manifest, record.size_bytes
    if manifest.language is not None:
        tokens = min(manifest.language.context_tokens, CONTEXT_TOKENS)
        tokens = (run.lane_tokens or tokens) + run.batch_tokens
        cache_bytes = work_bytes = 0
        if shape is not None:
            cache_bytes = tokens * shape.kv_bytes_per_token
            per_token = shape.ffn + 8 * shape.width
            work_bytes = _FLOAT_BYTES * (_STEP_TOKENS * per_token + 2 * shape.vocabulary)
        memory_bytes = size_bytes + cache_bytes + work_bytes + _LANGUAGE_BYTES
        return Need(memory_bytes, loading_bytes=size_bytes)
    if manifest.embedding is not None:
        return Need(2 * size_bytes + _EMBEDDING_BYTES, loading_bytes=size_bytes)
    return Need(4 * size_bytes + _RISK_BYTES, loading_bytes=size_bytes)


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
