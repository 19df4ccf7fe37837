"""Makes small case files with and without gaps, whose truth is known, for the rules of reviews.

Values and layouts are those of the made forms (`form_values.py`, `form_layouts.py`). Half of the
cases have a planted gap: an old date, a missing signature or page, a value that differs, a wrong
check digit, a field that is there and empty. Rows of other dates, sums and names stand between.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from form_layouts import ROWS, Row
from form_values import Maker

from appliance.review.checklists.records import AgreementRule, DateRule, DocumentRule, Item

if TYPE_CHECKING:
    from collections.abc import Callable

SEED = 20261122
TODAY = date(2026, 11, 22)
# Read as one character for another, as readers of pictures do.
_CONFUSED = {"0": "O", "O": "0", "1": "l", "l": "1", "5": "S", "S": "5", "8": "B", "6": "b",
             "e": "c", "i": "l", ":": ";", ",": "."}  # fmt: skip


class Paper(NamedTuple):
    """A file as bytes, or the texts of its pages where `pages` is given."""

    name: str
    data: bytes = b""
    pages: tuple[str, ...] = ()


class Case(NamedTuple):
    """Papers, an item, and the verdict that a person would give; `rule` and `way` name it."""

    rule: str
    way: str
    papers: tuple[Paper, ...]
    item: Item
    truth: str


def cases(per_rule: int) -> list[Case]:
    """The same cases each time, `per_rule` of each; a quarter of those as read from pictures."""
    made = []
    for rule, make in _RULES.items():
        for number in range(per_rule):
            chance = random.Random(f"{SEED} {rule} {number}")  # noqa: S311 - a sample, not a key
            one = make(chance, number)
            noisy = number % 4 == 3
            papers = tuple(_noisy(paper, chance) if noisy else paper for paper in one.papers)
            way = "as read from a picture" if noisy else one.way
            made.append(one._replace(papers=papers, way=way))
    return made


def _noisy(paper: Paper, chance: random.Random) -> Paper:
    rate = chance.choice((0.002, 0.005, 0.01))
    texts = paper.pages or (paper.data.decode(),)
    return Paper(
        paper.name.rsplit(".", 1)[0] + ".txt", pages=tuple(_read(t, rate, chance) for t in texts)
    )


def _read(text: str, rate: float, chance: random.Random) -> str:
    read = []
    for character in text:
        wrong = chance.random() < rate
        if wrong and chance.random() < 0.2:
            continue
        read.append(_CONFUSED.get(character, character) if wrong else character)
    return "".join(read)


def _item(kind: str, **given: object) -> Item:
    return Item("item", kind, "Item", "Is it so?", "high", **given)  # type: ignore[arg-type]  # by name


def _written(day: date, style: int) -> str:
    month = f"{day:%B}"
    return (
        f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}", day.isoformat(),
        f"{day:%d/%m/%Y}", f"{day:%d.%m.%Y}",
    )[style % 5]  # fmt: skip


def _paper(name: str, title: str, rows: list[Row], number: int) -> tuple[Paper, str]:
    """A paper in one of the layouts, every fourth in a format that the parser has to read."""
    formats = [one for one in ROWS if not one[0].endswith(".txt")]
    plain = [one for one in ROWS if one[0].endswith(".txt")]
    among = plain if number % 4 else formats
    layout, draw = among[number // 8 % len(among)]
    data = draw(title, rows)
    if number % 4:
        return Paper(f"{name}.txt", pages=(data.decode(),)), layout
    return Paper(f"{name}.{layout.rsplit('.', 1)[1]}", data), layout


def _gap(number: int) -> bool:
    """Whether a case has a gap: in each layout, and among the misread, half of them have one."""
    return bool(number // 4 % 2)


def _between(chance: random.Random, rows: list[Row], others: list[Row]) -> list[Row]:
    mixed = rows + chance.sample(others, chance.randrange(1, len(others)))
    chance.shuffle(mixed)
    return mixed


def _bill(chance: random.Random, number: int) -> Case:
    """The age of a bill, among other dates that are on it."""
    maker = Maker(chance)
    old = _gap(number)
    days = chance.randrange(100, 900) if old else chance.randrange(1, 90)
    day = TODAY - timedelta(days=days)
    label = chance.choice(
        ["Bill date", "Date of bill", "Billing date", "Statement date", "Date of issue"]
    )
    others = [
        Row("Payment due by", _written(day + timedelta(days=21), maker.style)),
        Row("Last reading", _written(day - timedelta(days=40), maker.style)),
        Row("Next reading", _written(day + timedelta(days=60), maker.style)),
        Row("Customer since", _written(day - timedelta(days=3000), maker.style)),
        Row("Standing charge", maker.money(1, 2)[0]), Row("Account number", maker.number()[0]),
    ]  # fmt: skip
    rows = [Row("Supply address", maker.address()[0]), Row("Meter reading", maker.number()[0])]
    rows += _between(chance, [Row(label, _written(day, number))], others)
    paper, way = _paper("electricity bill", "Your electricity bill", rows, number)
    labels = ("bill date", "date of bill", "billing date", "statement date")
    rule = DocumentRule(date=DateRule(labels if number % 3 else (), at_most_days_before=92))
    item = _item("document", documents=("proof-of-address",), document=rule)
    return Case("document, its date", way, (paper,), item, "not met" if old else "met")


def _policy(chance: random.Random, number: int) -> Case:
    """The end of a policy, as a day or as the end of a range."""
    maker = Maker(chance)
    ended = _gap(number)
    gap = timedelta(days=chance.randrange(2, 400))
    end = TODAY - gap if ended else TODAY + gap
    begin = end - timedelta(days=364)
    style = chance.randrange(5)
    span = f"{_written(begin, style)} to {_written(end, style)}"
    last = _written(end, style)
    ways = [
        Row("Period of insurance", span), Row("Policy expires", last), Row("Valid until", last),
        Row("Insured until", last),
    ]  # fmt: skip
    others = [
        Row("Date of issue", _written(begin - timedelta(days=9), style)),
        Row("Premium paid on", _written(begin, style)), Row("Sum insured", maker.money()[0]),
        Row("Built in", str(chance.randrange(1950, 2015))), Row("Insured", maker.company()[0]),
    ]  # fmt: skip
    rows = _between(chance, [chance.choice(ways)], others)
    paper, way = _paper("insurance policy", "Certificate of insurance", rows, number)
    labels = ("period of insurance", "policy expires", "valid until", "insured until")
    item = _item("date", date=DateRule(labels, expires=True, warn_days=30))
    return Case("date", way, (paper,), item, "not met" if ended else "met")


def _slip(text: str, chance: random.Random) -> str:
    """The same with one digit changed."""
    places = [n for n, one in enumerate(text) if one.isdigit() and one != "0"]
    place = chance.choice(places)
    other = chance.choice([one for one in "123456789" if one != text[place]])
    return text[:place] + other + text[place + 1 :]


def _agreeing(chance: random.Random, number: int) -> Case:
    """A value in two papers, written in other ways; in half of the cases another one."""
    kind = chance.choice(("amount", "date", "text", "identifier"))
    maker, second = Maker(chance), Maker(chance)
    differs = _gap(number)
    if kind == "amount":
        amount = chance.randrange(20, 9000) * 500
        mine, theirs = (
            f"£{amount:,}",
            chance.choice([f"GBP {amount:,}.00", f"£{amount:,}.00", f"£{amount}"]),
        )
        theirs = _slip(theirs.removesuffix(".00"), chance) if differs else theirs
        labels, own = ("loan amount", "amount of the loan", "facility amount"), "loan amount"
        others = [
            Row("Arrangement fee", maker.money(1, 9)[0]),
            Row("Existing loan amount", maker.money()[0]),
            Row("Turnover", maker.money()[0]), Row("Security value", maker.money()[0]),
        ]  # fmt: skip
    elif kind == "date":
        day = date(2026, 1, 1) + timedelta(days=chance.randrange(300))
        other = day + timedelta(days=chance.randrange(1, 60)) if differs else day
        mine, theirs = _written(day, chance.randrange(3)), _written(other, chance.choice((0, 1, 2)))
        labels, own = ("date of birth", "born on", "birth date"), "date of birth"
        others = [Row("Date of issue", maker.day()[0]), Row("Date of expiry", maker.day()[0])]
    elif kind == "text":
        mine = maker.company()[0]
        theirs = mine.replace("Limited", "Ltd").upper() if chance.random() < 0.5 else mine
        while differs and theirs == mine:
            theirs = second.company()[0]
        theirs = (
            second.company()[0]
            if differs and theirs.casefold()[:4] == mine.casefold()[:4]
            else theirs
        )
        differs = theirs.casefold().replace("ltd", "limited") != mine.casefold().replace(
            "ltd", "limited"
        )
        labels, own = ("name of the borrower", "borrower", "borrower's name"), "borrower"
        others = [Row("Guarantor", maker.company()[0]), Row("Broker", maker.person()[0])]
    else:
        mine = maker.number()[0]
        theirs = _slip(mine, chance) if differs else f"No. {mine}" if number % 3 else mine
        labels, own = (
            ("company number", "registered number", "registration number"),
            "company number",
        )
        others = [Row("Account number", maker.number()[0]), Row("Reference", maker.reference()[0])]
    rows = _between(chance, [Row(chance.choice(labels).capitalize(), mine)], others)
    first, way = _paper("application form", "Application form", rows, number)
    rows = _between(chance, [Row(chance.choice(labels).capitalize(), theirs)], others)
    other_paper, _ = _paper("credit memo", "Credit memorandum", rows, number + 4)
    rule = AgreementRule((own, *labels), kind)  # type: ignore[arg-type]  # a kind
    item = _item("agreement", agreement=rule)
    truth = "contradicted" if differs else "met"
    return Case(f"agreement, {kind}", way, (first, other_paper), item, truth)


def _account(chance: random.Random, number: int) -> Case:
    """An account's number with check digits; in half of the cases one digit is wrong."""
    wrong = _gap(number)
    bank = "".join(chance.choice("ABCDEFGHKLMNPRST") for _ in range(4))
    body = bank + "".join(chance.choice("0123456789") for _ in range(14))
    rest = int("".join(str(int(one, 36)) for one in f"{body}GB00")) % 97
    plain = f"GB{98 - rest:02}{body}"
    shown = plain[:8] + _slip(plain[8:], chance) if wrong else plain
    shown = " ".join(shown[n : n + 4] for n in range(0, 22, 4)) if number % 3 else shown
    maker = Maker(chance)
    others = [
        Row("Card number ends in", maker.number()[0][:4]), Row("Reference", maker.reference()[0]),
        Row("Company number", maker.number()[0]), Row("Balance", maker.money()[0]),
    ]  # fmt: skip
    rows = _between(
        chance, [Row(chance.choice(["IBAN", "Account", "Pay to", "Bank details"]), shown)], others
    )
    paper, way = _paper("payment details", "Payment details", rows, number)
    item = _item("identifier", identifier="iban")
    return Case("identifier", way, (paper,), item, "not met" if wrong else "met")


def _signed(chance: random.Random, number: int) -> Case:
    """A guarantee of one to three parties; in half of the cases one of them has not signed."""
    maker = Maker(chance)
    parties = chance.randrange(1, 4)
    open_one = chance.randrange(parties) if _gap(number) else -1
    lines = ["Deed of guarantee", f"This guarantee is made on {maker.day(2025, 2026)[0]}.",
             "The Guarantor guarantees to the Bank the payment of all that is owed.", "",
             "In witness whereof the parties have executed this deed."]  # fmt: skip
    style = chance.randrange(4)
    for party in range(parties):
        name, day = maker.person()[0], maker.day(2025, 2026)[0]
        signed = party != open_one
        lines += ["", f"Signed for and on behalf of {maker.company()[0]}"]
        if style == 0:
            lines += [f"By: {'/s/ ' + name if signed else '____________'}", f"Name: {name}",
                      f"Date: {day if signed else '____________'}"]  # fmt: skip
        elif style == 1:
            lines += [f"Signature: {name if signed else '.' * 30}", f"Name: {name}",
                      "Title: Director",
                      f"Date: {day if signed else '.' * 20}"]  # fmt: skip
        elif style == 2:
            lines += [name if signed else "____________", f"{name}, Director"]
        else:
            lines += [f"Signed: {'[signed]' if signed else '[to be signed]'}  Name: {name}  Date: "
                      f"{day if signed else '________'}"]  # fmt: skip
    item = _item("document", documents=("guarantee",), document=DocumentRule(signed=True))
    truth = "not met" if open_one >= 0 else "met"
    paper = Paper("guarantee.txt", pages=("\n".join(lines),))
    return Case("document, signed", "text", (paper,), item, truth)


def _complete(chance: random.Random, number: int) -> Case:
    """Numbered pages and named schedules; in half of the cases one is missing."""
    total = chance.randrange(3, 10)
    form = chance.choice(
        ("Page {n} of {t}", "{n} / {t}", "- {n} -", "{n} of {t}", "第{n}页 共{t}页")
    )
    schedules = chance.randrange(0, 3)
    texts = []
    for page in range(1, total + 1):
        body = f"{page}. The Guarantor shall pay on demand what clause {page} says.\n" * 5
        if page == 1:
            body = "Deed of guarantee\nThis guarantee is given to the Bank.\n" + body
            body += "".join(
                f"The sums are listed in Schedule {n}.\n" for n in range(1, schedules + 1)
            )
        first = total - schedules
        if page > first:
            body = f"Schedule {page - first}\nSums\n" + "Principal 1,000\n" * 4
        texts.append(f"{body}\n{form.format(n=page, t=total)}\n")
    missing = _gap(number) and chance.randrange(1, total)
    if missing:
        # Where no total is printed, nobody can know that the last page is missing.
        drop = missing if missing < total - 1 else 1
        del texts[drop]
    rule = DocumentRule(pages_complete=True)
    item = _item("document", documents=("guarantee",), document=rule)
    paper = Paper("guarantee.txt", pages=tuple(texts))
    return Case("document, whole", form, (paper,), item, "not met" if missing else "met")


# For an item of the shipped lists: what a paper says that meets it, and what only reads like it.
_SAID: tuple[tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]], ...] = (
    (
        (r"sources?\s+of\s+(?:the\s+|your\s+)?(?:funds|wealth|income|money)",),
        ("Source of funds: sale of the house at 4 Mill Lane.",
         "The source of the funds is his salary.", "Sources of income are two shops in Leeds.",
         "Source of wealth\tInheritance from an aunt, 2019"),
        ("Source of funds: ____________",
         "Please state the source of the funds on a separate sheet.",
         "Evidence for the source of funds is still to come.", "Source of wealth\t"),
    ),
    (
        (r"(?:certif(?:y|ied)|confirm(?:ed)?)[^.;]{0,60}true\s+(?:and\s+complete\s+)?copy",
         r"original[^.;]{0,20}(?:seen|sighted|inspected)"),
        ("I certify that this is a true copy of the passport.",
         "Original passport seen on 3 May 2026.",
         "Certified as a true and complete copy by J. Hale."),
        ("A solicitor should certify it as a true copy.",
         "Original passport to be seen at the next visit.",
         "Copies are accepted if certified a true copy by a notary.", "Original not seen."),
    ),
    (
        (r"(?:customer|client|AML)\s+risk\s+"
         r"(?:rating|class(?:ification)?|score|category|assessment)",
         r"risk\s+(?:rating|category)[^.;]{0,20}\b(?:low|medium|standard|high)\b"),
        ("Customer risk rating: medium, because of cash.", "The risk rating is low.",
         "Client risk assessment: high; owner abroad."),
        ("Customer risk rating: ", "The customer risk assessment has not been made yet.",
         "Client risk score to be filled in by the branch."),
    ),
    (
        (r"governed\s+by[^.;]{0,40}\blaws?\b",),
        ("This Agreement is governed by the laws of England and Wales.",
         "It shall be governed by, and read under, Irish law."),
        ("The parties have not agreed by which law it is governed by law or court.",
         "Disputes about tax are governed by public law of each party."),
    ),
)  # fmt: skip


def _presence(chance: random.Random, number: int) -> Case:
    """Wording of the shipped lists; in half of the cases it is there and says nothing."""
    patterns, good, bad = chance.choice(_SAID)
    empty = _gap(number)
    lines = [
        "Customer file",
        "The branch opened the file in May.",
        chance.choice(bad if empty else good),
    ]
    lines += chance.sample(
        ["Tea was served.", "He visited twice.", "The line was busy.", "Thank you."], 2
    )
    item = _item("presence", patterns=patterns)
    paper = Paper("notes.txt", pages=("\n".join(lines),))
    return Case("presence", "text", (paper,), item, "not found" if empty else "met")


_RULES: dict[str, Callable[[random.Random, int], Case]] = {
    "bill": _bill,
    "policy": _policy,
    "agreeing": _agreeing,
    "account": _account,
    "signed": _signed,
    "complete": _complete,
    "presence": _presence,
}
