"""What the child, its fence and its frames cost: our engine against the bare `llama_cpp.Llama`.

Same weights, threads, prompt tokens and greedy choice, taking turns in one run. Speeds are measured
on the asking side: from the call to the first text, and from the first to the last text. `ratio` is
ours over bare for writing (tokens per second); the goal is at least 0.97. On a machine that does
other work too, `ratio_processor_time` is the steadier figure: bare over ours (child and
asking process together) in processor seconds per request.

With `--peers` the folder that `benchmarks/peers/llama.sh` made, llama-bench, built from the same
source without our kernels, takes its turn too; `against_llama_bench` is ours over its tokens per
second for reading and writing, ours as the child itself measured them.

    .venv/bin/python benchmarks/engine_overhead.py [--repeats 7] [--peers FOLDER] [--save]
"""

from __future__ import annotations

import argparse
import ctypes
import json
import os
import statistics
import subprocess
import sys
import time
import types
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from measure import report

from appliance.children import running, sealed_memory
from appliance.engine.client import LanguageEngine
from appliance.engine.records import Message, Prompt, Sampling
from appliance.engine.templates import segments
from appliance.settings import Settings, engine_folder, starter_folder

if TYPE_CHECKING:
    from collections.abc import Mapping

CONTEXT_TOKENS = 2048
WRITE_TOKENS = 96
CLAUSE = "The borrower shall pay interest at the agreed rate on the last day of each quarter. "


class Sample(NamedTuple):
    """One request: seconds to the first text, from there to the end, processor seconds, tokens."""

    first_s: float
    write_s: float
    processor_s: float
    tokens: int


def processor_s(pid: int) -> float:
    """Processor time that a process has used so far, over all its threads."""
    tasks = Path(f"/proc/{pid}/task").iterdir()
    return sum(int((task / "schedstat").read_text("ascii").split()[0]) for task in tasks) / 1e9


def prompt(number: int) -> Prompt:
    """About 500 tokens, different from its first words on, so that nothing kept can be used."""
    text = f"Agreement {number}. {CLAUSE * 24}Write a long story about this agreement."
    return Prompt((Message("user", text),), "chatml")


def ours(engine: LanguageEngine, asked: Prompt) -> Sample:
    """Through the child."""
    times: list[float] = []
    pids = [os.getpid(), *(child.pid for child in running())]
    used_s = sum(map(processor_s, pids))
    began_s = time.perf_counter()
    answer = engine.generate(
        asked, Sampling(WRITE_TOKENS), on_text=lambda _: times.append(time.perf_counter())
    )
    used_s = sum(map(processor_s, pids)) - used_s
    return Sample(times[0] - began_s, times[-1] - times[0], used_s, answer.timings.decode_tokens)


def bare(llama: Any, asked: Prompt) -> Sample:  # noqa: ANN401 - the library has no types
    """The library's own loop in this process, text made of each token as a caller would need."""
    tokens = [
        token
        for segment in segments(asked.messages, asked.template)
        for token in llama.tokenize(segment.text.encode(), add_bos=False, special=segment.control)
    ]
    times: list[float] = []
    used_s = processor_s(os.getpid())
    began_s = time.perf_counter()
    for token in llama.generate(tokens, temp=0.0):
        if token == llama.token_eos():
            break
        llama.detokenize([token])
        times.append(time.perf_counter())
        if len(times) == WRITE_TOKENS:
            break
    used_s = processor_s(os.getpid()) - used_s
    return Sample(times[0] - began_s, times[-1] - times[0], used_s, len(times))


def bare_llama(weights: Path, threads: int) -> Any:  # noqa: ANN401 - the library has no types
    """`llama_cpp.Llama` with the same libraries; flash attention on, as the engine chooses too."""
    os.environ["LLAMA_CPP_LIB_PATH"] = str(engine_folder())
    # The package imports diskcache, which is not installed: it unpickles files it finds.
    sys.modules["diskcache"] = types.ModuleType("diskcache")
    import llama_cpp

    library = ctypes.CDLL(str(engine_folder() / "libggml.so"))
    library.ggml_backend_load_all_from_path(str(engine_folder()).encode())
    return llama_cpp.Llama(
        str(weights),
        n_ctx=CONTEXT_TOKENS,
        n_threads=threads,
        n_threads_batch=threads,
        flash_attn=True,
        use_mmap=False,
        verbose=False,
    )


def llama_bench(
    peers: Path, weights: Path, threads: int, prompt_tokens: int
) -> tuple[float, float]:
    """Tokens per second that llama-bench reads and writes, one repetition."""
    command = [peers / "build" / "bin" / "llama-bench", "-m", weights, "-p", prompt_tokens]
    command += ["-n", WRITE_TOKENS, "-t", threads, "-fa", 1, "-r", 1, "-o", "json"]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True)
    rows = json.loads(done.stdout)
    read = next(row["avg_ts"] for row in rows if row["n_prompt"] > 0)
    write = next(row["avg_ts"] for row in rows if row["n_gen"] > 0)
    return float(read), float(write)


def own_speeds(engine: LanguageEngine, asked: Prompt) -> tuple[float, float]:
    """Tokens per second that our child reads and writes, as it measured them itself."""
    timings = engine.generate(asked, Sampling(WRITE_TOKENS)).timings
    return (
        timings.prefill_tokens / timings.prefill_s,
        timings.decode_tokens / timings.decode_s,
    )


def against_llama_bench(
    engine: LanguageEngine, given: argparse.Namespace, weights: Path, prompt_tokens: int
) -> dict[str, object]:
    """Ours and llama-bench in turns; medians and their ratios."""
    pairs = []
    for number in range(given.repeats):
        mine = own_speeds(engine, prompt(1000 + number))
        pairs.append((mine, llama_bench(given.peers, weights, given.threads, prompt_tokens)))
    found: dict[str, object] = {"samples": pairs}
    for place, name in enumerate(("read", "write")):
        mine, theirs = (statistics.median(pair[side][place] for pair in pairs) for side in (0, 1))
        found |= {f"{name}_tokens_per_s": [round(mine, 1), round(theirs, 1)]}
        found |= {f"ratio_{name}": round(mine / theirs, 4)}
    return found


def measured(samples: list[Sample], prompt_tokens: int) -> dict[str, float]:
    """Medians of one candidate."""
    return {
        "first_text_s": round(statistics.median(item.first_s for item in samples), 4),
        "read_tokens_per_s": round(
            statistics.median(prompt_tokens / item.first_s for item in samples), 2
        ),
        "write_tokens_per_s": round(
            statistics.median((item.tokens - 1) / item.write_s for item in samples), 2
        ),
        "processor_s": round(statistics.median(item.processor_s for item in samples), 4),
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--threads", type=int, default=Settings().thread_count())
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--save", action="store_true")
    given = parser.parse_args()
    weights = starter_folder() / "smollm2-135m-instruct" / "model.gguf"

    def source() -> Mapping[str, int]:
        def copy(descriptor: int) -> None:
            with weights.open("rb") as file:
                os.sendfile(descriptor, file.fileno(), 0, weights.stat().st_size)

        return {"model.gguf": sealed_memory("weights", copy)}

    engine = LanguageEngine(
        source,
        name="starter",
        context_tokens=CONTEXT_TOKENS,
        template="chatml",
        threads=given.threads,
    )
    engine.load()
    llama = bare_llama(weights, given.threads)
    samples: dict[str, list[Sample]] = {"ours": [], "bare": []}
    for number in range(-1, given.repeats):
        asked = prompt(number)
        turns = [
            ("ours", lambda a=asked: ours(engine, a)),
            ("bare", lambda a=asked: bare(llama, a)),
        ]
        for name, turn in turns if number % 2 else reversed(turns):
            sample = turn()
            if number >= 0:  # the first round only warms up
                samples[name].append(sample)
    prompt_tokens = engine.generate(prompt(99), Sampling(1)).timings.prefill_tokens
    bench = against_llama_bench(engine, given, weights, prompt_tokens) if given.peers else {}
    loaded = engine.load()
    engine.close()
    result = {name: measured(taken, prompt_tokens) for name, taken in samples.items()}
    mine, theirs = result["ours"], result["bare"]
    pairs = [
        (one.tokens - 1) / one.write_s / ((other.tokens - 1) / other.write_s)
        for one, other in zip(samples["ours"], samples["bare"], strict=True)
    ]
    report(
        "engine_overhead",
        mine["write_tokens_per_s"] / theirs["write_tokens_per_s"],
        {
            "goal": 0.97,
            "ratio_read": round(mine["read_tokens_per_s"] / theirs["read_tokens_per_s"], 4),
            "ratio_first_text": round(theirs["first_text_s"] / mine["first_text_s"], 4),
            "ratio_processor_time": round(theirs["processor_s"] / mine["processor_s"], 4),
            "ratio_of_pairs_median": round(statistics.median(pairs), 4),
            "medians": result,
            "samples": {name: [list(item) for item in taken] for name, taken in samples.items()},
            "against_llama_bench": bench,
            "prompt_tokens": prompt_tokens,
            "threads": given.threads,
            "repeats": given.repeats,
            "engine": loaded.engine_build,
            "confinement": loaded.confinement,
        },
        save=given.save,
    )


if __name__ == "__main__":
    main()
