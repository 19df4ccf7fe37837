"""A vault whose sample customer is reviewed, with the staff who decide and sign."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from appliance.jobs import Job
from gui.pages.review.page import ReviewPage
from tests import reviews
from tests.e2e.gui.conftest import PASSPHRASE, STAFF

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.app.office import Office
    from tests.e2e.gui.conftest import Driver

CASE = "Sample"
CHECKLIST = "loan-file"


def enter(vault: Path, name: str) -> Office:
    """The office of one of the staff, without a window."""
    from appliance.app.office import Office
    from appliance.settings import Settings

    return Office.open(vault, PASSPHRASE, settings=Settings(), user=name or None)


def staffed(filled: Path, folder: Path) -> Path:
    """A copy of the vault with the sample customer, which knows the staff."""
    vault = shutil.copytree(filled, folder / "vault")
    with pytest.MonkeyPatch.context() as patch:
        reviews.cheap(patch)
        office = enter(vault, "")
        for name, role in STAFF.items():
            office.accounts.add(name, PASSPHRASE, (role,))
        office.lock()
    return vault


def decide_all(office: Office, number: int) -> None:
    """Every item of a review, as quickly as the rules allow."""
    for one in office.reviews.show(CASE, number).items:
        if one.state in ("accepted", "corrected"):
            continue
        proposal = one.proposal
        assert proposal is not None
        if proposal.verdict == "needs a person":
            verdict = "not met" if proposal.evidence else "not found"
            office.decisions.decide(
                CASE,
                number,
                one.place,
                "corrected",
                verdict=verdict,
                reason="Looked at with the file on the desk.",
                keep=True,
                after=len(one.before) + (one.decision is not None),
            )
        else:
            after = len(one.before) + (one.decision is not None)
            office.decisions.decide(CASE, number, one.place, "accepted", after=after)


def begin(vault: Path, name: str, checklist: str = CHECKLIST) -> int:
    """A review by one of the staff; its number."""
    office = enter(vault, name)
    number = office.reviews.start(CASE, checklist, job=Job()).id
    office.lock()
    return number


def opened(driver: Driver, number: int = 1) -> ReviewPage:
    """The page of a review, with the first page of evidence on screen."""
    driver.station.open_review(CASE, number)
    page = driver.page(ReviewPage)
    driver.until(lambda: page.review is not None)
    driver.settle()
    return page
