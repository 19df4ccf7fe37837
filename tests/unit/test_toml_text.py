"""TOML within bounds: what no file of ours needs is refused before it costs anything."""

from __future__ import annotations

import resource
import subprocess
import sys

import pytest

from appliance import toml_text

LONG = "a." * 60 + "b = 1"
ADDRESS_SPACE_BYTES = 1024**3


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        f"[{'a . ' * 60}b]",
        f"[[{'a.' * 60}b]]",
        "''." * 60 + "b = 1",
        '"a\\"b".' * 60 + "b = 1",
        f"x = {{{LONG}}}",
        # What only looks as if it opened a text, or as if one went on.
        f"x = {{y = '''\n\"''', {LONG}}}",
        f'x = {{y = """\n\\"""\'""", {LONG}}}',
        f'# "\n{LONG}',
        f'x = """a"""""\n{LONG}',
        # Not TOML, or not readable.
        "a = " + "[" * 100_000,
        "a = " + "{a=" * 100_000,
        "a = " + "9" * 5000,
        "no text",
    ],
)
def test_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        toml_text.parse(text)


def test_dots_that_are_no_key_are_let_through() -> None:
    dots = "a." * 60
    text = f'x = "{dots}"\ny = """\n{dots}"""\nz = \'{dots}\'\nw = [{"1.5, " * 60}]\n# {dots}\n'
    assert toml_text.parse(text)["y"] == dots
    assert toml_text.parse("a." * 31 + "b = 1")


@pytest.mark.parametrize("text", ["a." * 100_000 + "b = 1", '"\\' * 500_000, "'a" * 500_000])
def test_no_text_of_a_megabyte_takes_a_gigabyte(text: str) -> None:
    limits = (ADDRESS_SPACE_BYTES, ADDRESS_SPACE_BYTES)
    program = (
        "import sys; from appliance import toml_text\n"
        "try: toml_text.parse(sys.stdin.read())\nexcept ValueError: print('refused')"
    )
    ended = subprocess.run(
        [sys.executable, "-c", program],
        input=text,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, limits),
    )
    assert ended.stdout == "refused\n"
