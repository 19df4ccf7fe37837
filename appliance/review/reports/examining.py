"""The files of an examiner's bundle beside the report itself. Pure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from appliance.review.reports.safe_text import visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from appliance.audit.chain import Row
    from appliance.review.reports.records import Report

_README = """\
Examiner's bundle of a compliance review
========================================

{state}
{checklist}, review {number}, round {round}
Content SHA-256 {content}

report.pdf, report.docx   the report, to be read
report.json               the same for programs
report.xlsx               exceptions, items, evidence, papers, sign-offs as sheets
crops/                    pictures of the places that the verdicts stand on
papers.sha256             the papers that were reviewed; check your copies with “sha256sum -c”
content.json              what maker and checker signed: its SHA-256 is the one above
                          (not in the bundle of a case that hides identifiers in files)
audit.jsonl               the lines of the vault's audit chain about this review
models/                   what is known of each model that took part, if any did
MANIFEST.json             all files with their SHA-256; MANIFEST.sig is the vault's signature of it

To verify it, on any computer with Cofferdam, without a vault or a network:

    cofferdam verify BUNDLE.zip --key KEY

Take the key from the bank itself, not from here. The vault's key, for comparison:
{key}
fingerprint {fingerprint}

Each line of audit.jsonl has its number and its hash in the whole chain (“seq”, “link”). To see
that it stands there, ask for an export of the chain, which verifies on its own.
"""


def readme(report: Report) -> bytes:
    """What is what, and how to verify it."""
    state = "Signed by maker and checker." if report.signed else "DRAFT: not signed by two persons."
    text = _README.format(
        state=state,
        checklist=visible(f"{report.checklist_title} {report.checklist_version}"),
        number=report.number,
        round=report.round,
        content=report.content_sha256,
        key=report.signer.key,
        fingerprint=report.signer.fingerprint,
    )
    return text.encode()


def paper_list(report: Report) -> bytes:
    """The papers as `sha256sum` writes and checks them.

    A name that would break its line is shown with its characters as numbers.
    """
    names = ((one.sha256, visible(one.document).replace("\n", "[U+000A]")) for one in report.papers)
    return "".join(f"{sha256}  {name}\n" for sha256, name in names).encode()


def audit_lines(rows: Iterable[Row], subject: str, number: int) -> bytes:
    """The lines of the chain about one review of a case: its events and its exports."""
    found = []
    for row in rows:
        if row.subject != subject:
            continue
        details = json.loads(row.details)
        if details.get("review") != number:
            continue
        line = {
            "seq": row.seq,
            "at": row.at,
            "event": row.event,
            "actor": row.actor,
            "subject": row.subject,
            "details": details,
            "link": row.link.hex(),
        }
        found.append(json.dumps(line, ensure_ascii=False, sort_keys=True) + "\n")
    return "".join(found).encode()


def cards(known: Mapping[str, Mapping[str, Any]]) -> dict[str, bytes]:
    """A file for each model, by its digest."""
    return {
        f"models/{digest[:16]}.json": json.dumps(
            card, ensure_ascii=False, indent=1, sort_keys=True
        ).encode()
        + b"\n"
        for digest, card in known.items()
    }
