"""Text boxes, headers, footers and footnotes of RTF are read, each once."""

from __future__ import annotations

import pytest

from appliance.documents.limits import Limits
from appliance.documents.parsers.paging import Pager
from appliance.documents.parsers.rtf import rtf_pages, rtf_text

BOX = (
    r"{\shp{\*\shpinst\shpleft1{\sp{\sn shapeType}{\sv 202}}{\shptxt \pard\plain Rate %s\par}}"
    r"{\shprslt{\*\do\dobxpage{\dptxbxtext \pard\plain Rate %s\par}}}}"
)


def read(body: str) -> tuple[str, list[str]]:
    colours = r"{\colortbl ;\red255\green255\blue255;}"
    text = rtf_text(("{\\rtf1\\ansi" + colours + body + "}").encode("latin-1"))
    pager = Pager(Limits(), laid=True)
    (page,) = [*rtf_pages(text, pager), *pager.rest()]
    hidden = [page.text[start:end] for start, end in page.hidden]
    return " / ".join(line for line in page.text.splitlines() if line.strip()), hidden


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (r"before" + BOX % ("5 %", "5 %") + r" after", "before / Rate 5 % /  after"),
        (r"a{\*\do\dobxpage{\dptxbxtext Old box}} b", "a / Old box /  b"),
        (r"Interest{\super\chftn}{\footnote\pard {\super\chftn} Above base rate.} is 5 %",
         "Interest [ Above base rate.] is 5 %"),
        (r"{\header\pard Tidewell Bank\par}{\footerf Page 1 of 4\par}Text",
         "Tidewell Bank / Page 1 of 4 / Text"),
        (r"{\headery 5}text", "5text"),
        (r"text {\shp{\*\shpinst {\shptxt never closed", "text "),
    ],
)  # fmt: skip
def test_what_stands_beside_the_text(body: str, text: str) -> None:
    assert read(body)[0] == text


def test_white_letters_in_a_shape_are_seen_and_hidden_ones_are_not() -> None:
    assert read("a" + BOX % (r"{\cf1 white}", "x"))[1] == []
    assert read("a" + BOX % (r"{\v never}", r"{\v never}"))[1] == ["never"]
    assert read(r"a{\footnote {\cf1 never}} b")[1] == ["never"]
    # What hides the anchor does not hide the box.
    assert read(r"{\v gone" + BOX % ("5", "5") + "}")[1] == ["gone"]


def test_groups_without_end_are_read_in_time() -> None:
    assert read("text" + r"{\shp" * 50_000)[0] == "text"
    assert read("text" + r"{\shp" * 5_000 + "}" * 5_000)[0] == "text"
