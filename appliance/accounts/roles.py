"""The roles, and the parts of the vault whose keys go with each.

What a role may do beyond its keys is decided in `appliance.app`.
"""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

from appliance.errors import BadInput
from appliance.vault.domains import CONTENT, CONTROL, MODELS, Domain

if TYPE_CHECKING:
    from collections.abc import Iterable


class Role(enum.StrEnum):
    """The closed list; values are part of the vault's format."""

    OFFICER = "officer"
    REVIEWER = "reviewer"
    MODEL_OWNER = "model_owner"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


ALL_ROLES: tuple[Role, ...] = tuple(Role)

# Who asks questions needs the models; who manages users, or reads the chain, needs neither models
# nor what is in the cases.
ROLE_DOMAINS: dict[Role, frozenset[Domain]] = {
    Role.OFFICER: frozenset({CONTROL, MODELS, CONTENT}),
    Role.REVIEWER: frozenset({CONTROL, MODELS, CONTENT}),
    Role.MODEL_OWNER: frozenset({CONTROL, MODELS}),
    Role.ADMINISTRATOR: frozenset({CONTROL}),
    Role.AUDITOR: frozenset({CONTROL}),
}


def parse(names: Iterable[str]) -> tuple[Role, ...]:
    """Roles by their names, each once, in the order of the list. Raises: BadInput."""
    wanted = set(names)
    if not wanted or wanted - {role.value for role in Role}:
        raise BadInput(
            what="The role", why=f"choose at least one of {', '.join(role.value for role in Role)}"
        )
    return tuple(role for role in Role if role.value in wanted)


def domains_of(roles: Iterable[Role | str]) -> frozenset[Domain]:
    """The parts whose keys somebody with these roles needs. Raises: BadInput."""
    return frozenset().union(*(ROLE_DOMAINS[role] for role in parse(str(one) for one in roles)))
