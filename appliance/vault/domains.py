"""The parts of a vault that have keys of their own.

Which user holds which is in the header (docs/formats/vault.md); which role needs which is decided
by the accounts, not here.
"""

from __future__ import annotations

import enum


class Domain(enum.StrEnum):
    """One 32-byte key each. Values are part of the format."""

    CONTROL = "control"
    MODELS = "models"
    CONTENT = "content"


CONTROL, MODELS, CONTENT = Domain.CONTROL, Domain.MODELS, Domain.CONTENT

# For messages: what the person cannot open without the key.
PLAIN_NAMES = {
    CONTROL: "the register",
    MODELS: "the models",
    CONTENT: "the cases and documents",
}
