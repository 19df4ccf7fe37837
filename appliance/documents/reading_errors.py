"""Trouble of this machine or vault, not of a file: the whole run ends, what is done stays."""

from __future__ import annotations

from appliance.errors import (
    DiskFailed,
    DiskFull,
    EngineMissing,
    FolderReadOnly,
    ModelUnknown,
    NotConfined,
    VaultDamaged,
    VaultLocked,
)

NOT_THE_FILE = (
    DiskFailed,
    DiskFull,
    EngineMissing,
    FolderReadOnly,
    ModelUnknown,
    NotConfined,
    VaultDamaged,
    VaultLocked,
)
