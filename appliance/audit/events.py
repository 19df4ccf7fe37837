"""The closed list of events; docs and filters are made from it. Values never change meaning."""

from __future__ import annotations

import enum


class Event(enum.StrEnum):
    """What an audit entry reports. Looking at something leaves no entry."""

    VAULT_CREATED = "vault created"
    VAULT_OPENED = "vault opened"
    VAULT_LOCKED = "vault locked"
    PASSPHRASE_CHANGED = "passphrase changed"  # noqa: S105  # names an event, holds nothing
    RECOVERY_CODE_CHANGED = "recovery code changed"
    SETTINGS_CHANGED = "settings changed"
    MODEL_IMPORTED = "model imported"
    MODEL_ACTIVATED = "model activated"
    MODEL_VERIFIED = "model verified"
    MODEL_REMOVED = "model removed"
    CASE_CREATED = "case created"
    CASE_REMOVED = "case removed"
    DOCUMENT_ADDED = "document added"
    DOCUMENT_REMOVED = "document removed"
    SEARCHED = "searched"
    ASKED = "asked"
    ANSWER_REPLAYED = "answer replayed"
    SCORED = "scored"
    EXPORTED = "exported"
