"""Builds the prompt: policy, passages or a whole document with short ids, question, in that order.

Context before question let published models find three times as many answers in long filings
as the other order, and keeps the costly part of the prompt the same for many questions.
For many questions to one document that fits whole, the document takes the place of the passages,
and the prompt says where it ends: up to there the engine computes it once for all of them.

Templates are text files with a version in their name; a changed text is a new version, because
the version stands in every answer's provenance. Nothing here makes control tokens: the engine
tokenizes all of this as plain text.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from appliance.assistant.characters import visible
from appliance.engine.records import Message, Prompt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.assistant.records import Passage

VERSION = "answer.v1"
WHOLE_VERSION = "document.v1"
_FOLDER = Path(__file__).parent / "prompts"
_SYSTEM, _USER = "[system]\n", "[user]\n"
_PASSAGES, _QUESTION = "{passages}", "{question}"


@cache
def _template(version: str) -> tuple[str, str, str, str]:
    """System text, and what stands before, between and after the passages and the question."""
    text = (_FOLDER / f"{version}.txt").read_text("utf-8")
    system, user = text.removeprefix(_SYSTEM).split(_USER)
    before, rest = user.split(_PASSAGES)
    between, after = rest.split(_QUESTION)
    return system.strip(), before, between, after.rstrip("\n")


def block(passage: Passage) -> str:
    """One passage as the model sees it: id, origin and text without invisible characters."""
    return f"[{passage.id}] {_name(passage)}, page {passage.page}\n" + _lines(passage)


def whole(parts: Sequence[Passage]) -> str:
    """A document as the model sees it: its name once, then its parts with id and page."""
    blocks = [f"[{part.id}] page {part.page}\n{_lines(part)}" for part in parts]
    return "\n\n".join([_name(parts[0]), *blocks]) if parts else ""


def _name(passage: Passage) -> str:
    return " ".join(visible(passage.document)[0].split())


def _lines(passage: Passage) -> str:
    text, _ = visible(passage.text)
    return "\n".join(line for line in (" ".join(line.split()) for line in text.split("\n")) if line)


def prompt(question: str, passages: Sequence[Passage], *, template: str, version: str) -> Prompt:
    """The turns for one question. `template` is the format that the model's manifest names.

    Passages and question are put between fixed texts, so nothing in them can take the place of
    another part. Raises OSError when the package lacks the version.
    """
    system, before, between, after = _template(version)
    asked, _ = visible(question)
    user = before + "\n\n".join(map(block, passages)) + between + " ".join(asked.split()) + after
    return Prompt((Message("system", system), Message("user", user)), template)


def whole_prompt(question: str, document: str, *, template: str, keep: str) -> Prompt:
    """The turns for one question to a document; `keep` is the name of its reading, or empty.

    All questions to it have the same turns up to the one cut, which is the document's end.
    """
    system, before, between, after = _template(WHOLE_VERSION)
    asked, _ = visible(question)
    beginning = before + document
    user = beginning + between + " ".join(asked.split()) + after
    turns = (Message("system", system), Message("user", user, cuts=(len(beginning),)))
    return Prompt(turns, template, keep)


def frame(question: str, *, version: str) -> str:
    """All of the prompt but the passages, to count its tokens."""
    empty = prompt(question, (), template="", version=version)
    return "".join(message.text for message in empty.messages)
