"""What an acceptance of an older state gives up, mark by mark, and the entry that says so.

An acceptance closes the eye of exactly the marks that it names, never of what comes later: each is
a place, a number and a hash. Whoever puts the vault back once more meets marks that no entry names.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from appliance.audit.chain import Mark
from appliance.audit.events import Event
from appliance.audit.records import Selection
from appliance.audit.seen import continues
from appliance.errors import AuditForked, AuditHeadDamaged, AuditRolledBack, WitnessUnusable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from appliance.audit.checkpoints import Checkpoints
    from appliance.audit.head import Slots
    from appliance.audit.log import AuditLog
    from appliance.audit.seen import Seen
    from appliance.audit.witness import Witness

HEAD, COMPUTER = "head", "computer"
_LIMIT = 1000


def token(place: str, number: int, digest: bytes) -> str:
    """A mark as the entry names it: `<place>:<number>:<hex>`."""
    return f"{place}:{number}:{digest.hex()}"


def given_up(log: AuditLog) -> frozenset[str]:
    """Every mark that the chain's own entries give up. Raises: VaultLocked."""
    chosen = Selection(event=Event.ROLLBACK_ACCEPTED.value)
    found = log.entries(chosen, limit=_LIMIT)
    return frozenset(
        one for entry in found for one in str(entry.details.get("given_up", "")).split()
    )


def is_given_up(mark: Mark, named: frozenset[str]) -> bool:
    """Whether one of these names gives up an entry that the head or a computer saw."""
    return any(token(place, mark.seq, mark.link) in named for place in (HEAD, COMPUTER))


class Lost:
    """What stands outside the database and does not agree with the chain."""

    def __init__(
        self, log: AuditLog, checkpoints: Checkpoints, seen: Seen, ones: Iterable[Witness]
    ) -> None:
        """Look at head, memory and witnesses. Raises: VaultLocked."""
        self._log = log
        self._last = log.last()
        self.names: list[str] = []
        self.newest = self._last
        slots: Slots | None = None
        with suppress(AuditHeadDamaged):
            slots = log.head.read()
        if slots is not None:
            for mark in dict.fromkeys(one for one in (slots.begun, slots.confirmed) if one):
                self._look(HEAD, mark)
        for mark in seen.expected():
            self._look(COMPUTER, mark)
        for one in ones:
            with suppress(WitnessUnusable):
                self._hold(one, checkpoints)

    def _look(self, place: str, mark: Mark) -> None:
        if mark.seq and not continues(self._last, mark, self._log.mark_at):
            self._add(place, mark, mark.link)

    def _hold(self, one: Witness, checkpoints: Checkpoints) -> None:
        try:
            one.compare(self._log, checkpoints.verifier)
        except (AuditRolledBack, AuditForked):
            newest = one.newest(checkpoints.verifier)
            if newest is not None:
                self._add(one.verifier.name, Mark(newest.size), newest.checkpoint.root)

    def _add(self, place: str, mark: Mark, digest: bytes) -> None:
        self.names.append(token(place, mark.seq, digest))
        self.newest = max(self.newest, mark, key=lambda one: one.seq)


def witness_token(one: Witness, checkpoints: Checkpoints) -> str:
    """The name of the newest mark on a witness, "" if it has none. Raises: WitnessUnusable."""
    newest = one.newest(checkpoints.verifier)
    return "" if newest is None else token(one.verifier.name, newest.size, newest.checkpoint.root)
