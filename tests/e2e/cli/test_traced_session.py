"""A whole session as the kernel saw it: every socket, every program started, every write.

`strace` follows the console and all of its children. Attempts that were refused may be there (the
fences try themselves); nothing that went through may be.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.conftest import PASSPHRASE

COMMAND = Path(sys.executable).parent / "cofferdam"
SAMPLE = Path(__file__).parents[3] / "appliance" / "app" / "sample" / "documents"
CALLS = (
    "socket,socketpair,connect,bind,sendto,io_uring_setup,execve,execveat,"
    "open,openat,openat2,creat,mkdir,mkdirat,rename,renameat,renameat2,"
    "unlink,unlinkat,rmdir,link,linkat,symlink,symlinkat,truncate,mknod,mknodat,chmod,fchmodat"
)
LINE = re.compile(r"^\d+ +(?P<call>\w+)\((?P<arguments>.*)\) += (?P<result>-?\d+)")
WRITING = re.compile(r"O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_TMPFILE|O_APPEND")
CHANGING = {
    *(
        "creat",
        "mkdir",
        "mkdirat",
        "rename",
        "renameat",
        "renameat2",
        "unlink",
        "unlinkat",
        "rmdir",
    ),
    *(
        "link",
        "linkat",
        "symlink",
        "symlinkat",
        "truncate",
        "mknod",
        "mknodat",
        "chmod",
        "fchmodat",
    ),
}

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed"),
]


def done(trace: Path) -> list[tuple[str, str]]:
    """Calls that went through, with their arguments, also those that others interrupted."""
    waiting: dict[str, str] = {}
    found = []
    for line in trace.read_text("utf-8", "replace").splitlines():
        pid, _, rest = line.partition(" ")
        if rest.endswith("<unfinished ...>"):
            waiting[pid] = rest.removesuffix("<unfinished ...>").strip()
            continue
        if resumed := re.match(r" *<\.\.\. \w+ resumed>(.*)", rest):
            rest = waiting.pop(pid, "") + resumed[1]
        if (match := LINE.match(f"{pid} {rest.strip()}")) and int(match["result"]) >= 0:
            found.append((match["call"], match["arguments"]))
    return found


def paths(arguments: str) -> list[str]:
    return re.findall(r'"((?:[^"\\]|\\.)*)"', arguments)


def test_c2_24_no_socket_no_other_program_no_write_outside(tmp_path: Path) -> None:
    home, vault, temporary = (tmp_path / name for name in ("home", "vault", "temporary"))
    home.mkdir()
    temporary.mkdir()
    passphrase = tmp_path / "passphrase"
    passphrase.write_text(PASSPHRASE + "\n", "utf-8")
    environment = {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TMPDIR": str(temporary),
        "PYTHONDONTWRITEBYTECODE": "1",
        "COFFERDAM_VAULT": str(vault),
        "COFFERDAM_PASSPHRASE_FILE": str(passphrase),
    }
    documents = [str(path) for path in sorted(SAMPLE.iterdir())]
    session = (
        ("init",),
        ("case", "new", "Sample"),
        ("add", "Sample", *documents),
        ("search", "Sample", "rate of interest"),
        ("ask", "Sample", "What is the rate of interest?"),
        ("doctor",),
    )
    calls: list[tuple[str, str]] = []
    for number, arguments in enumerate(session):
        trace = tmp_path / f"trace-{number}"
        tracer = ["strace", "-f", "-qq", "-s", "4096", "-e", f"trace={CALLS}", "-o", str(trace)]
        ended = subprocess.run(
            [*tracer, str(COMMAND), *arguments],
            env=environment,
            cwd=home,
            capture_output=True,
            text=True,
            check=False,
        )
        assert ended.returncode == 0, f"{arguments}\n{ended.stdout}\n{ended.stderr}"
        text = trace.read_text("utf-8", "replace")
        assert "socket(AF_INET" in text, "the console did not try itself, so nothing was seen"
        calls += done(trace)
    assert [item for item in calls if item[0] == "socket"] == []
    assert {item[0] for item in calls} & {"connect", "bind", "io_uring_setup"} == set()
    pairs = [text for name, text in calls if name == "socketpair"]
    assert pairs
    assert all(text.startswith("AF_UNIX, ") for text in pairs)
    programs = {paths(text)[0] for name, text in calls if name.startswith("execve")}
    assert {Path(program).name for program in programs} <= {"cofferdam", Path(sys.executable).name}
    outside = []
    for name, text in calls:
        if name in CHANGING or (name.startswith("open") and WRITING.search(text)):
            for path in paths(text):
                place = path if path.startswith("/") else f"{vault}/{path}"
                allowed = (str(vault), str(home), str(temporary), "/dev/null", "/dev/tty")
                if not place.startswith(allowed):
                    outside.append(f"{name}({text})")
    assert outside == []
    assert list(temporary.iterdir()) == []
