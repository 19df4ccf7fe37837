"""What sealing costs for 1 GB of weights: into a memory file, from a cold and from a warm disk.

Two ways take turns: sealed (every chunk read, checked and decrypted into the memory file that a
child would get) and plain (the same bytes from a plain file into a memory file). Cold means that
the file's pages were taken out of the system's cache before each turn. `ratio` is plain over sealed
in seconds, cold, which is how a branch meets it in the morning; 1 means that sealing is free.

    .venv/bin/python benchmarks/sealed_read.py [--gigabytes 1] [--repeats 5] [--save]
"""

from __future__ import annotations

import argparse
import os
import tempfile
from functools import partial
from pathlib import Path

from measure import interleaved_s, medians, report

from appliance.children import sealed_memory
from appliance.crypto.container import seal_stream
from appliance.crypto.sealed_file import THREADS, decrypt_into_fd

KEY, BINDING = bytes(range(32)), b"benchmark"
_PART_BYTES = 8 * 1024 * 1024


def make(plain: Path, sealed: Path, size_bytes: int) -> None:
    """Random bytes, which no file system makes smaller, and the same sealed."""
    with plain.open("wb") as out:
        for _ in range(size_bytes // _PART_BYTES):
            out.write(os.urandom(_PART_BYTES))
        os.fsync(out.fileno())
    with plain.open("rb", buffering=0) as source, sealed.open("wb") as out:
        size = plain.stat().st_size
        seal_stream(source, out, key=KEY, binding=BINDING, clear_bytes=size, name="benchmark")
        out.flush()
        os.fsync(out.fileno())


def make_cold(path: Path) -> None:
    """Take a file out of the page cache, as far as the system does what it is asked."""
    handle = os.open(path, os.O_RDONLY)
    os.posix_fadvise(handle, 0, 0, os.POSIX_FADV_DONTNEED)
    os.close(handle)


def open_sealed(path: Path, threads: int) -> None:
    """Into a memory file, as for a child."""

    def fill(handle: int) -> None:
        decrypt_into_fd(
            path, key=KEY, binding=BINDING, fd=handle, name="benchmark", threads=threads
        )

    os.close(sealed_memory("weights", fill))


def copy_plain(path: Path) -> None:
    """The same without the sealing."""

    def fill(handle: int) -> None:
        with path.open("rb") as file:
            size, done = path.stat().st_size, 0
            while done < size:
                done += os.sendfile(handle, file.fileno(), done, size - done)

    os.close(sealed_memory("weights", fill))


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gigabytes", type=float, default=1)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--save", action="store_true")
    given = parser.parse_args()
    size_bytes = int(given.gigabytes * 1e9) // _PART_BYTES * _PART_BYTES
    with tempfile.TemporaryDirectory(dir=Path.home() / ".cache") as folder:
        plain, sealed = Path(folder, "plain"), Path(folder, "sealed")
        make(plain, sealed, size_bytes)

        def cold(path: Path, work: partial[None]) -> None:
            make_cold(path)
            work()

        ways = {
            "sealed": (sealed, partial(open_sealed, sealed, THREADS)),
            "sealed_one_thread": (sealed, partial(open_sealed, sealed, 1)),
            "plain": (plain, partial(copy_plain, plain)),
        }
        works = {f"{name}_warm_s": work for name, (_, work) in ways.items()}
        samples = interleaved_s(works, repeats=given.repeats)
        works = {f"{name}_cold_s": partial(cold, *way) for name, way in ways.items()}
        samples |= interleaved_s(works, repeats=given.repeats, warm_up=0)
    found = medians(samples)
    report(
        "sealed_read",
        found["plain_cold_s"] / found["sealed_cold_s"],
        {
            "ratio_warm": round(found["plain_warm_s"] / found["sealed_warm_s"], 4),
            "size_bytes": size_bytes,
            "threads": THREADS,
            "medians": {name: round(value, 4) for name, value in found.items()},
            "samples": {name: [round(v, 4) for v in values] for name, values in samples.items()},
        },
        save=given.save,
    )


if __name__ == "__main__":
    main()
