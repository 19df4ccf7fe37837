"""What a question asks for: the words it is about and the kind of thing that answers it.

Rules over the wording, in English and Chinese. What is not recognised, and what asks for an
explanation, is "text": any sentence may answer it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from appliance.assistant.characters import visible
from appliance.assistant.kinds.telling import kind_of
from appliance.assistant.values import values
from appliance.assistant.wording import terms
from appliance.documents.normal import normalise

if TYPE_CHECKING:
    from appliance.assistant.records import QuestionKind
    from appliance.assistant.values import Value

Wanted = Literal[
    "amount", "percent", "ratio", "date", "duration", "count", "code", "party", "place",
    "yes-no", "text",
]  # fmt: skip

# Tried in this order; the first that is found decides. Each line is one alternative.
_RULES: tuple[tuple[Wanted, tuple[str, ...]], ...] = (
    (
        "duration",
        (
            r"\bhow (?:long|many (?:\w+ )?(?:days|weeks|months|years))\b",
            r"\bnotice period\b|\bwhat (?:is|was) the (?:term|tenor|period)\b(?! (?!of\b)\w)",
            r"多久|期限|多少天|几年",
        ),
    ),
    (
        "count",
        (
            r"\bhow (?:many|often)\b",
            r"\b(?:the|total|average|maximum|minimum) number of\b",
            r"几个|多少[个名份家次]",
        ),
    ),
    (
        "date",
        (
            r"^when\b|\bwhen (?:is|are|was|were|do|does|did|will|must|can|has|have)\b",
            r"\b(?:on|by|until|since|from|at) (?:what|which) (?:date|day|time)\b",
            r"\b(?:what|which) (?:is |was |are |were )?(?:the )?(?:\w+ ){0,3}(?:dates?|deadline)\b",
            r"\b(?:what|which) day\b",
            r"何时|什么时候|日期|哪[天年一]|到期日",
        ),
    ),
    (
        "party",
        (
            r"^(?:to |by |from |with )?wh(?:o|om|ose)\b|\bname of\b",
            r"\b(?:which|what) (?:\w+ )?(?:company|companies|bank|firm|person|part(?:y|ies))\b",
            r"\b(?:which|what) (?:\w+ )?(?:insurer|customer|supplier|lender|borrower)s?\b",
            r"\b(?:which|what) (?:\w+ )?(?:director|shareholder|surveyor|accountant|auditor)s?\b",
            r"\b(?:which|what) (?:\w+ )?(?:name|guarantor|entity|employer)\b",
            r"谁|哪家|哪位|姓名|名称",
        ),
    ),
    (
        "place",
        (
            r"^where\b|\b(?:address|registered office|located|location)\b",
            r"\b(?:which|what) (?:country|city|state|courts?|jurisdiction)\b",
            r"哪里|地址|何处",
        ),
    ),
    ("ratio", (r"\bratio\b|\bmultiple of\b|比率|倍数",)),
    (
        "percent",
        (
            r"\bper ?cent(?:age)?\b|%|\bmargin\b",
            r"\b(?:rate|proportion|share) (?:of|on|over|for|is|was)\b",
            r"\b(?:interest|tax|growth|default|discount|exchange) rate\b",
            r"利率|百分|比例",
        ),
    ),
    ("code", (r"\b(?:number|reference|code|iban|id)\b|号码|编号|证号|账号",)),
    (
        "amount",
        (
            r"\bhow much\b|\b(?:amount|price|costs?|fees?|premium|values?|valued|sum|total)\b",
            r"\b(?:turnover|revenues?|sales|profit|loss|income|earnings|expenses?|salary|wages)\b",
            r"\b(?:balance|debts?|limit|cap|cash|assets|liabilities|equity|creditors|debtors)\b",
            r"\b(?:stocks?|inventory|dividends?|tax|interest|depreciation|ebitda|capital|worth)\b",
            r"\b(?:repay(?:ment)?|instal+ments?|payments?)\b",
            r"多少|金额|价格|费用",
        ),
    ),
)
# These ask for an explanation or a list, whatever nouns they name.
_OPEN = re.compile(
    r"^(?:how (?!much|many|long|often|old|far|high|large|big)|why|explain|describe|list|name)\b"
    r"|\b(?:reasons?|components?|types?|kinds?|categor(?:y|ies)|methods?|factors?)\b"
    r"|^what (?:do|does|did|has|have|caused|drove|led|happen(?:s|ed))\b|\bwhich years?\b"
    r"|为什么|怎样|如何|原因",
    re.IGNORECASE,
)
_YES_NO = re.compile(
    r"^(?:is|are|was|were|do|does|did|has|have|had|can|could|may|must|shall|should|will|would)\b"
    r"|是否|吗[？?]?$",
    re.IGNORECASE,
)
_PATTERNS = tuple((kind, re.compile("|".join(lines), re.IGNORECASE)) for kind, lines in _RULES)


class Question(NamedTuple):
    """A question as the rest of the assistant sees it.

    `terms` are the stems it is about, each once, in order; `values` the exact things it names,
    which therefore are not what it asks for. `kind` says how it is answered.
    """

    text: str
    wanted: Wanted
    terms: tuple[str, ...]
    values: tuple[Value, ...]
    hidden: int
    kind: QuestionKind = "look-up"


def read(text: str) -> Question:
    """Take a question apart; characters that nobody can see are left out and counted."""
    clean, hidden = visible(text)
    clean = " ".join(clean.split())
    found = tuple(dict.fromkeys(terms(clean)))
    plain = normalise(clean)
    return Question(clean, _wanted(plain), found, tuple(values(clean)), hidden, kind_of(clean))


def _wanted(text: str) -> Wanted:
    bare = text.strip(" \"'“”‘’")
    if _YES_NO.search(bare):
        return "yes-no"
    if _OPEN.search(bare):
        return "text"
    return next((kind for kind, pattern in _PATTERNS if pattern.search(bare)), "text")
