"""What the core says of answers and of fields of forms, as `words` looks for it."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

# A test compares these with what the core writes.
TEMPLATES: tuple[object, ...] = (
    # Of a calculation, and why there is none.
    QT_TRANSLATE_NOOP("core", "Calculated by the program from the cited cells."),
    QT_TRANSLATE_NOOP("core", "Counted by the program; the cells are cited."),
    QT_TRANSLATE_NOOP("core", "Compared by the program; the cells are cited: {cells}."),
    QT_TRANSLATE_NOOP("core", "The file gives this as the cause."),
    QT_TRANSLATE_NOOP(
        "core",
        "Calculated by the program from cells that the model chose among the nearest; read them.",
    ),
    QT_TRANSLATE_NOOP("core", "The figures for this calculation are not certain enough."),
    QT_TRANSLATE_NOOP("core", "No row of a table has the figures of several years for this."),
    QT_TRANSLATE_NOOP("core", "The figures for this are not certain enough."),
    QT_TRANSLATE_NOOP("core", "The table does not say in which scale its figures are."),
    # Of places.
    QT_TRANSLATE_NOOP("core", "Said in {times} places."),
    QT_TRANSLATE_NOOP("core", "This place speaks of it and denies something; read it."),
    QT_TRANSLATE_NOOP("core", "This place speaks of it."),
    QT_TRANSLATE_NOOP("core", "{left} further places speak of it ({pages})."),
    QT_TRANSLATE_NOOP("core", "{count} further places are not shown."),
    QT_TRANSLATE_NOOP(
        "core", "Read from a scan with {percent} % confidence; compare it with the page."
    ),
    QT_TRANSLATE_NOOP("core", "{count} invisible characters in the question were left out."),
    QT_TRANSLATE_NOOP(
        "core",
        "{count} invisible characters on page {page} of “{name}” were not given to the model.",
    ),
    # Of two documents.
    QT_TRANSLATE_NOOP("core", "Not found: there is only one document to compare."),
    QT_TRANSLATE_NOOP("core", "Both say this in the same words."),
    QT_TRANSLATE_NOOP("core", "Read both; the wording differs."),
    QT_TRANSLATE_NOOP("core", "Both give the same figures."),
    QT_TRANSLATE_NOOP("core", "Some figures are the same in both, others differ."),
    QT_TRANSLATE_NOOP("core", "The figures differ."),
    # Of fields of a form.
    QT_TRANSLATE_NOOP("core", "The language model names another place."),
    QT_TRANSLATE_NOOP("core", "Only the language model names this place; read it."),
    QT_TRANSLATE_NOOP("core", "No place of the document names it."),
    QT_TRANSLATE_NOOP("core", "The language model was not sure enough."),
    QT_TRANSLATE_NOOP("core", "There are other places that may be meant."),
    QT_TRANSLATE_NOOP("core", "The scan is hard to read there."),
    QT_TRANSLATE_NOOP("core", "What the model wrote stands on no page."),
    QT_TRANSLATE_NOOP("core", "Day and month may be the other way round."),
    QT_TRANSLATE_NOOP("core", "Its label is “{label}”, which the form does not list."),
    QT_TRANSLATE_NOOP("core", "A person gave this value; it stands on no page of the document."),
)
