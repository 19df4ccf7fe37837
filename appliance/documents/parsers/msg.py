"""CHILD: e-mails as Outlook keeps them: MAPI properties in the streams of an OLE file."""

from __future__ import annotations

import hashlib
import io
import struct
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from functools import partial
from typing import TYPE_CHECKING

import olefile

from appliance.documents.parsers.encodings import decodes, detect
from appliance.documents.parsers.handing_over import Found, hand_over
from appliance.documents.parsers.html import decoded
from appliance.documents.parsers.mail_text import (
    HTML_TITLE,
    RTF_TITLE,
    MailBody,
    mail_pages,
    says_the_same,
)
from appliance.documents.parsers.msg_rtf import unpacked_rtf
from appliance.documents.parsers.rtf import rtf_text, without_signs
from appliance.documents.protocol import MSG_TYPE, Fault, Opened, Refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.documents.limits import Limits
    from appliance.documents.protocol import Attached, NoMore, PageRead, Piece

_PROPERTIES = "__properties_version1.0"
_STREAM = "__substg1.0_{number:04X}{kind}"
_ATTACHMENT, _RECIPIENT = "__attach_version1.0_#", "__recip_version1.0_#"
_TEXT, _BYTE_TEXT, _BINARY, _OBJECT = "001F", "001E", "0102", "000D"
_SUBJECT, _BODY, _HTML, _RTF, _CLASS = 0x0037, 0x1000, 0x1013, 0x1009, 0x001A
_SENDER_NAME, _SENDER_ADDRESS, _SENDER_SMTP = 0x0C1A, 0x0C1F, 0x5D01
_TO, _CC, _NAME, _ADDRESS, _SMTP = 0x0E04, 0x0E03, 0x3001, 0x3003, 0x39FE
_LONG_NAME, _SHORT_NAME, _DATA = 0x3707, 0x3704, 0x3701
_SENT, _RECEIVED, _CODE_PAGE, _RECIPIENT_KIND = 0x0039, 0x0E06, 0x3FFD, 0x0C15
_IS_TO, _IS_CC = 1, 2
_TIME_TYPE, _LONG_TYPE = 0x0040, 0x0003
_PROPERTY = struct.Struct("<HHI8s")
_TOP_HEADER_BYTES, _INNER_HEADER_BYTES, _PART_HEADER_BYTES = 32, 24, 8
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_LATEST_TICKS = 10**7 * 86400 * 365 * 2000
_MOST_NESTED = 10
_ENCRYPTED_STREAM = "EncryptedPackage"
_LOCKED_CLASSES = frozenset({"ipm.note.smime"})


def read_msg(data: bytes, limits: Limits) -> Iterator[Opened | PageRead]:
    """Headers as first lines, then the text body, web page and RTF as far as they differ.

    Raises: Refused: damaged, another OLE file, encrypted, too much text.
    """
    message = _opened(data, limits)
    yield Opened(MSG_TYPE, None)
    yield from mail_pages(message.headers(), message.body(), limits)


def msg_files(data: bytes, limits: Limits) -> Iterator[Attached | Piece | NoMore]:
    """The files attached; a message attached is given as an e-mail of its own.

    Raises: Refused: as `read_msg`.
    """
    return hand_over(_opened(data, limits).files(), limits)


class _Part:
    """The properties in one storage of an OLE file."""

    def __init__(self, file: _File, place: tuple[str, ...], code_page: str = "") -> None:
        self._file, self._place, self._code_page = file, place, code_page

    def text(self, number: int) -> str:
        """A property that is text; "" if there is none."""
        wide = self.binary(number, _TEXT)
        if wide:
            return wide.decode("utf-16-le", "replace").rstrip("\0")
        narrow = self.binary(number, _BYTE_TEXT).rstrip(b"\0")
        if not narrow:
            return ""
        if self._code_page and decodes(narrow, self._code_page):
            return narrow.decode(self._code_page)
        try:
            return narrow.decode(detect(narrow))
        except Refused:
            return narrow.decode("utf-8", "replace")

    def binary(self, number: int, kind: str = _BINARY) -> bytes:
        """A property as its bytes; empty if there is none."""
        return self._file.stream((*self._place, _STREAM.format(number=number, kind=kind)))


class _Message(_Part):
    """One message in an OLE file: the file itself, or one attached inside it."""

    def __init__(self, file: _File, place: tuple[str, ...] = ()) -> None:
        header_bytes = _INNER_HEADER_BYTES if place else _TOP_HEADER_BYTES
        self._fixed = _fixed(file.stream((*place, _PROPERTIES)), header_bytes)
        super().__init__(file, place, _code_page(self._fixed.get((_CODE_PAGE, _LONG_TYPE))))

    def headers(self) -> list[tuple[str, str]]:
        """As an e-mail's first lines."""
        address = self.text(_SENDER_SMTP) or self.text(_SENDER_ADDRESS)
        return [
            ("From", _person(self.text(_SENDER_NAME), address)),
            ("To", self._recipients(_IS_TO) or self.text(_TO)),
            ("Cc", self._recipients(_IS_CC) or self.text(_CC)),
            ("Date", self._date()),
            ("Subject", self.text(_SUBJECT)),
        ]

    def body(self) -> MailBody:
        """Text, web page and RTF, as far as there are. Raises: Refused: none can be read."""
        plain = self.text(_BODY)
        html = rtf = ""
        unread: list[str] = []
        trouble: Refused | None = None
        try:
            data = self.binary(_HTML)
            html = decoded(data) if data.strip() else self.text(_HTML)
        except Refused as refusal:
            trouble = refusal
            unread.append(HTML_TITLE)
        try:
            packed = self.binary(_RTF)
            rtf = rtf_text(unpacked_rtf(packed, self._file.limits)) if packed else ""
        except Refused as refusal:
            trouble = refusal
            unread.append(RTF_TITLE)
        if trouble is not None and not any(text.strip() for text in (plain, html, rtf)):
            raise trouble
        return MailBody(plain, html, rtf, tuple(unread))

    def files(self) -> Iterator[Found]:
        """What is attached, in order."""
        for part, inner, name in self._attached():
            if inner is None:
                yield Found(name or "attachment", partial(part.binary, _DATA))
            else:
                title = name or inner.text(_SUBJECT) or "message"
                yield Found(f"{title}.eml", partial(_as_file, inner))

    def as_mail(self, depth: int) -> EmailMessage:
        """In the form that e-mails travel in, so that it can stand alone."""
        if depth > _MOST_NESTED:
            raise Refused(Fault.NESTED_TOO_DEEP)
        mail = EmailMessage()
        for header, value in self.headers():
            if plain := " ".join(value.split()):
                mail[header] = plain
        body = self.body()
        rtf = without_signs(body.rtf)
        plain = body.plain if body.plain.strip() or body.html.strip() else rtf
        if plain.strip() or not body.html.strip():
            mail.set_content(plain)
            if body.html.strip():
                mail.add_alternative(body.html, subtype="html")
        else:
            mail.set_content(body.html, subtype="html")
        if rtf.strip() and plain.strip() and not says_the_same(plain, rtf):
            mail.add_attachment(rtf, filename=f"{RTF_TITLE}.txt")
        for part, inner, name in self._attached():
            if inner is None:
                mail.add_attachment(
                    part.binary(_DATA),
                    maintype="application",
                    subtype="octet-stream",
                    filename=name or "attachment",
                )
            else:
                title = name or inner.text(_SUBJECT) or "message"
                mail.add_attachment(inner.as_mail(depth + 1), filename=f"{title}.eml")
        return mail

    def _attached(self) -> Iterator[tuple[_Part, _Message | None, str]]:
        """Each attachment's properties, the message that it is if it is one, and its name."""
        for storage in self._file.storages(self._place, _ATTACHMENT):
            part = _Part(self._file, (*self._place, storage), self._code_page)
            name = part.text(_LONG_NAME) or part.text(_SHORT_NAME) or part.text(_NAME)
            inside = (*self._place, storage, _STREAM.format(number=_DATA, kind=_OBJECT))
            inner = _Message(self._file, inside) if self._file.holds_message(inside) else None
            yield part, inner, name

    def _recipients(self, kind: int) -> str:
        """Those of one kind, each once."""
        found: dict[str, None] = {}
        for storage in self._file.storages(self._place, _RECIPIENT):
            place = (*self._place, storage)
            fixed = _fixed(self._file.stream((*place, _PROPERTIES)), _PART_HEADER_BYTES)
            value = fixed.get((_RECIPIENT_KIND, _LONG_TYPE), b"\1")
            if int.from_bytes(value[:4], "little") == kind:
                part = _Part(self._file, place, self._code_page)
                found[_person(part.text(_NAME), part.text(_SMTP) or part.text(_ADDRESS))] = None
        return ", ".join(person for person in found if person)

    def _date(self) -> str:
        """When it was sent, in UTC; "" if it does not say."""
        for number in (_SENT, _RECEIVED):
            ticks = int.from_bytes(self._fixed.get((number, _TIME_TYPE), b""), "little")
            if 0 < ticks < _LATEST_TICKS:
                return format_datetime(_EPOCH + timedelta(microseconds=ticks // 10))
        return ""


class _File:
    """An open OLE file; streams are read whole, up to the limit for attached files."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.limits = limits
        try:
            self._ole = olefile.OleFileIO(io.BytesIO(data))
            self._names = {tuple(path) for path in self._ole.listdir(streams=True, storages=True)}
        except MemoryError:
            raise
        except RecursionError as error:
            raise Refused(Fault.NESTED_TOO_DEEP) from error
        except Exception as error:  # struct, OSError, IndexError…: whatever damage causes
            raise Refused(Fault.DAMAGED) from error
        if len(self._names) > limits.parts:
            raise Refused(Fault.TOO_MANY_PARTS)
        self._inside: dict[tuple[str, ...], list[str]] = {}
        for path in sorted(self._names):
            self._inside.setdefault(path[:-1], []).append(path[-1])

    def stream(self, path: tuple[str, ...]) -> bytes:
        """Bytes of one stream; empty if there is none."""
        if path not in self._names:
            return b""
        try:
            if self._ole.get_type(list(path)) != olefile.STGTY_STREAM:
                return b""
            if self._ole.get_size(list(path)) > self.limits.attachment_bytes:
                raise Refused(Fault.ATTACHMENT_TOO_LARGE)
            data: bytes = self._ole.openstream(list(path)).read()
        except (Refused, MemoryError):
            raise
        except Exception as error:  # as for the file itself
            raise Refused(Fault.DAMAGED) from error
        return data

    def storages(self, place: tuple[str, ...], prefix: str) -> list[str]:
        """Names of the storages in `place` that begin so, in order."""
        return [name for name in self._inside.get(place, ()) if name.startswith(prefix)]

    def holds_message(self, place: tuple[str, ...]) -> bool:
        """True if `place` has properties as a message has them."""
        return (*place, _PROPERTIES) in self._names

    def has(self, name: str) -> bool:
        """True if the outermost storage has it."""
        return (name,) in self._names


def _opened(data: bytes, limits: Limits) -> _Message:
    file = _File(data, limits)
    if file.has(_ENCRYPTED_STREAM):
        raise Refused(Fault.ENCRYPTED_OFFICE)
    if not file.has(_PROPERTIES):
        raise Refused(Fault.OLD_OFFICE)
    message = _Message(file)
    if message.text(_CLASS).lower() in _LOCKED_CLASSES:
        raise Refused(Fault.ENCRYPTED_MAIL)
    return message


def _as_file(message: _Message) -> bytes:
    try:
        mail = message.as_mail(1)
        # The same message gives the same bytes each time, so that it is known again.
        mark = hashlib.sha256(repr((message.headers(), message.body())).encode()).hexdigest()
        for number, part in enumerate(mail.walk()):
            if part.get_content_maintype() == "multipart":
                part.set_boundary(f"=_{number}_{mark[:32]}")
        return mail.as_bytes()
    except (Refused, MemoryError):
        raise
    except Exception as error:  # addresses and names that no e-mail may have
        raise Refused(Fault.DAMAGED) from error


def _fixed(stream: bytes, header_bytes: int) -> dict[tuple[int, int], bytes]:
    """Properties of fixed size, by number and type."""
    body = stream[header_bytes:]
    whole = len(body) - len(body) % _PROPERTY.size
    return {(number, kind): value for kind, number, _, value in _PROPERTY.iter_unpack(body[:whole])}


def _code_page(value: bytes | None) -> str:
    number = int.from_bytes((value or b"")[:4], "little")
    return {0: "", 65001: "utf-8", 936: "gb18030", 20127: "ascii"}.get(number, f"cp{number}")


def _person(name: str, address: str) -> str:
    # Exchange gives its own people an address of its own kind, which says nothing outside.
    address = address if "@" in address else ""
    if not address or address == name:
        return name or address
    return f"{name} <{address}>" if name else address
