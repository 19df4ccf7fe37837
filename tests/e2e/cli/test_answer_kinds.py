"""Kinds of question through the real command: coverage, calculation, printing, replay."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.e2e.conftest import Command

pytestmark = pytest.mark.model
GROWTH = "What was the percentage change in turnover between 2025 and 2026?"
ACCOUNTS = "annual_accounts_2026.pdf"


def test_kinds_coverage_and_calculation(filled: Command) -> None:
    grown = filled("ask", "Sample", GROWTH, "--document", ACCOUNTS, "--json").json
    assert grown["kind"] == "numeric"
    made = grown["calculation"]
    now, before = (Decimal(one["value"]) for one in made["operands"])
    assert Decimal(made["result"]) == round(100 * (now - before) / before, 2)
    assert made["unit"] == "%"
    for one in made["operands"]:
        assert " ".join(one["citation"]["quote"].split()) == one["written"]
    absent = filled("ask", "Sample", "Is there any mention of a helicopter?", "--json").json
    assert (absent["kind"], absent["status"]) == ("absence", "not_found")
    assert absent["coverage"]["read"] == absent["coverage"]["total"] == absent["pages_searched"]
    assert absent["provenance"]["method"].startswith("absence")
    replayed = filled("case", "replay", "Sample", str(grown["id"]), "--json").json
    assert replayed["same"], replayed["differences"]


def test_people_see_kind_cells_and_pages_read(filled: Command) -> None:
    shown = filled("ask", "Sample", GROWTH, "--document", ACCOUNTS).out
    assert "(with figures)" in shown
    assert "Turnover, 2026" in shown
    assert "4,182,600" in shown
    listed = filled("ask", "Sample", "List all covenants of the borrower.").out
    assert "(list; every page was read)" in listed
    assert "55 of 55 pages read." in listed
