"""What the core says of checklists that are not in order; of reviews it speaks Chinese itself."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

from gui.side_words import in_chinese

# `appliance.app` is imported where it is used: the core is loaded after the first screen.

# A test compares these with what the core writes.
TEMPLATES: tuple[object, ...] = (
    QT_TRANSLATE_NOOP("core", "the file"),
    QT_TRANSLATE_NOOP("core", "the signature"),
    QT_TRANSLATE_NOOP("core", "item {number} ({id}), {field}"),
    QT_TRANSLATE_NOOP("core", "it may not be empty"),
    QT_TRANSLATE_NOOP("core", "it must be one line"),
    QT_TRANSLATE_NOOP("core", "“{name}” is missing"),
    QT_TRANSLATE_NOOP("core", "there is no field “{name}”"),
    QT_TRANSLATE_NOOP("core", "there is no type of paper “{name}”"),
    QT_TRANSLATE_NOOP("core", "item {number} has the same id"),
    QT_TRANSLATE_NOOP("core", "it has {count} characters, and {most} are allowed"),
    QT_TRANSLATE_NOOP("core", "an item of the kind “{kind}” cannot use it"),
    QT_TRANSLATE_NOOP("core", "a day written as 2026-01-31"),
    QT_TRANSLATE_NOOP("core", "it is before “valid_from”"),
    QT_TRANSLATE_NOOP("core", "numbers with points between, such as 1.0 or 2.1"),
    QT_TRANSLATE_NOOP("core", "it demands nothing: give a number of days or “expires”"),
    QT_TRANSLATE_NOOP(
        "core", "it may match {count} characters, and {most} are allowed; make its gaps shorter"
    ),
    QT_TRANSLATE_NOOP("core", "it fits any text at all, whatever it is about, so it tells nothing"),
    QT_TRANSLATE_NOOP(
        "core",
        "it fits {percent} of texts about something else, so it may fit nearly any paper",
    ),
    QT_TRANSLATE_NOOP("core", "together they fit {percent} of texts about something else"),
    QT_TRANSLATE_NOOP("core", "amounts that differ by more than a fifth would agree"),
    QT_TRANSLATE_NOOP("core", "more than ten years: nearly any date would do"),
    QT_TRANSLATE_NOOP(
        "core",
        "Its patterns stand on {hits} of {pages} pages; they may fit more than they are meant for.",
    ),
    QT_TRANSLATE_NOOP(
        "core", "“against” must say beside which words the date of these papers stands"
    ),
)


def said(text: str) -> str:
    """Sentences of a review in the language of the window; what is no such sentence, as it is."""
    from appliance.app import review_words

    return review_words.chinese(text) if in_chinese() else text


def fact(text: str) -> str:
    """A day in a sentence, in the language of the window."""
    from appliance.app import review_words

    return review_words.day(text) if in_chinese() else text


def paper_types() -> tuple[str, ...]:
    """The names of all types of papers that the program knows."""
    from appliance.app import review_words

    return review_words.paper_types()


def paper_type(name: str) -> str:
    """What a type of paper is called; one that only a newer checklist knows, as it is named."""
    from appliance.app import review_words

    return review_words.paper_type(name, "zh" if in_chinese() else "en")
