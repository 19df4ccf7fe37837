"""CHILD: what an e-mail says as pages: its heading lines, then its body."""

from __future__ import annotations

from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from typing import TYPE_CHECKING

from appliance.documents.parsers.html import html_pages
from appliance.documents.parsers.paging import Pager

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.documents.limits import Limits
    from appliance.documents.protocol import PageRead

_LONGEST_HEADER = 20_000


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
