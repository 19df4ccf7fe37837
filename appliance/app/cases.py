"""The cases desk: open a folder for a customer, list, look, remove."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.app.door import Action
from appliance.app.records import CaseDetail, CaseSummary
from appliance.errors import BadInput

if TYPE_CHECKING:
    from appliance.app.door import Door
    from appliance.documents.store import DocumentStore

NAME_LIMIT_CHARACTERS = 120


class CaseDesk:
    """What a person may do with cases. Every method raises VaultLocked after the lock."""

    def __init__(self, door: Door, store: DocumentStore) -> None:
        self._door = door
        self._store = store

    def new(self, name: str) -> CaseSummary:
        """An empty case.

        Raises: CaseExists; BadInput: the name is empty, too long or unprintable.
        """
        name = name.strip()
        if not name or len(name) > NAME_LIMIT_CHARACTERS or not name.isprintable():
            why = f"it must have 1 to {NAME_LIMIT_CHARACTERS} printable characters"
            raise BadInput(what="The name of the case", why=why)
        with self._door.enter(Action.CREATE_CASE, name):
            case = self._store.new_case(name)
        return CaseSummary(case.name, case.created_at, 0, 0)

    def list(self) -> tuple[CaseSummary, ...]:
        """All cases, newest first."""
        self._door.check(Action.VIEW_CASES)
        return tuple(self._summary(case.id) for case in self._store.cases())

    def show(self, name: str) -> CaseDetail:
        """One case with its documents. Raises: CaseUnknown."""
        self._door.check(Action.VIEW_CASES)
        case = self._store.case(name)
        return CaseDetail(self._summary(case.id), self._store.documents(case.id))

    def remove(self, name: str) -> None:
        """Delete a case with its documents, answers and scores. Raises: CaseUnknown."""
        with self._door.enter(Action.REMOVE_CASE, name):
            self._store.remove_case(self._store.case(name).id)

    def _summary(self, case_id: int) -> CaseSummary:
        case = self._store.case_by_id(case_id)
        documents = self._store.documents(case_id)
        pages = sum(document.page_count for document in documents)
        return CaseSummary(case.name, case.created_at, len(documents), pages)
