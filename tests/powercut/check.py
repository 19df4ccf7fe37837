"""What must hold in a folder after a cut: opens, verifies, and has all that was acknowledged."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from appliance.app.office import Office
from appliance.errors import WrongPassphrase
from appliance.settings import Settings
from tests.powercut.plan import STATE, VAULT, states, text_of

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.documents.records import Document
    from tests.powercut.plan import State


@dataclass(frozen=True)
class Expected:
    """The states before and after the step that was under way, and the log's least length."""

    before: State
    after: State
    lines: int


def expected(last: int, lengths: dict[str, int]) -> Expected:
    """What must hold when `last` steps have returned."""
    found = states()
    return Expected(found[last], found[min(last + 1, len(found) - 1)], lengths.get(str(last), 0))


def lengths_of(log: Path) -> dict[str, int]:
    """How long the audit log was after each step."""
    read: dict[str, int] = json.loads(log.with_suffix(".lines").read_text("ascii"))
    return read


def check(folder: Path, wanted: Expected) -> None:
    """Raises AssertionError, or what the program raises, if something acknowledged is lost.

    Only for a process of its own, because it says where the computer remembers vaults.
    """
    os.environ["XDG_STATE_HOME"] = str(folder / STATE)
    office = _open(folder / VAULT, wanted)
    try:
        _check_log(office, wanted.lines)
        _check_cases(office, wanted)
        _check_reviews(office, wanted)
    finally:
        office.lock()


def _open(folder: Path, wanted: Expected) -> Office:
    try:
        return Office.open(folder, wanted.before.passphrase, settings=Settings())
    except WrongPassphrase:
        if wanted.after.passphrase == wanted.before.passphrase:
            raise
        return Office.open(folder, wanted.after.passphrase, settings=Settings())


def _check_log(office: Office, least: int) -> None:
    found = office._audit.verify()
    assert found > least, f"{found - 1} audit entries instead of at least {least}"


def _check_cases(office: Office, wanted: Expected) -> None:
    before, after = wanted.before.cases, wanted.after.cases
    found = {summary.name for summary in office.cases.list()}
    sure, possible = before.keys() & after.keys(), before.keys() | after.keys()
    assert sure <= found <= possible, f"cases {found} instead of {sure} to {possible}"
    for case in found:
        documents = {item.name: item for item in office.cases.show(case).documents}
        kept = before.get(case, frozenset()) & after.get(case, frozenset())
        known = before.get(case, frozenset()) | after.get(case, frozenset())
        assert kept <= documents.keys() <= known, f"{case}: {set(documents)} instead of {kept}"
        for name in kept:
            assert documents[name].state == "ready", f"{name} is {documents[name].state}"
        for document in documents.values():
            if document.state == "ready":
                _check_document(office, case, document)


def _check_reviews(office: Office, wanted: Expected) -> None:
    """Those that had ended are there, and one that was under way goes on to its end."""
    for case in {summary.name for summary in office.cases.list()}:
        found = office.reviews.list(case)
        least = wanted.before.reviews.get(case, 0)
        most = wanted.after.reviews.get(case, least)
        ended = [one for one in found if one.state == "open"]
        assert len(ended) >= least, f"{len(ended)} reviews of {case} instead of {least}"
        assert len(found) <= max(least, most), f"{len(found)} reviews of {case}"
        for line in found:
            before = office.reviews.show(case, line.id)
            kept = {one.place: one.proposal for one in before.items if one.proposal is not None}
            if line.state == "proposing" and any(one.pages for one in before.papers):
                after = office.reviews.resume(case, line.id)
                assert all(after.items[place].proposal == kept[place] for place in kept)
                assert after.state == "open"


def _check_document(office: Office, case: str, document: Document) -> None:
    """Pages and original, to the last letter."""
    name, wanted = document.name, text_of(document.name)
    numbers = range(1, document.page_count + 1)
    pages = [office.documents.page(case, name, number).text for number in numbers]
    assert "".join("".join(pages).split()) == "".join(wanted.split()), f"{name} reads differently"
    with os.fdopen(office._store.open_original(document), "rb") as original:
        original.seek(0)
        assert original.read() == wanted.encode(), f"{name} was changed"
