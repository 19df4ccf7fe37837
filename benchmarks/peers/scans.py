"""rapidocr with its defaults, for `benchmarks/ocr.py`.

Answers `["read", FILE, width, height]` (raw RGB) with its texts and their corners, the seconds
they took, and the most memory this process ever had.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from importlib.metadata import version
from pathlib import Path

import numpy as np
from rapidocr import RapidOCR


def main() -> None:
    """Load the networks, then answer until the input is closed."""
    engine = RapidOCR(params={"Global.log_level": "critical"})
    engine(np.full((64, 256, 3), 255, np.uint8))
    say({"rapidocr": version("rapidocr"), "onnxruntime": version("onnxruntime")})
    for line in sys.stdin:
        _, file, width, height = json.loads(line)
        rgb = np.frombuffer(Path(file).read_bytes(), np.uint8).reshape(height, width, 3)
        picture = np.ascontiguousarray(rgb[:, :, ::-1])
        began_s = time.perf_counter()
        found = engine(picture)
        taken_s = time.perf_counter() - began_s
        peak_bytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        boxes = [] if found.boxes is None else np.asarray(found.boxes).tolist()
        texts = list(found.txts or ())
        say({"texts": texts, "boxes": boxes, "seconds": taken_s, "peak_bytes": peak_bytes})


def say(answer: object) -> None:
    """One line of JSON."""
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
