"""A policy: settings that head office demands, as strict TOML in a signed pack of kind `policy`.

Several policies may be in a vault, one per name; of each name the newest counts, and of their
demands the strictest. A policy can only tighten what a person may choose in the settings.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta, Struct

from appliance import toml_text
from appliance.confinement.layers import CONSOLE_LAYERS, LAYERS
from appliance.errors import TrustFileInvalid
from appliance.packs.showable import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

FORMAT = 1
_Layer = Annotated[str, Meta(pattern="^[a-z][a-z0-9_-]{0,31}\\Z")]


class Policy(Struct, frozen=True, forbid_unknown_fields=True):
    """What is demanded; None or empty means nothing is.

    `idle_lock_max_s` (30 to 86,400) bounds the idle lock of the settings. `retention_min_days` is
    the least time that cases are kept. `require_signed_models` None means: once a root is pinned.
    `required_layers` are names of fence layers that every child must have.
    `refuse_expired_trust` stops imported models, too, when the root is past its time.
    `revocation_max_age_days` refuses imports when the revocation list is older or missing.
    """

    format: int = FORMAT
    idle_lock_max_s: Annotated[int, Meta(ge=30, le=86_400)] | None = None
    retention_min_days: Annotated[int, Meta(ge=0, le=36_500)] | None = None
    require_signed_models: bool | None = None
    required_layers: Annotated[tuple[_Layer, ...], Meta(max_length=32)] = ()
    refuse_expired_trust: bool = False
    revocation_max_age_days: Annotated[int, Meta(ge=1, le=3660)] | None = None


def parse(text: str, *, name: str) -> Policy:
    """A policy from its text; nothing unknown or out of range. Raises: TrustFileInvalid."""
    try:
        table = toml_text.parse(text)
    except ValueError as error:
        raise TrustFileInvalid(str(error), name=name, why="it is not a TOML text") from error
    try:
        policy = msgspec.convert(table, type=Policy)
    except msgspec.ValidationError as error:
        raise TrustFileInvalid(name=name, why=shown(str(error))) from error
    if table.get("format") != FORMAT:
        raise TrustFileInvalid(name=name, why=f"it does not say “format = {FORMAT}”")
    for layer in policy.required_layers:
        # A demand that this release cannot meet must not be overlooked.
        if layer not in LAYERS and layer not in CONSOLE_LAYERS:
            raise TrustFileInvalid(name=name, why=f"no layer of the fence is called “{layer}”")
    return policy


def strictest(policies: Iterable[Policy]) -> Policy:
    """All of them at once."""
    chosen = tuple(policies)
    wishes = {one.require_signed_models for one in chosen} - {None}
    return Policy(
        idle_lock_max_s=min(_present(one.idle_lock_max_s for one in chosen), default=None),
        retention_min_days=max(_present(one.retention_min_days for one in chosen), default=None),
        require_signed_models=(True in wishes) if wishes else None,
        required_layers=tuple(sorted({layer for one in chosen for layer in one.required_layers})),
        refuse_expired_trust=any(one.refuse_expired_trust for one in chosen),
        revocation_max_age_days=min(
            _present(one.revocation_max_age_days for one in chosen), default=None
        ),
    )


def _present(values: Iterable[int | None]) -> list[int]:
    return [value for value in values if value is not None]
