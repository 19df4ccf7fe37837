"""General: exit codes 10-19."""

from __future__ import annotations

from appliance.errors.root import ApplianceError


class BadInput(ApplianceError):
    """An argument or a file given by the person cannot be used."""

    code, exit_code = "G101", 11
    summary = "{what} cannot be used: {why}."
    hint = "Correct it and try again."


class FileUnreadable(ApplianceError):
    """A file named by the person is missing, a folder, or not readable."""

    code, exit_code = "G102", 12
    summary = "The file “{name}” cannot be read: {why}."
    hint = "Check that the file exists and that you may open it."


class DiskFull(ApplianceError):
    """The disk has no room left; nothing half-written is kept."""

    code, exit_code = "G103", 13
    summary = "The disk is full, so “{name}” was not saved."
    hint = "Free some space and repeat the step; what was saved before is intact."


class FolderReadOnly(ApplianceError):
    """The vault folder cannot be written."""

    code, exit_code = "G104", 14
    summary = "The folder “{name}” cannot be written."
    hint = "Ask your administrator for write access, or choose another folder."


class NotAllowed(ApplianceError):
    """The person's role does not include this action."""

    code, exit_code = "G105", 15
    summary = "Your role does not allow this: {action}."
    hint = "Ask someone whose role allows it."


class SettingsDamaged(ApplianceError):
    """The settings file has an unknown key, a wrong type or a value out of range."""

    code, exit_code = "G106", 16
    summary = "The settings file “{name}” cannot be used: {why}."
    hint = "Correct the file, or remove it to return to the defaults."


class DisplayMissing(ApplianceError):
    """The window cannot be drawn: no screen, or libraries of the desktop are missing."""

    code, exit_code = "G107", 17
    summary = "The window cannot be opened: {why}."
    hint = (
        "Start it on a desktop, or use the commands instead; “cofferdam demo” shows them at work."
    )


class FileExists(ApplianceError):
    """Something has the name of a file that was about to be written."""

    code, exit_code = "G108", 18
    summary = "“{name}” already exists and is not overwritten."
    hint = "Choose another name, or move the old file away first."
