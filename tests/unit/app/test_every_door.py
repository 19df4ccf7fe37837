"""Every method of every desk asks the door, and what cannot be recorded does not happen."""

from __future__ import annotations

import hashlib
import inspect
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from appliance.app.door import Action, Door
from appliance.app.office import Office
from appliance.audit import head
from appliance.audit.events import Event
from appliance.audit.records import Selection
from appliance.crypto.kdf import KdfParams
from appliance.documents.records import RetentionPolicy
from appliance.errors import (
    ApplianceError,
    AuditHeadDamaged,
    NotAllowed,
    VaultLocked,
    WrongPassphrase,
)
from appliance.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PASSPHRASE = "a passphrase"
CHEAP = KdfParams(memory_kib=8192, iterations=1, lanes=1)


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    made, _ = Office.create(
        tmp_path / "vault", PASSPHRASE, settings=Settings(), starters=False, kdf=CHEAP
    )
    made.cases.new("A")
    yield made
    with suppress(AuditHeadDamaged):  # of the tests that take it away: locked all the same
        made.lock()


def desks(office: Office) -> dict[str, object]:
    """All but the lock of the screen, which does nothing that a role could permit."""
    return {
        name: desk
        for name, desk in vars(office).items()
        if not name.startswith("_") and name != "screen" and hasattr(desk, "_door")
    }


def methods(office: Office) -> dict[str, Callable[..., object]]:
    """Every public method of every desk."""
    return {
        f"{name}.{method}": getattr(desk, method)
        for name, desk in desks(office).items()
        for method, _ in inspect.getmembers(type(desk), inspect.isfunction)
        if not method.startswith("_")
    }


def arguments(method: Callable[..., object], tmp_path: Path) -> dict[str, object]:
    """Something for each argument that must be given, by its annotation."""
    made: dict[str, object] = {}
    for name, parameter in inspect.signature(method).parameters.items():
        if parameter.default is not parameter.empty:
            continue
        wanted = str(parameter.annotation)
        made[name] = (
            [tmp_path / "file"]
            if "Sequence[Path]" in wanted
            else tmp_path / "file"
            if "Path" in wanted
            else {"x": 1}
            if "Mapping" in wanted
            else 1
            if wanted.startswith("int")
            else 1.0
            if wanted.startswith("float")
            else AuditHeadDamaged(why="made up")
            if "AuditBroken" in wanted
            else RetentionPolicy()
            if "RetentionPolicy" in wanted
            else "A"
        )
    return made


def state(office: Office) -> tuple[object, ...]:
    """All that is kept: rows of every table, and every file beside the database."""
    vault = office._vault
    connection = vault.connection()
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    rows = {
        str(name): connection.execute(f'SELECT * FROM "{name}"').fetchall()  # noqa: S608  # the schema's own names
        for (name,) in tables
        if not str(name).startswith("chunk_fts")
    }
    files = {
        str(path.relative_to(vault.folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(vault.folder.rglob("*"))
        if path.is_file() and not path.name.startswith(("vault.db", "audit.head", "lock"))
    }
    return rows, files


def but_the_chain(office: Office) -> tuple[object, ...]:
    """All but the entries, of which a refusal makes one."""
    rows, files = state(office)
    assert isinstance(rows, dict)
    return {name: found for name, found in rows.items() if name != "audit"}, files


def test_the_walk_finds_the_desks(office: Office) -> None:
    found = set(methods(office))
    assert {"cases.new", "cases.remove", "documents.add", "answers.ask", "scores.score"} <= found
    assert {"models.import_folder", "audit.entries", "audit.export"} <= found
    assert len(found) > 25


def test_no_method_of_a_desk_passes_a_door_that_permits_nothing(
    office: Office, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("a file")
    for desk in desks(office).values():
        closed = Door(office._vault, office._audit, office._door._clock, permitted=frozenset)
        vars(desk)["_door"] = closed
    before, entries = but_the_chain(office), office._audit.last().seq
    passed, refused = [], 0
    for name, method in methods(office).items():
        try:
            method(**arguments(method, tmp_path))
        except NotAllowed:
            refused += 1
        except ApplianceError:
            pass  # bad input, seen before the door
        except Exception as error:
            passed.append(f"{name}: {type(error).__name__}: {error}")
        else:
            passed.append(name)
        assert but_the_chain(office) == before, f"{name} changed something"
    assert not [name for name in passed if name.split(":")[0] not in LOOKS_AT_NOTHING], passed
    assert refused >= 25, refused
    added = office._audit.entries(after=entries)
    assert {entry.event for entry in added} == {Event.USER_REFUSED}
    # Every action that was refused is named; looking is, too, but once a minute only.
    assert {action.value for action in (Action.VIEW_CASES, Action.APPLY_RETENTION, Action.ASK)} <= {
        entry.details["action"] for entry in added
    }


# Nothing to do here, so no door is met: no model prepared, no trust installed, none set aside; and
# who oneself is may always be asked.
LOOKS_AT_NOTHING = {
    "accounts.held",
    "accounts.me",
    "models.import_starters",
    "trust.pin_installed",
    "trust.stop_quarantined",
}


def test_what_cannot_be_recorded_does_not_happen(office: Office, tmp_path: Path) -> None:
    """The head is gone, so no entry can be written; nor may anything else."""
    (tmp_path / "file").write_text("a file")
    (office._vault.folder / head.NAME).unlink()
    before = state(office)
    works: dict[str, Callable[[], object]] = {
        "new": lambda: office.cases.new("B"),
        "remove": lambda: office.cases.remove("A"),
        "add": lambda: office.documents.add("A", [tmp_path / "file"]),
        "import": lambda: office.models.import_folder(tmp_path),
        "passphrase": lambda: office.accounts.change_passphrase(PASSPHRASE, "another one"),
        "export": lambda: office.audit.export(tmp_path / "export"),
        "view": lambda: office.audit.entries(Selection(), because="to see"),
        "checkpoint": office.audit.checkpoint,
    }
    for name, work in works.items():
        with pytest.raises(AuditHeadDamaged):
            work()
        assert state(office) == before, name
    assert not (tmp_path / "export").exists()


def test_a_line_comes_before_work_that_commits_on_its_way(office: Office) -> None:
    with (
        pytest.raises(WrongPassphrase),
        office._door.enter(Action.CHANGE_PASSPHRASE, "vault", whole=False, announce=True),
    ):
        assert office._audit.entries()[-1].details == {"outcome": "begun"}
        raise WrongPassphrase
    assert office._audit.entries()[-1].details == {"outcome": "failed", "error": "V203"}


def test_what_is_kept_with_the_line_is_kept_or_not_at_all(office: Office) -> None:
    door, vault = office._door, office._vault

    def keep(value: str) -> None:
        with vault.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO meta VALUES ('t', ?)", (value,))

    def kept() -> object:
        return vault.connection().execute("SELECT value FROM meta WHERE key = 't'").fetchone()

    with door.enter(Action.ASK, "A", whole=False) as visit:

        def write() -> None:
            keep("one")
            visit.note(answer=1)

        visit.with_line(write)
        assert kept() is None
    assert kept() == ("one",)
    assert office._audit.entries()[-1].details == {"answer": 1, "outcome": "done"}
    (vault.folder / head.NAME).unlink()
    with pytest.raises(AuditHeadDamaged), door.enter(Action.ASK, "A", whole=False) as visit:
        visit.with_line(lambda: keep("two"))
    assert kept() == ("one",)


def test_work_that_ends_after_the_lock_is_not_kept(office: Office) -> None:
    door = office._door
    with pytest.raises(VaultLocked), door.enter(Action.ASK, "A", whole=False) as visit:
        visit.with_line(lambda: pytest.fail("written behind the lock"))
        door.shut()
