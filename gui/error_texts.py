"""Next steps that the window words in its own way, where the core's hint names a command."""

from __future__ import annotations

from PySide6.QtCore import QT_TRANSLATE_NOOP

# By error code. A test checks that every core hint that names a command has a line here.
WINDOW_HINTS: dict[str, object] = {
    "V201": QT_TRANSLATE_NOOP("errors", "Choose another folder, or make a new vault there."),
    "P304": QT_TRANSLATE_NOOP(
        "errors", "Import one on the Models page, then make it the one in use."
    ),
    "E403": QT_TRANSLATE_NOOP("errors", "Show this message to your administrator."),
    "E409": QT_TRANSLATE_NOOP("errors", "Show this message to your administrator."),
    "E407": QT_TRANSLATE_NOOP("errors", "Ask your administrator to finish the installation."),
    "D506": QT_TRANSLATE_NOOP("errors", "Look at the list of documents of this case."),
    "A601": QT_TRANSLATE_NOOP("errors", "Go back to the list of cases."),
    "R702": QT_TRANSLATE_NOOP(
        "errors", "Add the columns; the form on this page lists what the model needs."
    ),
}
