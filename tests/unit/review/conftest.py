"""A case of papers in a real vault, for what reads papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.documents.store import DocumentStore
from tests.unit.review.paper_file import PaperFile

if TYPE_CHECKING:
    from appliance.vault.store import Vault
    from tests.unit.conftest import FixedClock


@pytest.fixture
def paper_file(vault: Vault, clock: FixedClock) -> PaperFile:
    return PaperFile(DocumentStore(vault, clock))
