"""The pack file and the keys of publishers: P307-P329, exit codes 100-115.

There are more causes than exit codes. A class that derives from another one here names its cause
with a code of its own and keeps the exit code of the family, whose next step is the same.
"""

from __future__ import annotations

from appliance.errors.root import ApplianceError

_ASK_AGAIN = "Copy the pack again from its source; if that does not help, ask for a new one."
_DO_NOT_USE = "Do not use it; nothing was imported. Tell head office how it reached you."
_BUILT_WRONG = "Ask head office for a corrected pack; nothing was imported."


class NotAPack(ApplianceError):
    """The file does not begin as a pack does."""

    code, exit_code = "P307", 100
    summary = "“{name}” is not a pack."
    hint = "Choose a file that ends in .cofferpack; a model in a folder is imported by its folder."


class PackTooNew(ApplianceError):
    """A pack of a major version that this release does not read."""

    code, exit_code = "P308", 101
    summary = "“{name}” is a pack of format {found}, and this release reads format {known}."
    hint = "Import it with a newer release."


class PackFieldUnknown(ApplianceError):
    """A field or a kind of recipient that this release does not know."""

    code, exit_code = "P309", 102
    summary = "“{name}” says something that this release does not understand ({what})."
    hint = "Import it with a newer release, or ask head office for a pack that fits this one."


class PackInvalid(ApplianceError):
    """The description in a pack lacks a field, or has a wrong type or a value out of range."""

    code, exit_code = "P310", 103
    summary = "The description in “{name}” cannot be used: {why}."
    hint = _BUILT_WRONG


class PackNotCanonical(PackInvalid):
    """The description, written again, gives other bytes than those in the pack."""

    code = "P311"
    summary = "The description in “{name}” is not written in its one form."


class PackTextHidden(PackInvalid):
    """A text with control, invisible or direction characters, or not UTF-8."""

    code = "P312"
    summary = "“{name}” has control or invisible characters in a text ({place})."
    hint = _DO_NOT_USE


class PackNameRefused(PackInvalid):
    """A component's name that could leave its folder or mean two files on some systems."""

    code = "P313"
    summary = "“{name}” has a file whose name cannot be used ({why})."
    hint = _DO_NOT_USE


class PackCountRefused(ApplianceError):
    """More recipients, signatures, components or description than a pack may have, or none."""

    code, exit_code = "P314", 104
    summary = "“{name}” cannot have {found} {what}; between {least} and {most} are possible."
    hint = _BUILT_WRONG


class PackSizeRefused(PackInvalid):
    """A size that cannot be: nothing, above the limit, or other than the content's kind allows."""

    code = "P315"
    summary = "“{name}” announces a size that cannot be ({why})."


class PackCut(ApplianceError):
    """The file ends before the pack does."""

    code, exit_code = "P316", 105
    summary = "The end of “{name}” is missing."
    hint = _ASK_AGAIN


class PackTrailing(ApplianceError):
    """Bytes behind the end of the pack."""

    code, exit_code = "P317", 106
    summary = "Something was added at the end of “{name}”."
    hint = _ASK_AGAIN


class PackDuplicate(ApplianceError):
    """A second payload, or a component that is named twice."""

    code, exit_code = "P318", 107
    summary = "“{name}” has something twice that it may have once ({what})."
    hint = _DO_NOT_USE


class PackOrderWrong(ApplianceError):
    """Recipients, signatures or components in another order than the one that a pack has."""

    code, exit_code = "P319", 108
    summary = "The parts of “{name}” are not in their order ({what})."
    hint = _DO_NOT_USE


class PackPartsSwapped(ApplianceError):
    """Chunks of one component were exchanged or repeated."""

    code, exit_code = "P320", 109
    summary = "Parts of “{component}” in “{name}” were exchanged (part {part})."
    hint = _DO_NOT_USE


class PackPartForeign(ApplianceError):
    """A chunk that was not sealed for this place: changed, or taken from another pack."""

    code, exit_code = "P321", 110
    summary = "Part {part} of “{component}” in “{name}” was changed or comes from another pack."
    hint = _ASK_AGAIN


class PackKeyMismatch(PackPartForeign):
    """A recipient's part opens, but to another key than the one the pack was made with."""

    code = "P322"
    summary = "The key in “{name}” does not belong to this pack."
    hint = _DO_NOT_USE


class PackKdfRefused(ApplianceError):
    """A passphrase would be stretched at an absurd cost, high or low."""

    code, exit_code = "P323", 111
    summary = "“{name}” asks for an absurd effort to open its passphrase ({why})."
    hint = _DO_NOT_USE


class SignatureWrong(ApplianceError):
    """A signature that its key did not make for this content."""

    code, exit_code = "P324", 112
    summary = "A signature on “{name}” is false (key {key})."
    hint = _DO_NOT_USE


class SignatureTwice(SignatureWrong):
    """The same key signed, or is to sign, twice; it counts once."""

    code = "P325"
    summary = "“{name}” is signed twice with the key {key}."
    hint = "A second signature must be made with another publisher's key."


class PackUnsigned(SignatureWrong):
    """Nobody signed the pack."""

    code = "P326"
    summary = "“{name}” is not signed."
    hint = "Ask head office to sign it; until then it is a draft."


class PackNotForHere(ApplianceError):
    """None of the recipients is this appliance, or the pack needs a passphrase instead."""

    code, exit_code = "P327", 113
    summary = "“{name}” cannot be opened here: {why}."
    hint = "Give head office the public key of this appliance, and ask for a pack made for it."


class PassphraseRefused(ApplianceError):
    """The passphrase opens neither the pack nor the key file it was given for."""

    code, exit_code = "P328", 114
    summary = "This passphrase does not open “{name}”."
    hint = "Check capitals and the keyboard layout, and that it is the passphrase of this file."


class KeyFileInvalid(ApplianceError):
    """A key file is not in its form, is of another kind, or was changed."""

    code, exit_code = "P329", 115
    summary = "“{name}” is not a key that can be used here: {why}."
    hint = "Use the file as it was written; a publisher's key and an appliance's key differ."
