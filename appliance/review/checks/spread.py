"""On how many pages of a case the patterns of an item stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.review.checks.matching import matches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.jobs import Job
    from appliance.review.papers.reading import Papers


def spread(papers: Papers, patterns: Sequence[str], job: Job) -> tuple[int, int]:
    """Pages on which one of the patterns stands, and all pages with words, whatever their type.

    Pages of all papers are counted: patterns that are meant for one kind of paper and stand on
    every page of the others tell nothing. Raises: Cancelled, VaultLocked.
    """
    hits = pages = 0
    for paper in papers.read if patterns else ():
        for page in papers.texts(paper.document_id):
            job.check()
            if page.text.strip():
                pages += 1
                hits += next(matches(page.text, patterns, job), None) is not None
    return hits, pages
