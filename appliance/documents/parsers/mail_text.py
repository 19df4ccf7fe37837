"""CHILD: what an e-mail says as pages: its heading lines, then its bodies.

Most e-mails say the same twice, as text and as a web page, and are read once. Where the bodies
differ, what a person saw depends on the program that showed it, so both are read, and what only one
of them says is noted.
"""

from __future__ import annotations

from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from appliance.documents.parsers.html import html_pages
from appliance.documents.parsers.mail_bodies import Said, unsaid, without
from appliance.documents.parsers.paging import Pager
from appliance.documents.parsers.rtf import rtf_pages
from appliance.documents.protocol import MOST_NOTED, Noted, Refused

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from appliance.documents.limits import Limits
    from appliance.documents.protocol import PageRead

    _Pages = Callable[[Pager], Iterator[PageRead]]

_LONGEST_HEADER = 20_000
HTML_TITLE, RTF_TITLE = "HTML body of this e-mail", "RTF body of this e-mail"
# A body of which the other does not say more than this part is no version of it.
_MOST_UNSAID = 0.5


def load_all() -> None:
    """Write and read one e-mail of each shape: nothing can be imported after the lock-down."""
    inner = EmailMessage()
    inner["Subject"] = "ä"
    inner.set_content("ä")
    inner.add_alternative("<p>ä</p>", subtype="html")
    outer = EmailMessage()
    outer["From"], outer["Date"] = "ä <a@b.example>", "Fri, 02 Jan 2026 12:00:00 +0000"
    outer.set_content("ä")
    outer.add_attachment(b"\xff", maintype="application", subtype="x", filename="ä.bin")
    outer.add_attachment(inner)
    again = BytesParser(policy=policy.default).parsebytes(outer.as_bytes())
    again.as_bytes()
    for part in again.walk():
        part.get_payload(decode=True)
        part.get_filename()


@dataclass(frozen=True, slots=True)
class MailBody:
    """The bodies of one message; "" where it has none of a kind.

    Attributes:
        plain: as text.
        html: as a web page.
        rtf: text of the RTF, as `rtf_text` gives it.
        unread: titles of bodies that are there and could not be read.
    """

    plain: str = ""
    html: str = ""
    rtf: str = ""
    unread: tuple[str, ...] = ()


class _Body(NamedTuple):
    """`laid`: it says what is a heading, a list or a table."""

    title: str
    laid: bool
    pages: _Pages


class _Other(NamedTuple):
    """A body beside the first one; `differs` is False for one that is read for what it hides."""

    body: _Body
    seen: tuple[str, ...]
    says: Said
    differs: bool


def mail_pages(
    headers: list[tuple[str, str]], body: MailBody, limits: Limits
) -> Iterator[PageRead]:
    """From, To, Date and Subject as the first lines, a line between them and the first body.

    A further body begins a page of its own below a heading, if it says something else or hides
    text. Raises: Refused: no text, too much of it; the only body cannot be read.
    """
    top = [
        f"{name}: {' '.join(value.split())[:_LONGEST_HEADER]}"
        for name, value in headers
        if value.strip()
    ]
    bodies = _bodies(body)
    first = bodies[0] if bodies else None
    unread = list(body.unread)
    others: list[_Other] = []
    said = Said(())
    if first is not None and len(bodies) > 1:
        own, _ = _draft(first, limits)
        said = Said(own, top)
        for one in bodies[1:]:
            try:
                other = _other(one, limits, top, (own, said))
            except Refused:
                unread.append(one.title)
                continue
            if other is not None:
                others.append(other)
    pager = Pager(limits, laid=first is not None and first.laid)
    differing = [other.says for other in others if other.differs]
    for page in _first_pages(top, first, pager):
        yield _noted(page, differing)
    for other in others:
        yield from _other_pages(other, said, pager)
    for title in unread:
        yield from _unread_page(title, pager)
    yield from pager.rest()


def says_the_same(one: str, other: str) -> bool:
    """True for two texts that differ in nothing but form."""
    return _same(((one,), Said([one])), ((other,), Said([other])))


def _bodies(body: MailBody) -> list[_Body]:
    """Those that there are, in the order in which they are read."""
    found: list[_Body] = []
    if body.plain.strip():
        found.append(_Body("", laid=False, pages=partial(_plain_pages, body.plain)))
    if body.html.strip():
        found.append(_Body(HTML_TITLE, laid=True, pages=partial(html_pages, body.html)))
    if body.rtf.strip():
        found.append(_Body(RTF_TITLE, laid=True, pages=partial(rtf_pages, body.rtf)))
    return found


def _plain_pages(text: str, pager: Pager) -> Iterator[PageRead]:
    for line in text.splitlines():
        yield from pager.add(line.rstrip())


def _draft(body: _Body, limits: Limits) -> tuple[tuple[str, ...], bool]:
    """What a person who is shown a body sees, and whether it hides text beside.

    Raises: Refused: it cannot be read.
    """
    pager = Pager(limits)
    seen: list[str] = []
    hides = False
    for pages in (body.pages(pager), pager.new_page()):
        for page in pages:
            seen.append(without(page.text, page.hidden))
            hidden = "".join(page.text[start:end] for start, end in page.hidden)
            hides = hides or sum(map(str.isalnum, hidden)) > 1
    return tuple(seen), hides


def _other(
    body: _Body, limits: Limits, top: list[str], first: tuple[tuple[str, ...], Said]
) -> _Other | None:
    """A further body if it is to be read beside the first one. Raises: Refused: it cannot be."""
    seen, hides = _draft(body, limits)
    says = Said(seen, top)
    # One that shows nothing but pictures says nothing else.
    differs = not says.empty and not _same((seen, says), first)
    return _Other(body, seen, says, differs) if differs or hides else None


def _same(one: tuple[Sequence[str], Said], other: tuple[Sequence[str], Said]) -> bool:
    if not (one[1].complete and other[1].complete):
        return " ".join(one[0]).split() == " ".join(other[0]).split()
    return not (_unsaid_cp(one[0], other[1]) or _unsaid_cp(other[0], one[1]))


def _unsaid_cp(texts: Sequence[str], elsewhere: Said) -> int:
    return sum(end - start for text in texts for start, end in unsaid(text, elsewhere))


def _first_pages(top: list[str], first: _Body | None, pager: Pager) -> Iterator[PageRead]:
    for line in top:
        yield from pager.add(line)
    yield from pager.add("")
    if first is not None:
        yield from first.pages(pager)
    yield from pager.new_page()


def _other_pages(other: _Other, said: Said, pager: Pager) -> Iterator[PageRead]:
    """A body on pages of its own; its title is noted, and what the first body does not say.

    Where neither is a version of the other, as when the text only says that there is a web page,
    the title says it for all.
    """
    title = f"{other.body.title}:"
    compared: list[Said] = []
    if other.differs and other.says.complete and said.complete:
        unsaid_cp = _unsaid_cp(other.seen, said)
        compared = [said] if unsaid_cp <= _MOST_UNSAID * sum(map(len, other.seen)) else []
    pager.laid = True
    yield from pager.add(title, "heading", 1)
    from_cp = len(title)
    for pages in (other.body.pages(pager), pager.new_page()):
        for page in pages:
            more: tuple[Noted, ...] = (("two-bodies", 0, from_cp),) if from_cp else ()
            yield _noted(page, compared, more if other.differs else (), from_cp)
            from_cp = 0


def _unread_page(title: str, pager: Pager) -> Iterator[PageRead]:
    pager.laid = True
    yield from pager.add(f"{title}: it could not be read.", "heading", 1)
    for page in pager.new_page():
        yield msgspec.structs.replace(page, noted=(("unread-body", 0, len(page.text)),))


def _noted(
    page: PageRead, elsewhere: list[Said], more: tuple[Noted, ...] = (), from_cp: int = 0
) -> PageRead:
    """The page with its stretches after `from_cp` that some other body does not say."""
    compared = [one for one in elsewhere if one.complete]
    seen = without(page.text, page.hidden) if compared else ""
    found = {place for one in compared for place in unsaid(seen, one) if place[0] >= from_cp}
    places: list[Noted] = [("two-bodies", start, end) for start, end in sorted(found)]
    noted = (*more, *places)[:MOST_NOTED]
    return msgspec.structs.replace(page, noted=noted) if noted else page
