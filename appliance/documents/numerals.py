"""Numbers as people write them: marks of thousands and decimals, scale words, currencies. Pure.

The cells of tables (`layout.figures`), amounts in running text (`assistant.forms.amounts`) and what
claims are compared by (`assistant.values`) are all read by these rules.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

# Powers of ten, by the word in lower case, and the pattern that finds one behind a figure.
SCALE_WORDS: Mapping[str, int] = {
    "thousand": 3, "million": 6, "billion": 9, "trillion": 12, "k": 3, "m": 6, "mn": 6, "bn": 9,
    "千": 3, "万": 4, "百万": 6, "亿": 8,
}  # fmt: skip
SCALE_WORD = r"thousand\b|million\b|billion\b|trillion\b|mn\b|bn\b|k\b|m\b|百万|万|亿|千"
CURRENCY_CODES = (
    "GBP", "USD", "EUR", "CNY", "CHF", "JPY", "INR", "AUD", "CAD", "HKD", "SGD", "SEK", "NOK",
    "DKK", "ZAR", "KRW", "PLN", "CZK", "HUF", "NZD", "MXN", "BRL", "TRY", "AED", "SAR", "THB",
    "MYR", "IDR", "PHP", "TWD", "VND", "ILS", "RUB",
)  # fmt: skip
_CURRENCIES: Mapping[str, str] = {
    "£": "GBP", "€": "EUR", "¥": "CNY", "₹": "INR", "₩": "KRW", "$": "USD", "US$": "USD",
    "HK$": "HKD", "A$": "AUD", "C$": "CAD", "S$": "SGD", "RMB": "CNY", "人民币": "CNY", "元": "CNY",
    "美元": "USD", "欧元": "EUR", "英镑": "GBP", "港元": "HKD", "日元": "JPY",
    "pound": "GBP", "pounds": "GBP", "pounds sterling": "GBP", "euro": "EUR", "euros": "EUR",
    "dollar": "USD", "dollars": "USD", "us dollars": "USD",
}  # fmt: skip

_GROUPED = re.compile(r"\d{1,3}(?P<mark>[,.' ])\d{3}(?:(?P=mark)\d{3})*")
# India writes 12,50,000.
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2})+,\d{3}")


def decimal(digits: str, *, money: bool = False) -> Decimal | None:
    """What digits mean, whatever marks their thousands and decimals; without sign or currency.

    Points, commas, spaces and apostrophes are told apart by how they group: 1,234.5, 1.234,56,
    1'234 and 12,50,000 are read. One comma before three digits groups; one point is a decimal
    point, but with `money` it groups, too: no money has three decimals. Nothing groups behind a
    single 0. None for what is no number: 1.2.3, 12,3456.7.
    """
    written = re.sub(r"\s", " ", digits.replace("’", "'"))
    marks = re.sub(r"\d", "", written)
    if not marks:
        return Decimal(written) if written else None
    last = marks[-1]
    if len(set(marks)) > 1:
        whole, _, rest = written.rpartition(last)
        if last not in ".," or not re.fullmatch(r"\d+", rest) or not _grouped(whole):
            return None
        return Decimal(re.sub(r"\D", "", whole) + "." + rest)
    thousands = len(marks) > 1 or last in "' " or last == "," or money
    if thousands and _grouped(written) and not re.match(r"0[.,]\d{3}$", written):
        return Decimal(written.replace(last, ""))
    if len(marks) == 1 and last in ".," and len(written) > 1:
        return Decimal(written.replace(",", "."))
    return None


def _grouped(written: str) -> bool:
    return bool(_GROUPED.fullmatch(written) or _INDIAN.fullmatch(written))


def currency_code(written: str) -> str:
    """The ISO 4217 code of a sign, word or code; empty if it names no currency.

    "$" alone is the US dollar's, "¥" the yuan's.
    """
    plain = " ".join(written.split())
    if plain.upper() in CURRENCY_CODES:
        return plain.upper()
    return (
        _CURRENCIES.get(plain)
        or _CURRENCIES.get(plain.upper())
        or _CURRENCIES.get(plain.lower(), "")
    )
