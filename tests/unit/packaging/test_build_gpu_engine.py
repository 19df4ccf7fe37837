from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import build_engine
import build_gpu_engine as gpu
import pytest
from setup_terminal import SetupFailed

ROOT = Path(build_engine.__file__).parents[1]
GIB = 1024**3


@pytest.fixture
def engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> build_engine.Engine:
    monkeypatch.setattr(gpu, "_tools_version", lambda device: f"{device.kind} tool 1")
    monkeypatch.setattr(build_engine, "compiler_version", lambda: "g++ 12")
    return build_engine.Engine(ROOT, tmp_path / ".venv", tmp_path / "cache")


def test_the_key_follows_what_the_result_depends_on(engine: build_engine.Engine) -> None:
    vulkan, cuda = gpu.Device("vulkan"), gpu.Device("cuda")
    keys = {
        gpu.key(engine, vulkan),
        gpu.key(engine, replace(vulkan, headers="/opt/vulkan")),
        gpu.key(engine, cuda),
        gpu.key(engine, replace(cuda, architectures="86-real")),
        gpu.key(replace(engine, all_variants=True), vulkan),
    }
    assert len(keys) == 5
    assert gpu.key(engine, replace(vulkan, architectures="86-real")) in keys


def test_without_the_processors_engine_nothing_is_built(engine: build_engine.Engine) -> None:
    with pytest.raises(SetupFailed, match="make setup"):
        gpu.ensure(engine, gpu.Device("vulkan"))


@pytest.mark.parametrize(
    ("cores", "memory_bytes", "jobs"), [(2, 16 * GIB, 2), (16, 8 * GIB, 4), (4, GIB, 1)]
)
def test_units_at_once_fit_into_memory(cores: int, memory_bytes: int, jobs: int) -> None:
    assert gpu.jobs_for("vulkan", cores, memory_bytes) == jobs


def test_the_version_of_vulkans_headers(tmp_path: Path) -> None:
    header = tmp_path / "vulkan_core.h"
    assert gpu.header_version(header) == (0, 0)
    header.write_text(
        "#define VK_HEADER_VERSION_COMPLETE VK_MAKE_API_VERSION(0, 1, 3, VK_HEADER_VERSION)\n"
    )
    assert gpu.header_version(header) == (1, 3)


def test_options_are_the_processors_without_its_libraries() -> None:
    options = gpu._shared_options()
    assert "-DGGML_BACKEND_DL=ON" in options
    assert "-DGGML_NATIVE=OFF" in options
    assert "-DGGML_CPU=OFF" in options
    assert not [option for option in options if "VARIANTS" in option]


def test_cuda_brings_the_toolkits_libraries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    toolkit, target = tmp_path / "toolkit", tmp_path / "target"
    toolkit.mkdir()
    target.mkdir()
    names = ("libcudart.so.13", "libcublas.so.13", "libcublasLt.so.13", "libm.so.6")
    for name in names:
        (toolkit / name).write_text(name)
    said = "".join(f"\t{name} => {toolkit / name} (0x00007f)\n" for name in names)
    said += "\tlibcuda.so.1 => not found\n"
    monkeypatch.setattr(gpu, "run", lambda *_, **__: said)
    gpu._collect_cuda(toolkit / "libggml-cuda.so", target)
    assert sorted(path.name for path in target.iterdir()) == sorted(names[:3])
    monkeypatch.setattr(gpu, "run", lambda *_, **__: "\tlibcublas.so.13 => not found\n")
    with pytest.raises(SetupFailed, match="cuBLAS"):
        gpu._collect_cuda(toolkit / "libggml-cuda.so", target)
