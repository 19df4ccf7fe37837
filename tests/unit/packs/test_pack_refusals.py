"""Each cause of refusal has a code of its own, and says what to do."""

from __future__ import annotations

import inspect

from appliance.errors import packs as module
from appliance.errors.root import ApplianceError
from tests.unit.packs.test_pack_vectors import OUTCOMES

CLASSES = [
    item
    for _, item in inspect.getmembers(module, inspect.isclass)
    if issubclass(item, ApplianceError) and item.__module__ == module.__name__
]


def test_every_cause_has_its_own_code_and_a_vector() -> None:
    assert len({item.code for item in CLASSES}) == len(CLASSES)
    # Key files are no packs; everything else that a pack can be refused for has vectors.
    assert {item.__name__ for item in CLASSES} - {item.__name__ for item in OUTCOMES.values()} == {
        "KeyFileInvalid"
    }


def test_an_exit_code_is_shared_only_within_a_family() -> None:
    for item in CLASSES:
        same = [other for other in CLASSES if other.exit_code == item.exit_code]
        root = min(same, key=lambda other: len(other.__mro__))
        assert all(issubclass(other, root) for other in same)
