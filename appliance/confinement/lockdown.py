"""Puts the layers in force, in the one order that works.

NO_NEW_PRIVS comes first: without it Landlock and seccomp are refused and everything would stay
allowed. Then the own namespaces, because Landlock refuses to change mounts, and the capabilities
that they bring are given up at once. Each layer that fails is named, never skipped in silence.
"""

from __future__ import annotations

import errno
import os
import signal
from dataclasses import replace
from typing import TYPE_CHECKING

from appliance.confinement import kernel, landlock, limits, namespaces, seccomp, surroundings
from appliance.confinement.fences import FENCES
from appliance.confinement.layers import ESSENTIAL, LAYERS, Layer, lacking
from appliance.confinement.probes import probe, still_readable
from appliance.confinement.program import build
from appliance.confinement.report import ConfinementReport
from appliance.confinement.syscalls import SETUP, numbers

if TYPE_CHECKING:
    from collections.abc import Collection

    from appliance.confinement.fences import Fence
    from appliance.confinement.syscalls import Machine


# Put in force in every kind of fence; a fence may weaken them, and they must still work then.
_WEAKENED = frozenset({"system-calls", "landlock-files"})


def lock_down(
    caps: limits.Caps,
    given: surroundings.Given,
    *,
    required: Collection[str] = (),
    fence: str = "cpu",
) -> ConfinementReport:
    """Give up files, network, processes and new privileges for good, then try them all.

    Call it after every import and before the first untrusted byte, with no second thread running:
    Landlock binds the calling thread and its later threads only. Afterwards no module can be
    imported and no file opened; descriptors that are already open stay usable.

    Args:
        caps: the limits on memory, time and threads.
        given: what this process is meant to have been given.
        required: names of layers that must be in force beside the essential ones.
        fence: name of the kind of fence.
    """
    kind = FENCES[fence]
    machine = seccomp.known_machine()
    landlock_abi = landlock.version() if machine else 0
    layers: list[Layer] = []
    libraries = surroundings.libraries() if machine else []
    missing: list[str] = []
    if machine is None:
        missing.append("a known machine")
    else:
        layers = _ordered(_apply(machine, landlock_abi, caps, given, kind))
        missing = lacking(layers, ESSENTIAL - _absent(kind))
        layers = [_said(layer, kind) for layer in layers]
        missing += [lack for lack in lacking(layers, set(required)) if lack not in missing]
    refused, allowed = probe() if not missing else ([], [])
    return ConfinementReport(
        fence=fence,
        landlock_abi=landlock_abi,
        refused=refused,
        allowed=allowed,
        missing=missing,
        layers=layers,
        libraries=libraries,
        network_modules=surroundings.network_modules(),
    )


def _absent(fence: Fence) -> set[str]:
    """Layers that are left out; the other relaxed ones are in force, only weaker."""
    return set(fence.relaxed) - _WEAKENED


def _said(layer: Layer, fence: Fence) -> Layer:
    """A layer that is weaker than its description counts as not in force."""
    reason = fence.relaxed.get(layer.name)
    return layer if reason is None else replace(layer, enforced=False, reason=reason)


def _ordered(layers: list[Layer]) -> list[Layer]:
    """In the order of `LAYERS`; what nobody came to is not in force."""
    found = {layer.name: layer for layer in layers}
    return [
        found.get(name, Layer(name, enforced=False, reason="an earlier layer failed"))
        for name in LAYERS
    ]


def _apply(
    machine: Machine,
    landlock_abi: int,
    caps: limits.Caps,
    given: surroundings.Given,
    fence: Fence,
) -> list[Layer]:
    """Each layer in turn, and a look whether it is really in force, apart from the doing.

    Nothing more is given up after an essential layer failed: the process ends then in any case.
    """
    administrator = os.geteuid() == 0
    layers = surroundings.look(given)
    alone = surroundings.thread_count() == 1
    reason = "" if alone else "others were running"
    layers.append(Layer("single-thread", enforced=alone, reason=reason))
    if not alone:
        return layers
    failure = ""
    try:
        kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
        kernel.prctl(kernel.PR_SET_DUMPABLE, 0)
        layers.append(_fix_code(fence))
        layers += namespaces.enter(machine, keep_root=fence.opens)
        layers.append(namespaces.drop_capabilities(machine))
        own = any(layer.name == "user-namespace" and layer.enforced for layer in layers)
        layers += limits.apply(
            caps,
            own_user_namespace=own,
            administrator=administrator,
            open_files=fence.open_files,
        )
        landlock_layers = _landlock(landlock_abi, fence)
        layers += landlock_layers
        if landlock_layers[0].enforced:
            seccomp.install(machine, build(machine, os.getpid(), fence))
    except OSError as error:
        failure = str(error.args[1])
    return layers + _states(machine, failure)


def _fix_code(fence: Fence) -> Layer:
    """Take the right to write from code; what still has it cannot be fenced in."""
    if fence.opens:  # a driver that has such memory already may depend on it
        return Layer("fixed-code", enforced=False)
    for start, size_bytes in surroundings.changeable_code():
        kernel.protect(start, size_bytes, kernel.PROT_READ | kernel.PROT_EXEC)
    loose = surroundings.changeable_code()
    reason = "not in force" if loose else ""
    return Layer("fixed-code", enforced=not loose, reason=reason)


def _landlock(abi: int, fence: Fence) -> list[Layer]:
    """Seccomp answers for every later `open`, so Landlock can be tested only before it."""
    try:
        landlock.give_up_everything(abi, readable=fence.readable, devices=fence.devices)
    except OSError as error:
        return [
            Layer(name, enforced=False, reason=str(error.args[1]))
            for name in ("landlock-files", "landlock-tcp", "landlock-scopes")
        ]
    held = not still_readable()
    layers = [Layer("landlock-files", enforced=held, reason="" if held else "not in force")]
    for name, needed in (
        ("landlock-tcp", landlock.NETWORK_ABI),
        ("landlock-scopes", landlock.SCOPE_ABI),
    ):
        known = held and abi >= needed
        reason = "" if known else landlock.too_old(abi, needed) if held else "not in force"
        layers.append(Layer(name, enforced=known, reason=reason))
    return layers


def _states(machine: Machine, failure: str) -> list[Layer]:
    """What the kernel itself answers about this process; `failure` is what stopped the rest."""
    filtered = kernel.prctl(kernel.PR_GET_SECCOMP) == seccomp.FILTERING and _is_filtered(machine)
    states = {
        "no-new-privileges": kernel.prctl(kernel.PR_GET_NO_NEW_PRIVS) == 1,
        "closed-memory": kernel.prctl(kernel.PR_GET_DUMPABLE) == 0,
        "system-calls": filtered and not failure,
        "dies-with-parent": kernel.death_signal() == signal.SIGKILL,
    }
    return [
        Layer(name, enforced=held, reason="" if held else failure or "not in force")
        for name, held in states.items()
    ]


def _is_filtered(machine: Machine) -> bool:
    """True if our own filter answers: that there is one may be the console's doing.

    Leaving no namespace at all is allowed to everybody but behind our filter.
    """
    try:
        kernel.call(numbers(SETUP, machine)["unshare"], 0)
    except OSError as error:
        return error.errno == errno.EACCES
    return False
