"""Sentences of the core on documents that no review has; the others are the core's own."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

# A test compares these with what the core writes.
TEMPLATES: tuple[object, ...] = (
    # What can be done about what could not be read.
    QT_TRANSLATE_NOOP(
        "core", "Look at the page yourself: what stands only there is neither found nor cited."
    ),
    QT_TRANSLATE_NOOP("core", "Ask the sender for it as a file of its own, if it matters."),
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
)
