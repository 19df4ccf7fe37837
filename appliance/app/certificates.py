"""Deletion certificates as a file, for whoever must prove that a case is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from appliance.files import new_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from appliance.vault.case_records import DeletionCertificate


def save(certificates: Sequence[DeletionCertificate], target: Path) -> None:
    """Write one certificate as a JSON object, or several as a list, to a new file.

    What it says stands in the audit chain too, and whose case it was is in neither.
    Raises: FileExists, DiskFull, FolderReadOnly.
    """
    content = certificates[0] if len(certificates) == 1 else list(certificates)
    with new_file(target) as out:
        out.write(msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n")
