"""What a passage is part of, in a line or two put before it when it is indexed. Pure.

A passage in the middle of a balance sheet says neither “balance sheet” nor whose it is. The
offsets of a passage never include its context.
"""

from __future__ import annotations

import re

_JOINS = re.compile(r"[_\-.\s]+")
_LETTER = re.compile(r"[^\W\d_]")
# Shorter lines are page numbers and logos, longer ones are sentences.
_LEAST_LETTERS, _MOST_CHARACTERS = 2, 100


def title(name: str) -> str:
    """A document's name as words: “AMCOR_2023_10K.pdf” is “AMCOR 2023 10K”."""
    stem, dot, _ = name.rpartition(".")
    return _JOINS.sub(" ", stem if dot and stem else name).strip()


def heading(page_text: str) -> str:
    """The first line of a page that has words; "" if there is none."""
    for raw in page_text.splitlines():
        line = " ".join(raw.split())
        if len(_LETTER.findall(line)) >= _LEAST_LETTERS:
            return line[:_MOST_CHARACTERS]
    return ""


def with_context(document_name: str, page_text: str, start: int, end: int) -> str:
    """The passage `start:end` of a page, under its document's name and its page's heading."""
    passage = page_text[start:end]
    above = heading(page_text)
    lines = [title(document_name)]
    if above and not " ".join(passage[: 2 * _MOST_CHARACTERS].split()).startswith(above):
        lines.append(above)
    return "\n".join((*lines, passage))
