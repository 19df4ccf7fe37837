"""The closed list of what is looked for."""

from __future__ import annotations

from appliance.privacy.records import Kind

_ALL = (
    Kind("iban", "IBAN", "Bank account (IBAN)", checked=True),
    Kind("card", "CARD", "Payment card", checked=True),
    Kind("bic", "BIC", "Bank (BIC)", checked=False),
    Kind("lei", "LEI", "Legal entity (LEI)", checked=True),
    Kind("us-aba", "ABA", "Bank (US routing number)", checked=True),
    Kind("account", "ACCOUNT", "Bank account", checked=False),
    Kind("cn-resident", "RESIDENT-ID", "Chinese resident id", checked=True),
    Kind("cn-company", "COMPANY-CODE", "Chinese unified social credit code", checked=True),
    Kind("us-ssn", "SSN", "US social security number", checked=False),
    Kind("us-itin", "ITIN", "US individual taxpayer number", checked=False),
    Kind("us-ein", "EIN", "US employer number", checked=False),
    Kind("gb-nino", "NINO", "UK national insurance number", checked=False),
    Kind("gb-nhs", "NHS", "UK health service number", checked=True),
    Kind("gb-utr", "UTR", "UK taxpayer reference", checked=True),
    Kind("gb-company", "COMPANY-NO", "UK company number", checked=False),
    Kind("vat", "VAT", "Value added tax number", checked=True),
    Kind("national-id", "NATIONAL-ID", "National or tax identity number", checked=True),
    Kind("company-id", "COMPANY-ID", "Company register number", checked=True),
    Kind("passport", "PASSPORT", "Passport", checked=True),
    Kind("email", "EMAIL", "E-mail address", checked=False),
    Kind("phone", "PHONE", "Telephone number", checked=False),
    Kind("birth-date", "BIRTH-DATE", "Date of birth", checked=False),
    Kind("person", "PERSON", "Person", checked=False),
    Kind("address", "ADDRESS", "Postal address", checked=False),
)

KINDS: dict[str, Kind] = {kind.name: kind for kind in _ALL}
# Found by rules about words around them, and by lists: what these find is not all there is.
BEST_EFFORT = frozenset({"person", "address"})

# What names of persons are found by, and the share of such finds that were persons among the 544 of
# ten company filings and 61 agreements (`benchmarks/names_in_text.py`), at most 0.99. Nobody knows
# it of Chinese names: no Chinese papers were read for it.
CONFIDENCE: dict[str, float] = {
    "label": 0.97,
    "title": 0.99,
    "signature": 0.99,
    "role": 0.94,
    "context": 0.94,
    "listed": 0.98,
    "built": 0.69,
    "again": 0.91,
    # Too few of these were there to tell.
    "salutation": 0.9,
    "header": 0.9,
    "defined": 0.9,
}
# Evidence after which the parts of a name are looked for too, such as the family name alone.
SURE = frozenset({"label", "title", "salutation", "signature", "header", "role", "defined"})
