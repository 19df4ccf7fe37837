"""TOML from somebody else, read within bounds.

`tomllib` keeps every beginning of a dotted key apart, so that one key of a hundred thousand parts
in a file of 200 KiB takes all memory there is. No file of ours needs more than a few parts.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any

MOST_PARTS = 32
# Words of TOML, each looked at once. A text that does not end is none: `tomllib` finds that out.
_WORDS = re.compile(
    r'''
    (?P<dot> \. )
    | (?P<part> [A-Za-z0-9_-]++ | [ \t]++ )
    | """ (?: [^"\\] | \\. | "(?!"") )*+ "{0,5}
    | \'\'\' (?: [^'] | '(?!\'\') )*+ '{0,5}
    | (?P<quoted> " (?: [^"\\\n] | \\[^\n] )*+ "? | ' [^'\n]*+ '? )
    | \# [^\n]*+
    | .
    ''',
    re.VERBOSE | re.DOTALL,
)


def parse(text: str) -> dict[str, Any]:
    """The table that a text says.

    Raises:
        ValueError: it is not TOML, a key has more than 32 parts, a number thousands of digits, or
            lists are nested deeper than can be read.
    """
    dots = 0
    for word in _WORDS.finditer(text):
        if word.lastgroup is None:
            dots = 0
        elif word.lastgroup == "dot":
            dots += 1
            if dots >= MOST_PARTS:
                raise ValueError(f"a key has more than {MOST_PARTS} parts")
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError("it is nested too deeply") from error
