"""A document that is given to the model whole, so that many questions share one reading of it.

The parts are in the order of the pages and have short ids as passages have, so that a draft can
name its source as always. The name of a reading is made of all that its key-value cache depends on:
a reading with another name belongs to another text, model, build, machine or prompt.
"""

from __future__ import annotations

import hashlib
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from appliance.assistant import prompting
from appliance.assistant.citations import lies_in
from appliance.assistant.records import Passage
from appliance.assistant.units import units

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from appliance.assistant.candidates import Candidate
    from appliance.assistant.ports import LanguageModel
    from appliance.documents.store import PageText

# A paragraph or two. Each part costs about six tokens for its id and page.
PART_CP = 600
# Long lines of a script without spaces have a token per character, English about one for four.
_LEAST_TOKENS_PER_CP = 1 / 8


class WholeDocument(NamedTuple):
    """What the model reads instead of passages; `tokens` counts `text` alone."""

    document: str
    document_id: int
    text: str
    parts: list[Passage]
    tokens: int

    @property
    def sha256(self) -> str:
        """Of the text, in hex."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


def whole(
    pages: Sequence[PageText], language: LanguageModel, *, most_tokens: int
) -> WholeDocument | None:
    """The document of these pages, or None if they are of several or too long for `most_tokens`."""
    if len({page.document_id for page in pages}) != 1:
        return None
    if sum(len(page.text) for page in pages) * _LEAST_TOKENS_PER_CP > most_tokens:
        return None
    parts = _numbered(pages)
    if not parts:
        return None
    text = prompting.whole(parts)
    (tokens,) = language.count_tokens([text])
    if tokens > most_tokens:
        return None
    return WholeDocument(pages[0].document, pages[0].document_id, text, parts, tokens)


def near(parts: Sequence[Passage], ranked: Iterable[Candidate], most: int) -> list[Passage]:
    """The first `most` parts in which the best candidates stand, best first."""
    chosen: list[Passage] = []
    for candidate in ranked:
        if len(chosen) == most:
            break
        for part in parts:
            if lies_in(candidate, part) and part not in chosen:
                chosen.append(part)
    return chosen


def reading_name(document: WholeDocument, *, belongs_to: Sequence[str]) -> str:
    """Names the reading of a document, 64 hex digits.

    `belongs_to` are the model's digest and template, the engine's build, device and the machine.
    """
    prompt = prompting.whole_prompt("", document.text, template="", keep="")
    digest = hashlib.sha256()
    for part in (prompting.WHOLE_VERSION, *belongs_to, *(turn.text for turn in prompt.messages)):
        raw = part.encode("utf-8", "surrogatepass")
        digest.update(len(raw).to_bytes(8, "big") + raw)
    return digest.hexdigest()


def _numbered(pages: Sequence[PageText]) -> list[Passage]:
    found: list[Passage] = []
    for page in pages:
        for start, end in _cut(page.text):
            found.append(
                Passage(
                    id=f"P{len(found) + 1}", document=page.document, document_id=page.document_id,
                    page=page.page, start=start, end=end, text=page.text[start:end], score=0.0,
                )
            )  # fmt: skip
    return found


def _cut(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of a page that begin with a quotable part and split none; all text is in one."""
    parts = units(text)
    if not parts:
        return
    starts = [0]
    for before, unit in pairwise(parts):
        if unit.start >= before.end and unit.end - starts[-1] > PART_CP:
            starts.append(unit.start)
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        yield start, start + len(text[start:end].rstrip())
