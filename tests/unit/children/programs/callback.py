"""A child with a Python function that a C library calls: `sort` uses it, `overwrite` changes it."""

import ctypes
import os

from appliance.confinement.childside import ChildSide

side = ChildSide.begin()
pointer = ctypes.POINTER(ctypes.c_ubyte)


def difference(
    left: "ctypes._Pointer[ctypes.c_ubyte]", right: "ctypes._Pointer[ctypes.c_ubyte]"
) -> int:
    return int(left[0]) - int(right[0])


compare = ctypes.CFUNCTYPE(ctypes.c_int, pointer, pointer)(difference)
side.confine()
while (body := side.receive()) is not None:
    if body == b"sort":
        numbers = (ctypes.c_ubyte * 3)(3, 1, 2)
        ctypes.CDLL(None).qsort(numbers, ctypes.c_size_t(3), ctypes.c_size_t(1), compare)
        side.send(bytes(numbers))
    else:
        place = ctypes.cast(compare, ctypes.c_void_p).value
        assert place
        ctypes.memset(place, 0, 1)
        side.send(b"changed")
os._exit(0)
