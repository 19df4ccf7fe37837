"""Builds an engine folder for a graphics device: the processor's engine and one library more.

    python packaging/build_gpu_engine.py vulkan
    python packaging/build_gpu_engine.py cuda --architectures "86-real;89-real"

Each back end of ggml is a library of its own that is looked for when the engine starts, so the
folder of the processor's engine is copied and only the device's library is compiled, from the same
pinned source. The result goes to the cache and from there to `share/cofferdam/engine/<kind>/`.

Vulkan needs `glslc` and the Vulkan loader's development files; headers older than 1.4 (Debian 12
has 1.3.239) do not compile, so newer ones of Debian 13, which are text only, are fetched by
apt-get and checked against a pinned sha256. CUDA needs NVIDIA's toolkit with cuBLAS. Metal is on
by itself where the processor's engine is built on a Mac; there is nothing to add.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import build_engine
from setup_cache import (
    cache_folder,
    entry_is_whole,
    install_folder,
    key_of,
    new_entry,
    only_one,
    sha256_of,
)
from setup_downloads import fetch
from setup_packages import run
from setup_terminal import SetupFailed, say

ROOT = Path(__file__).resolve().parent.parent
RECIPE = 1  # raise it when what this script does to the same source changes
# Text only; the loader that is linked against stays the system's own.
_HEADERS = {
    "libvulkan-dev_1.4.309.0-1_amd64.deb": (
        "libvulkan-dev=1.4.309.0-1",
        "8d329d465e16168afff58b1bd0dd6db46aac2cc3f56054a481b25a04e90b345a",
    ),
    "spirv-headers_1.6.1+1.4.309.0-1_all.deb": (
        "spirv-headers=1.6.1+1.4.309.0-1",
        "dc18db866d63680351c40ac6b6bece34cb52da64a7799ce1cc4f16f6bff4d064",
    ),
}
_DEBIAN_13 = (
    "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] "
    "http://deb.debian.org/debian trixie main\n"
)
_LEAST_HEADER = (1, 4)
# One shader unit of Vulkan takes 1.8 GB while it is compiled, one of CUDA up to 3 GB.
_UNIT_BYTES = {"vulkan": 2 * 1024**3, "cuda": 3 * 1024**3}
# Turing to Ada as machine code or as code that the driver translates, and newer from the latter.
_ARCHITECTURES = "75-virtual;80-virtual;86-real;89-real;90-virtual"
_PACKAGES = "sudo apt-get install --no-install-recommends glslc libvulkan-dev"


@dataclass(frozen=True)
class Device:
    """What to build beside the processor's engine.

    Attributes:
        kind: `vulkan` or `cuda`.
        architectures: of NVIDIA's processors, as CMake names them; for CUDA only.
        headers: folder with `include/vulkan` and `share/cmake/SPIRV-Headers` of a Vulkan SDK;
            empty to use the system's or to fetch Debian 13's.
    """

    kind: str
    architectures: str = _ARCHITECTURES
    headers: str = ""

    @property
    def library(self) -> str:
        """The file that makes the folder one for this device."""
        return f"libggml-{self.kind}.so"


def key(engine: build_engine.Engine, device: Device) -> str:
    """A name for everything that the result depends on, the processor's engine included."""
    parts = {
        "recipe": RECIPE,
        "processor": engine.key(),
        "kind": device.kind,
        "tools": _tools_version(device),
        "architectures": device.architectures if device.kind == "cuda" else "",
        "headers": [pin for _, pin in _HEADERS.values()] if device.kind == "vulkan" else [],
        "given": device.headers,
    }
    return key_of(parts)


def ensure(engine: build_engine.Engine, device: Device) -> Path:
    """Build the library unless the cache has it, and install the folder; returns the folder.

    Raises:
        SetupFailed: the processor's engine is not there, a tool is missing, or compiling failed.
    """
    if not (engine.folder / "libllama.so").exists():
        raise SetupFailed("The processor's engine is built first: make setup")
    entry = engine.cache / "engine" / key(engine, device)
    if not entry_is_whole(entry):
        with new_entry(entry) as making:
            _build(engine, device, making)
    target = engine.folder.parent / device.kind
    with tempfile.TemporaryDirectory(prefix="engine-") as name:
        whole = Path(name) / device.kind
        shutil.copytree(engine.folder, whole, symlinks=True)
        for file in entry.glob("lib*"):
            shutil.copy(file, whole / file.name)
        install_folder(whole, target)
    say(f"Engine for {device.kind} ready: {target}")
    return target


def _build(engine: build_engine.Engine, device: Device, making: Path) -> None:
    package = fetch(
        engine.python,
        engine.lock,
        engine.cache / "downloads",
        options=["--no-binary", ":all:", "--no-build-isolation"],
        what="the engine's source (77 MB)",
    )["llama-cpp-python"]
    work = making / "work"
    llama = build_engine.unpack(package, work) / "vendor" / "llama.cpp"
    build = work / "build"
    options = _vulkan(engine, device, work) if device.kind == "vulkan" else _cuda(device)
    prefix = f"-ffile-prefix-map={llama}=."  # no folder of this machine in the library
    configure = [str(engine.environment / "bin" / "cmake"), "-S", str(llama), "-B", str(build)]
    configure += ["-G", "Ninja", *_shared_options(), *options]
    configure += [f"-DCMAKE_C_FLAGS={prefix}", f"-DCMAKE_CXX_FLAGS={prefix}"]
    run(configure, what=f"configuring the {device.kind} engine", extra=build_engine.tools(engine))
    _compile(engine, device, build)
    shutil.copy(build / "bin" / device.library, making / device.library)
    if device.kind == "cuda":
        _collect_cuda(making / device.library, making)
    shutil.rmtree(work)


# What the toolkit brings and the driver does not; about 700 MB, most of it cuBLAS.
_CUDA_LIBRARIES = re.compile(r"^\s*(lib(?:cudart|cublas|cublasLt)\.so\S*) => (/\S+)", re.MULTILINE)


def _collect_cuda(library: Path, target: Path) -> None:
    """Copy the toolkit's libraries beside ours, which finds them there by its run path.

    Raises: SetupFailed: the system's linker does not find them.
    """
    found = dict(_CUDA_LIBRARIES.findall(run(["ldd", str(library)], what="asking the linker")))
    if not any(name.startswith("libcublas.") for name in found):
        raise SetupFailed("cuBLAS is not found; add its folder to LD_LIBRARY_PATH.")
    for name, path in found.items():
        shutil.copy(path, target / name)


def _shared_options() -> list[str]:
    """Those of the processor's engine, without its own libraries."""
    kept = [option for option in build_engine._OPTIONS if "CPU_ALL_VARIANTS" not in option]
    return [*kept, "-DGGML_CPU=OFF"]


def _vulkan(engine: build_engine.Engine, device: Device, work: Path) -> list[str]:
    if shutil.which("glslc") is None:
        raise SetupFailed(f"The shader compiler glslc is missing.\n    {_PACKAGES}")
    include, spirv = _headers(engine, device, work)
    options = ["-DGGML_VULKAN=ON"]
    if include is not None:
        options += [f"-DVulkan_INCLUDE_DIR={include}", f"-DSPIRV-Headers_DIR={spirv}"]
    return options


def _cuda(device: Device) -> list[str]:
    if shutil.which("nvcc") is None:
        raise SetupFailed("NVIDIA's CUDA toolkit (nvcc) is missing.")
    return ["-DGGML_CUDA=ON", f"-DCMAKE_CUDA_ARCHITECTURES={device.architectures}"]


def _headers(
    engine: build_engine.Engine, device: Device, work: Path
) -> tuple[Path | None, Path | None]:
    """Folders of Vulkan's and SPIR-V's headers; None if the system's own are new enough."""
    if device.headers:
        root = Path(device.headers).resolve()
    elif header_version(Path("/usr/include/vulkan/vulkan_core.h")) >= _LEAST_HEADER:
        return None, None
    else:
        root = work / "headers" / "usr"
        _fetch_headers(engine.cache / "downloads", root.parent)
    return root / "include", root / "share" / "cmake" / "SPIRV-Headers"


def header_version(header: Path) -> tuple[int, int]:
    """Version of Vulkan that a `vulkan_core.h` describes; (0, 0) if it is not there."""
    try:
        text = header.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return (0, 0)
    found = re.search(r"VK_HEADER_VERSION_COMPLETE\s+VK_MAKE_API_VERSION\(0, (\d+), (\d+)", text)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _fetch_headers(downloads: Path, target: Path) -> None:
    """Take Debian 13's header packages apart below `target`; the system stays as it is.

    Raises: SetupFailed: apt-get cannot get them, or they have another sha256.
    """
    missing = [name for name, (_, pin) in _HEADERS.items() if _kept(downloads, name, pin) is None]
    if missing:
        say("Fetching newer Vulkan headers")
        with tempfile.TemporaryDirectory(prefix="headers-") as name:
            folder = Path(name)
            _apt_download(folder, [_HEADERS[item][0] for item in missing])
            for item in missing:
                for file in folder.glob("*.deb"):
                    if sha256_of(file) == _HEADERS[item][1]:
                        kept = downloads / _HEADERS[item][1]
                        kept.mkdir(parents=True, exist_ok=True)
                        shutil.copy(file, kept / item)
    for item, (_, pin) in _HEADERS.items():
        package = _kept(downloads, item, pin)
        if package is None:
            raise SetupFailed(f"{item} could not be had with the pinned sha256.")
        run(["dpkg-deb", "-x", str(package), str(target)], what="unpacking the Vulkan headers")


def _kept(downloads: Path, name: str, pin: str) -> Path | None:
    path = downloads / pin / name
    return path if path.is_file() and sha256_of(path) == pin else None


def _apt_download(folder: Path, packages: list[str]) -> None:
    """Download without installing, with a list of sources of our own."""
    for name in ("lists/partial", "cache/archives/partial"):
        (folder / name).mkdir(parents=True)
    (folder / "trixie.list").write_text(_DEBIAN_13, encoding="utf-8")
    options = {
        "Dir::Etc::SourceList": folder / "trixie.list",
        "Dir::Etc::SourceParts": "/dev/null",
        "Dir::State::Lists": folder / "lists",
        "Dir::Cache": folder / "cache",
    }
    command = ["apt-get", "--quiet"]
    command += [part for name, value in options.items() for part in ("-o", f"{name}={value}")]
    run([*command, "update"], what="reading Debian 13's list of packages")
    run([*command, "download", *packages], what="fetching Vulkan headers", folder=folder)


def _compile(engine: build_engine.Engine, device: Device, build: Path) -> None:
    build_engine.compile_target(
        engine,
        build,
        f"ggml-{device.kind}",
        log=engine.cache / f"engine-build-{device.kind}.log",
        title=f"Building the {device.kind} engine (once; some minutes)",
        jobs=jobs_for(device.kind, len(os.sched_getaffinity(0)), _memory_bytes()),
    )


def jobs_for(kind: str, cores: int, memory_bytes: int) -> int:
    """Units compiled at once: as many as there are cores and memory for, at least one."""
    return max(1, min(cores, memory_bytes // _UNIT_BYTES[kind]))


def _memory_bytes() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_AVPHYS_PAGES")


def _tools_version(device: Device) -> str:
    tool = "glslc" if device.kind == "vulkan" else "nvcc"
    if shutil.which(tool) is None:
        return ""
    return run([tool, "--version"], what=f"asking {tool}")


def main() -> int:
    """Exit status 0 if the folder is there and whole."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kind", choices=("vulkan", "cuda"))
    parser.add_argument("--architectures", default=_ARCHITECTURES, help="for CUDA")
    parser.add_argument("--headers", default="", help="prefix of a Vulkan SDK")
    parser.add_argument("--environment", type=Path, default=ROOT / ".venv")
    given = parser.parse_args()
    cache = cache_folder(ROOT / "build" / "cache")
    device = Device(given.kind, given.architectures, given.headers)
    try:
        with only_one(cache):
            ensure(build_engine.Engine(ROOT, given.environment.resolve(), cache), device)
    except SetupFailed as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
