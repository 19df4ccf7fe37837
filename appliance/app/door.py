"""Permission, audit line and activity stamp around every action, in one place."""

from __future__ import annotations

import enum
import threading
from contextlib import contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING

from appliance.audit.events import Event
from appliance.errors import ApplianceError, Cancelled, NotAllowed, VaultLocked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.audit.log import AuditLog
    from appliance.clock import Clock
    from appliance.vault.store import Vault


class Action(enum.Enum):
    """The closed list of what a person may do; the value reads after “Your role does not allow”."""

    VIEW_CASES = "look at cases"
    VIEW_MODELS = "look at models"
    CREATE_CASE = "open a case"
    REMOVE_CASE = "delete a case"
    ADD_DOCUMENTS = "add documents"
    REMOVE_DOCUMENT = "delete a document"
    SEARCH = "search a case"
    ASK = "ask a question"
    REPLAY = "make an answer again"
    SCORE = "score an applicant"
    EXPORT = "write results to a file"
    IMPORT_MODEL = "import a model"
    ACTIVATE_MODEL = "choose the active model"
    VERIFY_MODEL = "verify a model"
    REMOVE_MODEL = "delete a model"
    CHANGE_PASSPHRASE = "change the passphrase"  # noqa: S105 - the name of an action


# Looking leaves no line; everything else does.
EVENTS: dict[Action, Event] = {
    Action.CREATE_CASE: Event.CASE_CREATED,
    Action.REMOVE_CASE: Event.CASE_REMOVED,
    Action.ADD_DOCUMENTS: Event.DOCUMENT_ADDED,
    Action.REMOVE_DOCUMENT: Event.DOCUMENT_REMOVED,
    Action.SEARCH: Event.SEARCHED,
    Action.ASK: Event.ASKED,
    Action.REPLAY: Event.ANSWER_REPLAYED,
    Action.SCORE: Event.SCORED,
    Action.EXPORT: Event.EXPORTED,
    Action.IMPORT_MODEL: Event.MODEL_IMPORTED,
    Action.ACTIVATE_MODEL: Event.MODEL_ACTIVATED,
    Action.VERIFY_MODEL: Event.MODEL_VERIFIED,
    Action.REMOVE_MODEL: Event.MODEL_REMOVED,
    Action.CHANGE_PASSPHRASE: Event.PASSPHRASE_CHANGED,
}

# A vault has one role so far: whoever can open it may do everything in it.
OWNER: frozenset[Action] = frozenset(Action)


class Visit:
    """One action under way; `note` adds facts to its audit line."""

    def __init__(self, details: dict[str, str | int | float | bool]) -> None:
        self.details = details

    def note(self, **details: str | int | float | bool) -> None:
        """Add facts; never document text, answers or values of a customer."""
        self.details.update(details)


class Door:
    """Checks, stamps and records. May be used from any thread."""

    def __init__(
        self, vault: Vault, audit: AuditLog, clock: Clock, *, permitted: frozenset[Action] = OWNER
    ) -> None:
        self._vault = vault
        self._audit = audit
        self._clock = clock
        self._permitted = permitted
        self._locked = threading.Event()
        self._last_s = clock.monotonic()

    @property
    def idle_s(self) -> float:
        """Seconds since the last action or touch."""
        return self._clock.monotonic() - self._last_s

    def touch(self) -> None:
        """The person did something, even if only in the window."""
        self._last_s = self._clock.monotonic()

    def shut(self) -> None:
        """Let nobody in any more: the vault is being locked."""
        self._locked.set()

    def check(self, action: Action) -> None:
        """Permission without an audit line, for looking at lists and pages.

        Raises: VaultLocked, NotAllowed.
        """
        if self._locked.is_set():
            raise VaultLocked
        if action not in self._permitted:
            raise NotAllowed(action=action.value)
        self.touch()

    @contextmanager
    def enter(
        self,
        action: Action,
        subject: str,
        *,
        whole: bool = True,
        **details: str | int | float | bool,
    ) -> Iterator[Visit]:
        """Check permission, run the block, then write its audit line, also when it fails.

        The line of a failure has the error's code, “bug” for what should not happen, or
        “interrupted” when the program is being ended.

        With `whole` the block and its line are one transaction: both are kept or neither. Slow
        work that commits on its own way passes `whole=False`.
        Raises: VaultLocked, NotAllowed, and what the block raises.
        """
        self.check(action)
        visit = Visit(dict(details))
        try:
            with self._vault.transaction() if whole else nullcontext():
                yield visit
                self._line(action, subject, visit, "done")
        except Cancelled:
            self._line(action, subject, visit, "cancelled")
            raise
        except ApplianceError as error:
            visit.note(error=error.code)
            self._line(action, subject, visit, "failed")
            raise
        except BaseException as error:
            visit.note(error="bug" if isinstance(error, Exception) else "interrupted")
            # The vault may be locked by now, or the bug be in the line itself: neither may hide it.
            with suppress(Exception):
                self._line(action, subject, visit, "failed")
            raise
        finally:
            self.touch()

    def _line(self, action: Action, subject: str, visit: Visit, outcome: str) -> None:
        if self._locked.is_set():
            return
        with self._vault.transaction():
            self._audit.append(EVENTS[action], subject, outcome=outcome, **visit.details)
