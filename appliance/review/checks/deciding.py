"""Decides by code what code can decide; `None` is only for what must be read and understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.review.checks.agreement_items import check_agreement
from appliance.review.checks.date_items import check_date
from appliance.review.checks.document_items import check_document
from appliance.review.checks.identifiers import check_identifier
from appliance.review.checks.indicators import check_indicator
from appliance.review.checks.measured import measured
from appliance.review.checks.presence import check_presence
from appliance.review.checks.results import RULES_VERSION

if TYPE_CHECKING:
    from datetime import date

    from appliance.jobs import Job
    from appliance.review.checklists.records import Item
    from appliance.review.papers.reading import Papers
    from appliance.review.records import Proposal

__all__ = ["RULES_VERSION", "check", "ruled"]


def check(item: Item, papers: Papers, *, today: date, job: Job) -> Proposal | None:
    """What the papers say to one item; None for a statement. The same papers give the same.

    `today` is the day of the review, from which ages and validity count. Raises: Cancelled,
    VaultLocked.
    """
    found = ruled(item, papers, today=today, job=job)
    return None if found is None else measured(item, found)


def ruled(item: Item, papers: Papers, *, today: date, job: Job) -> Proposal | None:
    """The same as the rule itself says it, before it is known how often it is right."""
    if item.kind == "statement":
        return None
    if item.kind == "document":
        return check_document(item, papers, today, job)
    if item.kind == "date":
        return check_date(item, papers, today, job)
    if item.kind == "agreement":
        return check_agreement(item, papers, job)
    if item.kind == "identifier":
        return check_identifier(item, papers, job)
    if item.kind == "indicator":
        return check_indicator(item, papers, job)
    return check_presence(item, papers, job)
