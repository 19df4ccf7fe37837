"""Models and packs: exit codes 30-39."""

from __future__ import annotations

from appliance.errors.root import ApplianceError


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
