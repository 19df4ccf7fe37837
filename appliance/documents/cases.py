"""Rows of cases: a case is a customer's file, a name and the documents under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.clock import Clock, stamp
from appliance.documents.records import Case
from appliance.errors import CaseUnknown, KeyNotHeld
from appliance.vault.case_ids import case_of
from appliance.vault.deletion import delete_case

if TYPE_CHECKING:
    from appliance.vault.case_file import CaseFile
    from appliance.vault.case_records import CaseRow, DeletionCertificate
    from appliance.vault.store import Vault

BY_A_PERSON = "by a person"
LEAST_REF_DIGITS = 8


class CaseRows:
    """The part of the document store that knows of cases only.

    What names a case, or looks into it, raises KeyNotHeld for a user whose keys open no cases.
    """

    def __init__(self, vault: Vault, clock: Clock) -> None:
        self._vault = vault
        self._clock = clock

    def new_case(self, name: str, *, ref: str | None = None) -> Case:
        """An empty case; `ref` as `new_ref` makes them. Raises: CaseExists, DiskFull."""
        return _case(self._vault.cases.new(name, now=stamp(self._clock), ref=ref))

    def subject(self, name: str | None) -> str:
        """How the audit chain names a case: by its random reference, never by its name."""
        if name is None:
            return "no case"
        try:
            return subject_of(self.case(name).ref)
        except (CaseUnknown, KeyNotHeld):  # whoever asks is refused in a moment, and recorded
            return "case:unknown"

    def cases(self) -> tuple[Case, ...]:
        """All cases, newest first; none of them is opened."""
        return tuple(_case(row) for row in self._vault.cases.all())

    def case(self, name: str) -> Case:
        """The case of that name. Raises: CaseUnknown."""
        return _case(self._vault.cases.by_name(name))

    def case_by_id(self, case_id: int) -> Case:
        """The case with that number. Raises: CaseUnknown."""
        return _case(self._vault.cases.by_id(case_id))

    def used(self, case_id: int) -> None:
        """Note that a case was used, from which its retention counts."""
        self._vault.cases.used(case_id, now=stamp(self._clock))

    def close_case(self, case_id: int) -> None:
        """Note that a case is done with. Raises: CaseUnknown."""
        self._vault.cases.close(case_id, now=stamp(self._clock))

    def reopen_case(self, case_id: int) -> None:
        """Undo `close_case`. Raises: CaseUnknown."""
        self._vault.cases.reopen(case_id, now=stamp(self._clock))

    def hold_case(self, case_id: int, reason: str) -> str:
        """Put a legal hold on a case; gives the reason's keyed hash. Raises: CaseUnknown."""
        return self._vault.cases.hold(case_id, reason, now=stamp(self._clock))

    def release_case(self, case_id: int) -> None:
        """Lift the hold. Raises: CaseUnknown."""
        self._vault.cases.release(case_id)

    def hold_reason(self, case_id: int) -> str:
        """Why a case is held; "" if it is not. Raises: CaseUnknown."""
        return self._vault.cases.hold_reason(case_id)

    def remove_case(self, case_id: int, *, reason: str = BY_A_PERSON) -> DeletionCertificate:
        """Delete a case with its key and all that is in it. Raises: CaseUnknown, CaseHeld."""
        return delete_case(self._vault, case_id, reason=reason, now=stamp(self._clock))

    def ref_of(self, case: str) -> str:
        """The reference of a case by its name, or by at least 8 digits of the reference.

        The second needs no key of any case. Raises: CaseUnknown, KeyNotHeld.
        """
        try:
            return self.case(case).ref
        except (CaseUnknown, KeyNotHeld):
            found = self._vault.cases.refs(case) if len(case) >= LEAST_REF_DIGITS else ()
            if len(found) != 1:
                raise
            return found[0]

    def accept_rollback(self, ref: str) -> bool:
        """Go on with a case that was put back, see `CaseFile.accept_rollback`."""
        return self._vault.case(ref).accept_rollback()

    def content(self, case_id: int) -> CaseFile:
        """The case's own database and originals. Raises: CaseUnknown."""
        return self._vault.case(case_id)

    def home(self, document_id: int) -> CaseFile:
        """The case of a document's number, which tells it. Raises: CaseUnknown."""
        case_id = case_of(document_id)
        if not case_id:
            raise CaseUnknown(name=document_id)
        return self._vault.case(case_id)


def subject_of(ref: str) -> str:
    """The subject of audit lines about a case."""
    return f"case:{ref[:12]}"


def _case(row: CaseRow) -> Case:
    return Case(
        row.id,
        row.name,
        row.created_at,
        ref=row.ref,
        documents=row.documents,
        pages=row.pages,
        last_used_at=row.last_used_at,
        closed_at=row.closed_at,
        held_at=row.held_at,
    )
