"""The vault that the pictures show: the sample customer, the staff's work, a measured machine."""

from __future__ import annotations

import secrets
import time
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def passphrase_file(vault: Path) -> Path:
    """Where the passphrase of the throw-away vault is kept, beside it."""
    return vault.with_suffix(".passphrase")


def packs(vault: Path) -> Path:
    """Where head office's packs for the pictures are, beside the vault."""
    return vault.with_suffix(".packs")


class LastYear:
    """A clock of 400 days ago, for the older cases."""

    def now(self) -> datetime:
        """The time of day then."""
        return datetime.now(UTC) - timedelta(days=400)

    def monotonic(self) -> float:
        """The machine's own."""
        return time.monotonic()


def fill(vault: Path) -> None:
    """A vault with the sample customer, its questions answered and its applicants scored.

    The machine and its language model are measured, so this takes some minutes.
    """
    import review_pictures
    import sample_publisher

    from appliance.app import demo
    from appliance.app.office import Office
    from appliance.documents.records import RetentionPolicy
    from appliance.jobs import Job
    from appliance.settings import Settings

    passphrase = secrets.token_urlsafe(16)
    passphrase_file(vault).write_text(passphrase)
    settings = Settings()
    office, _ = Office.create(vault, passphrase, settings=settings, clock=LastYear())
    try:
        for name in ("Brightwater Dental, refinancing", "Orchard Lane Nursery, overdraft"):
            office.cases.new(name)
        office.cases.hold("Brightwater Dental, refinancing", "letter of the court, 17/2025")
        office.cases.close("Orchard Lane Nursery, overdraft")
        office.cases.set_retention(RetentionPolicy(after_use_days=0, after_closing_days=365))
    finally:
        office.lock()
    office = Office.open(vault, passphrase, settings=settings)
    try:
        sample_publisher.prepare(office, packs(vault))
        office.cases.new(demo.CASE)
        office.documents.add(demo.CASE, demo.sample_documents(), Job())
        for _, question in demo.sample_questions():
            office.answers.ask(demo.CASE, question, job=Job())
        model = office.scores.model().manifest.name
        applicants = demo.SAMPLE / "applicants.csv"
        office.scores.score_csv(model, applicants, explain=True, case=demo.CASE, job=Job())
        review_pictures.prepare(office)
        office.machine.measure(Job())
        office.tuning.tune(job=Job())
    finally:
        office.lock()


def _applicants() -> list[str]:
    from appliance.app import demo

    return (demo.SAMPLE / "applicants.csv").read_text("utf-8").splitlines()


def third_applicant() -> dict[str, str]:
    """The weakest of the three applicants, with one value outside the training range."""
    lines = _applicants()
    values = dict(zip(lines[0].split(","), lines[3].split(","), strict=True))
    return {**values, "PAY_AMT1": "150000"}


def faulty_applicants() -> str:
    """The three applicants and three rows that cannot be scored."""
    lines = _applicants()
    good = lines[2].split(",")
    faults = []
    for row_id, place, value in (("A-1004", 1, ""), ("A-1005", 2, "late"), ("A-1006", 1, "-5000")):
        row = [row_id, *good[1:]]
        row[place] = value
        faults.append(",".join(row))
    return "\n".join([*lines, *faults]) + "\n"
