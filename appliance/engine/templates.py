"""Makes a prompt of turns. Pure; our own formatter, never the program inside a model file.

The result is a list of segments: control strings, which become single control tokens, and text,
which can never become one, whatever a document says.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.engine.records import Message

# The closed list of formats that a manifest may name.
TEMPLATES = ("chatml",)

_START, _END = "<|im_start|>", "<|im_end|>"


class Segment(NamedTuple):
    """A stretch of the prompt that is either one control token or plain text."""

    text: str
    control: bool


def control_strings(template: str) -> tuple[str, ...]:
    """What must be a single control token in the model's vocabulary."""
    _known(template)
    return (_START, _END)


def segments(messages: Sequence[Message], template: str) -> list[Segment]:
    """The prompt up to the point where the model's answer begins.

    Neighbouring text is one segment, so that it is tokenized as in the model's training.
    """
    return [segment for stretch in stretches(messages, template) for segment in stretch]


def stretches(messages: Sequence[Message], template: str) -> list[list[Segment]]:
    """The same, divided where messages end and at their cuts; each has at least one segment.

    Raises: ValueError: cuts that do not ascend or lie outside the text.
    """
    _known(template)
    result: list[list[Segment]] = []
    for message in messages:
        places = (0, *message.cuts, len(message.text))
        if any(left > right for left, right in pairwise(places)):
            raise ValueError("cuts that do not ascend")
        parts = [message.text[left:right] for left, right in pairwise(places)]
        parts[0] = f"{message.role}\n{parts[0]}"
        rows = [[Segment(part, control=False)] for part in parts]
        rows[0].insert(0, Segment(_START, control=True))
        rows[-1] += [Segment(_END, control=True), Segment("\n", control=False)]
        result += rows
    opening = [Segment(_START, control=True), Segment("assistant\n", control=False)]
    if not result:
        return [opening]
    result[-1] += opening
    return result


def kept_stretches(messages: Sequence[Message]) -> int:
    """How many stretches lie before the last cut; 0 if there is no such beginning.

    The last cut is the last one that a message names, else the end of the last message but one.
    """
    named = [place for place, message in enumerate(messages) if message.cuts]
    if not named:
        return max(0, len(messages) - 1)
    before = sum(len(message.cuts) + 1 for message in messages[: named[-1]])
    return before + len(messages[named[-1]].cuts)


def _known(template: str) -> None:
    if template not in TEMPLATES:
        raise ValueError(f"unknown template {template!r}")
