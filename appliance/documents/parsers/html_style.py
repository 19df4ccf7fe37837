"""CHILD: whether the text of a web page's element can be seen."""

from __future__ import annotations

import re

_SPACE = re.compile(r"\s+")
_UNSEEN = re.compile(
    r"(?:^|;)(?:display:none|visibility:(?:hidden|collapse)|opacity:0(?:\.0+)?(?:;|$|!)"
    r"|font-size:0(?:\.\d+)?(?:px|pt|em|rem|%)?(?:;|$|!)|font-size:1(?:\.\d+)?(?:px|pt)"
    r"|text-indent:-\d{4,}|(?:left|top|right|margin-left|margin-top):-\d{4,}"
    r"|color:transparent|(?:max-)?(?:height|width):0(?:px|pt|em|%)?(?:;|$|!)"
    r"|clip:rect\((?:0(?:px)?,?){4}|mso-hide:all)"
)
_WHITE = re.compile(r"(?:^|;)color:(?:white|#fff(?:fff)?|rgb\(255,255,255\))(?:;|$|!)")
_WHITE_NAMES = frozenset({"white", "#ffffff", "#fff"})
_GROUND = re.compile(r"(?:^|;)background(?:-color|-image)?:")


def is_hidden(attributes: dict[str, str | None]) -> bool:
    """True for an element that its own attributes hide; style sheets are not followed."""
    if not attributes:
        return False
    if "hidden" in attributes or (attributes.get("type") or "").lower() == "hidden":
        return True
    style = attributes.get("style")
    return bool(style) and _UNSEEN.search(_plain(style)) is not None


def is_white(attributes: dict[str, str | None]) -> bool:
    """True for an element that asks for white letters."""
    if (attributes.get("color") or "").lower().strip() in _WHITE_NAMES:
        return True
    style = attributes.get("style")
    return bool(style) and _WHITE.search(_plain(style)) is not None


def has_ground(attributes: dict[str, str | None]) -> bool:
    """True for an element that colours what is behind its text."""
    if "bgcolor" in attributes or "background" in attributes:
        return True
    style = attributes.get("style")
    return bool(style) and _GROUND.search(_plain(style)) is not None


def _plain(style: str | None) -> str:
    return _SPACE.sub("", style or "").lower()
