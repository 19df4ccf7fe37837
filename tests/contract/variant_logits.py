"""Run by test_engine_variants.py: logits of a model under one folder of engine libraries.

    python variant_logits.py LIBRARIES WEIGHTS.gguf OUT.npy FUSED

FUSED is 1 for fused (flash) attention, 0 for the plain one.

A prompt is read in two steps, forked to several tails that are read together, and then every tail
goes on for a few tokens in one batch, so that each of our kernels is used: a prompt's own triangle,
shared cells, cells of one row, one row alone, and products with 1, few and many rows.
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

from appliance.engine.worker.bindings import load_bindings

PROMPT_TOKENS, STEP_TOKENS, TAILS, TAIL_TOKENS, TURNS = 331, 256, 7, 5, 4


def main() -> None:
    """Compute and save float32 logits of shape (rows, vocabulary)."""
    libraries, weights, out = map(Path, sys.argv[1:4])
    bindings = load_bindings(libraries)
    native = bindings.native
    parameters = native.llama_model_default_params()
    parameters.n_gpu_layers = 0
    model = native.llama_model_load_from_file(str(weights).encode(), parameters)
    vocabulary = native.llama_vocab_n_tokens(native.llama_model_get_vocab(model))
    parameters = native.llama_context_default_params()
    parameters.n_ctx, parameters.n_batch, parameters.n_ubatch = 1024, 512, 512
    parameters.n_seq_max, parameters.kv_unified, parameters.flash_attn_type = (
        16,
        True,
        int(sys.argv[4]),
    )
    parameters.n_threads = parameters.n_threads_batch = 2
    context = native.llama_init_from_model(model, parameters)
    memory = native.llama_get_memory(context)
    batch = native.llama_batch_init(512, 0, 1)
    rows: list[np.ndarray] = []

    def decode(items: list[tuple[int, int, int, bool]]) -> None:
        """Token, position, sequence, and whether its logits are wanted."""
        for place, (token, position, sequence, wanted) in enumerate(items):
            batch.token[place], batch.pos[place] = token, position
            batch.n_seq_id[place], batch.seq_id[place][0] = 1, sequence
            batch.logits[place] = wanted
        batch.n_tokens = len(items)
        if native.llama_decode(context, batch) != 0:
            raise SystemExit("decode failed")
        count = sum(item[3] for item in items)
        if count:
            found = np.ctypeslib.as_array(native.llama_get_logits(context), (count, vocabulary))
            rows.extend(found.copy())

    chosen = np.random.default_rng(7).integers(100, 5000, PROMPT_TOKENS + TAILS * 64)
    tokens = [int(token) for token in chosen]
    for begin in range(0, PROMPT_TOKENS, STEP_TOKENS):
        step = tokens[begin : min(begin + STEP_TOKENS, PROMPT_TOKENS)]
        decode([(token, begin + n, 0, n == len(step) - 1) for n, token in enumerate(step)])
    for sequence in range(1, TAILS + 1):
        native.llama_memory_seq_cp(memory, 0, sequence, 0, -1)
    rest = tokens[PROMPT_TOKENS:]
    tails = []
    for sequence in range(1, TAILS + 1):
        for n in range(TAIL_TOKENS):
            tails.append((rest.pop(), PROMPT_TOKENS + n, sequence, n == TAIL_TOKENS - 1))
    decode(tails)
    for turn in range(TURNS):
        at = PROMPT_TOKENS + TAIL_TOKENS + turn
        decode([(rest.pop(), at, sequence, True) for sequence in range(1, TAILS + 1)])
    at = PROMPT_TOKENS + TAIL_TOKENS + TURNS
    decode([(rest.pop(), at, 1, True)])
    decode([(rest.pop(), at + 1, 1, True), (rest.pop(), at, 2, True)])
    np.save(out, np.stack(rows))


if __name__ == "__main__":
    main()
