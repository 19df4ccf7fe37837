"""Pictures of a review: beginning one, its three panes, sign-off, report, runs, checklists."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from screenshots import Photographer

    from appliance.app.office import Office

CHECKLIST = "loan-file"
# Items that are decided in the pictures; the others are open.
DECIDED = 6
NAMES = {
    "review-start": "_start",
    "review": "_review",
    "review-exception": "_exception",
    "review-signing": "_signing",
    "review-report": "_report",
    "review-again": "_again",
    "reviews": "_reviews",
    "checklists": "_checklists",
    "review-limits": "_limits",
}


def prepare(office: Office) -> None:
    """A review of the sample customer, some of it decided, and one of its agreement."""
    from appliance.app import demo
    from appliance.jobs import Job

    review = office.reviews.start(demo.CASE, CHECKLIST, job=Job())
    for one in review.items[:DECIDED]:
        proposal = one.proposal
        assert proposal is not None
        if proposal.verdict == "needs a person":
            office.decisions.decide(
                demo.CASE,
                review.id,
                one.place,
                "corrected",
                verdict="not met" if proposal.evidence else "not found",
                reason="Looked at with the customer's file on the desk.",
                keep=True,
            )
        else:
            office.decisions.decide(demo.CASE, review.id, one.place, "accepted")
    office.reviews.start(demo.CASE, "nda", job=Job())
    office.reviews.batch([one.name for one in office.cases.list()], CHECKLIST, job=Job())


def take(photographer: Photographer, name: str) -> None:
    """One of the parts."""
    globals()[NAMES[name]](photographer)


def _open(photographer: Photographer, number: int):  # noqa: ANN202 - a page, imported below
    from appliance.app import demo
    from gui.pages.review.page import ReviewPage

    photographer.station.open_review(demo.CASE, number)
    page = photographer.page(ReviewPage)
    photographer.settled()
    return page


def _start(photographer: Photographer) -> None:
    _open(photographer, 0)
    photographer.shoot("review-start")


def _review(photographer: Photographer) -> None:
    page = _open(photographer, 1)
    page.next_open()
    photographer.settled(0.8)
    photographer.shoot("review")
    page.next_open()
    page.decision.edit("corrected")
    photographer.settled(0.8)
    photographer.shoot("review-correcting")
    page.decision.stop_editing()


def _exception(photographer: Photographer) -> None:
    """An item that something elsewhere limits: the agreement's review has some."""
    page = _open(photographer, 2)
    limited = next(
        (
            one.place
            for one in page.review.items
            if one.proposal is not None
            and any(place.side == "exception" for place in one.proposal.evidence)
        ),
        0,
    )
    page.panes.select(limited)
    photographer.settled(0.8)
    photographer.shoot("review-exception")


def _signing(photographer: Photographer) -> None:
    from gui.pages.review.signing import SigningDialog

    page = _open(photographer, 1)
    photographer.shoot_dialog(
        "review-signing", SigningDialog(page, page._session, page._case, page.review)
    )


def _report(photographer: Photographer) -> None:
    from gui.pages.review.report import ReportDialog

    page = _open(photographer, 1)
    photographer.shoot_dialog(
        "review-report", ReportDialog(page, page._session, page._case, page.review), 0.8
    )


def _again(photographer: Photographer) -> None:
    from gui.pages.review.replaying import ReplayDialog

    page = _open(photographer, 1)
    photographer.shoot_dialog(
        "review-again", ReplayDialog(page, page._session, page._case, page.review), 0.8
    )


def _reviews(photographer: Photographer) -> None:
    from gui.pages.reviews import ReviewsPage

    photographer.station.show_review_list()
    page = photographer.page(ReviewsPage)
    photographer.settled()
    photographer.shoot("reviews")
    assert page.batches is not None
    page.tabs.setCurrentWidget(page.batches)
    photographer.settled()
    photographer.shoot("reviews-many")
    _away(photographer)


def _away(photographer: Photographer) -> None:
    """The locked screen while a run goes on, which ends in the lock of the vault.

    What runs is a review that is run again, so that no later picture has more reviews than others.
    """
    from appliance.app import demo
    from gui.pages.away import AwayPage

    session = photographer.window.session
    assert session is not None
    office, runs = session.office, session.runs
    runs.start(lambda job: office.reviews.replay(demo.CASE, 1, job=job), stays=True)
    photographer.window.leave()
    away = photographer.window.findChild(AwayPage)
    photographer.wait(lambda: away.bar.maximum() > 0)
    photographer.shoot("reviews-away")
    photographer.wait(lambda: runs.task is None)
    photographer.settled()
    photographer.unlock()


def _checklists(photographer: Photographer) -> None:
    from gui.pages.checklists.editor import ChecklistEditor
    from gui.pages.reviews import ReviewsPage

    photographer.station.show_review_list()
    page = photographer.page(ReviewsPage)
    page.tabs.setCurrentWidget(page.checklists)
    photographer.settled()
    photographer.shoot("checklists")
    chosen = page.checklists.chosen
    assert chosen is not None
    session = page.checklists._session
    photographer.shoot_dialog("checklist-editor", ChecklistEditor(page, session, chosen, ()))
    editor = ChecklistEditor(page, session, session.office.checklists.show("loan-file"), ())
    editor.items.choose([item.id for item in editor.items.rows].index("valuation-on-file"))
    editor.show()
    editor.form.area.ensureWidgetVisible(editor.form.rule.paper_date.before)
    photographer.shoot_dialog("checklist-rule", editor)


def _limits(photographer: Photographer) -> None:
    from gui.pages.administration import AdministrationPage

    photographer.station.show_administration()
    page = photographer.page(AdministrationPage)
    assert page.limits is not None
    page.tabs.setCurrentWidget(page.limits)
    photographer.settled()
    photographer.shoot("review-limits")
