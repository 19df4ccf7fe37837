"""Puts layers on a graphics device, and reads what the engine says it took where.

llama.cpp has no function that tells the sizes of its buffers to C; it writes them into its log,
one line per buffer. Whether memory was lacking is in the log, too: a model that does not fit and a
damaged one both come back as “no model”.
"""

from __future__ import annotations

import ctypes
import os
import re
from typing import TYPE_CHECKING, Any

from appliance.engine.protocol import Trouble
from appliance.engine.worker.wire import Refused

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from appliance.engine.records import RunSettings
    from appliance.engine.worker.bindings import Bindings

_SPLIT_NONE = 0  # llama_split_mode: all on one device
_BUFFER = re.compile(
    r"(?P<where>\S+)\s+(?P<what>model|KV|compute|output) buffer size =\s+(?P<mib>[\d.]+) MiB"
)
_OFFLOADED = re.compile(r"offloaded (\d+)/\d+ layers")
_WHATS = {"model": "weights", "KV": "kv", "compute": "compute", "output": "output"}
_MIB = 1024**2
_NO_MEMORY = re.compile(
    r"out of memory|OutOf(?:Device|Host)Memory|(?:failed|unable) to alloc|cannot allocate|"
    r"insufficient memory|allocation .*failed",
    re.IGNORECASE,
)
_DEVICE = re.compile(r"DeviceLost|vk::|CUDA error|ggml_vulkan|ggml_cuda|metal", re.IGNORECASE)


def prepare(options: Mapping[str, str]) -> None:
    """Set what drivers read from the environment; must run before the libraries are loaded.

    Nothing of these comes from outside: a child starts with a clean environment.
    """
    # A cache of translated shaders would be written into the person's home folder.
    os.environ["MESA_SHADER_CACHE_DISABLE"] = "true"
    os.environ["__GL_SHADER_DISK_CACHE"] = "0"
    os.environ["CUDA_CACHE_DISABLE"] = "1"
    if options.get("software") == "yes":
        # ggml leaves drivers on the processor out unless a device is named.
        os.environ["GGML_VK_VISIBLE_DEVICES"] = "0"


def apply(bindings: Bindings, parameters: Any, settings: RunSettings) -> object:  # noqa: ANN401 - the library has no types
    """Say in `parameters` of the model where its layers go.

    Returns: memory that must live until the model is loaded.

    Raises: Refused: this engine build has no such device.
    """
    wanted = []
    if settings.device and settings.gpu_layers:
        find = bindings.ggml.ggml_backend_dev_by_name
        find.restype, find.argtypes = ctypes.c_void_p, [ctypes.c_char_p]
        device = find(settings.device.encode("utf-8", "replace"))
        if device is None:
            raise Refused(Trouble.DEVICE_FAILED)
        wanted.append(device)
    # An empty list is not none: it keeps a build with devices from using any.
    devices = (ctypes.c_void_p * (len(wanted) + 1))(*wanted, None)
    parameters.devices = ctypes.cast(devices, ctypes.c_void_p)
    parameters.n_gpu_layers = settings.gpu_layers if wanted else 0
    parameters.split_mode = _SPLIT_NONE
    parameters.main_gpu = 0 if wanted else -1
    bindings.log.clear()
    return devices


def buffers(log: Iterable[str]) -> tuple[tuple[str, str, int], ...]:
    """Device, what for and bytes of every buffer that the log names, sums for equal names.

    The engine writes hundredths of a MiB. Memory that a device's driver pins in the machine's own
    (`Vulkan_Host`, `CUDA_Host`) and the processor's kinds of buffer all count as `CPU`.
    """
    found: dict[tuple[str, str], int] = {}
    for line in log:
        match = _BUFFER.search(line)
        if match is not None:
            key = (place(match["where"]), _WHATS[match["what"]])
            found[key] = found.get(key, 0) + round(float(match["mib"]) * _MIB)
    return tuple((where, what, size) for (where, what), size in sorted(found.items()) if size)


def place(name: str) -> str:
    """The device that a buffer's kind belongs to; `CPU` for the machine's memory."""
    return "CPU" if name.startswith("CPU") or name.endswith("_Host") else name


def offloaded(log: Iterable[str]) -> int:
    """How many layers the engine says it put on a device, the output counted as one."""
    found = [int(match[1]) for line in log if (match := _OFFLOADED.search(line))]
    return found[-1] if found else 0


def trouble(log: Iterable[str], otherwise: Trouble) -> Trouble:
    """Why nothing came of it, as far as the log says: memory, the device, or `otherwise`."""
    lines = list(log)
    if any(_NO_MEMORY.search(line) for line in lines):
        return Trouble.OUT_OF_MEMORY
    failed = any(_DEVICE.search(line) and "error" in line.lower() for line in lines)
    return Trouble.DEVICE_FAILED if failed else otherwise
