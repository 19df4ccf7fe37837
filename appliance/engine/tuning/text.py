"""The fixed texts with which the quality of weights is compared; they came with the program."""

from __future__ import annotations

from importlib.resources import files

_FOLDER = files("appliance.engine.tuning") / "texts"
# Part of a profile's fingerprint of the method: figures of other texts are not comparable.
VERSION = 1


def prose() -> str:
    """Some 900 tokens of banking prose, English and Chinese."""
    return (_FOLDER / "prose.txt").read_text("utf-8")


def passage() -> str:
    """An agreement about which the questions ask."""
    return (_FOLDER / "passage.txt").read_text("utf-8")


def questions() -> tuple[str, ...]:
    """Questions that the passage answers, one a line."""
    return tuple((_FOLDER / "questions.txt").read_text("utf-8").splitlines())
