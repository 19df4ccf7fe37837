"""JSON shapes that scripts rely on; described in docs/formats/command-line.md."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.assistant.records import Answer, Calculation, Citation, Coverage
    from appliance.retrieval.records import Facet, Found, Hit
    from appliance.risk.records import RowError, Score


def hits(found: Sequence[Hit]) -> list[dict[str, object]]:
    """`search`: pages from 1, offsets in code points of that page, half-open."""
    return [
        {
            "document": hit.document,
            "page": hit.page,
            "start": hit.start,
            "end": hit.end,
            "text": hit.text,
            "score": round(hit.score, 6),
            "section": hit.section,
            "kind": hit.kind,
        }
        for hit in found
    ]


def found(result: Found) -> dict[str, object]:
    """`search --facets`: the hits, and what all passages found are part of, by count."""

    def counts(facet: Sequence[Facet]) -> dict[str, int]:
        return {one.value: one.passages for one in facet}

    return {
        "hits": hits(result.hits),
        "found": result.found,
        "searched": result.searched,
        "facets": {
            "documents": counts(result.facets.documents),
            "kinds": counts(result.facets.kinds),
            "sections": counts(result.facets.sections),
            "parts": counts(result.facets.parts),
            "pages": [
                {"document": one.document, "page": one.page, "passages": one.passages}
                for one in result.facets.pages
            ],
        },
    }


def _citation(citation: Citation) -> dict[str, object]:
    return {
        "document": citation.document,
        "page": citation.page,
        "start": citation.start,
        "end": citation.end,
        "quote": citation.quote,
    }


def _coverage(read: Coverage | None) -> dict[str, object] | None:
    if read is None:
        return None
    return {"read": read.read, "total": read.total, "unread": list(read.unread)}


def _calculation(made: Calculation | None) -> dict[str, object] | None:
    if made is None:
        return None
    return {
        "operation": made.operation,
        "formula": made.formula,
        "result": made.result,
        "unit": made.unit,
        "operands": [
            {
                "label": one.label,
                "written": one.written,
                "value": one.value,
                "scale": one.scale,
                "unit": one.unit,
                "citation": _citation(one.citation),
            }
            for one in made.operands
        ],
    }


def answer(given: Answer, identifier: str | int | None) -> dict[str, object]:
    """`ask`: one question's outcome."""
    return {
        "id": identifier,
        "question": given.question,
        "status": given.status,
        "kind": given.kind,
        "answer": given.answer,
        "sentences": [
            {
                "text": sentence.text,
                "supported": sentence.supported,
                "citations": [_citation(item) for item in sentence.citations],
                "note": sentence.note,
            }
            for sentence in given.sentences
        ],
        "coverage": _coverage(given.coverage),
        "calculation": _calculation(given.calculation),
        "warnings": list(given.warnings),
        "passages": [
            {
                "id": passage.id,
                "document": passage.document,
                "page": passage.page,
                "start": passage.start,
                "end": passage.end,
                "text": passage.text,
                "score": round(passage.score, 6),
            }
            for passage in given.passages
        ],
        "pages_searched": given.pages_searched,
        "timings": {name: round(value, 4) for name, value in given.timings.items()},
        "provenance": {
            "language_model": given.provenance.language_model,
            "language_digest": given.provenance.language_digest,
            "embedding_model": given.provenance.embedding_model,
            "embedding_digest": given.provenance.embedding_digest,
            "prompt_version": given.provenance.prompt_version,
            "seed": given.provenance.seed,
            "schedule": given.provenance.schedule,
            "list": given.provenance.list_id,
            "method": given.provenance.method,
            "calibration": given.provenance.calibration,
            "confidence": given.provenance.confidence,
        },
    }


def score(row: Score, *, explain: bool) -> dict[str, object]:
    """One row of `score`; `explain` adds every feature's contribution."""
    shaped: dict[str, object] = {
        "id": row.row_id,
        "pd": row.pd,
        "points": row.points,
        "band": row.band,
        "decision": row.decision,
        "cutoff_points": row.cutoff_points,
        "distance": row.distance,
        "reasons": [
            {
                "feature": reason.feature,
                "text": reason.text,
                "points_lost": reason.points_lost,
                "value": reason.value,
            }
            for reason in row.reasons
        ],
        "warnings": [
            {"feature": warning.feature, "text": warning.text} for warning in row.warnings
        ],
    }
    if explain:
        shaped["contributions"] = [
            {
                "feature": item.feature,
                "label": item.label,
                "value": item.value,
                "points": item.points,
                "neutral_points": item.neutral_points,
            }
            for item in row.contributions
        ]
    return shaped


def row_error(error: RowError) -> dict[str, object]:
    """One row that could not be scored; `row` counts data rows from 1."""
    return {
        "row": error.row,
        "id": error.row_id,
        "column": error.column,
        "code": error.code,
        "message": error.message,
    }
