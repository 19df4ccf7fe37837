"""The search desk: passages of a case, and counts of what they are part of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.app.door import Action
from appliance.errors import CaseEmpty
from appliance.retrieval.records import Found, SearchScope

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.app.door import Door, Visit
    from appliance.documents.store import DocumentStore
    from appliance.retrieval.index import Index

_EVERYTHING = SearchScope()


class SearchDesk:
    """What a person may look for. Every method raises VaultLocked after the lock."""

    def __init__(self, door: Door, store: DocumentStore, indexes: Callable[[Visit], Index]) -> None:
        self._door = door
        self._store = store
        self._indexes = indexes

    def find(self, case: str, text: str, top: int = 20, scope: SearchScope = _EVERYTHING) -> Found:
        """The `top` best passages within a scope, best first, with counts by what they are in.

        Raises: CaseUnknown, CaseEmpty, DocumentUnknown, IndexStale, ModelUnknown, ModelStopped.
        """
        with self._door.enter(Action.SEARCH, self._store.subject(case), whole=False) as visit:
            case_id = self._store.case(case).id
            documents = self._store.documents(case_id)
            for name in scope.documents:
                self._store.document(case_id, name)
            if not any(item.state == "ready" for item in documents):
                raise CaseEmpty(name=case)
            self._store.used(case_id)
            found = self._indexes(visit).find(case_id, text, top=top, scope=scope)
            visit.note(hits=len(found.hits), query=self._door.tag(text))
        return found
