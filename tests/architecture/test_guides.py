"""What the guides say about roles, events and errors is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from appliance import errors
from appliance.accounts.roles import ROLE_DOMAINS, Role
from appliance.app.door import Action
from appliance.app.permissions import PERMITTED
from appliance.vault.domains import Domain

ROOT = Path(__file__).parents[2]
GUIDES = sorted((ROOT / "docs" / "guides").glob("*.md"))
USERS = (ROOT / "docs" / "guides" / "users-and-keys.md").read_text("utf-8")
CODES = {
    one.code
    for one in vars(errors).values()
    if isinstance(one, type) and issubclass(one, errors.ApplianceError)
}
EXITS = {
    one.code: one.exit_code
    for one in vars(errors).values()
    if isinstance(one, type) and issubclass(one, errors.ApplianceError)
}


def row(what: str, holds: list[bool]) -> str:
    return f"| {what} | " + " | ".join("yes" if one else "-" for one in holds) + " |\n"


def test_the_table_of_roles_has_a_column_for_each() -> None:
    names = " | ".join(role.value.replace("_", " ") for role in Role)
    assert f"| May | {names} |\n" in USERS


@pytest.mark.parametrize("action", Action)
def test_the_table_of_roles_says_who_may(action: Action) -> None:
    assert row(action.value, [action in PERMITTED[role] for role in Role]) in USERS


@pytest.mark.parametrize("domain", Domain)
def test_the_table_of_roles_says_who_holds(domain: Domain) -> None:
    held = [domain in ROLE_DOMAINS[role] for role in Role]
    assert row(f"**holds the key `{domain.value}`**", held) in USERS


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_codes_in_guides_are_codes_of_the_program(guide: Path) -> None:
    text = guide.read_text("utf-8")
    assert set(re.findall(r"\b[A-Z]\d{3}\b", text)) <= CODES
    for code, exit_code in re.findall(r"\b([A-Z]\d{3}), (\d+) \|", text):
        assert EXITS[code] == int(exit_code)


@pytest.mark.parametrize("guide", GUIDES, ids=lambda path: path.stem)
def test_other_pages_that_are_named_exist(guide: Path) -> None:
    for place in re.findall(r"`((?:docs|tests)/[\w./-]+)`", guide.read_text("utf-8")):
        assert (ROOT / place).exists(), place
