"""Where the keys are: how they lie in memory, and who holds which, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.spacing import S
from gui.widgets import labels
from gui.widgets.frame import card

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.accounts.records import Account
    from gui.session import Session

_CONTENT = {"officer", "reviewer"}
_MODELS = _CONTENT | {"model_owner"}


class KeyHolders(QWidget):
    """One card; names only for those who may see the users."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._named = session.may("VIEW_USERS")
        self.memory = labels.body()
        self.content, self.models, self.control = labels.body(), labels.body(), labels.body()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        frame, inside = card()
        inside.addWidget(labels.heading(self.tr("The keys")))
        for name, shown in (
            (self.tr("In this program's memory"), self.memory),
            (self.tr("Who can decrypt what is in the cases"), self.content),
            (self.tr("Who can decrypt the models"), self.models),
            (self.tr("Who can decrypt accounts, settings and the audit record"), self.control),
        ):
            inside.addWidget(labels.note(name))
            inside.addWidget(shown)
            inside.addSpacing(S // 2)
        inside.addWidget(
            labels.note(
                self.tr(
                    "This is cryptography: whoever is not named here has no key, whatever the"
                    " program says. Recovery codes open everything."
                )
            )
        )
        column.addWidget(frame)
        self._tell(())

    def refresh(self) -> None:
        """Read the users again, if they may be seen."""
        if self._named:
            office = self._session.office
            self._session.lanes.run(self, lambda job: office.accounts.list(), on_done=self._tell)

    def show_memory(self, protection: str) -> None:
        """How the keys lie in memory."""
        words = {
            "hidden": self.tr(
                "hidden: no other program reads them, and they are never written to the disk"
            ),
            "locked": self.tr("locked: they are not written to swap nor to memory images"),
            "ordinary": self.tr(
                "ordinary memory: this system lets the program lock none; use encrypted swap"
            ),
        }
        self.memory.setText(words.get(protection, protection))
        labels.set_tone(self.memory, "warning" if protection == "ordinary" else "good")

    def _tell(self, users: Sequence[Account]) -> None:
        if not self._named:
            self.content.setText(self.tr("branch officers and compliance reviewers"))
            self.models.setText(self.tr("these, and model owners"))
            self.control.setText(self.tr("every user"))
            return
        for label, roles in ((self.content, _CONTENT), (self.models, _MODELS)):
            names = [user.name for user in users if roles & set(user.roles) and not user.waiting]
            label.setText(", ".join(names) or self.tr("nobody but the recovery codes"))
        waiting = [user.name for user in users if user.waiting]
        if waiting:
            self.content.setText(
                self.tr("{names} (waiting to be let in: {waiting})").format(
                    names=self.content.text(), waiting=", ".join(waiting)
                )
            )
        self.control.setText(", ".join(user.name for user in users))
