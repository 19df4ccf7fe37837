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
_LIMIT_BYTES = 4096


class Seen:
    """The memory of one vault on this computer. A failure to keep it hinders nothing."""

    def __init__(self, folder: Path, *, vault_id: str, key: Callable[[], bytes]) -> None:
        """`folder` is in the person's own state folder and made when first needed."""
        self._path = folder / vault_id
        self._vault_id = vault_id
        self._key = key
        self._kept = 0

    def read(self) -> Mark | None:
        """The newest entry seen (without its MAC); None if none is known or it was meddled with."""
        try:
            raw = json.loads(read_limited(self._path, _LIMIT_BYTES))
            seq, link, mac = int(raw["entry"]), bytes.fromhex(raw["link"]), str(raw["mac"])
        except (ApplianceError, ValueError, KeyError, TypeError, RecursionError):
            return None
        if not hmac.compare_digest(mac, self._mac(seq, link)):
            return None
        self._kept = max(self._kept, seq)
        return Mark(seq, link=link)

    def note(self, mark: Mark) -> None:
        """Something was committed; kept at every STEP entries."""
        if mark.seq >= self._kept + STEP:
            self.keep(mark)

    def keep(self, mark: Mark) -> None:
        """Remember this as the newest, whatever was known."""
        text = {"entry": mark.seq, "link": mark.link.hex(), "mac": self._mac(mark.seq, mark.link)}
        with suppress(ApplianceError, OSError):
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with atomic_write(self._path) as out:
                out.write(json.dumps(text).encode() + b"\n")
            self._kept = mark.seq

    def forget(self) -> None:
        """The vault was thrown away."""
        with suppress(OSError):
            self._path.unlink()

    def _mac(self, seq: int, link: bytes) -> str:
        key = hkdf(self._key(), b"cofferdam audit seen 1")
        text = f"{self._vault_id} {seq} {link.hex()}".encode()
        return hmac.digest(key, text, "sha256").hex()


def judge(seen: Mark | None, last: Mark, mark_at: Callable[[int], Mark | None]) -> None:
    """Raises: AuditRolledBack: the chain lacks, or contradicts, what was seen here."""
    if seen is None:
        return
    where = "this computer"
    if last.seq < seen.seq:
        raise AuditRolledBack(
            where=where, expected=seen.seq, found=last.seq, why=f"and it has {last.seq} entries"
        )
    found = mark_at(seen.seq)
    if found is None or found.link != seen.link:
        raise AuditRolledBack(
            where=where,
            expected=seen.seq,
            found=last.seq,
            why="and another one stands there now",
        )
