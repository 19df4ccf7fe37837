"""A sentence, or a part of one, with places for facts, in both languages.

Records keep the English text: what was stored and signed once never changes. `chinese` knows a
phrase again in such a text, so that old reviews are read in Chinese, too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Phrase(NamedTuple):
    """`en` and `zh` hold the same facts as `{name}`; their names are those of `facts.FACTS`."""

    en: str
    zh: str

    def say(self, **facts: object) -> str:
        """The English text. Raises: KeyError: a fact is missing."""
        return self.en.format(**facts)


def phrases_of(names: Mapping[str, object]) -> tuple[Phrase, ...]:
    """All phrases of a module, by its names, each once."""
    found = [one for one in names.values() if isinstance(one, Phrase)]
    found += [
        one
        for table in names.values()
        if isinstance(table, dict)
        for one in table.values()
        if isinstance(one, Phrase)
    ]
    return tuple(dict.fromkeys(found))


def listed(words: tuple[str, ...] | list[str]) -> str:
    """Words for a place between “ and ”, each in its own: a”, “b."""
    return "”, “".join(words)
