from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from appliance.retrieval.ranking import DEFAULT, Evidence, combined, demanded

PARTS = np.array([[1, 1], [0, 1], [0, 1], [0, 0.9]], np.float32)
NEEDED = np.array([1, 1], np.float32)


def test_a_part_that_all_pages_are_tells_nothing() -> None:
    everywhere = demanded(PARTS, np.array([0, 1], np.float32), None)
    rare = demanded(PARTS, np.array([1, 0], np.float32), None)
    assert everywhere.max() < 0.1
    assert rare == pytest.approx([rare[0], 0, 0, 0])
    assert rare[0] > 0.7


def test_how_rare_a_part_is_depends_on_the_pages_searched() -> None:
    among_two = demanded(PARTS, NEEDED, np.array([True, True, False, False]))
    assert among_two[0] == pytest.approx(1)
    assert demanded(PARTS, NEEDED, np.array([True, False, False, False])).max() == 0
    assert demanded(PARTS, np.zeros(2, np.float32), None).max() == 0


def test_pages_and_documents_speak_for_their_passages() -> None:
    nothing = np.zeros(3, np.float32)
    evidence = Evidence(
        words=nothing,
        meaning=nothing,
        terms=nothing,
        page=np.zeros(2, np.float32),
        part=np.array([0, 1], np.float32),
        document=np.array([0, 1], np.float32),
    )
    page_of, document_of = np.array([0, 1, 1], np.int32), np.array([0, 1], np.int32)
    first, second, third = combined(evidence, page_of, document_of)
    assert (first, second) == (0, third)
    assert second == pytest.approx((DEFAULT.part + DEFAULT.document) / DEFAULT.total)
    without = replace(DEFAULT, part=0, document=0)
    assert combined(evidence, page_of, document_of, without).max() == 0


def test_what_agrees_in_all_respects_scores_one() -> None:
    one = np.ones(1, np.float32)
    evidence = Evidence(words=one, meaning=one, terms=one, page=one, part=one, document=one)
    place = np.zeros(1, np.int32)
    assert combined(evidence, place, place) == pytest.approx([1])
