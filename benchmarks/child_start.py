"""What the fence of a child costs at its start, against a bare process with the same libraries.

Per kind of child: from the start of the process to its first message. `bare` imports the same
libraries in a process without any fence and says one word; `ours` is a real child up to the hello
that reports every layer. With `--before TREE` another checkout of the program is measured in the
same run. On a busy machine look at `least`, the shortest of the samples, beside the medians. Also:
what giving up connections costs the console at its start, and a refused attempt.
`ratio` is bare over ours in seconds for a risk child: 1 means that the fence costs nothing.

    .venv/bin/python benchmarks/child_start.py [--repeats 10] [--before TREE] [--save]
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
from pathlib import Path

from measure import ROOT, report

KINDS = ("language", "embedding", "risk", "parser")
# Runs in a process of its own, with the tree that is measured first in the path of both sides.
_PARENT = """
import json, os, subprocess, sys, time
tree, kind, number, bare = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4] == "bare"
sys.path.insert(0, tree)
from appliance.children import Child, ChildSpec, spawning
from appliance.settings import engine_folder
assert spawning.__file__.startswith(tree)
engine = kind != "parser"
module = "appliance.engine.worker.main" if engine else "appliance.documents.parsers.main"
option = f"engine={engine_folder()}" if engine else "family=pdf"
start = f"import sys; sys.path.insert(0, {tree!r});"
run = "import runpy; runpy.run_module({!r}, run_name='__main__', alter_sys=True)"
alone = {
    "language": "import appliance.engine.worker.language as w; w.LanguageWorker(Side(), None);",
    "embedding": "import appliance.engine.worker.embedding as w; w.EmbeddingWorker(Side(), None);",
    "risk": "import appliance.engine.worker.tabular as w; w.TabularWorker(Side(), None);",
    "parser": "from appliance.documents.parsers.pdf import PdfFile;",
}[kind]
options = dict([option.split("=", 1)])
side = f"Side = type('Side', (), dict(threads=1, handed=(), options={options!r}));"
def bare_start():
    code = start + side + "import appliance.confinement.childside;" + alone
    code += "print('here', flush=True); sys.stdin.read()"
    with subprocess.Popen(
        [sys.executable, "-I", "-X", "utf8", "-c", code],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=spawning._environment(),
    ) as one:
        assert one.stdout.readline() == b"here\\n"
        yield
        one.kill()
def our_start():
    spawning.command_line = lambda spec: [
        sys.executable, "-I", "-X", "utf8", "-c", start + run.format(spec.module)
    ]
    one = Child.start(ChildSpec(kind, module, 4 * 1024**3, options=(option,)))
    yield
    one.stop(grace_s=0)
found = []
for _ in range(number + 1):
    began = time.perf_counter()
    going = (bare_start if bare else our_start)()
    next(going)
    found.append(time.perf_counter() - began)
    list(going)
print(json.dumps(found[1:]))
"""
_CONSOLE = """
import json, time
from appliance.confinement import console
import ctypes
began = time.perf_counter()
fence = console.give_up(console.Use.COMMAND)
given_up = time.perf_counter() - began
began = time.perf_counter()
for _ in range(1000):
    fence.self_test()
print(json.dumps([given_up, (time.perf_counter() - began) / 1000]))
"""


def main() -> None:
    """Measure and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=10)
    parser.add_argument("--before", type=Path)
    parser.add_argument("--save", action="store_true")
    chosen = parser.parse_args()
    ways = {"bare": (ROOT, "bare"), "ours": (ROOT, "ours")}
    if chosen.before is not None:
        ways["before"] = (chosen.before.resolve(), "ours")
    samples: dict[str, dict[str, list[float]]] = {kind: {way: [] for way in ways} for kind in KINDS}
    for _ in range(chosen.repeats):
        for kind in KINDS:
            for way, (tree, how) in ways.items():
                samples[kind][way] += _run(_PARENT, str(tree), kind, "2", how)
    console = [_run(_CONSOLE) for _ in range(chosen.repeats)]
    medians = {
        kind: {f"{way}_s": round(statistics.median(values), 4) for way, values in found.items()}
        for kind, found in samples.items()
    }
    report(
        "child_start",
        medians["risk"]["bare_s"] / medians["risk"]["ours_s"],
        {
            "medians": medians,
            "least": {
                kind: {f"{way}_s": round(min(values), 4) for way, values in found.items()}
                for kind, found in samples.items()
            },
            "console_gives_up_s": round(statistics.median(item[0] for item in console), 5),
            "refused_attempt_s": round(statistics.median(item[1] for item in console), 7),
            "samples_each": 2 * chosen.repeats,
        },
        save=chosen.save,
    )


def _run(code: str, *arguments: str) -> list[float]:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    found: list[float] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    main()
