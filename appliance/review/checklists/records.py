"""What a checklist is made of; frozen, without behaviour. The file format is made from this.

A checklist is a readable TOML file (docs/formats/checklist.md). Unknown names in it are refused.
"""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

Severity = Literal["critical", "high", "medium", "low"]
# The gravest first.
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
# What an item asks for, and so what decides it:
# statement: whether the papers say it, deny it or do not mention it; models propose.
# document:  whether a paper of these types is there, complete, signed, in date; code decides.
# date:      whether a date beside these words keeps a rule; code decides.
# agreement: whether a value is the same in all papers that state it; code decides.
# identifier: whether a number of this kind is there and its check digits hold; code decides.
# presence:  whether something stands in the papers that the patterns describe; code decides.
# indicator: signs of risk in wording or transactions; found ones always go to a person.
ItemKind = Literal[
    "statement", "document", "date", "agreement", "identifier", "presence", "indicator"
]
Indicator = Literal["", "below-threshold", "round-sums", "in-and-out", "cash-share"]

MOST_ITEMS = 200
MOST_PATTERNS = 40
MOST_TEXT_CP = 2000
MOST_LINE_CP = 300
MOST_DAYS = 36_500
MOST_PAPERS = 100
# Who decides items, and so may be allowed to waive one.
ROLES = ("officer", "reviewer")


class DateRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """When a date is in order; days count from the day of the review unless `against` is given.

    Attributes:
        labels: words that stand beside the date ("date of valuation", "有效期至").
        against: words beside another date of the case, in place of the day of the review.
        against_documents: types of papers whose date that is; () for any paper of the case.
        at_most_days_before: older is stale; None for no limit.
        at_most_days_after: later is not yet good; None for no limit.
        expires: the date is an end of validity, so a day before the review is "not met".
        warn_days: an end of validity nearer than this is "expiring".
    """

    labels: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    against_documents: tuple[str, ...] = ()
    at_most_days_before: int | None = None
    at_most_days_after: int | None = None
    expires: bool = False
    warn_days: int = 0


class DocumentRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a paper must have beside being there.

    Attributes:
        signed: each block for a signature is filled.
        signatories: words of parties that must each have signed; () for all blocks found.
        pages_complete: "page 3 of 12" and numbered schedules leave no gap.
        date: rule for its date or its end of validity.
        at_least: so many papers of these types.
    """

    signed: bool = False
    signatories: tuple[str, ...] = ()
    pages_complete: bool = False
    date: DateRule | None = None
    at_least: int = 1


class AgreementRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A value that several papers state and that must be the same in all of them.

    `labels` are words beside it; `value` is its kind; `tolerance` a part of an amount (0.01).
    """

    labels: tuple[str, ...]
    value: Literal["amount", "date", "text", "identifier"] = "amount"
    tolerance: float = 0.0


class Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One point of a checklist.

    Attributes:
        id: small letters, digits and "-", one of its kind in the checklist.
        question: what is to be found out, as a person would ask; of a statement, the sentence that
            is to be confirmed or denied.
        met_when: what counts as met, in words for the person who decides.
        documents: types of papers concerned (`appliance.review.papers`); () for all.
        look: words of headings and terms near which the answer usually stands.
        patterns: regular expressions whose match speaks for it; of a presence, what must be there.
        against: regular expressions whose match speaks against it.
        exceptions: words that make an exception of it, beside those that always do.
        identifier: kind of an identifier, as `cofferdam privacy` names them.
        indicator: a rule over transactions; "" for one of wording alone.
        threshold: the amount that such a rule is about, 0 for none.
        waive: roles that may waive it; () for nobody.
        owner: who clears an exception, as a role or function ("loan administration").
        due_days: until when it is to be cleared, from the day of the review; 0 for no date.
        model: name of a model trained for exactly this statement, as "nda-statements/nda-1".
    """

    id: str
    kind: ItemKind
    title: str
    question: str
    severity: Severity
    title_zh: str = ""
    question_zh: str = ""
    met_when: str = ""
    met_when_zh: str = ""
    documents: tuple[str, ...] = ()
    look: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    against: tuple[str, ...] = ()
    exceptions: tuple[str, ...] = ()
    document: DocumentRule | None = None
    date: DateRule | None = None
    agreement: AgreementRule | None = None
    identifier: str = ""
    indicator: Indicator = ""
    threshold: float = 0.0
    waive: tuple[str, ...] = ()
    owner: str = ""
    due_days: int = 0
    model: str = ""


class Checklist(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A versioned list of items.

    Attributes:
        name: key: small letters, digits and "-".
        version: "1.0", "1.1" …; two files of one name and version have the same content.
        jurisdiction: ISO 3166 code, or "any".
        valid_from, valid_to: YYYY-MM-DD; `valid_to` "" for no end.
        source: which rules it was written after, in words.
        licence: of the text.
        language: of its questions, "en" or "zh".
    """

    name: str
    version: str
    title: str
    items: tuple[Item, ...]
    title_zh: str = ""
    jurisdiction: str = "any"
    valid_from: str = ""
    valid_to: str = ""
    source: str = ""
    licence: str = ""
    language: str = "en"


class Signed(msgspec.Struct, frozen=True):
    """Who signed a checklist's file, and when; `key` is the name of the public key.

    `trusted` says whether the vault trusts that publisher. `public` is the key in hexadecimal,
    "" where only its name is known.
    """

    key: str
    name: str
    at: str
    trusted: bool
    public: str = ""


class Shelved(msgspec.Struct, frozen=True):
    """A checklist as the vault has it.

    `origin`: "shipped" with the program, "own", "imported" from a file, or "pack".
    `sha256` is over the file's content and names exactly this wording. `in_force`: today lies
    between valid_from and valid_to. `signers` are all who signed, `signed` is the first of them.
    """

    checklist: Checklist
    origin: Literal["shipped", "own", "imported", "pack"]
    sha256: str
    changed_at: str = ""
    signed: Signed | None = None
    in_force: bool = True
    signers: tuple[Signed, ...] = ()


class Problem(msgspec.Struct, frozen=True):
    """What is wrong with a checklist: `where` is "item 3 (proof-of-address), patterns"."""

    where: str
    why: str
