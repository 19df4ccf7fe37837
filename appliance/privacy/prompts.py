"""Hides identifiers in what a model reads, and puts them back into what it wrote."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from appliance.documents.normal import Normal
from appliance.privacy import masking
from appliance.privacy.finding import find
from appliance.privacy.kinds import CONFIDENCE, KINDS, SURE
from appliance.privacy.known import HAN_NAME, People
from appliance.privacy.records import Identifier, Masked

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from appliance.privacy.masking import Tokens
    from appliance.privacy.records import Token

_LEAST_NAME_CP = 5
_MOST_SEEN = 64
# Patterns take these for an i.
_DOTS = str.maketrans("\u0130\u0131", "ii")
# Kinds that only words beside them give away, so that the same value elsewhere is missed.
_BY_WORDS = frozenset({"address", "account", "passport"})


class Stretch(Protocol):
    """A frozen record of a stretch of a page, such as a passage."""

    @property
    def document_id(self) -> int:
        """Which document it is of."""

    @property
    def page(self) -> int:
        """Which page, from 1."""

    @property
    def start(self) -> int:
        """Its first code point on the page."""

    @property
    def end(self) -> int:
        """One past its last."""

    @property
    def text(self) -> str:
        """That slice of the page's text."""


_Stretch = TypeVar("_Stretch", bound=Any)


class PromptMask:
    """Masks all that goes into the prompts of one answer with the tokens of its case.

    Citations are made from the passages themselves, never from their masked copies, so their
    offsets need no translation; `masking.to_source` has it for who wants it. Not thread-safe.
    """

    def __init__(
        self,
        tokens: Tokens,
        *,
        kinds: Collection[str] = (),
        page_text: Callable[[int, int], str] | None = None,
        keep: Callable[[], None] | None = None,
    ) -> None:
        """What it needs of a case.

        Args:
            tokens: the case's, which get those of new values.
            kinds: what is hidden; empty means all.
            page_text: of a document's id and a page number. With it a number at the edge of a
                passage is found by its label outside.
            keep: called before masked text is given out, so that no token of it is lost.
        """
        self._tokens = tokens
        self._kinds = frozenset(kinds) or frozenset(KINDS)
        self._page_text = page_text
        self._keep = keep
        # Several passages of one answer are often of one page. No text outlives the answer.
        self._seen: dict[str, tuple[Identifier, ...]] = {}

    def mask(self, text: str) -> Masked:
        """A question or any other text, masked."""
        masked = masking.mask(text, self._found(text), self._tokens)
        self._kept()
        return masked

    def mask_passages(
        self, passages: Sequence[_Stretch]
    ) -> tuple[list[_Stretch], Callable[[str], str]]:
        """Copies of the passages with masked text, and what turns a draft back.

        Give the copies to the prompt and the originals to whatever checks and cites. The function
        takes a whole draft; of one that is still growing give all there is each time.
        """
        return [replace(one, text=self._passage(one)) for one in passages], self.unmask

    def unmask(self, draft: str) -> str:
        """What the model wrote, with the values that its tokens stand for."""
        return masking.unmask(draft, self._tokens)

    def _passage(self, passage: Stretch) -> str:
        if self._page_text is None:
            return self.mask(passage.text).text
        page = self._page_text(passage.document_id, passage.page)
        if page[passage.start : passage.end] != passage.text:
            return self.mask(passage.text).text
        inside = [
            replace(
                one,
                start=max(0, one.start - passage.start),
                end=min(len(passage.text), one.end - passage.start),
            )
            for one in self._found(page)
            if one.start < passage.end and passage.start < one.end
        ]
        masked = masking.mask(passage.text, inside, self._tokens)
        self._kept()
        return masked.text

    def _kept(self) -> None:
        if self._keep is not None:
            self._keep()

    def _found(self, text: str) -> tuple[Identifier, ...]:
        found = self._seen.get(text)
        if found is None:
            if len(self._seen) >= _MOST_SEEN:
                self._seen.clear()
            found = self._seen[text] = find(text, kinds=self._kinds)
        return with_known(text, found, self._tokens, self._kinds)


def with_known(
    text: str, found: Sequence[Identifier], tokens: Tokens, kinds: Collection[str]
) -> tuple[Identifier, ...]:
    """`found` and where values that the case already has a token for stand once more.

    So a name that one page gives with a label is hidden on all others.
    """
    again: list[Identifier] = []
    known = sorted(tokens.all(), key=lambda token: len(token.shown), reverse=True)
    if "person" in kinds:
        found, again = _with_persons(text, found, [one for one in known if one.kind == "person"])
    taken = [(one.start, one.end) for one in (*found, *again)]
    plain = _folded(text)
    for token in known:
        if token.kind not in kinds or token.kind not in _BY_WORDS:
            continue
        if len(token.shown) < _LEAST_NAME_CP and token.shown.isascii():
            continue
        if _folded(token.shown) not in plain:  # a case may have thousands of names
            continue
        for match in re.finditer(rf"(?<!\w){re.escape(token.shown)}(?!\w)", text, re.IGNORECASE):
            start, end = match.span()
            if all(end <= first or last <= start for first, last in taken):
                taken.append((start, end))
                again.append(Identifier(token.kind, start, end, token.value, None))
    return tuple(sorted([*found, *again], key=lambda one: one.start))


def _with_persons(
    text: str, found: Sequence[Identifier], known: Sequence[Token]
) -> tuple[list[Identifier], list[Identifier]]:
    """`found` with parts of names read as the known whole, and more places of known persons."""
    if not known:
        return list(found), []
    people = People((one.value, one.shown, one.sure) for one in known)
    own = {one.value for one in known}
    whole = [
        replace(one, value=people.whole(one.value))
        if one.kind == "person" and one.value not in own
        else one
        for one in found
    ]
    normal = Normal(text)
    again: list[Identifier] = []
    taken = [(one.start, one.end) for one in found]
    places = sorted(people.places(normal.text), key=lambda one: one.start - one.end)
    for place in places:
        start, end = normal.to_source(place.start, place.end)
        if all(end <= first or last <= start for first, last in taken):
            taken.append((start, end))
            again.append(
                Identifier("person", start, end, place.value, None, "again", CONFIDENCE["again"])
            )
    return whole, again


def learn(text: str, found: Sequence[Identifier], tokens: Tokens) -> None:
    """Give tokens to what one page has, before any page is masked.

    A part of a name gets none yet: another page may tell whose it is.
    """
    for one in found:
        shown = text[one.start : one.end]
        if one.kind != "person" or " " in one.value or HAN_NAME.fullmatch(one.value):
            tokens.of(one.kind, one.value, shown, sure=one.evidence in SURE)


def _folded(text: str) -> str:
    """A text in which whatever a pattern without regard to capitals finds stands literally."""
    return text.translate(_DOTS).casefold()
