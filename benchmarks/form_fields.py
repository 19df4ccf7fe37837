"""The fields of the made forms: what documents call them, and how their values are made.

About half of the labels are words that the shipped forms list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from form_values import Maker

if TYPE_CHECKING:
    from collections.abc import Callable

Value = str | bool | tuple[str, ...]
Spec = tuple[str, list[str], "Callable[[Maker], tuple[str, Value]]"]


def _text(options: list[str]) -> Callable[[Maker], tuple[str, Value]]:
    return lambda maker: (lambda text: (text, text))(maker.chance.choice(options))


LOAN: list[Spec] = [
    ("applicant", ["Name of the business", "Borrower", "Trading entity", "Client"], Maker.company),
    ("registered_number", ["Company number", "Registered number", "Companies register no.", "CRN"],
     Maker.number),
    ("registered_office", ["Registered office", "Address", "Seat", "Principal place of business"],
     Maker.address),
    ("amount", ["Loan amount", "Amount requested", "Sum applied for", "Credit wanted"],
     Maker.money),
    ("term", ["Loan term", "Repayment period", "Over how long", "Tenor"],
     _text(["60 months", "five years, quarterly repayment", "7 years", "36 monthly instalments"])),
    ("purpose", ["Purpose of loan", "Use of funds", "What the money is for", "Object"],
     _text(["Purchase of a machining line", "Working capital", "Fit-out of a second shop",
            "Refinancing of two vehicles"])),
    ("turnover", ["Turnover", "Annual revenue", "Sales last year", "Yearly takings"], Maker.money),
    ("profit_before_tax", ["Profit before tax", "Pre-tax profit", "Result before tax", "PBT"],
     Maker.money),
    ("existing_loans", ["Existing loans", "Outstanding loans", "Debts to banks", "Owed already"],
     Maker.money),
    ("account", ["IBAN", "Account number", "Settlement account", "Pay to"], Maker.iban),
    ("guarantor", ["Guarantor", "Guaranteed by", "Who stands surety", "Backed by"], Maker.person),
    ("failed_to_repay", ["Have you ever failed to repay a loan?", "Previous default",
                         "Any arrears in the past?", "Earlier payment problems"], Maker.answer),
    ("application_date", ["Date of application", "Date", "Completed on", "Handed in"],
     lambda maker: maker.day(2024, 2027)),
]  # fmt: skip
IDENTITY: list[Spec] = [
    ("kind", ["Type of document", "Document type", "Paper", "Class"],
     lambda maker: maker.choice(("Passport", "passport"), ("Identity card", "identity card"),
                                ("Driving licence", "driving licence"),
                                ("Residence permit", "residence permit"))),
    ("surname", ["Surname", "Family name", "Last name(s)", "Holder's surname"], Maker.surname),
    ("given_names", ["Given names", "First names", "Other names", "Holder's first names"],
     Maker.first),
    ("document_number", ["Passport no.", "Document number", "Number", "Serial"], Maker.code),
    ("nationality", ["Nationality", "Citizenship", "National of", "State"],
     _text(["British", "Swiss", "Japanese", "Irish", "Ghanaian"])),
    ("date_of_birth", ["Date of birth", "Born", "Birthday", "Day of birth"],
     lambda maker: maker.day(1950, 2006)),
    ("place_of_birth", ["Place of birth", "Born in", "Birth town", "Native place"], Maker.place),
    ("sex", ["Sex", "Gender", "M/F", "Sex marker"],
     lambda maker: maker.choice(("F", "female"), ("M", "male"), ("Female", "female"))),
    ("date_of_issue", ["Date of issue", "Issued on", "Delivered", "Given on"],
     lambda maker: maker.day(2016, 2026)),
    ("date_of_expiry", ["Date of expiry", "Valid until", "Good until", "Runs out"],
     lambda maker: maker.day(2027, 2036)),
    ("issuing_authority", ["Issuing authority", "Issued by", "Office of issue", "Passport office"],
     _text(["HM Passport Office", "Kantonspolizei", "Department of Foreign Affairs"])),
    ("address", ["Address", "Residential address", "Lives at", "Domicile"], Maker.address),
]  # fmt: skip
BALANCE: list[tuple[str, list[str]]] = [
    ("fixed_assets", ["Tangible assets", "Property, plant and equipment", "Land and machines"]),
    ("inventories", ["Stocks", "Inventories", "Goods in store"]),
    ("receivables", ["Debtors", "Trade receivables", "Owed by customers"]),
    ("cash", ["Cash at bank and in hand", "Cash and cash equivalents", "Liquid funds"]),
    ("current_assets", ["Total current assets", "Current assets", "Short-term assets, total"]),
    ("total_assets", ["Total assets", "Assets, total", "Balance sheet total"]),
    ("current_liabilities", ["Total current liabilities", "Creditors due within one year"]),
    (
        "long_term_liabilities",
        ["Long-term debt", "Non-current liabilities", "Bank loans over 1 year"],
    ),
    ("total_liabilities", ["Total liabilities", "Liabilities, total", "All debts"]),
    ("equity", ["Total equity", "Shareholders’ equity", "Net worth"]),
    ("retained_earnings", ["Retained earnings", "Profit and loss account", "Profits kept"]),
]  # fmt: skip
CONTRACT: list[Spec] = [
    ("agreement_number", ["Agreement number", "Contract no.", "File", "Our sign"], Maker.reference),
    ("agreement_date", ["Date of agreement", "Dated", "Concluded on", "Signed"],
     lambda maker: maker.day(2018, 2026)),
    ("effective_date", ["Effective date", "Commencement date", "In force from", "Begins"],
     lambda maker: maker.day(2026, 2028)),
    ("end_date", ["Expiry date", "Maturity date", "Runs until", "Last day"],
     lambda maker: maker.day(2029, 2035)),
    ("amount", ["Contract value", "Total price", "Agreed sum", "Remuneration"], Maker.money),
    ("interest_rate", ["Interest rate", "Margin", "Yearly interest", "Charge for money"],
     Maker.rate),
    ("notice_period", ["Notice period", "Period of notice", "Can be ended with", "To be announced"],
     _text(["three months", "90 days in writing", "six weeks to the end of a quarter"])),
    ("governing_law", ["Governing law", "Applicable law", "Subject to", "Legal order"],
     _text(["English law", "the laws of Ireland", "Swiss law"])),
    ("jurisdiction", ["Jurisdiction", "Place of jurisdiction", "Disputes go to", "Forum"],
     _text(["the courts of London", "Zürich", "the courts of Dublin"])),
    ("automatic_renewal", ["Automatic renewal", "Renews automatically", "Goes on by itself",
                           "Prolonged without notice"], Maker.answer),
]  # fmt: skip
