# ruff: noqa: E501, SIM905 - patterns are tables, and lists of words read better as one string
"""Identity, tax and company numbers of the United States, the United Kingdom and Europe."""

from __future__ import annotations

import re
from importlib import import_module
from typing import TYPE_CHECKING

from appliance.privacy.misread import (
    DIGIT,
    GAP,
    LETTER,
    NOT_AFTER,
    NOT_BEFORE,
    close,
    digits,
    first,
    run,
    shaped,
)
from appliance.privacy.misread import mostly_digits as mostly
from appliance.privacy.rules import Reading, Rule, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.privacy.rules import Alone


def numbers(
    module: str, count: int | tuple[int, int], prefix: str = ""
) -> Callable[[str], Reading | None]:
    """A reader of all-digit numbers that a module of stdnum checks."""
    least, most = (count, count) if isinstance(count, int) else count

    def read(text: str) -> Reading | None:
        value = digits(close(text))
        if not value.isdigit() or not least <= len(value) <= most or not mostly(text):
            return None
        return Reading(prefix + value, valid=_valid(module, value))

    return read


def shapes(module: str, *known: str) -> Callable[[str], Reading | None]:
    """A reader of numbers with letters at known places (`misread.shaped`)."""

    def read(text: str) -> Reading | None:
        kept = close(text)
        for shape in known:
            if len(shape) != len(kept):
                continue
            value = shaped(kept, shape)
            if all(_fits(*pair) for pair in zip(value, shape, strict=True)):
                return Reading(value, valid=_valid(module, value))
        return None

    return read


def _fits(character: str, place: str) -> bool:
    if place == "n":
        return character.isdigit()
    return character.isalpha() if place == "a" else character.isalnum()


def _valid(module: str, value: str) -> bool:
    # By name, so that the modules of sixty countries are loaded only for what looks like theirs.
    return bool(import_module(f"stdnum.{module}").is_valid(value))


def _unchecked(read: Callable[[str], Reading | None]) -> Callable[[str], Reading | None]:
    """For numbers with rules but no check digit: those that break the rules are none."""

    def checked(text: str) -> Reading | None:
        made = read(text)
        return None if made is None or not made.valid else Reading(made.value, valid=None)

    return checked


def read_ssn(text: str) -> Reading | None:
    """Nine digits; some areas and groups are never given out, others are ITINs."""
    value = digits(close(text))
    if not value.isdigit() or len(value) != 9 or not mostly(text) or text[2] == "-":
        return None
    if value[:3] in ("000", "666") or value[0] == "9" or value[3:5] == "00" or value[5:] == "0000":
        return None
    return Reading(value, valid=None)


def read_company_number(text: str) -> Reading | None:
    """Eight digits, or two letters of the register and six digits."""
    kept = close(text).upper()
    value = (kept[:2] if kept[:2] in _GB_REGISTERS else digits(kept[:2])) + digits(kept[2:])
    if len(value) != 8 or not value[2:].isdigit():
        return None
    return Reading(value, valid=None) if value[:2] in _GB_REGISTERS or value.isdigit() else None


_GB_REGISTERS = frozenset("SC NI OC SO NC FC NF BR SL LP IP RS".split())


def read_nino(text: str) -> Reading | None:
    """Two letters, six digits, a letter; some letters are never used."""
    kept = close(text)
    if len(kept) != 9:
        return None
    value = shaped(kept, "aannnnnna")
    if not re.fullmatch("[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][0-9]{6}[A-D]", value):
        return None
    return None if value[:2] in ("BG", "GB", "NK", "KN", "TN", "NT", "ZZ") else Reading(value, None)


def read_hetu(text: str) -> Reading | None:
    """A Finnish number: the birthday, a mark of the century, three digits and a check character."""
    if len(text) != 11:
        return None
    value = digits(text[:6]) + text[6] + digits(text[7:10]) + text[10].upper()
    return Reading(value, _valid("fi.hetu", value)) if value[:6].isdigit() else None


# Each country's form behind its two letters: digits n, letters a, either c.
_VAT: dict[str, tuple[str, tuple[str, ...]]] = {
    "AT": ("at.uid", ("annnnnnnn",)),
    "BE": ("be.vat", ("nnnnnnnnnn",)),
    "BG": ("bg.vat", ("nnnnnnnnn", "nnnnnnnnnn")),
    "CY": ("cy.vat", ("nnnnnnnna",)),
    "CZ": ("cz.dic", ("nnnnnnnn", "nnnnnnnnn", "nnnnnnnnnn")),
    "DE": ("de.vat", ("nnnnnnnnn",)),
    "DK": ("dk.cvr", ("nnnnnnnn",)),
    "EE": ("ee.kmkr", ("nnnnnnnnn",)),
    "EL": ("gr.vat", ("nnnnnnnnn",)),
    "ES": ("es.nif", ("cnnnnnnnc",)),
    "FI": ("fi.alv", ("nnnnnnnn",)),
    "FR": ("fr.tva", ("ccnnnnnnnnn",)),
    "GB": ("gb.vat", ("nnnnnnnnn", "nnnnnnnnnnnn")),
    "HR": ("hr.oib", ("nnnnnnnnnnn",)),
    "HU": ("hu.anum", ("nnnnnnnn",)),
    "IE": ("ie.vat", ("ncnnnnna", "nnnnnnnaa")),
    "IT": ("it.iva", ("nnnnnnnnnnn",)),
    "LT": ("lt.pvm", ("nnnnnnnnn", "nnnnnnnnnnnn")),
    "LU": ("lu.tva", ("nnnnnnnn",)),
    "LV": ("lv.pvn", ("nnnnnnnnnnn",)),
    "MT": ("mt.vat", ("nnnnnnnn",)),
    "NL": ("nl.btw", ("nnnnnnnnnann",)),
    "PL": ("pl.nip", ("nnnnnnnnnn",)),
    "PT": ("pt.nif", ("nnnnnnnnn",)),
    "RO": ("ro.cf", ("nnnnnnnnnn", "nnnnnnnnn", "nnnnnnnn", "nnnnnnn", "nnnnnn")),
    "SE": ("se.vat", ("nnnnnnnnnnnn",)),
    "SI": ("si.ddv", ("nnnnnnnn",)),
    "SK": ("sk.dph", ("nnnnnnnnnn",)),
}  # fmt: skip


def read_vat(text: str) -> Reading | None:
    """A country's letters and its number, as many characters as the country has."""
    country = close(text[:3])[:2].upper()
    if country not in _VAT:
        return None
    module, known = _VAT[country]
    wrong: Reading | None = None
    for shape in sorted(known, key=len, reverse=True):
        kept, end = first(text, len(shape) + 2)
        if kept is None or (end < len(text) and text[end].isalnum()):
            continue
        made = shapes(module, shape)(kept[2:])
        if made is None or not mostly(kept[2:]):
            continue
        made = Reading(country + made.value, made.valid, end)
        if made.valid:
            return made
        wrong = wrong or made
    return wrong


def read_swiss_vat(text: str) -> Reading | None:
    """CHE, nine digits and the name of the tax in one of three languages."""
    value = "CHE" + digits(close(text)[3:12])
    return (
        Reading(value, _valid("ch.uid", value))
        if value[3:].isdigit() and len(value) == 12
        else None
    )


def _digit_rule(
    kind: str,
    module: str,
    count: int | tuple[int, int],
    *words: str,
    country: str = "",
    form: str = "",
    alone: Alone = "never",
) -> Rule:
    """`form` is how it is written when no label is needed; else any grouping behind a label."""
    pattern = form or run(count)
    marks = label(*words)
    return Rule(
        kind,
        re.compile(rf"{NOT_AFTER}{pattern}{NOT_BEFORE}"),
        numbers(module, count, country),
        label=marks,
        alone=alone,
        need=marks if alone == "never" else re.compile(r"\d{2}"),
    )


_D = DIGIT
RULES = (
    # United States ------------------------------------------------------------------------------
    Rule("us-ssn", re.compile(r"(?<![\w-])\d{3}[-–]\d{2}[-–]\d{4}(?![\w-])"), read_ssn,
         need=re.compile(r"\d[-–]\d{2}[-–]")),
    Rule("us-ssn", re.compile(rf"{NOT_AFTER}{run(9)}{NOT_BEFORE}"), read_ssn,
         label=label(r"ssn", r"social security(?: no| number| #)?", r"soc\. sec"),
         alone="never", need=re.compile("ssn|soc", re.IGNORECASE)),
    Rule("us-itin", re.compile(r"(?<![\w-])9\d{2}[-–]\d{2}[-–]\d{4}(?![\w-])"),
         _unchecked(numbers("us.itin", 9)), need=re.compile(r"9\d\d[-–]")),
    Rule("us-itin", re.compile(rf"{NOT_AFTER}{run(9)}{NOT_BEFORE}"), _unchecked(numbers("us.itin", 9)),
         label=label("itin", "individual taxpayer"), alone="never",
         need=re.compile("itin|individual tax", re.IGNORECASE)),
    Rule("us-ein", re.compile(rf"(?<![\w-]){_D}{{2}}\s{{0,2}}[-–]\s{{0,2}}{run(7)}(?![\w-])"),
         _unchecked(numbers("us.ein", 9)),
         label=label(r"e\.?i\.?n\.?", r"f\.?e\.?i\.?n\.?", r"employer\s+(?:identification|id)",
                     r"tax(?:payer)?\s+(?:id|identification)", r"i\.?r\.?s\.?\s+employer", "tin"),
         alone="never", after=True, need=re.compile(r"\w{2}\s?[-–]\s?\w{3}")),
    # United Kingdom -----------------------------------------------------------------------------
    Rule("gb-nino", re.compile(rf"{NOT_AFTER}[A-Z]{{2}}{GAP}{run(6)}{GAP}[A-D]{NOT_BEFORE}"), read_nino,
         label=label("national insurance", r"n\.?i\.? ?no", "nino"), need=re.compile(r"[A-Z]{2}\W?\w\w")),
    _digit_rule("gb-nhs", "gb.nhs", 10, r"nhs(?: no| number)?", "health service"),
    _digit_rule("gb-utr", "gb.utr", 10, "utr", "unique taxpayer", "taxpayer reference"),
    Rule("gb-company", re.compile(rf"{NOT_AFTER}(?:[A-Z]{{2}}|{_D}{{2}}){GAP}{run(6)}{NOT_BEFORE}"),
         read_company_number,
         label=label(r"company (?:registration )?(?:no|number|reg)", r"registered (?:no|number)",
                     r"registration (?:no|number)", "companies house", r"registered in (?:england|scotland|wales)",
                     "crn"),
         alone="never", need=re.compile("compan|regist|crn", re.IGNORECASE)),
    # Taxes on sales -----------------------------------------------------------------------------
    Rule("vat", re.compile(rf"{NOT_AFTER}(?:{'|'.join(_VAT)}){GAP}(?=[A-Z]{{0,2}}{GAP}{_D}){run((6, 12), '[0-9A-Za-z|]')}{NOT_BEFORE}"),
         read_vat,
         label=label("vat", r"u(?:st|\.st)-?id(?:nr)?", "umsatzsteuer", "tva", "iva", "btw", "nif", "moms", "p\\. ?iva",
                     "partita iva", "nip", "uid"),
         alone="valid", need=re.compile(rf"\b(?:{'|'.join(_VAT)})\W?\w")),
    Rule("vat", re.compile(rf"{NOT_AFTER}CHE{GAP}{run(9)}(?:\s?(?:MWST|TVA|IVA|VAT))?{NOT_BEFORE}"),
         read_swiss_vat, label=label("vat", "mwst", "uid", "tva", "iva"), alone="valid", need=re.compile("CHE")),
    # Persons in Europe --------------------------------------------------------------------------
    _digit_rule("national-id", "de.idnr", 11, r"steuer-?\s?id(?:entifikationsnummer|nr)?", r"id(?:ent)?nr\.?",
                "steuerliche identifikationsnummer", r"tax id(?:entification)?", "steuernummer", country="DE"),
    Rule("national-id", re.compile(rf"{NOT_AFTER}[12]{GAP}{run(4)}{GAP}(?:{_D}{{2}}|2[AB]){GAP}{run(8)}{NOT_BEFORE}"),
         shapes("fr.nir", "nnnnnnnnnnnnnnn", "nnnnncannnnnnnn"),
         label=label(r"s[ée]curit[ée] sociale", "nir", "insee"), alone="valid", need=re.compile(r"\d{2}")),
    Rule("national-id", re.compile(rf"{NOT_AFTER}(?:{run(8)}|[XYZ]{GAP}{run(7)}){GAP}[A-Z]{NOT_BEFORE}"),
         shapes("es.nif", "nnnnnnnna", "annnnnnna"),
         label=label("dni", "nif", "nie", "documento nacional"), alone="valid", need=re.compile(r"\d[A-Z\W]")),
    Rule("national-id", re.compile(rf"{NOT_AFTER}{LETTER}{{6}}{GAP}{_D}{{2}}{GAP}[A-EHLMPRST]{GAP}{_D}{{2}}{GAP}{LETTER}{_D}{{3}}{GAP}{LETTER}{NOT_BEFORE}",
                                  re.IGNORECASE),
         shapes("it.codicefiscale", "aaaaaannannannna"),
         label=label("codice fiscale", r"c\.?f\.?"), alone="valid", need=re.compile(r"[A-Za-z0-9]{6}\W?\w\w\W?[A-Za-z]")),
    Rule("national-id", re.compile(r"(?:codice fiscale|c\.f\.)[ :.]{0,3}(?P<it>\w(?:\s?\w){15})(?!\w)", re.IGNORECASE),
         shapes("it.codicefiscale", "aaaaaannannannna"), need=re.compile(r"codice|c\.f\.", re.IGNORECASE)),
    _digit_rule("national-id", "nl.bsn", (8, 9), "bsn", "burgerservicenummer", "sofinummer", "citizen service",
                country="NL"),
    _digit_rule("national-id", "be.nn", 11, "rijksregisternummer", "registre national", "numéro national",
                "insz", "niss", "national number", "nationaalnummer", country="BE"),
    _digit_rule("national-id", "be.nn", 11, "rijksregister", country="BE", alone="valid",
                form=rf"{_D}{{2}}\.{_D}{{2}}\.{_D}{{2}}[- ]{_D}{{3}}[.]{_D}{{2}}"),
    Rule("national-id", re.compile(rf"{NOT_AFTER}(?:{_D}{{2}})?{_D}{{6}}[-+]{_D}{{4}}{NOT_BEFORE}"),
         numbers("se.personnummer", (10, 12), "SE"), label=label("personnummer", "personal identity", "pnr"),
         alone="valid", need=re.compile(r"\w{6}[-+]\w{4}")),
    _digit_rule("national-id", "se.personnummer", (10, 12), "personnummer", "pnr", country="SE"),
    _digit_rule("national-id", "pl.pesel", 11, "pesel", country="PL"),
    _digit_rule("national-id", "dk.cpr", 10, "cpr", r"cpr-(?:nr|nummer)", country="DK"),
    _digit_rule("national-id", "no.fodselsnummer", 11, "fødselsnummer", "personnummer", country="NO"),
    Rule("national-id", re.compile(rf"{NOT_AFTER}{_D}{{6}}[-+A]{_D}{{3}}[0-9A-Y]{NOT_BEFORE}"),
         read_hetu, label=label("hetu", "henkilötunnus"), alone="valid",
         need=re.compile(r"\d{6}[-+A]")),
    _digit_rule("national-id", "ch.ssn", 13, "ahv", "avs", "ahvn13", country="CH", alone="valid",
                form=rf"756{GAP}{_D}{{4}}{GAP}{_D}{{4}}{GAP}{_D}{{2}}"),
    _digit_rule("national-id", "at.vnr", 10, r"sv-?(?:nr|nummer)", "sozialversicherungsnummer",
                "versicherungsnummer", country="AT"),
    _digit_rule("national-id", "cz.rc", (9, 10), "rodné číslo", r"r\. ?č\.?", country="CZ"),
    _digit_rule("national-id", "ro.cnp", 13, "cnp", "cod numeric", country="RO"),
    _digit_rule("national-id", "pt.nif", 9, "nif", "contribuinte", country="PT"),
    _digit_rule("national-id", "bg.egn", 10, "egn", "егн", country="BG"),
    _digit_rule("national-id", "hr.oib", 11, "oib", country="HR"),
    _digit_rule("national-id", "gr.amka", 11, "amka", "αμκα", country="GR"),
    _digit_rule("national-id", "ee.ik", 11, "isikukood", country="EE"),
    _digit_rule("national-id", "lt.asmens", 11, "asmens kodas", country="LT"),
    Rule("national-id", re.compile(rf"{NOT_AFTER}{run(7)}{GAP}[A-W][ABWTX]?{NOT_BEFORE}"),
         shapes("ie.pps", "nnnnnnna", "nnnnnnnaa"), label=label("pps", "ppsn", "personal public service"),
         alone="never", need=re.compile("pps|personal public", re.IGNORECASE)),
    # Companies in Europe ------------------------------------------------------------------------
    _digit_rule("company-id", "fr.siret", 14, "siret", country="FR"),
    _digit_rule("company-id", "fr.siren", 9, "siren", "rcs", "r.c.s.", country="FR"),
    _digit_rule("company-id", "pl.nip", 10, "nip", country="PL"),
    _digit_rule("company-id", "pl.regon", (9, 14), "regon", country="PL"),
    _digit_rule("company-id", "it.iva", 11, "partita iva", r"p\.? ?iva", country="IT"),
    _digit_rule("company-id", "se.orgnr", 10, r"org(?:anisations)?\.?-?\s?(?:nr|nummer)\.?", country="SE"),
    _digit_rule("company-id", "be.vat", 10, "ondernemingsnummer", "numéro d'entreprise", "kbo", "bce", country="BE"),
    _digit_rule("company-id", "dk.cvr", 8, "cvr", r"cvr-nr", country="DK"),
    Rule("company-id", re.compile(rf"{NOT_AFTER}[ABCDEFGHJNPQRSUVW]{GAP}{run(7)}{GAP}[0-9A-J]{NOT_BEFORE}"),
         shapes("es.cif", "annnnnnnc"), label=label("cif", "nif"), alone="never",
         need=re.compile("cif|nif", re.IGNORECASE)),
    Rule("company-id", re.compile(r"\bHR ?[AB] ?\d{1,6}(?: ?[A-Z])?(?![\w])"),
         lambda text: Reading(close(text).upper(), valid=None), need=re.compile("HR ?[AB]")),
)  # fmt: skip
