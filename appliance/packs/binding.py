"""What a sealed file of a model is bound to, the same for writing and reading."""

from __future__ import annotations

FILE_SUFFIX = ".sealed"


def component_binding(digest: str, component: str) -> bytes:
    """Manifest digest and file name: a file moved to another model or name does not open."""
    return f"cofferdam model 1\x00{digest}\x00{component}".encode()


def key_binding(digest: str) -> bytes:
    """What a model's own key is wrapped for."""
    return f"cofferdam model key 1\x00{digest}".encode()


def sealed_name(component: str) -> str:
    """The file name inside the model's folder."""
    return component + FILE_SUFFIX
