"""Names of users that look alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.errors import BadInput, UserExists
from appliance.vault import names
from appliance.vault.domains import CONTROL

if TYPE_CHECKING:
    from appliance.crypto.kdf import KdfParams
    from appliance.vault.store import Vault


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("scope", "\u0455\u0441\u043e\u0440\u0435"),  # Cyrillic
        ("NOMA", "\u039d\u039f\u039c\u0391"),  # Greek
        ("Al", "AI"),
        ("bob", "b0b"),
        ("owner", "\uff4f\uff57\uff4e\uff45\uff52"),
        ("Jean-Luc", "Jean\u2011Luc"),
        ("O'Neil", "O\u2019Neil"),
        ("Mary Ann", "mary  ann"),
    ],
)
def test_alike(one: str, other: str) -> None:
    assert names.skeleton(one) == names.skeleton(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Anna", "Hanna"), ("Müller", "Muller"), ("Иван", "Иванов"), ("王", "玉")]
)
def test_not_alike(one: str, other: str) -> None:
    assert names.skeleton(one) != names.skeleton(other)


@pytest.mark.parametrize(
    "name", ["Anna Ø", "Иван Петров", "Ελένη", "山田 たろう", "李 4", "O'Neil"]
)
def test_one_alphabet(name: str) -> None:
    names.refuse_mixed(name)


@pytest.mark.parametrize("name", ["\u041ewner", "\u0391nna", "p\u0430ul"])
def test_several_alphabets(name: str) -> None:
    with pytest.raises(BadInput, match="alphabets"):
        names.refuse_mixed(name)


def test_nobody_is_added_who_looks_like_another(vault: Vault, fast: KdfParams) -> None:
    vault.add_user("scope", "p", ["auditor"], {CONTROL}, kdf=fast)
    users = vault.users()
    for name in ("\u0455\u0441\u043e\u0440\u0435", "sc0pe", "SCOPE "):
        with pytest.raises(UserExists):
            vault.add_user(name, "q", ["auditor"], {CONTROL}, kdf=fast)
    with pytest.raises(BadInput):
        vault.add_user("\u041ewner", "q", ["auditor"], {CONTROL}, kdf=fast)
    assert vault.users() == users
