"""What is known of an identifier in a text and of what a case hides. No behaviour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Extent = Literal["off", "screen", "exports", "models"]


@dataclass(frozen=True, slots=True)
class Identifier:
    """One identifier in a text.

    Attributes:
        kind: one of `kinds.KINDS`.
        start: first code point, of the text as it was given.
        end: one past the last code point.
        value: the same for every way of writing it, with misread letters read as digits.
        valid: True if its check digits or its register's rules hold, False if they do not, None
            where the kind has none.
        evidence: for persons, what the name was found by: one of `kinds.CONFIDENCE`; else "".
        confidence: the share of such finds that were persons when it was measured, 0 to 1; None
            where the kind is not found by evidence.
    """

    kind: str
    start: int
    end: int
    value: str
    valid: bool | None
    evidence: str = ""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of identifier.

    Attributes:
        name: as rules and files name it.
        token: what stands in masked text, as in `[IBAN-1]`.
        title: for people.
        checked: its numbers carry check digits.
    """

    name: str
    token: str
    title: str
    checked: bool


@dataclass(frozen=True, slots=True)
class MaskingRule:
    """What a case hides, and where.

    Attributes:
        extent: each of "off", "screen" (in the window and in printed text), "exports" (files too)
            and "models" (what a model reads too) holds what stands before it.
        kinds: the kinds hidden; empty means all.
    """

    extent: Extent = "off"
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """What a token of a case stands for; `shown` is how it was first written.

    `sure` of a person whose parts are hidden too, such as the family name alone.
    """

    token: str
    kind: str
    value: str
    shown: str
    sure: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """One replaced stretch: `start:end` of the text given, `at:until` of the masked text."""

    start: int
    end: int
    at: int
    until: int
    token: str


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with tokens in place of identifiers; `pieces` in order."""

    text: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """An identifier at a place of a case; `text` is as the page has it, `page` counts from 1.

    `evidence` and `confidence` as in `Identifier`.
    """

    document: str
    page: int
    kind: str
    start: int
    end: int
    text: str
    value: str
    valid: bool | None
    evidence: str = ""
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class KindCount:
    """How often a kind was found; `valid` of them with right check digits."""

    kind: str
    title: str
    found: int
    valid: int
    values: int


@dataclass(frozen=True, slots=True)
class Scan:
    """What was found in a case or a document, in the order of its pages."""

    pages: int
    findings: tuple[Finding, ...]
    counts: tuple[KindCount, ...]
