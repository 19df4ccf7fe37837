"""Users and their keys: V211-V220 and V229, exit codes 90-98 and 119."""

from __future__ import annotations

from appliance.errors.root import ApplianceError


class KeyNotHeld(ApplianceError):
    """The present user has no key to this part of the vault."""

    code, exit_code = "V211", 90
    summary = "Your key does not open {what} of this vault."
    hint = "Somebody who has that key can let you in; ask them, or sign in as another user."


class HeaderStale(ApplianceError):
    """`header.json` is an older copy than the one that belongs to the database."""

    code, exit_code = "V212", 91
    summary = "The vault's header is an older copy; users or keys were changed after it was made."
    hint = "Put back the newest header.json, or restore the whole vault from one backup."


class TooManyAttempts(ApplianceError):
    """Wrong passphrases were tried before; the next try has to wait."""

    code, exit_code = "V213", 92
    summary = "Too many wrong tries. The next one is possible in {wait_s} s."
    hint = "Wait, then check capitals and the keyboard layout before you try again."


class KeyFileNeeded(ApplianceError):
    """Nothing opens, and no key file was named though some user of the vault has one."""

    code, exit_code = "V214", 93
    summary = "This does not open the vault. If you have a key file, it is needed too."
    hint = "Name your key file if you have one; check name, capitals and the keyboard layout."


class UserUnknown(ApplianceError):
    """There is no such user."""

    code, exit_code = "V215", 94
    summary = "There is no user “{name}” in this vault."
    hint = "List the users with “cofferdam user list”."


class UserExists(ApplianceError):
    """Another user has this name."""

    code, exit_code = "V216", 95
    summary = "There is already a user “{name}”."
    hint = "Choose another name."


class LastAdministrator(ApplianceError):
    """Without this user nobody could manage the vault, or open a part of it, any more."""

    code, exit_code = "V217", 96
    summary = "“{name}” is the last user who {what}."
    hint = "Give another user that role first and let them in; then repeat the step."


class LastHolder(LastAdministrator):
    """Without this user only a recovery could open a part of the vault any more."""

    code = "V229"
    summary = "“{name}” is the last user who can open {what}."
    hint = "Let another user into it first, or open the vault by recovery; then repeat the step."


class RotationUnfinished(ApplianceError):
    """An earlier change of keys was interrupted and must be finished first."""

    code, exit_code = "V218", 97
    summary = "An earlier change of keys is not finished: {left} left."
    hint = "Continue it with “cofferdam rotate”, then repeat the step."


class CredentialsOld(ApplianceError):
    """A way into the vault hangs on the key of an earlier release: keys cannot be changed yet."""

    code, exit_code = "V219", 98
    summary = "{what} is still as an earlier release made it, so the keys cannot be changed yet."
    hint = "Make a new one (“cofferdam recovery”, “cofferdam passphrase”), then repeat the step."


class GrantUnvouched(ApplianceError):
    """A key of the vault stands in the header for somebody whom no holder of it let in."""

    code, exit_code = "V220", 119
    summary = (
        "The keys were not changed: nobody who can open {what} has let “{name}” in, "
        "yet the vault's header says so."
    )
    hint = (
        "Somebody changed header.json. Remove that user, or confirm them anew if they are "
        "right; for a recovery make a new one. Then change the keys."
    )
