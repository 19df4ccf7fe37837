"""PDF files that are wrong in places that the format knows of: objects, references, streams."""

from __future__ import annotations

import re
import zlib
from functools import cache
from typing import TYPE_CHECKING

from tests.hostile import damage
from tests.hostile.damage import Case
from tests.unit.documents import samples

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

_OBJECT = re.compile(rb"\d+ 0 obj\b.*?\bendobj\s*", re.DOTALL)
_NUMBER = re.compile(rb"(?<![\w.])-?\d+(?:\.\d+)?(?![\w.])")
_REFERENCE = re.compile(rb"\b\d+ 0 R\b")
_NAME = re.compile(rb"/[A-Za-z][A-Za-z0-9]*")
_STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
_FILTERS = (b"FlateDecode", b"LZWDecode", b"ASCII85Decode", b"RunLengthDecode", b"DCTDecode")
_FILTERS_MORE = (b"JBIG2Decode", b"JPXDecode", b"CCITTFaxDecode", b"Crypt", b"Nothing")
_ACTIONS = (
    b"/OpenAction<</S/JavaScript/JS(while(1){app.alert(1)})>>",
    b"/OpenAction<</S/Launch/F(/bin/sh)>>",
    b"/OpenAction<</S/URI/URI(http://example.org/)>>",
    b"/AA<</O<</S/SubmitForm/F(http://example.org/)>>>>",
    b"/Names<</EmbeddedFiles<</Names[(a)<</EF<</F 4 0 R>>>>]>>>>",
)


@cache
def good() -> tuple[bytes, ...]:
    """Pages of text made by a library, one made by hand, and one with compressed content."""
    content = b"BT /F1 24 Tf 20 100 Td (loan agreement) Tj ET"
    cmap = b"/CIDInit begincmap 1 beginbfchar <6C> <0041> endbfchar endcmap"
    return (
        samples.pdf([["Loan agreement", "of two pages"], ["The second page"]]),
        samples.raw_pdf(content, to_unicode=cmap),
        samples.raw_pdf(zlib.compress(content * 50), filters=b"/Filter/FlateDecode"),
    )


def make(chance: random.Random) -> Case:
    """One hostile file; three of four by structure, the others by bytes."""
    data = chance.choice(good())
    if chance.random() < 0.25:
        return damage.any_bytes(data, chance)
    changes = []
    for _ in range(chance.choice((1, 1, 2, 3))):
        change = chance.choice(_CHANGES)
        data = change(data, chance)
        changes.append(change.__name__.strip("_"))
    return Case(f"pdf: {', '.join(changes)}", data)


def _replace_one(
    pattern: re.Pattern[bytes], data: bytes, chance: random.Random, new: bytes
) -> bytes:
    found = list(pattern.finditer(data))
    if not found:
        return data
    match = chance.choice(found)
    return data[: match.start()] + new + data[match.end() :]


def _number(data: bytes, chance: random.Random) -> bytes:
    wild = chance.choice((str(damage.number(chance)), "1e400", "-0.0000001", "9" * 400, "1.2.3"))
    return _replace_one(_NUMBER, data, chance, wild.encode())


def _reference(data: bytes, chance: random.Random) -> bytes:
    target = chance.choice((*range(8), 999_999, 2**32))
    return _replace_one(_REFERENCE, data, chance, b"%d 0 R" % target)


def _name(data: bytes, chance: random.Random) -> bytes:
    names = _NAME.findall(data)
    other = chance.choice((*names, b"/#00", b"/" + b"A" * 5000, b"/JavaScript"))
    return _replace_one(_NAME, data, chance, other)


def _object_missing(data: bytes, chance: random.Random) -> bytes:
    return _replace_one(_OBJECT, data, chance, b"")


def _object_twice(data: bytes, chance: random.Random) -> bytes:
    found = _OBJECT.findall(data)
    return _replace_one(_OBJECT, data, chance, chance.choice(found) * chance.choice((1, 2, 200)))


def _nested(data: bytes, chance: random.Random) -> bytes:
    depth = chance.choice((10, 500, 20_000))
    opening, closing = chance.choice(((b"[", b"]"), (b"<</A", b">>"), (b"(", b")")))
    return _replace_one(_NUMBER, data, chance, opening * depth + b"1" + closing * depth)


def _stream(data: bytes, chance: random.Random) -> bytes:
    found = list(_STREAM.finditer(data))
    if not found:
        return data
    body = chance.choice(found)[1] or b"x"
    return _replace_one(
        _STREAM, data, chance, b"stream\n" + damage.any_bytes(body, chance).data + b"\nendstream"
    )


def _operators(data: bytes, chance: random.Random) -> bytes:
    pieces = (b"q ", b"Q ", b"BT ", b"ET ", b"/F1 1e30 Tf ", b"/X Do ", b"BI ID EI ", b"(x) Tj ")
    body = b"".join(chance.choice(pieces) for _ in range(chance.choice((10, 1000, 20_000))))
    return _replace_one(_STREAM, data, chance, b"stream\n" + body + b"\nendstream")


def _bomb(data: bytes, chance: random.Random) -> bytes:
    """Content that unpacks to megabytes, packed up to three times."""
    body = chance.choice((b"q Q ", b"(W) Tj ", b"\0")) * chance.choice((10_000, 1_000_000))
    times = chance.randint(1, 3)
    for _ in range(times):
        body = zlib.compress(body)
    made = samples.raw_pdf(body, filters=b"/Filter[" + b"/FlateDecode" * times + b"]")
    return made if chance.random() < 0.8 else made.replace(b"/FlateDecode", b"/LZWDecode", 1)


def _filter(data: bytes, chance: random.Random) -> bytes:
    named = b"/" + chance.choice(_FILTERS + _FILTERS_MORE)
    entry = b"/Filter" + chance.choice((named, b"[" + named * chance.choice((2, 30)) + b"]"))
    return data.replace(b"/Length", entry + b"/Length", chance.choice((1, 9)))


def _action(data: bytes, chance: random.Random) -> bytes:
    return data.replace(b"/Type/Catalog", b"/Type/Catalog" + chance.choice(_ACTIONS)).replace(
        b"/Type /Catalog", b"/Type /Catalog " + chance.choice(_ACTIONS)
    )


def _size(data: bytes, chance: random.Random) -> bytes:
    box = chance.choice((b"0 0 1e9 1e9", b"0 0 0 0", b"-9 -9 9 9", b"9 9 1 1", b"0 0 14400 14400"))
    pattern = re.compile(rb"(?<=/MediaBox\[)[^\]]*|(?<=/MediaBox \[ )[^\]]*")
    unit = b"/UserUnit 1e6" if chance.random() < 0.3 else b""
    return _replace_one(pattern, data, chance, box).replace(b"/Type/Page/", unit + b"/Type/Page/")


def _table(data: bytes, chance: random.Random) -> bytes:
    place = data.rfind(b"xref\n")
    kind = chance.randrange(4)
    if kind == 0:
        return data[:place] + damage.any_bytes(data[place:] or b"x", chance).data
    if kind == 1:
        return data.replace(b"trailer", b"trailer<</Prev %d>>" % max(place, 0))
    if kind == 2:
        return data.replace(b"trailer\n<<", b"trailer\n<</XRefStm %d" % damage.number(chance))
    return data[: data.rfind(b"startxref")]


def _pages(data: bytes, chance: random.Random) -> bytes:
    count = b"/Count %d" % damage.number(chance)
    data = re.sub(rb"/Count \d+", count, data)
    kids = chance.choice((b"[2 0 R]", b"[3 0 R " * 3 + b"]", b"[" + b"3 0 R " * 5000 + b"]"))
    return re.sub(rb"/Kids ?\[[^\]]*\]", b"/Kids" + kids, data)


_CHANGES: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    _number,
    _number,
    _reference,
    _name,
    _object_missing,
    _object_twice,
    _nested,
    _stream,
    _operators,
    _bomb,
    _filter,
    _action,
    _size,
    _table,
    _pages,
)
