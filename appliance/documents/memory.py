"""What reading documents takes of this machine's memory."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from appliance.children import running
from appliance.documents.opened import KIND

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appliance.documents.records import Page

# Of pages that wait to be kept; beside one page, one picture or one attached file, all that the
# console holds of a document.
BATCH_BYTES = 16 * 1024**2
# In CPython a word of a page is an object with two numbers and four floats.
_WORD_BYTES = 280
_LETTER_BYTES = 4


def page_bytes(page: Page) -> int:
    """About what a page takes in the console, at most."""
    return _LETTER_BYTES * len(page.text) + _WORD_BYTES * len(page.words)


def children_bytes(kinds: Iterable[str] = (KIND,)) -> int:
    """What the children that read documents hold now, as the kernel counts it."""
    wanted = frozenset(kinds)
    return sum(child.memory_bytes() for child in running() if child.spec.kind in wanted)


def console_bytes() -> int:
    """What this process holds now."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")
