"""The child that loads one engine build, says which devices it finds, and ends.

No model, no document and no key ever reaches it. The driver's libraries run before the lock-down
here, because most of them open their devices at that moment.
"""

from __future__ import annotations

import ctypes
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from appliance.confinement.childside import ChildSide
from appliance.engine.machine.hardware import DeviceKind, Found, FoundDevice

if TYPE_CHECKING:
    from collections.abc import Sequence

# ggml_backend_dev_type in ggml-backend.h; 0 is the processor.
_KINDS: dict[int, DeviceKind] = {1: "gpu", 2: "integrated", 3: "accelerator"}
_DRIVER = re.compile(r"ggml_vulkan: \d+ = (?P<device>.*) \((?P<driver>[^()]*)\) \| uma")
_VARIANT = re.compile(r"libggml-cpu-([\w.-]+)\.so")
_DEBUG_SOFTWARE = "Device type is CPU"
_LOG_CALLBACK = ctypes.CFUNCTYPE(None, ctypes.c_int, ctypes.c_char_p, ctypes.c_void_p)


def main() -> None:
    """Load, look, lock down, say it."""
    side = ChildSide.begin()
    folder = Path(side.options["engine"])
    if side.options.get("software") == "yes":
        # ggml leaves drivers on the processor out unless a device is named.
        os.environ["GGML_VK_VISIBLE_DEVICES"] = "0"
    os.environ["MESA_SHADER_CACHE_DISABLE"] = "true"
    found = _look(folder, side.fence)
    side.confine()
    side.send(msgspec.msgpack.encode(found))
    os._exit(0)  # drivers tidy up by calls that are refused now


def _look(folder: Path, name: str) -> Found:
    lines: list[str] = []
    log = _LOG_CALLBACK(lambda _level, text, _: lines.append(_text(text)))
    try:
        base = ctypes.CDLL(str(folder / "libggml-base.so"))
        ggml = ctypes.CDLL(str(folder / "libggml.so"))
    except OSError as error:
        return Found([], problem=plain_words(str(error), folder))
    base.ggml_log_set(log, None)
    problem = "" if name == "cpu" else _why_not(folder / f"libggml-{name}.so")
    ggml.ggml_backend_load_all_from_path(str(folder).encode())
    devices = _devices(base, ggml, lines)
    if name == "vulkan" and not devices:
        problem = problem or _no_device()
    base.ggml_log_set(None, None)
    maps = Path("/proc/self/maps").read_text("utf-8", "replace")
    variant = next(iter(_VARIANT.findall(maps)), "")
    if not variant:
        problem = problem or "none of its libraries fits this processor"
    return Found(devices, variant, problem)


def _devices(base: ctypes.CDLL, ggml: ctypes.CDLL, lines: Sequence[str]) -> list[FoundDevice]:
    ggml.ggml_backend_dev_count.restype = ctypes.c_size_t
    ggml.ggml_backend_dev_get.restype = ctypes.c_void_p
    ggml.ggml_backend_dev_get.argtypes = [ctypes.c_size_t]
    for call, result in (("name", ctypes.c_char_p), ("description", ctypes.c_char_p)):
        function = getattr(base, f"ggml_backend_dev_{call}")
        function.restype, function.argtypes = result, [ctypes.c_void_p]
    base.ggml_backend_dev_type.argtypes = [ctypes.c_void_p]
    sizes = ctypes.POINTER(ctypes.c_size_t)
    base.ggml_backend_dev_memory.argtypes = [ctypes.c_void_p, sizes, sizes]
    found = []
    for number in range(ggml.ggml_backend_dev_count()):
        device = ggml.ggml_backend_dev_get(number)
        kind = _KINDS.get(base.ggml_backend_dev_type(device))
        if kind is None:
            continue
        free, total = ctypes.c_size_t(), ctypes.c_size_t()
        base.ggml_backend_dev_memory(device, ctypes.byref(free), ctypes.byref(total))
        description = _text(base.ggml_backend_dev_description(device))
        driver, software = about(description, lines)
        found.append(
            FoundDevice(
                _text(base.ggml_backend_dev_name(device)),
                description,
                "software" if software else kind,
                total.value,
                free.value,
                driver,
            )
        )
    return found


def about(description: str, lines: Sequence[str]) -> tuple[str, bool]:
    """The driver's name from what the library logged, and whether it computes on the processor."""
    for at, line in enumerate(lines):
        match = _DRIVER.search(line)
        if match is not None and match["device"] == description:
            after = lines[at + 1] if at + 1 < len(lines) else ""
            return match["driver"], _DEBUG_SOFTWARE in after
    return "", description.startswith("llvmpipe")


def _why_not(library: Path) -> str:
    """Why a back end's library does not load; empty if it does."""
    if not library.exists():
        return f"{library.name} is missing from its folder"
    try:
        ctypes.CDLL(str(library))
    except OSError as error:
        return plain_words(str(error), library.parent)
    return ""


def _no_device() -> str:
    folders = (Path("/usr/share/vulkan/icd.d"), Path("/etc/vulkan/icd.d"))
    if any(True for folder in folders for _ in folder.glob("*.json")):
        return "the installed Vulkan drivers find no graphics device"
    return "no Vulkan driver is installed (/usr/share/vulkan/icd.d has none)"


# The library that a driver brings, and what to say when it is not there.
_DRIVERS = {
    "libcuda.so.1": "the NVIDIA driver is not installed (libcuda.so.1 is missing)",
    "libvulkan.so.1": "the Vulkan loader is not installed (libvulkan.so.1 is missing)",
}


def plain_words(text: str, folder: Path) -> str:
    """What the dynamic linker said, in words, without folders of this machine."""
    text = text.replace(f"{folder}/", "")
    match = re.match(r"(?P<name>[\w.+-]+): cannot open shared object file", text)
    if match is not None:
        name = match["name"]
        return _DRIVERS.get(name, f"a library that it needs is missing: {name}")
    match = re.search(r"version [`'\"](?P<version>[\w.]+)['\"] not found", text)
    if match is not None:
        return f"this system's libraries are too old for it ({match['version']} is needed)"
    match = re.search(r"undefined symbol: (?P<symbol>\w+)", text)
    if match is not None:
        return f"it was built for other libraries than those found ({match['symbol']} is missing)"
    return re.sub(r"/\S*/", "", text)


def _text(raw: bytes | None) -> str:
    return (raw or b"").decode("utf-8", "replace")


if __name__ == "__main__":
    main()
