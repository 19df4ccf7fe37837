"""What reviews say, in the language of who reads it: for the window, which sees no rule.

Nothing here opens a vault or a case, so nothing passes the door.
"""

from __future__ import annotations

from appliance.review.phrases import chinese as phrases
from appliance.review.phrases import facts


def chinese(text: str) -> str:
    """Sentences of rules, models and readers of documents in Chinese; all else as it is.

    The same that a Chinese report has. Never raises.
    """
    return phrases.chinese(text)


def day(text: str) -> str:
    """A day of an English sentence, 2 March 2026, in Chinese; another text as it is."""
    return facts.day(text)


def paper_type(name: str, language: str) -> str:
    """What a type of paper is called in “en” or “zh”; one that is not known, as it is named."""
    english, translated = facts.paper_type(name)
    return translated if language == "zh" else english


def paper_types() -> tuple[str, ...]:
    """The names of all types of papers that a checklist can ask for."""
    return facts.paper_types()
