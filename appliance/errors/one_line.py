"""Names from outside, shown on one line: nothing in them can forge a line or drive a terminal."""

from __future__ import annotations


def one_line(text: str) -> str:
    r"""`text` with each unprintable character as its escape, a newline as `\n`.

    Unprintable is what `str.isprintable` says: controls, line and paragraph separators, marks that
    turn the direction of writing, and lone surrogates, which a file's name may hold.
    """
    if text.isprintable():
        return text
    return "".join(
        character if character.isprintable() else character.encode("unicode_escape").decode()
        for character in text
    )
