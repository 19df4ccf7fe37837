"""Builds the language engine: llama.cpp as libraries, and the Python bindings without libraries.

llama-cpp-python has no wheel, and its own build compiles half as much again as is needed, for the
builder's processor only. Here the two halves are apart: the bindings alone (seconds), and the
engine by CMake straight on the llama.cpp inside the same source package (minutes, once), with one
library per processor generation of which the best is chosen at run time. GPU engines can be added
beside `cpu` later without touching the bindings.

Results go to the cache and from there into the environment:
`share/cofferdam/engine/cpu/` and the `llama_cpp` package.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shutil
import subprocess
import tarfile
from dataclasses import dataclass
from typing import TYPE_CHECKING

import engine_kernels
from setup_cache import entry_is_whole, install_folder, key_of, new_entry
from setup_downloads import fetch, read_pins
from setup_packages import clean_environment, pip, run
from setup_terminal import Progress, SetupFailed, say, without_addresses

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

RECIPE = 3  # raise it when what this script does to the same source changes
# Oldest to newest; a desk PC of any age finds its own. All fourteen take about 13 CPU minutes,
# these six about 5; what is left out (AMX, cooper lake, …) are servers, which then use icelake.
_DESK_VARIANTS = ("x64", "haswell", "skylakex", "icelake", "zen4", "alderlake")
_OPTIONS = (
    "-DCMAKE_BUILD_TYPE=Release",
    "-DBUILD_SHARED_LIBS=ON",
    "-DCMAKE_INSTALL_RPATH=$ORIGIN",
    "-DCMAKE_BUILD_WITH_INSTALL_RPATH=ON",
    "-DGGML_NATIVE=OFF",  # the default uses the builder's instructions and dies on older machines
    "-DGGML_BACKEND_DL=ON",
    "-DGGML_CPU_ALL_VARIANTS=ON",
    "-DGGML_CCACHE=OFF",
    "-DLLAMA_OPENSSL=OFF",
    "-DLLAMA_BUILD_COMMON=OFF",
    "-DLLAMA_BUILD_TOOLS=OFF",
    "-DLLAMA_BUILD_TESTS=OFF",
    "-DLLAMA_BUILD_EXAMPLES=OFF",
    "-DLLAMA_BUILD_SERVER=OFF",
    "-DLLAMA_BUILD_APP=OFF",
)
_BINDINGS_ONLY = "-DLLAMA_BUILD=OFF -DLLAVA_BUILD=OFF"
# Ambient flags (-march=native) would undo the above; a surrounding git repository would put its
# own commit into the libraries.
_NEUTRAL = {"CFLAGS": "", "CXXFLAGS": "", "CPPFLAGS": "", "LDFLAGS": "", "GIT_DIR": "/nonexistent"}
_VARIANT_LINE = re.compile(r"^(\s*)ggml_add_cpu_backend_variant\((\S+?)(\s[^)]*)?\)", re.MULTILINE)
_STEP = re.compile(r"^\[(\d+)/(\d+)\] (.*)$")
_TAIL_LINES = 25


@dataclass(frozen=True)
class Engine:
    """What to build, and where the pieces are."""

    root: Path  # the repository
    environment: Path  # the virtual environment
    cache: Path
    all_variants: bool = False

    @property
    def python(self) -> Path:
        """The environment's Python."""
        return self.environment / "bin" / "python"

    @property
    def lock(self) -> Path:
        """The pin of the source package."""
        return self.root / "packaging" / "locks" / "engine-source.txt"

    @property
    def folder(self) -> Path:
        """Where the program looks for the libraries."""
        return self.environment / "share" / "cofferdam" / "engine" / "cpu"

    def variants(self) -> tuple[str, ...] | None:
        """Processor variants to build; None for all that the source knows."""
        desk = platform.machine() == "x86_64" and not self.all_variants
        return _DESK_VARIANTS if desk else None

    def key(self) -> str:
        """A name for everything that the result depends on."""
        return key_of(
            {
                "recipe": RECIPE,
                "source": [pin.sha256 for pin in read_pins(self.lock)],
                "options": _OPTIONS,
                "bindings": _BINDINGS_ONLY,
                "kernels": engine_kernels.digest(),
                "variants": self.variants(),
                "compiler": compiler_version(),
                "machine": platform.machine(),
            }
        )


def ensure(engine: Engine) -> None:
    """Build the engine unless the cache has it, install it, and try it in a child process.

    Raises:
        SetupFailed: fetching, compiling or loading failed; the text says where the log is.
    """
    entry = engine.cache / "engine" / engine.key()
    if not entry_is_whole(entry):
        with new_entry(entry) as making:
            _build(engine, making)
    wheel = next((entry / "bindings").glob("*.whl"))
    options = ["--no-deps", "--no-index", "--force-reinstall"]
    pip(engine.python, ["install", *options, str(wheel)], what="installing the engine bindings")
    install_folder(entry / "cpu", engine.folder)
    checker = engine.root / "packaging" / "check_engine.py"
    report = run([str(engine.python), "-I", str(checker)], what="trying the engine")
    found = json.loads(report.splitlines()[-1])
    say(f"Engine ready: llama-cpp-python {found['bindings']}, processor {found['variant']}")


def _build(engine: Engine, making: Path) -> None:
    source_package = fetch(
        engine.python,
        engine.lock,
        engine.cache / "downloads",
        options=["--no-binary", ":all:", "--no-build-isolation"],
        what="the engine's source (77 MB)",
    )["llama-cpp-python"]
    work = making / "work"
    source = unpack(source_package, work)
    _build_bindings(engine, source, making / "bindings")
    llama = source / "vendor" / "llama.cpp"
    wanted = engine.variants()
    if wanted is not None:
        keep_variants(llama / "ggml" / "src" / "CMakeLists.txt", wanted)
    engine_kernels.install(llama)
    _build_libraries(engine, llama, work / "build")
    collect_libraries(work / "build" / "bin", making / "cpu")
    # The engine names itself with it: answers and kept readings depend on our kernels, too.
    (making / "cpu" / "KERNELS").write_text(engine_kernels.digest()[:12] + "\n", encoding="ascii")
    shutil.copyfile(llama / "LICENSE", making / "cpu" / "LICENSE.llama.cpp")
    shutil.rmtree(work)


def unpack(package: Path, work: Path) -> Path:
    """Unpack a source package whose sha256 was checked; returns its one folder."""
    work.mkdir()
    with tarfile.open(package) as archive:
        if hasattr(tarfile, "data_filter"):
            archive.extraction_filter = tarfile.data_filter
        archive.extractall(work)  # noqa: S202  the content is pinned by its sha256
    (folder,) = work.iterdir()
    return folder


def keep_variants(cmake_file: Path, wanted: Collection[str]) -> None:
    """Comment out the processor variants that are not wanted.

    Raises:
        SetupFailed: a wanted variant is not there: the source is not the one this was written for.
    """
    text = cmake_file.read_text(encoding="utf-8")
    known = {match[2] for match in _VARIANT_LINE.finditer(text)}
    absent = sorted(set(wanted) - known)
    if absent:
        raise SetupFailed(f"The engine's source knows no processor variant {absent}.")

    def mark(match: re.Match[str]) -> str:
        return match[0] if match[2] in wanted else f"{match[1]}# left out: {match[2]}"

    text = _VARIANT_LINE.sub(mark, text)
    cmake_file.write_text(text, encoding="utf-8")


def _build_bindings(engine: Engine, source: Path, target: Path) -> None:
    say("Building the engine bindings")
    command = [str(engine.python), "-I", "-m", "pip", "wheel"]
    options = ["--no-deps", "--no-index", "--no-build-isolation", "--wheel-dir", str(target)]
    run(
        [*command, *options, str(source)],
        what="building the engine bindings",
        extra=tools(engine) | {"CMAKE_ARGS": _BINDINGS_ONLY},
    )


def _build_libraries(engine: Engine, llama: Path, build: Path) -> None:
    """Configure and compile; only the `llama` target and what it needs."""
    prefix = f"-ffile-prefix-map={llama}=."  # no folder of this machine in the libraries
    configure = [str(engine.environment / "bin" / "cmake"), "-S", str(llama), "-B", str(build)]
    configure += ["-G", "Ninja", *_OPTIONS, f"-DCMAKE_C_FLAGS={prefix}"]
    configure += [f"-DCMAKE_CXX_FLAGS={prefix}"]
    run(configure, what="configuring the engine", extra=tools(engine))
    compile_target(
        engine,
        build,
        "llama",
        log=engine.cache / "engine-build.log",
        title="Building the engine (once; some minutes)",
        jobs=len(os.sched_getaffinity(0)),
    )


def compile_target(
    engine: Engine, build: Path, target: str, *, log: Path, title: str, jobs: int
) -> None:
    """Compile one target of a configured build, with progress; the whole output goes to `log`.

    Raises: SetupFailed: with the last lines of the output.
    """
    ninja = [str(engine.environment / "bin" / "ninja"), "-C", str(build)]
    progress = Progress(title)
    failed: list[str] = []
    steps = 0
    with (
        log.open("w", encoding="utf-8") as record,
        subprocess.Popen(
            [*ninja, "-j", str(jobs), target],
            env=clean_environment(os.environ) | tools(engine),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
        ) as process,
    ):
        for line in process.stdout or ():
            record.write(line)
            failed = [*failed[-_TAIL_LINES:], line.rstrip()]
            step = _STEP.match(line)
            # The compiler of a device's shaders is built by a second ninja inside, with few steps.
            if step and int(step[2]) >= steps:
                steps = int(step[2])
                progress.at(int(step[1]), steps, step[3].rsplit("/", 1)[-1].strip())
    if process.returncode != 0:
        tail = "\n".join("    " + without_addresses(line) for line in failed)
        raise SetupFailed(f"The engine could not be built.\n{tail}\nThe whole log is in {log}")
    progress.end("built")


def tools(engine: Engine) -> dict[str, str]:
    """Environment for the build: the pinned CMake and Ninja before any other."""
    path = f"{engine.environment / 'bin'}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return _NEUTRAL | {"PATH": path}


def collect_libraries(built: Path, target: Path) -> None:
    """Copy the libraries: each real file under the name others link to, plus a link without number.

    The link must stay a link: as a copy it would be loaded beside the numbered file, with a second,
    empty registry of back ends, and no model would load.
    """
    target.mkdir()
    for path in sorted(built.glob("lib*.so")):
        if not path.is_symlink():
            shutil.copy(path, target / path.name)
            continue
        numbered = path.readlink().name
        shutil.copy(path.resolve(), target / numbered)
        (target / path.name).symlink_to(numbered)


def compiler_version() -> str:
    """First line of what the C++ compiler says of itself."""
    compiler = os.environ.get("CXX") or shutil.which("c++") or shutil.which("g++") or "c++"
    return run([*compiler.split(), "--version"], what="asking the compiler").splitlines()[0]
