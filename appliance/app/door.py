"""Permission, audit line and activity stamp around every action, in one place."""

from __future__ import annotations

import enum
import threading
from contextlib import contextmanager, nullcontext, suppress
from contextvars import ContextVar
from typing import TYPE_CHECKING

from appliance.audit.events import Event
from appliance.errors import ApplianceError, Cancelled, NotAllowed, VaultLocked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
    FILL_FORM = "fill a form"
    DECIDE_FIELD = "accept or correct a field"
    CHANGE_FORMS = "change the forms"
    SUMMARISE = "summarise a case"
    REVIEW = "review a case"
    DECIDE_ITEM = "decide an item of a review"
    SUBMIT_REVIEW = "sign a review as its maker"
    CHECK_REVIEW = "sign a review as its checker"
    REOPEN_REVIEW = "open a signed review again"
    REPLAY_REVIEW = "run a review again"
    CHANGE_CHECKLISTS = "change the checklists"
    EXPORT_CHECKLIST = "write a checklist to a file"
    SET_REVIEW_LIMITS = "change what a role may decide in reviews"
    SET_MASKING = "change what is masked in a case"
    UNMASK = "see what is masked"
    SCORE = "score an applicant"
    EXPORT = "write results to a file"
    IMPORT_MODEL = "import a model"
    ACTIVATE_MODEL = "choose the active model"
    VERIFY_MODEL = "verify a model"
    REMOVE_MODEL = "delete a model"
    ROLL_BACK_MODEL = "go back to an older model"
    TUNE_MODEL = "tune a model for this machine"
    DERIVE_MODEL = "make other weights of a model"
    BUILD_PACK = "build a pack"
    IMPORT_PACK = "import a pack"
    CHANGE_TRUST = "change whom the vault trusts"
    CHANGE_PASSPHRASE = "change the passphrase"  # noqa: S105 - the name of an action
    CHANGE_RECOVERY_CODE = "make a new recovery code"
    CHANGE_RECOVERY_SHARES = "change the recovery by two persons"
    ROTATE_KEYS = "rotate the keys"
    VIEW_USERS = "see the users"
    ADD_USER = "add a user"
    CONFIRM_USER = "let a user in"
    CHANGE_USER = "change a user"
    REMOVE_USER = "remove a user"
    CLOSE_CASE = "close a case"
    REOPEN_CASE = "open a closed case again"
    HOLD_CASE = "put a legal hold on a case"
    RELEASE_CASE = "lift a legal hold"
    SET_RETENTION = "change the retention rules"
    APPLY_RETENTION = "delete what is past its time"
    BACK_UP = "make a backup"
    VERIFY_BACKUP = "verify a backup"
    VIEW_AUDIT = "read the audit chain"
    VERIFY_AUDIT = "verify the audit chain"
    EXPORT_AUDIT = "export the audit chain"
    SIGN_CHECKPOINT = "sign a checkpoint"
    ACCEPT_ROLLBACK = "accept an older state of the vault"
    EXPORT_PROOF = "export the offline proof"
    CHANGE_SETTINGS = "change the settings"
    VIEW_USAGE = "see what the models did"
    EXPORT_USAGE = "write what the models did to a file"
    MEASURE_MACHINE = "measure this machine"


# Looking leaves no line; everything else does.
EVENTS: dict[Action, Event] = {
    Action.CREATE_CASE: Event.CASE_CREATED,
    Action.REMOVE_CASE: Event.CASE_REMOVED,
    Action.ADD_DOCUMENTS: Event.DOCUMENT_ADDED,
    Action.REMOVE_DOCUMENT: Event.DOCUMENT_REMOVED,
    Action.SEARCH: Event.SEARCHED,
    Action.ASK: Event.ASKED,
    Action.REPLAY: Event.ANSWER_REPLAYED,
    Action.FILL_FORM: Event.FORM_FILLED,
    Action.DECIDE_FIELD: Event.FIELD_DECIDED,
    Action.CHANGE_FORMS: Event.FORMS_CHANGED,
    Action.SUMMARISE: Event.SUMMARISED,
    Action.REVIEW: Event.REVIEWED,
    Action.DECIDE_ITEM: Event.REVIEW_DECIDED,
    Action.SUBMIT_REVIEW: Event.REVIEW_SUBMITTED,
    Action.CHECK_REVIEW: Event.REVIEW_SIGNED,
    Action.REOPEN_REVIEW: Event.REVIEW_REOPENED,
    Action.REPLAY_REVIEW: Event.REVIEW_REPLAYED,
    Action.CHANGE_CHECKLISTS: Event.CHECKLISTS_CHANGED,
    Action.EXPORT_CHECKLIST: Event.CHECKLIST_EXPORTED,
    Action.SET_REVIEW_LIMITS: Event.REVIEW_LIMITS_CHANGED,
    Action.SET_MASKING: Event.MASKING_CHANGED,
    Action.UNMASK: Event.UNMASKED,
    Action.SCORE: Event.SCORED,
    Action.EXPORT: Event.EXPORTED,
    Action.IMPORT_MODEL: Event.MODEL_IMPORTED,
    Action.ACTIVATE_MODEL: Event.MODEL_ACTIVATED,
    Action.VERIFY_MODEL: Event.MODEL_VERIFIED,
    Action.REMOVE_MODEL: Event.MODEL_REMOVED,
    Action.ROLL_BACK_MODEL: Event.MODEL_ROLLED_BACK,
    Action.TUNE_MODEL: Event.MODEL_TUNED,
    Action.DERIVE_MODEL: Event.MODEL_DERIVED,
    Action.BUILD_PACK: Event.PACK_BUILT,
    Action.IMPORT_PACK: Event.PACK_IMPORTED,
    Action.CHANGE_TRUST: Event.TRUST_CHANGED,
    Action.CHANGE_PASSPHRASE: Event.PASSPHRASE_CHANGED,
    Action.CHANGE_RECOVERY_CODE: Event.RECOVERY_CODE_CHANGED,
    Action.CHANGE_RECOVERY_SHARES: Event.RECOVERY_SHARES_CHANGED,
    Action.ROTATE_KEYS: Event.KEYS_ROTATED,
    Action.ADD_USER: Event.USER_ADDED,
    Action.CONFIRM_USER: Event.USER_CONFIRMED,
    Action.CHANGE_USER: Event.USER_CHANGED,
    Action.REMOVE_USER: Event.USER_REMOVED,
    Action.CLOSE_CASE: Event.CASE_CLOSED,
    Action.REOPEN_CASE: Event.CASE_REOPENED,
    Action.HOLD_CASE: Event.CASE_HELD,
    Action.RELEASE_CASE: Event.CASE_RELEASED,
    Action.SET_RETENTION: Event.RETENTION_CHANGED,
    Action.APPLY_RETENTION: Event.RETENTION_APPLIED,
    Action.BACK_UP: Event.BACKED_UP,
    Action.VERIFY_BACKUP: Event.BACKUP_VERIFIED,
    Action.VIEW_AUDIT: Event.AUDIT_VIEWED,
    Action.VERIFY_AUDIT: Event.AUDIT_VERIFIED,
    Action.EXPORT_AUDIT: Event.AUDIT_EXPORTED,
    Action.SIGN_CHECKPOINT: Event.CHECKPOINT_SIGNED,
    Action.ACCEPT_ROLLBACK: Event.ROLLBACK_ACCEPTED,
    Action.EXPORT_PROOF: Event.PROOF_EXPORTED,
    Action.CHANGE_SETTINGS: Event.SETTINGS_CHANGED,
    Action.EXPORT_USAGE: Event.USAGE_EXPORTED,
    Action.MEASURE_MACHINE: Event.MACHINE_MEASURED,
}

# A window that asks again and again for what is refused fills the chain no faster than this.
REFUSAL_EVERY_S = 60.0

OWNER: frozenset[Action] = frozenset(Action)


class Visit:
    """One action under way; `note` adds facts to its audit line."""

    def __init__(
        self,
        details: dict[str, str | int | float | bool],
        line: Callable[[Visit], None] | None = None,
        *,
        purpose: str = "",
        subject: str = "",
    ) -> None:
        """`purpose` is the action's name in small letters, `subject` that of the audit line."""
        self.details = details
        self.purpose = purpose
        self.subject = subject
        self.lined = False
        self._line = line
        self._with_line: list[Callable[[], object]] = []
        self._with_any_line: list[Callable[[], object]] = []
        self._at_end: list[Callable[[], None]] = []
        self._used: set[str] = set()

    def note(self, **details: str | int | float | bool) -> None:
        """Add facts; never document text, answers or values of a customer."""
        self.details.update(details)

    def line_now(self) -> None:
        """Write the line of success in the transaction under way, not after the block.

        So what a slow action does last and its line are both kept or neither.
        """
        if self._line is not None:
            self._line(self)
        self.lined = True

    def with_line(self, write: Callable[[], object]) -> None:
        """Call `write` in the transaction of the audit line, unless the action failed.

        What it keeps is kept with the line or not at all; it may still `note` facts.
        """
        self._with_line.append(write)

    def with_any_line(self, write: Callable[[], object]) -> None:
        """As `with_line`, also if the action failed: for what happened all the same."""
        self._with_any_line.append(write)

    def at_end(self, step: Callable[[], None]) -> None:
        """Call `step` when the visit is over, however it went."""
        self._at_end.append(step)

    def first_use(self, digest: str) -> bool:
        """True at the first call for a model in this visit."""
        first = digest not in self._used
        self._used.add(digest)
        return first

    def write(self, *, failed: bool = False) -> None:
        """Do what belongs to the line."""
        for step in self._with_any_line if failed else self._with_line + self._with_any_line:
            step()

    def end(self) -> None:
        """Do what belongs to the end; may be called once."""
        for step in self._at_end:
            step()


_UNDER_WAY: ContextVar[Visit | None] = ContextVar("visit", default=None)


def under_way() -> Visit | None:
    """The visit that this thread's work belongs to, or None."""
    return _UNDER_WAY.get()


class Door:
    """Checks, stamps and records. May be used from any thread."""

    def __init__(
        self,
        vault: Vault,
        audit: AuditLog,
        clock: Clock,
        *,
        permitted: Callable[[], frozenset[Action]] = lambda: OWNER,
    ) -> None:
        """`permitted` is asked each time, because an administrator may change the roles."""
        self._vault = vault
        self._audit = audit
        self._clock = clock
        self._permitted = permitted
        self._locked = threading.Event()
        self._away = threading.Event()
        self._last_s = clock.monotonic()
        self._refused_at_s: dict[Action, float] = {}
        self._refusing = threading.Lock()

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

    def leave(self) -> None:
        """Nobody is here: only what is under way goes on, with the steps that it takes itself."""
        self._away.set()

    def come_back(self) -> None:
        """Somebody who proved who they are is here again."""
        self._away.clear()

    def tag(self, text: str) -> str:
        """A keyed hash that stands for content in an audit line. Raises: VaultLocked."""
        return self._audit.tag(text)

    def check(self, action: Action) -> None:
        """Permission for looking at lists and pages, which leaves no line.

        A refusal leaves one, but for each action only once a minute.
        Raises: VaultLocked, NotAllowed.
        """
        try:
            self.require(action)
        except NotAllowed:
            if self._refusal_is_new(action):
                self._refuse(action, "vault")
            raise

    def require(self, action: Action) -> None:
        """Permission without any line, also when it is refused.

        For `check` and `enter`, and for what nothing may be appended to yet.
        Raises: VaultLocked, NotAllowed.
        """
        if self._locked.is_set() or (self._away.is_set() and under_way() is None):
            raise VaultLocked
        if not self.may(action):
            raise NotAllowed(action=action.value)
        self.touch()

    def may(self, action: Action) -> bool:
        """Whether the present user's roles allow it."""
        return action in self._permitted()

    @contextmanager
    def enter(
        self,
        action: Action,
        subject: str,
        *,
        whole: bool = True,
        announce: bool = False,
        **details: str | int | float | bool,
    ) -> Iterator[Visit]:
        """Check permission, run the block, then write its audit line, also when it fails.

        The line of a failure has the error's code, “bug” for what should not happen, or
        “interrupted” when the program is being ended.

        With `whole` the block and its line are one transaction: both are kept or neither. Slow
        work passes `whole=False` and leaves what it keeps to `Visit.with_line`. Work that must
        commit on its way, or writes beside the database, passes `announce` too: then a line that
        it begins comes first, and if that cannot be written it does not begin.
        A refusal leaves a line too.
        Raises: VaultLocked, NotAllowed, and what the block raises.
        """
        try:
            self.require(action)
        except NotAllowed:
            self._refuse(action, subject)
            raise
        visit = Visit(
            dict(details),
            lambda made: self._line(action, subject, made, "done"),
            purpose=action.name.lower(),
            subject=subject,
        )
        if announce:
            self._line(action, subject, visit, "begun")
        outer = _UNDER_WAY.set(visit)
        try:
            with self._vault.transaction() if whole else nullcontext():
                yield visit
                if not visit.lined:
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
            _UNDER_WAY.reset(outer)
            visit.end()
            self.touch()

    def _refuse(self, action: Action, subject: str) -> None:
        with self._vault.transaction():
            self._audit.append(Event.USER_REFUSED, subject, action=action.value, outcome="refused")

    def _refusal_is_new(self, action: Action) -> bool:
        now_s = self._clock.monotonic()
        with self._refusing:
            before_s = self._refused_at_s.get(action)
            if before_s is not None and now_s - before_s < REFUSAL_EVERY_S:
                return False
            self._refused_at_s[action] = now_s
            return True

    def _line(self, action: Action, subject: str, visit: Visit, outcome: str) -> None:
        if self._locked.is_set():
            if outcome == "done":
                raise VaultLocked  # what cannot be recorded does not happen
            return
        with self._vault.transaction():
            if outcome != "begun":
                visit.write(failed=outcome == "failed")
            self._audit.append(EVENTS[action], subject, outcome=outcome, **visit.details)
