"""From the code that was kept of an error back to its kind."""

from __future__ import annotations

from functools import cache

from appliance import errors
from appliance.errors.root import ApplianceError


def kind_of(code: str | None) -> type[ApplianceError]:
    """The error of that code; the root for none, or one that this release does not know."""
    return known(code) or ApplianceError


def known(code: str | None) -> type[ApplianceError] | None:
    """The error of that code; None for none, or one that this release does not know."""
    return _kinds().get(code or "")


@cache
def _kinds() -> dict[str, type[ApplianceError]]:
    return {
        kind.code: kind
        for kind in vars(errors).values()
        if isinstance(kind, type) and issubclass(kind, ApplianceError)
    }
