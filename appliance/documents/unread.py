"""What of a case could not be read, why, and what can be done about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.documents.records import Unread
from appliance.errors import ApplianceError
from appliance.errors.codes import kind_of

if TYPE_CHECKING:
    from appliance.documents.store import DocumentStore

LOOK_AT_PAGE = "Look at the page yourself: what stands only there is neither found nor cited."
LOOK_AT_PARENT = "Ask the sender for it as a file of its own, if it matters."


def next_step_of(code: str | None, document: str) -> str:
    """What to do about an error that was kept with a document."""
    return kind_of(code)(name=document).next_step


def unread(store: DocumentStore, case_id: int) -> tuple[Unread, ...]:
    """Documents that failed, pages that could not be read, files that could not be taken out.

    In the order of the documents. Raises: CaseUnknown.
    """
    pages: dict[str, list[tuple[int, str]]] = {}
    for name, number, trouble in store.troubled_pages(case_id):
        pages.setdefault(name, []).append((number, trouble))
    found: list[Unread] = []
    for document in store.documents(case_id):
        name = document.name
        if document.state == "failed":
            why = document.error_message or ApplianceError.summary
            found.append(Unread(name, None, why, next_step_of(document.error_code, name)))
        found += [Unread(name, number, why, LOOK_AT_PAGE) for number, why in pages.get(name, ())]
        found += [
            Unread(name, None, f"“{one.name}” in it: {one.trouble}", LOOK_AT_PARENT)
            for one in store.attachments(document.id)
            if one.trouble and one.document is None
        ]
    return tuple(found)
