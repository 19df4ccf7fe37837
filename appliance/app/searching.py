"""The search desk: passages of a case, and counts of what they are part of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.app.door import Action
from appliance.errors import CaseEmpty
from appliance.retrieval.records import Found, SearchScope

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
            case_id = searchable(self._store, case, scope.documents)
            found = self._indexes(visit).find(case_id, text, top=top, scope=scope)
            visit.note(hits=len(found.hits), query=self._door.tag(text))
        return found


def searchable(store: DocumentStore, case: str, documents: Sequence[str] = ()) -> int:
    """The number of a case in which something can be searched; that is a use of it.

    Raises: CaseUnknown, CaseEmpty, DocumentUnknown: it has none of that name.
    """
    found = store.case(case)
    for name in documents:
        store.document(found.id, name)
    if not any(item.state == "ready" for item in store.documents(found.id)):
        raise CaseEmpty(name=case)
    store.used(found.id)
    return found.id
