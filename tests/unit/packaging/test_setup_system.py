from __future__ import annotations

import pytest
import setup_system
from setup_terminal import SetupFailed


def look(*, display: bool = False, without: tuple[str, ...] = ()) -> setup_system.Missing:
    return setup_system.look(
        display=display,
        opens=lambda name: name not in without,
        module=lambda name: name not in without,
        command=lambda name: None if name in without else f"/usr/bin/{name}",
    )


def test_complete_machine_lacks_nothing() -> None:
    assert look() == look(display=True) == setup_system.Missing((), ())


@pytest.mark.parametrize(
    ("without", "package"),
    [
        (("ensurepip",), "python3-venv"),
        (("venv",), "python3-venv"),
        (("g++", "c++"), "g++"),
        (("libGL.so.1",), "libgl1"),
        (("libdbus-1.so.3",), "libdbus-1-3"),
        (("libgomp.so.1",), "libgomp1"),
    ],
)
def test_missing_piece_is_named_as_a_package(without: tuple[str, ...], package: str) -> None:
    assert look(without=without).needed == (package,)


def test_one_compiler_is_enough() -> None:
    assert look(without=("g++",)).needed == ()


def test_window_libraries_are_needed_only_with_a_display() -> None:
    without = ("libxcb-cursor.so.0",)
    assert look(without=without) == setup_system.Missing((), ("libxcb-cursor0",))
    assert look(display=True, without=without).needed == ("libxcb-cursor0",)


def test_ordinary_user_gets_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    missing = setup_system.Missing(("g++", "libgl1"), ())
    monkeypatch.setattr(setup_system, "look", lambda **_: missing)
    wanted = "apt-get install --no-install-recommends g\\+\\+ libgl1"
    with pytest.raises(SetupFailed, match=wanted):
        setup_system.ensure()


def test_real_probes_tell_there_from_not_there() -> None:
    assert setup_system.library_opens("libc.so.6")
    assert not setup_system.library_opens("libnosuchlibrary.so.9")
    assert setup_system.module_exists("venv")
    assert not setup_system.module_exists("no_such_module_here")
