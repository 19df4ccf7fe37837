"""The report as a sequence of blocks, which each format draws in its own way. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from appliance.review.reports.records import VERDICTS, SeverityCounts
from appliance.review.reports.wording import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from appliance.review.reports.records import Decided, Quote, Report, ReportItem
    from appliance.review.reports.wording import Say


class Title(msgspec.Struct, frozen=True):
    """What the report is and of what."""

    text: str
    under: str


class Heading(msgspec.Struct, frozen=True):
    """A part of the report; each is a bookmark."""

    text: str
    level: int = 1


class ItemHeading(msgspec.Struct, frozen=True):
    """An item with its severity and verdict; `tone` is the verdict's key."""

    text: str
    severity: str
    verdict: str
    tone: str


class Facts(msgspec.Struct, frozen=True):
    """Names and values."""

    rows: tuple[tuple[str, str], ...]


class Cell(msgspec.Struct, frozen=True):
    """A cell of a table; `tone` is the key of a verdict, or "" for plain text."""

    text: str
    tone: str = ""


class Table(msgspec.Struct, frozen=True):
    """A table with a head that is repeated on each page; `widths` are parts of the page."""

    heads: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[float, ...]


class Chart(msgspec.Struct, frozen=True):
    """Items of each severity as bars; `legend` has key and word of each verdict."""

    rows: tuple[tuple[str, SeverityCounts], ...]
    legend: tuple[tuple[str, str], ...]
    alternative: str


class Text(msgspec.Struct, frozen=True):
    """A paragraph, after its label if it has one."""

    text: str
    label: str = ""
    small: bool = False


class Quoted(msgspec.Struct, frozen=True):
    """Words of a paper, where they stand, and the name of the picture of the place."""

    words: str
    where: str
    note: str
    side: str
    picture: str
    picture_note: str


# What has a note of the program; the others have one of a person.
_BY_PROGRAM = frozenset({"begun", "gone on", "proposed", "run again"})

Block = Title | Heading | ItemHeading | Facts | Table | Chart | Text | Quoted


def blocks(report: Report) -> Iterator[Block]:
    """All of the report, in order."""
    say = words(report.language)
    yield from _front(report, say)
    yield from _verdicts(report, say)
    yield from _exceptions(report, say)
    yield Heading(say("Items"))
    for item in report.items:
        yield from _item(item, say)
    yield from _papers(report, say)
    yield from _signatures(report, say)
    yield from _versions(report, say)
    yield from _how_to_verify(report, say)


def of_case(report: Report) -> str:
    """The line that names the review."""
    say = words(report.language)
    return say("Case {case}, review {number}").format(case=report.case, number=report.number)


def _front(report: Report, say: Say) -> Iterator[Block]:
    yield Title(f"{report.checklist_title} {report.checklist_version}", of_case(report))
    valid = " – ".join(one for one in (report.valid_from, report.valid_to) if one)
    rows = [
        ("State", say("Signed by two") if report.signed else say("Draft – not signed")),
        ("Case", report.case),
        ("Checklist", f"{report.checklist} {report.checklist_version}"),
        ("Jurisdiction", say(report.jurisdiction)),
        ("Valid", valid),
        ("Source", report.source),
        ("Licence", report.licence),
        ("Checklist SHA-256", report.checklist_sha256),
        ("Day of the review", report.today),
        ("Started", f"{report.started_at[:16].replace('T', ' ')} UTC, {report.started_by}"),
        ("Round", str(report.round)),
        ("Content SHA-256", report.content_sha256),
        ("Written at", f"{report.exported_at[:16].replace('T', ' ')} UTC, {report.exported_by}"),
    ]
    yield Facts(tuple((say(name), value) for name, value in rows if value))
    if not report.signed:
        sentence = (
            "This is a draft. It becomes a report when the maker and the checker have signed."
        )
        yield Text(say(sentence))
    if report.hides:
        sentence = (
            "This case hides identifiers in files: tokens such as [IBAN-1] stand in their place."
        )
        yield Text(say(sentence))
    counts = report.counts
    yield Heading(say("Summary"))
    parts = (
        say("{count} items").format(count=counts.total),
        say("{count} decided").format(count=counts.decided),
        say("{count} open").format(count=counts.total - counts.decided),
        say("{count} exceptions").format(count=counts.exceptions),
    )
    yield Text(" · ".join(parts))
    spoken = ", ".join(f"{say(key)}: {getattr(counts, name)}" for key, name in VERDICTS.items())
    yield Chart(
        tuple((say(one.severity), one) for one in report.severities),
        tuple((key, say(key)) for key in VERDICTS),
        spoken,
    )


def _verdicts(report: Report, say: Say) -> Iterator[Block]:
    yield Heading(say("Verdicts"))
    heads = ("No.", "Item", "Severity", "Verdict", "Certain", "Decided by")
    yield Table(
        tuple(map(say, heads)),
        tuple(_verdict(one, say) for one in report.items),
        (0.06, 0.40, 0.12, 0.16, 0.11, 0.15),
    )
    sentence = (
        "Words that the program proposed are marked as proposals; a person decided each verdict "
        "that is shown as decided."
    )
    yield Text(say(sentence), small=True)


def _held(one: ReportItem, say: Say) -> str:
    """The verdict, said to be a proposal until a person has decided."""
    said = say(one.verdict)
    return said if one.decision is not None else say("{verdict}, proposed").format(verdict=said)


def _verdict(one: ReportItem, say: Say) -> tuple[Cell, ...]:
    proposed, decided = one.proposal, one.decision
    certain = f"{proposed.confidence:.0%}" if proposed else ""
    if proposed and proposed.certain:
        certain += f" {say('certain')}"
    by = decided.by if decided else say("not decided yet")
    if decided and decided.waived:
        by += f" ({say('waived')})"
    return (
        Cell(str(one.number)),
        Cell(one.title),
        Cell(say(one.severity)),
        Cell(_held(one, say), one.verdict),
        Cell(certain),
        Cell(by),
    )


def _exceptions(report: Report, say: Say) -> Iterator[Block]:
    yield Heading(say("Exceptions"))
    if not report.exceptions:
        yield Text(say("No exceptions."))
        return
    rows = []
    for one in report.exceptions:
        due = f"{one.due} {say('overdue')}" if one.overdue else one.due
        if one.waived:
            due = say("waived")
        rows.append(
            (
                Cell(str(one.number)),
                Cell(one.title),
                Cell(say(one.severity)),
                Cell(say(one.verdict), one.verdict),
                Cell(one.owner),
                Cell(due),
                Cell(say("{age} days").format(age=one.age_days)),
                Cell(one.reason if one.decided else say("not decided yet")),
            )
        )
    heads = ("No.", "Item", "Severity", "Verdict", "Owner", "Due", "Age in days", "Reason")
    widths = (0.05, 0.21, 0.09, 0.13, 0.12, 0.11, 0.08, 0.21)
    yield Table(tuple(map(say, heads)), tuple(rows), widths)


def _item(one: ReportItem, say: Say) -> Iterator[Block]:
    title = f"{one.number}. {one.title}"
    yield ItemHeading(title, say(one.severity), _held(one, say), one.verdict)
    yield Text(one.question)
    if one.met_when:
        yield Text(one.met_when, say("Counts as met"), small=True)
    if one.proposal is not None:
        sure = say("certain") if one.proposal.certain else say("not certain")
        how = f"{say(one.proposal.verdict)} ({say(one.proposal.by)}, {sure}, "
        lines = [how + f"{one.proposal.confidence:.0%})", *map(say.told, one.proposal.why)]
        yield Text("\n".join(lines), say("Proposal"))
    yield Text(_decision(one.decision, say), say("Decision"))
    for was in one.before:
        yield Text(_decision(was, say), say("earlier"), small=True)
    if one.papers:
        heads = ("Type", "State", "Document", "Why")
        yield Table(
            tuple(map(say, heads)),
            tuple(
                (
                    Cell(paper.title or paper.type),
                    Cell(say(paper.state)),
                    Cell(paper.document or "–"),
                    Cell(say.told(paper.why)),
                )
                for paper in one.papers
            ),
            (0.22, 0.16, 0.28, 0.34),
        )
    for quote in (*one.evidence, *one.exceptions):
        yield _quoted(quote, say)
    if one.searched is not None:
        found = one.searched
        sentence = say("{pages} of {total} pages of {documents}").format(
            pages=found.pages, total=found.pages_total, documents=", ".join(found.documents)
        )
        lines = [sentence, *map(say.told, (*found.ways, *found.unread))]
        yield Text("\n".join(lines), say("Searched"), small=True)


def _decision(one: Decided | None, say: Say) -> str:
    if one is None:
        return say("not decided yet")
    parts = [
        f"{say(one.kind)}: {say(one.verdict)}",
        f"{one.by}, {one.at[:16].replace('T', ' ')} UTC",
    ]
    if one.waived:
        parts.append(say("waived"))
    parts += [f"{say('Owner')}: {one.owner}"] * bool(one.owner)
    parts += [f"{say('Due')}: {one.due}"] * bool(one.due)
    return " · ".join(parts) + (f"\n{one.reason}" if one.reason else "")


def _quoted(one: Quote, say: Say) -> Quoted:
    place = say("page {page}").format(page=one.page)
    why = one.picture_note
    note = say("The picture of the place is left out: {why}").format(why=say(why)) if why else ""
    return Quoted(
        words=one.quote,
        where=f"{one.document}, {place} · SHA-256 {one.sha256}",
        note=f"{say(one.side)}: {say.told(one.note)}" if one.note else say(one.side),
        side=one.side,
        picture=one.picture,
        picture_note=note,
    )


def _papers(report: Report, say: Say) -> Iterator[Block]:
    yield Heading(say("Papers"))
    heads = ("Document", "Type", "Pages", "SHA-256")
    rows = tuple(
        (
            Cell("\n".join((one.document, *map(say.told, one.unread)))),
            Cell(one.title or one.type),
            Cell(str(one.pages)),
            Cell(one.sha256),
        )
        for one in report.papers
    )
    yield Table(tuple(map(say, heads)), rows, (0.36, 0.20, 0.08, 0.36))
    sentence = (
        "The hash of a paper is that of the file as the bank took it in: compare it with the "
        "SHA-256 of your own copy."
    )
    yield Text(say(sentence), small=True)


def _signatures(report: Report, say: Say) -> Iterator[Block]:
    yield Heading(say("Sign-offs"))
    if report.signatures:
        heads = ("Round", "Part", "By", "At", "Content SHA-256", "Note")
        rows = tuple(
            (
                Cell(str(one.round) if one.present else f"{one.round} {say('no longer in force')}"),
                Cell(say(one.part)),
                Cell(one.by),
                Cell(f"{one.at[:16].replace('T', ' ')} UTC"),
                Cell(one.content_sha256),
                Cell(one.note),
            )
            for one in report.signatures
        )
        yield Table(tuple(map(say, heads)), rows, (0.12, 0.11, 0.16, 0.16, 0.28, 0.17))
    else:
        yield Text(say("No one has signed yet."))
    if report.history:
        yield Heading(say("History"), 2)
        heads = ("At", "By", "Round", "No.", "What", "Note")
        rows = tuple(
            (
                Cell(f"{one.at[:16].replace('T', ' ')} UTC"),
                Cell(one.by),
                Cell(str(one.round)),
                Cell(str(one.item or "")),
                Cell(say(one.what)),
                Cell(say.told(one.note) if one.what in _BY_PROGRAM else one.note),
            )
            for one in report.history
        )
        yield Table(tuple(map(say, heads)), rows, (0.17, 0.17, 0.09, 0.07, 0.19, 0.31))


def _versions(report: Report, say: Say) -> Iterator[Block]:
    yield Heading(say("Versions"))
    rows = tuple((Cell(say(one.what)), Cell(one.name), Cell(one.digest)) for one in report.versions)
    heads = tuple(map(say, ("What", "Name", "SHA-256")))
    yield Table(heads, rows, (0.20, 0.38, 0.42))


def _how_to_verify(report: Report, say: Say) -> Iterator[Block]:
    yield Heading(say("How to verify"))
    sentence = (
        "A signature stands beside this file, in a file of the same name that ends in .sig. On any "
        "computer with Cofferdam, without a vault, a network or a passphrase:"
    )
    yield Text(say(sentence))
    yield Text("cofferdam verify FILE --key KEY")
    yield Text(say("Take the key from the bank itself, not from this file."))
    signer = report.signer
    rows = (("Vault", signer.vault), ("Key", signer.key), ("Fingerprint", signer.fingerprint))
    yield Facts(tuple((say(name), value) for name, value in rows))
