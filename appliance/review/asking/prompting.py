"""The prompt that a statement is put with: its text, its version and hash, and the turns.

The order is policy, document, statement: up to the document's end all prompts of a document are the
same, so that the engine reads it once. Nothing here makes control tokens: the engine takes all of
it as plain text, whatever stands in a document.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from appliance.assistant.characters import visible
from appliance.engine.records import Message, Prompt

VERSION = "statement.v1"
_FILE = Path(__file__).parents[1] / "prompts" / f"{VERSION}.txt"
_SECTION = re.compile(r"^\[(\w+)\]\n", re.MULTILINE)
_DOCUMENT, _ASKED, _STATEMENT = "{document}", "{asked}", "{statement}"


class Words(NamedTuple):
    """What the file says.

    `before` and `between` stand around the document, `after` behind what is asked. `nothing` takes
    the document's place where the model is asked without one.
    """

    system: str
    before: str
    between: str
    after: str
    nothing: str
    wordings: tuple[str, ...]
    answers: tuple[str, str, str]
    sha256: str


@cache
def words() -> Words:
    """The file's text in its parts. Raises OSError when the package lacks it."""
    text = _FILE.read_text("utf-8")
    _, *found = _SECTION.split(text)
    sections: dict[str, list[str]] = {}
    for name, content in zip(found[::2], found[1::2], strict=True):
        sections.setdefault(name, []).append(content.rstrip("\n"))
    (user,) = sections["user"]
    before, rest = user.split(_DOCUMENT)
    between, after = rest.split(_ASKED)
    return Words(
        system=sections["system"][0],
        before=before,
        between=between,
        after=after,
        nothing=sections["nothing"][0],
        wordings=tuple(sections["wording"]),
        answers=(sections["yes"][0], sections["no"][0], sections["unmentioned"][0]),
        sha256=hashlib.sha256(text.encode("utf-8")).hexdigest(),
    )


def prompts(statement: str, document: str, *, template: str) -> tuple[Prompt, ...]:
    """One prompt per wording; all share what stands up to the document's end.

    Statement and document are put between fixed texts in one go, so nothing in them can take the
    place of another part.

    Args:
        statement: the sentence that is asked about.
        document: as `shown` made it, masked if the case asks for that.
        template: the format that the model's manifest names.
    """
    known = words()
    said = one_line(statement)
    beginning = known.before + document
    made = []
    for wording in known.wordings:
        head, tail = wording.split(_STATEMENT)
        user = beginning + known.between + head + said + tail + known.after
        turns = (
            Message("system", known.system),
            Message("user", user, cuts=(len(beginning),)),
        )
        made.append(Prompt(turns, template))
    return tuple(made)


def one_line(text: str) -> str:
    """A statement without invisible characters and line ends."""
    return " ".join(visible(text)[0].split())


def lines(text: str) -> str:
    """A passage as the model sees it: no invisible characters, no empty lines."""
    shown, _ = visible(text)
    rows = (" ".join(row.split()) for row in shown.split("\n"))
    return "\n".join(row for row in rows if row)
