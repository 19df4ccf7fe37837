"""The report's own words in English and Chinese; keys are the English ones.

What is missing here is shown as it is, such as a type of paper that a newer checklist names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.review.phrases.chinese import chinese
from appliance.review.reports.wording_zh import CHINESE

if TYPE_CHECKING:
    from appliance.review.reports.records import ReportLanguage

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


class Say:
    """Says words of the report in one language; called with a word, as it stands in the code."""

    def __init__(self, language: ReportLanguage) -> None:
        self._chinese = language == "zh"

    def __call__(self, text: str) -> str:
        """A word or sentence of the report itself."""
        return (CHINESE if self._chinese else _ENGLISH).get(text, text)

    def told(self, text: str) -> str:
        """A sentence that the rules wrote, out of the record; a person's words stay as they are."""
        return chinese(text) if self._chinese else text


def words(language: ReportLanguage) -> Say:
    """Gives a word of the report in that language."""
    return Say(language)
