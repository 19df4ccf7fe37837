"""The bar above a review: whose it is, how far, and what is done with all of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from gui import review_words as words
from gui.pages.review import filtering
from gui.pages.viewer_bar import ElidedLabel
from gui.spacing import XS, M, S
from gui.widgets import buttons, labels

if TYPE_CHECKING:
    from appliance.review.records import Review
    from gui.session import Session


class ReviewBar(QFrame):
    """Signals: what was pressed."""

    left = Signal()
    case_wanted = Signal()
    resume_wanted = Signal()
    again_wanted = Signal()
    report_wanted = Signal()
    sign_wanted = Signal()

    def __init__(self, session: Session, case: str) -> None:
        super().__init__()
        self._session = session
        self.setProperty("look", "bar")
        self.state = labels.pill("")
        self.about = ElidedLabel()
        self.about.setProperty("tone", "muted")
        self.resume = buttons.push(self.tr("Go o&n"), self.resume_wanted.emit, icon="play")
        self.again = buttons.push(
            self.tr("Run aga&in…"),
            self.again_wanted.emit,
            look="link",
            icon="repeat",
            hint=self.tr("Review once more with the same models, and show what differs."),
        )
        self.report = buttons.push(
            self.tr("R&eport…"), self.report_wanted.emit, look="link", icon="document"
        )
        self.sign = buttons.push(
            self.tr("Sig&n off…"), self.sign_wanted.emit, look="primary", icon="check"
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(S, XS, M, XS)
        row.setSpacing(S)
        row.addWidget(
            buttons.push(self.tr("&All reviews"), self.left.emit, look="link", icon="previous")
        )
        name = labels.heading(case)
        name.setObjectName("caseName")
        row.addWidget(name)
        row.addWidget(self.about, 1)
        row.addWidget(self.state)
        row.addWidget(
            buttons.push(self.tr("&Open case"), self.case_wanted.emit, look="link", icon="cases")
        )
        for button in (self.again, self.report, self.resume, self.sign):
            row.addWidget(button)

    def show_review(self, review: Review | None, *, busy: bool) -> None:
        """Say how far it is, and offer what may be done now."""
        may = self._session.may
        state = "" if review is None else review.state
        for widget in (self.state, self.report):
            widget.setVisible(review is not None)
        self.again.setVisible(state not in ("", "proposing") and may("REPLAY_REVIEW"))
        self.resume.setVisible(state == "proposing" and may("REVIEW"))
        self.resume.setEnabled(not busy)
        self.sign.setVisible(state in ("open", "submitted", "signed"))
        if review is None:
            self.about.show_text("")
            return
        title = words.checklist_title(review.checklist)
        self.about.show_text(f"{title} {review.checklist.version}, {review.today}")
        self.state.setText(words.word(words.REVIEW_STATES, review.state))
        labels.set_tone(self.state, words.REVIEW_STATE_TONES[review.state])
        left = len(review.items) - filtering.decided(review)
        labels.set_tip(self.sign, self.tr("%n item(s) still to decide", "", left) if left else "")
