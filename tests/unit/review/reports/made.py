"""A signed review with all that a report can have, and its report."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from appliance.review import signing
from appliance.review.checklists.records import Checklist, Item
from appliance.review.records import (
    Decision,
    Event,
    Evidence,
    MadeWith,
    Paper,
    PaperRead,
    Proposal,
    Rect,
    Review,
    ReviewItem,
    Searched,
    Signature,
)
from appliance.review.reports import bundle, notes
from appliance.review.reports.building import About, build
from appliance.review.reports.records import Letterhead, Signer

if TYPE_CHECKING:
    from appliance.review.reports.records import Report, ReportLanguage

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes_raw()
SIGNER = Signer("vault-1", PUBLIC.hex(), notes.fingerprint(PUBLIC))
LOAN = hashlib.sha256(b"the agreement").hexdigest()
MADE = MadeWith("rules 1", "small model", "a" * 64, "b" * 64, "", "", "1", "c" * 64, "llama 1")
# All that must come out as text: markup, a formula, a direction mark, a bell, Chinese, no letters.
HOSTILE = "=1+1 <b>bold</b> & <para> \u202eesrever\u202c \x07 \u8d37\u6b3e \U0001f642 100 %"


def evidence(quote: str, *, page: int = 3, start: int = 40, side: str = "for") -> Evidence:
    boxes = (Rect(72.0, 300.0, 500.0, 312.0), Rect(72.0, 314.0, 280.0, 326.0))
    end = start + len(quote)
    return Evidence("loan.pdf", 1, LOAN, page, start, end, quote, side, boxes, "stands here")  # type: ignore[arg-type]


def review(items: int = 4, *, state: str = "signed") -> Review:
    """Items of each outcome in turn; two persons have signed it unless its state is another."""
    found = Review(
        id=7,
        case="Alder Foods",
        checklist=Checklist(
            "loan-file",
            "1.2",
            "Loan file",
            tuple(item(place) for place in range(items)),
            title_zh="\u8d37\u6b3e\u6863\u6848",
            jurisdiction="GB",
            source="House rules",
        ),
        checklist_sha256="d" * 64,
        started_at="2026-09-01T09:00:00.000+00:00",
        started_by="Ann",
        today="2026-09-01",
        state=state,  # type: ignore[arg-type]
        round=2,
        papers=(
            PaperRead("loan.pdf", 1, LOAN, 12, "loan agreement", ("Page 9 is empty.",)),
            PaperRead("passport.pdf", 2, "e" * 64, 1, "identity document"),
        ),
        items=tuple(decided(place) for place in range(items)),
        seconds=2.5,
    )
    return msgspec.structs.replace(found, signatures=signatures(found)[1:])


def item(place: int) -> Item:
    severity = ("critical", "high", "medium", "low")[place % 4]
    return Item(
        f"item-{place}",
        "document" if place % 4 == 1 else "statement",
        f"Point {place + 1}",
        f"Does the agreement hold point {place + 1}? " + HOSTILE * (place % 4 == 3),
        severity,  # type: ignore[arg-type]
        title_zh=f"\u7b2c {place + 1} \u9879",
        met_when="A sentence says so.",
    )


def decided(place: int) -> ReviewItem:
    kind, asked = place % 4, item(place)
    at = "2026-09-02T10:00:00.000+00:00"
    if kind == 0:
        found = evidence("The borrower shall insure the premises.")
        far = evidence("except the eastern yard", page=9, side="exception")
        proposal = Proposal("met", 0.97, "code and model", True, ("A sentence says so.",),
                            (found, far), made=MADE)  # fmt: skip
        return ReviewItem(place, asked, "accepted", proposal, Decision(
            "accepted", "met", "Ann", "1" * 16, at, evidence=(found,)))  # fmt: skip
    if kind == 1:
        proposal = Proposal("not met", 0.9, "code", True, ("The proof is of March.",),
                            papers=(Paper("proof of address", "stale", "bill.pdf", "too old"),),
                            evidence=(evidence("3 March 2026", page=1),), made=MADE)  # fmt: skip
        return ReviewItem(place, asked, "accepted", proposal, Decision(
            "accepted", "not met", "Ann", "1" * 16, at, reason="a new one is asked for",
            owner="branch", due="2026-09-10"))  # fmt: skip
    if kind == 2:
        proposal = Proposal("not found", 0.8, "model", False, (), searched=Searched(
            ("loan.pdf", "passport.pdf"), 12, 13, ("Page 9 is empty.",), ("by its words",)),
            made=MADE)  # fmt: skip
        waived = Decision(
            "accepted", "not found", "Ann", "1" * 16, at, "accepted risk", waived=True
        )
        return ReviewItem(place, asked, "accepted", proposal, waived)
    proposal = Proposal("met", 0.5, "model", False, (HOSTILE,), (evidence(HOSTILE),), made=MADE)
    was = Decision("rejected", "needs a person", "Ann", "1" * 16, at, reason="the wrong sentence")
    return ReviewItem(place, asked, "corrected", proposal, Decision(
        "corrected", "contradicted", "Ann", "1" * 16, at, reason=HOSTILE,
        evidence=(evidence(HOSTILE, side="against"),)), (was,))  # fmt: skip


def signatures(found: Review) -> tuple[Signature, ...]:
    digest = signing.digest(found)
    early = Signature("maker", "Ann", "1" * 16, "2026-09-02T12:00:00.000+00:00", "f" * 64, "", 1)
    maker = Signature("maker", "Ann", "1" * 16, "2026-09-03T12:00:00.000+00:00", digest, "", 2)
    checker = Signature("checker", "Bo", "2" * 16, "2026-09-04T12:00:00.000+00:00", digest, "", 2)
    if found.state == "signed":
        return (early, maker, checker)
    return (early, maker) if found.state == "submitted" else (early,)


def about(found: Review, language: ReportLanguage = "en") -> About:
    return About(
        letterhead=Letterhead("Cofferdam", "harbour", "Cofferdam 0.1.0"),
        signer=SIGNER,
        exported_at="2026-09-20T08:30:00.000+00:00",
        exported_by="Bo",
        content_sha256=signing.digest(found),
        signatures=signatures(found),
        history=(Event("2026-09-02T12:30:00.000+00:00", "Bo", "reopened", 2, note=HOSTILE),),
        language=language,
    )


def report(items: int = 4, *, state: str = "signed", language: ReportLanguage = "en") -> Report:
    found = review(items, state=state)
    return build(found, about(found, language))


def signed_bundle(made: Report, files: dict[str, bytes]) -> dict[str, bytes]:
    """The files with the signed list of them."""
    listed = bundle.manifest_bytes(files)
    note = notes.signed(bundle.MANIFEST, listed, made, KEY)
    return {**files, bundle.MANIFEST: listed, bundle.MANIFEST_NOTE: note}
