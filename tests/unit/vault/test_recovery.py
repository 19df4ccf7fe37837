from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.vault import recovery

SECRET = bytes(range(20))
CODE = recovery.render(SECRET)


def test_printed_form() -> None:
    groups = CODE.split("-")
    assert [len(group) for group in groups] == [4] * 9
    assert not set(CODE) & set("ILOU")


@given(st.binary(min_size=20, max_size=20))
def test_every_code_reads_back(secret: bytes) -> None:
    assert recovery.parse(recovery.render(secret)) == secret


@pytest.mark.parametrize(
    "typed",
    [
        CODE.lower(),
        CODE.replace("-", ""),
        CODE.replace("-", " "),
        f"  {CODE}\n",
        CODE.replace("0", "O"),
        CODE.replace("0", "o"),
        CODE.replace("1", "I"),
        CODE.replace("1", "l"),
        CODE.replace("-", "\u2013"),
        "-".join(CODE.replace("-", "")),
    ],
)
def test_what_people_type_is_accepted(typed: str) -> None:
    assert recovery.parse(typed) == SECRET


@pytest.mark.parametrize(
    "typed",
    ["", CODE[:-1], CODE + "0", CODE.replace("0", "U", 1), "0" * 36, "\u0660" * 36, "x" * 10_000],
)
def test_what_is_no_code(typed: str) -> None:
    assert recovery.parse(typed) is None


def test_typing_mistakes_are_noticed() -> None:
    characters = CODE.replace("-", "")
    for at in range(len(characters)):
        wrong = "7" if characters[at] != "7" else "8"
        assert recovery.parse(characters[:at] + wrong + characters[at + 1 :]) is None
    for at in range(len(characters) - 1):
        swapped = list(characters)
        swapped[at], swapped[at + 1] = swapped[at + 1], swapped[at]
        if "".join(swapped) != characters:
            assert recovery.parse("".join(swapped)) is None


def test_codes_are_random(monkeypatch: pytest.MonkeyPatch) -> None:
    first, secret = recovery.make()
    assert recovery.parse(first) == secret
    assert recovery.make()[0] != first
    monkeypatch.setattr(os, "urandom", lambda size: bytes(range(size)))
    assert recovery.make() == (CODE, SECRET)
