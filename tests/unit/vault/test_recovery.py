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


SHARES = tuple(recovery.render_share(number, bytes([number]) * 20) for number in (1, 2, 3))


@given(st.binary(min_size=20, max_size=20), st.binary(min_size=20, max_size=20))
def test_two_shares_read_back(first: bytes, second: bytes) -> None:
    for a, b in ((1, 2), (1, 3), (2, 3)):
        one, two = recovery.render_share(a, first), recovery.render_share(b, second)
        assert recovery.parse_shares(f"{one}\n{two}") == ((a, first), (b, second))
        assert recovery.parse_shares(f"{two}\n{one}") == ((a, first), (b, second))


@pytest.mark.parametrize("between", ["\n", " ", " + ", "+", "\t", "\r\n", ""])
def test_how_two_shares_are_typed(between: str) -> None:
    expected = ((1, b"\x01" * 20), (3, b"\x03" * 20))
    typed = SHARES[2] + between + SHARES[0]
    for form in (typed, typed.lower(), typed.replace("-", ""), typed.replace("1", "I")):
        assert recovery.parse_shares(form) == expected


@pytest.mark.parametrize(
    "typed",
    [
        "",
        SHARES[0],
        SHARES[0] + SHARES[0],
        SHARES[0] + SHARES[1] + SHARES[2],
        SHARES[0] + SHARES[1][:-1],
        SHARES[0] + SHARES[1].replace("S2", "S3"),
        SHARES[0] + SHARES[1].replace("S2", "S4"),
        CODE + CODE,
        SHARES[0] + CODE,
        "x" * 10_000,
    ],
)
def test_what_are_no_two_shares(typed: str) -> None:
    assert recovery.parse_shares(typed) is None


def test_a_share_and_a_code_are_told_apart() -> None:
    assert not recovery.is_share(CODE)
    for share in SHARES:
        assert recovery.is_share(share)
        assert recovery.parse(share) is None
        assert recovery.parse(share[3:]) is None, "without its mark it is no code either"


def test_shares_are_random() -> None:
    texts, shares = recovery.make_shares()
    assert recovery.parse_shares(texts[0] + texts[2]) == (shares[0], shares[2])
    assert len({secret for _, secret in shares}) == 3
