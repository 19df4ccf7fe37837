"""From what the core cites to places that the viewer opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.pages.viewer import Place

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appliance.assistant.forms.records import FieldValue
    from appliance.assistant.records import Answer, Citation


def place_of(source: Citation) -> Place:
    """The place of a citation."""
    return Place(source.document, source.page, source.start, source.end)


def places_of(citations: Iterable[Citation]) -> tuple[Place, ...]:
    """The places of several citations, each once, in their order."""
    return tuple(dict.fromkeys(map(place_of, citations)))


def cited(answer: Answer) -> tuple[Place, ...]:
    """All places that an answer rests on: of its sentences, then of its calculation."""
    citations = [one for sentence in answer.sentences for one in sentence.citations]
    if answer.calculation is not None:
        citations += [operand.citation for operand in answer.calculation.operands]
    return places_of(citations)


def field_place(value: FieldValue) -> Place | None:
    """Where a field's value stands; None if it stands nowhere."""
    if not value.page:
        return None
    return Place(value.document, value.page, value.start, value.end)
