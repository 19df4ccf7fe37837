"""The newest entry that this computer saw of a vault, kept outside the vault's folder.

A copy of the whole folder put back over a newer one is in itself consistent; only something
elsewhere can tell. This is the nearest such place. It is not secret, and whoever can delete it
loses this one warning, no more: a vault that was never opened here has none either.
"""

from __future__ import annotations

import hmac
import json
from contextlib import suppress
from typing import TYPE_CHECKING

from appliance.audit.chain import Mark
from appliance.crypto.kdf import hkdf
from appliance.errors import ApplianceError, AuditRolledBack
from appliance.files import atomic_write, read_limited

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# A rollback behind a kill is seen up to so many entries before; the head tells the rest.
STEP = 32
# Restoring a backup makes a second history of one vault; a person makes few of them.
BRANCHES = 8
_LIMIT_BYTES = 8192


class Seen:
    """The memory of one vault on this computer. A failure to keep it hinders nothing.

    Several histories of one vault may be known, because a backup was restored beside it: each is
    remembered by its newest entry.
    """

    def __init__(self, folder: Path, *, vault_id: str, key: Callable[[], bytes]) -> None:
        """`folder` is in the person's own state folder and made when first needed."""
        self._path = folder / vault_id
        self._vault_id = vault_id
        self._key = key
        self._kept = 0

    def read(self) -> tuple[Mark, ...]:
        """The newest entries seen (without their MACs), the latest first.

        Empty if none is known or the memory was meddled with.
        """
        try:
            raw = json.loads(read_limited(self._path, _LIMIT_BYTES))
            marks = tuple(
                Mark(int(one["entry"]), link=bytes.fromhex(one["link"])) for one in raw["newest"]
            )
            mac = str(raw["mac"])
        except (ApplianceError, ValueError, KeyError, TypeError, RecursionError):
            return ()
        if not hmac.compare_digest(mac.encode("utf-8", "replace"), self._mac(marks).encode()):
            return ()
        return marks

    def note(self, mark: Mark, mark_at: Callable[[int], Mark | None]) -> None:
        """Something was committed; kept at every STEP entries."""
        if mark.seq >= self._kept + STEP:
            self.keep(mark, mark_at)

    def keep(self, mark: Mark, mark_at: Callable[[int], Mark | None]) -> None:
        """Remember this as the newest of its history, whatever was known of it."""
        others = [one for one in self.read() if not continues(mark, one, mark_at)]
        marks = (mark, *others)[:BRANCHES]
        newest = [{"entry": one.seq, "link": one.link.hex()} for one in marks]
        with suppress(ApplianceError, OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with atomic_write(self._path) as out:
                text = {"newest": newest, "mac": self._mac(marks)}
                out.write(json.dumps(text).encode() + b"\n")
            self._kept = mark.seq

    def forget(self) -> None:
        """The vault was thrown away."""
        with suppress(OSError):
            self._path.unlink()

    def _mac(self, marks: tuple[Mark, ...]) -> str:
        key = hkdf(self._key(), b"cofferdam audit seen 1")
        text = "\n".join([self._vault_id, *(f"{mark.seq} {mark.link.hex()}" for mark in marks)])
        return hmac.digest(key, text.encode(), "sha256").hex()


def continues(last: Mark, seen: Mark, mark_at: Callable[[int], Mark | None]) -> bool:
    """Whether the chain that ends in `last` holds the entry that was seen."""
    if last.seq < seen.seq:
        return False
    found = mark_at(seen.seq)
    return found is not None and found.link == seen.link


def judge(seen: tuple[Mark, ...], last: Mark, mark_at: Callable[[int], Mark | None]) -> None:
    """Raises: AuditRolledBack: the chain lacks, or contradicts, all that was seen here."""
    if not seen or any(continues(last, one, mark_at) for one in seen):
        return
    newest = seen[0]
    behind = last.seq < newest.seq
    why = f"and it has {last.seq} entries" if behind else "and another one stands there now"
    raise AuditRolledBack(where="this computer", expected=newest.seq, found=last.seq, why=why)
