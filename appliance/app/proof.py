"""Gathers the offline proof: starts a child of each kind, looks, really tries, and judges."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from appliance import __version__
from appliance.app import host, process_facts
from appliance.app.bare_children import KINDS, bare_child
from appliance.app.proof_facts import AttemptFacts, ProcessFacts, Proof
from appliance.clock import SystemClock, stamp
from appliance.confinement import console, surroundings
from appliance.confinement.layers import CONSOLE_LAYERS, Layer
from appliance.errors import ApplianceError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from appliance.app.host import HostFacts
    from appliance.clock import Clock
    from appliance.jobs import Job
    from appliance.settings import Settings

# Address families by number, as in the kernel's `linux/socket.h`.
_FAMILIES = {1: "unix", 2: "IPv4", 10: "IPv6", 16: "netlink", 17: "packet", 31: "bluetooth"}
_NOT_STARTED = "this process never gave up its connections; start it as the program"


def gather(
    folder: Path, settings: Settings, *, clock: Clock | None = None, job: Job | None = None
) -> Proof:
    """Look at this machine, this process and a fresh child of each kind; about two seconds.

    Makes one real attempt to open a socket for another machine, to show that it is refused and
    counted. Trouble is a remark, never raised, but for a cancelled job.
    Raises: Cancelled.
    """
    facts = host.look(folder)
    attempts = _attempts()
    processes = [_console()]
    for number, kind in enumerate(KINDS):
        if job is not None:
            job.tick("looking at the fence", number, len(KINDS))
        processes.append(_child(kind, settings))
    wrong = tuple(_wrong(processes, attempts, settings))
    return Proof(
        made_at=stamp(clock or SystemClock()),
        program=f"Cofferdam {__version__}",
        holds=not wrong,
        remarks=(*wrong, *_weak(facts, processes)),
        host=facts,
        attempts=attempts,
        processes=tuple(processes),
    )


def family_name(number: int) -> str:
    """A word for an address family."""
    return _FAMILIES.get(number, f"family {number}")


def _attempts() -> AttemptFacts:
    fence = console.current()
    if fence is None:
        return AttemptFacts(0, {}, tested=False, test_refused=False, test_counted=False)
    tested = fence.self_test()
    return AttemptFacts(
        refused=fence.refused(),
        by_family={family_name(key): value for key, value in fence.refused_by_family().items()},
        tested=True,
        test_refused=tested.refused,
        test_counted=tested.counted,
    )


def _console() -> ProcessFacts:
    fence = console.current()
    layers = (
        fence.layers
        if fence is not None
        else tuple(Layer(name, enforced=False, reason=_NOT_STARTED) for name in CONSOLE_LAYERS)
    )
    return ProcessFacts(
        name="console",
        level="full" if all(layer.enforced for layer in layers) else "reduced",
        layers=layers,
        sockets=process_facts.own_sockets(),
        libraries=process_facts.described(surroundings.libraries()),
        network_modules=tuple(surroundings.network_modules()),
    )


def _child(kind: str, settings: Settings) -> ProcessFacts:
    try:
        with bare_child(kind, settings) as child:
            report = child.confinement
            sockets = None
            if report.enforces("network-namespace"):
                with suppress(OSError):  # a child whose fence does not hold has ended
                    sockets = process_facts.sockets_in_network_of(child.pid)
    except ApplianceError as error:
        return ProcessFacts(name=kind, level="none", trouble=error.message)
    return ProcessFacts(
        name=kind,
        level=report.level,
        layers=tuple(report.layers),
        refused=tuple(report.refused),
        allowed=tuple(report.allowed),
        sockets=sockets,
        libraries=process_facts.described(report.libraries),
        network_modules=tuple(report.network_modules),
        trouble=report.weakness,
    )


def _wrong(
    processes: Sequence[ProcessFacts], attempts: AttemptFacts, settings: Settings
) -> Iterator[str]:
    """Whatever means that something could reach another machine, or that a policy is not met."""
    own, *children = processes
    if not attempts.tested:
        yield "The console did not give up its connections at its start."
    elif not attempts.test_refused:
        yield "A socket for another machine could be opened in the console."
    for process in children:
        if process.level == "none":
            yield f"The {process.name} process cannot be fenced in: {process.trouble}."
    for process in processes:
        for socket in process.sockets or ():
            if socket.reaches_out:
                yield f"The {process.name} process has an open {socket.kind} socket."
    for process, names in ((own, settings.console_layers()), *_demanded(children, settings)):
        held = {layer.name for layer in process.layers if layer.enforced}
        for name in names:
            if name not in held:
                yield f"The settings demand {name}, which the {process.name} process lacks."


def _demanded(
    children: Sequence[ProcessFacts], settings: Settings
) -> list[tuple[ProcessFacts, tuple[str, ...]]]:
    return [(child, settings.child_layers()) for child in children]


def _weak(facts: HostFacts, processes: Sequence[ProcessFacts]) -> Iterator[str]:
    """What is weaker than it could be on another machine, without being open."""
    for layer in processes[0].layers:
        if not layer.enforced:
            yield f"Console: {layer.name} is not in force ({layer.reason})."
    if not facts.tracing_restricted:
        yield (
            "Other programs of the same user may trace processes here for a moment after they "
            "start; set kernel.yama.ptrace_scope to 1 or higher."
        )
    if facts.plain_swap:
        yield f"Memory may be written to swap that is not encrypted: {', '.join(facts.plain_swap)}."
    if facts.disk == "no encryption seen":
        yield "The disk of the vault's folder shows no encryption of its own; the vault has one."
