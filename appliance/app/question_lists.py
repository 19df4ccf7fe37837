"""Lists of questions that a person wrote: a text or a file with one question per line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.assistant.records import MOST_QUESTION_CP, MOST_QUESTIONS
from appliance.errors import BadInput, QuestionsInvalid, QuestionsTooMany
from appliance.files import read_limited

if TYPE_CHECKING:
    from pathlib import Path

LIST_LIMIT_BYTES = 4 * 1024**2
_BOM = "\ufeff"


def questions_of(text: str, name: str) -> list[tuple[int, str]]:
    """Each line that is not blank, with its number from 1; `name` is for messages.

    Raises:
        BadInput: there is no question.
        QuestionsInvalid: a line has more than `MOST_QUESTION_CP` characters.
        QuestionsTooMany: more than `MOST_QUESTIONS`.
    """
    found = []
    for number, line in enumerate(text.removeprefix(_BOM).splitlines(), start=1):
        asked = line.strip()
        if len(asked) > MOST_QUESTION_CP:
            why = f"it has more than {MOST_QUESTION_CP} characters"
            raise QuestionsInvalid(name=name, line=number, why=why)
        if asked:
            found.append((number, asked))
    if not found:
        raise BadInput(what=f"The list of questions “{name}”", why="it has no question")
    if len(found) > MOST_QUESTIONS:
        raise QuestionsTooMany(count=len(found), most=MOST_QUESTIONS)
    return found


def decoded(content: bytes, name: str) -> str:
    """The text of a file. Raises: QuestionsInvalid: it is not UTF-8."""
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise QuestionsInvalid(name=name, line=line, why="it is not UTF-8 text") from error


def read_questions(path: Path) -> tuple[str, ...]:
    """The questions of a text file. Raises: FileUnreadable, DocumentTooLarge, as `questions_of`."""
    text = decoded(read_limited(path, LIST_LIMIT_BYTES), path.name)
    return tuple(question for _, question in questions_of(text, path.name))
