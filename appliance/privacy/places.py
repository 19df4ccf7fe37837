# ruff: noqa: E501 - patterns are tables
"""Postal addresses, as far as streets, post codes and labels tell."""

from __future__ import annotations

import re

from appliance.privacy.rules import Reading, Rule

_CAP = r"[A-ZÀ-ÖØ-Þ][\w'’.-]*"
_CITY = rf"{_CAP}(?:[ -](?:(?:an|am|im|in|der|de|la|le|les|sur|upon|on)[ -]){{0,2}}{_CAP}){{0,3}}"
_ZIP_US = r"(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]|T[NX]|UT|V[AT]|W[AIVY])\.?,?[ ]{1,2}\d{5}(?:-\d{4})?"
_POST_GB = r"[A-Z]{1,2}\d[A-Z\d]?[ ]\d[A-Z]{2}"
_STREET_EN = (
    r"(?:Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Drive|Dr|Boulevard|Blvd|Court|Ct|Square|Sq|Place|Pl|Close|"
    r"Crescent|Terrace|Parkway|Pkwy|Highway|Hwy|Way|Row|Gardens|Grove|Mews|Circle|Plaza|Quay|Wharf|Trail)"
)
_BREAK = r"(?:[ ]?,[ ]?\n?[ ]?|[ ]?\n[ ]?|[ ]{1,3}|[ ]?·[ ]?)"
_UNIT = r"(?:(?:Suite|Ste|Apt|Apartment|Unit|Floor|Fl|Room|Flat|No|Building|#)\.?[ ]?[\w-]{1,6}|\d{1,2}(?:st|nd|rd|th)[ ][Ff]loor)"
_TOWN_EN = rf"(?:{_BREAK}{_CITY},?[ \n](?:{_ZIP_US}|{_POST_GB})|{_BREAK}(?:{_ZIP_US}|{_POST_GB})|{_BREAK}{_CITY}{_BREAK}{_CITY},?[ \n](?:{_ZIP_US}|{_POST_GB}))"
_NUMBER = r"\d{1,5}(?:[ ]?[a-zA-Z]|[-/]\d{1,4})?"
_COMPOUND = (
    r"(?:stra(?:ß|ss)e|str\.|weg|platz|allee|gasse|damm|ufer|straat|laan|plein|gracht|kade|gatan|vägen|"
    r"vej|chaussee)"
)
# Words of other languages end so too: only with a post code behind the number.
_COMPOUND_WEAK = r"(?:ring|markt|gade|steig|berg|hof|feld|graben|tor)"
_HOUSE = r"\d{1,3}(?:[ ]?[a-zA-Z](?!\w))?(?:[-/]\d{1,4})?"
_STREET_DE = r"(?:(?:Am|An der|Im|Alte|Neue|Große|Kleine)[ ])?[A-ZÀ-Þ][\w'’-]*?[ -]?"
_FIVE = rf"(?:{_BREAK}(?:[A-Z]{{1,2}}[- ])?(?:\d{{4}}[ ][A-Z]{{2}}|\d{{2}}-\d{{3}}|\d{{3}}[ ]\d{{2}}|\d{{4,5}})[ ]{_CITY}(?:[ ]\([A-Z]{{2}}\))?)"
_SPACES = re.compile(r"[\s,]+")


def read_address(text: str) -> Reading | None:
    """The words of an address without line breaks and commas."""
    value = _SPACES.sub(" ", text).strip().casefold()
    return Reading(value, valid=None) if len(value) >= 6 else None


_HAN = "\u4e00-\u9fff"
# A line up to what is no address any more, such as the next sentence, or a token of what is hidden.
_OTHER = (
    r"(?!(?i:t[eé]l|phone|fax|mobil|e-?mail|iban|bic|dob|date|born|geb|n[ée]e? le|nat[oa] il)\b)"
)
_TEXT = rf"(?:{_OTHER}(?:[^\n:：@;|.,\[\]]|,(?![ ]+[a-z]{{4,}})|\.(?![ ]+[A-ZÄÖÜ][a-zäöüß]{{3,}})))"
_LABEL = (
    r"(?i:(?:home |postal |mailing |residential |registered |current |permanent |street |business |property )?"
    r"address(?:es)?|residence|anschrift|adresse|wohnhaft(?: in)?|wohnort|domicile|demeurant(?: à)?|"
    r"dirección|domicilio|indirizzo|residente in|adres)"
)

RULES = (
    Rule(
        "address",
        re.compile(
            rf"(?<![\w.,$])(?!(?:19|20)\d\d[ ][^\n]{{0,40}}Court)\d{{1,5}}[A-Za-z]?(?:-\d{{1,5}})?[ ](?:[NSEW]\.?[ ])?(?:{_CAP}[ ]|\d{{1,3}}(?:st|nd|rd|th)[ ]){{1,4}}"
            rf"{_STREET_EN}\b\.?(?:{_BREAK}{_UNIT})?{_TOWN_EN}?"
        ),
        read_address,
        need=re.compile(rf"\d [^\n]{{0,150}}\b{_STREET_EN}\b"),
    ),
    # Unit 4, Kestrel Way: a part of a building in place of a number.
    Rule(
        "address",
        re.compile(rf"(?<!\w){_UNIT},?[ ](?:{_CAP}[ ]){{1,3}}{_STREET_EN}\b\.?{_TOWN_EN}?"),
        read_address,
        need=re.compile(rf"{_UNIT}[, ][^\n]{{0,100}}\b{_STREET_EN}\b"),
    ),
    Rule("address", re.compile(rf"(?<!\w)P\.?[ ]?O\.?[ ]Box[ ]\d{{1,6}}{_TOWN_EN}?", re.IGNORECASE), read_address),
    Rule("address", re.compile(rf"(?<!\w){_CITY},[ ]{_ZIP_US}(?!\d)"), read_address, need=re.compile(r"[A-Z]{2}\W+\d{5}")),
    Rule(
        "address",
        re.compile(rf"(?<!\w){_STREET_DE}(?i:{_COMPOUND})[ ]{_HOUSE}(?!\w|[.,]\d){_FIVE}?"),
        read_address,
        need=re.compile(rf"{_COMPOUND} \d", re.IGNORECASE),
    ),
    Rule(
        "address",
        re.compile(rf"(?<!\w){_STREET_DE}(?i:{_COMPOUND_WEAK})[ ]{_HOUSE}(?!\w){_FIVE}"),
        read_address,
        need=re.compile(rf"{_COMPOUND_WEAK} \d", re.IGNORECASE),
    ),
    Rule(
        "address",
        re.compile(rf"(?<!\w)\d{{1,4}}(?:[ ](?:bis|ter))?,?[ ](?i:rue|avenue|boulevard|bd|place|chemin|allées?|impasse|quai|cours|route|square)"
                   rf"[ ](?:(?:de|du|des|la|le|les|d'|l'|d’|l’|aux?)[ ]?){{0,3}}{_CAP}(?:[ -]{_CAP}){{0,3}}{_FIVE}?"),
        read_address,
        need=re.compile("rue|avenue|boulevard|bd|place|chemin|allée|impasse|quai|cours|route|square", re.IGNORECASE),
    ),
    Rule(
        "address",
        re.compile(rf"(?<!\w)(?:Calle|C/|Avenida|Avda\.?|Plaza|Paseo|Via|Viale|Piazza|Corso|Largo|Rua|ul\.|al\.|Rue)[ ]"
                   rf"(?:(?:de|del|della|la|las|los|dei|San|do|da)[ ]){{0,2}}{_CAP}(?:[ ](?:de|del|{_CAP})){{0,3}},?[ ](?:n[.º°][ ]?)?{_NUMBER}(?!\w)"
                   rf"(?:,[ ]?\d[º°ª]?[ ]?\w?)?{_FIVE}?"),
        read_address,
    ),
    Rule(
        "address",
        re.compile(rf"(?:[{_HAN}]{{2,8}}(?:省|自治区|市))?[{_HAN}]{{2,8}}(?:市|区|县|州|旗)[{_HAN}]{{1,12}}?(?:路|街|道|巷|弄|大道|胡同|镇|村)"
                   rf"[{_HAN}]{{0,6}}?\d{{1,5}}[号弄](?:[{_HAN}A-Z0-9-]{{1,12}}?(?:室|楼|层|单元|栋|座|号)){{0,4}}"),
        read_address,
        need=re.compile(r"\d[号弄]"),
    ),
    Rule(
        "address",
        re.compile(rf"(?<![\w-]){_LABEL}[ \t]?[:：][ \t]*\n?[ \t]*(?P<it>(?={_TEXT}{{0,80}}\d){_TEXT}{{6,120}}(?:\n(?={_TEXT}{{0,40}}\d){_TEXT}{{4,60}}(?=\n|$))?)"),
        read_address,
        need=re.compile("[:：]"),
    ),
    Rule(
        "address",
        re.compile(rf"(?:住址|地址|住所|通讯地址|家庭住址|注册地址|户籍地址)\s?[:：]\s?(?P<it>[{_HAN}A-Za-z0-9\-()]{{5,60}})"),
        read_address,
        need=re.compile("[址所]"),
    ),
)  # fmt: skip
