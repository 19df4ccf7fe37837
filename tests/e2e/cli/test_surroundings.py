"""What is planted around the program is not run, and a killed console leaves nothing behind."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

COMMAND = Path(sys.executable).parent / "cofferdam"
PROGRAMS = Path(__file__).parents[1] / "programs"
GUARD_S = 120
PRELOADED = r"""
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
__attribute__((constructor)) static void act(void) {
    FILE *out = fopen(MARKER, "a");
    if (out) { fprintf(out, "%d\n", (int)getpid()); fclose(out); }
}
"""


def environment(home: Path, **planted: str) -> dict[str, str]:
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TMPDIR": str(home),
        **planted,
    }


def doctor(home: Path, **planted: str) -> tuple[int, dict[str, object]]:
    """Its process number, and its report; it starts a child of each kind."""
    with subprocess.Popen(
        [str(COMMAND), "doctor", "--json"],
        env=environment(home, **planted),
        cwd=home,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as one:
        out, complaints = one.communicate(timeout=GUARD_S)
    assert one.returncode == 0, out + complaints
    report = json.loads(out)
    kinds = [fence["name"] for fence in report["fences"]]
    assert len(kinds) == 12
    return one.pid, report


def test_c2_45_planted_modules_are_not_imported(tmp_path: Path) -> None:
    """In the path for modules and in the working folder, under names that we and children use."""
    marker = tmp_path / "ran"
    ours = ("click", "msgspec", "numpy", "onnxruntime", "llama_cpp", "pypdfium2", "platformdirs")
    for name in ours:
        (tmp_path / f"{name}.py").write_text(f"open({str(marker)!r}, 'a').write({name!r})\n")
    planted = {name: str(tmp_path) for name in ("PYTHONPATH", "PYTHONUSERBASE", "LD_LIBRARY_PATH")}
    doctor(tmp_path, **planted, PYTHONSTARTUP=str(tmp_path / "click.py"))
    doctor(tmp_path)
    assert not marker.exists()


@pytest.mark.skipif(shutil.which("cc") is None, reason="no compiler to make a library with")
def test_c2_45_a_preloaded_library_reaches_no_child(tmp_path: Path) -> None:
    """Its turn comes before our first line; after the new start, and in children, it is gone."""
    marker, source, library = (tmp_path / name for name in ("ran", "act.c", "act.so"))
    source.write_text(PRELOADED)
    compiler = ["cc", "-shared", "-fPIC", f'-DMARKER="{marker}"', "-o", str(library), str(source)]
    subprocess.run(compiler, check=True)
    shutil.copy(library, tmp_path / "libllama.so")
    shutil.copy(library, tmp_path / "libgomp.so.1")
    planted = {"LD_PRELOAD": str(library), "LD_LIBRARY_PATH": f":{tmp_path}"}
    pid, report = doctor(tmp_path, **planted)
    assert marker.read_text().split() == [str(pid)]
    for fence in report["fences"]:  # type: ignore[attr-defined]
        assert not [item for item in fence["libraries"] if item["path"].startswith(str(tmp_path))]


def test_c2_45_variables_that_steer_libraries_reach_no_child(tmp_path: Path) -> None:
    planted = {
        "OMP_NUM_THREADS": "64",
        "ORT_DISABLE_TELEMETRY": "0",
        "GGML_NO_BACKTRACE": "0",
        "GGML_BACKEND_PATH": str(tmp_path / "evil.so"),
        "OPENBLAS_NUM_THREADS": "8",
        "LLAMA_CPP_LIB_PATH": str(tmp_path),
        "GLIBC_TUNABLES": "glibc.malloc.check=3",
        "PYTHONBREAKPOINT": "os.abort",
    }
    _, report = doctor(tmp_path, **planted)
    for fence in report["fences"][1:]:  # type: ignore[index]
        layers = {layer["name"]: layer for layer in fence["layers"]}
        assert layers["clean-environment"]["enforced"], layers["clean-environment"]
        assert layers["single-thread"]["enforced"]


def test_c2_45_qt_is_not_steered() -> None:
    """Qt asks the C library for these, so taking them out of Python's own table would not do."""
    code = (
        "from appliance.hygiene import start_clean; start_clean('none');"
        "from PySide6.QtCore import QProcessEnvironment, QCoreApplication;"
        "names = ('QT_PLUGIN_PATH', 'QT_QPA_PLATFORM_PLUGIN_PATH', 'QML2_IMPORT_PATH');"
        "QCoreApplication([]);"
        "held = QProcessEnvironment.systemEnvironment();"
        "assert not any(held.contains(name) for name in names);"
        "assert not [place for place in QCoreApplication.libraryPaths() if 'evil' in place]"
    )
    planted = {
        name: "/tmp/evil"  # noqa: S108 - it need not be there
        for name in ("QT_PLUGIN_PATH", "QT_QPA_PLATFORM_PLUGIN_PATH", "QML2_IMPORT_PATH")
    }
    subprocess.run([sys.executable, "-c", code], env={**os.environ, **planted}, check=True)


def test_c2_22_a_killed_console_leaves_no_child_after_a_second(tmp_path: Path) -> None:
    command = [sys.executable, str(PROGRAMS / "many_children.py")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment(tmp_path)) as console:
        assert console.stdout is not None
        pids = json.loads(console.stdout.readline())
        there = [pid for pid in pids if Path(f"/proc/{pid}").exists()]
        console.kill()  # before anything is judged: the block waits for its end
    assert len(pids) == 12
    assert there == pids
    time.sleep(1)
    assert [pid for pid in pids if alive(pid)] == []


def alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text("ascii").rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
