"""CHILD: writes a small report of each kind before the lock-down.

Libraries import parts of themselves only when they are used; behind the fence that would fail.
"""

from __future__ import annotations

import codecs

import msgspec

from appliance.review.records import Counts, Rect, Searched
from appliance.review.reports.protocol import Area, Crop
from appliance.review.reports.records import (
    FORMAT,
    Decided,
    ExceptionLine,
    HistoryLine,
    Letterhead,
    PaperLine,
    PaperUsed,
    Proposed,
    Quote,
    Report,
    ReportItem,
    SeverityCounts,
    Signer,
    SignOff,
    Version,
)
from appliance.review.reports.writer import fonts, memo, pdf, pictures

_AT = "2026-01-01T00:00:00.000+00:00"


def run() -> None:
    """Every part of every format, once."""
    pictures.load_all()
    crop = Crop(
        "a.png",
        40,
        40,
        bytes(4800),
        (Area(1, 1, 20, 20),),
        (Area(5, 5, 9, 9),),
        (Area(1, 1, 9, 9),),
    )
    made = {"a.png": pictures.png(crop)}
    # Its own letters stand in for the font that may come, so that this way is taken too.
    letters = fonts.load(fonts.own())
    for report in (_REPORT, _CHINESE):
        pdf.pdf_bytes(report, made, letters)
        memo.docx_bytes(report, made)
    for name in ("utf-16", "utf-16-be", "utf-16-le", "latin-1", "cp1252", "ascii"):
        codecs.lookup(name)


_LONG = "Words that fill more than a page of a paper, one after the other. " * 40
_QUOTE = Quote("for", "paper.pdf", "0" * 64, 1, "words & words", "here", 0, 5,
               (Rect(0, 0, 1, 1),), "a.png")  # fmt: skip
_DECIDED = Decided("accepted", "not met", "somebody", _AT, "because", False, "branch", "2026-01-01")
_ITEM = ReportItem(
    number=1,
    id="one",
    kind="document",
    title="A paper",
    question="Is it there?",
    met_when="It is there.",
    severity="high",
    state="accepted",
    verdict="not met",
    proposal=Proposed("not met", True, 0.9, "code", ("It is not.",)),
    decision=_DECIDED,
    before=(_DECIDED,),
    evidence=(_QUOTE, _QUOTE),
    exceptions=(_QUOTE,),
    searched=Searched(("paper.pdf",), 1, 2, ("Page 2 is empty.",), ("by its words",)),
    papers=(PaperLine("register extract", "missing"),),
)
_REPORT = Report(
    format=FORMAT,
    language="en",
    letterhead=Letterhead("Cofferdam", "branch", "Cofferdam"),
    case="case",
    number=1,
    round=1,
    state="open",
    signed=False,
    checklist="list",
    checklist_title="List",
    checklist_version="1.0",
    checklist_sha256="0" * 64,
    jurisdiction="any",
    source="own",
    licence="own",
    valid_from="2026-01-01",
    valid_to="",
    started_at=_AT,
    started_by="somebody",
    today="2026-01-01",
    content_sha256="0" * 64,
    counts=Counts(1, 0, 0, 1, 1, not_met=1),
    severities=(SeverityCounts("high", not_met=1),),
    items=(_ITEM,) * 3,
    exceptions=(
        ExceptionLine(1, "one", "A paper", "high", "not met", "", "", 1, False, False, ""),
    ),
    papers=(PaperUsed("paper.pdf", "0" * 64, 2, "register extract", ("Page 2 is empty.",)),),
    signatures=(SignOff(1, "maker", "somebody", _AT, "0" * 64),),
    history=(HistoryLine(_AT, "somebody", "submitted", 1),),
    versions=(Version("program", "Cofferdam", ""),),
    exported_at=_AT,
    exported_by="somebody",
    signer=Signer("vault", "0" * 64, "0000"),
    hides=True,
)
_CHINESE = msgspec.structs.replace(
    _REPORT,
    language="zh",
    checklist_title="贷款",
    state="signed",
    signed=True,
    items=(
        msgspec.structs.replace(
            _ITEM,
            title="贷款" * 40,
            evidence=(msgspec.structs.replace(_QUOTE, quote=_LONG + "贷款" * 300, picture=""),),
        ),
    ),
    papers=(PaperUsed("贷款" * 200, "0" * 64, 2, "", (_LONG,)),) * 9,
)
