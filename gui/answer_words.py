"""What the core says of answers and of fields of forms, as `words` looks for it."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

# What stands under a sentence that the program wrote itself begins so; others quote the file.
BY_PROGRAM = ("Calculated by the program", "Counted by the program", "Compared by the program")
# A test compares these with what the core writes.
TEMPLATES: tuple[object, ...] = (
    # Of a calculation, and why there is none.
    QT_TRANSLATE_NOOP("core", "Calculated by the program from the cited cells."),
    QT_TRANSLATE_NOOP("core", "Counted by the program; the cells are cited."),
    QT_TRANSLATE_NOOP(
        "core", "Compared by the program; the cells are cited: {cells}; and {count} more."
    ),
    QT_TRANSLATE_NOOP("core", "Compared by the program; the cells are cited: {cells}."),
    QT_TRANSLATE_NOOP("core", "Compared by the program: {cells}."),
    QT_TRANSLATE_NOOP("core", "The file gives this as the cause."),
    QT_TRANSLATE_NOOP(
        "core",
        "Calculated by the program from cells that the model chose among the nearest; read them.",
    ),
    QT_TRANSLATE_NOOP("core", "The figures for this calculation are not certain enough."),
    QT_TRANSLATE_NOOP("core", "No row of a table has the figures of several years for this."),
    QT_TRANSLATE_NOOP("core", "The figures for this are not certain enough."),
    QT_TRANSLATE_NOOP("core", "The table does not say in which scale its figures are."),
    QT_TRANSLATE_NOOP("core", "The question asks for no calculation that is known here."),
    QT_TRANSLATE_NOOP("core", "The question has a definition of its own."),
    QT_TRANSLATE_NOOP("core", "The figure to divide by is 0."),
    QT_TRANSLATE_NOOP("core", "The part found is greater than the whole found."),
    QT_TRANSLATE_NOOP(
        "core", "The figures are in different units ({units}); they are not put together."
    ),
    QT_TRANSLATE_NOOP(
        "core",
        "Some of the figures are percentages and some are not; they are not put together.",
    ),
    QT_TRANSLATE_NOOP(
        "core",
        "Some of the figures are for each share and some are not; they are not put together.",
    ),
    QT_TRANSLATE_NOOP("core", "Percentages are not added up."),
    QT_TRANSLATE_NOOP(
        "core", "The figures are in different scales ({scales}); they are not put together."
    ),
    QT_TRANSLATE_NOOP("core", "The figures are of different lengths of time ({lengths} months)."),
    QT_TRANSLATE_NOOP(
        "core",
        "The table has figures of several lengths of time, and the question does not say which is"
        " meant. Name a quarter, a half year or a year.",
    ),
    QT_TRANSLATE_NOOP("core", "The figures for this calculation were not found in one table."),
    QT_TRANSLATE_NOOP(
        "core", "No figure of {year} was found beside the other figures for: {names}."
    ),
    QT_TRANSLATE_NOOP("core", "No figure of {year} was found for: {names}."),
    QT_TRANSLATE_NOOP("core", "any year"),
    # Before a calculation, where yes or no is asked.
    QT_TRANSLATE_NOOP("core", "Yes, {moved}. {calculation}"),
    QT_TRANSLATE_NOOP("core", "No, {moved}. {calculation}"),
    QT_TRANSLATE_NOOP("core", "Up by {percent}. {calculation}"),
    QT_TRANSLATE_NOOP("core", "Down by {percent}. {calculation}"),
    QT_TRANSLATE_NOOP("core", "Up. {calculation}"),
    QT_TRANSLATE_NOOP("core", "Down. {calculation}"),
    QT_TRANSLATE_NOOP("core", "Unchanged. {calculation}"),
    QT_TRANSLATE_NOOP("core", "up by {percent}"),
    QT_TRANSLATE_NOOP("core", "down by {percent}"),
    QT_TRANSLATE_NOOP("core", "up"),
    QT_TRANSLATE_NOOP("core", "down"),
    QT_TRANSLATE_NOOP("core", "unchanged"),
    # Of years and of places that are counted.
    QT_TRANSLATE_NOOP("core", "{met} of {count} years: {named}."),
    QT_TRANSLATE_NOOP("core", "none"),
    QT_TRANSLATE_NOOP("core", "None."),
    QT_TRANSLATE_NOOP("core", "1 place names it; it is quoted below."),
    QT_TRANSLATE_NOOP("core", "At least {count} different places name it; each is quoted below."),
    QT_TRANSLATE_NOOP("core", "{count} different places name it; each is quoted below."),
    QT_TRANSLATE_NOOP("core", "The file states a number here."),
    QT_TRANSLATE_NOOP("core", "Counted by the program."),
    QT_TRANSLATE_NOOP("core", "Page {page} of “{name}”: {note}"),
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
    QT_TRANSLATE_NOOP(
        "core", "Not found in both: nothing that fits is in “{first}” and “{second}”. {searched}"
    ),
    QT_TRANSLATE_NOOP("core", "Not found in both: nothing that fits is in “{name}”. {searched}"),
    QT_TRANSLATE_NOOP("core", "Not found in both: nothing fits. {searched}"),
    QT_TRANSLATE_NOOP("core", "{read} of {count} pages were searched; not read: {pages}."),
    QT_TRANSLATE_NOOP("core", "{read} of {count} pages were searched."),
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
