from __future__ import annotations

import pytest

from appliance.accounts.roles import ALL_ROLES, ROLE_DOMAINS, Role, domains_of, parse
from appliance.errors import BadInput
from appliance.vault import header
from appliance.vault.domains import CONTENT, CONTROL, MODELS, Domain


def test_the_roles_are_those_of_the_format() -> None:
    assert {role.value for role in Role} == set(header.ROLES)
    assert header.ADMINISTRATOR == Role.ADMINISTRATOR
    assert set(ROLE_DOMAINS) == set(Role)


def test_administrator_and_auditor_have_no_key_to_content() -> None:
    for role, domains in ROLE_DOMAINS.items():
        assert CONTROL in domains
        assert (CONTENT in domains) == (role in (Role.OFFICER, Role.REVIEWER))
    assert domains_of(["administrator", "auditor"]) == {CONTROL}
    assert domains_of([Role.ADMINISTRATOR, Role.MODEL_OWNER]) == {CONTROL, MODELS}
    assert domains_of(ALL_ROLES) == frozenset(Domain)


def test_roles_by_name() -> None:
    assert parse(["auditor", "officer", "auditor"]) == (Role.OFFICER, Role.AUDITOR)
    for wrong in ([], ["clerk"], ["officer", "Officer"], [""]):
        with pytest.raises(BadInput, match="role"):
            parse(wrong)
