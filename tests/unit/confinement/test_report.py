from __future__ import annotations

from appliance.confinement.report import ConfinementReport


def test_it_holds_only_when_nothing_is_open() -> None:
    good = ConfinementReport("full", 7, ["TCP"], [], [])
    assert good.holds
    assert good.weakness == ""
    assert ConfinementReport("reduced", 3, ["TCP"], [], []).holds
    assert not ConfinementReport("full", 7, [], ["UDP"], []).holds
    assert not ConfinementReport("none", 0, ["TCP"], [], []).holds


def test_what_is_open_is_named() -> None:
    report = ConfinementReport("none", 0, [], ["UDP", "TCP"], ["Landlock (not in this kernel)"])
    assert report.weakness == (
        "missing protection: Landlock (not in this kernel); still possible: UDP, TCP"
    )
