"""Sentences of the core on documents: why a page was not read, what is suspicious about a place."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

# A test compares these with what the core writes.
TEMPLATES: tuple[object, ...] = (
    # Why a page, or a file inside another one, could not be read.
    QT_TRANSLATE_NOOP("core", "This page of the file is damaged."),
    QT_TRANSLATE_NOOP(
        "core", "This page has no text of its own, and nothing here reads its picture."
    ),
    QT_TRANSLATE_NOOP(
        "core", "The text of this page is unreadable, and nothing here reads its picture."
    ),
    QT_TRANSLATE_NOOP("core", "This page has a large picture that nothing here reads."),
    QT_TRANSLATE_NOOP(
        "core", "This page has no text of its own, and its picture could not be read: {why}"
    ),
    QT_TRANSLATE_NOOP(
        "core", "The text of this page is unreadable, and its picture could not be read: {why}"
    ),
    QT_TRANSLATE_NOOP("core", "The large picture on this page could not be read: {why}"),
    QT_TRANSLATE_NOOP("core", "“{name}” in it: {why}"),
    QT_TRANSLATE_NOOP("core", "It is empty."),
    QT_TRANSLATE_NOOP("core", "It lies more than {levels} levels deep in other files."),
    QT_TRANSLATE_NOOP("core", "There is too much in the files that it lies in."),
    QT_TRANSLATE_NOOP("core", "{count} more files inside were left out: too many."),
    QT_TRANSLATE_NOOP(
        "core", "Look at the page yourself: what stands only there is neither found nor cited."
    ),
    QT_TRANSLATE_NOOP("core", "Ask the sender for it as a file of its own, if it matters."),
    # Why a document could not be read, as its error says it.
    QT_TRANSLATE_NOOP("core", "the file is damaged"),
    QT_TRANSLATE_NOOP("core", "its content is of another kind"),
    QT_TRANSLATE_NOOP("core", "it is an archive without a document"),
    QT_TRANSLATE_NOOP("core", "it is an Office file of the format before 2007"),
    QT_TRANSLATE_NOOP("core", "its letters are in an unknown encoding"),
    QT_TRANSLATE_NOOP("core", "it has too many pages"),
    QT_TRANSLATE_NOOP("core", "one page has too much text"),
    QT_TRANSLATE_NOOP("core", "unpacked it would be far larger than it looks"),
    QT_TRANSLATE_NOOP("core", "it consists of too many parts"),
    QT_TRANSLATE_NOOP("core", "this page has no picture"),
    QT_TRANSLATE_NOOP("core", "it has too much text"),
    QT_TRANSLATE_NOOP("core", "its picture has too many pixels"),
    QT_TRANSLATE_NOOP("core", "its parts are nested too deeply"),
    QT_TRANSLATE_NOOP("core", "it is above the limit for attached files"),
    QT_TRANSLATE_NOOP("core", "there are too many attached files"),
    QT_TRANSLATE_NOOP("core", "one page took longer than {seconds} s"),
    QT_TRANSLATE_NOOP("core", "the reader stopped on it ({why})"),
    QT_TRANSLATE_NOOP(
        "core", "reading it to page {page} takes more memory than the settings allow"
    ),
    QT_TRANSLATE_NOOP("core", "its original is not kept"),
    # Files of a folder that nobody wants.
    QT_TRANSLATE_NOOP("core", "“{name}” was left out: the folder cannot be opened ({why})."),
    QT_TRANSLATE_NOOP("core", "“{name}” was left out: the folder is empty."),
    QT_TRANSLATE_NOOP(
        "core", "“{name}” was left out: it is the mark of a file that is open in another program."
    ),
    QT_TRANSLATE_NOOP("core", "“{name}” was left out: it is a leftover of the system."),
    QT_TRANSLATE_NOOP("core", "“{name}” was left out: it is hidden."),
    QT_TRANSLATE_NOOP("core", "“{name}” was left out: it is a link."),
    QT_TRANSLATE_NOOP("core", "“{name}” was left out: it is no file."),
    # Places that were made for machines.
    QT_TRANSLATE_NOOP(
        "core",
        "This text gives orders to an assistant. It is read as part of the document, and nothing is"
        " done because of it.",
    ),
    QT_TRANSLATE_NOOP(
        "core",
        "This text imitates a conversation with an assistant or the marks of one. It is read as"
        " part of the document.",
    ),
    QT_TRANSLATE_NOOP(
        "core", "This text imitates the call of a tool; there is none that it could call."
    ),
    QT_TRANSLATE_NOOP(
        "core", "This text is in the file, but nobody who looks at the page sees it."
    ),
    QT_TRANSLATE_NOOP(
        "core",
        "This word mixes letters of two alphabets that look alike, so it is not the word that it"
        " seems to be.",
    ),
    QT_TRANSLATE_NOOP("core", "Characters that nobody sees stand in this text."),
    QT_TRANSLATE_NOOP(
        "core",
        "This e-mail has two bodies that say different things, and this stands in only one of them."
        " Which one a person sees depends on the program that shows the e-mail.",
    ),
    QT_TRANSLATE_NOOP(
        "core",
        "One body of this e-mail could not be read. What a program for e-mails shows may differ"
        " from the text here.",
    ),
)
