"""What stands in filled forms: made-up values, each as it is written and what it means."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random

_FIRST = ["Amelia", "Jonas", "Priya", "Wei", "Fatima", "Oskar", "Chiara", "Daniel", "Noor", "Ines"]
_LAST = ["Okafor", "Lindqvist", "Marchetti", "Tanaka", "Brandt", "Novak", "Osei", "Byrne", "Haddad"]
_PLACES = ["Wendleford", "Marlow Quay", "Aldermoor", "Kingsholt", "Tidewell", "Brackley"]
_STREETS = ["Kestrel Way", "Chantry Row", "Sadler Street", "Market Place", "Customs Quay"]
_COMPANY = ["Alder", "Penrose", "Harrow", "Silverdale", "Northgate", "Linden", "Castell", "Orme"]
_TRADE = ["Joinery", "Foods", "Logistics", "Textiles", "Robotics", "Nurseries", "Printing"]
_MONTHS = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
]  # fmt: skip
_CURRENCIES = {"GBP": "£", "USD": "$", "EUR": "€", "CHF": "CHF ", "CNY": "RMB "}


class Maker:
    """Values of one document: each as it is written, and what it means."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.currency = chance.choice(list(_CURRENCIES))
        self.style = chance.randrange(4)

    def company(self) -> tuple[str, str]:
        """A company's name."""
        name = f"{self.chance.choice(_COMPANY)} {self.chance.choice(_TRADE)} "
        name += self.chance.choice(["Limited", "GmbH", "plc", "Inc.", "LLP"])
        return name, name

    def person(self) -> tuple[str, str]:
        """A person's name."""
        name = f"{self.chance.choice(_FIRST)} {self.chance.choice(_LAST)}"
        return name, name

    def surname(self) -> tuple[str, str]:
        """A surname, in capitals in some styles."""
        name = self.chance.choice(_LAST)
        return name.upper() if self.style % 2 else name, name

    def first(self) -> tuple[str, str]:
        """Two first names."""
        name = " ".join(self.chance.sample(_FIRST, 2))
        return name, name

    def place(self) -> tuple[str, str]:
        """A town."""
        name = self.chance.choice(_PLACES)
        return name, name

    def address(self) -> tuple[str, str]:
        """Street, town and postcode."""
        text = f"{self.chance.randrange(1, 99)} {self.chance.choice(_STREETS)}, "
        text += f"{self.chance.choice(_PLACES)} ZX{self.chance.randrange(1, 9)} 2QP"
        return text, text

    def number(self) -> tuple[str, str]:
        """A company's number."""
        text = str(self.chance.randrange(10_000_000, 99_999_999))
        return text, text

    def code(self) -> tuple[str, str]:
        """The number of an identity document."""
        text = f"{self.chance.choice('ABCDEFGHKL')}{self.chance.choice('MNPRST')}"
        text += str(self.chance.randrange(100_000, 9_999_999))
        return text, text

    def reference(self) -> tuple[str, str]:
        """The reference of an agreement."""
        text = f"{self.chance.choice(['TW', 'AG', 'KV'])}-{self.chance.randrange(2019, 2027)}"
        text += f"-{self.chance.randrange(1000, 9999)}"
        return text, text

    def iban(self) -> tuple[str, str]:
        """An account number, in groups in some styles."""
        plain = f"GB{self.chance.randrange(10, 99)}TDWL" + "".join(
            str(self.chance.randrange(10)) for _ in range(14)
        )
        spaced = " ".join(plain[n : n + 4] for n in range(0, len(plain), 4))
        return (spaced if self.style % 2 else plain), plain

    def day(self, low: int = 2019, high: int = 2031) -> tuple[str, str]:
        """A date within these years, in the document's style."""
        found = date(low, 1, 1) + timedelta(days=self.chance.randrange(365 * (high - low)))
        month = _MONTHS[found.month - 1]
        written = [
            f"{found.day} {month} {found.year}",
            f"{month} {found.day}, {found.year}",
            found.isoformat(),
            f"{found.day:02}/{found.month:02}/{found.year}",
        ][self.style]
        return written, found.isoformat()

    def money(self, low: int = 5, high: int = 5000) -> tuple[str, str]:
        """An amount in thousands of the document's currency."""
        amount = self.chance.randrange(low, high) * 1000 + self.chance.randrange(1000)
        sign = _CURRENCIES[self.currency]
        cents = f"{self.chance.randrange(100):02}" if self.chance.random() < 0.3 else ""
        written = f"{sign}{amount:,}" + (f".{cents}" if cents else "")
        if self.currency == "EUR" and self.style % 2:
            written = f"{amount:,}".replace(",", ".") + (f",{cents}" if cents else "") + " EUR"
        exact = Decimal(f"{amount}.{cents or '0'}").normalize()
        return written, f"{exact:f}"

    def rate(self) -> tuple[str, str]:
        """A yearly rate in percent."""
        exact = Decimal(self.chance.randrange(75, 975)) / 100
        words = "per cent" if self.style % 2 else "%"
        gap = " " if self.style % 2 else ""
        return f"{exact}{gap}{words}", f"{exact.normalize():f}"

    def choice(self, *pairs: tuple[str, str]) -> tuple[str, str]:
        """One of the pairs."""
        return self.chance.choice(pairs)

    def answer(self) -> tuple[str, bool]:
        """Yes or no."""
        value = self.chance.random() < 0.5
        if self.style == 3:
            return ("☒ Yes ☐ No" if value else "☐ Yes ☒ No"), value
        return ("Yes" if value else "No"), value
