"""The report's own words in English and Chinese; keys are the English ones.

What is missing here is shown as it is, such as a type of paper that a newer checklist names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.review.reports.wording_zh import CHINESE

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.review.reports.records import ReportLanguage

    Say = Callable[[str], str]

# Words of records whose meaning does not stand in the word itself.
_ENGLISH = {
    "for": "supports",
    "against": "speaks against",
    "exception": "exception",
    "context": "context",
    "code": "rules",
    "model": "model",
    "code and model": "rules and model",
    "person": "a person",
    "open": "open",
}


def words(language: ReportLanguage) -> Say:
    """Gives a word of the report in that language."""
    known = CHINESE if language == "zh" else _ENGLISH

    def say(text: str) -> str:
        return known.get(text, text)

    return say
