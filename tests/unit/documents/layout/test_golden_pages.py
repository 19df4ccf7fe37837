from __future__ import annotations

from tests.golden.pages import CHOSEN, GOLDEN, differences


def test_golden_pages_are_laid_out_as_they_were() -> None:
    assert len(list(GOLDEN.glob("*.json"))) == sum(map(len, CHOSEN.values()))
    assert "\n".join(differences()) == "", "look at it, then: python -m tests.golden.pages --write"
