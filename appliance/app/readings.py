"""After an answer: read on and keep what was read, so that the next question starts at once.

Nothing here is waited for by an answer. What is to be kept is noted when an answer was given; the
window and the command call `keep` afterwards, when the person has it.
"""

from __future__ import annotations

import hashlib
import logging
import platform
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from appliance.assistant.kept import KeptReadings
from appliance.assistant.writing import named, readable, reader
from appliance.engine.records import Priority
from appliance.errors import ApplianceError
from appliance.packs.machine import here
from appliance.vault.readings import make_room, used_bytes

if TYPE_CHECKING:
    from appliance.assistant.answers import Assistant
    from appliance.jobs import Job
    from appliance.settings import Settings
    from appliance.vault.store import Vault

_log = logging.getLogger(__name__)


class ReadingRoom:
    """The kept readings of one open vault. Thread-safe."""

    def __init__(self, vault: Vault, settings: Settings) -> None:
        self._vault = vault
        self._limit_bytes = settings.kept_readings_bytes
        self._lock = threading.Lock()
        self._wanted: dict[tuple[int, str | None], Assistant] = {}

    def of(self, case_id: int) -> KeptReadings | None:
        """The readings of a case; None if none are to be kept. Raises: CaseUnknown."""
        if not self._limit_bytes:
            return None
        return KeptReadings(self._vault, self._vault.case(case_id), limit_bytes=self._limit_bytes)

    def note(self, case_id: int, document: str | None, assistant: Assistant) -> None:
        """A question was asked; `document` None for the whole case."""
        if assistant.readings is not None:
            with self._lock:
                self._wanted[case_id, document] = assistant

    def keep(self, job: Job, *, read_ahead: bool) -> int:
        """Keep the readings of what was asked since the last call; gives how many are kept now.

        With `read_ahead` documents that the engine did not read whole are read now, behind all
        other work. Trouble is logged and not raised: a reading can always be made again.
        Raises: Cancelled.
        """
        with self._lock:
            wanted, self._wanted = self._wanted, {}
        kept = 0
        try:
            if not self._limit_bytes and used_bytes(self._vault.cases_folder):
                make_room(self._vault.cases_folder, limit_bytes=0)
            for (case_id, document), assistant in wanted.items():
                kept += self._keep(case_id, document, assistant, job, read_ahead)
        except ApplianceError as error:
            _log.info("no reading was kept: %s %s", error.code, error.detail)
        return kept

    def _keep(
        self, case_id: int, document: str | None, assistant: Assistant, job: Job, read_ahead: bool
    ) -> bool:
        readings = self.of(case_id)
        if readings is None or assistant.language.loaded is None:
            return False
        pages = list(assistant.pages.texts(case_id, document))
        found, _ = readable(pages, [""], assistant)
        if found is None:
            return False
        name = named(found, assistant, job)
        if not any(key == name for key, _, _ in assistant.language.kept()):
            if not read_ahead or readings.holds(found.document_id, name):
                return False
            asks = [reader(found, name, assistant)]
            assistant.language.generate_many(asks, job=job, priority=Priority.BATCH)
        return readings.take(found.document_id, name, assistant.language, job)


def machine() -> str:
    """Names what the arithmetic of this machine depends on: another one may round otherwise."""
    sets = here(Path("/"), engine="").instruction_sets
    known = " ".join(sorted(sets)) if sets is not None else "unknown"
    return hashlib.sha256(f"{platform.machine()} {known}".encode()).hexdigest()
