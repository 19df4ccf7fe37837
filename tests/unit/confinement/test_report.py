from __future__ import annotations

from appliance.confinement.layers import ESSENTIAL, LAYERS, Layer
from appliance.confinement.report import ConfinementReport


def layers(*without: str) -> list[Layer]:
    return [
        Layer(name, enforced=name not in without, reason="test" * (name in without))
        for name in LAYERS
    ]


def test_it_holds_only_when_nothing_is_open() -> None:
    good = ConfinementReport(7, ["TCP"], [], [], layers())
    assert good.holds
    assert good.weakness == ""
    assert not ConfinementReport(7, ["TCP"], ["UDP"], [], layers()).holds
    assert not ConfinementReport(7, ["TCP"], [], ["a known machine"], layers()).holds


def test_it_does_not_hold_when_nothing_was_tried_or_reported() -> None:
    assert not ConfinementReport(7, [], [], [], layers()).holds
    assert not ConfinementReport(7, ["TCP"], [], [], []).holds


def test_it_holds_without_what_depends_on_the_kernel_and_says_so() -> None:
    bonus = set(LAYERS) - ESSENTIAL
    report = ConfinementReport(3, ["TCP"], [], [], layers(*bonus))
    assert report.holds
    assert report.level == "reduced"
    assert report.lacking({"landlock-tcp", "no-core-file"}) == ["landlock-tcp (test)"]
    assert ConfinementReport(7, ["TCP"], [], [], layers("user-namespace")).level == "full"


def test_it_does_not_hold_without_one_essential_layer() -> None:
    for name in ESSENTIAL:
        report = ConfinementReport(7, ["TCP"], [], [], layers(name))
        assert not report.holds
        assert report.level == "none"


def test_what_is_open_is_named() -> None:
    report = ConfinementReport(0, [], ["UDP", "TCP"], ["Landlock (not in this kernel)"], [])
    assert report.weakness == (
        "missing protection: Landlock (not in this kernel); still possible: UDP, TCP"
    )
