"""`llama_cpp.Llama` answering prompts from stdin, one after the other; run by many_questions.py.

Runs in the peers' environment, with the libraries that LLAMA_CPP_LIB_PATH names. One JSON list of
prompts per line in; one JSON object with texts, first token times and processor seconds out.
"""

from __future__ import annotations

import json
import sys
import time


def main() -> None:
    """Serve lines until stdin ends."""
    from llama_cpp import Llama

    weights, threads, context, tokens = sys.argv[1], *map(int, sys.argv[2:5])
    llama = Llama(
        weights,
        n_ctx=context,
        n_threads=threads,
        n_threads_batch=threads,
        flash_attn=True,
        verbose=False,
    )
    for line in sys.stdin:
        texts, first_s = [], []
        used_s = time.process_time()
        for prompt in json.loads(line):
            ids = llama.tokenize(prompt.encode(), add_bos=False, special=True)
            began_s, times, text = time.perf_counter(), [], ""
            for piece in llama.create_completion(
                ids, max_tokens=tokens, temperature=0.0, stream=True
            ):
                times.append(time.perf_counter())
                text += piece["choices"][0]["text"]
            texts.append(text)
            first_s.append(times[0] - began_s)
        used_s = time.process_time() - used_s
        sys.stdout.write(
            json.dumps({"texts": texts, "first_s": first_s, "processor_s": used_s}) + "\n"
        )
        sys.stdout.flush()


if __name__ == "__main__":
    main()
