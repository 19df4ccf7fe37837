"""LightGBM and scikit-learn in their own Python, for `benchmarks/scoring.py`.

    trees.py FOLDER    trains both on made-up applicants and writes lightgbm.json, rows.npy there

Answers `["lightgbm", n]` and `["sklearn", n]` with seconds for the probabilities of the first n
rows, through each library's usual call with all cores. What is made up is always the same.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

import lightgbm
import numpy as np
import sklearn
from sklearn.ensemble import HistGradientBoostingClassifier

ROWS, FEATURES = 100_000, 23
TRAINED = 20_000


def main() -> None:
    """Train, then answer until the input is closed."""
    folder = Path(sys.argv[1])
    generator = np.random.default_rng(1)
    rows = generator.normal(size=(ROWS, FEATURES)).astype(np.float32)
    raw = rows[:, 0] + rows[:, 1] * rows[:, 2] + generator.normal(size=ROWS)
    bad = (raw > 1).astype(int)
    boosted = lightgbm.LGBMClassifier(n_estimators=300, num_leaves=31, verbose=-1)
    boosted.fit(rows[:TRAINED], bad[:TRAINED])
    histogram = HistGradientBoostingClassifier(
        max_iter=300, max_leaf_nodes=31, early_stopping=False
    )
    histogram.fit(rows[:TRAINED], bad[:TRAINED])
    booster = boosted.booster_
    (folder / "lightgbm.json").write_text(json.dumps(booster.dump_model()), "utf-8")
    np.save(folder / "rows.npy", rows)
    np.save(folder / "probabilities.npy", booster.predict(rows))
    works = {
        "lightgbm": lambda count: booster.predict(rows[:count]),
        "sklearn": lambda count: histogram.predict_proba(rows[:count]),
    }
    say({"lightgbm": lightgbm.__version__, "sklearn": sklearn.__version__})
    for line in sys.stdin:
        name, count = json.loads(line)
        began_s = time.perf_counter()
        works[name](count)
        say(time.perf_counter() - began_s)


def say(answer: object) -> None:
    """One line of JSON."""
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
