"""Which parts of a document the model reads for a form. Pure but for counting tokens."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from appliance.assistant.characters import visible
from appliance.assistant.forms.labels import labels_of
from appliance.assistant.units import units
from appliance.assistant.wording import terms

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from appliance.assistant.forms.records import FormField
    from appliance.assistant.ports import LanguageModel
    from appliance.documents.store import PageText

# A small model reads about 200 tokens a second on one core: this is what a person waits for.
MOST_TOKENS = 1400
_PART_CP = 420
_PARTS_PER_FIELD = 2


class Excerpt(NamedTuple):
    """A stretch of a page."""

    page: PageText
    start: int
    end: int


def choose(
    fields: Sequence[FormField], pages: Sequence[PageText], language: LanguageModel
) -> list[Excerpt]:
    """The whole document if it is short, else the parts that name most of what is wanted."""
    parts = [part for page in pages for part in _parts(page)]
    if not parts:
        return []
    sizes = language.count_tokens([shown([part], str) for part in parts])
    if sum(sizes) <= MOST_TOKENS:
        return parts
    words = [set(terms(part.page.text[part.start : part.end])) for part in parts]
    rare = {word: 1 / sum(word in one for one in words) for one in words for word in one}
    chosen: set[int] = set()
    spent = 0
    for rank in range(_PARTS_PER_FIELD):
        for field in fields:
            asked = {term for label in labels_of(field) for term in terms(label)}
            scores = [sum(rare[word] for word in asked & one) for one in words]
            order = sorted(range(len(parts)), key=lambda n: (-scores[n], n))
            best = order[rank] if rank < len(order) else order[0]
            if scores[best] > 0 and best not in chosen and spent + sizes[best] <= MOST_TOKENS:
                chosen.add(best)
                spent += sizes[best]
    return [parts[n] for n in sorted(chosen)]


def _parts(page: PageText) -> list[Excerpt]:
    found: list[Excerpt] = []
    for unit in units(page.text):
        if found and unit.end - found[-1].start <= _PART_CP:
            found[-1] = Excerpt(page, found[-1].start, max(found[-1].end, unit.end))
        else:
            found.append(Excerpt(page, unit.start, unit.end))
    return found


def shown(excerpts: Sequence[Excerpt], mask: Callable[[str], str]) -> str:
    """The parts as the model sees them."""
    blocks = []
    for one in excerpts:
        text, _ = visible(one.page.text[one.start : one.end])
        lines = (" ".join(line.split()) for line in text.split("\n"))
        blocks.append("\n".join(line for line in lines if line))
    return mask("\n\n".join(blocks))
