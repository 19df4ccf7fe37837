"""Typed, frozen, versioned settings, parsed once at start and passed on; and where things live.

Settings hold nothing secret: they are a plain TOML file in the person's configuration folder.
"""

from __future__ import annotations

import os
import pwd
import re
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import platformdirs
import tomli_w

from appliance import toml_text
from appliance.confinement.layers import CONSOLE_LAYERS, LAYERS
from appliance.errors import SettingsDamaged
from appliance.files import atomic_write

if TYPE_CHECKING:
    from collections.abc import Sequence

VERSION = 1
Theme = Literal["system", "light", "dark"]
Language = Literal["system", "en", "zh_CN"]

# Longer names do not fit into a letterhead.
ORGANISATION_LIMIT_CP = 120
# As licence terms name branches.
_BRANCH = r"([a-z0-9][a-z0-9-]{0,31})?"
# Lowest and highest value of each number a person may set.
_RANGES: dict[str, tuple[int, int]] = {
    "idle_lock_s": (30, 24 * 3600),
    "threads": (0, 256),
    "answer_tokens": (16, 1024),
    "passages": (1, 12),
    "document_limit_bytes": (1024, 2 * 1024**3),
    "kept_readings_bytes": (0, 1024**4),
    "parser_memory_bytes": (256 * 1024**2, 64 * 1024**3),
    "ingest_memory_bytes": (256 * 1024**2, 64 * 1024**3),
    "model_memory_bytes": (0, 2**42),
    "device_memory_bytes": (0, 2**42),
}


@dataclass(frozen=True)
class Settings:
    """What a person may choose. Every number carries its unit in its name.

    `threads` 0 means one less than the cores, at least one: llama.cpp spins at barriers, so a
    second busy program makes all-cores decoding many times slower. `branch` is the name under which
    head office licenses models to this place, or empty. `organisation` is whose name stands at the
    head of reports, at most 120 printable characters, or empty.

    `model_memory_bytes` is what all models together may take of the machine's memory; 0 means 60 %
    of what is free when the vault is opened. `device_memory_bytes` is the same of the graphics
    device; 0 means 80 % of its memory.

    `parser_memory_bytes` is what the kernel gives one reader of documents at most, a limit against
    hostile files: addresses count, used or not. `ingest_memory_bytes` is what the readers may hold
    of the machine's memory while a document is read; one that holds more is ended, and another
    goes on after the last page kept. A number of its own, because the first kills a document that
    reaches it and the second does not.

    `kept_readings_bytes` is for what models read of documents and keep, of all cases together; 0
    keeps nothing (`assistant.kept`).

    `required_layers` names layers of the fence (`appliance.confinement.layers`) without which
    nothing runs, beside those without which nothing runs in any case.
    """

    theme: Theme = "system"
    language: Language = "system"
    idle_lock_s: int = 10 * 60
    threads: int = 0
    answer_tokens: int = 96
    passages: int = 4
    document_limit_bytes: int = 256 * 1024**2
    parser_memory_bytes: int = 2 * 1024**3
    ingest_memory_bytes: int = 1024**3
    model_memory_bytes: int = 0
    device_memory_bytes: int = 0
    kept_readings_bytes: int = 1024**3
    branch: str = ""
    organisation: str = ""
    required_layers: tuple[str, ...] = ()

    def thread_count(self) -> int:
        """Threads for a model: the chosen number, or all cores but one."""
        return self.threads or max(1, len(os.sched_getaffinity(0)) - 1)

    def core_count(self) -> int:
        """Threads for work that does not spin at barriers: the chosen number, or all cores."""
        return self.threads or len(os.sched_getaffinity(0))

    def demanding(self, layers: Sequence[str]) -> Settings:
        """A copy that requires these layers, too; their names are known to be right."""
        return replace(self, required_layers=tuple(dict.fromkeys((*self.required_layers, *layers))))

    def child_layers(self) -> tuple[str, ...]:
        """The layers that each child must have."""
        return tuple(name for name in self.required_layers if name in LAYERS)

    def console_layers(self) -> tuple[str, ...]:
        """The layers that the console itself must have."""
        return tuple(name for name in self.required_layers if name in CONSOLE_LAYERS)

    def with_changes(self, **changes: object) -> Settings:
        """A checked copy. Raises: SettingsDamaged: unknown name, wrong type, out of range."""
        return _checked({**asdict(self), **changes}, "settings.toml")


def load(path: Path) -> Settings:
    """Settings from a TOML file; the defaults if it does not exist. Raises: SettingsDamaged."""
    try:
        raw = toml_text.parse(path.read_text("utf-8"))
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError) as error:
        raise SettingsDamaged(name=path.name, why=str(error)) from error
    version = raw.pop("version", None)
    if version != VERSION:
        raise SettingsDamaged(name=path.name, why=f"version {_shown(version)}, expected {VERSION}")
    return _checked(raw, path.name)


def save(path: Path, settings: Settings) -> None:
    """Write the settings whole. Raises: DiskFull, FolderReadOnly."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with atomic_write(path) as out:
        tomli_w.dump({"version": VERSION, **asdict(settings)}, out)


def _checked(raw: dict[str, Any], name: str) -> Settings:
    kinds: dict[str, type] = {field.name: type(field.default) for field in fields(Settings)}
    for key, value in raw.items():
        if key not in kinds:
            raise SettingsDamaged(name=name, why=f"unknown key {key!r}")
        if kinds[key] is tuple and isinstance(value, list | tuple):
            continue
        if type(value) is not kinds[key]:
            raise SettingsDamaged(name=name, why=f"{key} must be {kinds[key].__name__}")
        low, high = _RANGES.get(key, (0, 0))
        if key in _RANGES and isinstance(value, int) and not low <= value <= high:
            raise SettingsDamaged(name=name, why=f"{key} must be between {low} and {high}")
    layers = _layers(raw.get("required_layers", ()), name)
    chosen = replace(Settings(), **{**raw, "required_layers": layers})
    if chosen.theme not in ("system", "light", "dark"):
        raise SettingsDamaged(name=name, why="theme must be system, light or dark")
    if chosen.language not in ("system", "en", "zh_CN"):
        raise SettingsDamaged(name=name, why="language must be system, en or zh_CN")
    if not re.fullmatch(_BRANCH, chosen.branch):
        raise SettingsDamaged(name=name, why="branch must be 1 to 32 of a-z 0-9 -, or empty")
    shown = chosen.organisation
    if not shown.isprintable() or len(shown) > ORGANISATION_LIMIT_CP:
        why = f"organisation must be at most {ORGANISATION_LIMIT_CP} printable characters"
        raise SettingsDamaged(name=name, why=why)
    return chosen


def _layers(wanted: Sequence[object], name: str) -> tuple[str, ...]:
    """Each layer once, sorted. Raises: SettingsDamaged: a name that is none."""
    known = [*LAYERS, *CONSOLE_LAYERS]
    for layer in wanted:
        if layer not in known:
            raise SettingsDamaged(name=name, why=f"required_layers knows no {_shown(layer)}")
    return tuple(sorted({str(layer) for layer in wanted}))


def _shown(value: object) -> str:
    try:
        return repr(value)[:100]
    except ValueError:  # written in hex, a number may be too long to be shown
        return "a number of thousands of digits"


def settings_path() -> Path:
    """The settings file of this person."""
    return Path(platformdirs.user_config_dir("cofferdam", appauthor=False)) / "settings.toml"


def default_vault() -> Path:
    """Where a vault is made when no folder is named."""
    return Path(platformdirs.user_data_dir("cofferdam", appauthor=False)) / "vault"


def seen_folder() -> Path:
    """Where this computer remembers the newest audit entry that it saw of each vault."""
    return Path(platformdirs.user_state_dir("cofferdam", appauthor=False)) / "seen"


def machine_folder() -> Path:
    """Where this computer remembers how fast it is."""
    return Path(platformdirs.user_state_dir("cofferdam", appauthor=False)) / "machine"


def removable_media() -> tuple[Path, ...]:
    """The media that are mounted for this person; each may hold a witness of the audit chain."""
    try:
        user = pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # the computer does not know this person by name
        return ()
    found: list[Path] = []
    for root in (Path("/media"), Path("/media") / user, Path("/run/media") / user):
        with suppress(OSError):
            found += sorted(root.iterdir())
    return tuple(found)


def program_data() -> Path:
    """The folder with engine libraries and starter models that set-up filled."""
    frozen = getattr(sys, "_MEIPASS", None)
    return Path(frozen or sys.prefix) / "share" / "cofferdam"


def engine_folder() -> Path:
    """Engine libraries for the processor."""
    return program_data() / "engine" / "cpu"


def starter_folder() -> Path:
    """One folder per starter model, each with a manifest and clear weights."""
    return program_data() / "starter"


def trust_list() -> Path:
    """The pinned weights that this release vouches for."""
    return starter_folder() / "trust" / "starters.toml"


def trust_root() -> Path:
    """The root that came with the installation, if it brought one."""
    return starter_folder() / "trust" / "root.json"
