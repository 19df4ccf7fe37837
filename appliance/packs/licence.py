"""The licence terms of a signed pack, compared with time, branch and purpose.

What this holds back is a person who uses the program as it is. Whoever may change the program, or
put a whole older vault back, can get round it: see docs/formats/trust.md.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from appliance.errors import LicenceBranch, LicenceExpired, LicencePurpose, LicenceRunsUsed

if TYPE_CHECKING:
    from datetime import datetime

    from appliance.packs.pack_records import Purpose
    from appliance.packs.records import ModelRecord


def check(
    record: ModelRecord, purpose: Purpose, *, now: datetime, branch: str, runs: int = 1
) -> None:
    """May this model do `runs` more pieces of this work? A model from a folder always may.

    `now` is UTC and never before the latest time seen; `branch` is the machine's, or empty.
    Raises: LicenceExpired, LicenceBranch, LicencePurpose, LicenceRunsUsed.
    """
    terms = record.origin
    if terms is None:
        return
    name = record.manifest.title
    if terms.until is not None and now.date() > date.fromisoformat(terms.until):
        raise LicenceExpired(name=name, when=terms.until)
    if terms.branches and branch not in terms.branches:
        raise LicenceBranch(name=name, branch=branch or "none is set")
    if terms.purposes and purpose not in terms.purposes:
        raise LicencePurpose(name=name, purpose=purpose)
    if terms.runs is not None and terms.runs_used + runs > terms.runs:
        raise LicenceRunsUsed(name=name, runs=terms.runs)
