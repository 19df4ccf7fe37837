"""An agreement written for these tests, and items as the shipped checklist has them."""

from __future__ import annotations

from appliance.documents.store import PageText
from appliance.review.checklists.records import Item
from appliance.review.statements.judging import wordings

FIRST = """MUTUAL NON-DISCLOSURE AGREEMENT
This Agreement is made between Harbour Bakery Limited and Kestrel Flour Company on 3 March 2026.
1. Definitions
"Confidential Information" means all business, financial, customer and technical information that
one party (the "Discloser") gives to the other (the "Recipient"), whether orally, in writing or by
inspection, and whether or not it is marked as confidential.
2. Exceptions
Confidential Information does not include information which:
(a) is or becomes public through no fault of the Recipient;
(b) the Recipient lawfully receives from a third party who is free to disclose it; or
(c) is independently developed by the Recipient without use of the Confidential Information.
3. Use and disclosure
The Recipient shall use the Confidential Information solely to evaluate a supply contract and for no
other purpose.
The Recipient may disclose Confidential Information to its employees, professional advisers and
consultants who need to know it for that purpose and who are bound by like duties.
"""
SECOND = """4. Disclosure required by law
If the Recipient is required by law or by order of a court to disclose Confidential Information, it
shall give the Discloser prompt written notice before it does so.
5. Return
Upon termination of this Agreement the Recipient shall promptly return or destroy all Confidential
Information and shall not retain any copies of it.
6. No licence
All Confidential Information remains the property of the Discloser and nothing in this Agreement
grants the Recipient any licence or other right in it.
7. Term
This Agreement ends two years after its date. The duty of confidence survives its termination for
five years.
8. Law
This Agreement is governed by the law of England.
"""
PAGES = (PageText("nda.pdf", 1, 1, FIRST), PageText("nda.pdf", 1, 2, SECOND))
_KEYS = (1, 2, 3, 4, 5, 7, 8, 11, 12, 13, 15, 16, 18, 19)
QUESTIONS = {key: wordings()[key] for key in (f"nda-{number}" for number in _KEYS)}


def item(key: str, *, trained: bool = True) -> Item:
    """The statement of that key."""
    model = f"nda-statements/{key}" if trained else ""
    return Item(key, "statement", key, QUESTIONS[key], "medium", model=model)
