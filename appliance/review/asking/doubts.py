"""What is known against places: made for machines, hidden from readers, or read unsurely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.documents import suspicion
from appliance.documents.scans import confidence
from appliance.documents.store import PageText
from appliance.review.phrases import files
from appliance.review.statements.splitting import spans

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from appliance.documents.records import Notice, Page
    from appliance.documents.store import DocumentStore
    from appliance.review.records import Evidence

# What a reader does not see, and what speaks to an assistant, is no part of an agreement. Words of
# mixed alphabets and invisible characters may be, so they stay and are only doubted.
_FOR_MACHINES = frozenset({"orders", "turns", "tool-call"})
_NOT_FOR_READERS = _FOR_MACHINES | {"hidden"}
# A page that is nearly all hidden is rather a scan with its text behind the picture.
_MOST_LEFT_OUT = 0.5


class StoredDoubts:
    """Doubts about the documents of a case, as they were noted when they were read.

    For one review, one thread. Methods raise VaultLocked after the lock, VaultDamaged.
    """

    def __init__(self, store: DocumentStore) -> None:
        self._store = store
        self._notices: dict[int, tuple[Notice, ...]] = {}
        self._scanned: dict[int, frozenset[int]] = {}
        self._last: tuple[tuple[int, int], Page] | None = None

    def notices(self, document_id: int) -> tuple[Notice, ...]:
        """All notices of a document."""
        if document_id not in self._notices:
            self._notices[document_id] = suspicion.notices(self._store, document_id)
        return self._notices[document_id]

    def against(self, evidence: Evidence) -> tuple[str, ...]:
        """Why the place needs a person's eyes, as sentences."""
        place = (evidence.document_id, evidence.page, evidence.start, evidence.end)
        touched = suspicion.touching(self.notices(evidence.document_id), *place)
        page = evidence.page
        said = [files.DOUBT.say(page=page, trouble=one.note) for one in touched]
        percent = self._read_with(evidence)
        if percent is not None and percent < confidence.UNCERTAIN_PERCENT:
            said.append(files.UNSURE.say(page=page, percent=f"{percent:.0f}"))
        return tuple(dict.fromkeys(said))

    def _read_with(self, evidence: Evidence) -> float | None:
        """The least confidence of the place's words, in percent; None if it was not scanned."""
        number = evidence.document_id
        if number not in self._scanned:
            self._scanned[number] = frozenset(self._store.recognised(number))
        if evidence.page not in self._scanned[number]:
            return None
        place = (number, evidence.page)
        if self._last is None or self._last[0] != place:
            self._last = place, self._store.page(*place)
        return confidence.lowest(self._last[1], evidence.start, evidence.end)


def for_machines(notices: Iterable[Notice]) -> bool:
    """Whether something in the document speaks to an assistant, left out or not."""
    return any(one.kind in _FOR_MACHINES for one in notices)


def for_models(
    pages: Sequence[PageText], notices: Iterable[Notice]
) -> tuple[tuple[PageText, ...], tuple[Notice, ...]]:
    """The pages with blanks in place of what is not for readers; offsets stay what they are.

    Returns:
        The pages, and the notices whose places were left out.
    """
    marked = [one for one in notices if one.kind in _NOT_FOR_READERS]
    if not marked:
        return tuple(pages), ()
    made: list[PageText] = []
    left_out: list[Notice] = []
    for page in pages:
        here = [one for one in marked if (one.document_id, one.page) == page[1:3]]
        text = _blanked(page.text, here)
        if len("".join(text.split())) < _MOST_LEFT_OUT * len("".join(page.text.split())):
            here, text = [], page.text
        left_out += here
        made.append(PageText(page.document, page.document_id, page.page, text))
    return tuple(made), tuple(left_out)


def _blanked(text: str, notices: Sequence[Notice]) -> str:
    sentences = spans(text) if any(one.kind != "hidden" for one in notices) else []
    for one in notices:
        start, end = (one.start, one.end) if one.kind == "hidden" else _order(text, one, sentences)
        blank = "".join(c if c == "\n" else " " for c in text[start:end])
        text = text[:start] + blank + text[end:]
    return text


def _order(text: str, notice: Notice, sentences: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """All of an order: a notice marks the words that give it away, and the rest follows them."""
    touched = [one for one in sentences if one[0] < notice.end and notice.start < one[1]]
    start = min([notice.start, *(first for first, _ in touched)])
    end = max([notice.end, *(last for _, last in touched)])
    line_end = text.find("\n", end)
    return start, len(text) if line_end < 0 else line_end
