from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from appliance import children
from appliance.children import Child, ChildSpec, child, sealed_memory, spawning
from appliance.confinement.hello import PROTOCOL_VERSION, Hello
from appliance.confinement.layers import LAYERS, Layer
from appliance.confinement.report import ConfinementReport
from appliance.errors import ChildTimeout, ModelStopped, NotConfined, ProtocolBroken
from appliance.frames import MAX_FRAME_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

PROGRAMS = Path(__file__).parent / "programs"
GUARD_S = 60.0
HELD = [Layer(name, enforced=True) for name in LAYERS]


@pytest.fixture(autouse=True)
def programs_of_this_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    def command_line(spec: ChildSpec) -> list[str]:
        return [sys.executable, "-I", "-X", "utf8", str(PROGRAMS / spec.module)]

    monkeypatch.setattr(spawning, "command_line", command_line)


@pytest.fixture
def start() -> Iterator[Callable[..., Child]]:
    started: list[Child] = []

    def make(program: str = "obedient.py", **options: object) -> Child:
        fds = options.pop("fds", ())
        spec = ChildSpec("parser", program, options.pop("address_space_bytes", None), **options)  # type: ignore[arg-type]
        one = Child.start(spec, fds=fds)  # type: ignore[arg-type]
        started.append(one)
        return one

    yield make
    for one in started:
        one.stop(grace_s=0)


def put(data: bytes) -> Callable[[int], None]:
    def write(descriptor: int) -> None:
        assert os.write(descriptor, data) == len(data)

    return write


def gone(pid: int, within_s: float) -> bool:
    """True if the process ended (a zombie has ended too)."""
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


class TestService:
    def test_frames_go_there_and_back(self, start: Callable[..., Child]) -> None:
        one = start()
        for size_bytes in (1, 70_000, 5_000_000):
            body = os.urandom(size_bytes)
            one.send(b"echo " + body)
            assert one.receive(GUARD_S) == body

    def test_it_is_found_while_it_runs(self, start: Callable[..., Child]) -> None:
        one = start()
        before = (one in children.running(), one.alive, one.memory_bytes() > 1024**2)
        one.stop()
        after = (one in children.running(), one.alive, one.memory_bytes() > 0)
        assert before == (True, True, True)
        assert after == (False, False, False)

    def test_only_the_listed_descriptors_are_inherited(self, start: Callable[..., Child]) -> None:
        with open("/etc/passwd", "rb") as other:  # noqa: PTH123 - a descriptor is the point
            os.set_inheritable(other.fileno(), True)
            shared = sealed_memory("test", put(b"text"))
            one = start(fds=(shared,))
            os.close(shared)
        one.send(b"descriptors")
        found = msgspec.msgpack.decode(one.receive(GUARD_S), type=list[int])
        assert len(found) == 6  # three standard ones, two channels, and the shared file

    def test_a_memory_file_is_read_after_the_lock_down(self, start: Callable[..., Child]) -> None:
        body = os.urandom(300_000)
        shared = sealed_memory("test", put(body))
        one = start(fds=(shared,))
        os.close(shared)
        one.send(b"read 0")
        assert one.receive(GUARD_S) == body

    def test_files_arrive_in_order(self, start: Callable[..., Child]) -> None:
        shared = [sealed_memory("test", put(text)) for text in (b"one", b"two", b"three")]
        one = start(fds=tuple(shared))
        for number, text in ((2, b"three"), (0, b"one"), (1, b"two")):
            os.close(shared[number])
            one.send(f"read {number}".encode())
            assert one.receive(GUARD_S) == text

    def test_nothing_can_be_taken_before_it_closed_its_memory(self) -> None:
        """Until then any program of the same user may open what it holds."""
        spec = ChildSpec("parser", "stranger.py", None, options=("say=", "first=no", "then=stay"))
        process, source, sink = spawning.launch(spec, 1)
        try:
            held = Path(f"/proc/{process.pid}/fd")
            until_s = time.monotonic() + GUARD_S
            while b"stranger" not in Path(f"/proc/{process.pid}/cmdline").read_bytes():
                assert time.monotonic() < until_s
            for entry in held.iterdir():
                try:
                    if Path(entry.readlink()).exists():  # Python reading its modules
                        continue
                except OSError:  # it is closed by now
                    continue
                with pytest.raises(OSError, match="No such device or address"):
                    os.close(os.open(entry, os.O_RDONLY))
        finally:
            process.kill()
            process.wait()
            os.close(source)
            os.close(sink)

    def test_files_wait_for_the_word_that_memory_is_closed(self) -> None:
        shared = sealed_memory("test", put(b"weights"))
        spec = ChildSpec("parser", "stranger.py", None, options=("say=00000001c0", "first=no"))
        try:
            with pytest.raises(ProtocolBroken, match="memory is closed"):
                Child.start(spec, fds=(shared,))
        finally:
            os.close(shared)

    def test_nothing_of_our_environment_is_passed_on(
        self, start: Callable[..., Child], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in (
            "LD_PRELOAD_TEST",
            "PYTHONPATH",
            "OMP_NUM_THREADS",
            "COFFERDAM_PASSPHRASE_FILE",
        ):
            monkeypatch.setenv(name, "planted")
        one = start()
        one.send(b"environment")
        found = msgspec.msgpack.decode(one.receive(GUARD_S), type=dict[str, str])
        assert "planted" not in found.values()
        assert found["GGML_NO_BACKTRACE"] == found["ORT_DISABLE_TELEMETRY"] == "1"

    def test_its_working_folder_is_empty_and_so_is_its_root(
        self, start: Callable[..., Child]
    ) -> None:
        one = start()
        assert one.confinement.enforces("empty-folder")
        if os.geteuid() == 0:  # nobody else may look
            assert list(Path(f"/proc/{one.pid}/cwd/").iterdir()) == []
            root = list(Path(f"/proc/{one.pid}/root/").iterdir())
            assert (root == []) is one.confinement.enforces("empty-root")

    def test_it_has_its_own_process_group(self, start: Callable[..., Child]) -> None:
        one = start()
        assert os.getpgid(one.pid) == one.pid != os.getpgid(0)

    def test_threads_still_work(self, start: Callable[..., Child]) -> None:
        one = start()
        one.send(b"thread")
        assert one.receive(GUARD_S) == b"ran"

    def test_it_notices_waiting_messages(self, start: Callable[..., Child]) -> None:
        one = start()
        one.send(b"waiting")
        assert one.receive(GUARD_S) == b"no"
        one.send(b"sleep 0.3")
        one.send(b"waiting")
        one.send(b"echo x")
        assert one.receive(GUARD_S) == b"awake"
        assert one.receive(GUARD_S) == b"yes"

    def test_what_it_prints_is_cleaned_and_only_logged(
        self, start: Callable[..., Child], caplog: pytest.LogCaptureFixture
    ) -> None:
        caplog.set_level(logging.DEBUG, "appliance.children")
        one = start()
        one.send("say forged\x1b[2J\rline\u202e\n".encode())
        assert one.receive(GUARD_S) == b"said"
        one.stop()
        until_s = time.monotonic() + GUARD_S
        while len(caplog.messages) < 2 and time.monotonic() < until_s:
            time.sleep(0.01)
        assert caplog.messages == ["parser: forged\ufffd[2J\ufffdline\ufffd", "parser: error line"]

    def test_it_outlives_the_thread_that_asked_for_it(self, start: Callable[..., Child]) -> None:
        made: list[Child] = []
        thread = threading.Thread(target=lambda: made.append(start()))
        thread.start()
        thread.join()
        time.sleep(0.2)
        made[0].send(b"echo here")
        assert made[0].receive(GUARD_S) == b"here"


class TestFence:
    def test_every_attempt_is_refused(self, start: Callable[..., Child]) -> None:
        one = start()
        assert one.confinement.holds
        assert one.confinement.allowed == []
        assert len(one.confinement.refused) == 23
        one.send(b"probe")
        refused, allowed = msgspec.msgpack.decode(
            one.receive(GUARD_S), type=tuple[list[str], list[str]]
        )
        assert refused == one.confinement.refused
        assert allowed == []

    def test_the_kernel_says_the_same(self, start: Callable[..., Child]) -> None:
        lines = Path(f"/proc/{start().pid}/status").read_text("ascii").splitlines()
        found = dict(line.split(":\t", 1) for line in lines if ":\t" in line)
        assert (found["NoNewPrivs"], found["Seccomp"]) == ("1", "2")

    @pytest.mark.parametrize(
        "layer",
        [
            "no-new-privileges",
            "closed-memory",
            "fixed-code",
            "landlock",
            "no-landlock-in-kernel",
            "seccomp",
            "single-thread",
        ],
    )
    def test_a_child_with_a_layer_left_out_does_not_serve(
        self, start: Callable[..., Child], layer: str
    ) -> None:
        before = children.running()
        with pytest.raises(NotConfined) as caught:
            start("careless.py", options=(f"skip={layer}",))
        assert "missing protection" in caught.value.message
        assert children.running() == before

    def test_callbacks_work_and_their_code_is_fixed(self, start: Callable[..., Child]) -> None:
        one = start("callback.py")
        one.send(b"sort")
        assert one.receive(GUARD_S) == bytes([1, 2, 3])
        with Path(f"/proc/{one.pid}/maps").open("rb") as maps:
            rights = {line.split()[1] for line in maps}
        assert b"r-xp" in rights
        assert not [right for right in rights if b"w" in right and b"x" in right]
        one.send(b"overwrite")
        with pytest.raises(ModelStopped, match="it crashed"):
            one.receive(GUARD_S)

    def test_memory_has_a_limit(self, start: Callable[..., Child]) -> None:
        one = start(address_space_bytes=1024**3)
        one.send(b"allocate 2000000000")
        assert one.receive(GUARD_S) == b"refused"

    def test_processor_time_has_a_limit(self, start: Callable[..., Child]) -> None:
        one = start(cpu_s=1)
        one.send(b"spin")
        with pytest.raises(ModelStopped, match="used up its processor time"):
            one.receive(GUARD_S)

    def test_a_call_in_no_list_is_deadly(self, start: Callable[..., Child]) -> None:
        one = start()
        one.send(b"forbidden")
        with pytest.raises(ModelStopped, match="tried something that it may not do"):
            one.receive(GUARD_S)


class TestEndings:
    @pytest.mark.parametrize(
        ("order", "why"),
        [
            (b"crash", "it crashed"),
            (b"abort", "found an inconsistency"),
            (b"leave", "ended by itself"),
        ],
    )
    def test_how_it_ended_is_said_in_words(
        self, start: Callable[..., Child], order: bytes, why: str
    ) -> None:
        one = start()
        one.send(order)
        with pytest.raises(ModelStopped, match=why):
            one.receive(GUARD_S)
        with pytest.raises(ModelStopped):
            one.receive(GUARD_S)
        with pytest.raises(ModelStopped):
            one.send(b"echo x")

    def test_killed_from_outside_while_we_wait(self, start: Callable[..., Child]) -> None:
        one = start()
        one.send(b"sleep 600")
        threading.Timer(0.1, one.kill).start()
        with pytest.raises(ModelStopped, match="ended from outside"):
            one.receive(None)

    def test_a_stopped_child_is_given_up(self, start: Callable[..., Child]) -> None:
        one = start()
        os.kill(one.pid, signal.SIGSTOP)
        one.send(b"echo x")
        with pytest.raises(ChildTimeout):
            one.receive(0.2)
        assert gone(one.pid, 5)

    def test_a_child_that_never_reads_is_given_up(
        self, start: Callable[..., Child], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(child, "SEND_TIMEOUT_S", 0.2)
        one = start()
        one.send(b"sleep 600")
        with pytest.raises(ChildTimeout):
            one.send(b"echo " + bytes(1_000_000))

    @pytest.mark.parametrize("header", ["00000000", "ffffffff", f"{MAX_FRAME_BYTES + 1:08x}"])
    def test_a_frame_of_an_impossible_size_ends_it(
        self, start: Callable[..., Child], header: str
    ) -> None:
        one = start()
        one.send(b"raw " + header.encode())
        with pytest.raises(ProtocolBroken):
            one.receive(GUARD_S)
        assert gone(one.pid, 5)

    def test_a_frame_above_what_its_kind_needs_ends_it(self, start: Callable[..., Child]) -> None:
        one = start(frame_bytes=1000)
        one.send(b"echo " + bytes(1000))
        assert one.receive(GUARD_S) == bytes(1000)
        one.send(b"echo " + bytes(1001))
        with pytest.raises(ProtocolBroken, match="limit 1000"):
            one.receive(GUARD_S)
        assert gone(one.pid, 5)

    def test_half_a_frame_is_given_up(self, start: Callable[..., Child]) -> None:
        one = start()
        one.send(b"raw 000000ff4142")
        with pytest.raises(ChildTimeout):
            one.receive(0.2)

    def test_stop_asks_first(self, start: Callable[..., Child]) -> None:
        one = start()
        one.stop(grace_s=GUARD_S)
        assert one._process.returncode == 0
        one.stop()

    def test_stop_kills_what_does_not_listen(self, start: Callable[..., Child]) -> None:
        one = start()
        one.send(b"spin")
        one.stop(grace_s=0.05)
        assert one._process.returncode == -signal.SIGKILL
        with pytest.raises(ModelStopped):
            one.send(b"echo x")

    def test_stop_all_ends_everyone(self, start: Callable[..., Child]) -> None:
        ours = [start(), start()]
        children.stop_all()
        assert all(gone(one.pid, 5) for one in ours)

    @pytest.mark.parametrize("state", ["idle", "busy"])
    def test_no_child_outlives_a_killed_parent(self, state: str) -> None:
        command = [sys.executable, str(PROGRAMS / "parent.py"), state]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as parent:
            assert parent.stdout is not None
            pid = int(parent.stdout.readline())
            parent.kill()
        assert gone(pid, 1)


def no_utf8() -> str:
    """A hello whose kind is not text."""
    report = ConfinementReport(7, ["TCP"], [], [], HELD)
    body = msgspec.msgpack.encode(Hello(PROTOCOL_VERSION, "XYZ", report))
    return f"{len(body):08x}{body.replace(b'XYZ', bytes([255, 254, 253])).hex()}"


class TestStrangers:
    @pytest.mark.parametrize(
        "said", ["00000003414243", "00000001c0", "ffffffffffff", "00", no_utf8()]
    )
    def test_a_hello_that_is_none(self, start: Callable[..., Child], said: str) -> None:
        with pytest.raises((ProtocolBroken, ModelStopped)):
            start("stranger.py", options=(f"say={said}",))

    @pytest.mark.parametrize(
        ("version", "kind"), [(PROTOCOL_VERSION + 1, "parser"), (PROTOCOL_VERSION, "language")]
    )
    def test_a_hello_of_another_program(
        self, start: Callable[..., Child], version: int, kind: str
    ) -> None:
        report = ConfinementReport(7, ["TCP"], [], [], HELD)
        body = msgspec.msgpack.encode(Hello(version, kind, report))
        with pytest.raises(ProtocolBroken):
            start("stranger.py", options=(f"say={len(body):08x}{body.hex()}", "then=stay"))

    def test_no_hello_at_all(self) -> None:
        spec = ChildSpec("parser", "stranger.py", None, options=("say=", "then=stay"))
        with pytest.raises(ChildTimeout):
            Child.start(spec, hello_timeout_s=0.5)


class TestSealedMemory:
    def test_nobody_can_change_it(self) -> None:
        descriptor = sealed_memory("test", put(b"weights"))
        try:
            assert os.pread(descriptor, 100, 0) == b"weights"
            for attempt in (
                lambda: os.write(descriptor, b"x"),
                lambda: os.ftruncate(descriptor, 0),
                lambda: os.ftruncate(descriptor, 100),
            ):
                with pytest.raises(PermissionError):
                    attempt()
        finally:
            os.close(descriptor)

    def test_a_failure_leaves_nothing(self) -> None:
        before = len(list(Path("/proc/self/fd").iterdir()))

        def fail(_: int) -> None:
            raise ProtocolBroken(kind="test")

        with pytest.raises(ProtocolBroken):
            sealed_memory("test", fail)
        assert len(list(Path("/proc/self/fd").iterdir())) == before
