from __future__ import annotations

import sys

import pytest
import setup_packages
from setup_terminal import SetupFailed


def test_environment_keeps_where_packages_come_from_and_nothing_else() -> None:
    source = {
        "PATH": "/usr/bin",
        "PIP_INDEX_URL": "kept",
        "PIP_CERT": "kept",
        "PIP_TARGET": "/elsewhere",
        "PIP_USER": "1",
        "PIP_CONSTRAINT": "c.txt",
        "PIP_NO_BINARY": ":all:",
        "PYTHONPATH": "/elsewhere",
        "PYTHONHOME": "/elsewhere",
        "VIRTUAL_ENV": "/elsewhere",
        "CMAKE_ARGS": "-DGGML_NATIVE=ON",
    }
    clean = setup_packages.clean_environment(source)
    assert clean["PATH"] == "/usr/bin"
    assert clean["PIP_INDEX_URL"] == clean["PIP_CERT"] == "kept"
    assert clean["PIP_USER"] == "0"
    for name in ("PIP_TARGET", "PIP_CONSTRAINT", "PIP_NO_BINARY"):
        assert name not in clean
    for name in ("PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "CMAKE_ARGS"):
        assert name not in clean


def test_failing_tool_is_shown_by_its_end_without_addresses() -> None:
    code = (
        "import sys\nfor n in range(99): print('line', n)\n"
        "print('from https://host.example/simple'); sys.exit(3)"
    )
    with pytest.raises(SetupFailed) as caught:
        setup_packages.run([sys.executable, "-c", code], what="Trying it")
    text = str(caught.value)
    assert text.startswith("Set-up stopped while trying it.")
    assert "line 98" in text
    assert "line 50" not in text
    assert "example" not in text


def test_tool_output_is_returned() -> None:
    assert setup_packages.run([sys.executable, "-c", "print(7)"], what="x") == "7\n"
