import inspect
import string

import pytest

from appliance import errors

CLASSES = [
    item
    for _, item in inspect.getmembers(errors, inspect.isclass)
    if issubclass(item, errors.ApplianceError)
]


def test_codes_and_exit_codes_are_unique() -> None:
    codes = [item.code for item in CLASSES]
    # A finer cause of a known trouble has a code of its own and the exit code of its family.
    families = [
        item
        for item in CLASSES
        if item.__base__ is errors.ApplianceError or "exit_code" in vars(item)
    ]
    exits = [item.exit_code for item in families]
    assert len(set(codes)) == len(codes)
    assert len(set(exits)) == len(exits)
    assert all(10 <= number < 126 for number in exits)


@pytest.mark.parametrize("item", CLASSES, ids=lambda item: item.code)
def test_every_error_says_what_happened_and_what_to_do(item: type[errors.ApplianceError]) -> None:
    assert item.__doc__
    names = {field for _, field, _, _ in string.Formatter().parse(item.summary) if field}
    names |= {field for _, field, _, _ in string.Formatter().parse(item.hint) if field}
    error = item("detail", **dict.fromkeys(names, "some fact"))
    assert "{" not in error.message + error.next_step
    assert error.message.endswith((".", "?"))
    assert error.next_step.endswith((".", "?"))
    assert "detail" not in error.message + error.next_step


def test_a_missing_fact_does_not_hide_the_error() -> None:
    assert errors.DiskFull().message == "The disk is full, so “…” was not saved."
