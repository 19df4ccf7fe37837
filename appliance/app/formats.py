"""Which files can be read, as a file dialog lists them; the content decides, not the ending."""

from __future__ import annotations

# What people call a format, its key in the window's words, and its endings.
FORMATS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("pdf", ("pdf",)),
    ("word", ("docx",)),
    ("excel", ("xlsx",)),
    ("powerpoint", ("pptx",)),
    ("text", ("csv", "tsv", "txt", "md", "rtf")),
    ("web", ("html", "htm")),
    ("mail", ("eml", "msg")),
    ("scan", ("png", "jpg", "jpeg", "tif", "tiff")),
)


def patterns() -> tuple[str, ...]:
    """Patterns of file names, in lower and upper case, for systems that tell them apart."""
    endings = [ending for _, some in FORMATS for ending in some]
    return tuple(f"*.{made}" for ending in endings for made in (ending, ending.upper()))
