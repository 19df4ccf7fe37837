"""Files of questions and queries: one per line, as plain text or as JSON objects."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from appliance.app.question_lists import decoded, questions_of
from appliance.errors import BadInput, QuestionsInvalid
from appliance.files import read_limited

if TYPE_CHECKING:
    from pathlib import Path

LINES_LIMIT_BYTES = 64 * 1024 * 1024
_BOM = b"\xef\xbb\xbf"
_STDIN = "-"


class Line(msgspec.Struct, frozen=True):
    """One line of a questions or queries file; unknown fields are left alone."""

    id: str | int
    question: str | None = None
    text: str | None = None
    document: str | None = None


class Listed(NamedTuple):
    """A question of a list; `id` is the line's number in plain text."""

    id: str | int
    text: str
    document: str | None


def read_lines(path: Path, wanted: str) -> list[tuple[Line, str]]:
    """Lines of a JSONL file with the text in the field `wanted`; blank lines are skipped.

    Raises: FileUnreadable; QuestionsInvalid: a line is no JSON object or lacks `id` or the text.
    """
    return _objects(_content(path), path.name, wanted)


def read_questions(path: Path, document: str | None) -> list[Listed]:
    """Questions from a file, or from stdin for “-”: JSONL if its first character is “{”.

    Otherwise each line that is not blank is a question to `document`; JSON lines may name another.

    Raises:
        FileUnreadable: it cannot be read.
        BadInput: it has no question.
        QuestionsInvalid: a line is not text in UTF-8, is too long or is no such object.
        QuestionsTooMany: plain text has more than `MOST_QUESTIONS`. JSON lines come from programs,
            which need not count; they are asked in several lists.
    """
    name = path.name if str(path) != _STDIN else "stdin"
    content = _content(path)
    if content.removeprefix(_BOM).lstrip().startswith(b"{"):
        objects = _objects(content, name, "question")
        found = [Listed(line.id, text, line.document or document) for line, text in objects]
    else:
        lines = questions_of(decoded(content, name), name)
        found = [Listed(number, text, document) for number, text in lines]
    return found


def _content(path: Path) -> bytes:
    if str(path) == _STDIN:
        data = sys.stdin.buffer.read(LINES_LIMIT_BYTES + 1)
        if len(data) > LINES_LIMIT_BYTES:
            raise BadInput(what="The list of questions", why="it is longer than 64 MiB")
        return data
    return read_limited(path, LINES_LIMIT_BYTES)


def _objects(content: bytes, name: str, wanted: str) -> list[tuple[Line, str]]:
    found: list[tuple[Line, str]] = []
    for number, raw in enumerate(content.splitlines(), start=1):
        if not raw.strip():
            continue
        try:
            line = msgspec.json.decode(raw.removeprefix(_BOM), type=Line)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise QuestionsInvalid(name=name, line=number, why=str(error)) from error
        text = line.question if wanted == "question" else line.text
        if not text or not text.strip():
            raise QuestionsInvalid(name=name, line=number, why=f"“{wanted}” is missing")
        found.append((line, text))
    return found
