"""What all tests of the window's parts share."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.garbage import collected_here

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(autouse=True)
def _garbage(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield from collected_here(monkeypatch)
