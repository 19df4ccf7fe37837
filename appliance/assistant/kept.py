"""Keeps a model's reading of a document with the case, so that tomorrow's first question is quick.

A reading is taken out of the engine after the answer was given, and brought back before the next
question. Its name (`whole.reading_name`) is of all that it depends on; one with another name
belongs to another text, model, build, machine or prompt and is deleted when it is met. It can
always be made again, so nothing that goes wrong with one stops an answer.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from appliance.errors import ApplianceError
from appliance.vault import readings as stored

if TYPE_CHECKING:
    from appliance.assistant.ports import LanguageModel
    from appliance.jobs import Job
    from appliance.vault.case_file import CaseFile
    from appliance.vault.store import Vault

_log = logging.getLogger(__name__)

_TOKENS_BYTES = 4


class KeptReadings:
    """The kept readings of one case; `limit_bytes` is for those of all cases together.

    Thread-safe. Raises VaultLocked after the lock.
    """

    def __init__(self, vault: Vault, case: CaseFile, *, limit_bytes: int) -> None:
        self._vault = vault
        self._case = case
        self._limit_bytes = limit_bytes

    def has(self, document_id: int) -> bool:
        """True if a reading is kept for the document, fitting or not."""
        return self._case.readings.has(document_id)

    def holds(self, document_id: int, name: str) -> bool:
        """True if the reading of that name is kept."""
        return self._case.readings.holds(document_id, name)

    def lend(self, document_id: int, name: str, language: LanguageModel, job: Job) -> bool:
        """Put the reading of that name into the engine unless it is there; False without one.

        Readings of the document that have another name are deleted, and one that is damaged or
        that the engine does not take.
        Raises: Cancelled.
        """
        if any(key == name for key, _, _ in language.kept()):
            return True
        readings = self._case.readings
        try:
            data = readings.get(document_id, name)
            if data is None:
                if readings.has(document_id):
                    _log.info("a kept reading was deleted: it is of another text, model or machine")
                    readings.remove(document_id)
                return False
            tokens = int.from_bytes(data[:_TOKENS_BYTES], "big")
            if language.give_prefix(name, tokens, data[_TOKENS_BYTES:], job):
                return True
            _log.warning("a kept reading was deleted: the engine cannot use it")
        except ApplianceError as error:
            _log.warning("a kept reading was deleted: %s %s", error.code, error.detail)
        readings.remove(document_id)
        return False

    def take(self, document_id: int, name: str, language: LanguageModel, job: Job) -> bool:
        """Keep the engine's reading of that name; False if it does not fit within the limit.

        Raises: ModelStopped, DiskFull, FolderReadOnly, Cancelled, and what the engine raises.
        """
        readings = self._case.readings
        if readings.holds(document_id, name):
            return True
        sizes = {key: size_bytes for key, _, size_bytes in language.kept()}
        coming_bytes = sizes.get(name, self._limit_bytes + 1)
        if coming_bytes > self._limit_bytes:
            return False
        tokens, data = language.take_prefix(name, job)
        if not tokens:
            return False
        folder = self._vault.cases_folder
        stored.sweep_unfinished(folder, now_s=self._vault.now_s())
        stored.make_room(folder, limit_bytes=self._limit_bytes, coming_bytes=len(data))
        readings.put(document_id, name, tokens.to_bytes(_TOKENS_BYTES, "big") + data)
        return True
