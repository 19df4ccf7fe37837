"""One unlocked vault, the threads that work on it and the settings, as the pages see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gui.case_runs import CaseRuns
from gui.reading import Reading
from gui.reviewing import Reviewing
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
    runs: CaseRuns
    user_name: str | None = None

    @classmethod
    def begin(
        cls,
        office: Office,
        lanes: Lanes,
        settings: SettingsFile,
        folder: Path,
        user_name: str | None = None,
    ) -> Session:
        """The session of a vault that was opened just now, in which nothing is under way yet."""
        reading, reviewing = Reading(office, lanes), Reviewing(office, lanes)
        return cls(office, lanes, settings, folder, reading, reviewing, CaseRuns(lanes), user_name)

    def may(self, action: str) -> bool:
        """True if the user's roles allow the action of this name; buttons are judged by it."""
        return self.office.may(action)
