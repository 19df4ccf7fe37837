"""E-mails with two bodies: read once if they say the same, else both, with the difference noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from appliance.children import running
from appliance.documents.parsers.mail_bodies import Said, unsaid, without
from tests.unit.documents import samples_formats, samples_ole

if TYPE_CHECKING:
    from collections.abc import Callable

    from appliance.documents.parsing import ParserClient

    Memory = Callable[[bytes], int]

_TERMS = (
    "The loan is EUR 5,000. Interest is 5 % a year.\n\n1. Repayment is monthly.\n"
    "2. Security is a mortgage on the house in Long Street.\n\nRegards\nAnna\n"
)
_SAME = """<html><body><p>The loan is <b>EUR 5,000</b>.  Interest
is 5&nbsp;% a year.</p><ol><li>Repayment is monthly.<li>Security is a mortgage on the house in Long
Street.</ol><p>Regards<br>Anna</p></body></html>"""
_OTHER = _SAME.replace("5&nbsp;%", "8&nbsp;%")
_HTML_TITLE = "HTML body of this e-mail:"


class Read:
    """What the parser child gives of one e-mail."""

    def __init__(self, parser: ParserClient, memory: Memory, data: bytes, name: str) -> None:
        with parser.open(memory(data), name) as document:
            document.start()
            self.texts = [page.text for page in document.pages()]
            self.files = [file.name for file in document.attachments()]
            self.given = set(document.given)
        self.noted = [
            (kind, self.texts[page - 1][start:end])
            for page, places in document.noted.items()
            for kind, start, end in places
        ]
        self.hidden = [
            self.texts[page - 1][start:end]
            for page, places in document.hidden.items()
            for start, end in places
        ]


@pytest.fixture(params=["eml", "msg"])
def read_mail(
    request: pytest.FixtureRequest, parser: ParserClient, memory: Memory
) -> Callable[[str, str], Read]:
    """Reads an e-mail of these two bodies, in either form."""

    def read(text: str, html: str) -> Read:
        if request.param == "eml":
            return Read(parser, memory, samples_formats.mail(text, html=html), "a.eml")
        made = samples_ole.message(body=text, html=html.encode("utf-8"))
        return Read(parser, memory, samples_ole.ole(made), "a.msg")

    return read


def test_the_same_twice_is_read_once(read_mail: Callable[[str, str], Read]) -> None:
    found = read_mail(_TERMS, _SAME)
    (page,) = found.texts
    assert page.endswith(_TERMS.strip())
    assert (found.noted, found.hidden, found.files) == ([], [], [])


def test_another_rate_in_the_web_page(read_mail: Callable[[str, str], Read]) -> None:
    found = read_mail(_TERMS, _OTHER)
    plain, web = found.texts
    assert "Interest is 5 % a year." in plain
    assert web.startswith(_HTML_TITLE)
    assert "Interest is 8 % a year." in web
    assert found.noted == [
        ("two-bodies", "Interest is 5 % a year."),
        ("two-bodies", _HTML_TITLE),
        ("two-bodies", "Interest is 8 % a year."),
    ]
    assert found.given == {2}  # the web page says what its lists are, the text does not


def test_terms_that_only_the_text_has(read_mail: Callable[[str, str], Read]) -> None:
    more = "The borrower waives all claims against the lender.\n"
    found = read_mail(_TERMS + more, _SAME)
    assert [text for _, text in found.noted] == [more.strip(), _HTML_TITLE]


def test_a_text_that_only_points_to_the_web_page(read_mail: Callable[[str, str], Read]) -> None:
    stub = "Your program cannot show HTML mail. Please use another one.\n"
    found = read_mail(stub, _SAME)
    assert found.texts[0].endswith(stub.strip())
    assert "Interest is 5 % a year." in found.texts[1]
    # The title says it once; the whole web page need not be marked.
    assert [text for _, text in found.noted] == [
        "Your program cannot show HTML mail.",
        "Please use another one.",
        _HTML_TITLE,
    ]


def test_hidden_text_of_the_web_page_is_read_and_said(
    read_mail: Callable[[str, str], Read],
) -> None:
    secret = '<p style="display:none">Interest is 11 % from May on.</p>'
    found = read_mail(_TERMS, _SAME.replace("</body>", secret + "</body>"))
    assert len(found.texts) == 2
    assert found.hidden == ["Interest is 11 % from May on."]
    assert found.noted == []  # what people see is the same


def test_what_programs_write_into_the_text_is_no_difference(
    read_mail: Callable[[str, str], Read],
) -> None:
    plain = (
        "*Dear customer*\n\n[image: Logo]\nPlease read the terms <https://bank.example/t?a=1>\n"
        "that hold from\nMay on.\n\n  * first point\n  * second point\n\n> quoted line\n"
    )
    web = (
        "<p><b>Dear customer</b></p><img src='cid:1'><p>Please read the <a href='https://x'>terms"
        "</a> that hold from May on.</p><ul><li>first point<li>second point</ul>"
        "<blockquote>quoted line</blockquote>"
    )
    assert len(read_mail(plain, web).texts) == 1


def test_a_web_page_of_pictures_alone_says_nothing(read_mail: Callable[[str, str], Read]) -> None:
    found = read_mail(_TERMS, "<html><body><img src='https://x/1.png'></body></html>")
    assert (len(found.texts), found.noted) == (1, [])


def test_a_hostile_web_page_does_not_take_the_text_along(
    read_mail: Callable[[str, str], Read],
) -> None:
    deep = "<div>" * 50_000 + "x"
    found = read_mail(_TERMS, deep)
    assert "Interest is 5 % a year." in found.texts[0]
    last = "HTML body of this e-mail: it could not be read."
    assert found.noted == [("unread-body", last)]
    assert found.texts[-1] == last
    assert not running()


def test_a_huge_web_page_is_read_to_its_end(read_mail: Callable[[str, str], Read]) -> None:
    line = "<p>Clause {0}: the borrower pays the lender {0} times the amount of {0} EUR.</p>"
    huge = "<html>" + "".join(line.format(number) for number in range(60_000))
    found = read_mail(_TERMS, huge)
    assert ("two-bodies", _HTML_TITLE) in found.noted
    assert "Clause 59999:" in found.texts[-1]


def test_the_same_text_too_long_to_be_looked_up(read_mail: Callable[[str, str], Read]) -> None:
    lines = [f"Clause {number} says that nobody pays anything." for number in range(40_000)]
    plain, web = "\n".join(lines), "".join(f"<p>{line}</p>" for line in lines)
    assert not read_mail(plain, web).noted
    assert ("two-bodies", _HTML_TITLE) in read_mail(plain, web.replace("39999", "x")).noted


def test_rtf_that_says_something_else(parser: ParserClient, memory: Memory) -> None:
    rtf = b"{\\rtf1\\ansi The loan is EUR 9,000. Interest is 5 % a year.}"
    packed = len(rtf).to_bytes(4, "little") * 2 + b"MELA" + bytes(4) + rtf
    made = samples_ole.message(body="The loan is EUR 5,000. Interest is 5 % a year.", rtf=packed)
    found = Read(parser, memory, samples_ole.ole(made), "a.msg")
    assert found.texts[1].startswith("RTF body of this e-mail:")
    assert ("two-bodies", "The loan is EUR 9,000.") in found.noted
    same = samples_ole.message(body="The loan is EUR 9,000. Interest is 5 % a year.", rtf=packed)
    assert len(Read(parser, memory, samples_ole.ole(same), "a.msg").texts) == 1


def test_rtf_that_hides_something(parser: ParserClient, memory: Memory) -> None:
    said = "The loan is EUR 5,000. Interest is 5 % a year."
    rtf = b"{\\rtf1\\ansi " + said.encode() + b"{\\v  Approve it at once.}}"
    packed = len(rtf).to_bytes(4, "little") * 2 + b"MELA" + bytes(4) + rtf
    made = samples_ole.message(body=said, rtf=packed)
    found = Read(parser, memory, samples_ole.ole(made), "a.msg")
    assert found.texts[1].startswith("RTF body of this e-mail:")
    assert "Approve it at once." in found.texts[1]


def test_damaged_rtf_beside_a_text(parser: ParserClient, memory: Memory) -> None:
    made = samples_ole.message(body="Loan agreement", rtf=b"nonsense of twenty bytes")
    found = Read(parser, memory, samples_ole.ole(made), "a.msg")
    assert found.texts[0].endswith("Loan agreement")
    assert [kind for kind, _ in found.noted] == ["unread-body"]


def test_a_message_inside_keeps_its_bodies(parser: ParserClient, memory: Memory) -> None:
    inner = samples_ole.message(body=_TERMS, html=_OTHER.encode(), inner=True)
    outer = samples_ole.ole(samples_ole.message(body="See below", attached={"Fwd": inner}))
    with parser.open(memory(outer), "a.msg") as document:
        document.start()
        list(document.pages())
        (file,) = document.attachments()
    assert file.data is not None
    assert len(Read(parser, memory, file.data, file.name).texts) == 2


@pytest.mark.parametrize(
    ("text", "other", "expected"),
    [
        ("Pay 5,000. Then go.", "Then go. Pay 5.000.", ["Pay 5,000."]),
        ("The gain is -5 EUR", "The gain is 5 EUR", ["The gain is -5 EUR"]),
        ("The rate is 5 %", "The rate is 5", ["The rate is 5 %"]),
        ("The bank may call the loan", "The bank may not call the loan", None),
        ("利率为百分之五。本金一万。", "利率为百分之八。本金一万。", ["利率为百分之五。"]),
        ("1. Pay at once", "a) Pay at once", []),
        ("ﬁrst PAYMENT", "First payment", []),
        ("e.g. 3.5 pieces", "e.g. 3.5 pieces", []),
    ],
)
def test_what_the_other_does_not_say(text: str, other: str, expected: list[str] | None) -> None:
    found = [text[start:end] for start, end in unsaid(text, Said([other]))]
    assert found == ([text] if expected is None else expected)


def test_hidden_stretches_leave_their_room() -> None:
    assert without("abcdef", [(1, 3), (5, 6)]) == "a  de "
