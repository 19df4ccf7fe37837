from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import appliance.errors
from appliance.errors import (
    ApplianceError,
    DocumentEncrypted,
    DocumentTooLarge,
    ModelUnknown,
    WrongPassphrase,
)
from gui.error_texts import WINDOW_HINTS
from gui.errors import retell, tell
from gui.language import Languages

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

KINDS = [
    kind
    for kind in (getattr(appliance.errors, name) for name in appliance.errors.__all__)
    if issubclass(kind, ApplianceError)
]


def test_facts_are_filled_in() -> None:
    told = tell(DocumentTooLarge(name="accounts.pdf", why="2,000 pages"))
    assert told.message == "“accounts.pdf” is too large: 2,000 pages."
    assert told.code == "D503"
    assert told.next_step


def test_missing_facts_do_not_break_the_report() -> None:
    assert tell(DocumentTooLarge()).message == "“…” is too large: …."


def test_the_window_says_where_to_click_instead_of_which_command_to_type() -> None:
    assert "Models page" in tell(ModelUnknown(what="risk model")).next_step


# A missing display and a file of questions only ever meet a terminal.
SHOWN = [kind for kind in KINDS if kind.code not in ("G107", "A604")]


@pytest.mark.parametrize("kind", SHOWN, ids=lambda kind: kind.code)
def test_no_next_step_names_a_command(kind: type[ApplianceError]) -> None:
    step = str(WINDOW_HINTS.get(kind.code, kind.hint))
    assert "cofferdam " not in step
    assert "make " not in step.replace("make a new", "").replace("make it", "")
    assert "docs/" not in step


def test_a_kept_error_is_told_again_with_its_facts() -> None:
    error = DocumentTooLarge(name="a.pdf", why="it has 5000 pages")
    assert retell(error.code, error.message) == tell(error)


def test_a_kept_error_of_another_release_is_shown_as_it_was() -> None:
    told = retell("D503", "An older wording.")
    assert told.message == "An older wording."
    assert told.code == "D503"
    assert retell("Z999", "Unknown.").message == "Unknown."


def test_errors_are_told_in_chinese(qapp: QApplication) -> None:
    languages = Languages(qapp)
    languages.choose("zh_CN")
    try:
        told = retell("D504", DocumentEncrypted(name="合同.pdf").message)
        assert "合同.pdf" in told.message
        assert told.message != DocumentEncrypted(name="合同.pdf").message
        assert tell(WrongPassphrase()).next_step != WrongPassphrase().next_step
    finally:
        languages.choose("en")
