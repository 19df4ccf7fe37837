"""What putting statements to models needs of the rest of the house, as narrow as it is used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from appliance.documents.records import Notice
    from appliance.documents.store import PageText
    from appliance.jobs import Job
    from appliance.review.checklists.records import Item
    from appliance.review.records import Evidence
    from appliance.review.statements.records import Judged


class Judge(Protocol):
    """Finds sentences for statements; `statements.judging.StatementJudge` is one."""

    def judge(
        self, items: Sequence[Item], pages: Sequence[PageText], *, job: Job
    ) -> tuple[Judged, ...]:
        """One judgement per item, in their order; `pages` are those of one paper."""


class Doubts(Protocol):
    """What is known against places of a case; `doubts.StoredDoubts` is one."""

    def notices(self, document_id: int) -> tuple[Notice, ...]:
        """Places that were made for machines, hidden, or not what they seem."""

    def against(self, evidence: Evidence) -> tuple[str, ...]:
        """Why a place needs a person's eyes, as sentences; () if nothing is known against it."""
