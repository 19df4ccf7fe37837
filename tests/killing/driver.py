"""Runs one workflow again and again on copies of a vault, and lets each run meet its end.

Started under the watched disk (`disk.start`); every run is a process of its own, forked from this
one. Two ends: killed at a random change, in the middle of a write or at a random time; or a disk
that is full from the n-th change on. Prints one JSON object.

    python -m tests.killing.driver FOLDER FLOW kill|full POINTS SEED
"""

from __future__ import annotations

import errno
import json
import mmap
import os
import random
import shutil
import signal
import sys
import time
import traceback
from collections import Counter
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from appliance.crypto import kdf

# Before anything takes its own name for it: a changed passphrase would cost half a second to try.
FAST = kdf.KdfParams(memory_kib=8 * 1024, iterations=1, lanes=1)
kdf.calibrate = lambda target_s=0.5: FAST

from appliance.errors import (  # noqa: E402
    ApplianceError,
    DiskFailed,
    DiskFull,
    FolderReadOnly,
    VaultDamaged,
)
from tests.killing.flows import MARKER, Flow, Place, flows, make_base, put_papers  # noqa: E402
from tests.killing.papers import Papers  # noqa: E402
from tests.killing.reviews import Reviews  # noqa: E402
from tests.powercut.disk import Disk  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Callable

# With its other letters, as the disk would hold it in clear.
_NEEDLES = (MARKER.encode(), MARKER.encode("utf-16-le"))


class Shared:
    """Two numbers that outlive the process that wrote them: acknowledgements, and changes."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, 16)

    def acknowledge(self) -> None:
        self._memory[0] += 1

    @property
    def acknowledged(self) -> int:
        return self._memory[0]

    def tell(self, changes: int) -> None:
        self._memory[8:16] = changes.to_bytes(8, "little")

    @property
    def changes(self) -> int:
        return int.from_bytes(self._memory[8:16], "little")


def in_child(work: Callable[[], None], *, kill_after_s: float | None = None) -> str:
    """Run in a fork: "" if it ended well, "killed", or what went wrong."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        os.close(reading)
        told = b""
        try:
            work()
        except ApplianceError as error:
            told = f"{error.code} {error}".encode()
        except BaseException:
            told = traceback.format_exc().encode()
        os.write(writing, told[-4000:])
        os._exit(0)
    os.close(writing)
    if kill_after_s is not None:
        time.sleep(kill_after_s)
        os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    with os.fdopen(reading, "rb") as pipe:
        told = pipe.read()
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        return "killed" if number == signal.SIGKILL else f"died of signal {number}"
    return told.decode("utf-8", "replace")


class Runs:
    """Copies of one prepared vault."""

    def __init__(self, folder: Path, flow: Flow) -> None:
        self._folder, self._flow = folder, flow
        self._papers = folder / "papers"
        put_papers(self._papers)
        base = self._place("base")
        trouble = in_child(partial(make_base, base, FAST)) or in_child(partial(flow.prepare, base))
        assert not trouble, trouble

    def _place(self, name: str) -> Place:
        """A vault and what the computer remembers of it, side by side, for every child from now."""
        os.environ["XDG_STATE_HOME"] = str(self._folder / name / "state")
        return Place(self._folder / name / "vault", self._papers)

    def fresh(self) -> Place:
        """A copy of the base to work on; weights, which never change, are shared."""
        shutil.rmtree(self._folder / "run", ignore_errors=True)
        shutil.copytree(self._folder / "base", self._folder / "run", copy_function=_copy)
        return self._place("run")

    def measure(self) -> tuple[int, float]:
        """Changes and seconds of a run that is left alone."""
        shared, place = Shared(), self.fresh()
        began_s = time.monotonic()
        trouble = in_child(partial(self._alone, place, shared))
        took_s = time.monotonic() - began_s
        assert not trouble, trouble
        assert shared.acknowledged == self._flow.steps
        trouble = in_child(partial(self._flow.check, place, self._flow.steps))
        assert not trouble, trouble
        return shared.changes, took_s

    def _alone(self, place: Place, shared: Shared) -> None:
        disk = Disk()
        disk.begin(place.vault.parent)
        self._flow.run(place, shared.acknowledge)
        shared.tell(disk.changes)

    def killed(self, number: int, chance: random.Random, changes: int, took_s: float) -> str:
        """One kill; what did not hold afterwards, or ""."""
        place, shared = self.fresh(), Shared()
        at = chance.randint(1, changes)

        def work() -> None:
            disk = Disk()
            disk.begin(place.vault.parent)
            if number % 3:
                disk.kill_at(at, in_the_middle=number % 3 == 1)
            self._flow.run(place, shared.acknowledge)

        after_s = None if number % 3 else chance.uniform(0, took_s)
        ended = in_child(work, kill_after_s=after_s)
        if ended not in ("", "killed"):
            return f"before the kill: {ended}"
        where = f"after {after_s:.3f} s" if after_s is not None else f"at change {at} of {changes}"
        trouble = self._afterwards(place, shared)
        return trouble and f"killed {where}, {shared.acknowledged} acknowledged: {trouble}"

    def _afterwards(self, place: Place, shared: Shared) -> str:
        trouble = in_child(partial(self._flow.check, place, shared.acknowledged))
        trouble = trouble or clear_text(self._folder, self._papers)
        # And the work can be done again, to its end.
        trouble = trouble or in_child(partial(self._flow.run, place, shared.acknowledge))
        return trouble or in_child(partial(self._flow.check, place, self._flow.steps))

    def full(self, number: int, told: Counter[str], *, once: bool) -> str:
        """One run on a disk that is full at a change; what did not hold, or "".

        With `once` only that change fails, as a sync can that finds out late; then there is room
        again when SQLite's error is looked into, so the cause is told only roughly.
        """
        place, shared = self.fresh(), Shared()
        endings = mmap.mmap(-1, 16)

        def work() -> None:
            disk = Disk()
            disk.begin(place.vault.parent)
            if once:
                disk.fail_once(number, errno.ENOSPC)
            else:
                disk.full_at(number)
            try:
                self._flow.run(place, shared.acknowledge)
            except ApplianceError as error:
                endings[0:4] = error.code.encode()
            disk.full_at(0)
            disk.fail_once(0, errno.ENOSPC)
            self._flow.check(place, shared.acknowledged)
            self._flow.run(place, shared.acknowledge)

        trouble = in_child(work) or in_child(partial(self._flow.check, place, self._flow.steps))
        code = endings[0:4].strip(b"\0").decode()
        told[code or "none"] += 1
        late = {DiskFailed.code, FolderReadOnly.code, VaultDamaged.code}
        allowed = {"", DiskFull.code} | (late if once else set())
        if not trouble and code not in allowed:
            trouble = f"called {code}"
        return trouble and f"full at change {number}{' once' if once else ''}: {trouble}"


def _copy(source: str, target: str) -> None:
    if source.endswith(".sealed"):
        os.link(source, target)
    else:
        shutil.copy2(source, target)


def clear_text(root: Path, papers: Path) -> str:
    """Where the marker lies in clear below `root` or in a place of temporary files, or ""."""
    temporary = Path(os.environ["TMPDIR"])
    for folder in {root, temporary, Path(os.environ["HOME"])}:
        for path in folder.rglob("*"):
            if papers in path.parents or path.suffix == ".sealed" or not path.is_file():
                continue
            content = path.read_bytes()
            if any(needle in content for needle in _NEEDLES):
                return f"clear text in {path}"
    return ""


def main() -> None:
    """One flow; one JSON object."""
    folder, name, end, points, seed = sys.argv[1:]
    flow = ({one.name: one for one in (Papers(), Reviews())} | flows(FAST))[name]
    chance = random.Random(f"{seed} {name} {end}")  # noqa: S311 - repeatable on purpose
    runs = Runs(Path(folder), flow)
    changes, took_s = runs.measure()
    found: dict[str, Any] = {"flow": name, "end": end, "changes": changes, "took_s": took_s}
    trouble: list[str] = []
    if end == "kill":
        for number in range(int(points)):
            trouble.append(runs.killed(number, chance, changes, took_s))
        found["points"] = int(points)
    else:
        every = [(number, once) for number in range(1, changes + 1) for once in (False, True)]
        chosen = sorted(chance.sample(every, min(int(points), len(every))))
        told: Counter[str] = Counter()
        trouble = [runs.full(number, told, once=once) for number, once in chosen]
        found |= {"points": len(chosen), "codes": dict(told)}
    found["trouble"] = [line for line in trouble if line]
    sys.stdout.write(json.dumps(found))


if __name__ == "__main__":
    main()
