"""Sets Cofferdam up from a clean checkout: `python3 packaging/bootstrap.py [--dev]`.

Needs nothing but Python 3.11. Each step is skipped when what it depends on has not changed, so a
second run takes a fraction of a second and touches no network; a step that was interrupted is done
again from the start. Steps: system packages, the virtual environment from hash-locked lists, this
project in place, the engine (build_engine.py), the starter models (prepare_starters.py).
"""

from __future__ import annotations

import sys

if sys.version_info < (3, 11):  # noqa: UP036  this is where an older one finds out
    sys.exit(
        f"Cofferdam needs Python 3.11 or newer; this is {sys.version.split()[0]}.\n"
        "On Debian 12: apt-get install python3 python3-venv\n"
        "If a newer Python has another name here: make PYTHON=python3.12"
    )

import argparse
import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import build_engine
import setup_packages as packages
import setup_system as system
from setup_cache import cache_folder, content_key, key_of, only_one
from setup_terminal import SetupFailed, say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ROOT / "packaging" / "locks"
RUN_LOCKS = ("run", "build", "prepare")


class State:
    """What was done in an environment, kept inside it: step → key of all it depends on."""

    def __init__(self, environment: Path) -> None:
        self._file = environment / "cofferdam-setup.json"
        self._done: dict[str, str] = {}
        try:
            loaded = json.loads(self._file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return
        if isinstance(loaded, dict):
            self._done = {str(step): str(key) for step, key in loaded.items()}

    def is_done(self, step: str, key: str) -> bool:
        """True if the step was finished with the same key."""
        return self._done.get(step) == key

    def was_done_otherwise(self, step: str, key: str) -> bool:
        """True if the step was finished or begun, but not with this key."""
        return step in self._done and self._done[step] != key

    def begin(self, step: str) -> None:
        """Note that the step is under way: if we die now, it does not count as done."""
        self._write(step, "under way")

    def finish(self, step: str, key: str) -> None:
        """Note that the step is done."""
        self._write(step, key)

    def forget(self) -> None:
        """Nothing is done: the environment was made anew."""
        self._done = {}

    def _write(self, step: str, key: str) -> None:
        self._done[step] = key
        new = self._file.with_suffix(".new")
        new.write_text(json.dumps(self._done, indent=1), encoding="utf-8")
        new.replace(self._file)


class Setup:
    """One run of the set-up over one checkout."""

    def __init__(self, *, dev: bool, all_variants: bool) -> None:
        self._environment = ROOT / ".venv"
        self._locks = (*RUN_LOCKS, "dev") if dev else RUN_LOCKS
        self._cache = cache_folder(ROOT / "build" / "cache")
        self._engine = build_engine.Engine(ROOT, self._environment, self._cache, all_variants)
        self._state = State(self._environment)

    def run(self) -> bool:
        """Do what is not done yet; True if there was anything. Raises: SetupFailed."""
        system.ensure()
        if not self._pending():
            return False
        with only_one(self._cache):
            self._state = State(self._environment)  # the one we waited for may have done it
            self._start_over_if_needed()
            for step, key, work in self._steps():
                if not self._is_done(step, key):
                    self._state.begin(step)
                    work()
                    self._state.finish(step, key)
        return True

    def _steps(self) -> list[tuple[str, str, Callable[[], None]]]:
        python = self._engine.python
        steps: list[tuple[str, str, Callable[[], None]]] = []
        for name in self._locks:
            lock = LOCKS / f"{name}.txt"
            steps.append((name, content_key(lock), _installer(python, lock)))
        project = key_of({"project": content_key(ROOT / "pyproject.toml")})
        steps.append(
            ("project", project, lambda: packages.install_project(python, ROOT)),
        )
        steps.append(("engine", self._engine.key(), lambda: build_engine.ensure(self._engine)))
        models = [path for path in (ROOT / "models").iterdir() if path.is_dir()]
        script = ROOT / "packaging" / "prepare_starters.py"
        starters = content_key(*sorted(models), script, LOCKS / "starters.txt")
        steps.append(("starters", starters, self._prepare_starters))
        return steps

    def _is_done(self, step: str, key: str) -> bool:
        """Done with this key, and its result has not been deleted since."""
        share = self._environment / "share" / "cofferdam"
        results = {
            "engine": self._engine.folder / "libllama.so",
            "starters": share / "starter" / "trust" / "starters.toml",
        }
        return self._state.is_done(step, key) and results.get(step, self._environment).exists()

    def _pending(self) -> bool:
        foundation = self._state.is_done("environment", self._environment_key())
        return not (foundation and all(self._is_done(step, key) for step, key, _ in self._steps()))

    def _environment_key(self) -> str:
        """A virtual environment works only where it was made, with the Python it was made with."""
        return key_of({"folder": str(self._environment), "python": sys.version})

    def _start_over_if_needed(self) -> None:
        """Make the environment anew if it is absent, moved, half-made, or from another lock."""
        wanted = {name: content_key(LOCKS / f"{name}.txt") for name in (*RUN_LOCKS, "dev")}
        stale = any(self._state.was_done_otherwise(name, key) for name, key in wanted.items())
        key = self._environment_key()
        if self._state.is_done("environment", key) and not stale:
            return
        packages.make_environment(self._environment)
        self._state.forget()
        self._state.finish("environment", key)

    def _prepare_starters(self) -> None:
        script = ROOT / "packaging" / "prepare_starters.py"
        target = self._environment / "share" / "cofferdam" / "starter"
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir(parents=True)
        command = [str(self._engine.python), "-E", "-s", str(script)]
        arguments = ["--cache", str(self._cache), "--target", str(target)]
        packages.follow([*command, *arguments], what="preparing the starter models")


def _installer(python: Path, lock: Path) -> Callable[[], None]:
    return lambda: packages.install_lock(python, lock)


def main(arguments: Sequence[str]) -> int:
    """Set up; 1 with a plain message if that is not possible."""
    parser = argparse.ArgumentParser(description="Set Cofferdam up in this checkout.")
    parser.add_argument("--dev", action="store_true", help="also what the tests need")
    parser.add_argument(
        "--all-variants", action="store_true", help="build the engine for every processor (release)"
    )
    options = parser.parse_args(arguments)
    try:
        if Setup(dev=options.dev, all_variants=options.all_variants).run():
            say("Set-up is complete.")
    except SetupFailed as error:
        print(f"\n{error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The next run goes on from here.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
