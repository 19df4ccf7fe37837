from dataclasses import replace
from pathlib import Path

import pytest

from appliance import settings
from appliance.errors import SettingsDamaged
from appliance.settings import Settings


def test_settings_come_back_as_saved(tmp_path: Path) -> None:
    chosen = replace(Settings(), theme="dark", idle_lock_s=60, organisation="海港 Bank")
    settings.save(tmp_path / "deep" / "settings.toml", chosen)
    assert settings.load(tmp_path / "deep" / "settings.toml") == chosen


def test_layers_come_back_sorted_and_go_to_whom_they_concern(tmp_path: Path) -> None:
    names = ("network-namespace", "console-sockets", "landlock-tcp", "landlock-tcp")
    chosen = Settings().with_changes(required_layers=names)
    settings.save(tmp_path / "settings.toml", chosen)
    again = settings.load(tmp_path / "settings.toml")
    assert again == chosen
    assert again.child_layers() == ("landlock-tcp", "network-namespace")
    assert again.console_layers() == ("console-sockets",)


def test_no_file_means_the_defaults(tmp_path: Path) -> None:
    assert settings.load(tmp_path / "settings.toml") == Settings()


@pytest.mark.parametrize(
    "text",
    [
        "version = 1\nshape = 'round'\n",
        "version = 2\n",
        "theme = 'dark'\n",
        "version = 1\nidle_lock_s = '60'\n",
        "version = 1\nidle_lock_s = true\n",
        "version = 1\nidle_lock_s = 1\n",
        "version = 1\ntheme = 'pink'\n",
        "version = 1\nlanguage = 'fr'\n",
        "version = 1\norganisation = 'Harbour\u202eknab'\n",
        f"version = 1\norganisation = '{'x' * 121}'\n",
        "version = 1\nrequired_layers = ['moat']\n",
        "version = 1\nrequired_layers = [['system-calls']]\n",
        "version = 1\nrequired_layers = 'system-calls'\n",
        "not toml",
        "version = 1\ntheme = " + "[" * 100_000,
        "version = 1\nthreads = " + "9" * 5000,
        "version = 0x" + "f" * 5000,
        "version = 1\nthreads = 0x" + "f" * 5000,
        "version = 1\nrequired_layers = [0x" + "f" * 5000 + "]",
        "a." * 100_000 + "b = 1",
        "\udcff",
    ],
)
def test_a_damaged_file_is_named_not_guessed(tmp_path: Path, text: str) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(SettingsDamaged):
        settings.load(file)


def test_threads_leave_one_core_free() -> None:
    assert Settings(threads=3).thread_count() == 3
    assert Settings().thread_count() >= 1
    with pytest.raises(SettingsDamaged):
        Settings().with_changes(threads=-1)
