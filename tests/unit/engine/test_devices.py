"""What the engine's log says about devices, buffers and lacking memory; the probe's words."""

from __future__ import annotations

from pathlib import Path

import pytest

from appliance.engine.machine.hardware import Backend, Device, MachineFacts, look
from appliance.engine.protocol import Trouble
from appliance.engine.worker.devices import buffers, offloaded, place, trouble
from appliance.engine.worker.probe import about, plain_words
from appliance.settings import engine_folder

MIB = 1024**2
LOG = [
    "load_tensors: offloaded 2/31 layers to GPU\n",
    "load_tensors:      Vulkan0 model buffer size =    30.80 MiB\n",
    "load_tensors:  Vulkan_Host model buffer size =    89.99 MiB\n",
    "llama_kv_cache:        CPU KV buffer size =    43.50 MiB\n",
    "llama_kv_cache:    Vulkan0 KV buffer size =     1.50 MiB\n",
    "llama_kv_cache:        CPU KV buffer size =    43.50 MiB\n",
    "sched_reserve: CPU_REPACK compute buffer size =     4.00 MiB\n",
    "llama_context:        CPU  output buffer size =     0.19 MiB\n",
    "sched_reserve: reserve took 12.36 ms, sched copies = 1\n",
]


def test_buffers_of_the_machine_are_added_up() -> None:
    assert buffers(LOG) == (
        ("CPU", "compute", 4 * MIB),
        ("CPU", "kv", 87 * MIB),
        ("CPU", "output", round(0.19 * MIB)),
        ("CPU", "weights", round(89.99 * MIB)),
        ("Vulkan0", "kv", round(1.5 * MIB)),
        ("Vulkan0", "weights", round(30.8 * MIB)),
    )
    assert offloaded(LOG) == 2
    assert offloaded(LOG[1:]) == 0


@pytest.mark.parametrize(
    ("name", "where"),
    [("CPU", "CPU"), ("CPU_Mapped", "CPU"), ("CUDA_Host", "CPU"), ("CUDA0", "CUDA0")],
)
def test_pinned_memory_is_the_machines(name: str, where: str) -> None:
    assert place(name) == where


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ggml_vulkan: Device memory allocation of size 4294967296 failed.", "OUT_OF_MEMORY"),
        ("ggml_vulkan: vk::Device::allocateMemory: ErrorOutOfDeviceMemory", "OUT_OF_MEMORY"),
        ("alloc_tensor_range: failed to allocate CUDA0 buffer of size 99", "OUT_OF_MEMORY"),
        ("ggml_cuda: CUDA error: an illegal memory access", "DEVICE_FAILED"),
        ("vk::Queue::submit: ErrorDeviceLost", "DEVICE_FAILED"),
        ("llama_model_load: error loading model: tensor has wrong shape", "WEIGHTS_DAMAGED"),
    ],
)
def test_why_nothing_came_of_it(line: str, expected: str) -> None:
    assert trouble([*LOG, line], Trouble.WEIGHTS_DAMAGED).name == expected


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (
            "libcuda.so.1: cannot open shared object file: No such file or directory",
            "the NVIDIA driver is not installed (libcuda.so.1 is missing)",
        ),
        (
            "libnuma.so.1: cannot open shared object file: No such file or directory",
            "a library that it needs is missing: libnuma.so.1",
        ),
        (
            "/lib/libc.so.6: version `GLIBC_2.38' not found (required by /e/libggml-cuda.so)",
            "this system's libraries are too old for it (GLIBC_2.38 is needed)",
        ),
        (
            "/e/libggml-vulkan.so: undefined symbol: ggml_backend_x",
            "it was built for other libraries than those found (ggml_backend_x is missing)",
        ),
        ("/home/anna/x.so: file too short", "x.so: file too short"),
    ],
)
def test_the_linkers_words_are_made_plain(said: str, words: str) -> None:
    assert plain_words(said, Path("/e")) == words


def test_a_driver_on_the_processor_is_told_apart() -> None:
    lines = [
        "ggml_vulkan: 0 = A card (Radeon driver) | uma: 0 | fp16: 1",
        "ggml_vulkan: 1 = llvmpipe (LLVM 15.0.6, 256 bits) (llvmpipe) | uma: 0",
        "ggml_vulkan: Warning: Device type is CPU. This is probably not the device you want.",
    ]
    assert about("A card", lines) == ("Radeon driver", False)
    assert about("llvmpipe (LLVM 15.0.6, 256 bits)", lines) == ("llvmpipe", True)
    assert about("Another", lines) == ("", False)


def test_the_best_device_comes_first() -> None:
    def device(name: str, kind: str, free: int) -> Device:
        return Device(name, name, kind, 100, free)  # type: ignore[arg-type]  # of the parameters

    backends = (
        Backend("vulkan", True, (device("V0", "integrated", 90), device("V1", "gpu", 20))),
        Backend("cuda", True, (device("C0", "gpu", 50),)),
    )
    facts = MachineFacts("", 1, 1, (), 1, 1, backends)
    assert [found.name for _, found in facts.devices()] == ["C0", "V1", "V0"]
    assert facts.device("V1") == (backends[0], backends[0].devices[1])
    assert facts.device("V9") is None


def test_this_machine(tmp_path: Path) -> None:
    facts = look(tmp_path)
    assert facts.threads >= 1
    assert 0 < facts.available_bytes <= facts.memory_bytes
    assert [backend.installed for backend in facts.backends] == [False] * 4


@pytest.mark.skipif(
    not (engine_folder() / "libllama.so").exists(), reason="the engine is not built"
)
def test_a_fenced_child_looks_at_the_engines(tmp_path: Path) -> None:
    """A folder whose device library is none at all, beside the processor's."""
    broken = tmp_path / "cuda"
    broken.mkdir()
    for file in engine_folder().iterdir():
        (broken / file.name).symlink_to(file)
    (broken / "libggml-cuda.so").write_bytes(b"\x7fELF")
    (tmp_path / "cpu").symlink_to(engine_folder())
    facts = look(tmp_path)
    by_name = {backend.name: backend for backend in facts.backends}
    assert by_name["cpu"].variant
    assert not by_name["cpu"].problem
    assert by_name["cuda"].installed
    assert not by_name["cuda"].devices
    assert "libggml-cuda.so" in by_name["cuda"].problem
    assert str(tmp_path) not in by_name["cuda"].problem
