"""An engine with children of the test's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance import children
from appliance.children import spawning
from tests.unit.engine.odd_children import Programs, made

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.engine.client import LanguageEngine


@pytest.fixture
def programs(monkeypatch: pytest.MonkeyPatch) -> Iterator[Programs]:
    used = Programs()
    monkeypatch.setattr(spawning, "command_line", used.command_line)
    yield used
    children.stop_all()


@pytest.fixture
def engine(programs: Programs) -> Iterator[LanguageEngine]:
    one = made()
    yield one
    one.close()
