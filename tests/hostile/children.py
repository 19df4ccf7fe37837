"""Runs many hostile files through real confined children, several in one until it ends."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from appliance.children import Child, ChildSpec, sealed_memory, spawning

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

PROGRAMS = Path(__file__).parent / "programs"
IN_ONE_CHILD = 40


@contextmanager
def program(name: str) -> Iterator[None]:
    """Children started inside run this program of ours instead of the module that they name."""
    real = spawning.command_line

    def command_line(spec: ChildSpec) -> list[str]:
        return [sys.executable, "-I", "-X", "utf8", str(PROGRAMS / name)]  # not spec.module

    spawning.command_line = command_line
    try:
        yield
    finally:
        spawning.command_line = real


def memory(data: bytes) -> int:
    """A sealed memory file with these bytes; the caller closes it."""

    def write(descriptor: int) -> None:
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(descriptor, rest) :]

    return sealed_memory("hostile", write)


def start(spec: ChildSpec, files: Sequence[bytes]) -> Child:
    """A child that holds these files."""
    descriptors = [memory(data) for data in files]
    try:
        return Child.start(spec, fds=descriptors)
    finally:
        for descriptor in descriptors:
            os.close(descriptor)
