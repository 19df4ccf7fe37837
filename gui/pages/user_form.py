"""Forms for a user: name, first passphrase, roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication, Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from gui.spacing import CARD_WIDTH, FORM_WIDTH, XL, XS, L, M, S
from gui.widgets import buttons, labels
from gui.widgets.field import Field
from gui.widgets.newsecret import NewSecret

if TYPE_CHECKING:
    from collections.abc import Iterable

_MAY = {
    "officer": QT_TRANSLATE_NOOP("roles", "works with cases, documents and scores"),
    "reviewer": QT_TRANSLATE_NOOP("roles", "reads cases, puts them on hold, asks questions"),
    "model_owner": QT_TRANSLATE_NOOP("roles", "imports and chooses models; sees no case"),
    "administrator": QT_TRANSLATE_NOOP("roles", "users, backups, retention; sees no case"),
    "auditor": QT_TRANSLATE_NOOP("roles", "reads the record of what was done; sees no case"),
}


class RoleChoice(QWidget):
    """One tick per role, each with what it may do. Signals: `changed`."""

    changed = Signal()

    def __init__(self, chosen: Iterable[str] = ()) -> None:
        super().__init__()
        from gui.pages.users import ROLES, role_name

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(XS)
        ticked = set(chosen)
        self.ticks: dict[str, QCheckBox] = {}
        for role in ROLES:
            tick = QCheckBox(role_name(role))
            tick.setChecked(role in ticked)
            words = QCoreApplication.translate("roles", str(_MAY[role]))
            tick.setAccessibleDescription(words)
            tick.toggled.connect(self.changed)
            self.ticks[role] = tick
            column.addWidget(tick)
            note = labels.note(words)
            note.setContentsMargins(XL, 0, 0, S)
            column.addWidget(note)
        self.setFocusProxy(next(iter(self.ticks.values())))

    def chosen(self) -> tuple[str, ...]:
        """The roles that are ticked."""
        return tuple(role for role, tick in self.ticks.items() if tick.isChecked())


class UserDialog(QDialog):
    """A new user; `taken` gives name, first passphrase and roles, once."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Add a user"))
        self.name = QLineEdit()
        self.name.setMaxLength(60)
        self.secret = NewSecret()
        self.choice = RoleChoice(("officer",))
        self.add = buttons.push(self.tr("&Add the user"), self.accept, look="primary", icon="add")
        left = QVBoxLayout()
        left.setSpacing(M)
        left.addWidget(Field(self.tr("&User's name"), self.name))
        left.addWidget(
            labels.note(
                self.tr(
                    "Let the user type the first passphrase. Each user can change their own under"
                    " Settings."
                )
            )
        )
        left.addWidget(self.secret)
        left.addStretch(1)
        right = QVBoxLayout()
        right.setSpacing(S)
        right.addWidget(labels.heading(self.tr("Roles")))
        right.addWidget(self.choice)
        right.addStretch(1)
        sides = QHBoxLayout()
        sides.setSpacing(XL)
        sides.addLayout(left, 1)
        sides.addLayout(right, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(L)
        column.addLayout(sides)
        column.addLayout(_answers(buttons.push(self.tr("C&ancel"), self.reject), self.add))
        width = FORM_WIDTH + 80
        # A dialog is not made higher for text that wraps, unless it is told so.
        self.setMinimumSize(width, column.totalHeightForWidth(width))
        self.name.textChanged.connect(self._judge)
        self.secret.changed.connect(self._judge)
        self.choice.changed.connect(self._judge)
        self.name.setFocus()
        self._judge()

    def taken(self) -> tuple[str, str, tuple[str, ...]]:
        """What was typed; the lines of the passphrase forget it."""
        return self.name.text().strip(), self.secret.take(), self.choice.chosen()

    def _judge(self) -> None:
        ready = bool(self.name.text().strip()) and self.secret.acceptable()
        self.add.setEnabled(ready and bool(self.choice.chosen()))


class RolesDialog(QDialog):
    """Other roles for a user."""

    def __init__(self, parent: QWidget, name: str, roles: Iterable[str]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Roles of {name}").format(name=name))
        self.setMinimumWidth(CARD_WIDTH)
        self.choice = RoleChoice(roles)
        self.change = buttons.push(self.tr("&Change the roles"), self.accept, look="primary")
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(M)
        column.addWidget(self.choice)
        column.addWidget(
            labels.note(
                self.tr(
                    "Keys that the roles need and you do not hold are missing until somebody who"
                    " holds them lets the user in."
                )
            )
        )
        column.addLayout(_answers(buttons.push(self.tr("C&ancel"), self.reject), self.change))
        self.choice.changed.connect(self._judge)
        self._judge()

    def _judge(self) -> None:
        self.change.setEnabled(bool(self.choice.chosen()))


class ReadmitDialog(QDialog):
    """A new first passphrase for somebody who forgot theirs."""

    def __init__(self, parent: QWidget, name: str) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("New first passphrase for {name}").format(name=name))
        self.setMinimumWidth(CARD_WIDTH)
        self.secret = NewSecret()
        self.change = buttons.push(self.tr("&Change it"), self.accept, look="primary", icon="key")
        column = QVBoxLayout(self)
        column.setContentsMargins(XL, XL, XL, L)
        column.setSpacing(M)
        column.addWidget(
            labels.body(
                self.tr(
                    "Let the user type it. They get the keys that you hold and their role needs;"
                    " for others somebody else must let them in."
                )
            )
        )
        column.addWidget(self.secret)
        column.addLayout(_answers(buttons.push(self.tr("C&ancel"), self.reject), self.change))
        self.secret.changed.connect(self._judge)
        self.secret.setFocus()
        self._judge()

    def _judge(self) -> None:
        self.change.setEnabled(self.secret.acceptable())


def _answers(no: QWidget, yes: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(S)
    row.addStretch(1)
    row.addWidget(no)
    row.addWidget(yes)
    return row
