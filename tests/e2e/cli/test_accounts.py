"""Several people and one vault: what each may do, and how each gets in."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest

from appliance.app.door import Action
from appliance.app.permissions import PERMITTED, permitted

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Command, Ended

NOT_ALLOWED, WRONG, NO_KEY = 15, 22, "V2"


def secret(command: Command, name: str, text: str) -> Path:
    path = command.home / name
    path.write_text(text + "\n", "utf-8")
    return path


def add(
    command: Command, name: str, *roles: str, by: tuple[str | Path, ...] = ()
) -> tuple[str, ...]:
    """Add a user; what to put behind a command to run it as this user."""
    file = secret(command, f"{name}.txt", f"first passphrase of {name}")
    options = [word for role in roles for word in ("--role", role)]
    command("user", "add", name, *options, "--new-passphrase-file", file, *by)
    return ("--user", name, "--passphrase-file", str(file))


def code_of(ended: Ended) -> str:
    return str(json.loads(ended.out)["error"]["code"])


def test_an_administrator_reads_no_case(filled: Command) -> None:
    adam = add(filled, "Adam", "administrator")
    assert filled("user", "list", "--json", *adam).json[1]["name"] == "Adam"
    for words in (("case", "list"), ("ask", "Sample", "Who signed?"), ("search", "Sample", "loan")):
        refused = filled(*words, "--json", *adam, code=NOT_ALLOWED)
        assert code_of(refused) == "G105"
    # Backing up needs no right to read.
    filled("backup", "make", filled.home / "a.cofferbackup", *adam)


def test_an_auditor_reads_the_chain_and_nothing_else(filled: Command) -> None:
    olga = add(filled, "Olga", "auditor")
    entries = filled("audit", "list", "--because", "yearly audit", "--json", *olga).out
    assert "Sample" not in entries  # the chain names cases by reference
    filled("case", "list", "--json", *olga, code=NOT_ALLOWED)
    first = secret(filled, "x.txt", "first passphrase of X")
    file = ("--new-passphrase-file", first)
    filled("user", "add", "X", "--role", "officer", *file, *olga, code=NOT_ALLOWED)
    assert '"user refused"' in filled("audit", "list", "--because", "again", "--json", *olga).out


def test_an_officer_who_was_let_in_by_nobody_waits(filled: Command) -> None:
    adam = add(filled, "Adam", "administrator")
    bea = add(filled, "Bea", "officer", by=adam)
    users = {user["name"]: user for user in filled("user", "list", "--json").json}
    assert users["Bea"]["waiting"]
    assert not users["Adam"]["waiting"]
    refused = filled("case", "list", "--json", *bea, code=-1)
    assert code_of(refused).startswith(NO_KEY)
    filled("user", "confirm", "Bea", "--json", *adam, code=-1)  # has no key to hand on
    assert not filled("user", "confirm", "Bea", "--json").json["waiting"]
    assert [case["name"] for case in filled("case", "list", "--json", *bea).json] == ["Sample"]


def test_who_was_removed_does_not_come_back_with_an_old_header(filled: Command) -> None:
    carl = add(filled, "Carl", "officer")
    old = filled.vault / "header.json"
    shutil.copy(old, filled.home / "kept.json")
    filled("user", "remove", "Carl")
    filled("case", "list", *carl, code=WRONG)
    shutil.copy(filled.home / "kept.json", old)
    assert filled("case", "list", "--json", *carl, code=-1).code not in (0, 70)


def test_two_of_three_people_open_the_vault(made: Command) -> None:
    shares = made("recovery", "shares", "--json").json["recovery_shares"]
    assert len(set(shares)) == 3
    for number, (first, second) in enumerate([(0, 1), (0, 2), (1, 2)]):
        file = secret(made, f"two{number}.txt", f"{shares[first]} {shares[second]}")
        made("case", "list", "--passphrase-file", file)
    one = secret(made, "one.txt", shares[0])
    made("case", "list", "--passphrase-file", one, code=WRONG)
    same = secret(made, "same.txt", f"{shares[0]} {shares[0]}")
    made("case", "list", "--passphrase-file", same, code=WRONG)


def test_a_key_file_is_needed_beside_the_passphrase(made: Command) -> None:
    key = made.home / "key.bin"
    key.write_bytes(b"a photograph of a cat")
    new = secret(made, "new.txt", "another correct horse")
    made("passphrase", "--new-passphrase-file", new, "--new-key-file", key)
    without = made("case", "list", "--json", "--passphrase-file", new, code=-1)
    assert "key file" in json.loads(without.out)["error"]["message"]
    made("case", "list", "--passphrase-file", new, "--key-file", key)
    other = made.home / "other.bin"
    other.write_bytes(b"a photograph of a dog")
    assert made("case", "list", "--passphrase-file", new, "--key-file", other, code=-1).code != 0


def test_guessing_is_slowed_down(made: Command) -> None:
    wrong = secret(made, "wrong.txt", "not this one")
    codes: list[str] = []
    # Waits begin with 2 s and double; a busy machine may take that long for a command.
    while "V213" not in codes and len(codes) < 12:
        codes.append(code_of(made("case", "list", "--json", "--passphrase-file", wrong, code=-1)))
    assert codes[:3] == ["V203"] * 3
    assert codes[-1] == "V213"


def test_rotated_keys_leave_everything_readable(filled: Command) -> None:
    before = filled("search", "Sample", "insurance", "--json").json
    code = filled("recovery", "code", "--json").json["recovery_code"]
    names = {path.name for path in filled.vault.rglob("*.db")}
    filled("rotate")
    assert {path.name for path in filled.vault.rglob("*.db")} != names
    assert filled("search", "Sample", "insurance", "--json").json == before
    file = secret(filled, "code.txt", code)
    filled("case", "list", "--passphrase-file", file)
    filled("audit", "verify")
    filled("models", "verify", "credit-default")


def test_every_action_is_somebody_s() -> None:
    assert frozenset().union(*PERMITTED.values()) == frozenset(Action)
    assert permitted(role.value for role in PERMITTED) == frozenset(Action)


@pytest.mark.parametrize("role", ["administrator", "auditor", "model_owner"])
def test_roles_that_see_no_case_may_do_nothing_with_one(role: str) -> None:
    of_cases = {
        Action.VIEW_CASES, Action.SEARCH, Action.ASK, Action.REPLAY, Action.SCORE,
        Action.ADD_DOCUMENTS, Action.REMOVE_DOCUMENT, Action.CREATE_CASE, Action.EXPORT,
    }  # fmt: skip
    assert not permitted([role]) & of_cases
