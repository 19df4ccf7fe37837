"""The offline proof: what it states about this machine, the console and each kind of child."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from appliance.app.host import HostFacts
    from appliance.app.process_facts import LoadedLibrary, Socket
    from appliance.confinement.layers import Layer


@dataclass(frozen=True)
class ProcessFacts:
    """One process: the console, or a child that was started for the proof.

    Attributes:
        name: “console”, or the kind of child.
        level: “full”, “reduced” or “none”, as the process itself found by trying.
        layers: every layer by name, with the reason where it is not in force.
        refused: attempts that the kernel refused.
        allowed: attempts that went through; empty unless something is wrong.
        sockets: open sockets; of a child those in its own network. None if the system shows none.
        libraries: files whose code it runs.
        network_modules: Python modules for networks that it has loaded.
        trouble: why the process could not be looked at; empty if it could.
    """

    name: str
    level: str
    layers: tuple[Layer, ...] = ()
    refused: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    sockets: tuple[Socket, ...] | None = None
    libraries: tuple[LoadedLibrary, ...] = ()
    network_modules: tuple[str, ...] = ()
    trouble: str = ""


@dataclass(frozen=True)
class AttemptFacts:
    """Connections that the console and its children were refused since the console's start.

    Attributes:
        refused: how many, without our own tests.
        by_family: address family to number, our own tests included.
        tested: True if a real attempt was made for this proof.
        test_refused: the real attempt was refused.
        test_counted: the real attempt was counted.
    """

    refused: int
    by_family: dict[str, int]
    tested: bool
    test_refused: bool
    test_counted: bool


@dataclass(frozen=True)
class Proof:
    """The whole page.

    Attributes:
        made_at: ISO 8601 in UTC, by this machine's clock.
        program: name and release.
        holds: True if nothing that the program runs could reach another machine.
        remarks: what is wrong or weaker than it could be, in sentences for people.
        host: the machine.
        attempts: what was refused.
        processes: the console first, then each kind of child.
    """

    made_at: str
    program: str
    holds: bool
    remarks: tuple[str, ...]
    host: HostFacts
    attempts: AttemptFacts
    processes: tuple[ProcessFacts, ...]
