"""What the console gives up; each case in a process of its own, because nothing comes back."""

from __future__ import annotations

import json
import os
import platform
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from appliance.confinement import console
from appliance.confinement.layers import CONSOLE_LAYERS
from appliance.errors import ConsoleNotConfined

PROGRAM = Path(__file__).parent / "programs" / "fenced.py"
OLDER = Path(__file__).parents[1] / "children" / "programs" / "older_kernel.py"
GUARD_S = 60


def run(*arguments: str, without: str = "", **options: Any) -> Any:  # noqa: ANN401 - any JSON
    older = [str(OLDER), without] if without else []
    done = subprocess.run(
        [sys.executable, *older, str(PROGRAM), *arguments],
        capture_output=True,
        text=True,
        timeout=GUARD_S,
        check=False,
        **options,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def ended(pid: int, within_s: float) -> bool:
    until_s = time.monotonic() + within_s
    while time.monotonic() < until_s:
        try:
            state = Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()[0]
        except OSError:
            return True
        if state == "Z":
            return True
        time.sleep(0.01)
    return False


def test_every_layer_is_in_force() -> None:
    found = run("command", "nothing")
    assert list(found["layers"]) == list(CONSOLE_LAYERS)
    assert all(enforced for enforced, _ in found["layers"].values())
    assert found["refused"] == 0
    assert found["by_family"] == {"2": 1}  # the test at its start


def test_a_command_has_no_socket_of_any_family() -> None:
    found = run("command", "families")
    assert set(found["got"].values()) == {"EACCES"}
    assert found["refused"] == 5  # asking a daemon of this machine for a name is not counted
    assert found["by_family"] == {"2": 2, "10": 1, "16": 1, "17": 1, "40": 1}


def test_a_window_has_sockets_of_this_machine_only() -> None:
    found = run("window", "families")
    assert found["got"].pop("1") == "opened"
    assert set(found["got"].values()) == {"EACCES"}
    assert found["refused"] == 5


@pytest.mark.parametrize("use", ["command", "window"])
def test_pairs_work(use: str) -> None:
    assert run(use, "pair")["got"] == "x"


def test_a_service_listens_and_cannot_connect() -> None:
    found = run("service", "nothing")
    assert found["got"] == {
        "udp": "EACCES",
        "raw": "EACCES",
        "connect": "EACCES",
        "fast open": "EACCES",
    }


def test_attempts_of_many_threads_are_all_counted() -> None:
    assert run("command", "threads")["refused"] == 800


def test_what_it_starts_is_refused_and_counted_too() -> None:
    found = run("command", "program")
    assert (found["got"], found["refused"]) == ("13", 1)


def test_a_fork_is_refused_and_counted_too() -> None:
    found = run("command", "fork")
    assert (found["got"], found["refused"]) == (0, 1)


def test_a_library_that_holds_pythons_lock_does_not_wait_for_ever() -> None:
    found = run("command", "holding the lock")
    assert (found["got"], found["refused"]) == (-1, 1)


def test_an_attempt_at_exit_does_not_hang() -> None:
    run("command", "at exit")


def test_there_is_no_way_around_by_a_ring() -> None:
    found = run("command", "uring")
    assert (found["got"], found["error"]) == (-1, "ENOSYS")


def test_without_the_counting_process_it_is_refused_without_waiting() -> None:
    found = run("command", "nobody counts")
    assert found["got"] == "ENOSYS"
    assert found["again"] == {"refused": True, "counted": False}
    assert found["layers"]["console-count"][0] is False
    assert found["layers"]["console-sockets"][0] is True


@pytest.mark.parametrize("first", ["self test", ""])
def test_a_counting_process_that_is_stopped_hangs_nobody(first: str) -> None:
    found = run("command", "stopped", *([first] if first else []))
    assert (found["got"], found["left"]) == ("ENOSYS", False)
    assert found["again"] == ({"refused": True, "counted": False} if first else {})
    assert found["layers"]["console-count"][0] is False
    assert "not counted" in found["layers"]["console-count"][1]
    assert found["layers"]["console-sockets"][0] is True


def test_inside_another_console_it_is_refused_and_the_outer_one_counts() -> None:
    found = run("command", "nested")
    inner = found["got"]
    assert set(inner["got"].values()) == {"EACCES"}
    assert inner["layers"]["console-count"] == [False, "another program counts already"]
    assert inner["layers"]["console-sockets"][0] is True


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_nothing_of_it_is_left_and_an_orphan_stays_refused(how: int, tmp_path: Path) -> None:
    target = tmp_path / "orphan"
    command = [sys.executable, str(PROGRAM), "command", "orphan", str(target)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as one:
        assert one.stdout is not None
        counting = int(one.stdout.readline())
        assert not ended(counting, 0.05)
        one.send_signal(how)
    assert ended(counting, 1)
    until_s = time.monotonic() + GUARD_S
    while not target.exists():
        assert time.monotonic() < until_s, "the orphan waits for an answer that nobody gives"
        time.sleep(0.02)
    assert target.read_text() in ("13", "38")


def test_c2_25_a_socket_that_was_left_open_for_it_is_closed() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as left:
        number = left.fileno()
        assert run("command", "inherited", str(number), pass_fds=(number,))["got"] is False


def test_it_works_without_standard_streams() -> None:
    """The first descriptors are free then, and must not be taken for anything else."""
    script = 'exec 0<&-; exec 2>&-; exec "$@"'
    done = subprocess.run(
        ["/bin/sh", "-c", script, "sh", sys.executable, str(PROGRAM), "command", "program"],
        stdout=subprocess.PIPE,
        timeout=GUARD_S,
        check=True,
    )
    assert json.loads(done.stdout)["refused"] == 1


older = pytest.mark.skipif(platform.machine() != "x86_64", reason="made with the numbers of x86-64")


@older
def test_c2_21_without_landlock_sockets_are_refused_all_the_same() -> None:
    found = run("command", "families", without="landlock")
    assert found["layers"]["console-landlock-tcp"] == [False, "this kernel has no Landlock"]
    assert set(found["got"].values()) == {"EACCES"}
    assert run("command", "require", without="landlock")["got"] == "passed"
    demanded = run("command", "require", "console-landlock-tcp", without="landlock")
    assert demanded["got"] == ConsoleNotConfined.code
    assert "console-landlock-tcp (this kernel has no Landlock)" in demanded["why"]


@older
def test_c2_21_without_seccomp_no_vault_is_opened() -> None:
    found = run("command", "require", without="seccomp")
    assert found["got"] == ConsoleNotConfined.code
    assert "console-sockets" in found["why"]


def test_a_process_that_never_began_is_asked_for_what_is_demanded_only() -> None:
    console.require(())
    with pytest.raises(ConsoleNotConfined, match="console-sockets"):
        console.require(("console-sockets",))


def test_a_second_call_gives_the_first_fence() -> None:
    code = (
        "from appliance.confinement.console import Use, give_up;"
        "assert give_up(Use.COMMAND) is give_up(Use.WINDOW)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env={**os.environ})
