"""Every command, with every option of its own, is in docs/formats/command-line.md."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click
import pytest

from appliance.cli.main import cofferdam

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXT = (Path(__file__).parents[2] / "docs" / "formats" / "command-line.md").read_text("utf-8")
SPANS = [
    " ".join(span.split())
    for span in re.findall(r"`([^`]+)`", re.sub(r"^```.*?^```$", "", TEXT, flags=re.M | re.S))
]
OF_ALL = {"vault", "passphrase_file", "user", "key_file", "as_json"}


def commands(
    group: click.Group, words: tuple[str, ...] = ()
) -> Iterator[tuple[str, list[set[str]]]]:
    """Every command by its words, with its own options; `--a/--no-a` has two names."""
    for name, command in group.commands.items():
        path = (*words, name)
        if isinstance(command, click.Group):
            yield from commands(command, path)
            if not command.invoke_without_command:
                continue
        options = [
            {*option.opts, *option.secondary_opts}
            for option in command.params
            if isinstance(option, click.Option) and option.name not in OF_ALL
        ]
        yield " ".join(path), options


COMMANDS = dict(commands(cofferdam))


@pytest.mark.parametrize("path", COMMANDS)
def test_a_command_is_described_with_its_options(path: str) -> None:
    spans = [span for span in SPANS if span == path or span.startswith(f"{path} ")]
    assert spans, f"`{path} …` is missing"
    written = set(re.findall(r"--[a-z-]+", " ".join(spans)))
    lacking = [names for names in COMMANDS[path] if not names & written]
    assert not lacking


def test_no_command_is_described_that_does_not_exist() -> None:
    groups = {path.split()[0] for path in COMMANDS if " " in path}
    for span in SPANS:
        words = span.split()
        if len(words) > 1 and words[0] in groups and re.fullmatch("[a-z-]+", words[1]):
            known = any(" ".join(words[:n]) in COMMANDS for n in (1, 2, 3))
            assert known, span


def test_the_options_of_all_commands_are_described() -> None:
    for option in cofferdam.params:
        if isinstance(option, click.Option) and option.name not in {"version", "help"}:
            assert f"`{option.opts[-1]}" in TEXT
            if option.envvar:
                assert f"`{option.envvar}`" in TEXT
