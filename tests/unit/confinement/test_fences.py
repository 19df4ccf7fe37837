"""Weaker fences for drivers of graphics devices: what they leave out is said, the rest holds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from appliance.children import Child, ChildSpec
from appliance.confinement.fences import FENCES, Fence
from appliance.confinement.layers import ESSENTIAL, LAYERS, Layer
from appliance.confinement.program import KILL_PROCESS, build
from appliance.confinement.report import ConfinementReport
from appliance.engine.machine.hardware import MODULE
from appliance.errors import NotConfined
from appliance.settings import engine_folder

WEAKER = [name for name, fence in FENCES.items() if fence.relaxed]


def report(fence: str, **changes: object) -> ConfinementReport:
    """As a child of that fence gives it."""
    kind = FENCES.get(fence, Fence())
    layers = [Layer(name, name not in kind.relaxed, kind.relaxed.get(name, "")) for name in LAYERS]
    made = ConfinementReport(7, ["TCP"], sorted(kind.possible), [], layers, fence=fence)
    return ConfinementReport(
        **{name: getattr(made, name) for name in made.__struct_fields__} | changes
    )


def test_the_processors_fence_leaves_nothing_out() -> None:
    assert FENCES["cpu"] == Fence()
    assert build("x86_64", 7) == build("x86_64", 7, FENCES["cpu"])
    assert build("x86_64", 7)[-1].value == KILL_PROCESS


@pytest.mark.parametrize("name", WEAKER)
def test_each_says_why(name: str) -> None:
    fence = FENCES[name]
    assert set(fence.relaxed) <= set(LAYERS)
    assert all(fence.relaxed.values())
    assert fence.makes_code
    assert report(name).holds
    assert report(name).level == "reduced"
    assert report(name).lacking(["fixed-code"]) == [f"fixed-code ({fence.relaxed['fixed-code']})"]


@pytest.mark.parametrize("name", WEAKER)
def test_a_weaker_fence_excuses_only_what_it_names(name: str) -> None:
    other = next(layer for layer in sorted(ESSENTIAL) if layer not in FENCES[name].relaxed)
    layers = [
        replace(layer, enforced=False) if layer.name == other else layer
        for layer in report(name).layers
    ]
    assert not report(name, layers=layers).holds
    assert not report(name, allowed=[*FENCES[name].possible, "TCP"]).holds
    assert "TCP" in report(name, allowed=[*FENCES[name].possible, "TCP"]).weakness


def test_the_processors_child_may_not_do_what_a_driver_may() -> None:
    assert not report("cpu", allowed=["executable memory"]).holds
    assert not report("nonsense").holds


@pytest.mark.skipif(not (engine_folder() / "libggml.so").exists(), reason="the engine is not built")
@pytest.mark.parametrize("name", WEAKER)
def test_a_real_child(name: str) -> None:
    """The kernel's answers, with the processor's libraries in the driver's place."""
    spec = ChildSpec("probe", MODULE, None, options=(f"engine={engine_folder()}",), fence=name)
    child = Child.start(spec)
    child.stop(grace_s=0)
    found = child.confinement
    assert set(found.allowed) == FENCES[name].possible
    for attempt in ("read /etc/passwd", "read the home folder", "TCP", "new process"):
        assert attempt in found.refused
    relaxed = {layer.name: layer.reason for layer in found.layers if not layer.enforced}
    for layer, why in FENCES[name].relaxed.items():
        assert relaxed[layer] == why


@pytest.mark.skipif(not (engine_folder() / "libggml.so").exists(), reason="the engine is not built")
def test_settings_that_demand_a_layer_get_no_driver() -> None:
    spec = ChildSpec(
        "probe",
        MODULE,
        None,
        options=(f"engine={engine_folder()}",),
        fence="vulkan-software",
        required=("fixed-code",),
    )
    with pytest.raises(NotConfined, match="fixed-code"):
        Child.start(spec)
