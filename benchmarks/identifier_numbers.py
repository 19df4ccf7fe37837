# ruff: noqa: E501, D103 - tables, and makers of numbers named for what they make
"""Identifiers as they are written, with check digits that are computed here.

None of the finder's libraries is used, so that a mistake in one is not hidden by the same mistake
in the other. All draws come from `DICE`, in the order of the calls: the same texts each time.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

SEED = 20261122
WRONG_SHARE = 0.2

DICE = random.Random(SEED)  # noqa: S311 - texts that can be made again


class Gold(NamedTuple):
    """What was written, and whether its check digits hold (None: it has none)."""

    kind: str
    text: str
    valid: bool | None
    bare: bool = False


def digits(count: int) -> str:
    """Random digits; the first is not 0."""
    return str(DICE.randint(1, 9)) + "".join(str(DICE.randint(0, 9)) for _ in range(count - 1))


# Check digits -------------------------------------------------------------------------------------


def mod97(text: str) -> int:
    """The remainder of ISO 7064 with letters as 10 to 35."""
    return int("".join(str(int(character, 36)) for character in text)) % 97


def luhn(body: str) -> str:
    """The digit that makes the sum of ISO 7812 a multiple of ten."""
    total = 0
    for place, digit in enumerate(reversed(body)):
        worth = int(digit) * (2 if place % 2 == 0 else 1)
        total += worth - 9 if worth > 9 else worth
    return str(-total % 10)


def mod11_10(body: str) -> str:
    """ISO 7064 MOD 11,10, as on German tax numbers."""
    product = 10
    for digit in body:
        total = (int(digit) + product) % 10 or 10
        product = 2 * total % 11
    return str((11 - product) % 10)


def weighted(body: str, weights: list[int]) -> int:
    """Sum of digits times weights."""
    return sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))


def day() -> tuple[int, int, int]:
    """A date of birth."""
    return DICE.randint(1940, 2004), DICE.randint(1, 12), DICE.randint(1, 28)


# Numbers: a body and its check, which is made wrong at times --------------------------------------


def spoiled(digit: str) -> str:
    """Another digit."""
    return str((int(digit) + DICE.randint(1, 9)) % 10)


def wrong() -> bool:
    """Whether this one gets a wrong check digit."""
    return DICE.random() < WRONG_SHARE


def ended(kind: str, body: str, check: str, form: Callable[[str], str] = str) -> Gold:
    """Body and check digit, the last of which is spoiled at times."""
    bad = wrong()
    return Gold(kind, form(body + (check[:-1] + spoiled(check[-1]) if bad else check)), not bad)


def grouped(size: int, gap: str = " ") -> Callable[[str], str]:
    """Written in groups, or not."""

    def form(text: str) -> str:
        if DICE.random() < 0.4:
            return text
        return gap.join(text[place : place + size] for place in range(0, len(text), size))

    return form


def iban() -> Gold:
    country, bban = DICE.choice(
        [
            ("DE", digits(18)), ("AT", digits(16)), ("NL", "INGB" + digits(10)), ("CH", digits(17)),
            ("GB", "NWBK" + digits(14)), ("ES", digits(20)), ("FR", digits(23)), ("BE", digits(12)),
            ("PL", digits(24)), ("SE", digits(20)), ("IE", "AIBK" + digits(14)),
            ("IT", "X" + digits(22)),
        ]
    )  # fmt: skip
    check = f"{98 - mod97(bban + country + '00'):02d}"
    bad = wrong()
    if bad:
        check = f"{(int(check) + DICE.randint(1, 9)) % 97:02d}"
    return Gold("iban", grouped(4)(country + check + bban), not bad)


def card() -> Gold:
    body = DICE.choice(
        ["4" + digits(14), "51" + digits(13), "2221" + digits(11), "62" + digits(13)]
    )
    return ended("card", body, luhn(body), grouped(4, DICE.choice([" ", "-"])))


def lei() -> Gold:
    body = digits(4) + "00" + "".join(DICE.choices("ABCDEFGHJKLMNPQRSTUVWXYZ0123456789", k=12))
    return ended("lei", body, f"{98 - mod97(body + '00'):02d}")


def aba() -> Gold:
    body = "0" + DICE.choice("123456789") + digits(6)
    return ended("us-aba", body, str(-weighted(body, [3, 7, 1, 3, 7, 1, 3, 7]) % 10))


def resident() -> Gold:
    year, month, date = day()
    body = (
        DICE.choice(["110105", "310104", "440305", "510107"])
        + f"{year}{month:02d}{date:02d}"
        + digits(3)
    )
    total = weighted(body, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
    check = "10X98765432"[total % 11]
    bad = wrong()
    if bad:
        check = DICE.choice([one for one in "0123456789" if one != check])
    return Gold("cn-resident", body + check, not bad)


def company_code() -> Gold:
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = (
        "91"
        + DICE.choice(["110000", "310115", "440300"])
        + "".join(DICE.choices(alphabet[:20], k=9))
    )
    total = sum(alphabet.index(one) * pow(3, place, 31) for place, one in enumerate(body))
    check = alphabet[-total % 31]
    bad = wrong()
    if bad:
        check = DICE.choice([one for one in alphabet if one != check])
    return Gold("cn-company", body + check, not bad)


def nhs() -> Gold:
    while True:
        body = digits(9)
        check = 11 - weighted(body, list(range(10, 1, -1))) % 11
        if check != 10:
            return ended("gb-nhs", body, str(check % 11), lambda n: f"{n[:3]} {n[3:6]} {n[6:]}")


def german_tax() -> Gold:
    # Ten digits of which one stands twice and one is missing.
    shuffled = DICE.sample("123456789", 9)
    body = "".join(shuffled) + shuffled[4]
    return ended(
        "national-id", body, mod11_10(body), lambda n: f"{n[:2]} {n[2:5]} {n[5:8]} {n[8:]}"
    )


def german_vat() -> Gold:
    body = digits(8)
    return ended("vat", "DE" + body, mod11_10(body))


def french_vat() -> Gold:
    siren_body = digits(8)
    siren = siren_body + luhn(siren_body)
    return ended("vat", "FR", f"{(12 + 3 * (int(siren) % 97)) % 97:02d}", lambda n: n + siren)


def nir() -> Gold:
    year, month, _ = day()
    body = (
        DICE.choice("12")
        + f"{year % 100:02d}{month:02d}"
        + f"{DICE.randint(10, 89)}"
        + digits(3)
        + digits(3)
    )
    return ended("national-id", body, f"{97 - int(body) % 97:02d}",
                 lambda n: f"{n[0]} {n[1:3]} {n[3:5]} {n[5:7]} {n[7:10]} {n[10:13]} {n[13:]}")  # fmt: skip


def dni() -> Gold:
    body = digits(8)
    letters = "TRWAGMYFPDXBNJZSQVHLCKE"
    right = letters[int(body) % 23]
    bad = wrong()
    return Gold(
        "national-id",
        body + (DICE.choice([c for c in letters if c != right]) if bad else right),
        not bad,
    )


def bsn() -> Gold:
    while True:
        body = digits(8)
        check = weighted(body, [9, 8, 7, 6, 5, 4, 3, 2]) % 11
        if check < 10:
            return ended("national-id", body, str(check))


def pesel() -> Gold:
    year, month, date = day()
    body = f"{year % 100:02d}{month + (20 if year > 1999 else 0):02d}{date:02d}" + digits(4)
    return ended("national-id", body, str(-weighted(body, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10))


def codice() -> Gold:
    year, month, date = day()
    body = ("".join(DICE.choices("BCDFGLMNPRSTVZ", k=6)) + f"{year % 100:02d}"
            + "ABCDEHLMPRST"[month - 1] + f"{date:02d}" + DICE.choice(["H501", "F205", "L219"]))  # fmt: skip
    odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18,
           20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]  # fmt: skip
    total = 0
    for place, one in enumerate(body):
        worth = int(one) if one.isdigit() else ord(one) - 65
        total += worth if place % 2 else odd[worth]
    right = chr(65 + total % 26)
    bad = wrong()
    return Gold(
        "national-id",
        body + (DICE.choice([c for c in "ABCDEFGH" if c != right]) if bad else right),
        not bad,
    )


def ssn() -> Gold:
    return Gold("us-ssn", f"{DICE.randint(101, 665)}-{DICE.randint(11, 99)}-{digits(4)}", None)


def ein() -> Gold:
    return Gold("us-ein", f"{DICE.choice([12, 13, 20, 36, 47, 95])}-{digits(7)}", None)


def nino() -> Gold:
    n = digits(6)
    pair = DICE.choice(["AB", "CE", "JG", "PX", "SR"])
    return Gold("gb-nino", f"{pair} {n[:2]} {n[2:4]} {n[4:]} {DICE.choice('ABCD')}", None)


def bic() -> Gold:
    return Gold(
        "bic", DICE.choice(["COBADEFFXXX", "BNPAFRPP", "INGBNL2A", "NWBKGB2L", "BKCHCNBJ"]), None
    )


def account() -> Gold:
    return Gold("account", digits(DICE.randint(7, 12)), None)


def email() -> Gold:
    name = DICE.choice(["jane.roe", "h.mueller", "contact", "li_wei88", "m-dupont"])
    return Gold(
        "email", f"{name}@{DICE.choice(['example.com', 'bank.example.de', 'firma.co.uk'])}", None
    )


def phone(where: str) -> Gold:
    forms = {
        "en": [f"+44 20 7946 0{digits(3)}", f"(212) 555-01{DICE.randint(10, 99)}", f"+1 415-555-01{DICE.randint(10, 99)}"],
        "de": [f"+49 89 {digits(7)}", f"030 {digits(7)}"],
        "fr": [f"01 4{DICE.randint(0, 9)} {DICE.randint(10, 99)} {DICE.randint(10, 99)} {DICE.randint(10, 99)}", f"+33 6 12 34 56 {DICE.randint(10, 99)}"],
        "zh": [f"138 {digits(4)} {digits(4)}", f"010-6{digits(7)}", f"+86 139 {digits(4)} {digits(4)}"],
        "es": [f"+34 91 {digits(3)} 45 67"],
        "it": [f"+39 02 {digits(7)}"],
        "nl": [f"+31 20 {digits(7)}"],
    }  # fmt: skip
    return Gold("phone", DICE.choice(forms[where]), None)


def born(where: str) -> Gold:
    year, month, date = day()
    months = ["January", "February", "March", "April", "May", "June", "July", "August", "September",
              "October", "November", "December"]  # fmt: skip
    german = ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September",
              "Oktober", "November", "Dezember"]  # fmt: skip
    numeric = [
        f"{date:02d}/{month:02d}/{year}",
        f"{date:02d}.{month:02d}.{year}",
        f"{year}-{month:02d}-{date:02d}",
    ]
    special = {
        "en": [f"{date} {months[month - 1]} {year}", f"{months[month - 1]} {date}, {year}"],
        "de": [f"{date}. {german[month - 1]} {year}"],
        "zh": [f"{year}年{month}月{date}日"],
    }.get(where, numeric)
    return Gold("birth-date", DICE.choice(special if DICE.random() < 0.6 else numeric), None)


NATIONAL = {"de": german_tax, "fr": nir, "es": dni, "it": codice, "nl": bsn}
NUMBERS: dict[str, Callable[[], Gold]] = {
    "iban": iban, "card": card, "lei": lei, "us-aba": aba, "gb-nhs": nhs, "us-ssn": ssn, "us-ein": ein,
    "gb-nino": nino, "bic": bic, "account": account, "email": email, "cn-resident": resident,
    "cn-company": company_code,
}  # fmt: skip
