"""The report as a workbook: exceptions, items, papers, sign-offs. Pure.

No cell is ever a formula or a link: every text is written as text.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import xlsxwriter

from appliance.review.reports.safe_text import visible
from appliance.review.reports.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

    from appliance.review.reports.records import Quote, Report, ReportItem

# A cell holds 32 767 characters.
_CELL_CP = 32_000
_WIDEST, _NARROWEST = 60, 8
_Cell = str | int | float


def xlsx_bytes(report: Report) -> bytes:
    """The same report gives the same bytes."""
    say = words(report.language)
    out = io.BytesIO()
    # In memory: a temporary file would be a customer's text in clear on the disk.
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties(
            {
                "title": f"{report.checklist_title} {report.checklist_version}",
                "author": report.letterhead.name,
                # Midnight of no time zone, as the library writes it without one.
                "created": datetime.fromisoformat(report.exported_at)
                .astimezone(UTC)
                .replace(tzinfo=None),
            }
        )
        made = _Sheets(book)
        made.sheet(say("Summary"), (say("What"), say("Value")), _summary(report))
        made.sheet(say("Exceptions"), tuple(map(say, _EXCEPTION_HEADS)), _exceptions(report))
        made.sheet(say("Items"), tuple(map(say, _ITEM_HEADS)), _items(report))
        made.sheet(say("Evidence"), tuple(map(say, _QUOTE_HEADS)), _quotes(report))
        made.sheet(say("Papers"), tuple(map(say, _PAPER_HEADS)), _papers(report))
        made.sheet(say("Sign-offs"), tuple(map(say, _SIGN_HEADS)), _signatures(report))
        made.sheet(say("Versions"), tuple(map(say, _VERSION_HEADS)), _versions(report))
    return out.getvalue()


class _Sheets:
    def __init__(self, book: Any) -> None:  # noqa: ANN401 - untyped library
        self._book = book
        self._bold = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
        self._wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self._names: set[str] = set()

    def sheet(self, name: str, heads: Sequence[str], rows: Iterable[Sequence[_Cell]]) -> None:
        sheet = self._book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        widths = [len(head) for head in heads]
        for column, head in enumerate(heads):
            sheet.write_string(0, column, head, self._bold)
        row = 0
        for row, cells in enumerate(rows, start=1):
            for column, cell in enumerate(cells):
                if isinstance(cell, str):
                    text = visible(cell)[:_CELL_CP]
                    sheet.write_string(row, column, text, self._wrapped)
                    longest = max((len(line) for line in text.split("\n")), default=0)
                else:
                    sheet.write_number(row, column, cell, self._wrapped)
                    longest = len(str(cell))
                widths[column] = max(widths[column], longest)
        for column, width in enumerate(widths):
            sheet.set_column(column, column, min(_WIDEST, max(_NARROWEST, width + 2)))
        sheet.autofilter(0, 0, max(1, row), len(heads) - 1)


_EXCEPTION_HEADS = (
    "No.", "Item", "Severity", "Verdict", "Owner", "Due", "Age in days", "Overdue", "Waived",
    "Reason",
)  # fmt: skip
_ITEM_HEADS = (
    "No.", "Key", "Item", "Question", "Counts as met", "Severity", "State", "Verdict", "Proposed",
    "Certain", "Confidence", "Proposed by", "Why", "Decided by", "Decided at", "Reason", "Searched",
)  # fmt: skip
_QUOTE_HEADS = (
    "No.", "Item", "Side", "Quote", "Document", "Page", "Note", "First character",
    "End", "SHA-256",
)  # fmt: skip
_PAPER_HEADS = ("Document", "Type", "Pages", "SHA-256", "Not read")
_SIGN_HEADS = ("Round", "Part", "By", "At", "Content SHA-256", "Note")
_VERSION_HEADS = ("What", "Name", "SHA-256")


def _summary(report: Report) -> list[tuple[str, _Cell]]:
    say, counts = words(report.language), report.counts
    return [
        (say("State"), say("Signed by two") if report.signed else say("Draft – not signed")),
        (say("Case"), report.case),
        (say("Review"), report.number),
        (say("Round"), report.round),
        (say("Checklist"), f"{report.checklist_title} ({report.checklist})"),
        (say("Version"), report.checklist_version),
        (say("Jurisdiction"), say(report.jurisdiction)),
        (say("Source"), report.source),
        (say("Checklist SHA-256"), report.checklist_sha256),
        (say("Day of the review"), report.today),
        (say("Items"), counts.total),
        (say("met"), counts.met),
        (say("not met"), counts.not_met),
        (say("contradicted"), counts.contradicted),
        (say("not found"), counts.not_found),
        (say("needs a person"), counts.needs_a_person),
        (say("Exceptions"), counts.exceptions),
        (say("Content SHA-256"), report.content_sha256),
        (say("Written at"), report.exported_at),
        (say("Written by"), report.exported_by),
        (say("Vault"), report.signer.vault),
        (say("Key"), report.signer.key),
        (say("Fingerprint"), report.signer.fingerprint),
    ]


def _exceptions(report: Report) -> list[tuple[_Cell, ...]]:
    say = words(report.language)
    return [
        (
            one.number, one.title, say(one.severity), say(one.verdict), one.owner, one.due,
            one.age_days, say("yes") if one.overdue else "", say("yes") if one.waived else "",
            one.reason if one.decided else say("not decided yet"),
        )
        for one in report.exceptions
    ]  # fmt: skip


def _items(report: Report) -> list[tuple[_Cell, ...]]:
    return [_item(report, one) for one in report.items]


def _item(report: Report, one: ReportItem) -> tuple[_Cell, ...]:
    say = words(report.language)
    proposed, decided, searched = one.proposal, one.decision, one.searched
    return (
        one.number, one.id, one.title, one.question, one.met_when, say(one.severity),
        say(one.state), say(one.verdict),
        say(proposed.verdict) if proposed else "",
        (say("yes") if proposed.certain else say("no")) if proposed else "",
        round(proposed.confidence, 4) if proposed else "",
        say(proposed.by) if proposed else "",
        "\n".join(map(say.told, proposed.why)) if proposed else "",
        decided.by if decided else "",
        decided.at if decided else "",
        decided.reason if decided else "",
        say("{pages} of {total} pages of {documents}").format(
            pages=searched.pages, total=searched.pages_total,
            documents=", ".join(searched.documents),
        ) if searched else "",
    )  # fmt: skip


def _quotes(report: Report) -> list[tuple[_Cell, ...]]:
    return [
        _quote(report, item, quote)
        for item in report.items
        for quote in (*item.evidence, *item.exceptions)
    ]


def _quote(report: Report, item: ReportItem, one: Quote) -> tuple[_Cell, ...]:
    say = words(report.language)
    return (
        item.number, item.title, say(one.side), one.quote, one.document, one.page,
        say.told(one.note),
        one.start, one.end, one.sha256,
    )  # fmt: skip


def _papers(report: Report) -> list[tuple[_Cell, ...]]:
    say = words(report.language)
    return [
        (one.document, one.title or one.type, one.pages, one.sha256,
         "\n".join(map(say.told, one.unread)))
        for one in report.papers
    ]  # fmt: skip


def _signatures(report: Report) -> list[tuple[_Cell, ...]]:
    say = words(report.language)
    return [
        (one.round, say(one.part), one.by, one.at, one.content_sha256, one.note)
        for one in report.signatures
    ]


def _versions(report: Report) -> list[tuple[_Cell, ...]]:
    say = words(report.language)
    return [(say(one.what), one.name, one.digest) for one in report.versions]
