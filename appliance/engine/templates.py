"""Makes a prompt of turns. Pure; our own formatter, never the program inside a model file.

The result is a list of segments: control strings, which become single control tokens, and text,
which can never become one, whatever a document says.
"""

from __future__ import annotations

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
    _known(template)
    result: list[Segment] = []
    for message in messages:
        result += [
            Segment(_START, control=True),
            Segment(f"{message.role}\n{message.text}", control=False),
            Segment(_END, control=True),
            Segment("\n", control=False),
        ]
    return [*result, Segment(_START, control=True), Segment("assistant\n", control=False)]


def _known(template: str) -> None:
    if template not in TEMPLATES:
        raise ValueError(f"unknown template {template!r}")
