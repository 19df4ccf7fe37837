"""The first two frames of every child."""

from __future__ import annotations

import msgspec

from appliance.confinement.report import ConfinementReport

# Raised with every change to a message; parent and child of different releases must not talk.
PROTOCOL_VERSION = 6

# First a child says that its memory is closed, so that what the parent hands over now cannot be
# taken by others.
CLOSED = b"closed"


class Hello(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who the child is and how well it is fenced in."""

    version: int
    kind: str
    confinement: ConfinementReport
