"""Fuzzes our own readers guided by coverage, and keeps what reached something new.

    pip install --require-hashes -r packaging/locks/fuzz.txt
    python tests/fuzz/run.py --target gguf --seconds 420
    python tests/fuzz/run.py --target gguf --keep

Atheris is not among the packages that the tests need: what it found worth keeping lies in
`corpus/`, and `test_corpus.py` plays it again without it.
"""

from __future__ import annotations

import argparse
import shlex
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
CORPUS = HERE / "corpus"
LARGEST_KEPT_BYTES = 8192
MOST_KEPT = 60
LONGEST_BYTES = 65536


def main() -> int:
    """One target in this process, or all of them one after the other in processes of their own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--target", default="all")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "fuzz")
    parser.add_argument("--keep", action="store_true", help="put what was found into the corpus")
    parser.add_argument("--plain", nargs=argparse.REMAINDER, help="arguments of libFuzzer itself")
    given = parser.parse_args()
    sys.path.insert(0, str(ROOT))
    if given.target == "all":
        return _all(given.seconds, given.work, keep=given.keep)
    work: Path = given.work.resolve() / given.target
    if given.keep:
        sys.stdout.write(f"{given.target}: {_keep(given.target, work)} files kept\n")
    else:
        _fuzz(given.target, work, seconds=given.seconds, plain=given.plain)
    return 0


def _all(seconds: int, work: Path, *, keep: bool) -> int:
    from tests.fuzz.targets import TARGETS

    worst = 0
    for name in TARGETS:
        command = [sys.executable, __file__, "--target", name, "--work", str(work)]
        command += ["--keep"] if keep else ["--seconds", str(seconds)]
        worst = max(worst, abs(subprocess.run(command, check=False).returncode))
    return worst


def _prepared(name: str, seconds: int, work: Path) -> list[str]:
    """Folders with what to begin from, and the arguments that name them."""
    from tests.fuzz import seeds

    for folder in ("found", "seeds", "trouble"):
        (work / folder).mkdir(parents=True, exist_ok=True)
    for data in [*seeds.seeds(name), *(p.read_bytes() for p in (CORPUS / name).glob("*"))]:
        (work / "seeds" / _name(data)).write_bytes(data)
    return [
        f"-max_total_time={seconds}",
        f"-max_len={LONGEST_BYTES}",
        "-timeout=20",
        "-rss_limit_mb=4096",
        "-print_final_stats=1",
        f"-artifact_prefix={work / 'trouble'}/",
        str(work / "found"),
        str(work / "seeds"),
    ]


def _fuzz(name: str, work: Path, *, seconds: int, plain: list[str] | None) -> None:
    """Never returns: the fuzzer ends the process."""
    import atheris

    # Nothing of ours may be imported before: it would be run, but its branches not be counted.
    with atheris.instrument_imports(include=["appliance", "tests.fuzz"]):
        from tests.fuzz import targets
    arguments = _prepared(name, seconds, work) if plain is None else plain
    atheris.Setup([str(_again(name, work)), *arguments], targets.TARGETS[name])
    atheris.Fuzz()


def _again(name: str, work: Path) -> Path:
    """A program that is this target with other arguments: libFuzzer starts itself to merge."""
    program = work / "again"
    command = [sys.executable, __file__, "--target", name, "--work", str(work.parent), "--plain"]
    program.write_text(f'#!/bin/sh\nexec {shlex.join(command)} "$@"\n', "utf-8")
    program.chmod(0o700)
    return program


def _keep(name: str, work: Path) -> int:
    """The smallest files that together reach what all of them reach; returns how many."""
    least = work / "least"
    shutil.rmtree(least, ignore_errors=True)
    least.mkdir()
    merge = ["-merge=1", f"-max_len={LONGEST_BYTES}"]
    folders = [str(least), str(work / "found"), str(work / "seeds")]
    subprocess.run([str(_again(name, work)), *merge, *folders], check=True, capture_output=True)
    smallest = sorted(least.iterdir(), key=lambda path: (path.stat().st_size, path.name))
    kept = [path for path in smallest if path.stat().st_size <= LARGEST_KEPT_BYTES][:MOST_KEPT]
    folder = CORPUS / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for path in kept:
        shutil.copy(path, folder / _name(path.read_bytes()))
    return len(kept)


def _name(data: bytes) -> str:
    return sha256(data).hexdigest()[:16]


if __name__ == "__main__":
    sys.exit(main())
