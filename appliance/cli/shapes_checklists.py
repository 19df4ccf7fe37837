"""JSON shapes of checklists; described in docs/formats/command-line.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.cli.output import plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.app.checklist_files import Looked
    from appliance.app.checklists import Tried
    from appliance.app.covering import Cover
    from appliance.review.checklists.records import Problem, Shelved
    from appliance.review.records import Proposal


def line(one: Shelved) -> dict[str, object]:
    """`checklist list`: one version of a checklist, without its items."""
    checklist = one.checklist
    return {
        "name": checklist.name,
        "version": checklist.version,
        "title": checklist.title,
        "title_zh": checklist.title_zh,
        "items": len(checklist.items),
        "jurisdiction": checklist.jurisdiction,
        "valid_from": checklist.valid_from,
        "valid_to": checklist.valid_to,
        "in_force": one.in_force,
        "origin": one.origin,
        "sha256": one.sha256,
        "changed_at": one.changed_at,
        "signers": [plain(signer) for signer in one.signers],
    }


def shown(one: Shelved) -> dict[str, object]:
    """`checklist show`: the line, with the checklist as its file says it."""
    return {**line(one), "checklist": plain(one.checklist)}


def problem(one: Problem) -> dict[str, object]:
    """What is wrong, and where."""
    return {"where": one.where, "why": one.why}


def looked(one: Looked) -> dict[str, object]:
    """`checklist validate`."""
    found = one.checklist
    return {
        "valid": not one.problems,
        "name": found.name if found else "",
        "version": found.version if found else "",
        "items": len(found.items) if found else 0,
        "sha256": one.sha256,
        "signed": plain(one.signed) if one.signed else None,
        "problems": [problem(wrong) for wrong in one.problems],
        "warnings": [problem(weak) for weak in one.warnings],
    }


def tried(found: Sequence[Tried], cover: Cover) -> list[dict[str, object]]:
    """`checklist dry-run`: the item and what code proposes; null for what a model reads."""
    return [
        {
            "id": item.id,
            "title": item.title,
            "kind": item.kind,
            "severity": item.severity,
            "proposal": None if proposal is None else _proposal(proposal, cover),
            "remark": remark,
        }
        for item, proposal, remark in found
    ]


def _proposal(one: Proposal, cover: Cover) -> dict[str, object]:
    # Places first: what a page shows to be hidden is then known in the sentences, too.
    evidence = [plain(cover.evidence(place)) for place in one.evidence]
    return {
        "verdict": one.verdict,
        "certain": one.certain,
        "confidence": round(one.confidence, 4),
        "why": [cover.text(why) for why in one.why],
        "papers": [{**plain(paper), "why": cover.text(paper.why)} for paper in one.papers],
        "evidence": evidence,
        "searched": plain(one.searched) if one.searched else None,
    }
