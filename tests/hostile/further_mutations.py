"""Presentations, web pages, RTF, e-mails and pictures, damaged byte by byte and piece by piece."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from tests.hostile import damage
from tests.hostile.damage import Case
from tests.unit.documents import samples_formats, samples_ole

if TYPE_CHECKING:
    import random
    from collections.abc import Callable

_TABLE = [["Item", "2024"], ["Cash", "5"]]
# What each format's own signs are, put in where they do not belong.
_SIGNS: dict[str, tuple[bytes, ...]] = {
    "html": (b"<table>", b"</table>", b"<td rowspan=99999 colspan=99999>", b"<p", b"<!--", b"&#0;"),
    "rtf": (
        *(b"{", b"}", b"\\u-1 ", b"\\uc99999 ", b"\\row ", b"\\trowd", b"\\bin99999999 ", b"\\'"),
        *(b"\\v ", b"\\plain ", b"\\cf1 ", b"{\\shp", b"{\\shptxt ", b"{\\footnote ", b"\\u-1808?"),
    ),
    "eml": (
        b"\r\n\r\n",
        b"--b\r\n",
        b"Content-Type: multipart/mixed; boundary=b\r\n\r\n",
        b"Content-Type: message/rfc822\r\n\r\n",
        b"Content-Transfer-Encoding: uuencode\r\n\r\n",
        b"=?utf-8?q?=zz?=",
    ),
}


@cache
def good(kind: str) -> bytes:
    """A sound file of the kind."""
    return _MAKERS[kind]()


def make(kind: str, chance: random.Random) -> Case:
    """One hostile file of the kind."""
    data = good(kind)
    signs = _SIGNS.get(kind, ())
    if signs and chance.random() < 0.6:
        for _ in range(chance.randrange(1, 6)):
            place = chance.randrange(len(data))
            data = (
                data[:place] + chance.choice(signs) * chance.choice((1, 1, 3, 300)) + data[place:]
            )
        return Case(f"{kind}: its own signs", data)
    return damage.any_bytes(data, chance)


def _html() -> bytes:
    rows = b"<tr><th rowspan=2>Item<th>2024<tr><td>Cash<td colspan=2>5"
    return (
        b"<!doctype html><meta charset=utf-8><h1>Loan</h1><p>agreement <b hidden>secret</b></p>"
        b"<ul><li>point<ul><li>inner</ul></ul><table><caption>C</caption>" + rows + b"</table>"
    ) * 3


def _rtf() -> bytes:
    row = rb"\trowd\intbl Item\cell 2024\cell\row"
    return (
        rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset134 S;}}\f0 Loan \'b4\'fb \u8364?\par\page "
        rb"{\colortbl ;\red255\green255\blue255;}{\header Bank\par}rate{\footnote{\chftn} a year} "
        rb"{\v never {\cf1 seen}}{\shp{\*\shpinst{\sp{\sn a}{\sv 1}}{\shptxt box\par}}}"
        + row
        + b"}"
    )


_MAKERS: dict[str, Callable[[], bytes]] = {
    "pptx": partial(samples_formats.slides, [("Loan", ["a"])], table=_TABLE, notes="n"),
    "html": _html,
    "rtf": _rtf,
    "eml": lambda: samples_formats.mail(
        "text\n",
        html="<p>text</p>",
        attached=[("a.pdf", b"x" * 99)],
        inner=samples_formats.mail("i\n"),
    ),
    "msg": lambda: samples_ole.ole(samples_ole.message(body="text", attached={"a": b"x" * 5000})),
    "png": partial(samples_formats.picture, "PNG"),
    "jpeg": partial(samples_formats.picture, "JPEG"),
    "tiff": partial(samples_formats.picture, "TIFF", frames=3),
}
KINDS = tuple(_MAKERS)
