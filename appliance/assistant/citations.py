"""Citations are made by code: ids the model names are looked up, places are copied from pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from appliance.assistant.characters import visible
from appliance.assistant.records import Citation
from appliance.assistant.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from appliance.assistant.candidates import Candidate
    from appliance.assistant.records import Passage
    from appliance.documents.store import PageText

_IDS = re.compile(r"\s*[\[(]((?:[Pp]\d{1,3})(?:\s*(?:,|;|and|&)\s*[Pp]\d{1,3})*)[\])]")
_ID = re.compile(r"[Pp]\d{1,3}")
# Small models repeat the prompt's last line, or begin a list.
_LEAD_IN = re.compile(r"^\s*(?:(?:answer|a)\s*[:：]\s*|\d{1,2}[.)]\s+|[-•*]\s+)+", re.IGNORECASE)


class Drafted(NamedTuple):
    """One sentence of a draft, and the known passages that it named."""

    text: str
    named: tuple[str, ...]


def drafted(draft: str, known: Collection[str]) -> list[Drafted]:
    """Sentences of a draft, each once, without ids; ids of passages never given are dropped.

    An id between two sentences belongs to the one before it.
    """
    clean, _ = visible(draft)
    clean = _LEAD_IN.sub("", clean)
    found: list[Drafted] = []
    for start, end in sentences(clean):
        sentence = clean[start:end]
        ids = tuple(
            dict.fromkeys(
                one.upper()
                for group in _IDS.findall(sentence)
                for one in _ID.findall(group)
                if one.upper() in known
            )
        )
        text = " ".join(_IDS.sub("", sentence).split()).replace(" .", ".")
        if any(c.isalnum() for c in text):
            if all(text != other.text for other in found):
                found.append(Drafted(text, ids))
        elif found and ids:
            found[-1] = Drafted(found[-1].text, tuple(dict.fromkeys(found[-1].named + ids)))
    return found


def cite(page: PageText, start: int, end: int) -> Citation:
    """The citation of a place on a page: its quote is the page's text there, letter by letter.

    Raises: IndexError: the place is empty or not on the page.
    """
    if not 0 <= start < end <= len(page.text):
        raise IndexError(f"place {start}:{end} of {len(page.text)} code points")
    return Citation(page.document, page.document_id, page.page, start, end, page.text[start:end])


def citations(parts: Sequence[Candidate]) -> tuple[Citation, ...]:
    """One citation per part, in order."""
    return tuple(cite(part.page, part.start, part.end) for part in parts)


def lies_in(candidate: Candidate, passage: Passage) -> bool:
    """The candidate is a part of the passage."""
    page = candidate.page
    same = (page.document_id, page.page) == (passage.document_id, passage.page)
    return same and passage.start <= candidate.start and candidate.end <= passage.end
