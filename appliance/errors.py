"""Every way the program can fail that a person can act on.

Three endings exist: known trouble (`ApplianceError`, with a code, what happened and what to do),
`Cancelled` (silent), and everything else, which is a bug. `docs/errors.md` is generated from here.
Codes and exit codes are stable: scripts rely on them.
"""

from __future__ import annotations

from typing import ClassVar


class Cancelled(Exception):
    """The person stopped the work; what was finished before stays finished."""


class ApplianceError(Exception):
    """Root of all known trouble.

    `summary` and `hint` are templates for `str.format` with the keyword facts, so that the window
    can translate the template and fill in the facts. `detail` is for the log only.
    """

    code: ClassVar[str] = "G100"
    exit_code: ClassVar[int] = 10
    summary: ClassVar[str] = "Something went wrong."
    hint: ClassVar[str] = "Try again; if it happens again, send the log to your administrator."

    def __init__(self, detail: str = "", **facts: object) -> None:
        self.detail = detail
        self.facts = {name: str(value) for name, value in facts.items()}
        super().__init__(f"{self.code} {self.message}" + (f" ({detail})" if detail else ""))

    @property
    def message(self) -> str:
        """What happened and why, in one sentence, with the facts filled in."""
        return self.summary.format_map(_Facts(self.facts))

    @property
    def next_step(self) -> str:
        """What to do now, in one sentence, with the facts filled in."""
        return self.hint.format_map(_Facts(self.facts))


class _Facts(dict[str, str]):
    """Facts of one error; an absent one reads as an ellipsis instead of failing the report."""

    def __missing__(self, key: str) -> str:
        return "…"


# General: 10-19 ---------------------------------------------------------------------------------


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


# Vault: 20-29 -----------------------------------------------------------------------------------


class VaultMissing(ApplianceError):
    """There is no vault in the folder."""

    code, exit_code = "V201", 20
    summary = "There is no vault in “{folder}”."
    hint = "Check the folder, or make a new vault there with “cofferdam init”."


class VaultExists(ApplianceError):
    """A vault or other files are already in the folder."""

    code, exit_code = "V202", 21
    summary = "The folder “{folder}” is not empty, so no new vault is made in it."
    hint = "Choose an empty folder; nothing was changed."


class WrongPassphrase(ApplianceError):
    """No key slot opens with this passphrase or recovery code."""

    code, exit_code = "V203", 22
    summary = "This passphrase does not open the vault."
    hint = "Check capitals and the keyboard layout, or use the recovery code."


class HeaderDamaged(ApplianceError):
    """`header.json` is missing a field, was altered, or asks for an absurd cost."""

    code, exit_code = "V204", 23
    summary = "The vault's header is damaged: {why}."
    hint = "Restore header.json from a backup. Your data is still in the folder; do not delete it."


class VaultBusy(ApplianceError):
    """Another program holds the vault."""

    code, exit_code = "V205", 24
    summary = "The vault is open in another program."
    hint = "Close the other window or command, then try again."


class NotEncrypted(ApplianceError):
    """The database file is a plain SQLite file, so it is not ours."""

    code, exit_code = "V206", 25
    summary = "The database in this vault is not encrypted, so it was put there by something else."
    hint = "Do not use it. Restore the vault from a backup and report this."


class VaultDamaged(ApplianceError):
    """The database does not open with the right key, or its contents contradict themselves."""

    code, exit_code = "V207", 26
    summary = "The vault's data is damaged: {why}."
    hint = "Restore the vault from a backup. Nothing was deleted."


class VaultTooNew(ApplianceError):
    """A later release wrote this vault."""

    code, exit_code = "V208", 27
    summary = "This vault was written by a newer release (format {found}, this one reads {known})."
    hint = "Open it with the newer release."


class VaultLocked(ApplianceError):
    """The vault was locked while the step was under way."""

    code, exit_code = "V209", 28
    summary = "The vault is locked."
    hint = "Unlock it and repeat the step."


class CipherMissing(ApplianceError):
    """The database library has no encryption, so nothing is opened."""

    code, exit_code = "V210", 29
    summary = "The encryption library is missing, so the vault stays closed."
    hint = "Reinstall the program; it never falls back to an unencrypted database."


# Models and packs: 30-39 ------------------------------------------------------------------------


class ManifestInvalid(ApplianceError):
    """A model's manifest has an unknown field, a wrong type or a value out of range."""

    code, exit_code = "P301", 30
    summary = "The model's description cannot be used: {why}."
    hint = "Ask for a corrected model; nothing was imported."


class WeightsMismatch(ApplianceError):
    """The weights are not the ones the manifest describes."""

    code, exit_code = "P302", 31
    summary = "The file “{name}” is not the one the model's description names."
    hint = "Copy the model again from its source; do not use this copy."


class PackTampered(ApplianceError):
    """A sealed file fails its integrity check: changed, cut, or exchanged."""

    code, exit_code = "P303", 32
    summary = "“{name}” was changed or cut after it was sealed ({why})."
    hint = "Remove it and import it again from its source."


class ModelUnknown(ApplianceError):
    """No model of that name, or none active of the kind needed."""

    code, exit_code = "P304", 33
    summary = "There is no {what} in this vault."
    hint = "Import one with “cofferdam models import”, then activate it."


class ModelExists(ApplianceError):
    """The same name and version is already there with other weights."""

    code, exit_code = "P305", 34
    summary = "Model {name} {version} is already in the vault."
    hint = "Remove it first, or import another version."


class SealVersionUnknown(ApplianceError):
    """A sealed file of a format this release does not read."""

    code, exit_code = "P306", 35
    summary = "“{name}” is not a sealed file that this release can read."
    hint = "Use a newer release, or import the file again."


# Engine and children: 40-49 ---------------------------------------------------------------------


class ModelStopped(ApplianceError):
    """A child process ended in the middle of work; a new one takes its place."""

    code, exit_code = "E401", 40
    summary = "The model stopped ({why}); it was restarted."
    hint = "Ask again. If it stops again, verify the model on the Models page."


class ModelRefused(ApplianceError):
    """The engine cannot load these weights."""

    code, exit_code = "E402", 41
    summary = "The model “{name}” cannot be loaded: {why}."
    hint = "Verify the model; if it is intact, this machine or release cannot run it."


class NotConfined(ApplianceError):
    """The child could still reach something, so it refuses to serve."""

    code, exit_code = "E403", 42
    summary = "This machine cannot fence in the {kind} process: {why}."
    hint = "Run “cofferdam doctor” and show its result to your administrator."


class ProtocolBroken(ApplianceError):
    """A child sent something that is not in the protocol."""

    code, exit_code = "E404", 43
    summary = "The {kind} process answered in an unexpected way and was stopped."
    hint = "Repeat the step; if it happens again, report it with the log."


class ContextTooLong(ApplianceError):
    """The prompt does not fit into the model's context."""

    code, exit_code = "E405", 44
    summary = "The text needs {needed} tokens but the model reads at most {limit}."
    hint = "Ask about fewer passages, or use a model with a longer context."


class OutOfMemory(ApplianceError):
    """The child reached its memory limit."""

    code, exit_code = "E406", 45
    summary = "There is not enough memory for “{name}”."
    hint = "Close other programs, or use a smaller model."


class EngineMissing(ApplianceError):
    """The engine libraries are not installed."""

    code, exit_code = "E407", 46
    summary = "The language engine is not installed: {why}."
    hint = "Run “make run” once; it builds the engine."


class ChildTimeout(ApplianceError):
    """A child did not answer in time and was stopped."""

    code, exit_code = "E408", 47
    summary = "The {kind} process did not answer within {limit_s} s and was stopped."
    hint = "Try again; if the document or model causes it each time, leave it out."


# Documents: 50-59 -------------------------------------------------------------------------------


class DocumentUnreadable(ApplianceError):
    """The parser cannot make sense of the file."""

    code, exit_code = "D501", 50
    summary = "“{name}” cannot be read: {why}."
    hint = "Open it in the program that made it and save it again, then add it again."


class DocumentTypeUnknown(ApplianceError):
    """The content is none of the formats that can be read."""

    code, exit_code = "D502", 51
    summary = "“{name}” is not a kind of file that can be read ({why})."
    hint = "Add it as PDF, DOCX, XLSX, CSV, TXT or MD."


class DocumentTooLarge(ApplianceError):
    """The file, its pages or its unpacked size exceed the limit."""

    code, exit_code = "D503", 52
    summary = "“{name}” is too large: {why}."
    hint = "Split it into smaller files."


class DocumentEncrypted(ApplianceError):
    """The file is protected by a password."""

    code, exit_code = "D504", 53
    summary = "“{name}” is protected by a password."
    hint = "Save a copy without the password and add that."


class DocumentEmpty(ApplianceError):
    """No text was found on any page."""

    code, exit_code = "D505", 54
    summary = "“{name}” has no text that can be read."
    hint = "It may be a scan; text recognition is not part of this release."


class DocumentUnknown(ApplianceError):
    """The case has no document of that name."""

    code, exit_code = "D506", 55
    summary = "There is no document “{name}” in this case."
    hint = "List the documents with “cofferdam case show”."


class PageUnknown(ApplianceError):
    """The document has fewer pages."""

    code, exit_code = "D507", 56
    summary = "“{name}” has no page {page}."
    hint = "Choose a page between 1 and {pages}."


# Cases and answers: 60-69 -----------------------------------------------------------------------


class CaseUnknown(ApplianceError):
    """No case of that name."""

    code, exit_code = "A601", 60
    summary = "There is no case “{name}”."
    hint = "List the cases with “cofferdam case list”."


class CaseExists(ApplianceError):
    """A case of that name is already there."""

    code, exit_code = "A602", 61
    summary = "There is already a case “{name}”."
    hint = "Choose another name."


class CaseEmpty(ApplianceError):
    """A question was asked but no document is ready."""

    code, exit_code = "A603", 62
    summary = "The case “{name}” has no document that can be searched yet."
    hint = "Add documents first, or wait until they are read."


class QuestionsInvalid(ApplianceError):
    """A questions or queries file has a line that cannot be used."""

    code, exit_code = "A604", 63
    summary = "Line {line} of “{name}” cannot be used: {why}."
    hint = "Each line is one JSON object; see docs/formats/command-line.md."


class IndexStale(ApplianceError):
    """The vectors were made by another embedding model."""

    code, exit_code = "A605", 64
    summary = "The case was indexed with another embedding model ({found})."
    hint = "Activate that model again, or add the documents again."


# Risk: 70-79 ------------------------------------------------------------------------------------


class RowInvalid(ApplianceError):
    """A value is missing, not a number, or impossible."""

    code, exit_code = "R701", 70
    summary = "{what} cannot be scored: {why}."
    hint = "Correct the value and score again."


class ColumnsMissing(ApplianceError):
    """The CSV lacks columns that the model needs."""

    code, exit_code = "R702", 71
    summary = "The file “{name}” lacks these columns: {columns}."
    hint = "Add the columns; “cofferdam models show” lists what the model needs."


class CsvInvalid(ApplianceError):
    """The CSV cannot be read as a table."""

    code, exit_code = "R703", 72
    summary = "The file “{name}” is not a table that can be scored: {why}."
    hint = "Save it as CSV with a header line and commas or semicolons."
