"""Word and Excel files that are wrong in places that ZIP and XML know of."""

from __future__ import annotations

import io
import re
import struct
import warnings
import zipfile
from functools import cache
from typing import TYPE_CHECKING

from tests.hostile import damage
from tests.hostile.damage import Case
from tests.unit.documents import samples

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

Members = list[tuple[str, bytes]]

_TAG = re.compile(rb"<(/?)([A-Za-z0-9:]+)([^<>]*)>")
_ATTRIBUTE = re.compile(rb'="[^"]*"')
_BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(
        b'<!ENTITY a%d "%s">' % (n, b"&a%s;" % (b"%d" % (n - 1) if n else b"") * 10)
        for n in range(9)
    )
    + b"]>"
)
_OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


@cache
def good_docx() -> bytes:
    """Paragraphs, a table, a page break, header and footer."""
    table = [["Borrower", "Amount"], ["Anna", "500"]]
    return samples.word(["Loan agreement\fsecond page", table, "End"], header="H", footer="F")


@cache
def good_xlsx() -> bytes:
    """Numbers, texts, a formula and a date-like text."""
    return samples.sheet([["Loan", 5, "=A1"], ["2026-01-01", 1.5, None], ["x" * 40, True, 0]])


def make_docx(chance: random.Random) -> Case:
    """One hostile Word file."""
    return _make(good_docx(), "word/document.xml", chance)


def make_xlsx(chance: random.Random) -> Case:
    """One hostile Excel file."""
    main = chance.choice(("xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"))
    return _make(good_xlsx(), main, chance)


def _make(good: bytes, main: str, chance: random.Random) -> Case:
    """A quarter by bytes of the archive, the others by its members and their XML."""
    if chance.random() < 0.15:
        return damage.any_bytes(good, chance)
    if chance.random() < 0.15:
        return Case("archive: record", _record(good, chance))
    with zipfile.ZipFile(io.BytesIO(good)) as archive:
        members = [(name, archive.read(name)) for name in archive.namelist()]
    changes = []
    for _ in range(chance.choice((1, 1, 2, 3))):
        if chance.random() < 0.7:
            xml = chance.choice(_XML_CHANGES)
            names = [name for name, _ in members]
            name = main if chance.random() < 0.7 and main in names else chance.choice(names)
            members = [(n, xml(body, chance) if n == name else body) for n, body in members]
            changes.append(f"{xml.__name__.strip('_')} of {name}")
        else:
            change = chance.choice(_MEMBER_CHANGES)
            members = change(members, chance) or members
            changes.append(change.__name__.strip("_"))
    return Case(f"office: {', '.join(changes)}", _packed(members, chance))


def _packed(members: Members, chance: random.Random) -> bytes:
    out = io.BytesIO()
    method = zipfile.ZIP_STORED if chance.random() < 0.1 else zipfile.ZIP_DEFLATED
    with zipfile.ZipFile(out, "w", method) as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # a name that is there twice is meant
        for name, body in members:
            archive.writestr(zipfile.ZipInfo(name), body, method)
    return out.getvalue()


def _record(data: bytes, chance: random.Random) -> bytes:
    """A field of a local header, of the directory or of its end becomes an extreme number."""
    mark, size = chance.choice(((b"PK\3\4", 30), (b"PK\1\2", 46), (b"PK\5\6", 22)))
    places = [match.start() for match in re.finditer(re.escape(mark), data)]
    place = chance.choice(places) + chance.randrange(4, size - 3)
    width = chance.choice((2, 4))
    number = damage.number(chance) % 2 ** (8 * width)
    raw = struct.pack("<H" if width == 2 else "<I", number)
    return data[:place] + raw + data[place + width :]


# XML -------------------------------------------------------------------------------------------


def _any(body: bytes, chance: random.Random) -> bytes:
    return damage.any_bytes(body or b"x", chance).data


def _tag(pattern: re.Pattern[bytes], body: bytes, chance: random.Random, new: bytes) -> bytes:
    found = list(pattern.finditer(body))
    if not found:
        return body + new
    match = chance.choice(found)
    return body[: match.start()] + new + body[match.end() :]


def _tag_missing(body: bytes, chance: random.Random) -> bytes:
    return _tag(_TAG, body, chance, b"")


def _tag_other(body: bytes, chance: random.Random) -> bytes:
    tags = [match[0] for match in _TAG.finditer(body)] or [b"<x/>"]
    return _tag(_TAG, body, chance, chance.choice(tags))


def _attribute(body: bytes, chance: random.Random) -> bytes:
    wild = chance.choice((str(damage.number(chance)), "", "true", "A1:XFD1048576", "-", "x" * 9000))
    return _tag(_ATTRIBUTE, body, chance, b'="' + wild.encode() + b'"')


def _characters(body: bytes, chance: random.Random) -> bytes:
    texts = (b"&#0;", b"&#xD800;", b"&nothing;", b"\xff\xfe", "\u202e".encode(), b"&#x1F600;" * 999)
    place = chance.randrange(len(body) + 1)
    return body[:place] + chance.choice(texts) + body[place:]


def _deep(body: bytes, chance: random.Random) -> bytes:
    tags = [match[2] for match in _TAG.finditer(body)] or [b"x"]
    tag, depth = chance.choice(tags), chance.choice((50, 1000, 50_000))
    place = body.find(b"</", chance.randrange(len(body) + 1))
    inner = b"<" + tag + b">"
    return body[:place] + inner * depth + inner.replace(b"<", b"</") * depth + body[place:]


def _many(body: bytes, chance: random.Random) -> bytes:
    found = re.findall(rb"<(?:w:p|w:tbl|w:tr|row|c|si)\b.*?</(?:w:p|w:tbl|w:tr|row|c|si)>", body)
    part = chance.choice(found) if found else b"<x/>"
    return body.replace(part, part * chance.choice((2, 100, 20_000)), 1)


def _entities(body: bytes, chance: random.Random) -> bytes:
    head = chance.choice((_BOMB, _OUTSIDE))
    body = re.sub(rb"^<\?xml[^>]*\?>", b"", body)
    name = b"&a8;" if head is _BOMB else b"&a;"
    return head + re.sub(rb">([^<>]+)<", b">" + name + b"<", body, count=3)


def _encoding(body: bytes, chance: random.Random) -> bytes:
    name = chance.choice((b"utf-16", b"utf-7", b"latin-1", b"EBCDIC-CP-US", b"nonsense"))
    raw = body.decode("utf-8", "replace").encode("utf-16") if chance.random() < 0.4 else body
    return re.sub(rb'encoding="[^"]*"', b'encoding="' + name + b'"', raw)


def _empty(body: bytes, chance: random.Random) -> bytes:
    return chance.choice((b"", b" ", b"<x/>", bytes(100), b"<?xml version='1.0'?>"))


# Members ---------------------------------------------------------------------------------------


def _member_missing(members: Members, chance: random.Random) -> Members:
    place, _ = damage.pick(chance, members)
    return members[:place] + members[place + 1 :]


def _member_twice(members: Members, chance: random.Random) -> Members:
    name, _ = chance.choice(members)
    return [*members, (name.upper() if chance.random() < 0.5 else f"{name}.copy", b"<x/>")]


def _member_name(members: Members, chance: random.Random) -> Members:
    place, (_, body) = damage.pick(chance, members)
    names = ("../../evil", "/etc/passwd", "a" * 300, "CON", "a\\b", "\u202egpj.xml", "x/")
    return [*members[:place], (chance.choice(names), body), *members[place + 1 :]]


def _member_swap(members: Members, chance: random.Random) -> Members:
    one, other = chance.randrange(len(members)), chance.randrange(len(members))
    swapped = list(members)
    swapped[one] = (members[one][0], members[other][1])
    swapped[other] = (members[other][0], members[one][1])
    return swapped


def _member_bomb(members: Members, chance: random.Random) -> Members:
    body = chance.choice((b"\0", b"<a>")) * chance.choice((1_000_000, 20_000_000))
    if chance.random() < 0.5:
        return [*members, ("word/media/image.bin", body)]
    place, (name, old) = damage.pick(chance, members)
    return [*members[:place], (name, old + body), *members[place + 1 :]]


def _member_many(members: Members, chance: random.Random) -> Members:
    return [*members, *((f"x/{n}", b"") for n in range(chance.choice((100, 10_001))))]


def _relation(members: Members, chance: random.Random) -> Members:
    targets = (b"../../../etc/passwd", b"http://example.org/x", b"file:///x", b"", b"document.xml")
    mode = b'" TargetMode="External' if chance.random() < 0.4 else b""
    new = b'Target="' + chance.choice(targets) + mode + b'"'
    return [
        (name, re.sub(rb'Target="[^"]*"', new, body, count=chance.choice((1, 0))))
        if name.endswith(".rels") and chance.random() < 0.7
        else (name, body)
        for name, body in members
    ]


_XML_CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _any,
    _any,
    _tag_missing,
    _tag_other,
    _attribute,
    _attribute,
    _attribute,
    _characters,
    _deep,
    _many,
    _entities,
    _encoding,
    _empty,
)
_MEMBER_CHANGES: tuple[Callable[[Members, random.Random], Members], ...] = (
    _member_missing,
    _member_twice,
    _member_name,
    _member_swap,
    _member_bomb,
    _member_many,
    _relation,
)
