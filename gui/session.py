"""One unlocked vault, the threads that work on it and the settings, as the pages see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gui.reading import Reading  # noqa: TC001 - a dataclass field
from gui.reviewing import Reviewing  # noqa: TC001 - a dataclass field
from gui.settings_file import SettingsFile  # noqa: TC001 - a dataclass field

if TYPE_CHECKING:
    from pathlib import Path

    from appliance.app.office import Office
    from gui.jobs import Lanes


@dataclass(frozen=True)
class Session:
    """Handed to every page after unlocking; dropped whole at the lock."""

    office: Office
    lanes: Lanes
    settings: SettingsFile
    folder: Path
    reading: Reading
    reviewing: Reviewing
    user_name: str | None = None

    def may(self, action: str) -> bool:
        """True if the user's roles allow the action of this name; buttons are judged by it."""
        return self.office.may(action)
