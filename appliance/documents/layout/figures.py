"""Figures as they are printed, read without rounding. Pure."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from appliance.documents.numerals import decimal

DASHES = "-–—‒―−─－"
NIL = re.compile(f"[{DASHES}]{{1,3}}|nil|none|无|零", re.IGNORECASE)

_SPACES = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
_CURRENCY_WORDS = re.compile(
    r"(?:US|A|C|HK|NZ|S|R|NT)?[$]|[€£¥₩₹₽₣₺₴₦฿¢]|"
    r"\b(?:USD|EUR|GBP|CHF|JPY|CNY|RMB|HKD|CAD|AUD|SEK|NOK|DKK|INR|SGD)\b|人民币|美元|元$"
)
# A mark of a footnote behind a figure: 1,234(a), 1,234* , 1,234†.
_FOOTNOTE = re.compile(r"(?<=[\d)%])(?:\((?:[a-z]|\d)\)|[*†‡§¹²³⁴⁵⁶⁷⁸⁹]+)+$")
_NUMBER = re.compile(r"\d[\d,.'’ ]*|[.,]\d+")


# A figure with its brackets, signs and notes is shorter; a longer cell is text.
_MOST_CP = 500


def figure(text: str) -> Decimal | None:
    """The number that a cell says, before its scale; None if it says none or more than a number.

    Brackets and a leading or trailing minus make it negative; a dash alone is nil, so 0; a percent
    sign is left out (12% is 12). Digits mean what `numerals.decimal` says, never as money: other
    cells of the column may show that one point before three digits is a decimal point.
    """
    shown = unicodedata.normalize("NFKC", text[: _MOST_CP + 1]).strip()
    if not shown or len(text) > _MOST_CP:
        return None
    shown = _FOOTNOTE.sub("", shown)
    shown = _CURRENCY_WORDS.sub("", shown)
    shown = _SPACES.sub(" ", shown).strip()
    shown = re.sub(r"^\( ", "(", re.sub(r" (?=[)%‰])|(?<=[(]) ", "", shown))
    if NIL.fullmatch(shown):
        return Decimal(0)
    shown, negative = _sign(shown)
    if not _NUMBER.fullmatch(shown):
        return None
    value = decimal(shown)
    if value is None:
        return None
    return -value if negative and value else value


def is_figure(text: str) -> bool:
    """True for what stands in a column of figures: a number, a dash for nil, or "n/a"."""
    return figure(text) is not None or text.strip().casefold() in _NOT_SAID


_NOT_SAID = frozenset({"n/a", "na", "n.a.", "nm", "n/m", "n.m.", "*", "**", "不适用"})


def _sign(shown: str) -> tuple[str, bool]:
    negative = False
    # Brackets around the figure; the percent sign may stand inside or outside of them.
    shown = shown.rstrip("%‰").strip() if shown[-1:] in "%‰" else shown
    if shown.startswith("(") and shown.endswith(")"):
        negative, shown = True, shown[1:-1].strip()
    elif shown.startswith("(") and ")" not in shown:
        negative, shown = True, shown[1:].strip()
    shown = shown.rstrip("%‰").strip()
    if shown[:1] and shown[0] in DASHES + "△▲":
        negative, shown = True, shown[1:].strip()
    elif shown[-1:] and shown[-1] in DASHES:
        negative, shown = True, shown[:-1].strip()
    elif shown.startswith("+"):
        shown = shown[1:].strip()
    return shown, negative
