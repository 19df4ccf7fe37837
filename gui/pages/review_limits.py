"""What each role may decide, waive and check in reviews by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from appliance.review.records import LEVELS, LIMITED_ROLES, Limits
from gui import review_words as words
from gui.pages.users import role_name
from gui.spacing import XL, L, M, S
from gui.widgets import buttons, labels
from gui.widgets.banner import ErrorBanner
from gui.widgets.frame import card

if TYPE_CHECKING:
    from gui.session import Session

# As the record of the limits names them.
_PARTS = ("decide", "waive", "check")
_CHOICE_PX = 170


class ReviewLimitsPage(QWidget):
    """The administrator sets the limits; others see them."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._kept = Limits()
        self.banner = ErrorBanner()
        self.notice = labels.note(tone="good")
        self.notice.hide()
        self.choices: dict[tuple[str, str], QComboBox] = {}
        self.keep = buttons.push(
            self.tr("Put in force"), self.put_in_force, look="primary", icon="check"
        )
        self._build()
        self._judge()

    def _build(self) -> None:
        may = self._session.may("SET_REVIEW_LIMITS")
        titles = {
            "decide": self.tr("Decides items up to"),
            "waive": self.tr("Waives exceptions up to"),
            "check": self.tr("Signs as checker over exceptions up to"),
        }
        frame, inside = card(spacing=M)
        inside.addWidget(labels.heading(self.tr("What a role may do in reviews by itself")))
        inside.addWidget(
            labels.note(
                self.tr(
                    "Limits go by the severity of an item. Somebody with several roles has the"
                    " highest of their limits. Whoever signed as the maker or decided an item never"
                    " checks the same review, whatever stands here."
                )
            )
        )
        grid = QGridLayout()
        grid.setHorizontalSpacing(XL)
        grid.setVerticalSpacing(S)
        for column, part in enumerate(_PARTS, start=1):
            head = labels.note(titles[part], tone="text")
            grid.addWidget(head, 0, column)
        for row, role in enumerate(LIMITED_ROLES, start=1):
            grid.addWidget(labels.plain(role_name(role)), row, 0)
            for column, part in enumerate(_PARTS, start=1):
                choice = QComboBox()
                choice.setMinimumWidth(_CHOICE_PX)
                choice.setAccessibleName(f"{role_name(role)}: {titles[part]}")
                for severity in LEVELS:
                    name = words.word(words.SEVERITIES, severity) if severity else self.tr("none")
                    choice.addItem(name, severity)
                choice.setEnabled(may)
                choice.currentIndexChanged.connect(lambda _index: self._judge())
                self.choices[part, role] = choice
                grid.addWidget(choice, row, column)
        grid.setColumnStretch(len(_PARTS) + 1, 1)
        inside.addLayout(grid)
        below = QHBoxLayout()
        below.addStretch(1)
        below.addWidget(self.keep)
        inside.addLayout(below)
        self.keep.setVisible(may)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, L, 0, 0)
        column_.setSpacing(L)
        for widget in (self.banner, self.notice, frame):
            column_.addWidget(widget)
        column_.addStretch(1)

    def refresh(self) -> None:
        """Read the limits again."""
        office = self._session.office
        self._session.lanes.run(
            self,
            lambda job: office.decisions.limits(),
            on_done=self._show,
            on_error=self.banner.show_error,
        )

    def _show(self, limits: Limits) -> None:
        self._kept = limits
        for (part, role), choice in self.choices.items():
            choice.setCurrentIndex(choice.findData(getattr(limits, part).get(role, "")))
        self._judge()

    @property
    def limits(self) -> Limits:
        """What is chosen now."""
        return Limits(
            *({role: str(self.choices[part, role].currentData()) for role in LIMITED_ROLES}
              for part in _PARTS)
        )  # fmt: skip

    def put_in_force(self) -> None:
        """Keep what is chosen."""
        office, wanted = self._session.office, self.limits
        self.banner.clear()
        self.notice.hide()
        self.keep.setEnabled(False)
        self._session.lanes.run(
            self,
            lambda job: office.decisions.set_limits(wanted),
            on_done=self._kept_now,
            on_error=self.banner.show_error,
            on_end=self._judge,
        )

    def _kept_now(self, limits: Limits) -> None:
        self._show(limits)
        self.notice.setText(self.tr("These limits hold from now on, for all reviews."))
        self.notice.show()

    def _judge(self) -> None:
        full = len(self.choices) == len(_PARTS) * len(LIMITED_ROLES)
        self.keep.setEnabled(full and self.limits != self._kept)
