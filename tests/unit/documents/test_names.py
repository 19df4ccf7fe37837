from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from appliance.documents.names import clean_name


@pytest.mark.parametrize(
    ("untrusted", "name"),
    [
        ("statement.pdf", "statement.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\b.docx", "b.docx"),
        ("a/b/", "b"),
        ("con:stream.txt", "con_stream.txt"),
        ("", "attachment"),
        ("...", "attachment"),
        (" . ", "attachment"),
        ("合同 2026.pdf", "合同 2026.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("line\nend\0.txt", "line_end_.txt"),
        ("x" * 400 + ".pdf", "x" * 146 + ".pdf"),
    ],
)
def test_names_from_inside_files_are_made_fit(untrusted: str, name: str) -> None:
    assert clean_name(untrusted) == name


@given(st.text())
def test_any_name_becomes_one_that_can_be_shown(untrusted: str) -> None:
    name = clean_name(untrusted)
    assert 0 < len(name) <= 150
    assert name.isprintable()
    assert not set(name) & set('/\\:*?"<>|')
    assert name.strip(".")
