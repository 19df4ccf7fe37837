"""The cases desk: open a folder for a customer, list, look, close, hold, delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.app.audit import reason as checked_reason
from appliance.app.door import Action
from appliance.app.records import CaseDetail, CaseSummary
from appliance.documents.cases import subject_of
from appliance.errors import BadInput, Cancelled
from appliance.jobs import Job
from appliance.vault.cases import new_ref

if TYPE_CHECKING:
    from appliance.app.door import Door, Visit
    from appliance.documents.records import Case, Due, RetentionPolicy
    from appliance.documents.retention import Retention
    from appliance.documents.store import DocumentStore
    from appliance.vault.case_records import DeletionCertificate

NAME_LIMIT_CHARACTERS = 120
REASON_LIMIT_CHARACTERS = 500


class CaseDesk:
    """What a person may do with cases. Every method raises VaultLocked after the lock.

    What names a case raises KeyNotHeld for a user whose keys open no cases. Retention does not.
    """

    def __init__(self, door: Door, store: DocumentStore, retention: Retention) -> None:
        self._door = door
        self._store = store
        self._retention = retention

    def new(self, name: str) -> CaseSummary:
        """An empty case.

        Raises: CaseExists; BadInput: the name is empty, too long or unprintable.
        """
        name = _checked("The name of the case", name, NAME_LIMIT_CHARACTERS)
        ref = new_ref()
        with self._door.enter(Action.CREATE_CASE, subject_of(ref)):
            case = self._store.new_case(name, ref=ref)
        return _summary(case)

    def list(self) -> tuple[CaseSummary, ...]:
        """All cases, newest first; none of them is opened."""
        self._door.check(Action.VIEW_CASES)
        return tuple(_summary(case) for case in self._store.cases())

    def show(self, name: str) -> CaseDetail:
        """One case with its documents. Raises: CaseUnknown."""
        self._door.check(Action.VIEW_CASES)
        documents = self._store.documents(self._store.case(name).id)
        return CaseDetail(_summary(self._store.case(name)), documents)

    def remove(self, name: str) -> DeletionCertificate:
        """Delete a case with its key, documents, answers and scores; the audit line certifies it.

        Raises: CaseUnknown, CaseHeld, CaseKept.
        """
        with self._door.enter(Action.REMOVE_CASE, self._store.subject(name)) as visit:
            case = self._store.case(name)
            self._retention.check_may_go(case.ref, case.last_used_at)
            certificate = self._store.remove_case(self._store.case(name).id)
            _certify(visit, certificate)
        return certificate

    # Closing and holding ------------------------------------------------------------------------

    def close(self, name: str) -> CaseSummary:
        """Note that a case is done with, from which its retention counts. Raises: CaseUnknown."""
        with self._door.enter(Action.CLOSE_CASE, self._store.subject(name)):
            self._store.close_case(self._store.case(name).id)
            return _summary(self._store.case(name))

    def reopen(self, name: str) -> CaseSummary:
        """Undo `close`. Raises: CaseUnknown."""
        with self._door.enter(Action.REOPEN_CASE, self._store.subject(name)):
            self._store.reopen_case(self._store.case(name).id)
            return _summary(self._store.case(name))

    def hold(self, name: str, reason: str) -> CaseSummary:
        """Put a legal hold on a case: nothing of it is deleted until `release`.

        The reason is kept sealed; the audit line has its keyed hash.
        Raises: CaseUnknown; BadInput: the reason is empty, too long or unprintable.
        """
        reason = _checked("The reason of the hold", reason, REASON_LIMIT_CHARACTERS)
        with self._door.enter(Action.HOLD_CASE, self._store.subject(name)) as visit:
            tag = self._store.hold_case(self._store.case(name).id, reason)
            visit.note(reason_hash=tag)
            return _summary(self._store.case(name))

    def release(self, name: str) -> CaseSummary:
        """Lift a legal hold; without one nothing changes. Raises: CaseUnknown."""
        with self._door.enter(Action.RELEASE_CASE, self._store.subject(name)):
            self._store.release_case(self._store.case(name).id)
            return _summary(self._store.case(name))

    def hold_reason(self, name: str) -> str:
        """Why a case is held; "" if it is not. Raises: CaseUnknown."""
        self._door.check(Action.VIEW_CASES)
        return self._store.hold_reason(self._store.case(name).id)

    def accept(self, case: str, because: str) -> str:
        """Go on with a case whose database is older than it was, or another; gives its reference.

        `case` is its name or the beginning of its reference, for who may not read names.
        Raises: CaseUnknown, KeyNotHeld, VaultDamaged; BadInput: no reason, or nothing to accept.
        """
        why = checked_reason(because)
        self._door.check(Action.ACCEPT_ROLLBACK)
        ref = self._store.ref_of(case)
        with self._door.enter(Action.ACCEPT_ROLLBACK, subject_of(ref), reason=why):
            if not self._store.accept_rollback(ref):
                raise BadInput(what="An acceptance", why="there is nothing to accept")
        return ref

    # Retention ----------------------------------------------------------------------------------

    def retention(self) -> RetentionPolicy:
        """The policy in force."""
        self._door.check(Action.VIEW_MODELS)  # everybody may know the rules of the house
        return self._retention.policy()

    def set_retention(self, policy: RetentionPolicy) -> RetentionPolicy:
        """Put another policy in force. Raises: BadInput."""
        with self._door.enter(
            Action.SET_RETENTION,
            "retention",
            after_use_days=policy.after_use_days,
            after_closing_days=policy.after_closing_days,
        ):
            self._retention.set_policy(policy)
        return policy

    def due(self) -> tuple[Due, ...]:
        """What `apply_retention` would delete now; held cases are never due."""
        self._door.check(Action.APPLY_RETENTION)
        return self._retention.due()

    def apply_retention(
        self, *, dry_run: bool = False, job: Job | None = None, clock_is_right: bool = False
    ) -> tuple[DeletionCertificate, ...]:
        """Delete every case that is due, each with a line and a certificate of its own.

        Needs no key of any case. With `dry_run` nothing is deleted and nothing given; see `due`.
        A cancelled job ends it between two cases; what was deleted by then is given.
        `clock_is_right` is a person's word for a clock that is far past what the vault saw.
        Raises: ClockDoubtful, HoldLost; then nothing more is deleted.
        """
        job = job or Job()
        certificates: list[DeletionCertificate] = []
        waiting = self.due()
        if waiting and not dry_run and not clock_is_right:
            self._retention.check_clock()
        for done, one in enumerate(() if dry_run else waiting):
            try:
                job.tick("deleting", done, len(waiting), unit="cases")
            except Cancelled:  # the certificates so far are worth more than an empty ending
                break
            with self._door.enter(Action.APPLY_RETENTION, subject_of(one.ref)) as visit:
                if clock_is_right:
                    visit.note(clock_is_right=True)
                    self._retention.confirm_clock()
                certificate = self._retention.apply(one)
                if certificate is None:
                    visit.note(kept=True)
                else:
                    _certify(visit, certificate)
                    certificates.append(certificate)
        return tuple(certificates)


def _checked(what: str, text: str, limit: int) -> str:
    text = text.strip()
    if not text or len(text) > limit or not text.isprintable():
        raise BadInput(what=what, why=f"it must have 1 to {limit} printable characters")
    return text


def _summary(case: Case) -> CaseSummary:
    return CaseSummary(
        case.name,
        case.created_at,
        case.documents,
        case.pages,
        ref=case.ref,
        last_used_at=case.last_used_at,
        closed_at=case.closed_at,
        held_at=case.held_at,
    )


def _certify(visit: Visit, certificate: DeletionCertificate) -> None:
    """The certificate as facts of the audit line."""
    visit.note(
        ref=certificate.ref,
        name_hash=certificate.name_hash,
        documents=certificate.documents,
        pages=certificate.pages,
        answers=certificate.answers,
        scores=certificate.scores,
        files=certificate.files,
        files_sha256=certificate.files_sha256,
        deleted_at=certificate.deleted_at,
        reason=certificate.reason,
        method=certificate.method,
    )
