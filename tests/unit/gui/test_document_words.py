"""The window's words for what the core says of documents: none missing, none invented."""

from __future__ import annotations

import inspect
import re
from typing import TYPE_CHECKING

from appliance.app.formats import FORMATS
from appliance.documents import (
    attachments,
    document_rows,
    gathering,
    opened,
    outcomes,
    reading,
    seeing,
    suspicion,
    unread,
)
from appliance.retrieval import facts
from gui import document_words, texts
from gui.pages.document_choosing import NAMES, filters
from gui.words import core
from tests.unit.gui.ticks import stages

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

WRITTEN = "".join(
    inspect.getsource(module)
    for module in (
        attachments,
        document_rows,
        gathering,
        opened,
        outcomes,
        reading,
        seeing,
        suspicion,
        unread,
    )
).replace('"\n    "', "")


def test_every_sentence_is_one_that_the_core_writes() -> None:
    for template in map(str, document_words.TEMPLATES):
        tail = template.removeprefix("“{name}” was left out: ").removesuffix(".")
        fixed = max(re.split(r"\{\w+\}", tail), key=len).strip(" :.(")
        assert fixed in WRITTEN, template


def test_what_can_be_done_about_the_unread_has_words() -> None:
    known = set(map(str, document_words.TEMPLATES))
    assert {unread.LOOK_AT_PAGE, unread.LOOK_AT_PARENT} <= known


def test_left_out_files_say_why(qapp: QApplication) -> None:
    assert core("“.hidden” was left out: it is hidden.") == "“.hidden” was left out: it is hidden."


def test_every_format_has_a_name_in_the_file_dialog(qapp: QApplication) -> None:
    assert set(NAMES) == {key for key, _ in FORMATS}
    assert "(*.eml *.msg)" in filters()
    assert filters().count(";;") == len(FORMATS) + 1


def test_every_kind_of_document_has_words(qapp: QApplication) -> None:
    assert set(texts.DOCUMENT_KINDS) == {name for name, _ in facts._KINDS}
    assert texts.document_kind("annual report", 2022, 3) == "annual report 2022 Q3"
    assert texts.document_kind("") == ""


def test_every_stage_of_slow_work_has_words() -> None:
    assert stages() <= set(texts.STAGES), stages() - set(texts.STAGES)
