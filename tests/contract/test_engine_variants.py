"""Every processor variant of the engine computes the same, with our kernels and without.

The variant for the oldest processors has none of the kernels and is what the others are held
against. How much rounding alone moves logits depends on the model, so it is measured: the plain
variant with and without fused attention. Only variants that this processor can run are compared.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import engine_kernels
import numpy as np
import pytest

from appliance.settings import engine_folder

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
PLAIN = "x64"
# Which instructions of /proc/cpuinfo a variant needs, beyond those of the plain one.
NEEDED = {
    "haswell": {"avx2", "fma", "f16c", "bmi2"},
    "skylakex": {"avx2", "fma", "f16c", "bmi2", "avx512f", "avx512bw", "avx512dq", "avx512vl"},
    "icelake": {"avx512f", "avx512dq", "avx512vbmi", "avx512_vnni"},
    "zen4": {"avx512f", "avx512dq", "avx512vbmi", "avx512_vnni", "avx512_bf16"},
    "alderlake": {"avx2", "fma", "f16c", "bmi2", "avx_vnni"},
}
# Heads, KV heads, width and type of weights: groups of 3 and 1 query heads, 64 and 128 numbers per
# head, and each type that has products of its own.
SHAPES = {
    "grouped, Q4_0": (9, 3, 576, "Q4_0"),
    "wide, Q4_0": (4, 4, 512, "Q4_0"),
    "grouped, Q4_1": (9, 3, 576, "Q4_1"),
    "grouped, Q8_0": (9, 3, 576, "Q8_0"),
}
# Times what rounding does; a wrong cell, row or scale moves logits a hundred times as far.
MOST = 2.0


def runnable() -> list[str]:
    """Variants that are installed and that this processor knows the instructions of."""
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    flags = next((set(line.split(":")[1].split()) for line in lines if "flags" in line), set())
    there = {path.stem.removeprefix("libggml-cpu-") for path in engine_folder().glob("*-cpu-*.so")}
    return [name for name, needed in NEEDED.items() if name in there and needed <= flags]


@pytest.fixture(scope="module", params=SHAPES)
def logits(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., np.ndarray]:
    """Logits of a small random model under a variant, computed once per variant."""
    folder = tmp_path_factory.mktemp("variants")
    heads, kv_heads, width, kind = SHAPES[request.param]
    weights = folder / "random.gguf"
    shape = ["--layers", 3, "--width", width, "--heads", heads, "--kv-heads", kv_heads]
    shape += ["--ffn", 1024, "--type", kind, "--seed", 3]
    script = ROOT / "benchmarks" / "random_model.py"
    _run([script, *shape, weights])
    found: dict[str, np.ndarray] = {}

    def of(variant: str, fused: int = 1) -> np.ndarray:
        name = f"{variant}-{fused}"
        if name not in found:
            libraries = folder / name
            libraries.mkdir()
            for path in engine_folder().iterdir():
                if "-cpu-" not in path.name or path.stem == f"libggml-cpu-{variant}":
                    (libraries / path.name).symlink_to(path)
            out = folder / f"{name}.npy"
            _run([Path(__file__).parent / "variant_logits.py", libraries, weights, out, fused])
            found[name] = np.load(out)
        return found[name]

    return of


def _run(command: list[object]) -> None:
    done = subprocess.run(
        [sys.executable, *map(str, command)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]


@pytest.mark.skipif(sys.platform != "linux", reason="variants are looked up in /proc/cpuinfo")
@pytest.mark.parametrize("variant", runnable())
def test_a_variant_computes_what_the_plain_one_does(
    logits: Callable[..., np.ndarray], variant: str
) -> None:
    plain, found = logits(PLAIN), logits(variant)
    assert found.shape == plain.shape
    assert np.isfinite(found).all()
    rounding = np.abs(logits(PLAIN, 0) - plain)
    difference = np.abs(found - plain)
    assert difference.mean() < MOST * rounding.mean() < 0.1 * plain.std()
    assert difference.max() < MOST * rounding.max()
    # random weights leave many tokens nearly as likely as the likeliest
    assert (found.argmax(axis=1) == plain.argmax(axis=1)).mean() > 0.8


def test_the_engine_names_the_kernels_that_were_compiled_in() -> None:
    """Answers and kept readings depend on them, so they are part of the build's name."""
    program = (
        "import sys; from pathlib import Path;"
        "from appliance.engine.worker.bindings import load_bindings;"
        "sys.stdout.write(load_bindings(Path(sys.argv[1])).build)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(engine_folder())],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.endswith(f", kernels {engine_kernels.digest()[:12]}")
