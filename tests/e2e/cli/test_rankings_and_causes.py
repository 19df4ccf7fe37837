"""The greatest of several, yes or no, and a cause, through the real command and ingest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Command

pytestmark = pytest.mark.model
REPORT = """Annual report of a bank

Revenue by segment ($ in millions)
Segment\t2024\t2023
Retail banking\t410\t400
Leasing\t95\t130
Custody\t240\t180
Total revenue\t745\t710

Fees paid to agents decreased in 2024 primarily due to fewer new accounts in the branches.
Interest expense increased in 2024, driven by higher rates on deposits.
"""


def test_code_ranks_judges_and_quotes(filled: Command, tmp_path: Path) -> None:
    paper = tmp_path / "report.txt"
    paper.write_text(REPORT, "utf-8")
    filled("case", "new", "Bank")
    filled("add", "Bank", paper)
    best = filled("ask", "Bank", "Which segment had the highest revenue in 2024?", "--json").json
    assert best["status"] == "answered"
    assert best["answer"].startswith("Retail banking: 410")
    assert best["provenance"]["method"] == "ranking.v1"
    quotes = [c["quote"] for c in best["sentences"][0]["citations"]]
    assert {"410", "95", "240"} <= set(quotes)
    assert "745" not in quotes
    worst = filled(
        "ask", "Bank", "Which segment performed worst by revenue in 2024?", "--json"
    ).json
    assert worst["answer"].startswith("Leasing: -26.92%")
    why = filled("ask", "Bank", "Why did fees paid to agents decrease in 2024?", "--json").json
    assert why["provenance"]["method"] == "causes.v1"
    assert [c["quote"] for c in why["sentences"][0]["citations"]] == [
        "Fees paid to agents decreased in 2024 primarily due to fewer new accounts in the branches."
    ]
    grew = filled("ask", "Bank", "Did custody revenue grow between 2023 and 2024?", "--json").json
    assert grew["answer"].startswith("Yes, up by 33.33%")
    for one in (best, why, grew):
        assert filled("case", "replay", "Bank", str(one["id"]), "--json").json["same"]
    missing = filled("ask", "Bank", "Which segment had the highest revenue in 2019?", "--json").json
    assert missing["provenance"]["method"] != "ranking.v1"
