"""Exports of filled forms through the real command, also of a case that hides in files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.e2e.conftest import Command

pytestmark = pytest.mark.model
APPLICATION = "application_form.docx"


def test_an_export_has_tokens_unless_somebody_asks_for_the_values(
    filled: Command, tmp_path: Path
) -> None:
    filled("form", "fill", "Sample", "loan-application", "--document", APPLICATION, "--json")
    plain, hidden, values = (tmp_path / f"{name}.csv" for name in ("plain", "hidden", "values"))

    def export(path: Path, *more: str) -> dict[str, object]:
        form = ("form", "export", "Sample", "loan-application")
        found: dict[str, object] = filled(*form, "--output", path, *more, "--json").json
        return found

    assert export(plain)["masked"] is False
    filled("privacy", "rule", "Sample", "--hide", "exports", "--json")
    assert export(hidden) == {
        "path": str(hidden),
        "format": "csv",
        "documents": 1,
        "masked": True,
    }
    assert export(values, "--reveal")["masked"] is False
    assert "GB39TDWL99990120441736" in plain.read_text("utf-8-sig")
    assert values.read_bytes() == plain.read_bytes()
    text = hidden.read_text("utf-8-sig")
    assert "[IBAN-1]" in text
    assert "GB39" not in text
    told = filled(
        "form", "export", "Sample", "loan-application", "--output", tmp_path / "told.csv"
    ).out
    assert "--reveal" in told
