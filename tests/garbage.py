"""Cyclic garbage is collected on the GUI thread only, between tests of the window, too.

The window's own collector hands back to Python's when the window closes; widgets of that window
that are still caught in cycles would then be destroyed by whichever thread allocates next, often
one that watches a child, and Qt answers that with a crash in a later test.
"""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest


def collected_here(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """For a fixture: nobody else collects during the test, and this thread does after it."""
    gc.disable()
    monkeypatch.setattr(gc, "enable", lambda: None)
    yield
    gc.collect()
