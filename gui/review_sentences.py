"""What the core says in reviews and of checklists, and the facts in its sentences."""

from __future__ import annotations

import re

from PySide6.QtCore import QT_TRANSLATE_NOOP

from appliance.review.papers.wordings import ALL
from gui.side_words import in_chinese

# A test compares these with what the core writes.
TEMPLATES: tuple[object, ...] = (
    QT_TRANSLATE_NOOP("core", "It is signed."),
    QT_TRANSLATE_NOOP(
        "core",
        "Name and date are filled in; whether ink stands on the line is not known.",
    ),
    QT_TRANSLATE_NOOP("core", "No page and no part that it announces is missing."),
    QT_TRANSLATE_NOOP("core", "No place to sign was found in it."),
    QT_TRANSLATE_NOOP("core", "It has no place that is signed."),
    QT_TRANSLATE_NOOP("core", "It announces signatures, but no place to sign follows."),
    QT_TRANSLATE_NOOP("core", "{count} signature is missing: {who}."),
    QT_TRANSLATE_NOOP("core", "{count} signatures are missing: {who}."),
    QT_TRANSLATE_NOOP("core", "Page {page} of {total} is missing."),
    QT_TRANSLATE_NOOP("core", "Pages {pages} of {total} are missing."),
    QT_TRANSLATE_NOOP("core", "It is there."),
    QT_TRANSLATE_NOOP("core", "It is valid until {day}."),
    QT_TRANSLATE_NOOP("core", "It is stated to have no end."),
    QT_TRANSLATE_NOOP("core", "It ended on {day}, {age} before {base}."),
    QT_TRANSLATE_NOOP("core", "It ends on {day}, {age} after {base}."),
    QT_TRANSLATE_NOOP(
        "core",
        "It is dated {day}, {age} before {base}; at most {allowed} are allowed.",
    ),
    QT_TRANSLATE_NOOP(
        "core",
        "It is dated {day}, {age} after {base}; at most {allowed} are allowed.",
    ),
    QT_TRANSLATE_NOOP("core", "It is dated {day}, {age} before {base}."),
    QT_TRANSLATE_NOOP("core", "It is dated {day}, {age} after {base}."),
    QT_TRANSLATE_NOOP("core", "It is dated {day}, on {base}."),
    QT_TRANSLATE_NOOP("core", "It is dated {day}, which lies after {base}."),
    QT_TRANSLATE_NOOP("core", "Day and month may be the other way round ({day})."),
    QT_TRANSLATE_NOOP(
        "core",
        "No paper of this type ({types}) is in the file; “{name}” speaks of one: {what}",
    ),
    QT_TRANSLATE_NOOP("core", "No paper of this type ({types}) is in the file."),
    QT_TRANSLATE_NOOP("core", "Other papers speak of one; those places are shown."),
    QT_TRANSLATE_NOOP("core", "{wanted} of this type are asked for, {count} are in the file."),
    QT_TRANSLATE_NOOP("core", "{count} more of this type is not in order."),
    QT_TRANSLATE_NOOP("core", "{count} more of this type are not in order."),
    QT_TRANSLATE_NOOP("core", "All {count} papers that state it agree."),
    QT_TRANSLATE_NOOP(
        "core",
        "Only {name} states it ({value}), so there is nothing to compare it to.",
    ),
    QT_TRANSLATE_NOOP("core", "The papers do not agree."),
    QT_TRANSLATE_NOOP("core", "They are {gap} apart."),
    QT_TRANSLATE_NOOP("core", "One digit differs."),
    QT_TRANSLATE_NOOP("core", "Two digits have changed places."),
    QT_TRANSLATE_NOOP("core", "One has a digit more than the other."),
    QT_TRANSLATE_NOOP("core", "Day and month have changed places."),
    QT_TRANSLATE_NOOP("core", "{what} found in {names}."),
    QT_TRANSLATE_NOOP("core", "Its check digits fit."),
    QT_TRANSLATE_NOOP("core", "It stands in {names}."),
    QT_TRANSLATE_NOOP("core", "Nothing of the kind stands in the {count} paper searched."),
    QT_TRANSLATE_NOOP("core", "Nothing of the kind stands in the {count} papers searched."),
    QT_TRANSLATE_NOOP("core", "Nothing of the kind was found."),
    QT_TRANSLATE_NOOP("core", "There are no papers in this review."),
    QT_TRANSLATE_NOOP("core", "No paper of the types that the item concerns is in the file."),
    QT_TRANSLATE_NOOP(
        "core",
        "There are {count} different ones; a person should say which is meant.",
    ),
    QT_TRANSLATE_NOOP(
        "core",
        "Some places speak for it and others against it; a person has to weigh them.",
    ),
    QT_TRANSLATE_NOOP(
        "core",
        "The papers say different things about it; a person decides which one holds.",
    ),
    QT_TRANSLATE_NOOP(
        "core",
        "No model was trained for this statement, so it was looked for by its wording alone.",
    ),
    QT_TRANSLATE_NOOP(
        "core",
        "No model was trained for this statement; a pattern of the checklist matches, so read it.",
    ),
    QT_TRANSLATE_NOOP("core", "Nothing that says or denies this was found in “{name}”."),
    QT_TRANSLATE_NOOP("core", "The nearest passages are on page {page}."),
    QT_TRANSLATE_NOOP("core", "The nearest passages are on pages {pages}."),
    QT_TRANSLATE_NOOP("core", "“{name}” says so on page {page}."),
    QT_TRANSLATE_NOOP("core", "“{name}” says so on pages {pages}."),
    QT_TRANSLATE_NOOP("core", "“{name}” says the opposite on page {page}."),
    QT_TRANSLATE_NOOP("core", "“{name}” says the opposite on pages {pages}."),
    QT_TRANSLATE_NOOP("core", "A sentence on page {page} may limit it."),
    QT_TRANSLATE_NOOP("core", "Sentences on page {page} may limit it."),
    QT_TRANSLATE_NOOP("core", "Sentences on pages {pages} may limit it."),
    QT_TRANSLATE_NOOP("core", "“{name}” does not settle it clearly: read page {page}."),
    QT_TRANSLATE_NOOP("core", "“{name}” does not settle it clearly: read pages {pages}."),
    QT_TRANSLATE_NOOP(
        "core",
        "Patterns of the checklist match for and against it in “{name}”, on page {page}.",
    ),
    QT_TRANSLATE_NOOP(
        "core",
        "Patterns of the checklist match for and against it in “{name}”, on pages {pages}.",
    ),
    QT_TRANSLATE_NOOP("core", "A pattern of the checklist matches here."),
    QT_TRANSLATE_NOOP("core", "Read this passage: it may settle the question."),
    QT_TRANSLATE_NOOP("core", "The nearest passage; it does not settle the question."),
    QT_TRANSLATE_NOOP("core", "its check digits fit"),
    QT_TRANSLATE_NOOP("core", "its name and date are empty"),
    QT_TRANSLATE_NOOP("core", "name and date are filled in"),
    QT_TRANSLATE_NOOP("core", "speaks of such a paper"),
    QT_TRANSLATE_NOOP("core", "the paper itself"),
    QT_TRANSLATE_NOOP("core", "where it ends"),
    QT_TRANSLATE_NOOP("core", "“{words}” is written where the signature stands"),
    QT_TRANSLATE_NOOP("core", "“{words}” may limit it"),
    QT_TRANSLATE_NOOP("core", "“{words}” refers to {part}, which is about this"),
    QT_TRANSLATE_NOOP("core", "each sentence compared with the wording of the statement"),
    QT_TRANSLATE_NOOP("core", "patterns of the checklist"),
    QT_TRANSLATE_NOOP("core", "for a date beside {words}"),
    QT_TRANSLATE_NOOP("core", "for a number of the kind “{kind}”, with and without spaces"),
    QT_TRANSLATE_NOOP(
        "core",
        "for a paper of the type {types}: by its title, its words and the name of its file",
    ),
    QT_TRANSLATE_NOOP("core", "for the wording of {count} patterns, page by page"),
    QT_TRANSLATE_NOOP("core", "for the wording of {count} patterns"),
    QT_TRANSLATE_NOOP("core", "through {count} transactions by the rule “{rule}”"),
    QT_TRANSLATE_NOOP("core", "“{name}” was read again since, and other pages of it are read."),
    QT_TRANSLATE_NOOP("core", "“{name}” was added since; it takes no part in this review."),
    QT_TRANSLATE_NOOP("core", "“{name}” was deleted since and added again."),
    QT_TRANSLATE_NOOP("core", "Another document stands in place of “{name}” since."),
    QT_TRANSLATE_NOOP("core", "“{name}” was deleted since."),
    QT_TRANSLATE_NOOP("core", "This checklist is not in force on the day of the review."),
    QT_TRANSLATE_NOOP("core", "Nobody whom this vault trusts has signed this checklist."),
    QT_TRANSLATE_NOOP(
        "core",
        "The clock of this computer was put back, so days may be counted from a wrong date.",
    ),
    QT_TRANSLATE_NOOP("core", "A person has to say whether it is signed: {why}."),
    QT_TRANSLATE_NOOP(
        "core", "“{words}” is written where the signature stands, which is not a name"
    ),
    QT_TRANSLATE_NOOP(
        "core", "it has more than {count} places to sign; the others were not looked at"
    ),
    QT_TRANSLATE_NOOP(
        "core", "Its sentence has a word of denial or of doubt; a person should read it."
    ),
    QT_TRANSLATE_NOOP("core", "Each of the {count} papers that state it has a value in common."),
    QT_TRANSLATE_NOOP(
        "core",
        "In {name} there is text that nobody who looks at it sees; compare it with the page.",
    ),
    QT_TRANSLATE_NOOP(
        "core",
        "In {name} there are words with letters of two alphabets that look alike; compare it with "
        "the page.",
    ),
    QT_TRANSLATE_NOOP(
        "core", "In {name} there are characters that nobody sees; compare it with the page."
    ),
    QT_TRANSLATE_NOOP(
        "core",
        "No language model is in use, so statements are judged by their wording and by "
        "patterns alone.",
    ),
    QT_TRANSLATE_NOOP(
        "core",
        "No embedding model is in use, so statements are looked for by patterns and the "
        "language model alone; some will not be found.",
    ),
    QT_TRANSLATE_NOOP(
        "core",
        "The embedding model in use is not the one that the model of statements was trained "
        "with, so no statement is judged by a model of its own and none is shown as certain.",
    ),
    QT_TRANSLATE_NOOP(
        "core",
        "The {name} ({digest}) is not in the vault any more; no other was asked instead.",
    ),
    QT_TRANSLATE_NOOP(
        "core",
        "The model of statements ({digest}) does not come with this program any more; no other was"
        " asked instead.",
    ),
    QT_TRANSLATE_NOOP("core", "The rules of code are of another version: {was} then, {now} now."),
    QT_TRANSLATE_NOOP("core", "Another language model was asked: {was} then, {now} now."),
    QT_TRANSLATE_NOOP("core", "Another embedding model was asked: {was} then, {now} now."),
    QT_TRANSLATE_NOOP("core", "Another model for statements was asked: {was} then, {now} now."),
    QT_TRANSLATE_NOOP("core", "The prompt is of another version: {was} then, {now} now."),
    QT_TRANSLATE_NOOP("core", "The prompt's text is another: {was} then, {now} now."),
    QT_TRANSLATE_NOOP("core", "The engine is of another build: {was} then, {now} now."),
    QT_TRANSLATE_NOOP("core", "The seed is another: {was} then, {now} now."),
    QT_TRANSLATE_NOOP(
        "core",
        "The models were asked in another order or company: {was} then, {now} now.",
    ),
    QT_TRANSLATE_NOOP(
        "core",
        "Papers, models, prompts, rules and day are the same; the computation itself is not the"
        " same each time, which happens when it shares the machine with other work or runs on"
        " another one.",
    ),
    QT_TRANSLATE_NOOP("core", "there was no proposal then"),
    QT_TRANSLATE_NOOP("core", "there is no proposal now"),
    QT_TRANSLATE_NOOP("core", "it is certain now"),
    QT_TRANSLATE_NOOP("core", "it is not certain any more"),
    QT_TRANSLATE_NOOP("core", "confidence {was} became {now}"),
    QT_TRANSLATE_NOOP("core", "the states of papers differ"),
    QT_TRANSLATE_NOOP("core", "other documents or pages were looked through"),
    QT_TRANSLATE_NOOP("core", "the same places of evidence stand in another order"),
    QT_TRANSLATE_NOOP("core", "other evidence: {lost} of {all} places are gone, {new} are new"),
    QT_TRANSLATE_NOOP("core", "{count} days"),
    QT_TRANSLATE_NOOP("core", "the day of the review ({day})"),
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
)

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_DAY = re.compile(rf"(\d{{1,2}}) ({'|'.join(_MONTHS)}) (\d{{4}})")
_PAPERS = {one.title: one.title_zh for one in ALL}
_BY_NAME = {one.name: one for one in ALL}


def fact(text: str) -> str:
    """A fact of a sentence: types of papers and days, in the language of the window."""
    if not in_chinese():
        return text
    found = _DAY.fullmatch(text)
    if found is not None:
        return f"{found[3]}年{_MONTHS.index(found[2]) + 1}月{found[1]}日"
    titles = text.split(" or ")
    if all(title in _PAPERS for title in titles):
        return "或".join(_PAPERS[title] for title in titles)
    return text


def paper_type(name: str) -> str:
    """What a type of paper is called; one that only a newer checklist knows, as it is named."""
    known = _BY_NAME.get(name)
    if known is None:
        return name
    return known.title_zh if in_chinese() else known.title
