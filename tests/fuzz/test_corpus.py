"""Everything that the fuzzer once found worth keeping, and every seed, through the same targets."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.fuzz.seeds import seeds
from tests.fuzz.targets import TARGETS
from tests.hostile import damage

CORPUS = Path(__file__).parent / "corpus"
LARGEST_BYTES = 1024**2


@pytest.mark.parametrize("name", TARGETS)
def test_the_corpus_ends_in_nothing_but_the_promised_errors(name: str) -> None:
    kept = sorted((CORPUS / name).iterdir())
    assert kept
    for path in kept:
        TARGETS[name](path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_damaged_seeds_end_in_nothing_but_the_promised_errors(name: str) -> None:
    for number, seed in enumerate(seeds(name)):
        TARGETS[name](seed)
        for round_ in range(60):
            chance = random.Random(f"{name}:{number}:{round_}")  # noqa: S311 - the same each time
            TARGETS[name](damage.any_bytes(seed, chance).data)


def test_the_corpus_stays_small() -> None:
    assert {path.name for path in CORPUS.iterdir()} == set(TARGETS)
    sizes = [path.stat().st_size for path in CORPUS.rglob("*") if path.is_file()]
    assert sum(sizes) < LARGEST_BYTES
    contents = [path.read_bytes() for path in CORPUS.rglob("*") if path.is_file()]
    assert len(set(contents)) > 0.9 * len(contents)
