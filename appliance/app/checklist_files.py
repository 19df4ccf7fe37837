"""A checklist's file and the note beside it, looked at; what that needs of a vault is a parameter.

Whether a file is a checklist, and whether its signature is of exactly its bytes, anybody can tell.
Only whom to trust is a vault's own knowledge.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from appliance.errors import BadInput, ChecklistInvalid, DocumentTooLarge, KeyRevoked
from appliance.files import read_limited
from appliance.packs.trust_records import TrustState
from appliance.review.checklists import signing
from appliance.review.checklists.reading import LIMIT_BYTES, digest, look
from appliance.review.checklists.records import Checklist, Problem, Signed
from appliance.review.checklists.weakness import weaknesses

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Signer = Callable[[bytes, str], Signed | None]


class Looked(msgspec.Struct, frozen=True):
    """A file before it is kept: the checklist as far as it is one, who signed it, what is wrong.

    `warnings` are what keeps nobody from using it, but may be met by papers that it does not mean.
    """

    checklist: Checklist | None
    sha256: str
    signed: Signed | None
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...] = ()


def anybody(content: bytes, note: str) -> Signed | None:
    """Who signed a file, for who has no vault and so trusts nobody. Raises: ChecklistInvalid."""
    return signing.check(content, note.encode(), state=TrustState(), own=b"")


def look_at(
    path: Path, signer: Signer = anybody, *, revoked: bool = False
) -> tuple[Looked, bytes, str]:
    """A file's checklist, its bytes and its note.

    Args:
        path: of the checklist; its note is `PATH.sig`, if there is one.
        signer: says who signed it, and raises ChecklistInvalid or KeyRevoked.
        revoked: let KeyRevoked through, where nothing else is wrong.

    Raises: FileUnreadable, KeyRevoked.
    """
    try:
        content = read_limited(path, LIMIT_BYTES)
    except DocumentTooLarge:
        why = f"it has more than {LIMIT_BYTES // 1024} KiB"
        return Looked(None, "", None, (Problem("the file", why),)), b"", ""
    checklist, wrong = look(content)
    signed, note = None, ""
    if beside(path).is_file():
        try:
            raw = read_limited(beside(path), signing.LIMIT_BYTES)
            note = raw.decode("utf-8", "replace")
            signed = signer(content, note)
        except KeyRevoked as error:
            if revoked and not wrong:
                raise
            wrong = (*wrong, Problem("the signature", error.message))
        except ChecklistInvalid as error:
            wrong = (*wrong, *(Problem(one.where, one.why) for one in error.problems))
        except DocumentTooLarge as error:
            wrong = (*wrong, Problem("the signature", error.message))
    weak = weaknesses(checklist) if checklist is not None and not wrong else ()
    return Looked(checklist, digest(content), signed, wrong, weak), content, note


def beside(path: Path) -> Path:
    """Where the note of a checklist's file lies."""
    return path.with_name(path.name + signing.SUFFIX)


def demand(note: str, key: str) -> None:
    """Raises: BadInput: a key is demanded, and another one signed, or none."""
    wanted = "".join(key.split()).lower()
    if wanted and (not note or signing.parse(note.encode()).key != wanted):
        raise BadInput(what="The checklist", why="it was not signed with the key that you named")
