"""Loads the installed engine as the program does and prints which processor variant was chosen.

Run by set-up in a process of its own with the environment's Python. Prints one JSON object.
"""

from __future__ import annotations

import ctypes
import json
import os
import re
import sys
import types
from pathlib import Path

_VARIANT = re.compile(r"/libggml-cpu-([a-z0-9_.]+)\.so$")


def main() -> int:
    """Exit status 0 only if the bindings and a processor back end are there."""
    folder = Path(sys.prefix) / "share" / "cofferdam" / "engine" / "cpu"
    os.environ["LLAMA_CPP_LIB_PATH"] = str(folder)
    # Imported by the bindings at the top, and left out of the locks on purpose: see setup_packages.
    sys.modules["diskcache"] = types.ModuleType("diskcache")
    import llama_cpp  # only now: it loads the libraries at once

    ggml = ctypes.CDLL(str(folder / "libggml.so"))
    ggml.ggml_backend_load_all_from_path(str(folder).encode())
    maps = Path("/proc/self/maps").read_text(encoding="utf-8")
    loaded = {line.split()[-1] for line in maps.splitlines() if "/lib" in line}
    chosen = {match[1] for path in loaded if (match := _VARIANT.search(path))}
    elsewhere = {path for path in loaded if "libggml" in path and Path(path).parent != folder}
    if len(chosen) != 1 or elsewhere:
        print(f"variants {sorted(chosen)}, loaded from elsewhere {len(elsewhere)}", file=sys.stderr)
        return 1
    print(json.dumps({"bindings": llama_cpp.__version__, "variant": chosen.pop()}))
    return 0


if __name__ == "__main__":
    sys.exit(main())
