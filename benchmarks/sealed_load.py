"""What sealing costs when a model is loaded: sealed file to answering model, against a plain file.

Three ways take turns over the starter language model, page cache warm, process start left out:
sealed (decrypt and check every chunk into a memory file, hand it to the fenced child, load there),
copied (the same without the sealing: plain file into a memory file), and plain (the bare library
reads the plain file). `ratio` is plain over sealed in seconds: 1 means that sealing is free.

    .venv/bin/python benchmarks/sealed_load.py [--repeats 7] [--save]
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from measure import report

from appliance.children import sealed_memory
from appliance.clock import SystemClock
from appliance.crypto.kdf import KdfParams
from appliance.engine.client import LanguageEngine
from appliance.engine.worker.bindings import load_bindings
from appliance.jobs import Job
from appliance.packs.registry import Registry
from appliance.settings import engine_folder, starter_folder
from appliance.vault.store import Vault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

MODEL = starter_folder() / "smollm2-135m-instruct"
READ, MAP = 0, 1  # llama_load_mode


class Loading(NamedTuple):
    """Seconds until the weights are in a memory file, to start the child, to load, and memory."""

    weights_s: float
    start_s: float
    load_s: float
    memory_bytes: int


def through_child(source: Callable[[], Mapping[str, int]]) -> Loading:
    """Load once through the engine."""
    spent_s = [0.0]

    def timed() -> Mapping[str, int]:
        began_s = time.perf_counter()
        weights = source()
        spent_s[0] = time.perf_counter() - began_s
        return weights

    engine = LanguageEngine(timed, name="starter", context_tokens=512, template="chatml", threads=1)
    began_s = time.perf_counter()
    loaded = engine.load()
    total_s = time.perf_counter() - began_s
    engine.close()
    start_s = total_s - spent_s[0] - loaded.load_s
    return Loading(spent_s[0], start_s, loaded.load_s, loaded.memory_bytes)


def plain_s(native: Any, mode: int) -> float:  # noqa: ANN401 - the library has no types
    """The bare library loads the plain file."""
    parameters = native.llama_model_default_params()
    parameters.n_gpu_layers = 0
    parameters.load_mode = mode
    began_s = time.perf_counter()
    model = native.llama_model_load_from_file(str(MODEL / "model.gguf").encode(), parameters)
    taken_s = time.perf_counter() - began_s
    native.llama_model_free(model)
    return taken_s


def copied() -> Mapping[str, int]:
    """The plain file in a memory file."""
    path = MODEL / "model.gguf"

    def copy(descriptor: int) -> None:
        with path.open("rb") as file:
            os.sendfile(descriptor, file.fileno(), 0, path.stat().st_size)

    return {"model.gguf": sealed_memory("weights", copy)}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--save", action="store_true")
    given = parser.parse_args()
    bindings = load_bindings(engine_folder())
    sealed: list[Loading] = []
    unsealed: list[Loading] = []
    read_s: list[float] = []
    map_s: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        # The cheapest key derivation: opening the vault is not what is measured.
        kdf = KdfParams(memory_kib=8192, iterations=1, lanes=1)
        vault, _ = Vault.create(Path(folder) / "vault", "benchmark", clock=SystemClock(), kdf=kdf)
        registry = Registry(vault, SystemClock())
        record = registry.import_folder(MODEL, job=Job())
        for number in range(-1, given.repeats):
            sealed.append(through_child(lambda: registry.open_components(record)))
            unsealed.append(through_child(copied))
            read_s.append(plain_s(bindings.native, READ))
            map_s.append(plain_s(bindings.native, MAP))
            if number < 0:  # the first round only warms up
                del sealed[:], unsealed[:], read_s[:], map_s[:]
        vault.lock()
    sealed_s = statistics.median(item.weights_s + item.load_s for item in sealed)
    plain_median_s = statistics.median(read_s)
    report(
        "sealed_load",
        plain_median_s / sealed_s,
        {
            "size_bytes": (MODEL / "model.gguf").stat().st_size,
            "medians": {
                "sealed_s": round(sealed_s, 4),
                "sealed_decrypt_s": round(statistics.median(i.weights_s for i in sealed), 4),
                "sealed_load_s": round(statistics.median(i.load_s for i in sealed), 4),
                "copied_s": round(statistics.median(i.weights_s + i.load_s for i in unsealed), 4),
                "plain_read_s": round(plain_median_s, 4),
                "plain_map_s": round(statistics.median(map_s), 4),
                "child_start_s": round(statistics.median(i.start_s for i in sealed), 4),
                "child_memory_bytes": int(statistics.median(i.memory_bytes for i in sealed)),
            },
            "repeats": given.repeats,
        },
        save=given.save,
    )


if __name__ == "__main__":
    main()
