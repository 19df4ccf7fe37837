from __future__ import annotations

import io

import pytest
import setup_terminal


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class Watch:
    def __init__(self) -> None:
        self.now_s = 0.0

    def __call__(self) -> float:
        return self.now_s


def test_plain_progress_writes_one_line_per_tenth() -> None:
    out, watch = io.StringIO(), Watch()
    progress = setup_terminal.Progress("Building", out=out, clock=watch)
    for step in range(1, 201):
        watch.now_s = step * 0.5
        progress.at(step, 200)
    progress.end("built")
    lines = out.getvalue().splitlines()
    assert len(lines) == 12
    assert lines[5] == "Building: 50 %, about 50 s left"
    assert lines[-1] == "Building: built in 1 min 40 s"


def test_live_progress_redraws_one_line_and_clears_what_was_longer() -> None:
    out, watch = Terminal(), Watch()
    progress = setup_terminal.Progress("Building", out=out, clock=watch)
    progress.at(50, 100, "a-long-file-name.cpp")
    watch.now_s = 0.01
    progress.at(51, 100, "too soon to draw")
    watch.now_s = 10
    progress.at(99, 100, "b.cpp")
    progress.end()
    drawn = out.getvalue()
    assert "too soon" not in drawn
    assert drawn.count("\n") == 1
    parts = drawn.rstrip("\n").split("\r")
    assert parts[2].rstrip() == "Building:  99 %, about 0 s left  b.cpp"
    assert len(parts[2]) >= len(parts[1].rstrip())


def test_no_estimate_before_the_pace_is_known() -> None:
    out, watch = io.StringIO(), Watch()
    progress = setup_terminal.Progress("Building", out=out, clock=watch)
    watch.now_s = 1
    progress.at(1, 144)
    assert out.getvalue() == "Building: 0 %\n"


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Looking in indexes: https://user:secret@host.example/simple", "<address>"),
        ("  Downloading http://10.0.0.7:8080/x/y.whl (3 MB)", "<address> (3 MB)"),
        ("ERROR: from git+ssh://git@internal/repo.git", "<address>"),
        ("\x1b[31mred\x1b[0m", "[31mred[0m"),
    ],
)
def test_addresses_and_control_characters_are_not_shown(line: str, shown: str) -> None:
    cleaned = setup_terminal.without_addresses(line)
    assert shown in cleaned
    for secret in ("secret", "example", "10.0.0.7", "internal", "\x1b"):
        assert secret not in cleaned


def test_duration_is_readable() -> None:
    assert setup_terminal.duration(0.2) == "0 s"
    assert setup_terminal.duration(89) == "89 s"
    assert setup_terminal.duration(200) == "3 min 20 s"
