"""How well one part of a page fits a question: facts that can be weighed, all in 0 to 1."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from appliance.assistant.values import covered, values
from appliance.assistant.wording import Weights, terms
from appliance.documents.normal import normalise

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from appliance.assistant.questions import Question, Wanted
    from appliance.assistant.values import Value

_PERIOD = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|eighteen|twenty"
    r"|thirty|sixty|ninety)[\s’'-]+(?:\w+[\s-])?(?:days?|weeks?|months?|quarters?|years?)\b"
    r"|[0-9一二三四五六七八九十]+\s?[个]?(?:天|日|周|月|年)",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"(?:[A-Z][\w’'&.-]*|[A-Z]\.)(?:\s+(?:(?:and|of|de|van|von|&)\s+)?[A-Z][\w’'&.-]*)+"
    r"|[\u4e00-\u9fff]{2,}(?:公司|银行|集团|先生|女士)"
)
_PLACE = re.compile(
    r"\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b|\b\d{5}(?:-\d{4})?\b"
    r"|\b(?:in|at|of|to)\s+[A-Z][a-z]+|[\u4e00-\u9fff]+[省市区县路]"
)
_DEFINED = re.compile(r"[“\"]([^”\"]{2,60})[”\"]")
_ROLE = re.compile(r"\bas\s+(?:the\s+)?([A-Z][\w -]{2,40})\s*$")
_LABEL_END = re.compile(r"\t|[:：]\s|\s(?=[(£$€¥-]?\s?\d[\d,.]*)")


# The number of a clause is not what anybody asks for.
_NUMERAL = re.compile(r"^\s*(?:\(\w{1,4}\)|\d{1,3}(?:\.\d{1,3})+\.?|\d{1,3}\.)\s+")
_SMALL_WORD = re.compile(r"\b[a-z]{2,}\b")
# What is charged may be a sum or a percentage.
_RATES = frozenset(terms("fee charge commission premium interest discount levy tax"))
_COMPANY_WORDS = "Limited Ltd plc PLC LLP LLC Inc Corp Corporation Company Bank AG GmbH SA"
_COMPANY = frozenset(_COMPANY_WORDS.split())


class Evidence(NamedTuple):
    """Facts about one part of a page, for one question.

    Attributes:
        cosine: similarity of the embeddings, below 0 counted as 0.
        here: the part of the question's words (by weight) that stand in the part itself.
        near: the same, with the headings above it.
        rarest: the question's rarest word stands here or in the headings.
        dense: the part of this text's words (by weight) that are the question's.
        label: likeness of the question to what this text is a label or definition of.
        fits, misses: a kind of thing is asked for that has a form of its own (a date, a name, a
            percentage), and it is here, or is not. What the question names itself does not count.
        counts, lacks: the same for plain amounts and numbers, which tables are full of.
        row, heading: what it is.
    """

    cosine: float
    here: float
    near: float
    rarest: float
    dense: float
    label: float
    fits: float
    misses: float
    counts: float
    lacks: float
    row: float
    heading: float


def weigh(
    question: Question,
    weights: Weights,
    *,
    text: str,
    context: str,
    kind: str,
    cosine: float,
    common: Collection[str] = (),
) -> Evidence:
    """The facts about `text`, which stands under `context` on its page.

    `common` are the words that the file also writes without a capital (see `common_words`).
    """
    plain = " ".join(normalise(text).split())
    mine, around = set(terms(plain)), set(terms(context))
    total = weights.total(question.terms) or 1.0
    found = [term for term in question.terms if term in mine]
    nearby = [term for term in question.terms if term in mine or term in around]
    rarest = max(question.terms, key=weights.of, default="")
    fits = answers_kind(question, plain, row=kind == "row", common=common)
    plain_number = question.wanted in ("amount", "count")
    return Evidence(
        cosine=max(0.0, cosine),
        here=weights.total(found) / total,
        near=weights.total(nearby) / total,
        rarest=float(rarest in mine or rarest in around),
        dense=weights.total(found) / (weights.total(mine) or 1.0),
        label=_label_likeness(question, weights, plain if kind != "row" else text, kind, around),
        fits=float(fits is True and not plain_number),
        misses=float(fits is False and not plain_number),
        counts=float(fits is True and plain_number),
        lacks=float(fits is False and plain_number),
        row=float(kind == "row"),
        heading=float(kind == "heading"),
    )


def common_words(texts: Iterable[str]) -> frozenset[str]:
    """Words that stand in the texts in small letters: with a capital they are no names.

    A contract writes "the Charged Property"; a company or a person is never written small.
    """
    return frozenset(word for text in texts for word in _SMALL_WORD.findall(text))


def answers_kind(
    question: Question, text: str, *, row: bool = False, common: Collection[str] = ()
) -> bool | None:
    """Whether `text` holds the kind of thing asked for; None when no kind is asked for."""
    wanted: Wanted | Literal["charge"] = question.wanted
    if wanted in ("text", "yes-no"):
        return None
    if wanted == "party":
        return any(
            _is_name(match, common) and _is_new(match, question) for match in _NAME.findall(text)
        )
    if wanted == "place":
        return any(_is_new(match, question) for match in _PLACE.findall(text))
    text = _NUMERAL.sub("", text)
    if wanted == "duration":
        return _PERIOD.search(text) is not None
    if wanted == "amount" and _RATES & set(question.terms):
        wanted = "charge"
    return any(
        _of_kind(value, wanted, row=row) and not covered(value, question.values)
        for value in values(text)
    )


def _is_name(phrase: str, common: Collection[str]) -> bool:
    words = [word.strip(".,") for word in phrase.split()]
    return words[-1] in _COMPANY or any(word.casefold() not in common for word in words)


def _is_new(name: str, question: Question) -> bool:
    """The name says more than the question did."""
    return bool(set(terms(name)) - set(question.terms))


def _of_kind(value: Value, wanted: Wanted | Literal["charge"], *, row: bool) -> bool:
    amount = value.kind == "amount" or (value.kind == "number" and not _small(value))
    digits = max((sum(c.isdigit() for c in key) for key in value.keys), default=0)
    return {
        "amount": amount,
        "charge": amount or value.kind == "percent",
        # The head of a column may say "%" for all its figures.
        "percent": value.kind == "percent" or (row and "." in next(iter(value.keys))),
        "ratio": value.kind == "ratio" or value.kind == "percent",
        "date": value.kind == "date" or (not row and _year(value)),
        "count": value.kind == "number",
        "code": value.kind == "code" or (value.kind == "number" and digits >= 5),
    }.get(wanted, False)


def _year(value: Value) -> bool:
    return value.kind == "number" and all(re.fullmatch(r"(?:19|20)\d\d", key) for key in value.keys)


def _small(value: Value) -> bool:
    """A year, the number of a clause or of a note; not an amount."""
    (key,) = value.keys
    return value.worded or len(key) < 3 or _year(value)


def _label_likeness(
    question: Question, weights: Weights, text: str, kind: str, around: set[str]
) -> float:
    """Dice's coefficient, by weight, of the question's words and the best label's.

    Words of the question that stand in the headings ("for the year ended 31 March 2026") need not
    stand in the label.
    """
    best = 0.0
    for label in labels(text, kind):
        mine = set(terms(label))
        asked = [term for term in question.terms if term in mine or term not in around]
        both = weights.total(term for term in asked if term in mine)
        whole = weights.total(asked) + weights.total(mine)
        if whole:
            best = max(best, 2 * both / whole)
    return best


def labels(text: str, kind: str) -> Iterable[str]:
    """What `text` gives a value to: the first cell of a row, a defined term, a role."""
    if kind == "row":
        yield _LABEL_END.split(text, maxsplit=1)[0]
    yield from _DEFINED.findall(text)
    role = _ROLE.search(text)
    if role:
        yield role[1]
