"""The answers desk: search a case, ask it, look back, replay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.app.door import Action
from appliance.retrieval.index import Index

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.app.door import Door
    from appliance.app.engines import Engines
    from appliance.assistant.store import ConversationStore
    from appliance.documents.store import DocumentStore
    from appliance.retrieval.records import Hit
    from appliance.settings import Settings


class AnswerDesk:
    """What a person may ask. Every method raises VaultLocked after the lock."""

    def __init__(
        self,
        door: Door,
        store: DocumentStore,
        conversations: ConversationStore,
        engines: Engines,
        indexes: Callable[[], Index],
        settings: Settings,
    ) -> None:
        self._door = door
        self._store = store
        self._conversations = conversations
        self._engines = engines
        self._indexes = indexes
        self._settings = settings

    def search(
        self, case: str, text: str, top: int = 10, document: str | None = None
    ) -> tuple[Hit, ...]:
        """The `top` best passages, best first. Raises: CaseUnknown, CaseEmpty, DocumentUnknown."""
        with self._door.enter(Action.SEARCH, case, whole=False) as visit:
            case_id = self._ready(case, document)
            hits = self._indexes().search(case_id, text, top=top, document=document)
            visit.note(hits=len(hits))
        return hits
