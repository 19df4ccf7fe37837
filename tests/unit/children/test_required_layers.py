"""Layers that a kernel does not have: what depends on it is said, what must be is never left out.

The kernel is made older by a filter that is in force before the child begins, so the child goes the
way that it goes there.
"""

from __future__ import annotations

import platform
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from appliance import children
from appliance.children import Child, ChildSpec, spawning
from appliance.confinement.layers import ESSENTIAL, LAYERS
from appliance.errors import NotConfined

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PROGRAMS = Path(__file__).parent / "programs"
NAMESPACES = ("user-namespace", "network-namespace", "ipc-namespace", "empty-root")

pytestmark = pytest.mark.skipif(
    platform.machine() != "x86_64", reason="the older kernel is made with the numbers of x86-64"
)


@pytest.fixture
def start(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Child]]:
    started: list[Child] = []

    def make(without: str = "", required: tuple[str, ...] = ()) -> Child:
        def command_line(spec: ChildSpec) -> list[str]:
            older = [str(PROGRAMS / "older_kernel.py"), without] if without else []
            program = str(PROGRAMS / spec.module)
            return [sys.executable, "-I", "-X", "utf8", *older, program]

        monkeypatch.setattr(spawning, "command_line", command_line)
        one = Child.start(ChildSpec("risk", "obedient.py", None, required=required))
        started.append(one)
        return one

    yield make
    for one in started:
        one.stop(grace_s=0)


def test_c2_21_no_landlock_no_service(start: Callable[..., Child]) -> None:
    before = children.running()
    with pytest.raises(NotConfined) as caught:
        start("landlock")
    assert "landlock-files (this kernel has no Landlock)" in caught.value.message
    assert children.running() == before


def test_c2_21_no_seccomp_no_service(start: Callable[..., Child]) -> None:
    with pytest.raises(NotConfined, match=r"system-calls \(Invalid argument\)"):
        start("seccomp")


def test_c2_21_without_namespaces_the_rest_holds_and_the_reason_is_said(
    start: Callable[..., Child],
) -> None:
    report = start("unshare").confinement
    assert report.holds
    assert report.level == "full"
    assert report.allowed == []
    lacking = report.lacking(NAMESPACES)
    assert len(lacking) == len(NAMESPACES)
    assert "user-namespace (this system refuses it (Operation not permitted))" in lacking
    assert report.enforces("no-capabilities")


def test_c2_21_a_namespace_without_rights_inside_is_no_trouble(
    start: Callable[..., Child],
) -> None:
    """As where AppArmor lets a program make a user namespace and takes its rights away."""
    report = start("mount").confinement
    assert report.holds
    assert report.lacking(NAMESPACES) == ["empty-root (this system refuses it (Permission denied))"]


@pytest.mark.parametrize("name", NAMESPACES)
def test_c2_21_a_layer_that_the_settings_demand_is_not_left_out(
    start: Callable[..., Child], name: str
) -> None:
    if start(required=()).confinement.enforces(name):
        assert start(required=(name,)).confinement.holds
    with pytest.raises(NotConfined) as caught:
        start("unshare", required=(name,))
    assert f"missing protection: {name} (" in caught.value.message
    assert "risk" in caught.value.message


def test_c2_21_a_layer_that_nobody_has_ends_every_child(start: Callable[..., Child]) -> None:
    with pytest.raises(NotConfined, match=r"pid-namespace \(it would need a second process"):
        start(required=("pid-namespace",))


def test_every_layer_is_reported_once_and_in_order(start: Callable[..., Child]) -> None:
    names = [layer.name for layer in start().confinement.layers]
    assert names == list(LAYERS)
    assert set(LAYERS) >= ESSENTIAL


def test_what_is_not_in_force_has_a_reason(start: Callable[..., Child]) -> None:
    for layer in start("unshare").confinement.layers:
        assert layer.enforced or layer.reason, layer.name
