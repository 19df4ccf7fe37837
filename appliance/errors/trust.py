"""Trust, imports and licence terms: exit codes 19, 36-39, 48-49, 58-59, 74-79, 87-89, 116."""

from __future__ import annotations

from appliance.errors.root import ApplianceError


class TrustFileInvalid(ApplianceError):
    """A trust document, policy or key list is not in its one form, or a value is out of range."""

    code, exit_code = "P330", 36
    summary = "“{name}” cannot be used: {why}."
    hint = "Ask head office for a corrected file; nothing was changed."


class TrustSignaturesShort(ApplianceError):
    """A trust document has fewer valid signatures by different keys than its role demands."""

    code, exit_code = "P331", 37
    summary = "“{name}” has {found} of the {needed} signatures that it needs ({role})."
    hint = "Ask head office to have it signed by the keys that are missing; nothing was changed."


class TrustOutOfOrder(ApplianceError):
    """A trust document that is older than what is known, or that leaves versions out."""

    code, exit_code = "P332", 38
    summary = "“{name}” has version {found}, but {expected} is what this vault can take."
    hint = "Import the versions in their order; ask head office for those that are missing."


class FingerprintDiffers(ApplianceError):
    """The typed fingerprint is not that of the root that was to be pinned."""

    code, exit_code = "P333", 39
    summary = "The fingerprint does not belong to this file, so nothing is trusted."
    hint = "Ask head office for the fingerprint on another way than the file, and compare again."


class TrustMissing(ApplianceError):
    """No root is pinned, so nobody's signature means anything yet."""

    code, exit_code = "P334", 48
    summary = "This vault trusts no publisher yet, so no pack can be imported."
    hint = "Pin head office's root first with “cofferdam trust pin”."


class TrustExpired(ApplianceError):
    """What the vault trusts is past its time, so nothing new is imported on its word."""

    code, exit_code = "P335", 49
    summary = "{what} ended on {when}, so nothing new is imported."
    hint = "Ask head office for a newer one and bring it with “cofferdam trust update”."


class PackSignersShort(ApplianceError):
    """A pack has fewer signatures by different trusted keys than the root demands."""

    code, exit_code = "P336", 58
    summary = "“{name}” has {found} of the {needed} signatures by trusted publishers that it needs."
    hint = "Do not use it unless head office confirms it; ask for a pack signed by its keys."


class KeyRevoked(ApplianceError):
    """Without the keys that head office revoked, too few signatures remain."""

    code, exit_code = "P337", 59
    summary = "“{name}” was signed with a key that head office revoked ({why})."
    hint = "Do not use it; ask head office for the same content signed with a valid key."


class PackRevoked(ApplianceError):
    """Head office revoked this pack or the model in it."""

    code, exit_code = "P338", 74
    summary = "Head office revoked “{name}” ({why})."
    hint = "Do not use it; ask head office what to use instead."


class PackExpired(ApplianceError):
    """The pack may not be imported any more; what was imported before goes on working."""

    code, exit_code = "P339", 75
    summary = "“{name}” could be imported until {when}."
    hint = "Ask head office for a newer pack; if the machine's date is wrong, correct it."


class PackDowngrade(ApplianceError):
    """A pack or model that is older than the newest one this vault has seen."""

    code, exit_code = "P340", 76
    summary = "“{name}” is number {found}, and this vault has seen number {highest} already."
    hint = "Use the newest one, or go back on purpose with “cofferdam models roll-back”."


class ModelUnsigned(ApplianceError):
    """The vault takes models only from signed packs, and this one is a bare folder."""

    code, exit_code = "P341", 77
    summary = "This vault takes only signed models, and “{name}” is not signed."
    hint = "Ask head office for it as a pack; models that came with the program are exempt."


class ModelQuarantined(ApplianceError):
    """The model is kept, but may not be activated or used."""

    code, exit_code = "P342", 78
    summary = "“{name}” is set aside and not used: {why}."
    hint = "Activate another model, or ask head office for a new pack; nothing was deleted."


class SelfTestFailed(ApplianceError):
    """The imported model does not give the answers that its publisher recorded."""

    code, exit_code = "P343", 79
    summary = "“{name}” answers differently here than at its publisher ({why}), so it is set aside."
    hint = "Do not use it; send head office the engine build that “cofferdam doctor” shows."


class LicenceExpired(ApplianceError):
    """The model's licence is past its last day."""

    code, exit_code = "P344", 87
    summary = "The licence of “{name}” ended on {when}."
    hint = (
        "Ask head office for a pack with a new licence; if the machine's date is wrong, correct it."
    )


class LicenceBranch(ApplianceError):
    """The model is licensed for other branches than this one."""

    code, exit_code = "P345", 88
    summary = "“{name}” is not licensed for this branch ({branch})."
    hint = "Check the branch in the settings, or ask head office for a licence for this branch."


class LicencePurpose(ApplianceError):
    """The model is licensed, but not for this kind of work."""

    code, exit_code = "P346", 89
    summary = "“{name}” is not licensed for this use ({purpose})."
    hint = "Activate another model for it, or ask head office for a wider licence."


class LicenceRunsUsed(ApplianceError):
    """As many runs as the licence allows have been used."""

    code, exit_code = "P347", 116
    summary = "The licence of “{name}” allows {runs} runs, and too few are left."
    hint = "Ask head office for a pack with more runs; other models go on working."


class PackItemUnknown(ApplianceError):
    """No imported checklist, set of prompts or policy of that name."""

    code, exit_code = "P348", 19
    summary = "There is no {what} in this vault."
    hint = "List them with “cofferdam pack list”, or import one with “cofferdam pack import”."
