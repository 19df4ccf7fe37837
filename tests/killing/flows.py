"""The workflows that write, each through the program's own doors, and what must hold afterwards.

A flow may be cut off anywhere and run again. `run` calls `acknowledge` whenever something has
returned to the person; `check` is told how often that was, and looks for all of it.
"""

from __future__ import annotations

import csv
import shutil
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from appliance.app.backups import restore
from appliance.app.demo import SAMPLE
from appliance.app.office import Office
from appliance.errors import (
    ModelExists,
    VaultExists,
    VaultMissing,
    WrongPassphrase,
)
from appliance.settings import Settings, starter_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from appliance.crypto.kdf import KdfParams

PASSPHRASE, NEW_PASSPHRASE = "Grimsdyke-one horse staple", "Grimsdyke-two horse staple"
KEPT, CASE = "Kept Grimsdyke", "Work Grimsdyke"
QUESTION = "On which day is the repayment of Grimsdyke due?"
# Every text that these flows put into a vault has this word in it.
MARKER = "Grimsdyke"
SETTINGS = Settings().with_changes(answer_tokens=16, passages=1)
LANGUAGE, EMBEDDING, RISK = "smollm2-135m-instruct", "all-minilm-l6-v2", "credit-default"


@dataclass(frozen=True)
class Place:
    """Where a flow works: the vault's folder, and papers that came from outside."""

    vault: Path
    papers: Path


def letter(number: int) -> str:
    """The text of one paper."""
    lines = (
        f"{MARKER} clause {number}.{line}: {line} EUR are due on day {line}." for line in range(40)
    )
    return f"The repayment of {MARKER} is due on 3 March 202{number}.\n" + "\n".join(lines)


def put_papers(folder: Path) -> None:
    """Letters, and a table of applicants."""
    folder.mkdir()
    for number in range(4):
        (folder / f"letter {number}.txt").write_text(letter(number), "utf-8")
    (folder / "applicants.csv").write_bytes((SAMPLE / "applicants.csv").read_bytes())


@contextmanager
def opened(place: Place, passphrase: str = PASSPHRASE) -> Iterator[Office]:
    """The vault, locked at the end."""
    office = Office.open(place.vault, passphrase, settings=SETTINGS)
    try:
        yield office
    finally:
        office.lock()


def make_base(place: Place, kdf: KdfParams) -> None:
    """A vault with models, a case, a document in it, an answer and a score."""
    office, _code = Office.create(
        place.vault, PASSPHRASE, settings=SETTINGS, starters=False, kdf=kdf
    )
    for name in (LANGUAGE, EMBEDDING, RISK):
        office.models.import_folder(starter_folder() / name)
    office.cases.new(KEPT)
    office.cases.new(CASE)
    for case in (KEPT, CASE):
        (outcome,) = office.documents.add(case, [place.papers / "letter 0.txt"])
        assert outcome.status == "added", outcome
    office.answers.ask(KEPT, QUESTION)
    office.scores.score(None, applicant(place), KEPT)
    office.lock()


def applicant(place: Place) -> dict[str, str | float]:
    """The first row of the table, without its name."""
    with (place.papers / "applicants.csv").open(newline="") as file:
        row = next(csv.DictReader(file))
    del row["id"]
    return {name: float(value) for name, value in row.items()}


class Flow:
    """What all flows share: the base is untouched, and the chain is whole."""

    name = ""
    steps = 1
    models = frozenset({LANGUAGE, EMBEDDING})

    def prepare(self, place: Place) -> None:
        """Once, on the base."""

    def run(self, place: Place, acknowledge: Callable[[], None]) -> None:
        """The work. Raises: what the program raises."""
        raise NotImplementedError

    def passphrases(self) -> tuple[str, ...]:
        """What may open the vault afterwards."""
        return (PASSPHRASE,)

    def check(self, place: Place, acknowledged: int) -> None:
        """Open and look. Raises: AssertionError, or what the program raises."""
        for passphrase in self.passphrases():
            try:
                with opened(place, passphrase) as office:
                    assert office._audit.verify() > 0
                    self.check_base(office)
                    self.look(office, acknowledged)
                return
            except WrongPassphrase:
                continue
        raise AssertionError("no passphrase opens the vault")

    def check_base(self, office: Office) -> None:
        """What lay there before."""
        assert {case.name for case in office.cases.list()} >= {KEPT}
        (document,) = office.cases.show(KEPT).documents
        assert document.state == "ready"
        text = office.documents.page(KEPT, document.name, 1).text
        assert "".join(text.split()) == "".join(letter(0).split())
        assert len(office.answers.conversation(KEPT)) == 1
        assert len(office.scores.history(KEPT)) == 1
        assert {one.manifest.name for one in office.models.list()} >= self.models

    def look(self, office: Office, acknowledged: int) -> None:
        """What this flow did."""


class Ingest(Flow):
    """Two papers into a case."""

    name, steps = "ingest", 2

    def run(self, place: Place, acknowledge: Callable[[], None]) -> None:
        with opened(place) as office:
            office.documents.resume()
            for number in (1, 2):
                (outcome,) = office.documents.add(CASE, [place.papers / f"letter {number}.txt"])
                assert outcome.status in ("added", "duplicate"), outcome
                acknowledge()

    def look(self, office: Office, acknowledged: int) -> None:
        found = {item.name: item for item in office.cases.show(CASE).documents}
        assert len(found) <= 3, f"a document is there twice: {set(found)}"
        for number in range(acknowledged + 1):
            document = found[f"letter {number}.txt"]
            assert document.state == "ready", f"{document.name} is {document.state}"
        for name, document in found.items():
            if document.state == "ready":
                text = office.documents.page(CASE, name, 1).text
                assert "".join(text.split()) == "".join(letter(int(name[7])).split())


class Ask(Flow):
    """One question, answered by the real model."""

    name = "ask"

    def run(self, place: Place, acknowledge: Callable[[], None]) -> None:
        with opened(place) as office:
            office.answers.ask(CASE, QUESTION)
            acknowledge()

    def look(self, office: Office, acknowledged: int) -> None:
        kept = office.answers.conversation(CASE)
        assert len(kept) >= acknowledged
        assert all(answer.question == QUESTION for answer in kept)


class Score(Flow):
    """One applicant from a form, then a table of them, with an output file."""

    name, steps = "score", 2

    def run(self, place: Place, acknowledge: Callable[[], None]) -> None:
        with opened(place) as office:
            office.scores.score(None, applicant(place), CASE)
            acknowledge()
            source, output = place.papers / "applicants.csv", place.papers / "scored.csv"
            output.unlink(missing_ok=True)
            office.scores.score_csv(RISK, source, output=output, case=CASE)
            acknowledge()

    def look(self, office: Office, acknowledged: int) -> None:
        kept = len(office.scores.history(CASE))
        # The table has three rows, which are kept together or not at all; the flow may have run
        # twice, and then its form counts twice.
        least = {0: 0, 1: 1}.get(acknowledged, 4)
        assert kept >= least, f"{kept} scores instead of {least} at least"


class Import(Flow):
    """A model from a folder, sealed into the vault."""

    name = "import"

    def prepare(self, place: Place) -> None:
        with opened(place) as office:
            office.models.remove(RISK)

    def run(self, place: Place, acknowledge: Callable[[], None]) -> None:
        with opened(place) as office:
            try:
                office.models.import_folder(starter_folder() / RISK)
            except ModelExists:
                office.models.verify(RISK)
            acknowledge()

    def look(self, office: Office, acknowledged: int) -> None:
        names = {one.manifest.name for one in office.models.list()}
        assert RISK in names or not acknowledged
        if RISK in names:
            office.models.verify(RISK)


class Passphrase(Flow):
    """Another passphrase: the header is written anew."""

    name = "passphrase"

    def passphrases(self) -> tuple[str, ...]:
        return (PASSPHRASE, NEW_PASSPHRASE)

    def run(self, place: Place, acknowledge: Callable[[], None]) -> None:
        try:
            with opened(place) as office:
                office.accounts.change_passphrase(PASSPHRASE, NEW_PASSPHRASE)
        except WrongPassphrase:  # an earlier run came that far
            with opened(place, NEW_PASSPHRASE):
                pass
        acknowledge()

    def check(self, place: Place, acknowledged: int) -> None:
        super().check(place, acknowledged)
        if acknowledged:
            try:
                with opened(place):
                    raise AssertionError("the old passphrase opens the vault")
            except WrongPassphrase:
                pass


class Tidy(Flow):
    """A case is made and one with a document is removed."""

    name, steps = "tidy", 2

    def run(self, place: Place, acknowledge: Callable[[], None]) -> None:
        with opened(place) as office:
            names = {case.name for case in office.cases.list()}
            if "New" not in names:
                office.cases.new("New")
            acknowledge()
            if CASE in names:
                office.cases.remove(CASE)
            acknowledge()

    def look(self, office: Office, acknowledged: int) -> None:
        names = {case.name for case in office.cases.list()}
        assert "New" in names or acknowledged < 1
        assert CASE not in names or acknowledged < 2


class Create(Flow):
    """A new vault beside the base."""

    name = "create"

    def __init__(self, kdf: KdfParams) -> None:
        self._kdf = kdf

    def prepare(self, place: Place) -> None:
        """The base is in the way."""
        shutil.rmtree(place.vault.parent)
        place.vault.parent.mkdir()

    def run(self, place: Place, acknowledge: Callable[[], None]) -> None:
        try:
            Office.open(place.vault, PASSPHRASE, settings=SETTINGS).lock()
        except VaultMissing:
            office, _code = Office.create(
                place.vault, PASSPHRASE, settings=SETTINGS, starters=False, kdf=self._kdf
            )
            acknowledge()
            office.lock()

    def check(self, place: Place, acknowledged: int) -> None:
        try:
            super().check(place, acknowledged)
        except VaultMissing:
            assert not acknowledged

    def check_base(self, office: Office) -> None:
        """There is none."""


class Rotate(Flow):
    """New keys, and every case encrypted once more."""

    name = "rotate"

    def run(self, place: Place, acknowledge: Callable[[], None]) -> None:
        with opened(place) as office:
            office.accounts.rotate()
            acknowledge()

    def look(self, office: Office, acknowledged: int) -> None:
        assert {item.state for item in office.cases.show(CASE).documents} == {"ready"}


class _Light(Flow):
    """Without the big models, which would be copied each time."""

    models = frozenset({RISK})

    def prepare(self, place: Place) -> None:
        with opened(place) as office:
            for name in (LANGUAGE, EMBEDDING):
                office.models.remove(name)


class Backup(_Light):
    """One sealed file, which is whole or not there."""

    name = "backup"

    def run(self, place: Place, acknowledge: Callable[[], None]) -> None:
        path = place.vault.with_name("backup")
        with opened(place) as office:
            if not path.exists():
                office.backups.make(path)
            acknowledge()

    def check(self, place: Place, acknowledged: int) -> None:
        super().check(place, acknowledged)
        path = place.vault.with_name("backup")
        assert path.exists() or not acknowledged
        if path.exists():
            with opened(place) as office:
                found = office.backups.drill(path, PASSPHRASE)
            assert found.cases_checked == 2


class Restore(_Light):
    """A vault brought back from a backup into a new folder."""

    name = "restore"

    def prepare(self, place: Place) -> None:
        super().prepare(place)
        with opened(place) as office:
            office.backups.make(place.vault.with_name("backup"))
        shutil.rmtree(place.vault)

    def run(self, place: Place, acknowledge: Callable[[], None]) -> None:
        try:
            restore(place.vault.with_name("backup"), place.vault, PASSPHRASE)
        except VaultExists:  # an earlier run came that far; opening it finishes the rest
            with opened(place):
                pass
        acknowledge()

    def check(self, place: Place, acknowledged: int) -> None:
        """No vault at all, or one that opens: who restores it need not accept it once more."""
        try:
            super().check(place, acknowledged)
        except VaultMissing:
            assert not acknowledged


def flows(kdf: KdfParams) -> dict[str, Flow]:
    """All flows by name."""
    own = (Ingest(), Ask(), Score(), Import(), Passphrase(), Tidy(), Create(kdf))
    every = (*own, Rotate(), Backup(), Restore())
    return {flow.name: flow for flow in every}
