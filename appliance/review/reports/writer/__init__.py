"""CHILD: writes reports as PDF and Word files and marks pictures of pages.

reportlab runs files of the person's home folder when it is imported, and asks for the working
folder, which a child does not have. This comes before any of its parts: nothing but the library
itself is run.
"""

from __future__ import annotations

import os
import sys
from types import ModuleType

for _name in ("reportlab_mods", "reportlab_settings"):
    sys.modules[_name] = ModuleType(_name)

_getcwd = os.getcwd
os.getcwd = lambda: "/"  # for the time of the import
try:
    import reportlab.rl_config  # noqa: F401 - it is imported here so that the others find it
finally:
    os.getcwd = _getcwd
