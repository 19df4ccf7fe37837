from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import bootstrap
import build_engine
import pytest
import setup_packages
import setup_system
from setup_terminal import SetupFailed

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(bootstrap.__file__).parents[1]


class Recorder:
    """Stands in for every slow step and notes which were done."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.fail_at = ""

    def step(self, name: str) -> None:
        if name == self.fail_at:
            raise SetupFailed(name)
        self.done.append(name)

    def take(self) -> list[str]:
        done, self.done = self.done, []
        return done


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = tmp_path / "checkout"
    locks = root / "packaging" / "locks"
    locks.mkdir(parents=True)
    for name in ("run", "build", "prepare", "dev", "starters"):
        (locks / f"{name}.txt").write_text(f"# {name}\n")
    (locks / "engine-source.txt").write_text("engine==1 --hash=sha256:" + "0" * 64 + "\n")
    (root / "packaging" / "prepare_starters.py").write_text("")
    (root / "pyproject.toml").write_text("[project]\n")
    (root / "models" / "small").mkdir(parents=True)
    (root / "models" / "small" / "manifest.toml").write_text("")
    monkeypatch.setattr(bootstrap, "ROOT", root)
    monkeypatch.setattr(bootstrap, "LOCKS", locks)
    return root


@pytest.fixture
def recorder(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> Recorder:
    found = Recorder()
    environment = checkout / ".venv"
    share = environment / "share" / "cofferdam"

    def make_environment(folder: Path) -> None:
        found.step("environment")
        if folder.exists():
            shutil.rmtree(folder)
        folder.mkdir()

    def touching(name: str, result: Path) -> Callable[..., None]:
        def work(*_arguments: object, **_named: object) -> None:
            found.step(name)
            result.parent.mkdir(parents=True, exist_ok=True)
            result.write_text("")

        return work

    monkeypatch.setattr(setup_system, "ensure", lambda: None)
    monkeypatch.setattr(setup_packages, "make_environment", make_environment)
    monkeypatch.setattr(setup_packages, "install_lock", lambda _python, lock: found.step(lock.stem))
    monkeypatch.setattr(
        setup_packages, "install_project", lambda _python, _root: found.step("project")
    )
    library = share / "engine" / "cpu" / "libllama.so"
    monkeypatch.setattr(build_engine, "ensure", touching("engine", library))
    trust = share / "starter" / "trust" / "starters.toml"
    monkeypatch.setattr(setup_packages, "follow", touching("starters", trust))
    return found


def run(*, dev: bool = False) -> bool:
    return bootstrap.Setup(dev=dev, all_variants=False).run()


EVERYTHING = ["environment", "run", "build", "prepare", "project", "engine", "starters"]


def test_everything_is_done_once(recorder: Recorder) -> None:
    assert run()
    assert recorder.take() == EVERYTHING
    assert not run()
    assert recorder.take() == []


def test_tests_need_one_more_list_and_running_does_not_take_it_away(recorder: Recorder) -> None:
    run()
    recorder.take()
    assert run(dev=True)
    assert recorder.take() == ["dev"]
    assert not run()


@pytest.mark.parametrize(
    ("file", "steps"),
    [
        ("packaging/locks/run.txt", EVERYTHING),
        ("packaging/locks/dev.txt", [*EVERYTHING[:4], "dev", *EVERYTHING[4:]]),
        ("pyproject.toml", ["project"]),
        ("models/small/manifest.toml", ["starters"]),
        ("packaging/prepare_starters.py", ["starters"]),
    ],
)
def test_change_redoes_what_depends_on_it(
    recorder: Recorder, checkout: Path, file: str, steps: list[str]
) -> None:
    dev = file.endswith("dev.txt")
    run(dev=dev)
    recorder.take()
    (checkout / file).write_text("# changed\n")
    run(dev=dev)
    assert recorder.take() == steps


@pytest.mark.parametrize("step", ["run", "build", "prepare"])
def test_interrupted_installation_starts_over(recorder: Recorder, step: str) -> None:
    recorder.fail_at = step
    with pytest.raises(SetupFailed):
        run()
    recorder.take()
    recorder.fail_at = ""
    run()
    assert recorder.take() == EVERYTHING


@pytest.mark.parametrize("step", ["engine", "starters"])
def test_interrupted_later_step_is_done_again_alone(recorder: Recorder, step: str) -> None:
    recorder.fail_at = step
    with pytest.raises(SetupFailed):
        run()
    recorder.take()
    recorder.fail_at = ""
    run()
    assert recorder.take() == EVERYTHING[EVERYTHING.index(step) :]


def test_deleted_result_and_moved_checkout_are_noticed(
    recorder: Recorder, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    recorder.take()
    (checkout / ".venv" / "share" / "cofferdam" / "engine" / "cpu" / "libllama.so").unlink()
    run()
    assert recorder.take() == ["engine"]
    moved = checkout.with_name("moved")
    checkout.rename(moved)
    monkeypatch.setattr(bootstrap, "ROOT", moved)
    monkeypatch.setattr(bootstrap, "LOCKS", moved / "packaging" / "locks")
    run()
    assert recorder.take()[0] == "environment"


def test_unreadable_state_counts_as_nothing_done(recorder: Recorder, checkout: Path) -> None:
    run()
    recorder.take()
    (checkout / ".venv" / "cofferdam-setup.json").write_text("[")
    run()
    assert recorder.take() == EVERYTHING


def test_failure_is_a_message_and_not_a_traceback(
    recorder: Recorder, capsys: pytest.CaptureFixture[str]
) -> None:
    recorder.fail_at = "engine"
    assert bootstrap.main([]) == 1
    assert capsys.readouterr().err == "\nengine\n"


def test_old_python_is_told_so() -> None:
    """The message must come before anything that an old Python cannot read or lacks."""
    source = (ROOT / "packaging" / "bootstrap.py").read_text(encoding="utf-8")
    before = source[: source.index("import argparse")]
    code = before.replace("if sys.version_info < (3, 11)", "if sys.version_info < (99,)")
    assert code != before
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "needs Python 3.11" in done.stderr


def test_locks_leave_out_what_must_not_be_installed() -> None:
    for lock in (ROOT / "packaging" / "locks").glob("*.txt"):
        text = lock.read_text(encoding="utf-8").lower()
        names = set(re.findall(r"^([a-z0-9._-]+)==", text, re.MULTILINE))
        assert not names & {"diskcache", "huggingface-hub", "torch", "pyside6-addons", "requests"}
        assert names, lock
        assert "://" not in text.replace("https://pypi.org", ""), f"an address in {lock.name}"
        for entry in re.split(r"\n(?=[a-z0-9])", text):
            if "==" in entry.split("\n", 1)[0]:
                assert "--hash=sha256:" in entry, entry
