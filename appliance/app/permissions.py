"""What each role may do: the one closed list, asked by the door and nowhere else.

Whoever may do something with what cases hold is given the keys for it in the vault itself
(`appliance.accounts.roles`); the rest of this list is kept by the program alone, which is what a
person with a changed program can get round (docs/threat-model.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from appliance.accounts.roles import Role
from appliance.app.door import Action

if TYPE_CHECKING:
    from collections.abc import Iterable

# Everybody: one's own passphrase, knowing that the chain is whole, and that nothing leaves; and the
# settings, a file of one's own outside the vault, which the program could not keep from its owner;
# and how fast this machine is.
EVERYBODY = frozenset(
    {
        Action.VIEW_MODELS,
        Action.CHANGE_PASSPHRASE,
        Action.VERIFY_AUDIT,
        Action.EXPORT_PROOF,
        Action.CHANGE_SETTINGS,
        Action.MEASURE_MACHINE,
    }
)

PERMITTED: dict[Role, frozenset[Action]] = {
    Role.OFFICER: EVERYBODY
    | {
        Action.VIEW_CASES,
        Action.CREATE_CASE,
        Action.ADD_DOCUMENTS,
        Action.REMOVE_DOCUMENT,
        Action.SEARCH,
        Action.ASK,
        Action.REPLAY,
        Action.FILL_FORM,
        Action.DECIDE_FIELD,
        Action.CHANGE_FORMS,
        Action.SUMMARISE,
        Action.REVIEW,
        Action.DECIDE_ITEM,
        Action.SUBMIT_REVIEW,
        Action.REPLAY_REVIEW,
        Action.EXPORT_CHECKLIST,
        Action.SET_MASKING,
        Action.UNMASK,
        Action.SCORE,
        Action.EXPORT,
        Action.CLOSE_CASE,
        Action.REOPEN_CASE,
        Action.REMOVE_CASE,
        Action.ROTATE_KEYS,
        Action.VERIFY_MODEL,
        Action.CONFIRM_USER,
        Action.VIEW_USERS,
    },
    Role.REVIEWER: EVERYBODY
    | {
        Action.VIEW_CASES,
        Action.SEARCH,
        Action.ASK,
        Action.REPLAY,
        Action.FILL_FORM,
        Action.DECIDE_FIELD,
        Action.SUMMARISE,
        Action.REVIEW,
        Action.DECIDE_ITEM,
        Action.SUBMIT_REVIEW,
        Action.CHECK_REVIEW,
        Action.REOPEN_REVIEW,
        Action.REPLAY_REVIEW,
        Action.CHANGE_CHECKLISTS,
        Action.EXPORT_CHECKLIST,
        Action.UNMASK,
        Action.EXPORT,
        Action.ROTATE_KEYS,
        Action.HOLD_CASE,
        Action.RELEASE_CASE,
        Action.CLOSE_CASE,
        Action.REOPEN_CASE,
        Action.VERIFY_MODEL,
        Action.CONFIRM_USER,
        Action.VIEW_USERS,
    },
    Role.MODEL_OWNER: EVERYBODY
    | {
        Action.IMPORT_MODEL,
        Action.ACTIVATE_MODEL,
        Action.VERIFY_MODEL,
        Action.REMOVE_MODEL,
        Action.ROLL_BACK_MODEL,
        Action.TUNE_MODEL,
        Action.DERIVE_MODEL,
        Action.BUILD_PACK,
        Action.IMPORT_PACK,
        Action.CHANGE_TRUST,
        Action.CHANGE_CHECKLISTS,
        Action.EXPORT_CHECKLIST,
        Action.CONFIRM_USER,
        Action.VIEW_USERS,
    },
    Role.ADMINISTRATOR: EVERYBODY
    | {
        Action.VIEW_USERS,
        Action.ADD_USER,
        Action.CONFIRM_USER,
        Action.CHANGE_USER,
        Action.REMOVE_USER,
        Action.CHANGE_RECOVERY_CODE,
        Action.CHANGE_RECOVERY_SHARES,
        Action.ROTATE_KEYS,
        Action.SET_RETENTION,
        Action.SET_REVIEW_LIMITS,
        Action.APPLY_RETENTION,
        Action.BACK_UP,
        Action.VERIFY_BACKUP,
        Action.SIGN_CHECKPOINT,
        Action.ACCEPT_ROLLBACK,
        Action.VIEW_USAGE,
        Action.EXPORT_USAGE,
    },
    Role.AUDITOR: EVERYBODY
    | {
        Action.VIEW_USERS,
        Action.VIEW_AUDIT,
        Action.EXPORT_AUDIT,
        Action.SIGN_CHECKPOINT,
        Action.VERIFY_BACKUP,
        Action.VIEW_USAGE,
        Action.EXPORT_USAGE,
    },
}


def permitted(roles: Iterable[str]) -> frozenset[Action]:
    """All that somebody with these roles may do. Raises: ValueError: an unknown role."""
    return frozenset().union(*(PERMITTED[Role(role)] for role in roles))
