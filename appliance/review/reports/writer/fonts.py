"""CHILD: fonts of the PDF, all of them embedded, and which of them has a character.

The letters of Bitstream Vera come with reportlab. All else is drawn in the font that the console
handed over, if it has it; what no font has is written as its number, so that nothing is lost
without a trace. Scripts from right to left are written as numbers too: without shaping and turning
their letters would be drawn wrongly.
"""

from __future__ import annotations

import io
import unicodedata
from html import escape
from pathlib import Path

import reportlab
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFError, TTFont

from appliance.review.reports.safe_text import placeholder, visible

BODY, BOLD, ITALIC, WIDE = "body", "body-bold", "body-italic", "wide"
_FILES = {BODY: "Vera.ttf", BOLD: "VeraBd.ttf", ITALIC: "VeraIt.ttf"}
_FOLDER = Path(reportlab.__file__).parent / "fonts"
# Read when this module is loaded: behind the fence no file can be opened.
_DATA = {name: (_FOLDER / file).read_bytes() for name, file in _FILES.items()}


class Fonts:
    """Which characters can be drawn."""

    def __init__(self, own: frozenset[int], wide: frozenset[int]) -> None:
        self._own = own
        self.wide = wide

    def runs(self, text: str) -> list[tuple[bool, str]]:
        """Stretches of a visible text, each with whether the wide font draws it."""
        found: list[tuple[bool, str]] = []
        for character in visible(text):
            in_wide, drawn = self._drawn(character)
            if found and found[-1][0] == in_wide:
                found[-1] = (in_wide, found[-1][1] + drawn)
            else:
                found.append((in_wide, drawn))
        return found

    def markup(self, text: str) -> str:
        """A text as reportlab's paragraphs take it: nothing in it is markup but our own."""
        parts = []
        for wide, run in self.runs(text):
            shown = escape(run).replace("\n", "<br/>").replace("\t", "    ")
            parts.append(f'<font name="{WIDE}">{shown}</font>' if wide else shown)
        return "".join(parts)

    def is_wide(self, text: str) -> bool:
        """True if most of a text is Chinese, and lines may break between any two letters."""
        wide = sum(ord(character) >= _FIRST_WIDE for character in text)
        return bool(self.wide) and 2 * wide > len(text)

    def _drawn(self, character: str) -> tuple[bool, str]:
        code = ord(character)
        if code in self._own or character in "\n\t":
            return False, character
        if code in self.wide and unicodedata.bidirectional(character) not in ("R", "AL"):
            return True, character
        return False, placeholder(character)


# The first code point of the East Asian blocks.
_FIRST_WIDE = 0x2E80


def load(wide: bytes) -> Fonts:
    """Register the fonts; `wide` is a TrueType font or collection with Chinese letters, or none.

    A font that cannot be used, or may not be embedded, is left out.
    """
    for name, data in _DATA.items():
        pdfmetrics.registerFont(TTFont(name, io.BytesIO(data)))
    pdfmetrics.registerFontFamily(BODY, normal=BODY, bold=BOLD, italic=ITALIC, boldItalic=BOLD)
    letters: frozenset[int] = frozenset()
    # The library keeps the first font of a name, which may be that of the rehearsal.
    pdfmetrics._fonts.pop(WIDE, None)
    if wide:
        try:
            font = TTFont(WIDE, io.BytesIO(wide), subfontIndex=0)
        except (TTFError, ValueError, KeyError, IndexError):
            return Fonts(_letters(BODY), letters)
        pdfmetrics.registerFont(font)
        pdfmetrics.registerFontFamily(WIDE, normal=WIDE, bold=WIDE, italic=WIDE, boldItalic=WIDE)
        letters = _letters(WIDE)
    return Fonts(_letters(BODY), letters)


def own() -> bytes:
    """The file of the body's font."""
    return _DATA[BODY]


def _letters(name: str) -> frozenset[int]:
    return frozenset(pdfmetrics.getFont(name).face.charToGlyph)
