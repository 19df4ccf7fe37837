"""CHILD: what an e-mail says as pages: its heading lines, then its body."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from appliance.documents.parsers.html import html_pages
from appliance.documents.parsers.paging import Pager

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.documents.limits import Limits
    from appliance.documents.protocol import PageRead

_LONGEST_HEADER = 20_000


@dataclass(frozen=True, slots=True)
class MailBody:
    """The text of a message, or its web page where it has no text."""

    plain: str = ""
    html: str = ""


def mail_pages(
    headers: list[tuple[str, str]], body: MailBody, limits: Limits
) -> Iterator[PageRead]:
    """From, To, Date and Subject as the first lines, a line between them and the body."""
    plain = bool(body.plain.strip())
    pager = Pager(limits, laid=not plain and bool(body.html))
    for name, value in headers:
        if value.strip():
            yield from pager.add(f"{name}: {' '.join(value.split())[:_LONGEST_HEADER]}")
    yield from pager.add("")
    if plain:
        for line in body.plain.splitlines():
            yield from pager.add(line.rstrip())
    elif body.html:
        yield from html_pages(body.html, pager)
    yield from pager.rest()
