"""Puts tokens in place of identifiers, the same token for the same value, and back."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING

from appliance.privacy.kinds import KINDS, SURE
from appliance.privacy.records import Identifier, Masked, Piece, Token

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_TOKENS = sorted({kind.token for kind in KINDS.values()}, key=len, reverse=True)
# A text may hold what looks like a token; it is masked itself, so that going back is exact.
LITERAL = "text"
_LITERAL_TOKEN = "TEXT"  # noqa: S105 - it stands for a piece of text
_NAMES = "|".join(re.escape(name) for name in (*_TOKENS, _LITERAL_TOKEN))
_LIKE = re.compile(rf"\[(?:{_NAMES})-\d+\]")
# Models drop brackets; a number that no token of the case has is left alone.
_WRITTEN = re.compile(rf"\[?(?<![\w-])(?P<token>(?:{_NAMES})-\d+)(?!\d)\]?")


class Tokens:
    """The tokens of one case. Thread-safe, so that two answers never give one name twice."""

    def __init__(self, known: Iterable[Token] = ()) -> None:
        self._by_value: dict[tuple[str, str], Token] = {}
        self._by_name: dict[str, Token] = {}
        self._last: dict[str, int] = {}
        self._added: list[Token] = []
        self._lock = threading.Lock()
        for token in known:
            self._take(token)

    def _take(self, token: Token) -> None:
        self._by_value[token.kind, token.value] = token
        self._by_name[token.token] = token
        name, _, number = token.token.strip("[]").rpartition("-")
        self._last[name] = max(self._last.get(name, 0), int(number))

    def of(self, kind: str, value: str, shown: str, *, sure: bool = False) -> Token:
        """The token of a value; a new one gets the next number of its kind.

        `sure`: a person whose name's parts mean the person too.
        """
        with self._lock:
            known = self._by_value.get((kind, value))
            if known is not None:
                return known
            name = _LITERAL_TOKEN if kind == LITERAL else KINDS[kind].token
            made = Token(f"[{name}-{self._last.get(name, 0) + 1}]", kind, value, shown, sure)
            self._take(made)
            self._added.append(made)
            return made

    def take_added(self) -> list[Token]:
        """Those that were made and not yet taken to be kept."""
        with self._lock:
            added, self._added = self._added, []
            return added

    def put_back(self, tokens: Sequence[Token]) -> None:
        """They were taken, but could not be kept."""
        with self._lock:
            self._added = [*tokens, *self._added]

    def get(self, token: str) -> Token | None:
        """What a token stands for; also without its brackets."""
        return self._by_name.get(f"[{token.strip('[] ')}]")

    def all(self) -> tuple[Token, ...]:
        """Every token, in the order of its making."""
        with self._lock:
            return tuple(self._by_name.values())


def mask(text: str, found: Sequence[Identifier], tokens: Tokens | None = None) -> Masked:
    """The text with a token for each identifier; without `tokens` they count within this text."""
    tokens = Tokens() if tokens is None else tokens
    parts: list[str] = []
    pieces: list[Piece] = []
    done = length = 0
    for one in _with_literals(text, found):
        shown = text[one.start : one.end]
        token = tokens.of(one.kind, one.value, shown, sure=one.evidence in SURE).token
        parts += [text[done : one.start], token]
        at = length + one.start - done
        length = at + len(token)
        pieces.append(Piece(one.start, one.end, at, length, token))
        done = one.end
    parts.append(text[done:])
    return Masked("".join(parts), tuple(pieces))


def _with_literals(text: str, found: Sequence[Identifier]) -> list[Identifier]:
    literal = [
        Identifier(LITERAL, *match.span(), match.group(), None)
        for match in _LIKE.finditer(text)
        if not any(one.start < match.end() and match.start() < one.end for one in found)
    ]
    return sorted([*found, *literal], key=lambda one: one.start)


def unmask(text: str, tokens: Tokens | Mapping[str, str]) -> str:
    """A text, such as a model's draft, with what its tokens stand for.

    `tokens` of a case, or a mapping from tokens in brackets to texts.
    """

    def shown(match: re.Match[str]) -> str:
        name = f"[{match['token']}]"
        if isinstance(tokens, Tokens):
            known = tokens.get(name)
            return match.group() if known is None else known.shown
        return tokens.get(name, match.group())

    return _WRITTEN.sub(shown, text)


def restore(masked: Masked, source: str) -> str:
    """Exactly the text that was masked, piece by piece from its source."""
    parts: list[str] = []
    done = 0
    for piece in masked.pieces:
        parts += [masked.text[done : piece.at], source[piece.start : piece.end]]
        done = piece.until
    return "".join([*parts, masked.text[done:]])


def to_source(masked: Masked, start: int, end: int) -> tuple[int, int]:
    """The span of the text given for a span of the masked one; a token counts as a whole.

    Raises: IndexError: outside the masked text.
    """
    if not 0 <= start <= end <= len(masked.text):
        raise IndexError(f"span {start}:{end} of {len(masked.text)} code points")
    return _place(masked, start, after=False), _place(masked, end, after=True)


def _place(masked: Masked, place: int, *, after: bool) -> int:
    shift = 0
    for piece in masked.pieces:
        if place <= piece.at:
            break
        if place < piece.until:
            return piece.end if after else piece.start
        shift = piece.end - piece.until
    return place + shift
