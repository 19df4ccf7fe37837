"""CHILD: e-mails as they travel (RFC 5322, MIME), through the standard library's parser."""

from __future__ import annotations

import re
from email import policy
from email.parser import BytesParser
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from appliance.documents.parsers.encodings import decodes, detect
from appliance.documents.parsers.handing_over import Found, hand_over
from appliance.documents.parsers.html import decoded
from appliance.documents.parsers.mail_text import HTML_TITLE, MailBody, mail_pages
from appliance.documents.protocol import EML_TYPE, Fault, Opened, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.documents.limits import Limits
    from appliance.documents.protocol import Attached, NoMore, PageRead, Piece


# The library's types leave open what parts and their payloads are.
_Message: TypeAlias = Any

_HEADER = re.compile(rb"([A-Za-z][A-Za-z0-9-]{1,60}):[ \t]?")
_ENVELOPE = re.compile(rb"From [^\n]*\n")
# Headers that people do not write at the top of a memo.
_TECHNICAL = frozenset(
    {b"received", b"return-path", b"mime-version", b"message-id", b"delivered-to"}
    | {b"dkim-signature", b"content-type", b"content-transfer-encoding", b"reply-to", b"x-mailer"}
)
_PERSONAL = frozenset({b"from", b"to", b"cc", b"subject", b"date", b"sender"})
_HEAD_BYTES = 64 * 1024
_SHOWN = ("From", "To", "Cc", "Date", "Subject")
# Logos and lines that a mail program draws, in bytes.
_DECORATION_BYTES = 10_000
_MOST_PARTS = 10_000


def is_mail(data: bytes) -> bool:
    """True for a block of headers at the start, with at least one that only programs write."""
    head = _ENVELOPE.sub(b"", data[:_HEAD_BYTES].removeprefix(b"\xef\xbb\xbf"), count=1)
    names: set[bytes] = set()
    for line in head.splitlines():
        if not line.strip():
            break
        if line[:1] in b" \t" and names:
            continue
        found = _HEADER.match(line)
        if found is None:
            return False
        names.add(found[1].lower())
    technical = names & _TECHNICAL or any(name.startswith(b"x-") for name in names)
    return bool(technical) and (bool(names & _PERSONAL) or b"mime-version" in names)


def read_eml(data: bytes, limits: Limits) -> Iterator[Opened | PageRead]:
    """Headers as first lines, then the text body, and the web page where it says something else.

    Raises: Refused: damaged, nested too deeply, too much text.
    """
    message = _parsed(data)
    yield Opened(EML_TYPE, None)
    headers = [(name, _header(message, name)) for name in _SHOWN]
    yield from mail_pages(headers, _body(message), limits)


def eml_files(data: bytes, limits: Limits) -> Iterator[Attached | Piece | NoMore]:
    """The files attached; messages attached are e-mails of their own.

    Raises: Refused: damaged, nested too deeply.
    """
    return hand_over(_attached(_parsed(data)), limits)


def _parsed(data: bytes) -> _Message:
    if data.startswith(b"From "):
        data = _ENVELOPE.sub(b"", data, count=1)
    try:
        return BytesParser(policy=policy.default).parsebytes(data)
    except RecursionError as error:
        raise Refused(Fault.NESTED_TOO_DEEP) from error


def _header(message: _Message, name: str) -> str:
    try:
        return ", ".join(str(value) for value in message.get_all(name, []))
    except Exception:  # headers are parsed when asked for, and damaged ones fail in many ways
        raw = [value for key, value in message.raw_items() if key.lower() == name.lower()]
        return ", ".join(str(value) for value in raw)


def _body(message: _Message) -> MailBody:
    try:
        plain = message.get_body(preferencelist=("plain",))
        html = message.get_body(preferencelist=("html",))
    except RecursionError as error:
        raise Refused(Fault.NESTED_TOO_DEEP) from error
    text = _text(plain) if plain is not None else ""
    if html is None:
        return MailBody(plain=text)
    try:
        return MailBody(plain=text, html=_text(html, markup=True))
    except Refused:
        if not text.strip():
            raise
        return MailBody(plain=text, unread=(HTML_TITLE,))


def _text(part: _Message, *, markup: bool = False) -> str:
    data = _content(part)
    name = (part.get_content_charset() or "").lower()
    name = {"gb2312": "gb18030", "gbk": "gb18030", "iso-8859-1": "cp1252"}.get(name, name)
    if name and decodes(data, name):
        return data.decode(name)
    if markup:
        return decoded(data)
    try:
        return data.decode(detect(data)) if data.strip() else ""
    except Refused:
        return data.decode("utf-8", "replace")


def _content(part: _Message) -> bytes:
    content = part.get_payload(decode=True)
    return content if isinstance(content, bytes) else b""


def _attached(message: _Message) -> Iterator[Found]:
    """Every part that is neither the body nor only holds others."""
    try:
        bodies = {id(message.get_body(preferencelist=(kind,))) for kind in ("plain", "html")}
    except RecursionError as error:
        raise Refused(Fault.NESTED_TOO_DEEP) from error
    waiting: list[_Message] = [message]
    seen = 0
    while waiting:
        part = waiting.pop()
        seen += 1
        if seen > _MOST_PARTS:
            raise Refused(Fault.TOO_MANY_PARTS)
        kind = part.get_content_type()
        inside = part.get_payload() if part.is_multipart() else None
        if kind == "message/rfc822" and isinstance(inside, list) and inside:
            yield Found(_message_name(part, inside[0]), partial(_bytes, inside[0]))
        elif isinstance(inside, list):
            waiting.extend(reversed(inside))
        elif id(part) not in bodies and not _is_decoration(part):
            yield Found(_name(part), partial(_content, part))


def _bytes(message: _Message) -> bytes:
    """The attached message as it would be a file."""
    try:
        data: bytes = message.as_bytes()
    except Exception as error:  # headers that cannot be written again
        raise Refused(Fault.DAMAGED) from error
    return data


def _is_decoration(part: _Message) -> bool:
    """A small picture that the body shows in place."""
    return (
        part.get_content_maintype() == "image"
        and part.get_content_disposition() != "attachment"
        and "content-id" in part
        and len(_content(part)) < _DECORATION_BYTES
    )


def _message_name(part: _Message, inside: _Message) -> str:
    name = _filename(part)
    return name or f"{_header(inside, 'Subject').strip() or 'message'}.eml"


def _name(part: _Message) -> str:
    ending = part.get_content_subtype() if part.get_content_maintype() == "image" else "bin"
    ending = {"text/plain": "txt", "text/html": "html", "application/pdf": "pdf"}.get(
        part.get_content_type(), ending
    )
    return _filename(part) or f"attachment.{ending}"


def _filename(part: _Message) -> str:
    try:
        return str(part.get_filename() or "")
    except Exception:  # a damaged header
        return ""
