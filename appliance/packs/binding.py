"""What sealed files of models and packs are bound to, the same for writing and reading."""

from __future__ import annotations

FILE_SUFFIX = ".sealed"


def component_binding(digest: str, component: str) -> bytes:
    """Manifest digest and file name: a file moved to another model or name does not open."""
    return f"cofferdam model 1\x00{digest}\x00{component}".encode()


def key_binding(digest: str) -> bytes:
    """What a model's own key is wrapped for."""
    return f"cofferdam model key 1\x00{digest}".encode()


def sealed_name(component: str, generation: int = 1) -> str:
    """The file inside the model's folder, after its key was replaced `generation - 1` times."""
    return component + ("" if generation == 1 else f".{generation}") + FILE_SUFFIX


def pack_binding(pack_id: str, digest: str, number: int, component: str) -> bytes:
    """What a component of a pack file is bound to: the pack, its signed part, place and name."""
    return f"cofferdam pack payload 1\x00{pack_id}\x00{digest}\x00{number}\x00{component}".encode()
