from __future__ import annotations

import pytest

from appliance.errors import TrustFileInvalid
from appliance.packs.policy import Policy, parse, strictest


def test_a_whole_policy() -> None:
    text = """
        format = 1
        idle_lock_max_s = 300
        retention_min_days = 3650
        require_signed_models = true
        required_layers = ["landlock-tcp", "pid-namespace"]
        refuse_expired_trust = true
        revocation_max_age_days = 90
    """
    assert parse(text, name="rules") == Policy(
        1, 300, 3650, True, ("landlock-tcp", "pid-namespace"), True, 90
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "format = 2",
        "format = '1'",
        "format = 1\nidle_lock_max_s = 29",
        "format = 1\nidle_lock_max_s = 86401",
        "format = 1\nidle_lock_max_s = 60.0",
        "format = 1\nidle_lock_max_s = true",
        "format = 1\nretention_min_days = -1",
        "format = 1\nrequire_signed_models = 1",
        "format = 1\nrequired_layers = 'landlock-tcp'",
        "format = 1\nrequired_layers = ['Land lock']",
        "format = 1\nrequired_layers = ['no-such-layer']",
        "format = 1\nunknown = 1",
        "format = 1\n[nested]\nformat = 1",
        "format = 1\nformat = 1",
        "not toml",
    ],
)
def test_nothing_else_is_a_policy(text: str) -> None:
    with pytest.raises(TrustFileInvalid):
        parse(text, name="rules")


def test_of_several_policies_the_strictest_counts() -> None:
    loose = Policy(idle_lock_max_s=600, retention_min_days=10, require_signed_models=False)
    layers = ("pid-namespace",)
    tight = Policy(idle_lock_max_s=60, required_layers=layers, revocation_max_age_days=30)
    other = Policy(required_layers=("landlock-tcp",), refuse_expired_trust=True)
    assert strictest([]) == Policy()
    assert strictest([loose, tight, other]) == Policy(
        1, 60, 10, False, ("landlock-tcp", "pid-namespace"), True, 30
    )
    signed = Policy(require_signed_models=True)
    assert strictest([loose, signed]).require_signed_models is True
    assert strictest([tight]).require_signed_models is None
