"""Checklists made for tests."""

from __future__ import annotations

import tomli_w

ITEM = {
    "id": "proof-of-address",
    "kind": "document",
    "severity": "high",
    "title": "Proof of address",
    "question": "Is there a proof of address?",
    "documents": ["proof-of-address"],
}


def table(*items: dict[str, object], **fields: object) -> dict[str, object]:
    """The table of a checklist that can be used, changed by `fields`."""
    return {
        "name": "branch-list",
        "version": "1.0",
        "title": "List of the branch",
        **fields,
        "items": list(items) or [ITEM],
    }


def item(**fields: object) -> dict[str, object]:
    """An item that can be used, changed by `fields`; None takes one away."""
    made = {**ITEM, **fields}
    return {name: value for name, value in made.items() if value is not None}


def toml(*items: dict[str, object], **fields: object) -> bytes:
    """Its file."""
    return tomli_w.dumps(table(*items, **fields)).encode()
