from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.app.question_lists import questions_of, read_questions
from appliance.assistant.records import MOST_QUESTION_CP, MOST_QUESTIONS
from appliance.cli.question_lists import read_questions as read_for_command
from appliance.errors import (
    BadInput,
    DocumentTooLarge,
    FileUnreadable,
    QuestionsInvalid,
    QuestionsTooMany,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "questions.txt"


def test_blank_lines_are_no_questions_and_numbers_are_of_lines(path: Path) -> None:
    path.write_bytes("\ufeffWho?\r\n\r\n  When?  \n\t\n期限？".encode())
    assert read_questions(path) == ("Who?", "When?", "期限？")
    assert questions_of("Who?\n\nWhen?", "list") == [(1, "Who?"), (3, "When?")]
    listed = read_for_command(path, "a.pdf")
    assert [(one.id, one.text, one.document) for one in listed] == [
        (1, "Who?", "a.pdf"),
        (3, "When?", "a.pdf"),
        (5, "期限？", "a.pdf"),
    ]


@pytest.mark.parametrize("content", ["", "\n\n \n", "\ufeff\n"])
def test_a_list_without_a_question_is_refused(path: Path, content: str) -> None:
    path.write_text(content, "utf-8")
    with pytest.raises(BadInput, match=r"questions\.txt.*no question"):
        read_questions(path)
    with pytest.raises(BadInput, match="no question"):
        read_for_command(path, None)


def test_as_many_as_allowed_and_no_more(path: Path) -> None:
    path.write_text("Who?\n" * MOST_QUESTIONS, "utf-8")
    assert len(read_questions(path)) == MOST_QUESTIONS
    path.write_text("Who?\n" * 1000, "utf-8")
    for read in (lambda: read_questions(path), lambda: read_for_command(path, None)):
        with pytest.raises(QuestionsTooMany) as caught:
            read()
        assert caught.value.code == "A611"
        assert "1000" in caught.value.message


def test_a_line_too_long_and_bytes_that_are_no_text_are_named(path: Path) -> None:
    path.write_text("Who?\n" + "x" * MOST_QUESTION_CP, "utf-8")
    assert len(read_questions(path)) == 2
    path.write_text("Who?\n" + "x" * (MOST_QUESTION_CP + 1), "utf-8")
    with pytest.raises(QuestionsInvalid, match="Line 2"):
        read_questions(path)
    path.write_bytes(b"Who?\nWhen?\n\xff\n")
    with pytest.raises(QuestionsInvalid, match="Line 3"):
        read_questions(path)


def test_a_missing_file_and_a_huge_one_are_known_errors(path: Path) -> None:
    with pytest.raises(FileUnreadable):
        read_questions(path)
    with path.open("wb") as out:
        out.truncate(5 * 1024**2)
    with pytest.raises(DocumentTooLarge):
        read_questions(path)


def test_lines_of_json_may_name_documents_and_be_more(path: Path) -> None:
    line = '{"id": "a", "question": "Who?", "document": "b.pdf"}\n'
    path.write_text(line + '{"id": 2, "question": "When?"}\n' * 600, "utf-8")
    listed = read_for_command(path, "a.pdf")
    assert len(listed) == 601
    assert (listed[0].id, listed[0].document, listed[1].document) == ("a", "b.pdf", "a.pdf")
    path.write_text('{"id": 1}\n', "utf-8")
    with pytest.raises(QuestionsInvalid, match="Line 1"):
        read_for_command(path, None)
