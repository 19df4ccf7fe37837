"""The fence of the console process, for the window, which does not see the core's packages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.confinement import console

if TYPE_CHECKING:
    from appliance.settings import Settings


def give_up_connections() -> None:
    """Give up every connection that could leave the machine; first thing, with one thread.

    Sockets of this machine stay, for the display and the desktop.
    """
    console.give_up(console.Use.WINDOW)


def require_fence(settings: Settings) -> None:
    """Go on only if the console's fence holds. Raises: ConsoleNotConfined."""
    console.require(settings.console_layers())
