"""A child with llama.cpp's base library that fails one of its assertions, as a bad model makes it.

`--option backtrace=on` takes the variable away that keeps the library from starting a debugger.
"""

import ctypes
import os

from appliance.confinement.childside import ChildSide
from appliance.settings import engine_folder

side = ChildSide.begin()
library = ctypes.CDLL(str(engine_folder() / "libggml-base.so"))
if side.options["backtrace"] == "on":
    os.unsetenv("GGML_NO_BACKTRACE")
side.confine()
if side.receive() == b"abort":
    library.ggml_abort(b"test.c", 1, b"an assertion that does not hold")
