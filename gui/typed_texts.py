"""What is made of texts that a person typed: names out of titles, lines out of boxes."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_LONGEST_NAME = 60


def free_name(title: str, taken: Collection[str], otherwise: str, between: str = "-") -> str:
    """A name out of a title in letters that files and programs can use; none is taken.

    `otherwise` stands in front where the title has no such letters; `between` joins its words.
    """
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", between, plain).strip(between)[: _LONGEST_NAME - 5]
    if not name or not name[0].isalpha():
        name = f"{otherwise}{between}{name}".rstrip(between)
    found, number = name, 2
    while found in taken:
        found, number = f"{name}{between}{number}", number + 1
    return found


def lines(text: str) -> tuple[str, ...]:
    """What stands on the lines of a box, without empty ones."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
