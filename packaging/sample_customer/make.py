"""Make the sample customer: every file that the demo, the tests and the pictures work on.

    python packaging/sample_customer/make.py [FOLDER]

Writes to appliance/app/sample unless another folder is named. Needs reportlab, python-docx,
openpyxl and Pillow. The same bytes come out every time; a test runs this and
compares, so edit the sources here, never the files made from them.
"""

from __future__ import annotations

import re
import shutil
import sys
import tomllib
import zipfile
from pathlib import Path

import accounts
import agreement
import confidentiality
import debenture
import figures
import form
import guarantor
import personal
import resolution
import statements
import supply
from letterhead import AUTHOR

HERE = Path(__file__).parent
DEFAULT = HERE.parents[1] / "appliance" / "app" / "sample"
# Beside the documents: what is asked, what is true, and whom to score.
KEPT = ("questions.jsonl", "answers.toml", "nda_statements.toml", "applicants.csv")
# Office packages are zip files; every member gets the oldest date that zip can express.
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


def settle(path: Path, modified: str) -> None:
    """Rewrite an Office package in place without clock times, tool names or a thumbnail."""
    with zipfile.ZipFile(path) as source:
        members = {name: source.read(name) for name in source.namelist()}
    members = {n: d for n, d in members.items() if not n.endswith("thumbnail.jpeg")}
    edits = {
        "docProps/core.xml": ((rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + modified.encode()),),
        "docProps/app.xml": (
            (rb"(<Application>)[^<]*", rb"\g<1>" + AUTHOR.encode()),
            (rb"<(Template|Company|Manager|TotalTime|AppVersion)>[^<]*</\1>", b""),
        ),
        "_rels/.rels": ((rb"<Relationship [^>]*thumbnail[^>]*/>", b""),),
    }
    for name, changes in edits.items():
        for pattern, new in changes:
            members[name] = re.sub(pattern, new, members[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as out:
        for name in sorted(members, key=lambda n: (n != "[Content_Types].xml", n)):
            out.writestr(zipfile.ZipInfo(name, ZIP_EPOCH), members[name], zipfile.ZIP_DEFLATED)


def unbranded(data: bytes) -> bytes:
    """A PDF with our name in the comment that reportlab writes; offsets stay as they are."""
    for theirs in (
        b"ReportLab Generated PDF document (opensource)",
        b"ReportLab generated PDF document -- digest (opensource)",
    ):
        figures.require(theirs in data)
        data = data.replace(theirs, AUTHOR.encode().ljust(len(theirs)))
    return data


def gaps_page(source: Path) -> str:
    """The list of planted gaps for people, from the one for programs."""
    gaps = tomllib.loads(source.read_text("utf-8"))["gap"]
    lines = [
        "# The sample customer's planted gaps",
        "",
        f"{figures.BORROWER} and everybody in its papers are invented. The papers agree with each "
        "other, except for these gaps, which a careful reviewer should find.",
        "",
    ]
    for number, gap in enumerate(gaps, 1):
        lines += [
            f"{number}. **{gap['summary']}** ({gap['kind']}, {gap['severity']})  ",
            f"   {gap['detail']}  ",
            f"   Seen in: {'; '.join(gap['where'])}.",
        ]
    return "\n".join(lines) + "\n"


def make(folder: Path) -> None:
    """Fill `folder` with the sample customer."""
    figures.check()
    papers = folder / "documents"
    papers.mkdir(parents=True, exist_ok=True)
    agreement.make(papers / "loan_agreement.pdf")
    accounts.make(papers / "annual_accounts_2026.pdf")
    resolution.make(papers / "board_resolution_2026-09-08_scan.pdf")
    debenture.make(papers / "debenture.pdf")
    guarantor.make(papers / "guarantor_resolution_2026-09-04.pdf")
    personal.make_identity(papers / "identity_document_ryde.pdf")
    confidentiality.make(papers / "non_disclosure_agreement_2026-03-02.pdf")
    personal.make_address(papers / "proof_of_address_ryde.pdf")
    for path in papers.glob("*.pdf"):
        path.write_bytes(unbranded(path.read_bytes()))
    supply.make(papers / "email_2026-09-22_quotation.eml", unbranded(supply.quotation()))
    form.make(papers / "application_form.docx")
    settle(papers / "application_form.docx", "2026-08-03T09:00:00Z")
    statements.make_xlsx(papers / "bank_statements_2025-26.xlsx")
    settle(papers / "bank_statements_2025-26.xlsx", "2026-04-02T09:00:00Z")
    statements.make_csv(papers / "bank_transactions_2025-26.csv")
    text = HERE / "text"
    for name in ("correspondence_2026-06_to_2026-09.txt",):
        shutil.copyfile(text / name, papers / name)
    for name in (
        "questions.jsonl",
        "answers.toml",
        "gaps.toml",
        "nda_statements.toml",
        "applicants.csv",
    ):
        shutil.copyfile(text / name, folder / name)
    (folder / "gaps.md").write_text(gaps_page(text / "gaps.toml"), "utf-8")


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT)
