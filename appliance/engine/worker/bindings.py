"""Loads llama.cpp: the binding module alone, and the best library for this processor."""

from __future__ import annotations

import ctypes
import importlib
import importlib.util
import os
import re
import sys
import types
from collections import deque
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

_WARNING, _ERROR = 3, 4  # ggml_log_level in ggml.h
# Lines that say which libraries, sizes and devices there are; see `devices.py`.
_TELLING = ("load_backend: loaded", "buffer size =", "offloaded ", "alloc")
_LINES = 256


class EngineUnusable(Exception):
    """The libraries are missing, incomplete, or not for this machine."""


class Bindings(NamedTuple):
    """The C functions of llama.cpp, and which build they come from.

    Attributes:
        native: module with one Python function per C function.
        build: version and processor variant, as recorded with every answer.
        keep: callbacks that the library holds; they must live as long as it.
        log: the last lines of the library that say where something lies, or why it does not.
        ggml: the library that knows the devices.
    """

    native: types.ModuleType
    build: str
    keep: tuple[object, ...]
    log: deque[str]
    ggml: ctypes.CDLL


def load_bindings(folder: Path) -> Bindings:
    """Load the libraries in `folder`; must run before the lock-down.

    Raises: EngineUnusable.
    """
    try:
        native = _binding_module(folder)
        lines: deque[str] = deque(maxlen=_LINES)
        callback = native.llama_log_callback(_logger(lines.append))
        native.llama_log_set(callback, ctypes.c_void_p(0))
        ggml = ctypes.CDLL(str(folder / "libggml.so"))
        base = ctypes.CDLL(str(folder / "libggml-base.so"))
    except (OSError, ImportError, RuntimeError, AttributeError) as error:
        raise EngineUnusable(type(error).__name__) from error
    ggml.ggml_backend_load_all_from_path(str(folder).encode())
    ggml.ggml_backend_dev_count.restype = ctypes.c_size_t
    if ggml.ggml_backend_dev_count() == 0:
        raise EngineUnusable("no library fits this processor")
    native.llama_backend_init()
    base.ggml_version.restype = ctypes.c_char_p
    versions = f"llama.cpp {_text(native.llama_version())}, ggml {_text(base.ggml_version())}"
    build = f"{versions}, {_variant(lines)}{_kernels(folder)}"
    return Bindings(native, build, (callback,), lines, ggml)


def _binding_module(folder: Path) -> types.ModuleType:
    """`llama_cpp.llama_cpp` without running the package's own `__init__`.

    That would import Jinja, which runs templates of model files, and diskcache, which unpickles
    files it finds (CVE-2025-69872, no fix); neither may exist in this process.
    """
    if not (folder / "libllama.so").exists():
        raise FileNotFoundError("libllama.so")
    spec = importlib.util.find_spec("llama_cpp")
    if spec is None or spec.submodule_search_locations is None:
        raise ImportError("llama_cpp")
    package = types.ModuleType("llama_cpp")
    package.__path__ = list(spec.submodule_search_locations)
    sys.modules["llama_cpp"] = package
    os.environ["LLAMA_CPP_LIB_PATH"] = str(folder)
    return importlib.import_module("llama_cpp.llama_cpp")


def _logger(record: Callable[[str], None]) -> Callable[[int, bytes, object], None]:
    """Warnings go to stderr, which the parent cleans and logs; what matters later to `record`."""

    def write(level: int, text: bytes, _: object) -> None:
        line = text.decode("utf-8", "replace")
        if level in (_WARNING, _ERROR):
            sys.stderr.write(line)
        if level == _ERROR or any(word in line for word in _TELLING):
            record(line)

    return write


def _variant(lines: Iterable[str]) -> str:
    """The libraries that were chosen, the device's before the processor's."""
    found = [
        match[1]
        for line in lines
        if "load_backend" in line and (match := re.search(r"libggml-([\w-]+)\.so", line))
    ]
    return " + ".join(found) if found else "cpu"


def _kernels(folder: Path) -> str:
    """Our own kernels that were compiled in, by the digest that the build left there."""
    try:
        return f", kernels {(folder / 'KERNELS').read_text('ascii').strip()[:16]}"
    except OSError:
        return ""


def _text(raw: bytes | None) -> str:
    return (raw or b"unknown").decode("ascii", "replace")
