"""Twenty questions about one document, or each about twenty: our engine against its peers.

Ours is the confined child with one batch. The peers are llama-server (its best slot setting) and
the high-level `llama_cpp.Llama` with its own prefix match, built without our kernels from the same
source by `benchmarks/peers/llama.sh`. Same weights, prompts, threads and greedy choice; loading is
not counted; candidates take turns. `ratio` is the best peer's median time over ours.

    .venv/bin/python benchmarks/many_questions.py --peers FOLDER [--weights FILE.gguf]
        [--documents 1] [--threads 2] [--rounds 3] [--slots 1 4] [--save NAME]
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from measure import report
from question_load import ANSWER_TOKENS, load

from appliance.children import running, sealed_memory
from appliance.engine.client import LanguageEngine
from appliance.engine.records import Ask, RunSettings, Sampling, ScoreAsk
from appliance.settings import starter_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from appliance.engine.records import Prompt

CONTEXT_TOKENS = 4096
SLOTS = (1, 4)
_ALLOWANCE_S = 1800


class Run(NamedTuple):
    """One pass over all questions: wall and processor seconds, texts, first-token times."""

    wall_s: float
    processor_s: float
    texts: list[str]
    first_s: list[float]


class Candidate(Protocol):
    """Something that answers all the questions once."""

    def run(self) -> Run:
        """All questions, with nothing kept from the round before."""


def processor_s(pid: int) -> float:
    """Processor seconds that a process has used so far, over all its threads."""
    used = 0
    for task in Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(OSError):
            used += int((task / "schedstat").read_text("ascii").split()[0])
    return used / 1e9


class Ours:
    """One batch in the confined child; nothing kept from the round before."""

    def __init__(self, engine: LanguageEngine, asks: list[Ask]) -> None:
        self.engine, self.asks = engine, asks

    def run(self) -> Run:
        """All questions in one batch."""
        self.engine.forget_prefixes()
        pids = [os.getpid(), *(child.pid for child in running())]
        used_s = sum(map(processor_s, pids))
        began_s = time.perf_counter()
        answers = self.engine.generate_many(self.asks)
        wall_s = time.perf_counter() - began_s
        used_s = sum(map(processor_s, pids)) - used_s
        first_s = [answer.timings.first_token_s for answer in answers]
        return Run(wall_s, used_s, [answer.text for answer in answers], first_s)


class Server:
    """llama-server with so many slots and as many clients, keeping prompts as it does by itself."""

    def __init__(
        self, peers: Path, weights: Path, threads: int, slots: int, texts: list[str]
    ) -> None:
        self.slots, self.texts = slots, texts
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        command = [peers / "build" / "bin" / "llama-server", "-m", weights, "-t", threads]
        command += ["-tb", threads, "-np", slots, "-c", CONTEXT_TOKENS * slots, "-fa", "on"]
        command += ["--host", "127.0.0.1", "--port", self.port]
        self.process = subprocess.Popen(
            list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        self._wait()

    def _wait(self) -> None:
        for _ in range(600):
            with contextlib.suppress(OSError):
                urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health", timeout=5)
                return
            time.sleep(0.1)
        raise SystemExit("llama-server did not start")

    def _post(self, path: str, body: Mapping[str, object]) -> dict[str, object]:
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}{path}",
            json.dumps(body).encode(),
            {"Content-Type": "application/json"},
        )
        with urllib.request.urlopen(request, timeout=_ALLOWANCE_S) as answer:  # noqa: S310 - loopback
            found: dict[str, object] = json.load(answer)
        return found

    def _ask(self, text: str) -> str:
        body = {"prompt": text, "n_predict": ANSWER_TOKENS, "temperature": 0, "cache_prompt": True}
        return str(self._post("/completion", body)["content"])

    def run(self) -> Run:
        """All questions, one client per slot; every slot begins without a document."""
        for slot in range(self.slots):
            self._post("/completion", {"prompt": "Hello", "n_predict": 1, "id_slot": slot})
        used_s = processor_s(self.process.pid)
        began_s = time.perf_counter()
        with ThreadPoolExecutor(self.slots) as clients:
            texts = list(clients.map(self._ask, self.texts))
        wall_s = time.perf_counter() - began_s
        return Run(wall_s, processor_s(self.process.pid) - used_s, texts, [])

    def close(self) -> None:
        """End the server."""
        self.process.kill()
        self.process.wait()


class HighLevel:
    """`llama_cpp.Llama` in a process of its own."""

    def __init__(self, peers: Path, weights: Path, threads: int, texts: list[str]) -> None:
        self.texts = texts
        script = Path(__file__).parent / "peers" / "high_level.py"
        command = [peers / "environment" / "bin" / "python", script, weights, threads]
        command += [CONTEXT_TOKENS, ANSWER_TOKENS]
        self.process = subprocess.Popen(
            list(map(str, command)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "LLAMA_CPP_LIB_PATH": str(peers / "build" / "bin")},
        )
        self._send(["Hello"])

    def _send(self, texts: Sequence[str]) -> dict[str, object]:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(texts) + "\n")
        self.process.stdin.flush()
        found: dict[str, object] = json.loads(self.process.stdout.readline())
        return found

    def run(self) -> Run:
        """All questions one after the other, after a short prompt that drops what was kept."""
        self._send(["Hello"])
        began_s = time.perf_counter()
        found = self._send(self.texts)
        wall_s = time.perf_counter() - began_s
        return Run(wall_s, found["processor_s"], found["texts"], found["first_s"])  # type: ignore[arg-type]

    def close(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.wait()


@contextlib.contextmanager
def candidates(
    engine: LanguageEngine, options: argparse.Namespace, asks: list[Ask], texts: list[str]
) -> Iterator[dict[str, Candidate]]:
    """Ours and the peers, loaded; a peer that is not wanted is left out."""
    found: dict[str, Candidate] = {"ours": Ours(engine, asks)}
    with contextlib.ExitStack() as stack:
        for slots in options.slots:
            server = Server(options.peers, options.weights, options.threads, slots, texts)
            stack.callback(server.close)
            found[f"llama-server, {slots} slot{'s' * (slots > 1)}"] = server
        if not options.server_only:
            high = HighLevel(options.peers, options.weights, options.threads, texts)
            stack.callback(high.close)
            found["llama_cpp.Llama"] = high
        yield found


def differences(engine: LanguageEngine, asks: Sequence[Ask], batch: list[str]) -> dict[str, object]:
    """Texts of the batch that differ from asking one by one, and how close the choice was.

    The margin is how much likelier (natural logarithm) the model finds the sequential text up to
    and with the first word that differs; near 0 means that the model had no preference.
    """
    alone = [engine.generate(ask.prompt, ask.sampling).text for ask in asks]
    forked = [engine.generate_many([ask])[0].text for ask in asks[:10]]
    margins = [
        margin(engine, ask.prompt, one, other)
        for ask, one, other in zip(asks, alone, batch, strict=True)
        if one != other
    ]
    return {
        "texts": len(asks),
        "same_in_batch": sum(one == other for one, other in zip(alone, batch, strict=True)),
        "same_forked_alone": sum(a == b for a, b in zip(alone, forked, strict=False)),
        "forked_alone": len(forked),
        "margins": sorted(round(found, 3) for found in margins),
    }


def margin(engine: LanguageEngine, prompt: Prompt, one: str, other: str) -> float:
    """Difference of the log-likelihoods up to and with the first word that differs."""
    first, second = one.split(" "), other.split(" ")
    same = next(
        (n for n, (a, b) in enumerate(zip(first, second, strict=False)) if a != b),
        min(len(first), len(second)),
    )
    heads = (" ".join(first[: same + 1]), " ".join(second[: same + 1]))
    ((likely, other_one),) = engine.score([ScoreAsk(prompt, heads)])
    return likely.logprob - other_one.logprob


def first_token(engine: LanguageEngine, ask: Ask, theirs: Sequence[float]) -> dict[str, float]:
    """Time to the first token of a second question, the document kept: ours and the peer's."""
    kept = Ask(type(ask.prompt)(ask.prompt.messages, ask.prompt.template, "kept"), Sampling(1))
    taken: list[float] = []
    for _ in range(6):
        began_s = time.perf_counter()
        engine.generate(kept.prompt, kept.sampling)
        taken.append(time.perf_counter() - began_s)
    return {"ours_s": statistics.median(taken[1:]), "peer_s": statistics.median(theirs)}


def main() -> None:
    """Measure, print one JSON object, and with `--save` keep it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--peers", type=Path, default=Path.home() / ".cache" / "cofferdam-peers")
    parser.add_argument("--weights", type=Path)
    parser.add_argument("--documents", type=int, default=1)
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--slots", type=int, nargs="+", default=SLOTS)
    parser.add_argument(
        "--server-only",
        action="store_true",
        help="the faster peer alone and no comparison of texts, for large or random weights",
    )
    parser.add_argument("--save", default="")
    options = parser.parse_args()
    if options.weights is None:
        options.weights = starter_folder() / "smollm2-135m-instruct" / "model.gguf"

    def copy(descriptor: int) -> None:
        with options.weights.open("rb") as file:
            while os.sendfile(descriptor, file.fileno(), None, 2**24):
                pass

    def weights() -> dict[str, int]:
        return {"model.gguf": sealed_memory("model", copy)}

    engine = LanguageEngine(
        weights,
        name=options.weights.name,
        context_tokens=CONTEXT_TOKENS,
        template="chatml",
        threads=options.threads,
        settings=RunSettings(prefill_threads=options.threads),
    )
    try:
        asked = load(engine.count_tokens, options.documents)
        asks, texts = asked.asks(options.documents), asked.texts(options.documents)
        with candidates(engine, options, asks, texts) as all_of_them:
            runs: dict[str, list[Run]] = {name: [] for name in all_of_them}
            for round_number in range(options.rounds):
                order = list(all_of_them)
                for name in order if round_number % 2 == 0 else reversed(order):
                    runs[name].append(all_of_them[name].run())
                    sys.stderr.write(f"{name}: {runs[name][-1].wall_s:.1f} s\n")
            high = runs.get("llama_cpp.Llama", [])
            kept = first_token(engine, asks[0], high[-1].first_s[1:]) if high else {}
        wall_s = {n: statistics.median(run.wall_s for run in found) for n, found in runs.items()}
        used_s = {
            n: statistics.median(run.processor_s for run in found) for n, found in runs.items()
        }
        repeated = len({tuple(run.texts) for run in runs["ours"]}) == 1
        result = {
            "weights": options.weights.name,
            "documents": options.documents,
            "questions": len(asks),
            "threads": options.threads,
            "median_s": {name: round(value, 3) for name, value in wall_s.items()},
            "median_processor_s": {name: round(value, 3) for name, value in used_s.items()},
            "ratio_processor_time": round(best(used_s) / used_s["ours"], 3),
            "samples_s": {n: [round(run.wall_s, 3) for run in found] for n, found in runs.items()},
            "same_bytes_in_every_round": repeated,
            "first_token_kept_prefix": kept,
            "against_sequential": differences(engine, asks[:20], runs["ours"][0].texts[:20])
            if high
            else {},
            "engine": engine.load().engine_build,
        }
    finally:
        engine.close()
    report(
        options.save or "many_questions",
        best(wall_s) / wall_s["ours"],
        result,
        save=bool(options.save),
    )


def best(times_s: Mapping[str, float]) -> float:
    """The fastest peer."""
    return min(value for name, value in times_s.items() if name != "ours")


if __name__ == "__main__":
    main()
