"""What the model may write for a field, as GBNF: a JSON value that the field's kind can become.

Where the kind has a form of its own, the model chooses among the values that stand in the document;
a text is any JSON string, and counts only if it is found again. Pure.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.assistant.forms.records import FieldKind

# Longer values of a text are whole sentences, which code finds better than a model copies them.
TEXT_CP = 72
MOST_ITEMS = 4
# A character of Chinese may be three tokens, a line of English has one for four characters.
_TOKENS_PER_CP = 3
_SPARE_TOKENS = 8
# What is cut off is no JSON and counts as nothing.
_MOST_TOKENS = 160
_CHARACTER = r'[^"\\\x00-\x1F\x7F]'

Shape = Literal["one of", "text", "list"]


def shape(kind: FieldKind) -> Shape:
    """How the model answers for a kind of field."""
    if kind == "text":
        return "text"
    return "list" if kind == "list" else "one of"


def grammar(kind: FieldKind, options: Sequence[str] = ()) -> str:
    """GBNF whose every text is `null` or JSON that `kind` accepts.

    `options` are the strings to choose from, for kinds that have a form of their own; without any
    only `null` can be written.
    """
    wanted = shape(kind)
    if wanted == "one of":
        values = dict.fromkeys(_quoted(option) for option in options)
        return "root ::= " + " | ".join(['"null"', *values]) + "\n"
    string = f'string ::= "\\"" {_CHARACTER}{{1,{TEXT_CP}}} "\\""\n'
    if wanted == "text":
        return 'root ::= "null" | string\n' + string
    more = f'(", " string){{0,{MOST_ITEMS - 1}}}'
    return f'root ::= "null" | "[" string {more} "]"\n' + string


def most_tokens(kind: FieldKind, options: Sequence[str] = ()) -> int:
    """Enough tokens for any text of the grammar."""
    wanted = shape(kind)
    if wanted == "one of":
        longest = max((len(option) for option in options), default=4)
    else:
        longest = TEXT_CP * (MOST_ITEMS if wanted == "list" else 1)
    return min(longest * _TOKENS_PER_CP, _MOST_TOKENS) + _SPARE_TOKENS


def _quoted(option: str) -> str:
    """A JSON string as a literal of GBNF, which escapes as JSON does."""
    inner = json.dumps(json.dumps(option, ensure_ascii=False), ensure_ascii=False)
    return inner.replace("\x7f", "\\x7F")
