"""Networks that belong to the program rather than to a vault, as set-up laid them out, checked."""

from __future__ import annotations

import hashlib
import os
from typing import TYPE_CHECKING

from appliance import settings as places
from appliance.children import sealed_memory
from appliance.errors import EngineMissing, WeightsMismatch

if TYPE_CHECKING:
    from collections.abc import Mapping

_PART_BYTES = 1 << 20


def laid_out(folder: str, pinned: Mapping[str, str]) -> bool:
    """Whether all files are there; what is in them is checked when they load."""
    return all((places.starter_folder() / folder / name).is_file() for name in pinned)


def weights(folder: str, pinned: Mapping[str, str], *, what: str) -> Mapping[str, int]:
    """The files as sealed memory; `what` names them to people ("the reader of scans").

    Raises: EngineMissing: a file is absent; WeightsMismatch: it was changed; OutOfMemory.
    """
    files: dict[str, int] = {}
    try:
        for name, sha256 in pinned.items():
            files[name] = _checked(folder, name, sha256, what)
    except BaseException:
        for descriptor in files.values():
            os.close(descriptor)
        raise
    return files


def _checked(folder: str, name: str, pinned: str, what: str) -> int:
    """One file, copied into memory and compared there, so that nobody changes it afterwards."""
    found = hashlib.sha256()

    def write(descriptor: int) -> None:
        with (places.starter_folder() / folder / name).open("rb") as file:
            while part := file.read(_PART_BYTES):
                found.update(part)
                rest = memoryview(part)
                while rest:
                    rest = rest[os.write(descriptor, rest) :]

    try:
        descriptor = sealed_memory("network", write)
    except FileNotFoundError as error:
        raise EngineMissing(why=f"{name} of {what} is absent") from error
    if found.hexdigest() != pinned:
        os.close(descriptor)
        raise WeightsMismatch(name=f"{folder}/{name}")
    return descriptor
