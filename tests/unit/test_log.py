from __future__ import annotations

import logging
import stat
import sys
from typing import TYPE_CHECKING

import pytest

from appliance import log
from appliance.errors import DocumentUnreadable, FileUnreadable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECRET = "Mrs Example owes 12,000"


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    logger = logging.getLogger(log.ROOT)
    before = (list(logger.handlers), logger.level, logger.propagate)
    yield
    for handler in logger.handlers:
        if handler not in before[0]:
            handler.close()
    logger.handlers, logger.level, logger.propagate = before


def formatted(message: str, *, error: BaseException | None = None) -> str:
    trouble = (type(error), error, error.__traceback__) if error is not None else None
    record = logging.LogRecord("appliance.x", logging.ERROR, __file__, 1, message, (), trouble)
    return log.CleanFormatter().format(record)


def raised(error: BaseException) -> BaseException:
    try:
        raise error
    except type(error) as caught:
        return caught


@pytest.mark.parametrize(
    "text", ["a\nb", "a\rb", "\x1b[2J", "a\x00b", "a\u202eb", "a\u2028b", "a\tb"]
)
def test_nothing_unprintable_reaches_a_terminal(text: str) -> None:
    assert log.clean(text).isprintable()


def test_ordinary_text_stays_and_long_text_is_cut() -> None:
    assert log.clean("Zinsen: 4,5 % – 贷款") == "Zinsen: 4,5 % – 贷款"
    assert log.clean("x" * 3000) == "x" * log.MAX_LINE_CHARACTERS + "…"


def test_a_message_cannot_forge_a_second_line() -> None:
    line = formatted("read page\n2026-01-01 ERROR appliance.audit forged")
    assert len(line.splitlines()) == 1


def test_a_bug_leaves_its_places_but_not_its_words() -> None:
    line = formatted("unexpected", error=raised(KeyError(SECRET)))
    assert SECRET not in line
    assert "KeyError" in line
    assert "test_log.py" in line
    assert "raised" in line


def test_known_trouble_leaves_its_code_but_no_names() -> None:
    error = DocumentUnreadable("xref table", name="Example accounts.pdf", why="damaged")
    line = formatted("skipped", error=raised(error))
    assert "Example accounts" not in line
    assert DocumentUnreadable.code in line
    assert "xref table" in line


def test_warnings_go_to_stderr_and_all_else_nowhere(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    log.configure()
    logging.getLogger("appliance.a").info("quiet")
    logging.getLogger("appliance.a").warning("loud")
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "loud" in captured.err
    assert "quiet" not in captured.err
    assert sys.stderr is not None


def test_a_file_is_for_its_owner_only_and_grows(tmp_path: Path) -> None:
    path = tmp_path / "cofferdam.log"
    for word in ("first", "second"):
        log.configure(logging.DEBUG, path)
        logging.getLogger("appliance.a").debug(word)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [line.split()[-1] for line in path.read_text("utf-8").splitlines()] == [
        "first",
        "second",
    ]


def test_a_file_that_cannot_be_written_is_known_trouble(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        log.configure(logging.DEBUG, tmp_path / "no such folder" / "cofferdam.log")
