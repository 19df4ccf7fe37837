"""Runs hostile files of one kind, or of all, and writes what became of them.

    python tests/hostile/run.py --kind gguf --cases 2000 --seed 1

The same kind, seed and number make the same file: `--only 417` runs one case again.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import tempfile
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

ROOT = Path(__file__).parents[2]
RESULTS = Path(__file__).parent / "results"
sys.path.insert(0, str(ROOT))

from tests.hostile import backups, documents, frames, further_mutations, models, sealed  # noqa: E402 - after the path is set
from tests.hostile.outcomes import FORBIDDEN, Table, Watch  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from tests.hostile.damage import Case
    from tests.hostile.outcomes import Outcome

IN_ONE_PART = 200


class KindRun(Protocol):
    """Makes and runs the cases of one kind."""

    limit_s: float

    def make(self, chance: random.Random) -> Case:
        """One hostile file."""

    def run(self, cases: Sequence[Case]) -> Iterator[Outcome]:
        """The outcome of each case, in order."""


RUNS: dict[str, Callable[[], KindRun]] = {
    "gguf": lambda: models.ModelRun("gguf"),
    "onnx": lambda: models.ModelRun("onnx"),
    # The same files, seen by the native libraries alone: what the fence is for.
    "gguf-unread": lambda: models.ModelRun("gguf", read=False),
    "onnx-unread": lambda: models.ModelRun("onnx", read=False),
    "pdf": lambda: documents.DocumentRun("pdf"),
    "docx": lambda: documents.DocumentRun("docx"),
    "xlsx": lambda: documents.DocumentRun("xlsx"),
    **{kind: partial(documents.DocumentRun, kind) for kind in further_mutations.KINDS},
    "pack": sealed.PackRun,
    "header": sealed.HeaderRun,
    "backup": backups.BackupRun,
    "frames": frames.FrameRun,
}


def run(kind: str, *, cases: int, seed: int, first: int = 0) -> Table:
    """Cases `first` to `first + cases` of a kind; nothing is raised for what is found."""
    made = RUNS[kind]()
    holding = made if isinstance(made, AbstractContextManager) else nullcontext()
    with holding:
        table = Table(made.limit_s)
        for begin in range(first, first + cases, IN_ONE_PART):
            numbers = range(begin, min(begin + IN_ONE_PART, first + cases))
            part = [made.make(_chance(kind, seed, number)) for number in numbers]
            watch = Watch()
            for number, case, outcome in zip(numbers, part, made.run(part), strict=True):
                table.add(number, case, outcome, watch.lap())
    return table


def _chance(kind: str, seed: int, number: int) -> random.Random:
    """Where a case comes from; the same file whether it is read first or not."""
    return random.Random(f"{kind.removesuffix('-unread')}:{seed}:{number}")  # noqa: S311


def versions() -> dict[str, str]:
    """What the files were run against."""
    import onnxruntime
    import pypdfium2

    import appliance

    return {
        "python": sys.version.split()[0],
        "cofferdam": getattr(appliance, "__version__", "development"),
        "onnxruntime": onnxruntime.__version__,
        "pdfium": str(pypdfium2.PYPDFIUM_INFO),
    }


def main() -> int:
    """Returns 1 if anything forbidden happened."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kind", choices=[*RUNS, "all"], default="all")
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, help="one case, by its number")
    given = parser.parse_args()
    bad = 0
    for kind in RUNS if given.kind == "all" else [given.kind]:
        first, cases = (0, given.cases) if given.only is None else (given.only, 1)
        table = run(kind, cases=cases, seed=given.seed, first=first)
        result = {
            "kind": kind,
            "cases": cases,
            "seed": given.seed,
            "limit_s": table.limit_s,
            "endings": dict(sorted(table.endings.items())),
            "codes": dict(table.codes.most_common()),
            "slowest": {"case": table.slowest_case, "seconds": round(table.slowest_s, 2)},
            "findings": table.findings,
            "versions": versions(),
        }
        if given.only is None:
            RESULTS.mkdir(exist_ok=True)
            text = json.dumps(result, indent=1, ensure_ascii=False) + "\n"
            (RESULTS / f"{kind}.json").write_text(text, "utf-8")
        sys.stdout.write(f"{kind}: {result['endings']} slowest {result['slowest']}\n")
        for finding in table.findings[:20]:
            sys.stdout.write(f"  {finding}\n")
        bad += sum(table.endings[ending] for ending in FORBIDDEN)
    return 1 if bad else 0


if __name__ == "__main__":
    # Nothing of a run may stay in the person's own folders.
    tempfile.tempdir = tempfile.mkdtemp(prefix="cofferdam-hostile-")
    sys.exit(main())
