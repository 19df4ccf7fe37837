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
    "C821": QT_TRANSLATE_NOOP(
        "errors", "Look at the run under Reviews; there these cases can be tried again."
    ),
    "A601": QT_TRANSLATE_NOOP("errors", "Go back to the list of cases."),
    "R702": QT_TRANSLATE_NOOP(
        "errors", "Add the columns; the form on this page lists what the model needs."
    ),
    "V215": QT_TRANSLATE_NOOP("errors", "Look at the list of users under Users."),
    "V218": QT_TRANSLATE_NOOP(
        "errors", "Let it finish with “Make new keys” under Users, then repeat the step."
    ),
    "V219": QT_TRANSLATE_NOOP(
        "errors",
        "Make a new one (the recovery codes under Users, your passphrase in the settings), then"
        " repeat the step.",
    ),
    "P334": QT_TRANSLATE_NOOP(
        "errors", "Pin head office's root first, with “Whom to trust…” on the Models page."
    ),
    "P335": QT_TRANSLATE_NOOP(
        "errors",
        "Ask head office for a newer one and bring it with “Whom to trust…” on the Models page.",
    ),
    "P340": QT_TRANSLATE_NOOP(
        "errors",
        "Use the newest one, or go back on purpose with “Go back to this version…”.",
    ),
    "P343": QT_TRANSLATE_NOOP(
        "errors", "Do not use it; send this message to head office. Nothing was deleted."
    ),
    "P348": QT_TRANSLATE_NOOP("errors", "Import its pack on the Models page."),
    "A405": QT_TRANSLATE_NOOP(
        "errors",
        "Restore the vault from a backup, or go on on purpose; that is recorded with your reason.",
    ),
    "A406": QT_TRANSLATE_NOOP(
        "errors",
        "Keep this vault as it is and report this to your auditor, or go on on purpose; that is"
        " recorded with your reason.",
    ),
    "A407": QT_TRANSLATE_NOOP(
        "errors",
        "Open the newer copy. If this one was restored on purpose, go on; that is recorded with"
        " your reason.",
    ),
    "A408": QT_TRANSLATE_NOOP(
        "errors",
        "Restore the vault from a backup, or go on on purpose; that is recorded with your reason.",
    ),
    "A409": QT_TRANSLATE_NOOP(
        "errors", "Use the medium on which the witness was made, or make a new witness."
    ),
    "A607": QT_TRANSLATE_NOOP(
        "errors", "Have the hold lifted with “Lift the hold” in the list of cases, if it may be."
    ),
    "V225": QT_TRANSLATE_NOOP(
        "errors",
        "Restore the vault from a backup, or go on on purpose; that is recorded with your reason.",
    ),
    "V226": QT_TRANSLATE_NOOP(
        "errors",
        "Restore the vault from a backup, or have your administrator accept the case as it is;"
        " that is recorded.",
    ),
    "V227": QT_TRANSLATE_NOOP(
        "errors",
        "Restore the vault from a backup, or go on on purpose; that is recorded with your reason.",
    ),
    "V228": QT_TRANSLATE_NOOP(
        "errors",
        "Restore the vault from a backup, or have your administrator accept the case as it is;"
        " that is recorded.",
    ),
    "A609": QT_TRANSLATE_NOOP(
        "errors", "Set the clock. If it is right, say so when you are asked, and it goes on."
    ),
    "C801": QT_TRANSLATE_NOOP(
        "errors", "Correct it in the editor; each place that is wrong is named there."
    ),
    "C802": QT_TRANSLATE_NOOP("errors", "Look at the list of checklists."),
    "C804": QT_TRANSLATE_NOOP("errors", "Look at the list of reviews of this case."),
    "C805": QT_TRANSLATE_NOOP("errors", "Open the review again."),
    "C807": QT_TRANSLATE_NOOP(
        "errors", "A signed review is opened again with “Open again…”, which keeps its history."
    ),
    "C808": QT_TRANSLATE_NOOP("errors", "Decide them first; “Next open item” leads to each."),
    "C819": QT_TRANSLATE_NOOP("errors", "Look at the list of batches."),
    "A622": QT_TRANSLATE_NOOP("errors", "Look at the list of forms."),
    "A623": QT_TRANSLATE_NOOP("errors", "Open the filled form again."),
    "A610": QT_TRANSLATE_NOOP(
        "errors",
        "Somebody changed the register. Put the hold on again in the list of cases, or lift it if"
        " it may be.",
    ),
    "A410": QT_TRANSLATE_NOOP(
        "errors",
        "An administrator must open it first and accept the older state; that is recorded.",
    ),
}
