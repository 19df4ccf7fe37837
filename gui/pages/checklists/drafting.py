"""A checklist while it is being changed: names out of titles, the next version; no widgets."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import structs

from appliance.review.checklists.records import Checklist, Item
from gui.typed_texts import free_name

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence


def empty_item(taken: Collection[str]) -> Item:
    """A new statement to begin with."""
    return Item(
        id=free_name("item", taken, "item"),
        kind="statement",
        title="",
        question="",
        severity="medium",
    )


def next_version(version: str) -> str:
    """The version after this one: its last number, one more."""
    last = re.search(r"(\d+)(?!.*\d)", version)
    if last is None:
        return f"{version}.1" if version else "1.0"
    return f"{version[: last.start()]}{int(last[1]) + 1}{version[last.end() :]}"


def made(
    base: Checklist, *, title: str, version: str, own: bool, items: Sequence[Item]
) -> Checklist:
    """The checklist to keep; a copy of one that is not own gets a name of its own."""
    name = base.name if own else free_name(title, (base.name,), "checklist")
    title_zh = base.title_zh if title == base.title else ""
    return structs.replace(
        base, name=name, title=title, title_zh=title_zh, version=version, items=tuple(items)
    )
