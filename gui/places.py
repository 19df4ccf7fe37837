"""The places of the window, in the order of the rail, and whom each is for."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gui.session import Session

# Each place with the actions of which one at least must be allowed; none: for everybody.
PLACES: dict[str, tuple[str, ...]] = {
    "cases": ("VIEW_CASES",),
    "reviews": ("REVIEW", "CHANGE_CHECKLISTS"),
    "risk": ("SCORE",),
    "models": ("VIEW_MODELS",),
    "audit": ("VIEW_AUDIT", "VERIFY_AUDIT"),
    "protection": ("EXPORT_PROOF",),
    "administration": ("VIEW_USERS", "BACK_UP", "VERIFY_BACKUP"),
    "settings": (),
}

# Where a user begins who sees no cases: the first that the roles are about.
_BEGINNINGS = (
    ("cases", "VIEW_CASES"),
    ("administration", "ADD_USER"),
    ("audit", "VIEW_AUDIT"),
    ("models", "VIEW_MODELS"),
)


def reachable(session: Session, place: str) -> bool:
    """Whether this user's roles allow anything there."""
    needed = PLACES[place]
    return not needed or any(map(session.may, needed))


def beginning(session: Session) -> str:
    """The first page for this user."""
    return next((place for place, need in _BEGINNINGS if session.may(need)), "settings")
