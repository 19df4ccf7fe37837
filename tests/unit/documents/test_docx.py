from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.enum.section import WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from appliance.documents.limits import Limits
from appliance.documents.parsers.docx import read_docx
from appliance.documents.protocol import DOCX_TYPE, Fault, Opened, PageRead, Refused
from tests.unit.documents import samples


def texts(data: bytes, limits: Limits | None = None) -> list[str]:
    opened, *pages = read_docx(data, limits or Limits())
    assert opened == Opened(DOCX_TYPE, None)
    found = [page for page in pages if isinstance(page, PageRead)]
    assert [page.number for page in found] == list(range(1, len(found) + 1))
    return [page.text for page in found]


def with_body(xml: str) -> bytes:
    """A document with raw XML before its section properties."""
    document = docx.Document()
    body = document.element.body
    for element in parse_xml(f"<w:body {nsdecls('w')}>{xml}</w:body>"):
        body.insert(len(body) - 1, element)
    return samples.saved(document)


def test_paragraphs_and_tables_keep_their_order() -> None:
    data = samples.word(["Application", [["Name", "Amount"], ["Müller", "5,000"]], "Signed"])
    assert texts(data) == ["Application\nName\tAmount\nMüller\t5,000\nSigned"]


def test_headers_and_footers_are_part_of_the_text() -> None:
    (page,) = texts(samples.word(["Body"], header="Bank AG", footer="Confidential"))
    assert page == "Bank AG\nBody\nConfidential"


def test_pages_end_at_page_breaks() -> None:
    assert texts(samples.word(["one\ftwo", "still two"])) == ["one", "two\nstill two"]


def test_pages_end_where_word_noted_it() -> None:
    noted = (
        "<w:p><w:r><w:t>one</w:t></w:r></w:p>"
        "<w:p><w:r><w:lastRenderedPageBreak/><w:t>two</w:t></w:r></w:p>"
    )
    assert texts(with_body(noted)) == ["one", "two"]


def test_a_break_noted_twice_ends_one_page() -> None:
    both = (
        '<w:p><w:r><w:t>one</w:t><w:br w:type="page"/></w:r></w:p>'
        "<w:p><w:r><w:lastRenderedPageBreak/><w:t>two</w:t></w:r></w:p>"
    )
    assert texts(with_body(both)) == ["one", "two"]


def test_a_new_section_is_a_new_page_unless_continuous() -> None:
    document = docx.Document()
    document.add_paragraph("one")
    document.add_section(WD_SECTION.NEW_PAGE)
    document.add_paragraph("two")
    document.add_section(WD_SECTION.CONTINUOUS)
    document.add_paragraph("still two")
    pages = texts(samples.saved(document))
    assert pages[0] == "one"
    assert "two" in pages[1]


def test_long_text_is_cut_at_paragraphs() -> None:
    pages = texts(samples.word([f"Clause {n}. " + "Words " * 40 for n in range(60)]))
    assert len(pages) > 3
    assert all(len(page) <= 3100 for page in pages)
    assert all(page.startswith("Clause") for page in pages)


def test_a_paragraph_longer_than_a_page_is_cut_at_a_sentence() -> None:
    pages = texts(samples.word(["This is a sentence. " * 600]))
    assert len(pages) == 3
    assert all(page.rstrip().endswith("sentence.") for page in pages)


def test_form_fields_and_insertions_are_read_deletions_are_not() -> None:
    xml = (
        "<w:sdt><w:sdtContent><w:p><w:r><w:t>in a field</w:t></w:r></w:p></w:sdtContent></w:sdt>"
        "<w:p><w:r><w:t>kept </w:t></w:r>"
        "<w:ins><w:r><w:t>inserted</w:t></w:r></w:ins>"
        "<w:del><w:r><w:delText>deleted</w:delText></w:r></w:del>"
        "<w:sdt><w:sdtContent><w:r><w:t> inline field</w:t></w:r></w:sdtContent></w:sdt></w:p>"
    )
    assert texts(with_body(xml)) == ["in a field\nkept inserted inline field"]


def test_cells_that_span_columns_keep_the_others_in_place() -> None:
    xml = (
        "<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val='2'/></w:tcPr>"
        "<w:p><w:r><w:t>wide</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:p><w:r><w:t>third</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    )
    assert texts(with_body(xml)) == ["wide\t\tthird"]


def test_chinese() -> None:
    assert texts(samples.word(["借款人：王小明", "金额：５０万元"])) == [
        "借款人：王小明\n金额：５０万元"
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"word/document.xml": b"<w:document"},
        {"[Content_Types].xml": b"not xml"},
        {"word/document.xml": b"<?xml version='1.0'?><other/>"},
    ],
)
def test_damaged(changes: dict[str, bytes]) -> None:
    with pytest.raises(Refused) as refusal:
        texts(samples.repacked(samples.word(["text"]), changes))
    assert refusal.value.fault is Fault.DAMAGED


def test_c2_41_an_entity_bomb_expands_to_nothing() -> None:
    bomb = (
        b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">'
        b'<!ENTITY c "&b;&b;&b;&b;&b;&b;"><!ENTITY f SYSTEM "file:///etc/passwd">]>'
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        b"<w:body><w:p><w:r><w:t>x&c;&f;y</w:t></w:r></w:p></w:body></w:document>"
    )
    (page,) = texts(samples.repacked(samples.word(["text"]), {"word/document.xml": bomb}))
    assert "ha" not in page
    assert "root" not in page


def test_without_text() -> None:
    with pytest.raises(Refused) as refusal:
        texts(samples.word([" "]))
    assert refusal.value.fault is Fault.NO_TEXT


def test_too_many_pages() -> None:
    with pytest.raises(Refused) as refusal:
        texts(samples.word(["a\fb\fc"]), Limits(pages=2))
    assert refusal.value.fault is Fault.TOO_MANY_PAGES


def test_footnotes_come_last() -> None:
    data = samples.word(["Body"])
    note = (
        "<w:footnotes xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'>"
        "<w:footnote w:id='2'><w:p><w:r><w:t>See annex.</w:t></w:r></w:p></w:footnote>"
        "</w:footnotes>"
    )
    relations = _member(data, "word/_rels/document.xml.rels").replace(
        b"</Relationships>",
        b'<Relationship Id="rIdF" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/footnotes" Target="footnotes.xml"/></Relationships>',
    )
    types = _member(data, "[Content_Types].xml").replace(
        b"</Types>",
        b'<Override PartName="/word/footnotes.xml" ContentType="application/vnd.openxmlformats-'
        b'officedocument.wordprocessingml.footnotes+xml"/></Types>',
    )
    changed = samples.repacked(
        data,
        {
            "word/footnotes.xml": note.encode(),
            "word/_rels/document.xml.rels": relations,
            "[Content_Types].xml": types,
        },
    )
    assert texts(changed) == ["Body\n[2] See annex."]


def _member(data: bytes, name: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)
