"""Fuzzes our own readers guided by coverage, and keeps what reached something new.

    pip install --require-hashes -r packaging/locks/fuzz.txt
    python tests/fuzz/run.py --target gguf --seconds 420

Atheris is not among the packages that the tests need: what it found once lies in `corpus/` and in
the tests' seeds, and `test_corpus.py` plays it again with any Python.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CORPUS = HERE / "corpus"
LARGEST_KEPT_BYTES = 8192
LONGEST_BYTES = 65536


def main() -> int:
    """One target in this process, or all of them one after the other in processes of their own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", default="all")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "fuzz")
    given = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    if given.target != "all":
        _fuzz(given.target, given.seconds, given.work / given.target)
        return 0
    from tests.fuzz.targets import TARGETS

    worst = 0
    for name in TARGETS:
        command = [sys.executable, __file__, "--target", name]
        command += ["--seconds", str(given.seconds), "--work", str(given.work)]
        worst = max(worst, abs(subprocess.run(command, check=False).returncode))
    return worst


def _fuzz(name: str, seconds: int, work: Path) -> None:
    """Never returns: the fuzzer ends the process."""
    import atheris

    with atheris.instrument_imports(include=["appliance", "tests.fuzz"]):
        from tests.fuzz import seeds, targets
    found, begin = work / "found", work / "seeds"
    for folder in (found, begin, work / "trouble"):
        folder.mkdir(parents=True, exist_ok=True)
    for data in [*seeds.seeds(name), *(p.read_bytes() for p in (CORPUS / name).glob("*"))]:
        (begin / sha256(data).hexdigest()[:16]).write_bytes(data)
    arguments = [
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST_BYTES}",
        "-timeout=20",
        "-rss_limit_mb=4096",
        "-print_final_stats=1",
        f"-artifact_prefix={work / 'trouble'}/",
    ]
    atheris.Setup([name, *arguments, str(found), str(begin)], targets.TARGETS[name])
    atheris.Fuzz()


def keep(name: str, found: Path, *, most: int = 60) -> int:
    """Copy the smallest files of a merged corpus into the repository; returns how many."""
    folder = CORPUS / name
    folder.mkdir(parents=True, exist_ok=True)
    smallest = sorted(found.iterdir(), key=lambda path: (path.stat().st_size, path.name))
    kept = [path for path in smallest if path.stat().st_size <= LARGEST_KEPT_BYTES][:most]
    for path in kept:
        shutil.copy(path, folder / sha256(path.read_bytes()).hexdigest()[:16])
    return len(kept)


if __name__ == "__main__":
    sys.exit(main())
